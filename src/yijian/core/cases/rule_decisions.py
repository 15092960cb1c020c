"""Decisions by rules alone (秒批): where the definition allows one, what became of it, and the look at a sample afterwards.

Rule 1: the rules grant, they never refuse. *Undecided is not no*: a criterion whose rule gives no answer, or that does not
hold, goes to an officer, with the reason.
Rule 2: which decisions are looked at afterwards follows from the case alone, so that nobody picks them and a replay gives
the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from yijian.core.cases.references import TextRef


class RuleDecisionStatus(StrEnum):
    """Where a task stands that its definition lets the rules decide."""

    WAITING = "waiting"  # 等规则核对: with its authority or about to be, the rules have not been asked
    LEFT = "left"  # 转人工: an officer decides
    DECIDED = "decided"  # 规则批准: approved by the rules
    TO_LOOK_AT = "to_look_at"  # 待抽查: approved by the rules, and drawn for the sample
    CONFIRMED = "confirmed"  # 抽查没有问题
    FOUND_WRONG = "found_wrong"  # 抽查有问题: to be undone


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDecisionSpec:
    """The definition lets the rules decide; `sampled` of a hundred such decisions are looked at afterwards."""

    sampled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDecision:
    """What became of it. `reasons`: in sentences, as the notice gives them. `undecided` and `unmet`: criteria for which it
    was left to an officer. `finding`: of the look afterwards, at `looked_at`."""

    status: RuleDecisionStatus = RuleDecisionStatus.WAITING
    reasons: TextRef | None = None
    undecided: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    finding: TextRef | None = None
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """What the rules say of one task now, by criterion id, and why in sentences (None where they do not all hold)."""

    task: str
    met: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    reasons: TextRef | None = None

    @property
    def grants(self) -> bool:
        """Whether every criterion holds by its rule, and there is one: without any, nothing has been checked."""
        return bool(self.met) and not self.unmet and not self.undecided and self.reasons is not None


def drawn(*, case_id: str, task: str, received_at: datetime, sampled: int) -> bool:
    """Whether the decision is in the sample: so many of a hundred, by the hash of the case. The moment of receipt is part of
    it, so that nobody who sees case numbers can foretell it."""
    seed = f"{case_id}\n{task}\n{received_at.isoformat()}".encode()
    return int.from_bytes(sha256(seed).digest()[:8]) % 100 < sampled
