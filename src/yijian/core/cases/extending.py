"""Handler: one extension of the time for a decision (延长办理期限).

The rule comes from the procedure profile of the kind: how long at most, on which law, with its mark. It is given by
the head of the authority, with a reason, once, while the limit still runs; the applicant is told in writing. The days
are working days and are added after the last day of the limit, whatever its unit.
"""

from __future__ import annotations

from datetime import datetime

from yijian.core.cases import life_commands as c
from yijian.core.cases import task_events as t
from yijian.core.cases.clocks import due_of, end_of
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import ActorKind
from yijian.core.cases.life_refusals import (
    ExtensionOutOfRange,
    LimitAlreadyExtended,
    LimitHasPassed,
    NoLimitToExtend,
)
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.procedures import procedure_of
from yijian.core.cases.states import RUNNING_STATUSES, TaskState
from yijian.core.planning.calendars import WorkingCalendar


def extend_limit(decision: Decision, command: c.ExtendLimit) -> None:
    """The extension, with its notice."""
    decision.require_actor(ActorKind.SUPERVISOR)
    task = decision.task(command.task)
    calendar = decision.facts.calendar
    due = due_of(task, calendar)
    if task.clock.extension is not None:
        raise LimitAlreadyExtended(task=command.task)
    if due is None:
        raise NoLimitToExtend(task=command.task)
    if decision.at >= end_of(due):
        raise LimitHasPassed(task=command.task, due=due.day)
    most = procedure_of(task.spec.kind).extension.amount
    if not 1 <= command.days <= most:
        raise ExtensionOutOfRange(days=command.days, most=most)
    decision.record(
        t.LimitExtended(at=decision.at, task=command.task, days=command.days, reason=command.reason)
    )
    task = decision.task(command.task)
    moved = due_of(task, calendar)
    decision.issue_notice(
        NoticeKind.LIMIT_EXTENSION,
        task=task,
        reasons=(command.reason,),
        due=moved.day if moved else None,
    )


def longest_extension(task: TaskState, *, at: datetime, calendar: WorkingCalendar) -> int | None:
    """How many working days the head may add at most now; None where there is nothing to extend (any more)."""
    due = due_of(task, calendar)
    if task.status not in RUNNING_STATUSES or task.clock.extension is not None or due is None:
        return None
    return procedure_of(task.spec.kind).extension.amount if at < end_of(due) else None
