"""The working calendar: on which days authorities work, and how sure that is.

Rule 1: a day is *published* only where the State Council's yearly notice that settles it is loaded. The notice
for the next year appears in autumn, so every autumn some limits run into a year nobody knows yet.
Rule 2: outside the published years the calendar still answers, but says *provisional*, never silently.

What provisional leaves out: Spring Festival, Tomb-Sweeping Day, Dragon Boat Festival and Mid-Autumn Festival follow
the moon and the sun, and which weekends are worked for them is a yearly decision. Both are left out, so a
provisional date is usually too early: around Spring Festival by a week or more. Load the notice and compute anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Marked

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_DECEMBER: Final = 12

_FIXED_HOLIDAYS: Final = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Statutory holidays (month, day) with a fixed date under the rules in force since 2025-01-01: New Year's Day, Labour
Day, National Day (全国年节及纪念日放假办法 as revised in November 2024; days recalled)."""

_OPEN_FROM: Final = 29
"""From this day of December on, only the notice of the *next* year settles what is worked: its New Year's Day may
begin in the old year. No notice for 2004 to 2026 reaches further back than 29 December (2007, 2018)."""


class DayCertainty(StrEnum):
    """Whether a published notice settles a day, or weekends and fixed holidays had to do."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Consecutive days off under one name, from `first` to `last`, both included; weekends inside are included."""

    name: Text
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.name.en} ends on {self.last}, before it begins on {self.first}")

    def days(self) -> tuple[date, ...]:
        """Every day of the holiday."""
        return tuple(self.first + _DAY * offset for offset in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Marked):
    """A notice that arranges a year or changes it: its number (None: not found) and date of issue.

    `source` is the address where the text was read.
    """

    number: str | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear(Marked):
    """What the notices about one year arrange: holidays, and weekend days that are worked (调休上班).

    Days lie in `year` or in the December before it, where New Year's Day may begin; ValueError otherwise, and for a
    worked day that is no weekend day or lies in a holiday. `certainty` is that of the days.
    """

    year: int
    notices: tuple[Notice, ...]
    holidays: tuple[Holiday, ...]
    working_weekend_days: tuple[date, ...]

    def __post_init__(self) -> None:
        days_off = {day for holiday in self.holidays for day in holiday.days()}
        for day in sorted(days_off | set(self.working_weekend_days)):
            if day.year != self.year and (day.year, day.month) != (self.year - 1, _DECEMBER):
                raise ValueError(f"{day} is not arranged by the notice for {self.year}")
        for day in self.working_weekend_days:
            if day.weekday() < _SATURDAY or day in days_off:
                raise ValueError(f"{day} is listed as a worked weekend day but is a weekday or a holiday")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The calendar of all loaded years. Build it with `calendar_from_years`.

    With no years at all it still answers, and everything is provisional. ValueError for a year given twice or for
    years that contradict each other about a day.
    """

    years: tuple[CalendarYear, ...]
    _loaded: frozenset[int] = field(init=False, repr=False, compare=False)
    _holidays: dict[date, Holiday] = field(init=False, repr=False, compare=False)
    _worked: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        loaded = [calendar_year.year for calendar_year in self.years]
        if len(set(loaded)) != len(loaded):
            raise ValueError(f"a calendar year is given twice: {sorted(loaded)}")
        holidays = {
            day: holiday for year in self.years for holiday in year.holidays for day in holiday.days()
        }
        worked = frozenset(day for year in self.years for day in year.working_weekend_days)
        contradicted = sorted(worked & holidays.keys())
        if contradicted:
            raise ValueError(f"{contradicted[0]} is a holiday in one year's notice and worked in another's")
        object.__setattr__(self, "_loaded", frozenset(loaded))
        object.__setattr__(self, "_holidays", holidays)
        object.__setattr__(self, "_worked", worked)

    def is_working_day(self, day: date) -> bool:
        """Whether authorities work on the day. Ask `certainty` how sure that is.

        TypeError for a datetime: it never equals a day, so it would silently miss every holiday (ask `local_date`).
        """
        if isinstance(day, datetime):
            raise TypeError("a working day is a date: ask local_date for the day of an instant")
        if day in self._worked:
            return True
        if day.weekday() >= _SATURDAY or day in self._holidays:
            return False
        return day.year in self._loaded or (day.month, day.day) not in _FIXED_HOLIDAYS

    def holiday_on(self, day: date) -> Holiday | None:
        """The published holiday a day belongs to, to say why nobody works; None on every other day."""
        return self._holidays.get(day)

    def certainty(self, first: date, last: date | None = None) -> DayCertainty:
        """Published if notices settle every day from `first` to `last` (default: that one day), else provisional."""
        last = first if last is None else last
        settled = all(year in self._loaded for year in range(first.year, last.year + 1))
        if (last.month, last.day) >= (_DECEMBER, _OPEN_FROM):
            settled = settled and last.year + 1 in self._loaded
        return DayCertainty.PUBLISHED if settled else DayCertainty.PROVISIONAL

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day


def calendar_from_years(years: Iterable[CalendarYear]) -> WorkingCalendar:
    """The calendar of the given years, in any order."""
    return WorkingCalendar(tuple(sorted(years, key=lambda calendar_year: calendar_year.year)))
