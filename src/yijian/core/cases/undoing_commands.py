"""Commands that undo a decision or end its result, and that issue a result once more. 撤销 is `RevokeDecision`."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.cases.command_base import TaskCommand
from yijian.core.cases.references import RecordedFact, TextRef
from yijian.core.cases.undoings import ReissueGround, UndoingGround


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractLicence(TaskCommand):
    """Take back a lawful licence because its basis or circumstances changed (撤回)."""

    ground: UndoingGround
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelResult(TaskCommand):
    """End a licence or record in the register (注销)."""

    ground: UndoingGround
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeAsPenalty(TaskCommand):
    """Take a licence away for what its holder did (吊销)."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ReissueOutput(TaskCommand):
    """Issue an output once more: lost (补发), damaged (换发) or misprinted (更正), with a number of its own.

    `facts`: where a misprint is put right, exactly the facts that are born with the output; else none.
    """

    output: str
    ground: ReissueGround
    reason: TextRef
    document: str | None = None
    number: str | None = None
    facts: tuple[RecordedFact, ...] = ()
