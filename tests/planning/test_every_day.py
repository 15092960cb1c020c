"""Every day of 2004 to 2026 as a start: due dates, time used and time left against a plain count of the shipped files.

The count shares nothing with the product but the files: it reads them as plain YAML and walks lists of days.
"""

from __future__ import annotations

import calendar as months_of
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

import pytest
import yaml

from tests.planning.strategies import (
    CALENDARS,
    FIRST_YEAR,
    LAST_YEAR,
    due,
    due_after,
    limit,
    shipped_calendar,
)
from yijian.core.planning.deadlines import (
    CountingRules,
    Suspension,
    remaining,
    used_working_days,
    working_days_between,
)
from yijian.core.planning.local_time import start_of_day
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

DAY = timedelta(days=1)
FIRST, LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
STARTS = [FIRST + DAY * number for number in range((LAST - FIRST).days + 1)]
BEYOND = 400  # limits run past the last day, where only weekends and fixed holidays are known


@cache
def works() -> dict[date, bool]:
    """Each day and whether it is worked, straight from the files; beyond them as the calendar itself assumes."""
    found = {
        FIRST + DAY * number: (FIRST + DAY * number).weekday() < 5 for number in range(len(STARTS) + BEYOND)
    }
    for path in sorted(CALENDARS.glob("*.yaml")):
        year = yaml.safe_load(path.read_text(encoding="utf-8"))
        for holiday in year["holidays"]:
            day = holiday["first"]
            while day <= holiday["last"]:
                found[day] = False
                day += DAY
        for day in year["working_weekend_days"]:
            found[day] = True
    beyond = shipped_calendar()
    return found | {day: beyond.is_working_day(day) for day in found if day > LAST}


@cache
def working_days() -> list[date]:
    return sorted(day for day, worked in works().items() if worked)


def next_working_day(day: date) -> date:
    while not works()[day]:
        day += DAY
    return day


def months_later(day: date, months: int) -> date:
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, months_of.monthrange(year, month)[1]))


def test_the_calendar_says_of_every_day_what_the_files_say() -> None:
    calendar = shipped_calendar()
    assert [day for day in STARTS if calendar.is_working_day(day) is not works()[day]] == []


@pytest.mark.parametrize("amount", [1, 5, 20])
def test_working_days(amount: int) -> None:
    """The start does not count; counted backwards, as many days are used on the last one and none are left."""
    calendar, worked = shipped_calendar(), working_days()
    for start in STARTS:
        last = worked[bisect_right(worked, start) + amount - 1]
        assert due(start, limit(amount)).day == last
        assert working_days_between(start=start, end=last, calendar=calendar) == amount
        assert remaining(start=start, limit=limit(amount), at=last, calendar=calendar).amount == 0


@pytest.mark.parametrize("amount", [1, 10])
def test_working_days_whose_first_day_counts(amount: int) -> None:
    worked = working_days()
    for start in STARTS:
        last = worked[bisect_right(worked, start - DAY) + amount - 1]
        assert due(start, limit(amount), CountingRules(start_day_counts=True)).day == last


@pytest.mark.parametrize("amount", [7, 15])
def test_calendar_days(amount: int) -> None:
    """An end on a rest day moves to the next working day, unless the rules say that it stays."""
    stays = CountingRules(rest_day_end_moves=False)
    for start in STARTS:
        time_limit = limit(amount, TimeUnit.CALENDAR_DAY)
        assert due(start, time_limit).day == next_working_day(start + DAY * amount)
        assert due(start, time_limit, stays).day == start + DAY * amount


@pytest.mark.parametrize("amount", [1, 3])
def test_months(amount: int) -> None:
    for start in STARTS:
        assert due(start, limit(amount, TimeUnit.MONTH)).day == next_working_day(months_later(start, amount))


@pytest.mark.parametrize(("hours", "instants"), [(1, False), (24, False), (25, False), (48, True), (5, True)])
def test_hours(hours: int, *, instants: bool) -> None:
    """From an instant to the instant; from a bare day as whole days, rounded up. They never move off rest days."""
    time_limit = TimeLimit(amount=hours, unit=TimeUnit.HOUR)
    for start in STARTS:
        if instants:
            at = start_of_day(start) + timedelta(hours=9)
            assert due(at, time_limit).instant == at + timedelta(hours=hours)
        else:
            assert due(start, time_limit).day == start + DAY * -(-hours // 24)


@pytest.mark.parametrize(("begins", "stands", "amount"), [(1, 5, 5), (3, 30, 10), (0, 1, 1)])
def test_a_suspension_takes_its_days_out(begins: int, stands: int, amount: int) -> None:
    """The days on which the clock stands are no days; the rest is counted as before."""
    calendar, worked = shipped_calendar(), working_days()
    for start in STARTS:
        first, end = start + DAY * begins, start + DAY * (begins + stands)
        at = bisect_right(worked, start)
        counted = [day for day in worked[at : at + amount + stands] if not first <= day < end]
        last = counted[amount - 1]
        stop = Suspension(first, end)
        found = due_after(start, limit(amount), stop)
        assert found is not None
        assert found.day == last
        used = used_working_days(start=start, until=last, calendar=calendar, suspensions=(stop,))
        assert used == amount
