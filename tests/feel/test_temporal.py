"""Dates and durations, with 29 February and the ends of months."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.feel import DaysTime, YearsMonths, evaluate, full_months_between, full_years_between, parse
from yijian.core.feel.temporal import add_months, days_between, read_date, read_duration, temporal_text

dates = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2020-02-29", "2021-02-28", 0),
        ("2020-02-29", "2021-03-01", 1),
        ("2020-02-29", "2024-02-28", 3),
        ("2020-02-29", "2024-02-29", 4),
        ("2020-11-24", "2026-11-23", 5),
        ("2020-11-24", "2026-11-24", 6),
        ("2026-11-24", "2026-11-24", 0),
        ("2026-11-25", "2026-11-24", 0),
        ("2027-11-24", "2026-11-24", -1),
    ],
)
def test_full_years_reach_on_the_birthday_and_on_1_march_for_29_february(
    born: str, on: str, years: int
) -> None:
    assert full_years_between(dt.date.fromisoformat(born), dt.date.fromisoformat(on)) == years
    assert evaluate(parse(f'full years between(@"{born}", @"{on}")'), {}).value == years


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-08-31", "2025-02-28", 5),
        ("2024-08-31", "2025-03-01", 6),
        ("2024-01-31", "2024-02-29", 0),
        ("2024-01-29", "2024-02-29", 1),
        ("2026-05-24", "2026-11-24", 6),
        ("2026-05-25", "2026-11-24", 5),
        ("2026-11-24", "2026-05-24", -6),
    ],
)
def test_full_months_are_full_on_the_day_of_the_same_number(start: str, end: str, months: int) -> None:
    assert full_months_between(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == months
    assert evaluate(parse(f'full months between(@"{start}", @"{end}")'), {}).value == months


@given(start=dates, end=dates)
def test_full_months_never_overshoot_and_are_the_most_that_fit(start: dt.date, end: dt.date) -> None:
    months = full_months_between(start, end)
    assert full_months_between(end, start) == -months
    if start <= end:
        assert add_months(start, months) <= end
        later = add_months(start, months + 1)
        assert later > end or later.day < start.day  # the month that is cut short fills on the next first


@given(start=dates, end=dates, later=st.integers(0, 400))
def test_counting_is_monotone_in_the_later_date(start: dt.date, end: dt.date, later: int) -> None:
    assert full_months_between(start, end) <= full_months_between(start, end + dt.timedelta(days=later))


@given(value=st.integers(-(10**9), 10**9).map(YearsMonths))
def test_years_and_months_read_back(value: YearsMonths) -> None:
    assert read_duration(temporal_text(value)) == value


@given(value=st.decimals(min_value=-(10**15), max_value=10**15, places=6).map(DaysTime))
def test_days_and_time_read_back(value: DaysTime) -> None:
    assert read_duration(temporal_text(value)) == value


@given(value=st.dates())
def test_dates_read_back(value: dt.date) -> None:
    assert read_date(temporal_text(value)) == value


@given(start=dates, end=dates)
def test_the_distance_of_dates_leads_from_one_to_the_other(start: dt.date, end: dt.date) -> None:
    facts = {"a": start, "b": end}
    assert evaluate(parse("a + (b - a) = b"), facts).value is True
    assert days_between(start, end).seconds == (end - start).days * 86_400


@pytest.mark.parametrize(
    "text", ["P", "PT", "P1DT", "P1H", "1Y", "P1Y2D", "P-1Y", "p1y", "P1Y ", "PT1.5H", "P１Y"]
)
def test_what_is_no_duration(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize(
    "text", ["2024-2-9", "2023-02-29", "20240229", "0000-01-01", "2024-01-01T00:00", "２024-01-01"]
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_durations_are_written_in_their_shortest_form() -> None:
    texts: dict[YearsMonths | DaysTime, str] = {
        YearsMonths(0): "P0M",
        YearsMonths(-14): "-P1Y2M",
        DaysTime(Decimal(0)): "PT0S",
    }
    assert {value: temporal_text(value) for value in texts} == texts
    assert temporal_text(DaysTime(Decimal("-90061.50"))) == "-P1DT1H1M1.5S"
