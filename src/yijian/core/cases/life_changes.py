"""What a longer limit, a transfer and a change of what was told keep in the state; see `evolve`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from yijian.core.cases import events as e
from yijian.core.cases import task_events as t
from yijian.core.cases.clock_ledger import ExtensionRequest, LimitExtension
from yijian.core.cases.references import TextRef
from yijian.core.cases.states import CaseState, ChangeTouching, Light, TaskState, Transfer


def _extended(task: TaskState, event: t.LimitExtended) -> dict[str, Any]:
    """The due date has moved, and had not passed: no light burns."""
    extension = LimitExtension(days=event.days, at=event.at, reason=event.reason)
    return {
        "clock": task.clock.extended(extension),
        "light": Light.GREEN,
        "extension_requests": _answered(task, at=event.at),
    }


def _answered(
    task: TaskState, *, at: datetime, refusal: TextRef | None = None
) -> tuple[ExtensionRequest, ...]:
    """The requests, the open one answered."""
    return tuple(
        replace(one, answered_at=at, refusal=refusal) if one.open else one for one in task.extension_requests
    )


def _requested(task: TaskState, event: t.LimitExtensionRequested) -> dict[str, Any]:
    request = ExtensionRequest(days=event.days, at=event.at, reason=event.reason)
    return {"extension_requests": (*task.extension_requests, request)}


def _declined(task: TaskState, event: t.LimitExtensionDeclined) -> dict[str, Any]:
    return {"extension_requests": _answered(task, at=event.at, refusal=event.reason)}


def _transferred(task: TaskState, event: t.TaskTransferred) -> dict[str, Any]:
    """All that belongs to the task goes with it; the time to answer begins anew."""
    made = Transfer(by=event.by, to=event.to, at=event.at, reason=event.reason, received_at=task.receipt_at)
    return {
        "spec": replace(task.spec, authority=event.to),
        "receipt_at": event.at,
        "acceptance_overdue": False,
        "holder": None,
        "clock": replace(task.clock, generation=task.clock.generation + 1),
        "transfers": (*task.transfers, made),
    }


def _replanned(task: TaskState, event: t.TaskReplanned) -> dict[str, Any]:
    """Timers that follow from the former specification are void."""
    return {
        "spec": event.spec,
        "clock": replace(task.clock, generation=task.clock.generation + 1),
    }


def _touched(task: TaskState, event: t.TaskTouchedByChange) -> dict[str, Any]:
    touching = ChangeTouching(paths=event.paths, at=event.at, dropped=event.dropped)
    return {"changes": (*task.changes, touching)}


def _acknowledged(task: TaskState, event: t.ChangeAcknowledged) -> dict[str, Any]:
    """One answer covers all that was open."""
    return {
        "changes": tuple(
            replace(one, finding=event.finding, acknowledged_at=event.at)
            if one.acknowledged_at is None
            else one
            for one in task.changes
        )
    }


LIFE_TASK_CHANGES: Final[Mapping[type[t.TaskEvent], Callable[[TaskState, Any], dict[str, Any]]]] = {
    t.TaskTransferred: _transferred,
    t.LimitExtended: _extended,
    t.LimitExtensionRequested: _requested,
    t.LimitExtensionDeclined: _declined,
    t.TaskReplanned: _replanned,
    t.TaskTouchedByChange: _touched,
    t.ChangeAcknowledged: _acknowledged,
}


def _answers_changed(state: CaseState, event: e.AnswersChanged) -> dict[str, Any]:
    """Who has to sign is asked anew after it."""
    facts = {path: entry for path, entry in state.facts.items() if path not in event.forgotten}
    return {
        "facts": {**facts, **{fact.path: fact.entry for fact in event.facts}},
        "papers": (*state.papers, *event.papers),
        "to_sign": (),
    }


def with_task(tasks: tuple[TaskState, ...], added: TaskState) -> tuple[TaskState, ...]:
    """The tasks with one more; one of the same key that was dropped gives way."""
    return (*(task for task in tasks if task.spec.key != added.spec.key), added)


LIFE_CASE_CHANGES: Final[Mapping[type[e.CaseEvent], Callable[[CaseState, Any], dict[str, Any]]]] = {
    e.AnswersChanged: _answers_changed,
}
