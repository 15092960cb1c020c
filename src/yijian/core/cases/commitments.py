"""告知承诺: a task decided on a promise, and the check afterwards. Transitions: `transitions.COMMITMENT_TRANSITIONS`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yijian.core.cases.promises import PromisedSpec
from yijian.core.cases.references import TextRef


class CommitmentStatus(StrEnum):
    """Where a promise stands on which a task is decided."""

    PROMISED = "promised"  # 已承诺: not yet decided
    CHECK_DUE = "check_due"  # 待核查: decided, to be checked
    KEPT = "kept"  # 属实: final
    BROKEN = "broken"  # 不属实: found untrue
    ORDERED = "ordered_to_correct"  # 责令改正: until a day
    CORRECTED = "corrected"  # 已改正: final
    REVOKED = "revoked"  # 已撤销: final, the decision is undone


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """The promise of one task and its check.

    `check_due`: the last day of the check, None where no time was found. `finding`: what the check found.
    `claw_back`: what was paid or given on the promise is to be claimed back (追回).
    """

    status: CommitmentStatus = CommitmentStatus.PROMISED
    decided_at: datetime | None = None
    check_due: date | None = None
    check_overdue: bool = False
    checked_at: datetime | None = None
    finding: TextRef | None = None
    order_due: date | None = None
    order_overdue: bool = False
    ended_at: datetime | None = None
    claw_back: bool = False


OPEN_COMMITMENTS = frozenset({CommitmentStatus.CHECK_DUE, CommitmentStatus.BROKEN, CommitmentStatus.ORDERED})
"""The authority has still to check, or to see to the correction: the case is not archived."""


def promised_commitment(specs: Iterable[PromisedSpec]) -> Commitment | None:
    """The commitment of a task at its beginning; None where nothing is promised."""
    return Commitment() if tuple(specs) else None
