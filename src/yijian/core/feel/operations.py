"""Comparing and calculating (DMN 1.5 clauses 10.3.2.13 to 10.3.2.15), over any of the evaluator's values.

In this order: what does not apply makes a comparison false and a calculation not applicable; what is pending makes
either pending; then the values are looked at. Operands of different kinds raise `OperationFailed`, and so does null
in an order or a calculation.
"""

from __future__ import annotations

import decimal
import operator
from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from typing import Any, Final

from yijian.core.errors import Text
from yijian.core.feel import temporal
from yijian.core.feel.errors import OperationFailed, sentence
from yijian.core.feel.runtime import OpenContext, Pending, needs_of, not_applicable_in
from yijian.core.feel.times import moment_key
from yijian.core.feel.values import (
    COMPARABLE,
    NOT_APPLICABLE,
    NUMBERS,
    ORDERED,
    SCALARS,
    DateTime,
    DaysTime,
    RangeValue,
    TestValue,
    Time,
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
MAX_TEXT: Final = 10_000_000
"""How many characters a text that a rule makes may have."""


def compare(sign: str, left: Value, right: Value) -> bool | Pending | None:
    """`left sign right`, where sign is one of `= != < <= > >=`."""
    if not_applicable_in(left) or not_applicable_in(right):
        return False
    if sign in ("=", "!="):
        equal = _equal_or_pending(left, right)
        return not equal if sign == "!=" and type(equal) is bool else equal
    if type(left) is Pending or type(right) is Pending:
        return Pending(needs_of(left) | needs_of(right))
    if type(left) is type(right) and type(left) in ORDERED:
        return ORDERS[sign](left, right)
    ordered = temporal.order(left, right) if type(left) in COMPARABLE else None
    if ordered is None:
        raise _mismatch(left, right)
    return ORDERS[sign](ordered, 0)


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
    if isinstance(left, Time | DateTime) and type(left) is type(right):
        return temporal.same(left, right) is True
    if type(left) is not type(right):
        if isinstance(left, RangeValue | TestValue) and isinstance(right, RangeValue | TestValue):
            return False
        if temporal.same(left, right) is False:  # dates, one of them far off
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


def equality_key(value: Value) -> Hashable:
    """A key that two known values share exactly if they are equal (values of different kinds never are)."""
    if type(value) in ORDERED:
        return type(value), value
    if isinstance(value, tuple):
        return ("list", *map(equality_key, value))
    if isinstance(value, Mapping):
        return ("context", frozenset((key, equality_key(member)) for key, member in value.items()))
    if isinstance(value, Time | DateTime):
        return (type(value), *moment_key(value))
    if isinstance(value, RangeValue):
        return (
            "range",
            equality_key(value.low),
            equality_key(value.high),
            value.low_included,
            value.high_included,
        )
    if isinstance(value, TestValue):
        return ("test", value.operator, equality_key(value.operand))
    return (type(value), value if type(value) in SCALARS else id(value))


def calculate(sign: str, left: Value, right: Value) -> Value:
    """`left sign right`, where sign is one of `+ - * / **`."""
    if left is NOT_APPLICABLE or right is NOT_APPLICABLE:
        return NOT_APPLICABLE
    if type(left) is Pending or type(right) is Pending:
        return Pending(needs_of(left) | needs_of(right))
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
    if value is NOT_APPLICABLE or type(value) is Pending:
        return value
    kind = _kind(value)
    raise OperationFailed(Text(f"{kind.zh}不能取负", sentence(f"{kind.en} has no negative")))


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.add(left, right)
    if isinstance(left, str) and isinstance(right, str):
        if len(left) + len(right) > MAX_TEXT:
            raise OperationFailed(Text("文本太长", "The text is too long"))
        return left + right
    return _of_times(temporal.add, left, right, Text("相加", "added"))


def _subtract(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.subtract(left, right)
    return _of_times(temporal.subtract, left, right, Text("相减", "subtracted"))


def _multiply(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.multiply(left, right)
    return _of_times(temporal.multiply, left, right, Text("相乘", "multiplied"))


def _divide(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.divide(left, right)
    return _of_times(temporal.divide, left, right, Text("相除", "divided"))


def _of_times(operation: Callable[[Value, Value], Value], left: Value, right: Value, done: Text) -> Value:
    """An operation on dates, times and durations, or the reason why these two values do not go together."""
    value = operation(left, right)
    if value is None:
        raise _cannot(done.zh, done.en, left, right)
    return value


def _power(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        if right.copy_abs() > MAX_EXPONENT:
            raise OperationFailed(Text("指数太大", "The exponent is too large"))
        if not right:
            return Decimal(1)  # of zero too: so IEEE 754, to which the standard refers, has it
        return NUMBERS.power(left, right)
    raise _cannot("乘方", "raised to a power", left, right)


_CALCULATIONS: Final[dict[str, Callable[[Value, Value], Value]]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "**": _power,
}


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
