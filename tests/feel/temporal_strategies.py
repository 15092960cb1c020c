"""Strategies for dates, times and durations, near and far."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from yijian.core.feel.dates import MAX_YEAR, date_of_day, make_date
from yijian.core.feel.values import AnyDate, DateTime, DaysTime, Time, YearsMonths

LAST_DAY = 365_242_500_000  # a little less than the days of a thousand million years

near_dates: st.SearchStrategy[AnyDate] = st.dates(min_value=dt.date(1, 1, 1))
far_dates: st.SearchStrategy[AnyDate] = st.integers(1 - LAST_DAY // 2, LAST_DAY // 2).map(date_of_day)
edge_dates: st.SearchStrategy[AnyDate] = st.builds(
    make_date,
    st.sampled_from([-MAX_YEAR, -401, -400, -4, -1, 0, 1, 4, 1900, 2000, 9999, 10000, 10400, MAX_YEAR]),
    st.integers(1, 12),
    st.integers(1, 28),
).filter(lambda date: date is not None)  # type: ignore[assignment]  # None is filtered out
dates = near_dates | far_dates | edge_dates

seconds = st.integers(0, 59).map(Decimal) | st.decimals(
    min_value=0, max_value=59, places=6, allow_nan=False, allow_infinity=False
)
ZONES = (
    "Asia/Shanghai",
    "Europe/Paris",
    "America/New_York",
    "Australia/Melbourne",
    "Etc/UTC",
    "Asia/Kathmandu",
)


@st.composite
def times(draw: st.DrawFn, *, local: bool | None = None) -> Time:
    """Any time, or one that is local or is not."""
    kinds = ["offset", "zone"] if local is False else ["local"] if local else ["local", "offset", "zone"]
    kind = draw(st.sampled_from(kinds))
    return Time(
        draw(st.integers(0, 23)),
        draw(st.integers(0, 59)),
        draw(seconds),
        draw(st.integers(-18 * 3600, 18 * 3600)) if kind == "offset" else None,
        draw(st.sampled_from(ZONES)) if kind == "zone" else None,
    )


def date_times(*, local: bool | None = None) -> st.SearchStrategy[DateTime]:
    """Any date and time, or one that is local or is not."""
    return st.builds(DateTime, dates, times(local=local))


years_months = st.integers(-(10**9), 10**9).map(YearsMonths)
days_times = st.decimals(min_value=-(10**12), max_value=10**12, places=6).map(DaysTime)
