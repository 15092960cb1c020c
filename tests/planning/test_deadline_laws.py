"""The laws of due dates, on drawn starts, limits, counting rules and suspensions."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.planning.strategies import (
    DAY,
    day_limits,
    days,
    due,
    due_after,
    limit,
    limits,
    rules,
    shipped_calendar,
    suspensions_near,
)
from yijian.core.planning.deadlines import (
    CountingRules,
    remaining,
    used_working_days,
    working_days_between,
)
from yijian.core.planning.local_time import start_of_day
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

FAR = date.max


@given(days, st.integers(0, 40), limits, rules)
def test_a_later_start_is_never_due_earlier(
    start: date, later: int, time_limit: TimeLimit, counting: CountingRules
) -> None:
    assert due(start, time_limit, counting).day <= due(start + DAY * later, time_limit, counting).day


@given(st.data(), days, st.integers(0, 40), day_limits, rules)
def test_also_with_suspensions_for_limits_in_days(
    data: st.DataObject, start: date, later: int, time_limit: TimeLimit, counting: CountingRules
) -> None:
    """Not for months: a month is as many days as its own start gives it, and February gives fewer."""
    stops = data.draw(suspensions_near(start))
    first = due_after(start, time_limit, *stops, counting=counting)
    second = due_after(start + DAY * later, time_limit, *stops, counting=counting)
    assert (first.day if first else FAR) <= (second.day if second else FAR)


@given(st.data(), days, limits, rules)
def test_one_more_suspension_is_never_due_earlier(
    data: st.DataObject, start: date, time_limit: TimeLimit, counting: CountingRules
) -> None:
    stops = data.draw(suspensions_near(start))
    more = data.draw(suspensions_near(start))
    fewer = due_after(start, time_limit, *stops, counting=counting)
    all_stops = due_after(start, time_limit, *stops, *more, counting=counting)
    assert (fewer.day if fewer else FAR) <= (all_stops.day if all_stops else FAR)


@given(days, limits, rules)
def test_no_suspension_is_the_plain_due_date(
    start: date, time_limit: TimeLimit, counting: CountingRules
) -> None:
    assert due_after(start, time_limit, counting=counting) == due(start, time_limit, counting)


@given(days, st.integers(1, 70))
def test_between_inverts_due(start: date, amount: int) -> None:
    end = due(start, limit(amount)).day
    assert working_days_between(start=start, end=end, calendar=shipped_calendar()) == amount


@given(days, st.integers(0, 90))
def test_due_inverts_between(start: date, offset: int) -> None:
    end = shipped_calendar().next_working_day(start + DAY * (offset + 1))
    amount = working_days_between(start=start, end=end, calendar=shipped_calendar())
    assert due(start, limit(amount)).day == end


@given(days, days, days)
def test_stretches_of_working_days_add_up(one: date, two: date, three: date) -> None:
    calendar = shipped_calendar()
    whole = working_days_between(start=one, end=three, calendar=calendar)
    parts = working_days_between(start=one, end=two, calendar=calendar) + working_days_between(
        start=two, end=three, calendar=calendar
    )
    assert whole == parts


@given(st.data(), days, st.integers(1, 40), st.integers(0, 60))
def test_used_and_left_are_the_whole(data: st.DataObject, start: date, amount: int, offset: int) -> None:
    stops = data.draw(suspensions_near(start))
    today = start + DAY * offset
    calendar = shipped_calendar()
    used = used_working_days(start=start, until=today, calendar=calendar, suspensions=stops)
    left = remaining(start=start, limit=limit(amount), at=today, calendar=calendar, suspensions=stops)
    assert used + left.amount == amount


@given(st.data(), days, limits)
def test_nothing_is_left_on_the_last_day_and_it_is_overdue_after(
    data: st.DataObject, start: date, time_limit: TimeLimit
) -> None:
    stops = data.draw(suspensions_near(start))
    found = due_after(start, time_limit, *stops)
    if found is not None:
        left = remaining(
            start=start, limit=time_limit, at=found.day, calendar=shipped_calendar(), suspensions=stops
        )
        assert left.amount == 0


@given(st.data(), days, st.integers(0, 24 * 60 - 1), st.integers(0, 200))
def test_hours_left_when_due_are_none(data: st.DataObject, day: date, minutes: int, hours: int) -> None:
    start = start_of_day(day) + timedelta(minutes=minutes)
    stops = data.draw(suspensions_near(day))
    time_limit = limit(hours, TimeUnit.HOUR)
    found = due_after(start, time_limit, *stops)
    if found is not None and found.instant is not None:
        left = remaining(
            start=start,
            limit=time_limit,
            at=found.instant,
            calendar=shipped_calendar(),
            suspensions=stops,
        )
        assert left.amount == 0
        assert found.instant - start >= timedelta(hours=hours)
