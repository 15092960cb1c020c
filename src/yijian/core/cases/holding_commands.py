"""Commands about who of an authority has a task in hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yijian.core.cases.command_base import TaskCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTask(TaskCommand):
    """Take the task in hand oneself: it then stands on one's own list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackTask(TaskCommand):
    """Put the task back to all of the authority: by who has it in hand, or the head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTask(TaskCommand):
    """The head gives the task to an officer of the authority (`to`, an account)."""

    to: str


HOLDING: Final[tuple[type[TaskCommand], ...]] = (
    TakeTask,
    GiveBackTask,
    AssignTask,
)
"""All of them."""
