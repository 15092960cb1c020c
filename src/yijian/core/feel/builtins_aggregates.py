"""Functions that make one value of many: `count`, `sum`, `min`, `all` … (DMN 1.5 table 75)."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import types
from yijian.core.feel.builtins_numbers import SIGNED
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.operations import calculate, compare
from yijian.core.feel.runtime import Pending, number
from yijian.core.feel.signatures import Builtin, Parameter, over_members, way
from yijian.core.feel.types import BOOLEAN, INTEGER, NUMBER, ListOf, Type
from yijian.core.feel.values import NOT_APPLICABLE, NUMBERS, Value

_Numbers: TypeAlias = tuple[Decimal, ...]
COMPARABLE: Final = types.Either((*types.ORDERED.options, types.TIME, types.DATE_TIME))
_EXACT: Final = decimal.Context(prec=80, Emin=-20_000, Emax=20_000)
"""Wide enough for a result that is right to its 34 digits."""


def _count(values: Value) -> Value:
    if type(values) is Pending:
        return values if values.membership is None else Pending(values.membership)
    if values is None:
        raise OperationFailed(Text("列表是空值", "The list is null"))
    if values is NOT_APPLICABLE:
        return values
    return number(len(values)) if isinstance(values, tuple) else number(1)


def _decided_by(decisive: bool) -> Callable[..., Value]:
    """`any` (decided by a true) and `all` (by a false), of a list or of several conditions, known or not."""

    def decide(*conditions: Value) -> Value:
        first = conditions[0]
        if len(conditions) == 1 and type(first) is Pending:
            return first
        members = first if len(conditions) == 1 and isinstance(first, tuple) else conditions
        if any(member is decisive for member in members):
            return decisive
        pending: Pending | None = None
        null = False
        for member in members:
            if type(member) is Pending:
                pending = member if pending is None else pending.joined(member)
            elif member is None:
                null = True
            elif member is NOT_APPLICABLE:  # counts as false, as in `and` and `or`
                if not decisive:
                    return False
            elif not isinstance(member, bool):
                raise OperationFailed(Text("这里只能是真或假", "Only true and false can stand here"))
        if conditions == (None,):
            raise OperationFailed(Text("列表是空值", "The list is null"))
        return pending or (None if null else not decisive)

    return decide


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


def _nonempty(run: Callable[[Any], Value], least: int = 1) -> Callable[[Sequence[Any]], Value]:
    """A function that has no result for fewer values."""

    def checked(members: Sequence[Any]) -> Value:
        if len(members) < least:
            raise OperationFailed(
                Text(
                    f"至少要有 {least} 个值",
                    f"There must be at least {least} value{'s' if least > 1 else ''}",
                )
            )
        return run(members)

    return checked


def _extreme(sign: str) -> Callable[[Sequence[Value]], Value]:
    def extreme(members: Sequence[Value]) -> Value:
        best = members[0]
        for member in members[1:]:
            if compare(sign, member, best) is True:
                best = member
        return best

    return _nonempty(extreme)


def _folded(sign: str) -> Callable[[Sequence[Value]], Value]:
    def folded(members: Sequence[Value]) -> Value:
        total = members[0]
        for member in members[1:]:
            total = calculate(sign, total, member)
        return total

    return _nonempty(folded)


def _mean(members: _Numbers) -> Decimal:
    return NUMBERS.plus(_exact_mean(members))


def _exact_mean(members: _Numbers) -> Decimal:
    total = Decimal(0)
    for member in members:
        total = _EXACT.add(total, member)
    return _EXACT.divide(total, Decimal(len(members)))


def _median(members: _Numbers) -> Decimal:
    ordered = sorted(members)
    middle = len(ordered) // 2
    return _mean(tuple(ordered[(len(ordered) - 1) // 2 : middle + 1]))


def _stddev(members: _Numbers) -> Decimal:
    """The standard deviation of a sample (divided by one less than the count)."""
    mean = _exact_mean(members)
    squares = Decimal(0)
    for member in members:
        distance = _EXACT.subtract(member, mean)
        squares = _EXACT.add(squares, _EXACT.multiply(distance, distance))
    return NUMBERS.plus(_EXACT.sqrt(_EXACT.divide(squares, Decimal(len(members) - 1))))


def _mode(members: _Numbers) -> _Numbers:
    """The numbers that occur most often, in ascending order."""
    runs = [tuple(run) for _, run in groupby(sorted(members))]
    most = max(map(len, runs), default=0)
    return tuple(run[0] for run in runs if len(run) == most)


def _member(arguments: Sequence[Type]) -> Type:
    first = arguments[0]
    if isinstance(first, ListOf):
        return first.member
    result = first
    for argument in arguments[1:]:
        result = types.joined(result, argument) or result
    return result


def _conditions(name: str, run: Callable[..., Value]) -> Builtin:
    anything = Parameter("b", types.ANY, nullable=True)
    return Builtin(
        name,
        (
            way(run, Parameter("list", ListOf(BOOLEAN), nullable=True), result=BOOLEAN),
            way(run, anything, result=BOOLEAN, variadic=True),
        ),
        test=True,
        open=True,
    )


def _over(name: str, member: Type, run: Callable[[Any], Value], *, subset: bool = False) -> Builtin:
    return Builtin(name, over_members(run, member, result=_member), subset=subset)


BUILTINS: Final = (
    Builtin(
        "not", (way(_not, Parameter("negand", BOOLEAN), result=BOOLEAN),), test=True, open=True, subset=True
    ),
    Builtin(
        "is defined",
        (way(_is_defined, Parameter("value", types.ANY), result=BOOLEAN),),
        test=True,
        open=True,
        subset=True,
    ),
    Builtin(
        "count",
        (way(_count, Parameter("list", ListOf(types.ANY)), result=INTEGER),),
        open=True,
        subset=True,
    ),
    _conditions("all", _decided_by(False)),
    _conditions("any", _decided_by(True)),
    _over("sum", SIGNED, _folded("+"), subset=True),
    _over("min", COMPARABLE, _extreme("<"), subset=True),
    _over("max", COMPARABLE, _extreme(">"), subset=True),
    _over("product", NUMBER, _folded("*")),
    _over("mean", NUMBER, _nonempty(_mean)),
    _over("median", NUMBER, _nonempty(_median)),
    _over("stddev", NUMBER, _nonempty(_stddev, least=2)),
    _over("mode", NUMBER, _mode),
)
