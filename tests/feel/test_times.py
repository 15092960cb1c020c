"""Times, and dates with a time: reading, writing, order, moving along the line of time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.temporal_strategies import date_times, days_times, times
from yijian.core.feel.dates import MAX_YEAR
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.times import (
    date_time_text,
    difference,
    from_python,
    is_local,
    later,
    later_time,
    midnight,
    offset_of,
    order,
    read_date_time,
    read_time,
    same_moment,
    time_text,
)
from yijian.core.feel.values import DateTime, DaysTime, Time


@given(time=times())
def test_a_time_reads_back(time: Time) -> None:
    assert read_time(time_text(time)) == time


@given(value=date_times())
def test_a_date_and_time_reads_back(value: DateTime) -> None:
    assert read_date_time(date_time_text(value)) == value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("01:02:03", "01:02:03"),
        ("11:22:33.4440", "11:22:33.444"),
        ("11:22:33.123456789", "11:22:33.123456789"),
        ("23:59:00z", "23:59:00Z"),
        ("11:22:33-00:00", "11:22:33Z"),
        ("13:20:00-05:30", "13:20:00-05:30"),
        ("13:20:00+02:45:55", "13:20:00+02:45:55"),
        ("00:01:00@Etc/UTC", "00:01:00@Etc/UTC"),
        ("00:01:00@America/Argentina/Buenos_Aires", "00:01:00@America/Argentina/Buenos_Aires"),
        ("24:00:00", "00:00:00"),
    ],
)
def test_times_are_written_in_one_form(text: str, written: str) -> None:
    time = read_time(text)
    assert time is not None
    assert time_text(time) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7:00:00",
        "07:1:00",
        "07:01:2",
        "07:20",
        "23:59:60",
        "00:60:00",
        "25:00:00",
        "24:00:01",
        "24:01:00",
        "11:00:00.",
        "13:20:00+5:00",
        "13:20:00+5",
        "13:20:00+19:00",
        "13:20:00+02:60",
        "13:20:00+02:00@Europe/Paris",
        "13:20:00@xyz/abc",
        "13:20:00@../../../etc/passwd",
        "13:20:00@europe/paris",
        "11:30:00T",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read_time(text) is None
    assert read_date_time(f"2024-02-29T{text}") is None


def test_the_end_of_a_day_is_the_beginning_of_the_next() -> None:
    assert read_date_time("2024-02-29T24:00:00Z") == read_date_time("2024-03-01T00:00:00Z")
    assert read_date_time("9999-12-31T24:00:00") == read_date_time("10000-01-01T00:00:00")
    assert read_date_time("999999999-12-31T24:00:00") is None


def test_a_date_alone_is_its_local_midnight() -> None:
    assert read_date_time("2024-02-29") == DateTime(dt.date(2024, 2, 29), midnight())


@given(value=date_times(), duration=days_times)
def test_later_by_a_duration_is_that_far_away(value: DateTime, duration: DaysTime) -> None:
    try:
        moved = later(value, duration.seconds)
    except OperationFailed:
        assert abs(value.date.year) > MAX_YEAR - 40_000
        return
    # The hour that comes twice when the clocks go back is written alike both times.
    twice = 0 if value.time.zone is None else 2 * 3600
    assert abs(difference(moved, value) - duration.seconds) <= twice
    assert (moved.time.offset, moved.time.zone) == (value.time.offset, value.time.zone)


@given(left=date_times(local=False), right=date_times(local=False))
def test_the_order_is_that_of_the_difference(left: DateTime, right: DateTime) -> None:
    distance = difference(left, right)
    assert order(left, right) == -order(right, left)
    assert same_moment(left, right) is (order(left, right) == 0)
    if abs(distance) >= 1:
        assert (order(left, right) > 0) is (distance > 0)
    else:  # within one second or across its edge
        assert order(left, right) in (0, 1 if distance > 0 else -1)


@given(left=times(), right=times())
def test_a_local_time_and_another_cannot_be_compared_and_are_not_equal(left: Time, right: Time) -> None:
    if is_local(left) == is_local(right):
        assert same_moment(left, right) is (order(left, right) == 0)
        return
    assert same_moment(left, right) is False
    with pytest.raises(OperationFailed):
        order(left, right)
    with pytest.raises(OperationFailed):
        difference(left, right)


@given(time=times(), days=st.integers(-1000, 1000), duration=days_times)
def test_a_time_of_day_comes_round_every_day(time: Time, days: int, duration: DaysTime) -> None:
    assert later_time(time, Decimal(days * 86_400)) == time
    assert later_time(later_time(time, duration.seconds), -duration.seconds) == time


def test_fractions_of_a_second_count_in_a_difference_only() -> None:
    one, other = read_time("10:30:00.0001"), read_time("10:30:00.0002")
    assert one is not None
    assert other is not None
    assert same_moment(one, other)
    assert one != other
    assert difference(other, one) == Decimal("0.0001")


def test_a_change_of_the_clocks_is_heeded() -> None:
    before = read_date_time("2024-03-31T01:30:00@Europe/Paris")
    assert before is not None
    assert date_time_text(later(before, Decimal(3600))) == "2024-03-31T03:30:00@Europe/Paris"
    assert (offset_of(before), offset_of(later(before, Decimal(3600)))) == (3600, 7200)


def test_a_time_without_a_date_goes_by_the_standard_time_of_its_zone() -> None:
    time = read_time("10:00:00@Australia/Melbourne")  # summer there in January
    assert time is not None
    assert offset_of(time) == 10 * 3600


@given(value=st.datetimes(timezones=st.none() | st.sampled_from([dt.UTC, ZoneInfo("Asia/Shanghai")])))
def test_python_values_become_feel_values(value: dt.datetime) -> None:
    converted = from_python(value)
    assert isinstance(converted, DateTime)
    again = date_time_text(converted).partition("@")[0].removesuffix("Z")
    assert dt.datetime.fromisoformat(again) == value.replace(tzinfo=None)
    assert from_python(value.timetz()) == converted.time


def test_a_foreign_zone_is_refused() -> None:
    class Nowhere(dt.tzinfo):
        def utcoffset(self, _moment: dt.datetime | None) -> None:
            return None

        dst = utcoffset

        def tzname(self, _moment: dt.datetime | None) -> str:
            return "nowhere"

    assert from_python(dt.datetime(2024, 1, 1, tzinfo=Nowhere())) is None
