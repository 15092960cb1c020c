"""Dates of the proleptic Gregorian calendar, years -999,999,999 to 999,999,999 (DMN 1.5 clause 10.3.2.3.5).

Whole months and years between two dates are counted by the day of the month: a month is full on the day that has the
same number. Where the later month has no such day, it is full on the first day of the month after: somebody born on
29 February is one year old on 1 March of a common year, and from 31 August six months are full on 1 March. Adding
months does otherwise (as the standard has it): the day is cut to the end of the month, so 31 August and six months is
28 or 29 February. A rule that means the last day of a period adds; a rule that means an age counts.

The calendar repeats itself, weekdays included, every 400 years: what lies outside Python's own dates is worked out in
another such cycle.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.values import AnyDate, WideDate

MAX_YEAR: Final = 999_999_999
CYCLE_YEARS: Final = 400
CYCLE_DAYS: Final = 146_097
_DAYS_OF_MONTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DATE: Final = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})", re.ASCII)
_OUT_OF_RANGE: Final = Text(
    "日期超出 -999999999 至 999999999 年", "The date is outside the years -999999999 to 999999999"
)


def make_date(year: int, month: int, day: int) -> AnyDate | None:
    """The date with these numbers in its one form, or None where the calendar has no such day."""
    if not (-MAX_YEAR <= year <= MAX_YEAR and 1 <= month <= 12 and 1 <= day <= days_of_month(year, month)):
        return None
    return dt.date(year, month, day) if 1 <= year <= 9999 else WideDate(year, month, day)


def ordinary(date: AnyDate | None) -> dt.date | None:
    """A date of the years 1 to 9999, which is what facts hold; None for any other."""
    return date if isinstance(date, dt.date) else None


def days_of_month(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and calendar.isleap(year) else _DAYS_OF_MONTHS[month - 1]


def year_alike(year: int) -> int:
    """A year from 2000 to 2399 with the same calendar."""
    return 2000 + year % CYCLE_YEARS


def read_date(text: str) -> AnyDate | None:
    """The date written as `YYYY-MM-DD`, or None where the text is not a date of the calendar.

    As in XML Schema a year has four digits or, without zeros in front, up to nine, and may have a minus.
    """
    match = _DATE.fullmatch(text)
    if match is None or match[1] == "-0000":
        return None
    return make_date(int(match[1]), int(match[2]), int(match[3]))


def date_text(date: AnyDate) -> str:
    """The text that `read_date` reads back as this date."""
    if isinstance(date, dt.date):
        return date.isoformat()
    return f"{'-' if date.year < 0 else ''}{abs(date.year):04}-{date.month:02}-{date.day:02}"


def day_number(date: AnyDate) -> int:
    """The number of a day, counted from 1 January of the year 1 (which is day 1)."""
    if isinstance(date, dt.date):
        return date.toordinal()
    return _day_alike(date).toordinal() + (date.year - year_alike(date.year)) // CYCLE_YEARS * CYCLE_DAYS


def date_of_day(number: int) -> AnyDate:
    """The date of the day with this number. Raises `OperationFailed` outside the years of FEEL."""
    if 1 <= number <= dt.date.max.toordinal():
        return dt.date.fromordinal(number)
    cycles, rest = divmod(number - 1, CYCLE_DAYS)
    alike = dt.date.fromordinal(rest + 1)
    return _in_range(alike.year + cycles * CYCLE_YEARS, alike.month, alike.day)


def add_months(date: AnyDate, months: int) -> AnyDate:
    """The date so many months later, its day cut to the end of the month where that month is shorter."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return _in_range(year, month + 1, min(date.day, days_of_month(year, month + 1)))


def full_months_between(start: AnyDate, end: AnyDate) -> int:
    """Whole months from `start` to `end`; negative, counted the same way backwards, where `end` is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 or (months == 0 and end.day >= start.day):
        return months - 1 if end.day < start.day else months
    return months + 1 if end.day > start.day else months


def full_years_between(start: AnyDate, end: AnyDate) -> int:
    """Whole years from `start` to `end`: an age in full years on the day `end`, the birthday itself counted as reached."""
    months = full_months_between(start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def weekday(date: AnyDate) -> int:
    """1 for Monday to 7 for Sunday."""
    return _day_alike(date).isoweekday()


def day_of_year(date: AnyDate) -> int:
    """1 for 1 January."""
    return _day_alike(date).timetuple().tm_yday


def week_of_year(date: AnyDate) -> int:
    """The number of the week after ISO 8601: week 1 holds the first Thursday of the year."""
    return _day_alike(date).isocalendar().week


def _day_alike(date: AnyDate) -> dt.date:
    """The same day of a year with the same calendar."""
    return date if isinstance(date, dt.date) else dt.date(year_alike(date.year), date.month, date.day)


def _in_range(year: int, month: int, day: int) -> AnyDate:
    date = make_date(year, month, day)
    if date is None:
        raise OperationFailed(_OUT_OF_RANGE)
    return date
