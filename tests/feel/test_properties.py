"""The properties of dates, times, durations and ranges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from tests.feel.temporal_strategies import date_times, dates, times
from yijian.core.feel import values
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.properties import as_range, property_of
from yijian.core.feel.temporal import read_temporal
from yijian.core.feel.values import AnyDate, DateTime, DaysTime, RangeValue, Time, Value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-12-10", {"year": 2018, "month": 12, "day": 10, "weekday": 1}),
        ("-0400-02-29", {"year": -400, "month": 2, "day": 29, "weekday": 2}),
        (
            "2018-12-10T10:30:01.5+05:00",
            {"weekday": 1, "hour": 10, "minute": 30, "second": Decimal("1.5"), "timezone": None},
        ),
        ("10:30:01@Etc/UTC", {"hour": 10, "minute": 30, "second": 1, "timezone": "Etc/UTC"}),
        ("10:30:01", {"time offset": None, "timezone": None}),
        ("P1Y2M", {"years": 1, "months": 2}),
        ("-P14M", {"years": -1, "months": -2}),
        ("P1DT2H3M4.5S", {"days": 1, "hours": 2, "minutes": 3, "seconds": Decimal("4.5")}),
        ("-PT30H", {"days": -1, "hours": -6, "minutes": 0, "seconds": 0}),
    ],
)
def test_properties(text: str, expected: dict[str, Value]) -> None:
    value = read_temporal(text)
    assert {name: property_of(value, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2018-12-10T10:30:00+05:30", 19_800),
        ("2018-12-10T10:30:00Z", 0),
        ("2018-07-10T10:30:00@Europe/Paris", 7200),
        ("2018-12-10T10:30:00@Europe/Paris", 3600),
        ("10:30:00-01:00", -3600),
    ],
)
def test_the_offset_is_a_duration(text: str, seconds: int) -> None:
    assert property_of(read_temporal(text), "time offset") == DaysTime(Decimal(seconds))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2018-12-10", "hour"),
        ("10:30:00", "year"),
        ("P1Y", "days"),
        ("P1D", "years"),
        ("P1D", "start"),
    ],
)
def test_a_value_has_the_properties_of_its_kind_only(text: str, name: str) -> None:
    with pytest.raises(OperationFailed):
        property_of(read_temporal(text), name)


@given(value=date_times())
def test_a_date_and_time_has_the_properties_of_both(value: DateTime) -> None:
    for name in ("year", "month", "day", "weekday"):
        assert property_of(value, name) == property_of(value.date, name)
    for name in ("hour", "minute", "second", "timezone"):
        assert property_of(value, name) == property_of(value.time, name)


@given(date=dates, time=times())
def test_parts_make_the_whole(date: AnyDate, time: Time) -> None:
    assert [property_of(date, name) for name in ("year", "month", "day")] == [date.year, date.month, date.day]
    assert property_of(time, "second") == time.second


ONE, TEN = Decimal(1), Decimal(10)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (RangeValue(ONE, TEN, low_included=False, high_included=True), (ONE, TEN, False, True)),
        (values.TestValue("<", TEN), (None, TEN, False, False)),
        (values.TestValue("<=", TEN), (None, TEN, False, True)),
        (values.TestValue(">", ONE), (ONE, None, False, False)),
        (values.TestValue(">=", ONE), (ONE, None, True, False)),
        (values.TestValue("=", ONE), (ONE, ONE, True, True)),
    ],
)
def test_ranges_have_ends(value: Value, expected: tuple[Value, ...]) -> None:
    names = ("start", "end", "start included", "end included")
    assert tuple(property_of(value, name) for name in names) == expected


def test_what_is_unequal_to_a_value_is_no_range() -> None:
    with pytest.raises(OperationFailed):
        property_of(values.TestValue("!=", ONE), "start")
    with pytest.raises(OperationFailed):
        as_range(values.TestValue("!=", ONE))
