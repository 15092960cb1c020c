"""Time limits as authorities state them: an amount, a unit, when the clock starts and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yijian.core.vocabulary.marks import Marked

LONGEST: Final = 9_999
"""No limit is longer than this, whatever its unit: more is a slip of the keyboard (a bound of ours, not of a law)."""


class TimeUnit(StrEnum):
    """The unit a limit is counted in. A working day is a day on which the calendar says people work."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    MONTH = "month"


class LimitStart(StrEnum):
    """What sets the clock going: papers received, matter accepted, or another occurrence named by the limit."""

    RECEIPT = "receipt"
    ACCEPTANCE = "acceptance"
    OCCURRENCE = "occurrence"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit(Marked):
    """A limit: `amount` of `unit` from `starts` (or from the named `occurrence`), not counting `excludes`.

    An amount of 0 is due the same day. ValueError for a negative amount or one past `LONGEST`, and where `occurrence`
    is named without starting the limit, or starts it unnamed.
    """

    amount: int
    unit: TimeUnit
    starts: LimitStart = LimitStart.ACCEPTANCE
    occurrence: str | None = None
    excludes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= LONGEST:
            raise ValueError(f"a time limit of {self.amount} is not between 0 and {LONGEST}")
        if (self.starts is LimitStart.OCCURRENCE) != (self.occurrence is not None):
            raise ValueError("a limit names an occurrence exactly where an occurrence starts it")
