"""Handler: one extension of the time for a decision (延长办理期限).

The rule comes from the procedure profile of the kind: how long at most, on which law, with its mark. It is given by
the head of the authority, with a reason, once, while the limit still runs; the applicant is told in writing. The days
are working days and are added after the last day of the limit, whatever its unit. An officer can ask the head for it.
"""

from __future__ import annotations

from datetime import datetime

from yijian.core.cases import life_commands as c
from yijian.core.cases import task_events as t
from yijian.core.cases.clocks import due_of, end_of
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import ActorKind
from yijian.core.cases.life_refusals import (
    ExtensionAlreadyRequested,
    ExtensionOutOfRange,
    LimitAlreadyExtended,
    LimitHasPassed,
    NoExtensionHere,
    NoExtensionRequested,
    NoLimitToExtend,
)
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.procedures import procedure_for
from yijian.core.cases.states import RUNNING_STATUSES, TaskState
from yijian.core.planning.calendars import WorkingCalendar


def extend_limit(decision: Decision, command: c.ExtendLimit) -> None:
    """The extension, with its notice; it answers a request for it."""
    decision.require_actor(ActorKind.SUPERVISOR)
    task = decision.task(command.task)
    _require_extendable(decision, task, command.days)
    decision.record(
        t.LimitExtended(at=decision.at, task=command.task, days=command.days, reason=command.reason)
    )
    task = decision.task(command.task)
    moved = due_of(task, decision.facts.calendar)
    decision.issue_notice(
        NoticeKind.LIMIT_EXTENSION,
        task=task,
        reasons=(command.reason,),
        due=moved.day if moved else None,
    )


def request_extension(decision: Decision, command: c.RequestLimitExtension) -> None:
    """An officer asks the head, who can give what is asked; one request at a time."""
    decision.require_actor(ActorKind.OFFICER)
    task = decision.task(command.task)
    if task.open_extension_request is not None:
        raise ExtensionAlreadyRequested(task=command.task)
    _require_extendable(decision, task, command.days)
    decision.record(
        t.LimitExtensionRequested(at=decision.at, task=command.task, days=command.days, reason=command.reason)
    )


def decline_extension(decision: Decision, command: c.DeclineLimitExtension) -> None:
    """The head says no; the limit stays as it is, and it may be asked again."""
    decision.require_actor(ActorKind.SUPERVISOR)
    if decision.task(command.task).open_extension_request is None:
        raise NoExtensionRequested
    decision.record(t.LimitExtensionDeclined(at=decision.at, task=command.task, reason=command.reason))


def longest_extension(task: TaskState, *, at: datetime, calendar: WorkingCalendar) -> int | None:
    """How many working days the head may add at most now; None where there is nothing to extend (any more)."""
    due = due_of(task, calendar)
    if task.status not in RUNNING_STATUSES or task.clock.extension is not None or due is None:
        return None
    most = procedure_for(task.spec).extension.amount
    return most if most and at < end_of(due) else None


def _require_extendable(decision: Decision, task: TaskState, days: int) -> None:
    """Raises the refusal that says why the limit of the task cannot be extended by so many days now."""
    due = due_of(task, decision.facts.calendar)
    most = procedure_for(task.spec).extension.amount
    if task.clock.extension is not None:
        raise LimitAlreadyExtended(task=task.spec.key)
    if not most:
        raise NoExtensionHere(task=task.spec.key)
    if due is None:
        raise NoLimitToExtend(task=task.spec.key)
    if decision.at >= end_of(due):
        raise LimitHasPassed(task=task.spec.key, due=due.day)
    if not 1 <= days <= most:
        raise ExtensionOutOfRange(days=days, most=most)
