"""When a time limit ends, and how much of it is used.

Time is a budget and a ledger: a limit is so many days, a suspension (special procedure, stop of the clock) takes
days out of the count, and dates are always derived, never stored and moved.

How days are counted (`CountingRules`; 民法典 arts. 201 to 203, recalled, not checked against the text):
the day of the start does not count; a limit in months ends on the day of the same number, or on the last day of a
month that has none; a limit in calendar days or months that would end on a rest day ends on the next working day
(a worked Saturday is a working day). Hours run from the instant itself and end when they end.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from yijian.core.planning.calendars import DayCertainty, WorkingCalendar
from yijian.core.planning.local_time import local_date, start_of_day
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

_DAY: Final = timedelta(days=1)
_HOURS_PER_DAY: Final = 24
_MONTHS_PER_YEAR: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRules:
    """How days are counted: whether the day of the start counts, and whether an end on a rest day moves on."""

    start_day_counts: bool = False
    rest_day_end_moves: bool = True


CIVIL_LAW: Final = CountingRules()
"""The civil-law way (民法典 arts. 201 and 203, recalled): start day not counted, end moved off rest days."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """A stop of the clock: from `start`, the first day that does not count, until `end`, the first that counts again.

    `end` None: the clock still stands. ValueError if `end` lies before `start`.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the suspension of {self.start} ends before it begins, on {self.end}")

    def covers(self, day: date) -> bool:
        """Whether the clock stands on the day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """The last day of a limit, and the last instant (UTC) of a limit in hours that began at an instant.

    `certainty` is provisional where the calendar of a day that had to be looked at is not published yet.
    """

    day: date
    certainty: DayCertainty
    instant: datetime | None = None

    @property
    def provisional(self) -> bool:
        """Whether the date may still move when the year's notice appears."""
        return self.certainty is DayCertainty.PROVISIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLeft:
    """What is left of a limit, in `unit` (a limit in months is left in calendar days); negative: overdue by so much."""

    amount: int
    unit: TimeUnit
    certainty: DayCertainty


def due_date(
    *, start: date, limit: TimeLimit, calendar: WorkingCalendar, rules: CountingRules = CIVIL_LAW
) -> DueDate:
    """When a limit ends that starts on a day, or at an aware datetime (which counts as its day in China).

    An amount of 0 is due on the day of the start, or on the next working day. A limit in hours from a bare day is
    read from the latest instant of that day: 24 hours end on the next day. ValueError for a datetime without offset.
    """
    due = due_with_suspensions(start=start, limit=limit, calendar=calendar, suspensions=(), rules=rules)
    assert due is not None  # noqa: S101 -- only an open suspension leaves a limit without a date
    return due


def due_with_suspensions(
    *,
    start: date,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    suspensions: Sequence[Suspension],
    rules: CountingRules = CIVIL_LAW,
) -> DueDate | None:
    """`due_date` with the suspended days left out; suspensions may overlap.

    None while a suspension is open: the clock stands, and no date can be promised. A suspension that begins after
    the limit has ended changes nothing.
    """
    if limit.unit is TimeUnit.HOUR and isinstance(start, datetime):
        return _due_instant(start=start, hours=limit.amount, suspensions=suspensions)
    count = _Count(first=_day_of(start), limit=limit, calendar=calendar, suspensions=suspensions, rules=rules)
    return count.due()


def working_days_between(*, start: date, end: date, calendar: WorkingCalendar) -> int:
    """Working days after `start` up to and including `end`: what a limit from `start` has used on `end`.

    Negative the other way round. Inverse of `due_date`: a limit of n > 0 working days from `start` ends n of them
    later.
    """
    start, end = _day_of(start), _day_of(end)
    if end < start:
        return -working_days_between(start=end, end=start, calendar=calendar)
    return _count_days(after=start, until=end, counts=calendar.is_working_day)


def used_working_days(
    *,
    start: date,
    until: date,
    calendar: WorkingCalendar,
    suspensions: Sequence[Suspension] = (),
    rules: CountingRules = CIVIL_LAW,
) -> int:
    """Working days that a clock started on `start` has used by the end of `until`, suspended days left out."""
    after = start - _DAY if rules.start_day_counts else start
    return _count_days(
        after=after,
        until=until,
        counts=lambda day: calendar.is_working_day(day) and not _stands(suspensions, day),
    )


def remaining(
    *,
    start: date,
    limit: TimeLimit,
    at: date,
    calendar: WorkingCalendar,
    suspensions: Sequence[Suspension] = (),
    rules: CountingRules = CIVIL_LAW,
) -> TimeLeft:
    """What is left of a limit at the end of the day `at` (at the instant `at` for hours between instants).

    0 on the last day, negative when overdue; while the clock stands it stays what it was. Hours are rounded down;
    hours from or to a bare day are told in calendar days.
    """
    if limit.unit is TimeUnit.HOUR and isinstance(start, datetime) and isinstance(at, datetime):
        left = timedelta(hours=limit.amount) - _running_time(start=start, end=at, suspensions=suspensions)
        return TimeLeft(
            amount=left // timedelta(hours=1), unit=TimeUnit.HOUR, certainty=DayCertainty.PUBLISHED
        )
    count = _Count(first=_day_of(start), limit=limit, calendar=calendar, suspensions=suspensions, rules=rules)
    return count.left(_day_of(at))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """One limit in whole days, being counted on a calendar with its suspensions."""

    first: date
    limit: TimeLimit
    calendar: WorkingCalendar
    suspensions: Sequence[Suspension]
    rules: CountingRules

    @property
    def _in_working_days(self) -> bool:
        return self.limit.unit is TimeUnit.WORKING_DAY

    @property
    def _after(self) -> date:
        """The last day before the count begins."""
        start_counts = self.rules.start_day_counts and self.limit.unit is not TimeUnit.HOUR
        return self.first - _DAY if start_counts else self.first

    @property
    def _days(self) -> int:
        """How many counted days the limit is."""
        match self.limit.unit:
            case TimeUnit.WORKING_DAY | TimeUnit.CALENDAR_DAY:
                return self.limit.amount
            case TimeUnit.HOUR:
                return -(-self.limit.amount // _HOURS_PER_DAY)
            case TimeUnit.MONTH:
                return self._days_of_months()

    def _days_of_months(self) -> int:
        end = _months_later(self.first, self.limit.amount)
        if end.day == self.first.day:
            return (end - self.first).days
        return (
            end - self._after
        ).days  # the month has no such day: the limit ends with the month in any case

    def _counts(self, day: date) -> bool:
        works = not self._in_working_days or self.calendar.is_working_day(day)
        return works and not _stands(self.suspensions, day)

    def due(self) -> DueDate | None:
        """The last day of the limit, moved off rest days; None if an open suspension lies before it."""
        counted = self._last_counted_day()
        if counted is None:
            return None
        last: date | None = counted
        if self._in_working_days or (self.rules.rest_day_end_moves and self.limit.unit is not TimeUnit.HOUR):
            last = self._next_open_day(counted)
        if last is None:
            return None
        return DueDate(day=last, certainty=self._certainty(counted, last))

    def _certainty(self, counted: date, last: date) -> DayCertainty:
        """How sure the calendar is of the days that had to be looked at: all of them, the end, or none."""
        if self._in_working_days:
            return self.calendar.certainty(self.first, last)
        if self.rules.rest_day_end_moves and self.limit.unit is not TimeUnit.HOUR:
            return self.calendar.certainty(counted, last)
        return DayCertainty.PUBLISHED

    def _last_counted_day(self) -> date | None:
        left = self._days
        if left == 0:
            return self.first
        day = self._after
        while left > 0:
            day += _DAY
            if _stands_for_good(self.suspensions, day):
                return None
            left -= self._counts(day)
        return day

    def _next_open_day(self, day: date) -> date | None:
        while not self.calendar.is_working_day(day) or _stands(self.suspensions, day):
            if _stands_for_good(self.suspensions, day):
                return None
            day += _DAY
        return day

    def left(self, today: date) -> TimeLeft:
        """What is left on `today`: counted days up to the due day; on a standing clock, the budget not yet used."""
        due = self.due()
        today = max(today, self._after)
        if due is None:
            used = self._count(after=self._after, until=today)
            return self._time_left(
                max(self._days - used, 0), looked_at=today, certainty=DayCertainty.PUBLISHED
            )
        if today <= due.day:
            amount = self._count(after=today, until=due.day)
        else:
            amount = -self._count(after=due.day, until=today)
        return self._time_left(amount, looked_at=max(today, due.day), certainty=due.certainty)

    def _count(self, *, after: date, until: date) -> int:
        return _count_days(after=after, until=until, counts=self._counts)

    def _time_left(self, amount: int, *, looked_at: date, certainty: DayCertainty) -> TimeLeft:
        """`looked_at`: the last day that was counted, which in working days decides how sure the count is."""
        if self._in_working_days:
            certainty = self.calendar.certainty(self.first, looked_at)
            return TimeLeft(amount=amount, unit=TimeUnit.WORKING_DAY, certainty=certainty)
        return TimeLeft(amount=amount, unit=TimeUnit.CALENDAR_DAY, certainty=certainty)


def _day_of(moment: date) -> date:
    return local_date(moment) if isinstance(moment, datetime) else moment


def _in_utc(instant: datetime) -> datetime:
    """The instant in UTC; `astimezone` alone would take a datetime without an offset for the machine's own time."""
    if instant.utcoffset() is None:
        raise ValueError("a datetime without an offset names no instant")
    return instant.astimezone(UTC)


def _count_days(*, after: date, until: date, counts: Callable[[date], bool]) -> int:
    return sum(counts(after + _DAY * offset) for offset in range(1, (until - after).days + 1))


def _stands(suspensions: Sequence[Suspension], day: date) -> bool:
    return any(suspension.covers(day) for suspension in suspensions)


def _stands_for_good(suspensions: Sequence[Suspension], day: date) -> bool:
    return any(suspension.end is None and suspension.covers(day) for suspension in suspensions)


def _months_later(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, _MONTHS_PER_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _stops(suspensions: Sequence[Suspension]) -> list[tuple[datetime, datetime | None]]:
    """Suspensions as instants, in order of their start."""
    ordered = sorted(suspensions, key=lambda suspension: suspension.start)
    return [(start_of_day(stop.start), start_of_day(stop.end) if stop.end else None) for stop in ordered]


def _due_instant(*, start: datetime, hours: int, suspensions: Sequence[Suspension]) -> DueDate | None:
    now, left = _in_utc(start), timedelta(hours=hours)
    for stop, again in _stops(suspensions):
        if now + left <= stop:
            break
        if again is None:
            return None
        left -= max(stop - now, timedelta())
        now = max(now, again)
    instant = now + left
    return DueDate(day=local_date(instant), certainty=DayCertainty.PUBLISHED, instant=instant)


def _running_time(*, start: datetime, end: datetime, suspensions: Sequence[Suspension]) -> timedelta:
    """Time from `start` to `end` with the suspended stretches left out; none if `end` is not after `start`."""
    now, end, running = _in_utc(start), _in_utc(end), timedelta()
    for stop, again in _stops(suspensions):
        running += max(min(stop, end) - now, timedelta())
        now = max(now, end if again is None else again)
    return running + max(end - now, timedelta())
