"""Durations: reading, writing, taking apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.temporal_strategies import days_times, years_months
from yijian.core.feel.durations import MAX_SECONDS, divided, duration_text, parts_of, read_duration
from yijian.core.feel.values import DaysTime, YearsMonths


@given(value=years_months | days_times)
def test_a_duration_reads_back(value: YearsMonths | DaysTime) -> None:
    assert read_duration(duration_text(value)) == value


@given(value=days_times)
def test_the_parts_of_a_duration_add_up(value: DaysTime) -> None:
    days, hours, minutes, second = parts_of(value)
    assert 0 <= hours < 24
    assert 0 <= minutes < 60
    assert 0 <= second < 60
    assert days * 86_400 + hours * 3600 + minutes * 60 + second == abs(value.seconds)


@given(number=st.decimals(-(10**15), 10**15, places=4), by=st.integers(1, 10**6))
def test_dividing_is_exact(number: Decimal, by: int) -> None:
    times, rest = divided(number, by)
    assert times * by + rest == number
    assert 0 <= rest < by


@pytest.mark.parametrize(
    ("text", "shortest"),
    [
        ("PT1000M", "PT16H40M"),
        ("PT1000M0.999999999S", "PT16H40M0.999999999S"),
        ("P2DT274M", "P2DT4H34M"),
        ("PT0.S", "PT0S"),
        ("-P0D", "PT0S"),
        ("P0Y", "P0M"),
        ("-P0Y", "P0M"),
        ("P1Y27M", "P3Y3M"),
        ("-P999999999M", "-P83333333Y3M"),
        ("P99999999Y", "P99999999Y"),
        ("-PT2H1M", "-PT2H1M"),
    ],
)
def test_durations_are_written_in_their_shortest_form(text: str, shortest: str) -> None:
    value = read_duration(text)
    assert value is not None
    assert duration_text(value) == shortest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "P1DT",
        "P1H",
        "P1S",
        "1Y",
        "P1Y2D",
        "P-1Y",
        "+P1Y",
        "p1y",
        "P1Y ",
        "PT1.5H",
        "PT.5S",
        "P１Y",
    ],
)
def test_what_is_no_duration(text: str) -> None:
    assert read_duration(text) is None


def test_no_duration_is_longer_than_the_calendar() -> None:
    assert read_duration(f"PT{MAX_SECONDS // 10 * 9}S") is not None
    assert read_duration(f"P{10**16}D") is None
    assert read_duration("P99999999999Y") is None
