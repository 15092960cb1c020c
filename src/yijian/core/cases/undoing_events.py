"""What happened to a decided task: undone, ended, its output issued once more. 撤销 is `task_events.DecisionRevoked`."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.cases.references import TextRef
from yijian.core.cases.task_events import TaskEvent
from yijian.core.cases.undoings import ReissueGround, UndoingGround


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRetracted(TaskEvent):
    """A lawful licence was taken back: its basis or circumstances changed (撤回)."""

    ground: UndoingGround
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCancelled(TaskEvent):
    """The licence or record has ended in the register (注销)."""

    ground: UndoingGround
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRevokedAsPenalty(TaskEvent):
    """The licence was taken away for what its holder did (吊销)."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputReplaced(TaskEvent):
    """An output was issued once more, with a document and a number of its own; the one before is not valid any more."""

    output: str
    ground: ReissueGround
    reason: TextRef
    document: str | None
    number: str | None
