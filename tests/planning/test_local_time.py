"""The day in China, whatever the machine thinks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.planning.local_time import local_date, start_of_day


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-24T15:59:59+00:00", date(2026, 11, 24)),
        ("2026-11-24T16:00:00+00:00", date(2026, 11, 25)),
        ("2026-11-24T23:30:00+08:00", date(2026, 11, 24)),
        ("1988-07-01T15:30:00+00:00", date(1988, 7, 2)),  # China had summer time, nine hours before UTC
    ],
)
def test_the_day_turns_at_midnight_in_china(instant: str, day: date) -> None:
    assert local_date(datetime.fromisoformat(instant)) == day


def test_a_datetime_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        local_date(datetime.fromisoformat("2026-11-24T10:00"))


@given(st.dates(date(1992, 1, 1), date(2100, 1, 1)))
def test_a_day_starts_on_itself_and_not_a_moment_earlier(day: date) -> None:
    start = start_of_day(day)
    assert start.tzinfo is UTC
    assert local_date(start) == day
    assert local_date(start - timedelta(microseconds=1)) == day - timedelta(days=1)


@given(st.dates(date(1992, 1, 1), date(2100, 1, 1)), st.integers(0, 24 * 60 - 1), st.integers(-12, 14))
def test_the_offset_it_is_written_in_does_not_matter(day: date, minutes: int, hours: int) -> None:
    instant = start_of_day(day) + timedelta(minutes=minutes)
    assert local_date(instant.astimezone(timezone(timedelta(hours=hours)))) == day
