"""Who of an authority has a task in hand: only a list follows from it, every officer of the authority may act."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.cases.task_events import TaskEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTaken(TaskEvent):
    """The officer `holder` (an account) has it in hand, by taking it up or because the head said so."""

    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGivenBack(TaskEvent):
    """Nobody has it in hand any more."""
