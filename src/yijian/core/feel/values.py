"""The values of the rules language, and the three things that are not a value.

| FEEL | here |
|---|---|
| number | `decimal.Decimal`, 34 significant digits (IEEE 754 decimal128, DMN 1.5 clause 10.3.2.3.1) |
| string, boolean | `str`, `bool` |
| date | `Date` for the years 1 to 9999, `WideDate` for all others |
| time, date and time | `Time`, `DateTime` |
| years and months duration, days and time duration | `YearsMonths`, `DaysTime` |
| list, context | `tuple`, mapping of `str` |
| range, unary test used as a value | `RangeValue`, `TestValue` |
| null | `None` |

`UNKNOWN` is a fact nobody has told yet: it may turn out to be anything. `NOT_APPLICABLE` is a fact that cannot be
told of this person: no condition over it holds. `None` is FEEL's null, a value like any other. The three never mix.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NoReturn, Protocol, TypeAlias, final, runtime_checkable

from yijian.core.errors import Text

Value: TypeAlias = object
"""Any value of the table above. FEEL is dynamically typed; `kind_of` tells the kind."""

Date: TypeAlias = dt.date
"""A calendar date of the years 1 to 9999; see `WideDate` for the others that FEEL allows."""


@final
class Unknown:
    """The type of `UNKNOWN`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> NoReturn:
        raise TypeError("UNKNOWN is neither true nor false: ask `is UNKNOWN`")

    def __reduce__(self) -> str:
        return "UNKNOWN"


@final
class NotApplicable:
    """The type of `NOT_APPLICABLE`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOT_APPLICABLE"

    def __bool__(self) -> NoReturn:
        raise TypeError("NOT_APPLICABLE is neither true nor false: ask `is NOT_APPLICABLE`")

    def __reduce__(self) -> str:
        return "NOT_APPLICABLE"


UNKNOWN: Final = Unknown()
NOT_APPLICABLE: Final = NotApplicable()


@dataclass(frozen=True, slots=True, order=True)
class WideDate:
    """A date of the proleptic Gregorian calendar outside the years 1 to 9999 (the year 0 is the one before year 1).

    Made by `dates.make_date` only, so that no date has two forms.
    """

    year: int
    month: int
    day: int


AnyDate: TypeAlias = dt.date | WideDate
"""A date of the years -999,999,999 to 999,999,999 (DMN 1.5 clause 10.3.2.3.5)."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day, local or with an offset (in seconds east of UTC) or with the name of a zone: never with both.

    `==` compares the parts, as the function `is` does; `times.order` compares moments, as `=` and `<` do.
    """

    hour: int
    minute: int
    second: Decimal
    offset: int | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class DateTime:
    """A date and a time of that day; the offset or the zone is the time's."""

    date: AnyDate
    time: Time


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A years and months duration, as a number of months (negative: back in time)."""

    months: int


@dataclass(frozen=True, slots=True, order=True)
class DaysTime:
    """A days and time duration, in seconds (negative: back in time)."""

    seconds: Decimal


@dataclass(frozen=True, slots=True)
class RangeValue:
    """All values between two end points, each included or not."""

    low: Value
    high: Value
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class TestValue:
    """A comparison that waits for its left side, such as `(< 10)`; `operator` is one of `< <= > >= = !=`."""

    operator: str
    operand: Value


@runtime_checkable
class Callback(Protocol):
    """A function as a value: what `sort` and `list replace` are given."""

    @property
    def parameters(self) -> Sequence[object]:
        """One for each argument that the function takes."""

    def __call__(self, *arguments: Value) -> Value:
        """The result for known arguments."""


NUMBERS: Final = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""The arithmetic of FEEL numbers. Python's own operators on `Decimal` use the context of the thread: never write them."""

_KINDS: Final[dict[type, Text]] = {
    Decimal: Text("数", "a number"),
    bool: Text("是/否", "a boolean"),
    str: Text("文本", "a text"),
    dt.date: Text("日期", "a date"),
    WideDate: Text("日期", "a date"),
    Time: Text("时间", "a time"),
    DateTime: Text("日期时间", "a date and time"),
    YearsMonths: Text("年月时长", "a years and months duration"),
    DaysTime: Text("天时分时长", "a days and time duration"),
    tuple: Text("列表", "a list"),
    dict: Text("上下文", "a context"),
    RangeValue: Text("区间", "a range"),
    TestValue: Text("区间", "a range"),
    type(None): Text("空值", "null"),
    Unknown: Text("未知", "unknown"),
    NotApplicable: Text("不适用", "not applicable"),
}

SCALARS: Final = frozenset(
    {Decimal, bool, str, dt.date, WideDate, Time, DateTime, YearsMonths, DaysTime, type(None), NotApplicable}
)
"""The types whose instances hold no other value."""

PLAIN: Final = SCALARS - {NotApplicable}
"""The scalar types of values that a function of the language can look at."""

SAFE: Final = SCALARS - {Decimal}
"""The scalar types every value of which a rule can use (a `Decimal` may be infinite or no number)."""

ORDERED: Final = frozenset({Decimal, str, dt.date, WideDate, YearsMonths, DaysTime})
"""The types whose values Python's own `<` and `==` compare as FEEL does."""

COMPARABLE: Final = ORDERED | {Time, DateTime}
"""The types that FEEL's `<` compares."""


def is_whole(number: Decimal) -> bool:
    """Whether a number has no fraction."""
    return number == number.to_integral_value()


def kind_of(value: Value) -> Text:
    """What kind of value this is, in words."""
    kind = _KINDS.get(type(value))
    if kind is not None:
        return kind
    return Text("上下文", "a context") if isinstance(value, Mapping) else Text("其他", "something else")
