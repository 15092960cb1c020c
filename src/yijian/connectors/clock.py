"""The time of this installation: the machine's clock, the only place that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time


class SystemClock:
    """`ports.Clock` from the machine. UTC, so that nothing depends on the machine's time zone."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)  # noqa: TID251 # this is the clock that is passed on as an argument


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """`ports.Clock` that stands at noon of a day, for what is derived as of a day that somebody names."""

    day: date

    def now(self) -> datetime:
        """Noon of the day."""
        return datetime.combine(self.day, time(4), UTC)  # noon in China, which has one time zone
