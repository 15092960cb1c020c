"""The functions of the language: one table, each with typed signatures (DMN 1.5 clause 10.3.4).

Before an implementation runs, the evaluator has settled what is not applicable, pending or null in the arguments: an
implementation sees known values of the parameters' types, and raises `OperationFailed` where it has no result. A
function that is `open` settles them itself: it can know something of a list whose members are not known.

`full years between`, `full months between`, `is defined` and `yuan` are not of the standard: see `docs/rules-language.md`.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import types
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.operations import calculate, compare, matches
from yijian.core.feel.runtime import Pending, needs_of, number
from yijian.core.feel.temporal import full_months_between, full_years_between, read_date, read_duration
from yijian.core.feel.types import BOOLEAN, DATE, INTEGER, MONEY, MONTHS, NUMBER, QUANTITY, TEXT, ListOf, Type
from yijian.core.feel.values import NOT_APPLICABLE, NUMBERS, Date, DaysTime, Value, YearsMonths, is_whole

ResultRule: TypeAlias = Callable[[Sequence[Type]], Type]


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: Type
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Overload:
    """One way to call a function. A variadic one takes any number of arguments of its one parameter's type."""

    parameters: tuple[Parameter, ...]
    result: Type | ResultRule
    run: Callable[..., Value]
    variadic: bool = False

    def result_type(self, arguments: Sequence[Type]) -> Type:
        """The static type of the result for arguments of these types."""
        return self.result if isinstance(self.result, Type) else self.result(arguments)

    def takes(self, count: int) -> bool:
        """Whether the function can be called so with this number of arguments."""
        required = sum(not parameter.optional for parameter in self.parameters)
        return count >= 1 if self.variadic else required <= count <= len(self.parameters)


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function.

    `test` functions are conditions: false where an argument does not apply. `open` ones settle pending arguments
    themselves. `partial` ones have no result for some values of the right types, so the verifiable subset wants
    literals there.
    """

    name: str
    overloads: tuple[Overload, ...]
    test: bool = False
    open: bool = False
    partial: bool = False


def _first(arguments: Sequence[Type]) -> Type:
    return arguments[0]


def _member(arguments: Sequence[Type]) -> Type:
    first = arguments[0]
    if isinstance(first, ListOf):
        return first.member
    result = first
    for argument in arguments[1:]:
        result = types.joined(result, argument) or result
    return result


def _not(value: Value) -> Value:
    if value is NOT_APPLICABLE:
        return True
    if value is True or value is False:
        return not value
    if value is None or type(value) is Pending:
        return value
    raise OperationFailed(Text("“not”需要一个条件（是或否）", "“not” takes a condition (true or false)"))


def _is_defined(value: Value) -> Value:
    return value if type(value) is Pending else value is not None and value is not NOT_APPLICABLE


def _count(values: Value) -> Value:
    if type(values) is Pending:
        return values if values.membership is None else Pending(values.membership)
    if values is NOT_APPLICABLE or values is None:
        return values
    return number(len(values)) if isinstance(values, tuple) else number(1)


def _list_contains(values: Value, element: Value) -> Value:
    if values is NOT_APPLICABLE or element is NOT_APPLICABLE:
        return False
    if type(values) is Pending:
        return Pending(values.needs | needs_of(element))
    if values is None:
        return element if type(element) is Pending else None
    pending: Pending | None = None
    for member in values if isinstance(values, tuple) else (values,):
        found = matches(member, element)
        if found is True:
            return True
        if type(found) is Pending:
            pending = found if pending is None else pending.joined(found)
    return pending or False


def _extreme(sign: str) -> Callable[..., Value]:
    def extreme(*values: Any) -> Value:
        members = values[0] if len(values) == 1 and isinstance(values[0], tuple) else values
        best: Value = None
        for position, member in enumerate(members):
            if position == 0 or compare(sign, member, best) is True:
                best = member
        return best

    return extreme


def _sum(*values: Any) -> Value:
    members = values[0] if len(values) == 1 and isinstance(values[0], tuple) else values
    total: Value = None
    for position, member in enumerate(members):
        total = member if position == 0 else calculate("+", total, member)
    return total


def _abs(value: Value) -> Value:
    if isinstance(value, YearsMonths):
        return YearsMonths(abs(value.months))
    if isinstance(value, DaysTime):
        return DaysTime(value.seconds.copy_abs())
    return value.copy_abs() if isinstance(value, Decimal) else None


def _rounded(mode: str) -> Callable[..., Value]:
    def rounded(value: Decimal, scale: Decimal = Decimal(0)) -> Value:
        if not -6111 <= scale <= 6176:
            raise OperationFailed(
                Text("小数位数须为整数", "The scale must be a whole number between -6111 and 6176")
            )
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent >= -int(scale):
            return value
        try:
            return value.quantize(Decimal(1).scaleb(-int(scale)), rounding=mode, context=_WIDE)
        except decimal.InvalidOperation:
            raise OperationFailed(
                Text("不能舍入到这样的位数", "It cannot be rounded to this scale")
            ) from None

    return rounded


_WIDE: Final = decimal.Context(prec=60, Emin=-6200, Emax=6200, traps=[decimal.InvalidOperation])


def _date(text: str) -> Value:
    date = read_date(text)
    if date is None:
        raise OperationFailed(
            Text(f"“{text}”不是日期，请写成 2024-01-31", f"“{text}” is no date: write 2024-01-31")
        )
    return date


def _date_of(year: Decimal, month: Decimal, day: Decimal) -> Value:
    try:
        return Date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        raise OperationFailed(Text("没有这一天", "There is no such day")) from None


def _duration(text: str) -> Value:
    duration = read_duration(text)
    if duration is None:
        raise OperationFailed(
            Text(f"“{text}”不是时长，请写成 P1Y6M 或 P10D", f"“{text}” is no duration: write P1Y6M or P10D")
        )
    return duration


def _yuan(amount: Decimal) -> Value:
    fen = NUMBERS.multiply(amount, Decimal(100))
    if not is_whole(fen):
        raise OperationFailed(Text("金额最多到分", "An amount has no more than two decimals"))
    return fen


def _years(start: Date, end: Date) -> Value:
    return number(full_years_between(start, end))


def _months(start: Date, end: Date) -> Value:
    return number(full_months_between(start, end))


def _period(start: Date, end: Date) -> Value:
    return YearsMonths(full_months_between(start, end))


_ANY_LIST: Final = ListOf(types.ANY)
_SIGNED: Final = types.Either((NUMBER, MONEY, MONTHS, types.DAYS))
_TO_DATES: Final = (Parameter("from", DATE), Parameter("to", DATE))
_ROUNDING: Final = (Parameter("n", QUANTITY), Parameter("scale", INTEGER, optional=True))


def _on_texts(name: str, second: str, run: Callable[..., Value]) -> Builtin:
    return Builtin(
        name, (Overload((Parameter("string", TEXT), Parameter(second, TEXT)), BOOLEAN, run),), test=True
    )


def _whole(arguments: Sequence[Type]) -> Type:
    if arguments[0] == MONEY:
        return MONEY
    return INTEGER if len(arguments) == 1 else NUMBER


def _over_members(name: str, member: Type, run: Callable[..., Value]) -> Builtin:
    of_list = Overload((Parameter("list", ListOf(member)),), _member, run)
    return Builtin(name, (of_list, Overload((Parameter("n", member),), _member, run, variadic=True)))


_ALL: Final = (
    Builtin("not", (Overload((Parameter("negand", BOOLEAN),), BOOLEAN, _not),), test=True, open=True),
    Builtin(
        "is defined",
        (Overload((Parameter("value", types.ANY),), BOOLEAN, _is_defined),),
        test=True,
        open=True,
    ),
    Builtin("count", (Overload((Parameter("list", _ANY_LIST),), INTEGER, _count),), open=True),
    Builtin(
        "list contains",
        (Overload((Parameter("list", _ANY_LIST), Parameter("element", types.ANY)), BOOLEAN, _list_contains),),
        test=True,
        open=True,
    ),
    _over_members("sum", _SIGNED, _sum),
    _over_members("min", types.ORDERED, _extreme("<")),
    _over_members("max", types.ORDERED, _extreme(">")),
    Builtin("abs", (Overload((Parameter("n", _SIGNED),), _first, _abs),)),
    Builtin("floor", (Overload(_ROUNDING, _whole, _rounded(decimal.ROUND_FLOOR)),)),
    Builtin("ceiling", (Overload(_ROUNDING, _whole, _rounded(decimal.ROUND_CEILING)),)),
    Builtin("round half up", (Overload(_ROUNDING, _whole, _rounded(decimal.ROUND_HALF_UP)),)),
    _on_texts("contains", "match", lambda string, match: match in string),
    _on_texts("starts with", "match", lambda string, match: string.startswith(match)),
    _on_texts("ends with", "match", lambda string, match: string.endswith(match)),
    Builtin(
        "string length", (Overload((Parameter("string", TEXT),), INTEGER, lambda text: number(len(text))),)
    ),
    Builtin("upper case", (Overload((Parameter("string", TEXT),), TEXT, str.upper),)),
    Builtin("lower case", (Overload((Parameter("string", TEXT),), TEXT, str.lower),)),
    Builtin(
        "date",
        (
            Overload((Parameter("from", TEXT),), DATE, _date),
            Overload((Parameter("from", DATE),), DATE, lambda date: date),
            Overload(
                (Parameter("year", INTEGER), Parameter("month", INTEGER), Parameter("day", INTEGER)),
                DATE,
                _date_of,
            ),
        ),
        partial=True,
    ),
    Builtin(
        "duration",
        (Overload((Parameter("from", TEXT),), types.Either((MONTHS, types.DAYS)), _duration),),
        partial=True,
    ),
    Builtin("years and months duration", (Overload(_TO_DATES, MONTHS, _period),)),
    Builtin("full years between", (Overload(_TO_DATES, INTEGER, _years),)),
    Builtin("full months between", (Overload(_TO_DATES, INTEGER, _months),)),
    Builtin("yuan", (Overload((Parameter("amount", NUMBER),), MONEY, _yuan),), partial=True),
)

BUILTINS: Final[dict[str, Builtin]] = {builtin.name: builtin for builtin in _ALL}
"""Every function of the language by its name."""
