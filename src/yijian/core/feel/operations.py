"""Comparing and calculating (DMN 1.5 clauses 10.3.2.13 to 10.3.2.15), over any of the evaluator's values.

In this order: what does not apply makes a comparison false and a calculation not applicable; what is pending makes
either pending; null makes an order or a calculation null; then the values are looked at. Operands of different kinds
raise `OperationFailed`.
"""

from __future__ import annotations

import decimal
import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed, sentence
from yijian.core.feel.runtime import OpenContext, Pending, needs_of, not_applicable_in
from yijian.core.feel.temporal import add_months, add_seconds, days_between
from yijian.core.feel.values import (
    NOT_APPLICABLE,
    NUMBERS,
    ORDERED,
    Date,
    DaysTime,
    RangeValue,
    TestValue,
    Value,
    YearsMonths,
    kind_of,
)

ORDERS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
MAX_EXPONENT: Final = 1_000_000
MAX_MONTHS: Final = 10**9
MAX_SECONDS: Final = 10**15
_TOO_LONG: Final = Text("时长太长", "The duration is too long")


def compare(sign: str, left: Value, right: Value) -> bool | Pending | None:
    """`left sign right`, where sign is one of `= != < <= > >=`."""
    if not_applicable_in(left) or not_applicable_in(right):
        return False
    if sign in ("=", "!="):
        equal = _equal_or_pending(left, right)
        return not equal if sign == "!=" and type(equal) is bool else equal
    if type(left) is Pending or type(right) is Pending:
        return Pending(needs_of(left) | needs_of(right))
    if left is None or right is None:
        return None
    if type(left) is not type(right) or type(left) not in ORDERED:
        raise _mismatch(left, right)
    return ORDERS[sign](left, right)


def matches(left: Value, right: Value) -> bool | Pending:
    """Whether two values are equal, where values of different kinds are simply not: the equality of membership."""
    try:
        return compare("=", left, right) or False
    except OperationFailed:
        return False


def _equal_or_pending(left: Value, right: Value) -> bool | Pending:
    if type(left) is Pending or type(right) is Pending:
        return Pending(needs_of(left) | needs_of(right))
    if left is None or right is None:
        return left is right
    needs = needs_of(left) | needs_of(right)
    return Pending(needs) if needs else equal(left, right)


def equal(left: Value, right: Value) -> bool:
    """Equality of two known values; raises `OperationFailed` where they are not of the same kind."""
    if left is None or right is None:
        return left is right
    if type(left) is not type(right):
        if isinstance(left, RangeValue | TestValue) and isinstance(right, RangeValue | TestValue):
            return False
        raise _mismatch(left, right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    return left == right


def _same(left: Value, right: Value) -> bool:
    try:
        return equal(left, right)
    except OperationFailed:
        return False


def calculate(sign: str, left: Value, right: Value) -> Value:
    """`left sign right`, where sign is one of `+ - * / **`."""
    if left is NOT_APPLICABLE or right is NOT_APPLICABLE:
        return NOT_APPLICABLE
    if type(left) is Pending or type(right) is Pending:
        return Pending(needs_of(left) | needs_of(right))
    if left is None or right is None:
        return None
    try:
        return _CALCULATIONS[sign](left, right)
    except decimal.DivisionByZero:
        raise OperationFailed(Text("除数是零", "Division by zero")) from None
    except decimal.Overflow:
        raise OperationFailed(Text("结果太大", "The result is too large")) from None
    except decimal.InvalidOperation:
        raise OperationFailed(Text("这样计算没有结果", "The calculation has no result")) from None


def negate(value: Value) -> Value:
    """`-value`."""
    if isinstance(value, Decimal):
        return NUMBERS.minus(value)
    if isinstance(value, YearsMonths):
        return YearsMonths(-value.months)
    if isinstance(value, DaysTime):
        return DaysTime(NUMBERS.minus(value.seconds))
    if value is None or value is NOT_APPLICABLE or type(value) is Pending:
        return value
    kind = _kind(value)
    raise OperationFailed(Text(f"{kind.zh}不能取负", f"{kind.en} has no negative"))


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.add(left, right)
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, YearsMonths) and isinstance(right, YearsMonths):
        return _years_months(Decimal(left.months + right.months))
    if isinstance(left, DaysTime) and isinstance(right, DaysTime):
        return _days_time(NUMBERS.add(left.seconds, right.seconds))
    if isinstance(right, Date):
        left, right = right, left
    if isinstance(left, Date) and isinstance(right, YearsMonths):
        return add_months(left, right.months)
    if isinstance(left, Date) and isinstance(right, DaysTime):
        return add_seconds(left, right.seconds)
    raise _cannot("相加", "added", left, right)


def _subtract(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.subtract(left, right)
    if isinstance(left, Date) and isinstance(right, Date):
        return days_between(right, left)
    if isinstance(right, YearsMonths | DaysTime) and isinstance(left, Date | YearsMonths | DaysTime):
        return _add(left, negate(right))
    raise _cannot("相减", "subtracted", left, right)


def _multiply(left: Value, right: Value) -> Value:
    if isinstance(right, Decimal):
        left, right = right, left
    if isinstance(left, Decimal):
        if isinstance(right, Decimal):
            return NUMBERS.multiply(left, right)
        if isinstance(right, YearsMonths):
            return _years_months(NUMBERS.multiply(Decimal(right.months), left))
        if isinstance(right, DaysTime):
            return _days_time(NUMBERS.multiply(right.seconds, left))
    raise _cannot("相乘", "multiplied", left, right)


def _divide(left: Value, right: Value) -> Value:
    if isinstance(right, Decimal):
        if isinstance(left, Decimal):
            return NUMBERS.divide(left, right)
        if isinstance(left, YearsMonths):
            return _years_months(NUMBERS.divide(Decimal(left.months), right))
        if isinstance(left, DaysTime):
            return _days_time(NUMBERS.divide(left.seconds, right))
    if isinstance(left, YearsMonths) and isinstance(right, YearsMonths):
        return NUMBERS.divide(Decimal(left.months), Decimal(right.months))
    if isinstance(left, DaysTime) and isinstance(right, DaysTime):
        return NUMBERS.divide(left.seconds, right.seconds)
    raise _cannot("相除", "divided", left, right)


def _power(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        if right.copy_abs() > MAX_EXPONENT:
            raise OperationFailed(Text("指数太大", "The exponent is too large"))
        return NUMBERS.power(left, right)
    raise _cannot("乘方", "raised to a power", left, right)


_CALCULATIONS: Final[dict[str, Callable[[Value, Value], Value]]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "**": _power,
}


def _years_months(months: Decimal) -> YearsMonths:
    if months.copy_abs() > MAX_MONTHS:
        raise OperationFailed(_TOO_LONG)
    return YearsMonths(int(months))


def _days_time(seconds: Decimal) -> DaysTime:
    if seconds.copy_abs() > MAX_SECONDS:
        raise OperationFailed(_TOO_LONG)
    return DaysTime(seconds)


def _mismatch(left: Value, right: Value) -> OperationFailed:
    one, other = _kind(left), _kind(right)
    return OperationFailed(
        Text(f"{one.zh}和{other.zh}不能比较", sentence(f"{one.en} cannot be compared with {other.en}"))
    )


def _cannot(zh: str, en: str, left: Value, right: Value) -> OperationFailed:
    one, other = _kind(left), _kind(right)
    return OperationFailed(
        Text(f"{one.zh}和{other.zh}不能{zh}", sentence(f"{one.en} and {other.en} cannot be {en}"))
    )


def _kind(value: Value) -> Text:
    return kind_of({}) if isinstance(value, OpenContext) else kind_of(value)
