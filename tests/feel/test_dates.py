"""Dates near and far: the calendar, and counting in it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.temporal_strategies import dates
from yijian.core.feel.dates import (
    MAX_YEAR,
    add_months,
    date_of_day,
    date_text,
    day_number,
    day_of_year,
    days_of_month,
    full_months_between,
    make_date,
    ordinary,
    read_date,
    week_of_year,
    weekday,
)
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.values import AnyDate, WideDate

LAST = WideDate(MAX_YEAR, 12, 31)
FIRST = WideDate(-MAX_YEAR, 1, 1)


@given(date=dates)
def test_a_date_reads_back(date: AnyDate) -> None:
    assert read_date(date_text(date)) == date


@given(date=dates)
def test_the_number_of_a_day_leads_back_to_it(date: AnyDate) -> None:
    assert date_of_day(day_number(date)) == date


@given(date=st.dates())
def test_near_dates_are_counted_as_python_counts_them(date: dt.date) -> None:
    assert day_number(date) == date.toordinal()
    assert weekday(date) == date.isoweekday()
    assert week_of_year(date) == date.isocalendar().week
    assert day_of_year(date) == int(date.strftime("%j"))


@given(date=dates)
def test_days_follow_each_other(date: AnyDate) -> None:
    following = date_of_day(day_number(date) + 1) if date != LAST else date
    if date != LAST:
        assert weekday(following) == weekday(date) % 7 + 1
        assert day_of_year(following) == (1 if (date.month, date.day) == (12, 31) else day_of_year(date) + 1)


@given(date=dates)
def test_a_date_has_one_form(date: AnyDate) -> None:
    assert isinstance(date, dt.date) is (1 <= date.year <= 9999)
    assert ordinary(date) == (date if isinstance(date, dt.date) else None)
    assert make_date(date.year, date.month, date.day) == date


@given(date=dates, months=st.integers(-100_000, 100_000))
def test_adding_months_counts_them_and_cuts_the_day(date: AnyDate, months: int) -> None:
    try:
        moved = add_months(date, months)
    except OperationFailed:
        assert not -MAX_YEAR <= date.year + (date.month - 1 + months) // 12 <= MAX_YEAR
        return
    assert (moved.year - date.year) * 12 + moved.month - date.month == months
    assert moved.day == min(date.day, days_of_month(moved.year, moved.month))


@given(start=dates, end=dates)
def test_counting_months_is_the_same_in_both_directions(start: AnyDate, end: AnyDate) -> None:
    assert full_months_between(start, end) == -full_months_between(end, start)


@pytest.mark.parametrize("year", [-400, -4, 0, 4, 2000, 10_000, 999_999_996])
def test_leap_years_go_on_in_both_directions(year: int) -> None:
    assert make_date(year, 2, 29) is not None
    assert make_date(year + 1, 2, 29) is None


@pytest.mark.parametrize(
    "text",
    [
        "01211-12-31",
        "998-12-31",
        "-0000-01-01",
        "+2012-12-02",
        "9999999999-12-25",
        "1000000000-01-01",
        "2012-12-25T",
        "2012/12/25",
        "2023-02-29",
        "2017-13-10",
        "２024-01-01",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(("date", "days"), [(LAST, 1), (FIRST, -1)])
def test_beyond_the_last_year_there_is_no_date(date: AnyDate, days: int) -> None:
    with pytest.raises(OperationFailed):
        date_of_day(day_number(date) + days)
    with pytest.raises(OperationFailed):
        add_months(date, days)


def test_the_year_before_1_is_0_in_the_text_too() -> None:
    assert date_text(date_of_day(0)) == "0000-12-31"
    assert date_text(add_months(dt.date(1, 1, 31), -13)) == "-0001-12-31"
