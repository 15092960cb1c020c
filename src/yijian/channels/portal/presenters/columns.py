"""The days of a chart: consecutive calendar days, worked or not, and where a moment lies among them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from yijian.channels.look.timescale import Column
from yijian.core.planning.calendars import WorkingCalendar


def columns_between(calendar: WorkingCalendar, first: date, last: date) -> tuple[Column, ...]:
    """One column a calendar day from `first` to `last`, both inclusive, with the names of holidays."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return tuple(
        Column(
            day=day,
            working=calendar.is_working_day(day),
            name=None if (holiday := calendar.holiday_on(day)) is None else holiday.name,
        )
        for day in days
    )


def place_of(day: date, first: date) -> float:
    """Where a day begins, in columns from `first`."""
    return float((day - first).days)


def place_of_moment(moment: datetime, first: date) -> float:
    """Where a moment lies: whole days from `first` and the share of its day that is gone, at local time."""
    local = timezone.localtime(moment)
    return place_of(local.date(), first) + (local.hour * 60 + local.minute) / 1440
