"""Times of day, and dates with a time (DMN 1.5 clauses 10.3.2.3.4 and 6): reading, writing, comparing.

A time may be local, or carry an offset (`+08:00`, `Z`) or the name of a zone (`@Asia/Shanghai`). Local and other times
cannot be put in order, and are never equal. `=` and `<` look at whole seconds, as the standard has it; a difference is
exact.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.dates import date_of_day, date_text, day_number, make_date, read_date
from yijian.core.feel.durations import SECONDS_A_DAY, divided, second_text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.values import NUMBERS, AnyDate, DateTime, Time
from yijian.core.feel.zones import is_zone, offset_of_local, offset_of_moment, standard_offset

MAX_OFFSET: Final = 18 * 3600
_TIME: Final = re.compile(
    r"(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)(?:([Zz])|([+-])(\d{2}):(\d{2})(?::(\d{2}))?|@([A-Za-z0-9_+/-]+))?",
    re.ASCII,
)
_MIDNIGHT: Final = Decimal(0)
_LOCAL_OR_NOT: Final = Text(
    "一个有时区，另一个没有，不能比较",
    "One has an offset or a zone, the other has none: they cannot be compared",
)


def make_time(
    hour: int, minute: int, second: Decimal, *, offset: int | None = None, zone: str | None = None
) -> Time | None:
    """The time with these parts, or None where a day has no such time or the offset is beyond 18 hours."""
    in_day = 0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second < 60
    if not in_day or (offset is not None and abs(offset) > MAX_OFFSET):
        return None
    return Time(hour, minute, second, offset, zone)


def midnight(like: Time | None = None) -> Time:
    """The beginning of a day, with the offset or the zone of another time."""
    return Time(0, 0, _MIDNIGHT) if like is None else Time(0, 0, _MIDNIGHT, like.offset, like.zone)


def midnight_utc(date: AnyDate) -> DateTime:
    """The date and time that a date stands for where a date and time is wanted (DMN 1.5 clause 10.3.2.9.4)."""
    return DateTime(date, Time(0, 0, _MIDNIGHT, 0))


def read_time(text: str) -> Time | None:
    """The time written as `hh:mm:ss` with an optional fraction and an optional offset or zone; else None."""
    found = _read_time(text)
    return None if found is None else found[0]


def read_date_time(text: str) -> DateTime | None:
    """The date and time written as `YYYY-MM-DDThh:mm:ss…`, or as a date alone (its midnight); else None."""
    day, mark, rest = text.partition("T")
    date = read_date(day)
    if date is None or not mark:
        return None if date is None else DateTime(date, midnight())
    found = _read_time(rest)
    if found is None:
        return None
    time, end_of_day = found
    if not end_of_day:
        return DateTime(date, time)
    try:
        return DateTime(date_of_day(day_number(date) + 1), time)
    except OperationFailed:
        return None


def _read_time(text: str) -> tuple[Time, bool] | None:
    """The time, and whether it was written as 24:00:00: the midnight that ends the day (as XML Schema has it)."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), NUMBERS.create_decimal(match[3])
    end_of_day = hour == 24 and minute == 0 and second == 0
    offset: int | None = 0 if match[4] else None
    if match[5]:
        if int(match[7]) > 59 or int(match[8] or 0) > 59:
            return None
        offset = int(match[6]) * 3600 + int(match[7]) * 60 + int(match[8] or 0)
        offset = -offset if match[5] == "-" else offset
    zone = match[9]
    if zone is not None and not is_zone(zone):
        return None
    time = make_time(0 if end_of_day else hour, minute, second, offset=offset, zone=zone)
    return None if time is None else (time, end_of_day)


def time_text(time: Time) -> str:
    """The text that `read_time` reads back as this time."""
    whole, _, fraction = second_text(time.second).partition(".")
    text = f"{time.hour:02}:{time.minute:02}:{whole:>02}{f'.{fraction}' if fraction else ''}"
    if time.zone is not None:
        return f"{text}@{time.zone}"
    if not time.offset:
        return text if time.offset is None else f"{text}Z"
    minutes, seconds = divmod(abs(time.offset), 60)
    sign = "-" if time.offset < 0 else "+"
    return f"{text}{sign}{minutes // 60:02}:{minutes % 60:02}{f':{seconds:02}' if seconds else ''}"


def date_time_text(value: DateTime) -> str:
    """The text that `read_date_time` reads back as this value."""
    return f"{date_text(value.date)}T{time_text(value.time)}"


def is_local(value: Time | DateTime) -> bool:
    """Whether a value has neither an offset nor a zone."""
    time = value.time if isinstance(value, DateTime) else value
    return time.offset is None and time.zone is None


def offset_of(value: Time | DateTime) -> int | None:
    """The seconds east of UTC, at that date where the zone changes its clocks; None of a local time."""
    time = value.time if isinstance(value, DateTime) else value
    if time.zone is None:
        return time.offset
    if isinstance(value, DateTime):
        return offset_of_local(time.zone, value.date, int(_second_of_day(time)))
    return standard_offset(time.zone)


def seconds_of(value: Time | DateTime) -> Decimal:
    """The seconds of a moment in UTC since the beginning of the year 1 (of a time: of the day); of a local value by its own clock."""
    time = value.time if isinstance(value, DateTime) else value
    days = day_number(value.date) - 1 if isinstance(value, DateTime) else 0
    return NUMBERS.add(_second_of_day(time), Decimal(days * SECONDS_A_DAY - (offset_of(value) or 0)))


def later(value: DateTime, seconds: Decimal) -> DateTime:
    """The moment so many seconds later, in the same offset or zone."""
    total = NUMBERS.add(seconds_of(value), seconds)
    offset = value.time.offset or 0
    if value.time.zone is not None:
        days, second = divided(total, SECONDS_A_DAY)
        offset = offset_of_moment(value.time.zone, date_of_day(days + 1), int(second))
    days, second = divided(NUMBERS.add(total, Decimal(offset)), SECONDS_A_DAY)
    return DateTime(date_of_day(days + 1), _time_of(second, value.time))


def later_time(value: Time, seconds: Decimal) -> Time:
    """The time of day so many seconds later: after midnight the day begins anew."""
    _, second = divided(NUMBERS.add(_second_of_day(value), seconds), SECONDS_A_DAY)
    return _time_of(second, value)


def difference(left: Time | DateTime, right: Time | DateTime) -> Decimal:
    """The seconds from `right` to `left`. Raises `OperationFailed` where only one of them is local."""
    if is_local(left) != is_local(right):
        raise OperationFailed(_LOCAL_OR_NOT)
    return NUMBERS.subtract(seconds_of(left), seconds_of(right))


def moment_key(value: Time | DateTime) -> tuple[bool, Decimal]:
    """What two equal values of one kind share: whether they are local, and their whole second."""
    return is_local(value), seconds_of(value).to_integral_value(rounding="ROUND_FLOOR")


def order(left: Time | DateTime, right: Time | DateTime) -> int:
    """Negative, zero or positive as `left` is before, at the same second as or after `right`. Raises as `difference`."""
    if is_local(left) != is_local(right):
        raise OperationFailed(_LOCAL_OR_NOT)
    return int(moment_key(left)[1].compare(moment_key(right)[1]))


def same_moment(left: Time | DateTime, right: Time | DateTime) -> bool:
    """Whether two values of one kind are equal: a local one never equals one that is not."""
    return moment_key(left) == moment_key(right)


def from_python(value: dt.time | dt.datetime) -> Time | DateTime | None:
    """Python's own time or date and time as a FEEL value; None where its zone is foreign to FEEL."""
    key = getattr(value.tzinfo, "key", None)
    zone = key if isinstance(key, str) and is_zone(key) else None
    offset = value.utcoffset() if zone is None else None
    if value.tzinfo is not None and zone is None and offset is None:
        return None
    second = NUMBERS.create_decimal(f"{value.second}.{value.microsecond:06}").normalize(NUMBERS)
    east = None if offset is None else int(offset.total_seconds())
    time = make_time(value.hour, value.minute, second, offset=east, zone=zone)
    if time is None or not isinstance(value, dt.datetime):
        return time
    date = make_date(value.year, value.month, value.day)
    return None if date is None else DateTime(date, time)


def _second_of_day(time: Time) -> Decimal:
    return NUMBERS.add(time.second, Decimal(time.hour * 3600 + time.minute * 60))


def _time_of(second_of_day: Decimal, like: Time) -> Time:
    minutes, second = divided(second_of_day, 60)
    return Time(minutes // 60, minutes % 60, second, like.offset, like.zone)
