"""The shipped calendar files as a calendar, due dates on it, and strategies for limits, days and suspensions."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from hypothesis import strategies as st
from pydantic import TypeAdapter

from yijian.core.planning.calendars import CalendarYear, WorkingCalendar, calendar_from_years
from yijian.core.planning.deadlines import (
    CIVIL_LAW,
    CountingRules,
    DueDate,
    Suspension,
    due_date,
    due_with_suspensions,
)
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

CALENDARS = Path(__file__).parents[2] / "definitions" / "calendars"
FIRST_YEAR, LAST_YEAR = 2004, 2026
DAY = timedelta(days=1)


@cache
def shipped_years() -> tuple[CalendarYear, ...]:
    """Every file of definitions/calendars; unknown keys and texts that are no dates are refused."""
    adapter = TypeAdapter(CalendarYear)
    texts = (path.read_text(encoding="utf-8") for path in sorted(CALENDARS.glob("*.yaml")))
    return tuple(
        adapter.validate_python(yaml.load(text, Loader=yaml.BaseLoader), extra="forbid") for text in texts
    )


@cache
def shipped_calendar() -> WorkingCalendar:
    return calendar_from_years(shipped_years())


def limit(amount: int, unit: TimeUnit = TimeUnit.WORKING_DAY) -> TimeLimit:
    return TimeLimit(amount=amount, unit=unit)


def due(start: date, time_limit: TimeLimit, counting: CountingRules = CIVIL_LAW) -> DueDate:
    return due_date(start=start, limit=time_limit, calendar=shipped_calendar(), rules=counting)


def due_after(
    start: date, time_limit: TimeLimit, *suspensions: Suspension, counting: CountingRules = CIVIL_LAW
) -> DueDate | None:
    return due_with_suspensions(
        start=start, limit=time_limit, calendar=shipped_calendar(), suspensions=suspensions, rules=counting
    )


days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR + 1, 12, 31))
units = st.sampled_from(TimeUnit)
limits = st.builds(limit, st.integers(0, 70), units)
day_limits = st.builds(
    limit, st.integers(0, 70), st.sampled_from([TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY])
)
rules = st.builds(CountingRules, start_day_counts=st.booleans(), rest_day_end_moves=st.booleans())


@st.composite
def suspensions_near(draw: st.DrawFn, start: date) -> tuple[Suspension, ...]:
    """Up to three suspensions around a start, overlapping as they like, some still open."""
    drawn = []
    for _ in range(draw(st.integers(0, 3))):
        stop = start + DAY * draw(st.integers(-10, 60))
        length = draw(st.none() | st.integers(0, 40))
        drawn.append(Suspension(stop, None if length is None else stop + DAY * length))
    return tuple(drawn)
