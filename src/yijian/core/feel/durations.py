"""Durations in years and months, and in days and time: reading and writing them (DMN 1.5 clauses 10.3.2.3.7 and 8).

The lexical forms are those of XML Schema: `P1Y2M`, `-P1DT2H3M4.5S`; a text that mixes the two kinds is neither.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.values import NUMBERS, DaysTime, YearsMonths

SECONDS_A_DAY: Final = 86_400
MAX_MONTHS: Final = 24 * 10**9
"""A little more than the months from the first year to the last."""
MAX_SECONDS: Final = 10**18
"""A little more than the seconds from the first year to the last."""
_YEARS_MONTHS: Final = re.compile(r"(-?)P(?:(\d{1,11})Y)?(?:(\d{1,11})M)?", re.ASCII)
_DAYS_TIME: Final = re.compile(
    r"(-?)P(?:(\d{1,18})D)?(?:T(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d*))?S)?)?", re.ASCII
)
_TOO_LONG: Final = Text("时长太长", "The duration is too long")


def years_months(months: Decimal) -> YearsMonths:
    """The duration of so many months, a fraction cut off. Raises `OperationFailed` where it is too long."""
    if months.copy_abs() > MAX_MONTHS:
        raise OperationFailed(_TOO_LONG)
    return YearsMonths(int(months))


def days_time(seconds: Decimal) -> DaysTime:
    """The duration of so many seconds. Raises `OperationFailed` where it is too long."""
    if seconds.copy_abs() > MAX_SECONDS:
        raise OperationFailed(_TOO_LONG)
    return DaysTime(seconds)


def read_duration(text: str) -> YearsMonths | DaysTime | None:
    """The duration written as `P1Y2M` or as `P1DT2H3M4S`, or None where the text is neither (or too long a time)."""
    if text.endswith(("P", "T")):
        return None
    match = _YEARS_MONTHS.fullmatch(text)
    if match is not None:
        months = int(match[2] or 0) * 12 + int(match[3] or 0)
        return YearsMonths(-months if match[1] else months) if months <= MAX_MONTHS else None
    match = _DAYS_TIME.fullmatch(text)
    if match is None:
        return None
    days, hours, minutes, whole = (int(match[group] or 0) for group in (2, 3, 4, 5))
    whole += days * SECONDS_A_DAY + hours * 3600 + minutes * 60
    seconds = NUMBERS.create_decimal(f"{whole}.{match[6] or '0'}")
    if seconds > MAX_SECONDS:
        return None
    return DaysTime(seconds.copy_negate() if match[1] and seconds else seconds)


def duration_text(value: YearsMonths | DaysTime) -> str:
    """The shortest text that `read_duration` reads back as this value."""
    if isinstance(value, YearsMonths):
        years, months = divmod(abs(value.months), 12)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return f"{'-' if value.months < 0 else ''}P{parts or '0M'}"
    days, hours, minutes, second = parts_of(value)
    time = (
        (f"{hours}H" if hours else "")
        + (f"{minutes}M" if minutes else "")
        + (f"{second_text(second)}S" if second else "")
    )
    text = (f"{days}D" if days else "") + (f"T{time}" if time else "")
    return f"{'-' if value.seconds < 0 else ''}P{text or 'T0S'}"


def parts_of(value: DaysTime) -> tuple[int, int, int, Decimal]:
    """The days, hours, minutes and seconds of a duration's length, without its sign."""
    size = value.seconds.copy_abs()
    minutes, second = divided(size, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    return days, hour, minute, second


def divided(number: Decimal, by: int) -> tuple[int, Decimal]:
    """How often `by` goes whole into a number, and what is left: exact, and never negative."""
    whole = int(number.to_integral_value(rounding="ROUND_FLOOR"))
    times, rest = divmod(whole, by)
    return times, NUMBERS.add(Decimal(rest), NUMBERS.subtract(number, Decimal(whole)))


def second_text(second: Decimal) -> str:
    """A number of seconds without exponent and without zeros at the end."""
    text = f"{second:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
