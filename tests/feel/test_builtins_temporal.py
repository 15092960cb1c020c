"""Functions of dates, times and durations."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.builtin_calls import assert_calls, assert_no_result, moment
from tests.feel.temporal_strategies import date_times, dates, times
from yijian.core.feel import evaluate, parse
from yijian.core.feel.dates import full_months_between
from yijian.core.feel.values import AnyDate, DateTime, Time, YearsMonths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('date("2024-02-29")', '@"2024-02-29"'),
        ("date(2024, 2, 29)", '@"2024-02-29"'),
        ("date(2024.9, 2, 29)", '@"2024-02-29"'),
        ('date("-2017-12-31")', "date(-2017, 12, 31)"),
        ('date(date("2024-02-29"))', '@"2024-02-29"'),
        ('date(from: @"2017-08-30T10:25:00@Asia/Dhaka")', '@"2017-08-30"'),
        ('date and time("2017-12-31T11:22:33.5Z")', '@"2017-12-31T11:22:33.5Z"'),
        ('date and time("2017-12-31")', '@"2017-12-31T00:00:00"'),
        ('date and time(@"2017-01-01", @"23:59:01@Europe/Paris")', '@"2017-01-01T23:59:01@Europe/Paris"'),
        ('date and time(time: @"23:59:01Z", date: @"2017-01-01T10:00:00")', '@"2017-01-01T23:59:01Z"'),
        ('time("23:59:00Z")', '@"23:59:00Z"'),
        ('time(@"2017-08-10T10:20:00@Europe/Paris")', '@"10:20:00@Europe/Paris"'),
        ('time(@"2017-08-10")', '@"00:00:00Z"'),
        ('time(@"10:20:00")', '@"10:20:00"'),
        ("time(11, 59, 45.5, null)", '@"11:59:45.5"'),
        ("time(11, 59, 45)", '@"11:59:45"'),
        ('time(11, 59, 45, @"-PT2H1M")', '@"11:59:45-02:01"'),
        ('time(hour: 11, minute: 59, second: 0, offset: @"PT2H45M55S")', '@"11:59:00+02:45:55"'),
        ('duration("P1Y2M")', '@"P14M"'),
        ('duration("-P1DT2H3M4.5S")', '@"-P1DT2H3M4.5S"'),
        ('years and months duration(@"2011-12-22", @"2013-08-24")', '@"P20M"'),
        ('years and months duration(from: @"2013-08-24", to: @"2011-12-22")', '@"-P20M"'),
        ('years and months duration(@"2015-12-24T00:00:01-01:00", @"2016-12-24T23:59:00-08:00")', '@"P1Y"'),
        ('years and months duration(@"-2016-01-31", @"2017-12-30")', '@"P4033Y10M"'),
        ('full months between(@"2024-08-31", @"2025-02-28")', "5"),
        ('day of year(@"2019-09-17")', "260"),
        ('day of week(@"2019-09-17T10:10:10")', '"Tuesday"'),
        ('month of year(date: @"2019-09-17")', '"September"'),
        ('week of year(@"2003-12-29")', "1"),
        ('week of year(@"2010-01-01")', "53"),
        ("now()", '@"2026-11-24T08:30:00@Asia/Shanghai"'),
        ("today()", '@"2026-11-24"'),
    ],
)
def test_functions_of_dates_and_times(text: str, expected: str) -> None:
    assert_calls(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "date(2017, 13, 31)",
        "date(2023, 2, 29)",
        "date(1000000000, 1, 1)",
        "date(2017, null, 1)",
        "date(1)",
        "date([])",
        'date("2012-12-25T10:00:00")',
        'date and time("2017-12-31T25:00:00")',
        'date and time(@"2017-01-01", null)',
        "date and time(2017)",
        "time(24, 59, 45, null)",
        "time(11, 0, -1, null)",
        'time(11, 59, 45, @"PT19H")',
        'time(11, 59, 45, @"P1Y")',
        'time("24:00:01")',
        "time(null)",
        'duration("P1Y2D")',
        "duration(null)",
        "years and months duration(null, null)",
        'years and months duration(@"10:00:00", @"11:00:00")',
        'day of week("foo")',
        "week of year(null)",
        'month of year(value: @"1970-01-01")',
        "now(1)",
        "today(1)",
    ],
)
def test_functions_of_dates_and_times_without_a_result(text: str) -> None:
    assert_no_result(text)


def test_no_clock_is_read() -> None:
    for name in ("now", "today"):
        rule = parse(f"{name}()")
        assert "计算时刻" in evaluate(rule, {}).errors[0].reason.zh
        assert evaluate(rule, {}, moment=moment()) == evaluate(rule, {}, moment=moment())


def test_today_is_the_day_where_the_moment_is_told() -> None:
    assert evaluate(parse("now() - date and time(today(), time(now()))"), {}, moment=moment()).errors == ()
    assert evaluate(parse("today()"), {}, moment=moment()).value == dt.date(2026, 11, 24)


@given(date=dates, time=times())
def test_a_date_and_a_time_make_a_date_and_time(date: AnyDate, time: Time) -> None:
    facts = {"d": date, "t": time}
    made = evaluate(parse("date and time(d, t)"), facts).value
    assert made == DateTime(date, time)
    assert evaluate(parse("date(m) = d and is(time(m), t)"), {**facts, "m": made}).value is True


@given(value=date_times())
def test_what_is_written_is_read_again(value: DateTime) -> None:
    facts = {"v": value}
    for rule in ("date and time(string(v))", "date and time(date(string(date(v))), time(string(time(v))))"):
        assert evaluate(parse(rule), facts).value == value


@given(start=dates, end=dates, time=times())
def test_years_and_months_look_at_the_dates_only(start: AnyDate, end: AnyDate, time: Time) -> None:
    facts = {"start": DateTime(start, time), "end": end}
    found = evaluate(parse("years and months duration(start, end)"), facts).value
    assert found == YearsMonths(full_months_between(start, end))


@given(date=st.dates())
def test_the_names_of_days_and_months(date: dt.date) -> None:
    found = evaluate(
        parse("[day of week(d), month of year(d), day of year(d), week of year(d)]"), {"d": date}
    )
    names = (date.strftime("%A"), date.strftime("%B"), int(date.strftime("%j")), int(date.strftime("%V")))
    assert found.value == names
