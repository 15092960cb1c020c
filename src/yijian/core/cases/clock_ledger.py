"""The clock of a task as a ledger of what happened to it: when it began, stood, was given more time, and ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from yijian.core.cases.references import TextRef
from yijian.core.planning.deadlines import Suspension
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.time_limit import TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStop:
    """One stop of the clock: from `start`, the first day that does not count, to `end`, the first that counts again."""

    kind: str
    start: date
    reason: TextRef | None = None
    limit: TimeLimit | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitExtension:
    """The one extension of a limit: so many working days more, when it was given, and why."""

    days: int
    at: datetime
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequest:
    """An officer asked the head for more time: how many working days, when, why; and the head's answer, if any.

    `answered_at` with no `refusal`: it was given (`LimitExtension` says how much).
    """

    days: int
    at: datetime
    reason: TextRef
    answered_at: datetime | None = None
    refusal: TextRef | None = None

    @property
    def open(self) -> bool:
        """Whether the head has not answered."""
        return self.answered_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLedger:
    """The clock of a task as a ledger. Due dates are derived from it on the calendar, never stored.

    `generation` grows with every entry: a timer of an older generation is void.
    """

    started: datetime | None = None
    stops: tuple[ClockStop, ...] = ()
    ended: datetime | None = None
    generation: int = 0
    extension: LimitExtension | None = None

    @property
    def suspensions(self) -> tuple[Suspension, ...]:
        """The stops as the planner counts them."""
        return tuple(Suspension(stop.start, stop.end) for stop in self.stops)

    @property
    def open_stop(self) -> ClockStop | None:
        """The stop that still lasts, or None while the clock runs."""
        return self.stops[-1] if self.stops and self.stops[-1].end is None else None

    def begun(self, at: datetime) -> ClockLedger:
        """The clock starts."""
        return replace(self, started=at, generation=self.generation + 1)

    def stopped(self, stop: ClockStop) -> ClockLedger:
        """The clock stands from the stop's first day."""
        return replace(self, stops=(*self.stops, stop), generation=self.generation + 1)

    def resumed(self, on: date) -> ClockLedger:
        """The clock runs again; the day `on` counts. Unchanged while no stop is open."""
        if self.open_stop is None:
            return self
        closed = replace(self.open_stop, end=max(on, self.open_stop.start))
        return replace(self, stops=(*self.stops[:-1], closed), generation=self.generation + 1)

    def extended(self, extension: LimitExtension) -> ClockLedger:
        """The clock has so much more time."""
        return replace(self, extension=extension, generation=self.generation + 1)

    def over(self, at: datetime) -> ClockLedger:
        """The clock has done its work; a stop that still lasted ends with it. Unchanged if it never started."""
        if self.started is None:
            return self
        ledger = self.resumed(local_date(at))
        return replace(ledger, ended=at, generation=ledger.generation + 1)


NOT_STARTED: Final = ClockLedger()
"""The clock of a task that nobody has accepted."""
