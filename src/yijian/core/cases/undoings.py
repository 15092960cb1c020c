"""How a decided matter is undone, or its result ends: four acts with four meanings, and on which ground each.

    撤销 Revoke            the decision was wrong from the beginning: unlawful, got by deceit, or on a promise not kept
    撤回 Retract           a lawful licence is taken back: what it rested on changed
    注销 Cancel            the licence or record ends in the register: expiry, death, the holder asks, undone before
    吊销 RevokeAsPenalty   a lawful licence is taken away for what its holder did

(撤回申请 and 终止 end an application that is not yet decided: `WithdrawCase`, `EndCase`, `EndTask`.)
Which act a kind of matter knows is in `procedures`; what may follow what in `transitions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from yijian.core.cases.references import TextRef


class UndoingKind(StrEnum):
    """Which act."""

    REVOKE = "revoke"  # 撤销
    RETRACT = "retract"  # 撤回（许可）
    CANCEL = "cancel"  # 注销
    PENALTY = "revoke_as_penalty"  # 吊销


class UndoingGround(StrEnum):
    """Why, as a kind; the reason in words stands beside it."""

    BROKEN_PROMISE = "broken_promise"  # 撤销: promised, found untrue, not put right in time
    UNLAWFUL = "unlawful"  # 撤销: should not have been decided so
    DECEIT = "deceit"  # 撤销: got by untrue facts or other dishonest means
    BASIS_CHANGED = "basis_changed"  # 撤回: the rule it rested on was changed or repealed
    CIRCUMSTANCES_CHANGED = "circumstances_changed"  # 撤回: what it rested on has changed
    EXPIRED = "expired"  # 注销: its time is over and was not prolonged
    HOLDER_GONE = "holder_gone"  # 注销: the person died, or the organisation does not exist any more
    HOLDER_ASKS = "holder_asks"  # 注销: the holder asked for it
    UNDONE = "undone"  # 注销: revoked, retracted or taken away before
    BREACH = "breach"  # 吊销: the holder broke the rules of what was allowed


GROUNDS: Final[Mapping[UndoingKind, tuple[UndoingGround, ...]]] = {
    UndoingKind.REVOKE: (UndoingGround.UNLAWFUL, UndoingGround.DECEIT, UndoingGround.BROKEN_PROMISE),
    UndoingKind.RETRACT: (UndoingGround.BASIS_CHANGED, UndoingGround.CIRCUMSTANCES_CHANGED),
    UndoingKind.CANCEL: (
        UndoingGround.EXPIRED,
        UndoingGround.HOLDER_GONE,
        UndoingGround.HOLDER_ASKS,
        UndoingGround.UNDONE,
    ),
    UndoingKind.PENALTY: (UndoingGround.BREACH,),
}
"""The grounds of each act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """One such act: what, why, when, the reason in words; `claw_back`: what was paid or given is claimed back."""

    kind: UndoingKind
    ground: UndoingGround
    at: datetime
    reason: TextRef
    claw_back: bool = False


class ReissueGround(StrEnum):
    """Why an output is issued once more."""

    LOST = "lost"  # 补发: it is lost
    DAMAGED = "damaged"  # 换发: it is not fit for use any more
    MISPRINTED = "misprinted"  # 更正: it says something wrong
