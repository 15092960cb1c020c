"""Objections: the applicant raises one and takes it back; an officer who did not decide reviews it; outcomes from outside."""

from __future__ import annotations

from typing import Final

from yijian.core.cases import Command, event_from_plain
from yijian.core.cases import objection_events as o
from yijian.core.cases import task_events as t
from yijian.core.cases import undoing_events as u
from yijian.core.cases.objection_commands import (
    DecideObjection,
    RaiseObjection,
    RecordExternalReview,
    TakeBackObjection,
)
from yijian.core.cases.objections import ExternalReview, ReviewBody, ReviewOutcome
from yijian.core.cases.refusals import NoSuchTask
from yijian.core.errors import CommandRefused, Text
from yijian.ports import Ports
from yijian.storage import journal
from yijian.usecases import follow
from yijian.usecases.casework import Prepare, Workspace, carry_out
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, NotFound, Permission
from yijian.usecases.reasons import ReasonMissing, given_reason
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task
from yijian.usecases.views import CaseView

DECIDING: Final = (
    t.TaskApproved,
    t.TaskRefused,
    t.TaskNotAccepted,
    t.TaskNotCompetent,
    t.TaskEnded,
    t.OwingEnded,
    t.DecisionRevoked,
    u.LicenceRetracted,
    u.LicenceRevokedAsPenalty,
    u.ResultCancelled,
)
"""What an objection can be about: whoever brought one of these about does not review it."""


class ReviewUnknown(CommandRefused):
    """The outcome, or who reviewed, is none that there is."""

    code = "REVIEW_UNKNOWN"
    template = Text("请选复核结果，以及是谁审查的", "Choose the outcome, and who reviewed")


def raise_objection(
    *, actor: Actor, ports: Ports, case_id: str, task: str, reason: str, key: str
) -> CaseView:
    """Object to the decision of a task. Raises ReasonMissing, ObjectionTooLate, AlreadyReviewed, NotFound."""
    words = given_reason(reason)
    return _of_applicant(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: RaiseObjection(
            task=task, reason=space.keep_text(words), deciders=deciders_of(case_id=case_id, task=task)
        ),
    )


def take_back_objection(*, actor: Actor, ports: Ports, case_id: str, task: str, key: str) -> CaseView:
    """Take the objection back before it is reviewed. Raises NotFound."""
    return _of_applicant(actor, ports, case_id, task, key, lambda _: TakeBackObjection(task=task))


def review(
    *, actor: Actor, ports: Ports, case_id: str, task: str, outcome: str, finding: str, key: str
) -> OfficerTaskView:
    """Answer an objection: upheld, changed, or sent back. Raises ReasonMissing, SameOfficer, OutcomeNotPossible."""
    words, named = given_reason(finding), _outcome(outcome)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: DecideObjection(task=task, outcome=named, finding=space.keep_text(words)),
        Permission.REVIEW_OBJECTION,
    )


def record_external(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    body: str,
    number: str,
    outcome: str,
    finding: str,
    key: str,
) -> OfficerTaskView:
    """Record what a reconsideration office or a court said, with the number of its document. Raises as `review`."""
    words, named = given_reason(finding), _outcome(outcome)
    if not number.strip():
        raise ReasonMissing
    try:
        said = ExternalReview(body=ReviewBody(body), number=number.strip())
    except ValueError as error:
        raise ReviewUnknown from error

    def make(space: Workspace) -> Command:
        return RecordExternalReview(task=task, review=said, outcome=named, finding=space.keep_text(words))

    return act_on_task(actor, ports, case_id, task, key, make, Permission.REVIEW_OBJECTION)


def deciders_of(*, case_id: str, task: str) -> tuple[str, ...]:
    """The accounts of all who made, or undid, the decision that stands: since it was last set aside."""
    found: dict[str, None] = {}
    for entry in journal.entries(case_id=case_id):
        for plain in entry.plain_events:
            event = event_from_plain(plain)
            if not isinstance(event, t.TaskEvent) or event.task != task:
                continue
            if isinstance(event, o.DecisionSetAside):
                found.clear()
            if isinstance(event, DECIDING) and entry.actor.account:
                found[entry.actor.account] = None
    return tuple(found)


def _of_applicant(
    actor: Actor, ports: Ports, case_id: str, task: str, key: str, prepare: Prepare
) -> CaseView:
    require_own_case(actor, case_id, Permission.OBJECT)
    try:
        carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
    except NoSuchTask as error:
        raise NotFound(what=task) from error
    return follow.case(actor=actor, ports=ports, case_id=case_id)


def _outcome(name: str) -> ReviewOutcome:
    try:
        return ReviewOutcome(name)
    except ValueError as error:
        raise ReviewUnknown from error
