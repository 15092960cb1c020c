"""The latest safe day lies far enough before the other, and the day after it does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.strategies import shipped_calendar
from yijian.core.planning.deadlines import working_days_between
from yijian.core.planning.latest_day import latest_day
from yijian.core.vocabulary.time_limit import TimeUnit

CALENDAR = shipped_calendar()


@pytest.mark.parametrize(
    ("before", "amount", "unit", "expected"),
    [
        (date(2027, 3, 10), 3, TimeUnit.MONTH, date(2026, 12, 10)),
        (date(2027, 5, 31), 3, TimeUnit.MONTH, date(2027, 2, 28)),
        (date(2026, 11, 24), 20, TimeUnit.CALENDAR_DAY, date(2026, 11, 4)),
        (date(2026, 11, 24), 25, TimeUnit.HOUR, date(2026, 11, 22)),
        (date(2026, 11, 24), 0, TimeUnit.WORKING_DAY, date(2026, 11, 24)),
        # the Monday before it, over a weekend
        (date(2026, 11, 24), 2, TimeUnit.WORKING_DAY, date(2026, 11, 22)),
    ],
)
def test_latest_days(before: date, amount: int, unit: TimeUnit, expected: date) -> None:
    assert latest_day(before=before, amount=amount, unit=unit, calendar=CALENDAR) == expected


@given(st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.integers(0, 40))
def test_of_working_days_exactly_so_many_lie_after_it(before: date, amount: int) -> None:
    found = latest_day(before=before, amount=amount, unit=TimeUnit.WORKING_DAY, calendar=CALENDAR)
    assert working_days_between(start=found, end=before, calendar=CALENDAR) == amount
    later = found + timedelta(days=1)
    assert not amount or working_days_between(start=later, end=before, calendar=CALENDAR) < amount
