"""The properties of values that are no contexts: `birth date.year`, `(1..10].start included` (DMN 1.5 tables 53 and 65)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import dates, times
from yijian.core.feel.durations import parts_of
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.values import (
    NUMBERS,
    DateTime,
    DaysTime,
    RangeValue,
    TestValue,
    Time,
    Value,
    WideDate,
    YearsMonths,
)


def property_of(value: Value, name: str) -> Value:
    """The property of a date, a time, a duration or a range.

    Null where a time has no offset or no zone, or a range no such end. Raises `OperationFailed` where the kind of value
    has no property of that name.
    """
    read = _PROPERTIES.get(type(value), _NONE).get(name)
    if read is None:
        raise OperationFailed(Text(f"这里没有“{name}”这一项", f"There is no property “{name}” here"))
    return read(value)


def as_range(test: TestValue) -> RangeValue:
    """The range that a comparison written as a value stands for. Raises `OperationFailed` for `!=`, which is none."""
    operand = test.operand
    if test.operator in ("<", "<="):
        return RangeValue(None, operand, low_included=False, high_included=test.operator == "<=")
    if test.operator in (">", ">="):
        return RangeValue(operand, None, low_included=test.operator == ">=", high_included=False)
    if test.operator == "=":
        return RangeValue(operand, operand, low_included=True, high_included=True)
    raise OperationFailed(Text("“!=”不是区间", "“!=” is no range"))


def _offset(value: Time | DateTime) -> Value:
    offset = times.offset_of(value)
    return None if offset is None else DaysTime(Decimal(offset))


def _signed(value: DaysTime, part: int) -> Decimal:
    found = Decimal(parts_of(value)[part])
    return NUMBERS.minus(found) if value.seconds < 0 else found


def _months(value: YearsMonths, *, of_year: bool) -> Decimal:
    years, months = divmod(abs(value.months), 12)
    found = months if of_year else years
    return Decimal(-found if value.months < 0 else found)


_Reader: TypeAlias = Callable[[Any], Value]
_Readers: TypeAlias = Mapping[str, _Reader]


def _of(part: _Reader, readers: _Readers) -> _Readers:
    """The properties that a value has through a part of it."""

    def through(read: _Reader) -> _Reader:
        return lambda value: read(part(value))

    return {name: through(read) for name, read in readers.items()}


def _part(number: int) -> _Reader:
    return lambda value: _signed(value, number)


_NONE: Final[_Readers] = {}
_DATE: Final[_Readers] = {
    "year": lambda date: Decimal(date.year),
    "month": lambda date: Decimal(date.month),
    "day": lambda date: Decimal(date.day),
    "weekday": lambda date: Decimal(dates.weekday(date)),
}
_TIME: Final[_Readers] = {
    "hour": lambda time: Decimal(time.hour),
    "minute": lambda time: Decimal(time.minute),
    "second": lambda time: time.second,
    "time offset": _offset,
    "timezone": lambda time: time.zone,
}
_RANGE: Final[_Readers] = {
    "start": lambda found: found.low,
    "end": lambda found: found.high,
    "start included": lambda found: found.low_included,
    "end included": lambda found: found.high_included,
}
_PROPERTIES: Final[Mapping[type, _Readers]] = {
    dt.date: _DATE,
    WideDate: _DATE,
    Time: _TIME,
    DateTime: {
        **_of(lambda value: value.date, _DATE),
        **_of(lambda value: value.time, _TIME),
        "time offset": _offset,
    },
    YearsMonths: {
        "years": lambda value: _months(value, of_year=False),
        "months": lambda value: _months(value, of_year=True),
    },
    DaysTime: {"days": _part(0), "hours": _part(1), "minutes": _part(2), "seconds": _part(3)},
    RangeValue: _RANGE,
    TestValue: _of(as_range, _RANGE),
}
"""How each property of each kind of value is read."""
