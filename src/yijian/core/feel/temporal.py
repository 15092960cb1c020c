"""Dates and durations: reading and writing them (ISO 8601 as DMN 1.5 clause 10.3.2.3 uses it), and counting.

Whole months and years between two dates are counted by the day of the month: a month is full on the day that has the
same number. Where the later month has no such day, it is full on the first day of the month after: somebody born on
29 February is one year old on 1 March of a common year, and from 31 August six months are full on 1 March. Adding
months does otherwise (as the standard has it): the day is cut to the end of the month, so 31 August and six months is
28 or 29 February. A rule that means the last day of a period adds; a rule that means an age counts.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.values import NUMBERS, Date, DaysTime, Value, YearsMonths

SECONDS_A_DAY: Final = 86_400
_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEARS_MONTHS: Final = re.compile(r"(-?)P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?", re.ASCII)
_DAYS_TIME: Final = re.compile(
    r"(-?)P(?:(\d{1,12})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12}(?:\.\d{0,9})?)S)?)?", re.ASCII
)
_OUT_OF_RANGE: Final = Text("日期超出 0001 至 9999 年", "The date is outside the years 1 to 9999")


def read_date(text: str) -> Date | None:
    """The date written as `YYYY-MM-DD`, or None where the text is not a date of the calendar."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def read_duration(text: str) -> YearsMonths | DaysTime | None:
    """The duration written as `P1Y2M` or as `P1DT2H3M4S`, or None where the text is neither."""
    if text.endswith(("P", "T")):
        return None
    match = _YEARS_MONTHS.fullmatch(text)
    if match is not None:
        months = int(match[2] or 0) * 12 + int(match[3] or 0)
        return YearsMonths(-months if match[1] else months)
    match = _DAYS_TIME.fullmatch(text)
    if match is None:
        return None
    whole = int(match[2] or 0) * SECONDS_A_DAY + int(match[3] or 0) * 3600 + int(match[4] or 0) * 60
    seconds = NUMBERS.add(Decimal(whole), Decimal(match[5] or 0))
    return DaysTime(seconds.copy_negate() if match[1] and seconds else seconds)


def temporal_text(value: Date | YearsMonths | DaysTime) -> str:
    """The text that `read_date` or `read_duration` reads back as this value."""
    if isinstance(value, YearsMonths):
        years, months = divmod(abs(value.months), 12)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return f"{'-' if value.months < 0 else ''}P{parts or '0M'}"
    if isinstance(value, DaysTime):
        return _days_time_text(value.seconds)
    return value.isoformat()


def _days_time_text(seconds: Decimal) -> str:
    size = seconds.copy_abs()
    fraction = NUMBERS.subtract(size, size.to_integral_value(rounding="ROUND_FLOOR"))
    days, rest = divmod(int(size), SECONDS_A_DAY)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    second = NUMBERS.add(Decimal(rest), fraction).normalize(NUMBERS)
    time = (
        (f"{hours}H" if hours else "")
        + (f"{minutes}M" if minutes else "")
        + (f"{second:f}S" if second else "")
    )
    text = (f"{days}D" if days else "") + (f"T{time}" if time else "")
    return f"{'-' if seconds < 0 else ''}P{text or 'T0S'}"


def full_months_between(start: Date, end: Date) -> int:
    """Whole months from `start` to `end`; negative, counted the same way backwards, where `end` is earlier."""
    if end < start:
        return -full_months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months


def full_years_between(start: Date, end: Date) -> int:
    """Whole years from `start` to `end`: an age in full years on the day `end`, the birthday itself counted as reached."""
    months = full_months_between(start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def add_months(date: Date, months: int) -> Date:
    """The date so many months later, its day cut to the end of the month where that month is shorter."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OperationFailed(_OUT_OF_RANGE)
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def add_seconds(date: Date, seconds: Decimal) -> Date:
    """The date of the moment so many seconds after the midnight that begins `date`."""
    days = NUMBERS.divide(seconds, Decimal(SECONDS_A_DAY)).to_integral_value(rounding="ROUND_FLOOR")
    if days.copy_abs() > 4_000_000:
        raise OperationFailed(_OUT_OF_RANGE)
    try:
        return date + dt.timedelta(days=int(days))
    except OverflowError:
        raise OperationFailed(_OUT_OF_RANGE) from None


def days_between(start: Date, end: Date) -> DaysTime:
    """The time from the midnight that begins `start` to the midnight that begins `end`."""
    return DaysTime(Decimal((end - start).days * SECONDS_A_DAY))


def temporal_property(value: Value, name: str) -> Value:
    """The property of a date or a duration (DMN 1.5 table 65); raises `OperationFailed` where it has none so named."""
    if isinstance(value, dt.date):
        found = {
            "year": value.year,
            "month": value.month,
            "day": value.day,
            "weekday": value.isoweekday(),
        }.get(name)
    elif isinstance(value, YearsMonths):
        years, months = divmod(abs(value.months), 12)
        sign = -1 if value.months < 0 else 1
        found = {"years": sign * years, "months": sign * months}.get(name)
    elif isinstance(value, DaysTime):
        sign = -1 if value.seconds < 0 else 1
        whole = int(value.seconds.copy_abs())
        parts = {
            "days": whole // 86_400,
            "hours": whole // 3600 % 24,
            "minutes": whole // 60 % 60,
            "seconds": whole % 60,
        }
        found = sign * parts[name] if name in parts else None
    else:
        found = None
    if found is None:
        raise OperationFailed(Text(f"这里没有“{name}”这一项", f"There is no property “{name}” here"))
    return Decimal(found)
