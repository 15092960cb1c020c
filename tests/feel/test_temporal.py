"""Literals, order and arithmetic of dates, times and durations; ages, with 29 February and the ends of months."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel import temporal_strategies as near_and_far
from yijian.core.feel import evaluate, full_months_between, full_years_between, parse
from yijian.core.feel import temporal as operations
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.temporal import add_months, days_between, read_temporal, temporal_text
from yijian.core.feel.values import AnyDate, DateTime, DaysTime, Time, Value, YearsMonths

dates = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31))
anything = st.one_of(
    near_and_far.dates,
    near_and_far.times(),
    near_and_far.date_times(),
    near_and_far.years_months,
    near_and_far.days_times,
)
others: st.SearchStrategy[Value] = st.sampled_from([None, True, "a", Decimal(2), (), {}])


def value_of(text: str) -> Value:
    value = read_temporal(text)
    assert value is not None, text
    return value


@given(value=anything)
def test_a_literal_reads_back(value: AnyDate | Time | DateTime | YearsMonths | DaysTime) -> None:
    assert read_temporal(temporal_text(value)) == value
    assert evaluate(parse(f'@"{temporal_text(value)}"'), {}).value == value


@pytest.mark.parametrize(
    ("calculation", "result"),
    [
        ("2021-01-02T10:10:10@Europe/Paris - 2021-01-01T10:10:10@Asia/Dhaka", "P1DT5H"),
        ("2021-01-02T10:10:10+01:00 - 2021-01-01", "P1DT9H10M10S"),
        ("2021-01-02 - 1995-01-01T10:10:10@Australia/Melbourne", "P9498DT49M50S"),
        ("2021-01-02T00:00:00Z - 2021-01-02", "PT0S"),
        ("10:10:10 - 11:10:10.5", "-PT1H0.5S"),
        ("2021-01-02 - PT1S", "2021-01-01"),
        ("2021-01-02 + PT36H", "2021-01-03"),
        ("PT36H + 2021-01-02", "2021-01-03"),
        ("9999-12-31 + P1D", "10000-01-01"),
        ("0001-01-01 - P1M", "0000-12-01"),
        ("-2021-01-01T10:10:10+11:00 - P1D", "-2022-12-31T10:10:10+11:00"),
        ("-2021-01-01T10:10:10@Australia/Melbourne + P1M", "-2021-02-01T10:10:10@Australia/Melbourne"),
        ("2021-01-31 + P1M", "2021-02-28"),
        ("10:15:00@Australia/Melbourne + PT23H", "09:15:00@Australia/Melbourne"),
        ("P1Y - P2M", "P10M"),
        ("-P1D - PT2H", "-P1DT2H"),
    ],
)
def test_sums_and_differences(calculation: str, result: str) -> None:
    left, sign, right = calculation.split(" ")
    operation = operations.add if sign == "+" else operations.subtract
    found = operation(value_of(left), value_of(right))
    assert found is not None
    assert temporal_text(found) == result


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2021-01-02T10:10:10@Europe/Paris", "2021-01-01T10:10:10"),
        ("2021-01-01T00:00:00", "2021-01-02"),
        ("10:00:00Z", "10:00:00"),
        ("999999999-12-31", "-P1D"),
    ],
)
def test_differences_without_a_result(left: str, right: str) -> None:
    with pytest.raises(OperationFailed):
        operations.subtract(value_of(left), value_of(right))


@pytest.mark.parametrize(
    ("calculation", "result"),
    [
        ("1.5 * P4DT1H", "P6DT1H30M"),
        ("P1Y11M * -2.5", "-P4Y9M"),
        ("P10Y11M / 2.5", "P4Y4M"),
        ("P10DT23H / 2.5", "P4DT9H12M"),
    ],
)
def test_durations_times_numbers(calculation: str, result: str) -> None:
    assert evaluate(parse(_with_literals(calculation)), {}).value == value_of(result)


def _with_literals(calculation: str) -> str:
    return " ".join(f'@"{part}"' if "P" in part else part for part in calculation.split(" "))


@given(left=anything, right=anything | others)
def test_what_does_not_go_together_is_left_to_others(left: Value, right: Value) -> None:
    """No operation raises anything but `OperationFailed`, and a date is never added to a date."""
    for operation in (operations.add, operations.subtract, operations.multiply, operations.divide):
        for one, other in ((left, right), (right, left)):
            try:
                operation(one, other)
            except OperationFailed:
                continue
    if isinstance(left, Time | DateTime | dt.date) and isinstance(right, Time | DateTime | dt.date):
        assert operations.add(left, right) is None
        assert operations.multiply(left, right) is None


@given(left=anything, right=anything)
def test_order_and_equality_agree(left: Value, right: Value) -> None:
    same = operations.same(left, right)
    assert same == operations.same(right, left)
    assert operations.same(left, left) is True
    try:
        order = operations.order(left, right)
    except OperationFailed:
        assert same is False
        return
    assert (order is None) is (same is None)
    assert same is None or same is (order == 0)


@given(start=near_and_far.dates, end=near_and_far.dates)
def test_the_distance_of_dates_leads_from_one_to_the_other(start: AnyDate, end: AnyDate) -> None:
    assert evaluate(parse("a + (b - a) = b"), {"a": start, "b": end}).value is True
    assert days_between(start, end).seconds == -days_between(end, start).seconds


@given(date=near_and_far.dates, duration=near_and_far.days_times)
def test_a_date_and_a_duration_is_the_day_of_that_moment(date: AnyDate, duration: DaysTime) -> None:
    try:
        moved = operations.add(DateTime(date, Time(0, 0, Decimal(0))), duration)
    except OperationFailed:
        return
    assert isinstance(moved, DateTime)
    assert operations.add(date, duration) == moved.date


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
        ("2025-02-28", "2024-08-31", -5),
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
        assert days_between(add_months(start, months), end).seconds >= 0
        later = add_months(start, months + 1)
        # the month that is cut short fills on the next first
        assert days_between(end, later).seconds > 0 or later.day < start.day


@given(start=dates, end=dates, later=st.integers(0, 400))
def test_counting_is_monotone_in_the_later_date(start: dt.date, end: dt.date, later: int) -> None:
    assert full_months_between(start, end) <= full_months_between(start, end + dt.timedelta(days=later))
