"""When the parts of a case are due, derived from the ledgers in the state and the calendar; nothing here is stored.

A limit ends with its last day: the instant of a deadline is the beginning of the day after, in China.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from yijian.core.cases.handovers import (
    HAND_OVER_WITHIN,
    TAKE_OVER_WITHIN,
    WITH_THE_WINDOW,
    Handover,
    HandoverStatus,
    Parcel,
)
from yijian.core.cases.owing import Owing
from yijian.core.cases.procedures import correction_limits, procedure_for
from yijian.core.cases.states import CaseState, TaskState
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.deadlines import (
    DueDate,
    TimeLeft,
    due_date,
    due_with_suspensions,
    remaining,
    working_days_between,
)
from yijian.core.planning.local_time import start_of_day
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

_DAY: Final = timedelta(days=1)
_AMBER_SHARE: Final = 5
"""The amber light burns for the last fifth of a limit, and for at least one unit of it (our choice, not a rule)."""


def end_of(due: DueDate) -> datetime:
    """The first instant (UTC) at which a limit has passed."""
    return due.instant or start_of_day(due.day + _DAY)


def end_of_day(day: date) -> datetime:
    """The first instant (UTC) after a day in China."""
    return start_of_day(day + _DAY)


def correction_deadline(state: CaseState, calendar: WorkingCalendar) -> datetime | None:
    """Until when what is missing may be told; None before receipt."""
    if state.receipt_at is None:
        return None
    limits = correction_limits(task.spec for task in state.tasks)
    return min(end_of(due_date(start=state.receipt_at, limit=limit, calendar=calendar)) for limit in limits)


def hand_over_deadline(handover: Handover, calendar: WorkingCalendar) -> datetime:
    """Until when the collecting place must hand over, counted from receipt or from the last refusal."""
    return end_of(due_date(start=handover.since, limit=HAND_OVER_WITHIN, calendar=calendar))


def take_over_deadline(parcel: Parcel, calendar: WorkingCalendar) -> datetime:
    """Until when a deciding place must take over or refuse what it was sent."""
    return end_of(due_date(start=parcel.sent_at, limit=TAKE_OVER_WITHIN, calendar=calendar))


def taken_over_by(handover: Handover, calendar: WorkingCalendar) -> date | None:
    """The last day on which the places that decide must have the papers, if each takes all its time; None: they have."""
    if handover.status is HandoverStatus.TAKEN:
        return None
    if handover.status in WITH_THE_WINDOW:
        handed_over = due_date(start=handover.since, limit=HAND_OVER_WITHIN, calendar=calendar).day
        return due_date(start=handed_over, limit=TAKE_OVER_WITHIN, calendar=calendar).day
    sent = max(parcel.sent_at for parcel in handover.parcels)
    return due_date(start=sent, limit=TAKE_OVER_WITHIN, calendar=calendar).day


def acceptance_deadline(task: TaskState, calendar: WorkingCalendar) -> datetime | None:
    """Until when the authority must accept or decline its part; None before it has it."""
    if task.receipt_at is None:
        return None
    limit = procedure_for(task.spec).correction
    return end_of(due_date(start=task.receipt_at, limit=limit, calendar=calendar))


def due_of(task: TaskState, calendar: WorkingCalendar) -> DueDate | None:
    """When the task must be decided by its promise (else by law).

    None: no limit is known, the clock has not started, it stands, or the limit starts with an occurrence the case
    does not see.
    """
    limit = task.spec.binding_limit
    return _due(task, limit, calendar) if limit else None


def statutory_due_of(task: TaskState, calendar: WorkingCalendar) -> DueDate | None:
    """When the task must be decided by law; None as in `due_of`."""
    return _due(task, task.spec.statutory, calendar) if task.spec.statutory else None


def silence_end(task: TaskState, calendar: WorkingCalendar) -> datetime | None:
    """The first instant at which the limit set by law has passed, from which silence has its effect; None as in `due_of`."""
    due = statutory_due_of(task, calendar)
    return end_of(due) if due else None


def amber_from(task: TaskState, calendar: WorkingCalendar) -> datetime | None:
    """From which instant the limit ends soon; None as in `due_of`."""
    limit = task.spec.binding_limit
    if limit is None:
        return None
    warned = max(-(-limit.amount // _AMBER_SHARE), 1)
    due = _due(task, replace(limit, amount=max(limit.amount - warned, 0)), calendar)
    return end_of(due) if due else None


def reminder_day(owing: Owing) -> date:
    """From which day on the applicant is reminded of what is owed: for the last fifth of its time, and for one day at
    least (our choice: that there is a reminder is the rule, when is not said). ValueError where nothing has a day."""
    if owing.due is None:
        raise ValueError("nothing is owed by a day")
    whole = (owing.due - owing.since).days if owing.since else 0
    return owing.due - _DAY * max(-(-whole // _AMBER_SHARE), 1) if whole > 1 else owing.due


def time_left(task: TaskState, at: datetime, calendar: WorkingCalendar) -> TimeLeft | None:
    """What is left of the task's limit at an instant, negative when overdue; None without a limit or a clock. Of an
    extended limit it is told in working days."""
    limit, start = task.spec.binding_limit, _start(task, task.spec.binding_limit)
    if limit is None or start is None:
        return None
    due = due_of(task, calendar)
    if task.clock.extension is not None and due is not None:
        left = working_days_between(start=at, end=due.day, calendar=calendar)
        return TimeLeft(amount=left, unit=TimeUnit.WORKING_DAY, certainty=due.certainty)
    return remaining(start=start, limit=limit, at=at, calendar=calendar, suspensions=task.clock.suspensions)


def suspension_end(task: TaskState, calendar: WorkingCalendar) -> datetime | None:
    """When the special procedure that stops the clock has used its time; None if none does, or it has no limit."""
    stop = task.clock.open_stop
    if stop is None or stop.limit is None:
        return None
    return end_of(due_date(start=stop.start, limit=stop.limit, calendar=calendar))


def _start(task: TaskState, limit: TimeLimit | None) -> datetime | None:
    if limit is None or task.clock.started is None or limit.starts is LimitStart.OCCURRENCE:
        return None
    return task.receipt_at if limit.starts is LimitStart.RECEIPT else task.clock.started


def _due(task: TaskState, limit: TimeLimit, calendar: WorkingCalendar) -> DueDate | None:
    start = _start(task, limit)
    if start is None:
        return None
    due = due_with_suspensions(
        start=start, limit=limit, calendar=calendar, suspensions=task.clock.suspensions
    )
    return _extended(task, due, calendar) if due and task.clock.extension else due


def _extended(task: TaskState, due: DueDate, calendar: WorkingCalendar) -> DueDate | None:
    """The last day with the extension: its working days follow the last day of the limit, stops left out."""
    days = task.clock.extension.days if task.clock.extension else 0
    more = TimeLimit(amount=days, unit=TimeUnit.WORKING_DAY)
    last = due_with_suspensions(
        start=due.day, limit=more, calendar=calendar, suspensions=task.clock.suspensions
    )
    return replace(last, certainty=due.certainty) if last and due.provisional else last
