"""Functions of numbers (DMN 1.5 table 76), and `number`."""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import types
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.signatures import Builtin, Overload, Parameter, way
from yijian.core.feel.types import BOOLEAN, INTEGER, MONEY, NUMBER, QUANTITY, TEXT, Type
from yijian.core.feel.values import NUMBERS, DaysTime, Value, YearsMonths, is_whole

MIN_SCALE: Final = -6111
MAX_SCALE: Final = 6176
SIGNED: Final = types.Either((NUMBER, MONEY, types.MONTHS, types.DAYS))
_N: Final = Parameter("n", QUANTITY)
_NUMBER: Final = Parameter("number", NUMBER)
_WIDE: Final = decimal.Context(prec=60, Emin=-6200, Emax=6200, traps=[decimal.InvalidOperation])
_WRITTEN: Final = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,6})?", re.ASCII)


def _no_number(text: str) -> OperationFailed:
    return OperationFailed(Text(f"“{text}”不是数", f"“{text}” is no number"))


def _number(text: str) -> Decimal:
    if _WRITTEN.fullmatch(text) is None:
        raise _no_number(text)
    return NUMBERS.create_decimal(text)


def _number_with(text: str, grouping: str | None, point: str | None) -> Decimal:
    """A number written with a grouping separator (a space, a comma or a full stop) and a decimal separator."""
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        raise OperationFailed(
            Text("分隔符只能是空格、逗号或句点", "A separator is a space, a comma or a full stop")
        )
    point = point or "."
    if grouping == point:
        raise OperationFailed(
            Text("千位分隔符和小数点不能相同", "The grouping and the decimal separator must differ")
        )
    groups = rf"(?:{re.escape(grouping)}\d+)*" if grouping else ""
    shape = rf"-?(?:\d+{groups})?(?:{re.escape(point)}\d+)?(?:[eE][+-]?\d+)?"
    if re.fullmatch(shape, text, re.ASCII) is None:
        raise _no_number(text)
    return _number(text.replace(grouping or "", "").replace(point, "."))


def _abs(value: Value) -> Value:
    if isinstance(value, YearsMonths):
        return YearsMonths(abs(value.months))
    if isinstance(value, DaysTime):
        return DaysTime(value.seconds.copy_abs())
    return value.copy_abs() if isinstance(value, Decimal) else None


def _rounded(mode: str) -> Callable[..., Decimal]:
    def rounded(value: Decimal, scale: Decimal = Decimal(0)) -> Decimal:
        if not MIN_SCALE <= scale <= MAX_SCALE:
            raise OperationFailed(
                Text(
                    f"小数位数须在 {MIN_SCALE} 至 {MAX_SCALE} 之间",
                    f"The scale must be a whole number between {MIN_SCALE} and {MAX_SCALE}",
                )
            )
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent >= -int(scale):
            return value
        try:
            return value.quantize(_WIDE.scaleb(Decimal(1), -int(scale)), rounding=mode, context=_WIDE)
        except decimal.InvalidOperation:
            raise OperationFailed(
                Text("不能舍入到这样的位数", "It cannot be rounded to this scale")
            ) from None

    return rounded


def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """`dividend - divisor * floor(dividend / divisor)`, exact: the remainder has the sign of the divisor."""
    if not divisor:
        raise OperationFailed(Text("除数是零", "Division by zero"))
    exponents = [each.as_tuple().exponent for each in (dividend, divisor)]
    unit = min(each for each in exponents if isinstance(each, int))
    exact = decimal.Context(prec=13_000, Emin=-20_000, Emax=20_000)
    left, right = (int(exact.scaleb(each, -unit)) for each in (dividend, divisor))
    return NUMBERS.plus(exact.scaleb(Decimal(left % right), unit))


def _sqrt(value: Decimal) -> Decimal:
    if value < 0:
        raise OperationFailed(Text("负数没有平方根", "A negative number has no square root"))
    return NUMBERS.sqrt(value)


def _log(value: Decimal) -> Decimal:
    if value <= 0:
        raise OperationFailed(Text("只有正数有对数", "Only a positive number has a logarithm"))
    return NUMBERS.ln(value)


def _exp(value: Decimal) -> Decimal:
    try:
        return NUMBERS.exp(value)
    except decimal.Overflow:
        raise OperationFailed(Text("结果太大", "The result is too large")) from None


def _has_rest(rest: int) -> Callable[[Decimal], bool]:
    return lambda value: is_whole(value) and modulo(value, Decimal(2)) == rest


def _yuan(amount: Decimal) -> Decimal:
    fen = NUMBERS.multiply(amount, Decimal(100))
    if not is_whole(fen):
        raise OperationFailed(Text("金额最多到分", "An amount has no more than two decimals"))
    return fen


def _first(arguments: Sequence[Type]) -> Type:
    return arguments[0]


def _whole(arguments: Sequence[Type]) -> Type:
    if arguments[0] == MONEY:
        return MONEY
    return INTEGER if len(arguments) == 1 else NUMBER


def _rounding(mode: str, *, scale_optional: bool) -> tuple[Overload, ...]:
    scale = Parameter("scale", INTEGER, optional=scale_optional)
    return (way(_rounded(mode), _N, scale, result=_whole),)


BUILTINS: Final = (
    Builtin(
        "number",
        (
            way(_number, Parameter("from", TEXT)),
            way(
                _number_with,
                Parameter("from", TEXT),
                Parameter("grouping separator", TEXT, nullable=True),
                Parameter("decimal separator", TEXT, nullable=True),
            ),
        ),
    ),
    Builtin("abs", (way(_abs, Parameter("n", SIGNED), result=_first),), subset=True),
    Builtin("floor", _rounding(decimal.ROUND_FLOOR, scale_optional=True), subset=True),
    Builtin("ceiling", _rounding(decimal.ROUND_CEILING, scale_optional=True), subset=True),
    Builtin("round half up", _rounding(decimal.ROUND_HALF_UP, scale_optional=True), subset=True),
    Builtin("round half down", _rounding(decimal.ROUND_HALF_DOWN, scale_optional=False)),
    Builtin("round up", _rounding(decimal.ROUND_UP, scale_optional=False)),
    Builtin("round down", _rounding(decimal.ROUND_DOWN, scale_optional=False)),
    Builtin("decimal", _rounding(decimal.ROUND_HALF_EVEN, scale_optional=False)),
    Builtin("modulo", (way(modulo, Parameter("dividend", NUMBER), Parameter("divisor", NUMBER)),)),
    Builtin("sqrt", (way(_sqrt, _NUMBER),)),
    Builtin("log", (way(_log, _NUMBER),)),
    Builtin("exp", (way(_exp, _NUMBER),)),
    Builtin("odd", (way(_has_rest(1), _NUMBER, result=BOOLEAN),), test=True),
    Builtin("even", (way(_has_rest(0), _NUMBER, result=BOOLEAN),), test=True),
    Builtin("yuan", (way(_yuan, Parameter("amount", NUMBER), result=MONEY),), partial=True, subset=True),
)
