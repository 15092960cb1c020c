"""The coordinator of the lead authority: pre-check, the one joint correction notice, dispatch, archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from yijian.core.cases import (
    CaseState,
    CloseCase,
    DeliverOutput,
    DispatchCase,
    DropDefect,
    EndCase,
    NotifyCorrection,
    correction_deadline,
    possible_commands,
)
from yijian.core.cases.commands import TaskCommand
from yijian.core.errors import CommandRefused, Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.one_thing import OneThing
from yijian.ports import Ports
from yijian.storage.transactions import in_transaction
from yijian.usecases.applications import paper_views, signature_views
from yijian.usecases.case_history import entries_of, history_of_case, judged_by_hand
from yijian.usecases.casework import Prepare, Workspace, artefact, bare, carry_out, provided_of, texts_of
from yijian.usecases.criteria import checked_criteria, reasons_of_admission, require_judged
from yijian.usecases.defects import Defect, kept_defects
from yijian.usecases.desks import applicant_name
from yijian.usecases.desks import pre_check_desk as pre_check_desk  # part of what this module offers
from yijian.usecases.fact_names import participant_name
from yijian.usecases.follow import correction_view, defect_view
from yijian.usecases.handover_shown import handover_view
from yijian.usecases.issue import delivery_mode
from yijian.usecases.notice_texts import notice_view
from yijian.usecases.ownership import led_case
from yijian.usecases.permissions import Actor
from yijian.usecases.planning import applicant_of, plan_of_case, signers_of, situation_of_case
from yijian.usecases.reading_log import record_fields_read
from yijian.usecases.reasons import given_reason
from yijian.usecases.staff_views import PreCheckView
from yijian.usecases.task_views import output_views, reason_keys, spans_of, task_view
from yijian.usecases.views import FieldView, Keeper, OutputView


def pre_check(*, actor: Actor, ports: Ports, case_id: str) -> PreCheckView:
    """A whole case for the coordinator; that it was read is recorded, once a day while nothing new is there to read.
    Raises NotFound."""
    view = _view(ports, led_case(actor, case_id))
    record_fields_read(
        actor=actor, ports=ports, case_id=case_id, task=None, fields=view.fields, purpose="pre_check"
    )
    return view


def notify_correction(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    defects: tuple[Defect, ...],
    due: date,
    key: str,
) -> PreCheckView:
    """Tell everything that is missing, of all authorities, in one notice.

    Raises NoDefects, DefectRefused, DueDayPassed, CorrectionTimePassed, SecondNoticeNotAllowed.
    """
    led_case(actor, case_id)
    carry_out(
        actor=actor,
        ports=ports,
        case_id=case_id,
        key=key,
        prepare=lambda space: NotifyCorrection(due=due, defects=kept_defects(space, defects)),
    )
    return _view(ports, led_case(actor, case_id))


def take_back_defect(
    *, actor: Actor, ports: Ports, case_id: str, subject: str, task: str | None, key: str
) -> PreCheckView:
    """Take back a defect that was reported (by `task`, or by the lead: None) and is not told yet. Raises NoSuchDefect."""
    led_case(actor, case_id)
    carry_out(
        actor=actor,
        ports=ports,
        case_id=case_id,
        key=key,
        prepare=lambda _: DropDefect(subject=subject, task=task),
    )
    return _view(ports, led_case(actor, case_id))


def dispatch(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    judgements: Mapping[str, bool],
    judgement_reasons: Mapping[str, str] | None = None,
    key: str,
) -> PreCheckView:
    """End the pre-check: every authority gets its part. Undecided admission conditions are judged here.

    The judgements, each with its reason (`judgement_reasons` by condition), are recorded with the dispatch.

    Raises CriteriaUnjudged, DefectsNotTold.
    """
    led_case(actor, case_id)

    def make(space: Workspace) -> DispatchCase:
        plan = plan_of_case(
            case=space.case, one_thing=space.one_thing, facts=space.facts(), ports=ports, now=space.now
        )
        judged = require_judged(
            plan.admission.conditions, judgements, reasons=judgement_reasons, keep=space.keep_text
        )
        return DispatchCase(judgements=judged)

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=make)
    return _view(ports, led_case(actor, case_id))


class NothingToDeliver(CommandRefused):
    """A delivery names at least one result."""

    code = "NOTHING_TO_DELIVER"
    template = Text("请至少选一件送到的结果", "Choose at least one result that was handed over")


def deliver(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    outputs: tuple[tuple[str, str], ...],
    mode: str,
    proof: str,
    key: str,
) -> PreCheckView:
    """Record that the lead handed results of any authority to the person together (统一出件): how, and by which proof.

    `outputs`: task and output id of each; all are recorded or none. Raises NothingToDeliver, NoSuchTask, NoSuchOutput,
    OutputAlreadyDelivered, DeliveryModeUnknown.
    """
    led_case(actor, case_id)
    way = delivery_mode(mode)
    if not outputs:
        raise NothingToDeliver

    def one(task: str, output: str) -> Prepare:
        return lambda space: DeliverOutput(
            task=task, output=output, mode=way, proof=space.keep_text_if_any(proof)
        )

    def work() -> None:
        for task, output in outputs:
            carry_out(
                actor=actor,
                ports=ports,
                case_id=case_id,
                key=f"{key}:{sha256(f'{task}:{output}'.encode()).hexdigest()[:16]}",
                prepare=one(task, output),
            )

    in_transaction(work)
    return _view(ports, led_case(actor, case_id))


def end(*, actor: Actor, ports: Ports, case_id: str, reason: str, key: str) -> PreCheckView:
    """End what is not yet decided, with reasons. Raises ReasonMissing."""
    led_case(actor, case_id)
    words = given_reason(reason)
    carry_out(
        actor=actor,
        ports=ports,
        case_id=case_id,
        key=key,
        prepare=lambda space: EndCase(reason=space.keep_text(words)),
    )
    return _view(ports, led_case(actor, case_id))


def close(*, actor: Actor, ports: Ports, case_id: str, key: str) -> PreCheckView:
    """Archive a case that owes nothing any more. Raises ResultsOutstanding."""
    led_case(actor, case_id)
    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=lambda _: CloseCase())
    return _view(ports, led_case(actor, case_id))


def _view(ports: Ports, case: CaseState) -> PreCheckView:
    one_thing = artefact(case.one_thing)
    provided = provided_of(ports=ports, case_id=case.case_id)
    facts = bare(provided)
    now, calendar = ports.clock.now(), ports.definitions.calendar()
    plan = plan_of_case(case=case, one_thing=one_thing, facts=facts, ports=ports, now=now)
    texts = texts_of(ports=ports, case_id=case.case_id, keys=reason_keys(case))
    spans = spans_of(case, today=local_date(now), calendar=calendar)
    deadline = correction_deadline(case, calendar)
    signers = signers_of(one_thing, facts, now)
    entries = entries_of(case)
    last_day = local_date(deadline) - date.resolution if deadline else local_date(now)
    return PreCheckView(
        case_id=case.case_id,
        name=one_thing.name,
        applicant=applicant_name(ports, case.case_id, one_thing),
        status=case.status.value,
        received_at=case.received_at or case.started_at,
        pre_check_due=last_day,
        provisional=calendar.certainty(local_date(case.received_at or case.started_at), last_day).value
        != "published",
        admission=checked_criteria(
            plan.admission.conditions,
            one_thing=one_thing,
            provided=provided,
            judged=judged_by_hand(
                entries=entries, one_thing=one_thing, texts=texts, task=None, reader=case.lead
            ),
            reasons=reasons_of_admission(
                situation_of_case(case=case, one_thing=one_thing, facts=facts, now=now)
            ),
        ),
        fields=tuple(
            FieldView(
                field=field,
                known=field.fact in provided,
                value=provided[field.fact].value if field.fact in provided else None,
                provenance=provided[field.fact].provenance if field.fact in provided else None,
                keeper=Keeper.APPLICANT,
                hidden=False,
            )
            for field in plan.fields
        ),
        papers=paper_views(case=case, plan=plan, one_thing=one_thing),
        signatures=signature_views(case=case, one_thing=one_thing, facts=facts, signers=signers),
        tasks=tuple(
            task_view(
                case=case,
                task=task,
                span=spans[task.spec.key],
                one_thing=one_thing,
                texts=texts,
                today=local_date(now),
                calendar=calendar,
            )
            for task in case.tasks
        ),
        reported=tuple(
            defect_view(defect, case=case, one_thing=one_thing, texts=texts) for defect in case.defects
        ),
        correction=correction_view(case=case, one_thing=one_thing, texts=texts),
        corrected_before=bool(case.corrections),
        possible=tuple(
            one.command.__name__
            for one in possible_commands(case)
            if not issubclass(one.command, TaskCommand)
        ),
        outputs=_to_hand_over(case, one_thing),
        history=history_of_case(case=case, one_thing=one_thing, entries=entries),
        applicant_role=participant_name(one_thing, applicant_of(one_thing, facts)),
        handover=handover_view(ports=ports, case=case),
        notices=tuple(
            notice_view(
                notice=notice,
                case=case,
                one_thing=one_thing,
                applicant_name=applicant_name(ports, case.case_id, one_thing),
                texts=texts,
            )
            for notice in case.notices
            if notice.task is None
        ),
    )


def _to_hand_over(case: CaseState, one_thing: OneThing) -> tuple[OutputView, ...]:
    """The results of all authorities that are issued and not yet with the person."""
    possible = {key for one in possible_commands(case) if one.command is DeliverOutput for key in one.tasks}
    return tuple(
        view
        for task in case.tasks
        if task.spec.key in possible
        for view, output in zip(output_views(task=task, one_thing=one_thing), task.outputs, strict=True)
        if output.stands and output.id in task.outputs_to_deliver and output.sent_at is None
    )
