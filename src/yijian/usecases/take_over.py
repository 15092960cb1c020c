"""The place that decides: take over what a window elsewhere collected, or send it back; send results to that window."""

from __future__ import annotations

import json
from dataclasses import dataclass

from yijian.core.cases import CaseState, event_from_plain
from yijian.core.cases.handover_commands import RefuseHandover, SendResult, TakeOver
from yijian.core.cases.handover_messages import HandoverMessage, messages_of
from yijian.core.cases.handovers import Office
from yijian.core.errors import Text
from yijian.core.vocabulary.canonical import to_plain
from yijian.ports import Ports
from yijian.usecases.case_history import entries_of
from yijian.usecases.casework import artefact, carry_out
from yijian.usecases.handover_shown import handover_view
from yijian.usecases.handover_views import HandoverView
from yijian.usecases.ownership import sent_case
from yijian.usecases.permissions import Actor, NotFound
from yijian.usecases.reasons import given_reason
from yijian.usecases.sealed_documents import DocumentContent
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCaseView:
    """A handover as an office that was sent something sees it. `to_answer`: it waits for this office."""

    case_id: str
    name: Text
    handover: HandoverView
    to_answer: bool


def sent(*, actor: Actor, ports: Ports, case_id: str) -> SentCaseView:
    """The handover of a case of which something was sent to the actor's office. Raises NotFound."""
    return _view(actor, ports, sent_case(actor, case_id))


def take_over(*, actor: Actor, ports: Ports, case_id: str, key: str) -> SentCaseView:
    """Take over (接收). Raises NothingToAnswer, HandoverFirst, NotFound."""
    sent_case(actor, case_id)
    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=lambda _: TakeOver())
    return _view(actor, ports, sent_case(actor, case_id))


def send_back(*, actor: Actor, ports: Ports, case_id: str, reason: str, key: str) -> SentCaseView:
    """Send back with a reason (退回). Raises ReasonMissing, NothingToAnswer, HandoverFirst, NotFound."""
    sent_case(actor, case_id)
    words = given_reason(reason)
    carry_out(
        actor=actor,
        ports=ports,
        case_id=case_id,
        key=key,
        prepare=lambda space: RefuseHandover(reason=space.keep_text(words)),
    )
    return _view(actor, ports, sent_case(actor, case_id))


def send_result(
    *, actor: Actor, ports: Ports, case_id: str, task: str, output: str, key: str
) -> OfficerTaskView:
    """Send a result to the window, where the applicant asked for it there. Raises NotForThisWindow, AlreadySent, NotFound."""
    return act_on_task(actor, ports, case_id, task, key, lambda _: SendResult(task=task, output=output))


def messages(*, actor: Actor, ports: Ports, case_id: str) -> DocumentContent:  # noqa: ARG001 # every use case takes ports
    """The messages between the window and the actor's office, as JSON: what could be signed and sent over a wire, each with
    its digest. Raises NotFound."""
    case = sent_case(actor, case_id)
    office = Office(place=actor.place or case.region or "", authority=actor.authority)
    told = [one for one in case_messages(case) if office in (one.sender, one.receiver)]
    plain = [{"digest": one.digest, "message": to_plain(one)} for one in told]
    content = json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True)
    return DocumentContent(
        name=f"{case_id}-handover.json", media_type="application/json", content=f"{content}\n".encode()
    )


def case_messages(case: CaseState) -> tuple[HandoverMessage, ...]:
    """All messages of a case, written again from its journal."""
    events = (event_from_plain(event) for entry in entries_of(case) for event in entry.plain_events)
    return messages_of(events)


def _view(actor: Actor, ports: Ports, case: CaseState) -> SentCaseView:
    shown, handover = handover_view(ports=ports, case=case), case.handover
    if shown is None or handover is None:
        raise NotFound(what=case.case_id)
    parcel = handover.parcel_to(Office(place=actor.place or case.region or "", authority=actor.authority))
    return SentCaseView(
        case_id=case.case_id,
        name=artefact(case.one_thing).name,
        handover=shown,
        to_answer=parcel is not None and parcel.answer is None and not case.final,
    )
