"""What rules do with dates, times and durations: literals, text, order, arithmetic (DMN 1.5 clause 10.3.2.3).

How each kind is read, written and counted stands in `dates`, `times` and `durations`. The operations here take any
values: where the two are no pair that the operation knows, they give None, so that an operator tries its other kinds;
where the pair is known but has no result, they raise `OperationFailed`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias, TypeVar

from yijian.core.errors import Text
from yijian.core.feel import dates, durations, times
from yijian.core.feel.dates import add_months, full_months_between, full_years_between, read_date
from yijian.core.feel.durations import SECONDS_A_DAY, days_time, read_duration, years_months
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.values import NUMBERS, AnyDate, DateTime, DaysTime, Time, Value, WideDate, YearsMonths

__all__ = [
    "Temporal",
    "add",
    "add_months",
    "add_seconds",
    "days_between",
    "divide",
    "full_months_between",
    "full_years_between",
    "multiply",
    "negated",
    "order",
    "read_date",
    "read_duration",
    "read_temporal",
    "same",
    "subtract",
    "temporal_text",
]

Temporal: TypeAlias = AnyDate | Time | DateTime | YearsMonths | DaysTime


def read_temporal(text: str) -> Temporal | None:
    """The value of the literal `@"text"`, or None where the text is no date, time or duration."""
    return read_date(text) or times.read_date_time(text) or times.read_time(text) or read_duration(text)


def temporal_text(value: Temporal) -> str:
    """The text that `read_temporal` reads back as this value."""
    if isinstance(value, YearsMonths | DaysTime):
        return durations.duration_text(value)
    if isinstance(value, Time):
        return times.time_text(value)
    return times.date_time_text(value) if isinstance(value, DateTime) else dates.date_text(value)


def add_seconds(date: AnyDate, seconds: Decimal) -> AnyDate:
    """The date of the moment so many seconds after the midnight that begins `date`."""
    days, _ = durations.divided(seconds, SECONDS_A_DAY)
    return dates.date_of_day(dates.day_number(date) + days)


def days_between(start: AnyDate, end: AnyDate) -> DaysTime:
    """The time from the midnight that begins `start` to the midnight that begins `end`."""
    return DaysTime(Decimal((dates.day_number(end) - dates.day_number(start)) * SECONDS_A_DAY))


def order(left: Value, right: Value) -> int | None:
    """Negative, zero or positive as `left` is before, equal to or after `right`."""
    return _found(_ORDERS, left, right)


def same(left: Value, right: Value) -> bool | None:
    """Whether two values are equal as `=` has it (which never fails for two of one kind)."""
    if isinstance(left, Time | DateTime) and type(left) is type(right):
        return times.same_moment(left, right)
    ordered = order(left, right)
    return None if ordered is None else ordered == 0


def add(left: Value, right: Value) -> Temporal | None:
    """`left + right`."""
    return _found(_SUMS, left, right)


def subtract(left: Value, right: Value) -> Temporal | None:
    """`left - right`; of a date and a date and time, the date stands for its midnight in UTC."""
    return _found(_DIFFERENCES, left, right)


def multiply(left: Value, right: Value) -> Temporal | None:
    """`left * right`; of months, a fraction is cut off."""
    return _found(_PRODUCTS, left, right)


def divide(left: Value, right: Value) -> Temporal | Decimal | None:
    """`left / right`: a duration by a number, or by a duration of its kind."""
    return _found(_QUOTIENTS, left, right)


_Result = TypeVar("_Result")
_Table: TypeAlias = Mapping[tuple[type, type], Callable[[Any, Any], _Result]]
"""What to do with a pair of values, by their types."""


def _found(table: _Table[_Result], left: Value, right: Value) -> _Result | None:
    operation = table.get((type(left), type(right)))
    return None if operation is None else operation(left, right)


def _converse(table: _Table[_Result]) -> _Table[_Result]:
    """The table of an operation whose operands may change places, both ways."""
    turned = {
        (right, left): (lambda one, other, operation=operation: operation(other, one))
        for (left, right), operation in table.items()
    }
    return {**turned, **table}


def _less(plus: Callable[[Any, Any], Temporal]) -> Callable[[Any, Any], Temporal]:
    """Subtracting a duration, out of adding it."""
    return lambda one, time: plus(one, negated(time))


def negated(value: YearsMonths | DaysTime) -> YearsMonths | DaysTime:
    """The duration as far back as this one is forward."""
    if isinstance(value, YearsMonths):
        return YearsMonths(-value.months)
    return DaysTime(NUMBERS.minus(value.seconds))


def _quotient(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise OperationFailed(Text("除数是零", "Division by zero"))
    return NUMBERS.divide(left, right)


def _days_apart(left: AnyDate, right: AnyDate) -> int:
    return dates.day_number(left) - dates.day_number(right)


def _time_apart(left: Time | DateTime, right: Time | DateTime) -> DaysTime:
    return DaysTime(times.difference(left, right))


_DATES: Final = (dt.date, WideDate)
_ORDERS: Final[_Table[int]] = {
    **{(one, other): _days_apart for one in _DATES for other in _DATES},
    (Time, Time): times.order,
    (DateTime, DateTime): times.order,
    (YearsMonths, YearsMonths): lambda one, other: one.months - other.months,
    (DaysTime, DaysTime): lambda one, other: int(one.seconds.compare(other.seconds)),
}
_SUMS: Final[_Table[Temporal]] = _converse(
    {
        **{(each, YearsMonths): lambda date, time: add_months(date, time.months) for each in _DATES},
        **{(each, DaysTime): lambda date, time: add_seconds(date, time.seconds) for each in _DATES},
        (DateTime, YearsMonths): lambda at, time: DateTime(add_months(at.date, time.months), at.time),
        (DateTime, DaysTime): lambda at, time: times.later(at, time.seconds),
        (Time, DaysTime): lambda at, time: times.later_time(at, time.seconds),
        (YearsMonths, YearsMonths): lambda one, other: years_months(Decimal(one.months + other.months)),
        (DaysTime, DaysTime): lambda one, other: days_time(NUMBERS.add(one.seconds, other.seconds)),
    }
)
_DIFFERENCES: Final[_Table[Temporal]] = {
    **{pair: _less(plus) for pair, plus in _SUMS.items() if pair[1] in (YearsMonths, DaysTime)},
    **{(one, other): lambda end, start: days_between(start, end) for one in _DATES for other in _DATES},
    **{(each, DateTime): lambda date, at: _time_apart(times.midnight_utc(date), at) for each in _DATES},
    **{(DateTime, each): lambda at, date: _time_apart(at, times.midnight_utc(date)) for each in _DATES},
    (Time, Time): _time_apart,
    (DateTime, DateTime): _time_apart,
}
_PRODUCTS: Final[_Table[Temporal]] = _converse(
    {
        (YearsMonths, Decimal): lambda time, by: years_months(NUMBERS.multiply(Decimal(time.months), by)),
        (DaysTime, Decimal): lambda time, by: days_time(NUMBERS.multiply(time.seconds, by)),
    }
)
_QUOTIENTS: Final[_Table[Temporal | Decimal]] = {
    (YearsMonths, Decimal): lambda time, by: years_months(_quotient(Decimal(time.months), by)),
    (YearsMonths, YearsMonths): lambda one, by: _quotient(Decimal(one.months), Decimal(by.months)),
    (DaysTime, Decimal): lambda time, by: days_time(_quotient(time.seconds, by)),
    (DaysTime, DaysTime): lambda one, by: _quotient(one.seconds, by.seconds),
}
