"""The latest safe day: the last one on which something can still be done in time before another day."""

from __future__ import annotations

from datetime import date, timedelta

from yijian.core.feel.dates import add_months, ordinary
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.time_limit import TimeUnit

_DAY = timedelta(days=1)
_HOURS_OF_DAY = 24


def latest_day(*, before: date, amount: int, unit: TimeUnit, calendar: WorkingCalendar) -> date:
    """The last day that lies at least so long before another.

    Months are counted by the day of the month and cut to the end of a shorter month: three months before 31 May is
    28 February. Of working days, that many lie after it, up to and including `before`. Hours are taken as whole days,
    rounded up.
    """
    if unit is TimeUnit.MONTH:
        return ordinary(add_months(before, -amount)) or date.min
    if unit is TimeUnit.HOUR:
        return before - -(-amount // _HOURS_OF_DAY) * _DAY
    if unit is TimeUnit.CALENDAR_DAY:
        return before - amount * _DAY
    day, left = before, amount
    while left:
        left -= calendar.is_working_day(day)
        day -= _DAY
    return day
