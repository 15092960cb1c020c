"""Whether what a task needs of others is there, or will never come."""

from __future__ import annotations

from yijian.core.cases.states import FAILED_STATUSES, CaseState, TaskState, TaskStatus
from yijian.core.cases.task_specs import TaskNeed
from yijian.core.vocabulary.one_thing import DependencyKind


def is_met(state: CaseState, need: TaskNeed) -> bool:
    """Whether what is needed is there: the output issued, the fact known, the other task through or failed.

    What a result brought that does not stand any more (undone, set aside, replaced) does not count.
    """
    other = state.task(need.task)
    if need.kind is DependencyKind.FACT:
        known = state.facts.get(need.subject)
        return known is not None and (other is None or other.granted or known.provenance.source != need.task)
    if other is None:
        return False
    if need.kind is DependencyKind.ORDER:
        return other.settled and not other.outputs_to_issue
    evidence = {output.id: output.evidence for output in other.spec.outputs}
    return other.granted and any(
        evidence[output.id] == need.subject for output in other.outputs if output.stands
    )


def is_lost(state: CaseState, need: TaskNeed) -> bool:
    """Whether what is needed is not there and cannot come any more: the other task failed."""
    other = state.task(need.task)
    return not is_met(state, need) and other is not None and other.status in FAILED_STATUSES


def is_ready(state: CaseState, task: TaskState) -> bool:
    """Whether a waiting task can go to its authority."""
    return task.status is TaskStatus.WAITING and all(is_met(state, need) for need in task.spec.needs)


def blocker_of(state: CaseState, task: TaskState) -> str | None:
    """The task whose failure means that a waiting task can never begin, or None."""
    if task.status is not TaskStatus.WAITING:
        return None
    return next((need.task for need in task.spec.needs if is_lost(state, need)), None)


def failed_first(state: CaseState, task: TaskState) -> TaskState | None:
    """Of a task that could not begin, the one whose failure it goes back to; None for any other task."""
    found: TaskState | None = None
    key = task.blocked_by
    while key is not None and (other := state.task(key)) is not None:
        found, key = other, other.blocked_by
    return found


def hanging_on(state: CaseState, key: str) -> tuple[TaskState, ...]:
    """The waiting tasks that could never begin if this one failed, directly or one through another."""
    lost = {key}
    while True:
        more = {
            task.spec.key
            for task in state.tasks
            if task.status is TaskStatus.WAITING
            and any(
                need.task in lost and need.kind is not DependencyKind.ORDER and not is_met(state, need)
                for need in task.spec.needs
            )
        }
        if more <= lost:
            break
        lost |= more
    return tuple(task for task in state.tasks if task.spec.key in lost - {key})
