"""Which timers a state wants. Storage keeps them as rows; firing one is the ordinary command `FireTimer`.

Rule 1: the wanted timers follow from the state and the calendar alone: after each command, and after a new calendar
is loaded, storage makes its rows equal to them.
Rule 2: a row whose kind, subject and generation are no longer wanted is void; firing it is refused.
Rule 3: a final case wants none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from yijian.core.cases.approving_by_silence import silence_may_approve
from yijian.core.cases.clocks import (
    acceptance_deadline,
    amber_from,
    correction_deadline,
    due_of,
    end_of,
    end_of_day,
    hand_over_deadline,
    reminder_day,
    silence_end,
    suspension_end,
    take_over_deadline,
)
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.handovers import WITH_THE_WINDOW, HandoverStatus
from yijian.core.cases.owing import OwingStatus
from yijian.core.cases.rule_decisions import RuleDecisionStatus
from yijian.core.cases.states import RUNNING_STATUSES, CaseState, CaseStatus, Light, TaskState, TaskStatus
from yijian.core.cases.timer_kinds import TimerKind
from yijian.core.cases.visits import speak_against
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.local_time import start_of_day


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerWanted:
    """A timer: fires at `due` (UTC) or later. `subject`: task key, "" for the case.

    `generation` tells a timer from an earlier one of the same kind and subject.
    """

    kind: TimerKind
    due: datetime
    subject: str
    generation: int


def timers_of(state: CaseState, calendar: WorkingCalendar) -> tuple[TimerWanted, ...]:
    """All timers the state wants, the earliest first."""
    match state.status:
        case CaseStatus.RECEIVED | CaseStatus.SUPPLEMENTED:
            wanted = [*_correction_timers(state, calendar), *_handover_timers(state, calendar)]
        case CaseStatus.CORRECTION_NOTIFIED:
            wanted = list(_supplement_timers(state))
        case CaseStatus.IN_PROGRESS:
            wanted = [timer for task in state.tasks for timer in _task_timers(task, calendar)]
            wanted += [timer for task in state.tasks for timer in _owing_timers(task)]
            wanted += [timer for task in state.tasks for timer in _afterwards(task)]
            wanted += [timer for task in state.tasks for timer in _rule_timers(state, task)]
        case CaseStatus.DECIDED | CaseStatus.DELIVERED:
            wanted = [timer for task in state.tasks for timer in _afterwards(task)]
        case _:
            wanted = []
    return tuple(sorted(wanted, key=lambda timer: (timer.due, timer.subject, timer.kind)))


def _correction_timers(state: CaseState, calendar: WorkingCalendar) -> Iterator[TimerWanted]:
    due = correction_deadline(state, calendar)
    if due is not None:
        yield TimerWanted(
            kind=TimerKind.CORRECTION_DEADLINE, due=due, subject="", generation=len(state.corrections)
        )


def _handover_timers(state: CaseState, calendar: WorkingCalendar) -> Iterator[TimerWanted]:
    """The duty of the collecting place while it has the papers, and of each place that has not answered."""
    handover = state.handover
    if handover is None:
        return
    if handover.status in WITH_THE_WINDOW and not handover.overdue:
        due = hand_over_deadline(handover, calendar)
        yield TimerWanted(kind=TimerKind.HAND_OVER_DUE, due=due, subject="", generation=handover.round)
    for parcel in handover.unanswered if handover.status is not HandoverStatus.TAKEN else ():
        yield TimerWanted(
            kind=TimerKind.TAKE_OVER_DUE,
            due=take_over_deadline(parcel, calendar),
            subject=parcel.to.key,
            generation=handover.round,
        )


def _supplement_timers(state: CaseState) -> Iterator[TimerWanted]:
    latest = state.corrections[-1]
    if not latest.overdue:
        yield TimerWanted(
            kind=TimerKind.SUPPLEMENT_DUE,
            due=end_of_day(latest.due),
            subject="",
            generation=len(state.corrections),
        )


def _task_timers(task: TaskState, calendar: WorkingCalendar) -> Iterator[TimerWanted]:
    for kind, due in _task_deadlines(task, calendar):
        if due is not None:
            yield TimerWanted(kind=kind, due=due, subject=task.spec.key, generation=task.clock.generation)


def _owing_timers(task: TaskState) -> Iterator[TimerWanted]:
    """The reminder and the day by which the next owed paper must come; the day itself tells them from others."""
    owing = task.owing
    if owing is None or task.settled or owing.status is not OwingStatus.OWED or owing.due is None:
        return
    if owing.reminded_for != owing.due:
        yield TimerWanted(
            kind=TimerKind.OWED_REMINDER,
            due=start_of_day(reminder_day(owing)),
            subject=task.spec.key,
            generation=owing.due.toordinal(),
        )
    yield TimerWanted(
        kind=TimerKind.OWED_DUE,
        due=end_of_day(owing.due),
        subject=task.spec.key,
        generation=owing.due.toordinal(),
    )


def _rule_timers(state: CaseState, task: TaskState) -> Iterator[TimerWanted]:
    """At once when the task is with its authority, complete and signed: the rules are asked, once."""
    asked = task.by_rules is None or task.by_rules.status is not RuleDecisionStatus.WAITING
    lacking = state.to_sign or task.unseen_changes or (task.owing and task.owing.outstanding)
    with_authority = task.status is TaskStatus.DISPATCHED or task.status in RUNNING_STATUSES
    if asked or lacking or not with_authority or task.receipt_at is None:
        return
    if not speak_against(state.visits, task.spec.key):
        yield TimerWanted(
            kind=TimerKind.RULES,
            due=task.receipt_at,
            subject=task.spec.key,
            generation=task.clock.generation,
        )


def _afterwards(task: TaskState) -> Iterator[TimerWanted]:
    """What follows a decision: the check of a promise, the answer to an objection."""
    yield from _promise_timers(task)
    objection = task.open_objection
    if objection is not None and objection.due is not None and not objection.overdue:
        yield TimerWanted(
            kind=TimerKind.REVIEW_DUE,
            due=end_of_day(objection.due),
            subject=task.spec.key,
            generation=objection.due.toordinal(),
        )


def _promise_timers(task: TaskState) -> Iterator[TimerWanted]:
    commitment = task.commitment
    if commitment is None or not task.granted:
        return
    due, kind = None, TimerKind.PROMISE_CHECK
    if commitment.status is CommitmentStatus.CHECK_DUE and not commitment.check_overdue:
        due = commitment.check_due
    if commitment.status is CommitmentStatus.ORDERED and not commitment.order_overdue:
        due, kind = commitment.order_due, TimerKind.ORDER_DUE
    if due is not None:
        yield TimerWanted(kind=kind, due=end_of_day(due), subject=task.spec.key, generation=due.toordinal())


def _task_deadlines(
    task: TaskState, calendar: WorkingCalendar
) -> Iterator[tuple[TimerKind, datetime | None]]:
    if task.status is TaskStatus.DISPATCHED and not task.acceptance_overdue:
        yield TimerKind.ACCEPTANCE_DEADLINE, acceptance_deadline(task, calendar)
    if task.status is TaskStatus.SUSPENDED:
        yield TimerKind.SUSPENSION_LIMIT, suspension_end(task, calendar)
    if task.status in RUNNING_STATUSES:
        if task.light is Light.GREEN:
            yield TimerKind.TASK_AMBER, amber_from(task, calendar)
        if task.light is not Light.RED:
            due = due_of(task, calendar)
            yield TimerKind.TASK_RED, end_of(due) if due else None
        if silence_may_approve(task):
            yield TimerKind.DECISION_SILENCE, silence_end(task, calendar)
