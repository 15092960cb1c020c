"""Handlers: objections of the applicant, their review inside the authority, and outcomes from outside.

Who decided does not review (four eyes). One review a decision; a new decision can be objected to again. A review that
changes or sets aside a decision reopens the case, so that what depends on it goes on as it would have.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from yijian.core.cases import events as e
from yijian.core.cases import objection_commands as c
from yijian.core.cases import objection_events as o
from yijian.core.cases.clocks import end_of_day
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import ActorKind
from yijian.core.cases.needs import is_lost
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.objections import ExternalReview, ObjectionStatus, ReviewOutcome
from yijian.core.cases.procedures import ADVERSE_NOTICES, procedure_for
from yijian.core.cases.promising import schedule_check
from yijian.core.cases.references import TextRef
from yijian.core.cases.states import (
    UNDONE_STATUSES,
    CaseState,
    CaseStatus,
    TaskState,
    TaskStatus,
)
from yijian.core.cases.undoing import take_up_again
from yijian.core.cases.undoing_refusals import (
    AlreadyReviewed,
    ObjectionTooLate,
    OutcomeNotPossible,
    SameOfficer,
)
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.deadlines import due_date
from yijian.core.planning.local_time import local_date

_DECISIONS: Final = ADVERSE_NOTICES - {NoticeKind.CORRECTION_ORDER} | {NoticeKind.APPROVAL}
_OTHERWISE: Final = {
    ReviewOutcome.UPHELD: o.DecisionUpheld,
    ReviewOutcome.SENT_BACK: o.DecisionSetAside,
}


def effects_of(task: TaskState) -> Mapping[ReviewOutcome, type[o.ReviewEvent]]:
    """What each outcome that fits the decision of the task brings about."""
    if task.status in UNDONE_STATUSES:
        return {ReviewOutcome.UPHELD: o.DecisionUpheld, ReviewOutcome.CHANGED: o.UndoingSetAside}
    if task.status is TaskStatus.REFUSED:
        return {
            ReviewOutcome.UPHELD: o.DecisionUpheld,
            ReviewOutcome.CHANGED: o.DecisionChanged,
            ReviewOutcome.SENT_BACK: o.DecisionSetAside,
        }
    return _OTHERWISE


def objection_due(state: CaseState, task: TaskState, calendar: WorkingCalendar) -> date | None:
    """The last day to object: counted from the decision, or from when its notice reached the person if that is later.
    None where nothing is decided."""
    made = task.decided_at
    if made is None:
        return None
    told = [
        notice.delivery.day
        for notice in state.notices
        if notice.task == task.spec.key
        and notice.kind in _DECISIONS
        and notice.delivery is not None
        and notice.issued_at >= made
    ]
    limit = procedure_for(task.spec).objection
    return due_date(start=max([local_date(made), *told]), limit=limit, calendar=calendar).day


def reviewed(task: TaskState) -> bool:
    """Whether the decision that stands now was upheld by a review, or made by one."""
    made = task.decided_at
    return any(
        (one.status is ObjectionStatus.UPHELD and one.about == made)
        or (one.status is ObjectionStatus.CHANGED and one.decided_at == made)
        for one in task.objections
    )


def raise_objection(decision: Decision, command: c.RaiseObjection) -> None:
    """An objection of the applicant, in time, once against one decision."""
    decision.require_actor(ActorKind.APPLICANT)
    task = decision.task(command.task)
    calendar = decision.facts.calendar
    due = objection_due(decision.state, task, calendar)
    if reviewed(task):
        raise AlreadyReviewed
    if due is not None and decision.at >= end_of_day(due):
        raise ObjectionTooLate(due=due)
    answer_by = due_date(start=decision.at, limit=procedure_for(task.spec).review, calendar=calendar).day
    take_up_again(decision, where=(CaseStatus.CLOSED,))
    decision.record(
        o.ObjectionRaised(
            at=decision.at,
            task=command.task,
            reason=command.reason,
            due=answer_by,
            deciders=command.deciders,
        )
    )
    decision.issue_notice(NoticeKind.OBJECTION, task=task, reasons=(command.reason,), due=answer_by)


def take_back_objection(decision: Decision, command: c.TakeBackObjection) -> None:
    """The objection taken back by who raised it."""
    decision.require_actor(ActorKind.APPLICANT)
    decision.record(o.ObjectionTakenBack(at=decision.at, task=command.task))


def decide_objection(decision: Decision, command: c.DecideObjection) -> None:
    """The answer, by an officer who had no part in the decision."""
    decision.require_actor(ActorKind.OFFICER)
    objection = decision.task(command.task).open_objection
    if objection is not None and decision.facts.actor.id in objection.deciders:
        raise SameOfficer
    _carry_out(decision, command.task, command.outcome, command.finding, None)


def record_external_review(decision: Decision, command: c.RecordExternalReview) -> None:
    """What a reconsideration office or a court said; it settles an open objection too."""
    _carry_out(decision, command.task, command.outcome, command.finding, command.review)


def _carry_out(
    decision: Decision, key: str, outcome: ReviewOutcome, finding: TextRef, external: ExternalReview | None
) -> None:
    task = decision.task(key)
    effects = effects_of(task)
    if outcome not in effects:
        raise OutcomeNotPossible(outcome=outcome, possible=effects)
    event = effects[outcome]
    if event is not o.DecisionUpheld:
        take_up_again(decision, where=(CaseStatus.CLOSED,))
        if decision.state.status in {CaseStatus.DECIDED, CaseStatus.DELIVERED}:
            decision.record(e.CaseReopened(at=decision.at))
    decision.record(event(at=decision.at, task=key, finding=finding, external=external))
    decision.issue_notice(
        NoticeKind.REVIEW_DECISION,
        task=decision.task(key),
        reasons=(finding,),
        outcome=outcome,
        reviewer=external.body if external else None,
    )
    if event is o.DecisionChanged:
        schedule_check(decision, decision.task(key))
    if event is not o.DecisionUpheld:
        _unblock(decision)


def _unblock(decision: Decision) -> None:
    """What could not begin for want of a result that can come about again waits for it again, in turn."""
    again = True
    while again:
        again = False
        for key in tuple(task.spec.key for task in decision.state.tasks):
            task = decision.task(key)
            if task.status is not TaskStatus.CANNOT_START:
                continue
            if not any(is_lost(decision.state, need) for need in task.spec.needs):
                decision.record(o.TaskUnblocked(at=decision.at, task=key))
                again = True
