"""What a service's own law says of its procedure where that differs from the profile of its kind (程序的特别规定).

The order is: the definition of the service, then the profile of its kind, then the platform's own standard. Whatever
stands here carries its mark of certainty; `yijian check` refuses one that is not found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from yijian.core.vocabulary.marks import LegalBasis, Marked
from yijian.core.vocabulary.notice_kinds import NoticeKind
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedAcceptance(Marked):
    """Whether a matter counts as accepted from the day of receipt when nothing was told in time (逾期视为受理)."""

    allowed: bool


class SilenceEffect(StrEnum):
    """What it means that an authority lets the limit of its decision pass."""

    RECORDED = "recorded"  # nothing but that it is recorded and told to the head: nothing is decided by it
    APPROVES = "approves"  # 逾期视为同意: where the law of the service says so


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSilence(Marked):
    """The effect of silence at the end of the limit set by law; a promised limit that passes has none."""

    effect: SilenceEffect = SilenceEffect.RECORDED


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceProcedure:
    """The facts of the procedure in which one service differs; None, or absent from `bases`, as the profile of its kind.

    `correction`: from receipt, until when what is missing may be told, and the matter accepted or declined. `extension`:
    how many working days the head may add to the limit, once; 0 for none. `objection`, `review`: as in the profile.
    `bases`: the law under which a kind of notice is written. ValueError for an extension in another unit.
    """

    correction: TimeLimit | None = None
    deemed_acceptance: DeemedAcceptance | None = None
    silence: DecisionSilence | None = None
    extension: TimeLimit | None = None
    objection: TimeLimit | None = None
    review: TimeLimit | None = None
    bases: dict[NoticeKind, LegalBasis] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.extension is not None and self.extension.unit is not TimeUnit.WORKING_DAY:
            raise ValueError("an extension is counted in working days")
