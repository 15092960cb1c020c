"""What a function of the language looks like: its overloads, their parameters, and how arguments are fitted to them.

Before an implementation runs, the evaluator has settled what is not applicable or pending in the arguments; `fit` has
then converted them, so an implementation sees known values of its parameters' types. It raises `OperationFailed` where
it has no result.

* A parameter takes null only where it says so (`nullable`); an optional one that is left out is not passed at all.
* A single value stands for a list of one where a list is wanted, and a list of one for its member where no list is
  (DMN 1.5 clause 10.3.2.9.4); a date stands for its midnight in UTC where a date and time is wanted.
* Where a whole number is wanted, a fraction is cut off.
* A parameter of type `FUNCTION` is passed as a callable value with `parameters` (see `values.Callback`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias, cast

from yijian.core.errors import Text
from yijian.core.feel import types
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.times import midnight_utc
from yijian.core.feel.types import INTEGER, ListOf, Type
from yijian.core.feel.values import Value, WideDate, kind_of

ResultRule: TypeAlias = Callable[[Sequence[Type]], Type]
Spend: TypeAlias = Callable[[int], None]
_UNFIT: Final = object()


class Misfit(OperationFailed):
    """The types of the arguments fit no overload."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter by its name in the standard."""

    name: str
    type: Type
    optional: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Overload:
    """One way to call a function.

    A variadic one takes any number of arguments for its last parameter, at least one. One that is `timed` is passed the
    moment of the evaluation first (a `DateTime`); one that is `metered`, a function to count its work with. `result` is
    the static type, for the verifiable subset.
    """

    parameters: tuple[Parameter, ...]
    result: Type | ResultRule
    run: Callable[..., Value]
    variadic: bool = False
    timed: bool = False
    metered: bool = False

    def result_type(self, arguments: Sequence[Type]) -> Type:
        """The static type of the result for arguments of these types."""
        return self.result if isinstance(self.result, Type) else self.result(arguments)

    def takes(self, count: int) -> bool:
        """Whether the function can be called so with this number of arguments."""
        if self.variadic:
            return count >= len(self.parameters)
        required = sum(not parameter.optional for parameter in self.parameters)
        return required <= count <= len(self.parameters)

    def parameter(self, position: int) -> Parameter:
        """The parameter that the argument at a position (from 0) is for."""
        return self.parameters[min(position, len(self.parameters) - 1)]


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function.

    `test` functions are conditions: false where an argument does not apply. `open` ones settle pending arguments
    themselves. `partial` ones have no result for some values of the right types, so the verifiable subset wants
    literals there. Those not in the `subset` cannot be proved or run over a population at all.
    """

    name: str
    overloads: tuple[Overload, ...]
    test: bool = False
    open: bool = False
    partial: bool = False
    subset: bool = False


def unlimited(_work: int) -> None:
    """Counts no work: for calls outside an evaluation."""


LONG_TEXT: Final = 1_000
"""From so many characters on, looking at a text is counted as work."""


def work_of(value: Value) -> int:
    """About the work of looking at all of a value: a member of a list or a context is 1, so are 64 characters."""
    kind = type(value)
    if kind is str:
        return 1 + len(cast("str", value)) // 64
    if kind is tuple:
        return 1 + sum(map(work_of, cast("tuple[Value, ...]", value)))
    if kind is dict:
        return 1 + sum(map(work_of, cast("dict[str, Value]", value).values()))
    return 1


def fit(overload: Overload, arguments: Sequence[Value], *, convert: bool = True) -> list[Value] | None:
    """The arguments as an overload takes them, or None where their types do not fit (without conversions, if so asked)."""
    fitted: list[Value] = []
    for position, argument in enumerate(arguments):
        parameter = overload.parameter(position)
        if argument is None:
            if not parameter.nullable:
                return None
            fitted.append(None)
            continue
        value = _fitted(parameter.type, argument, convert=convert)
        if value is _UNFIT:
            return None
        fitted.append(value)
    return fitted


def _fitted(wanted: Type, value: Value, *, convert: bool) -> Value:
    if wanted.holds(value):
        return value
    if wanted == INTEGER and type(value) is Decimal:
        return value.to_integral_value(rounding="ROUND_DOWN")
    if not convert:
        return _UNFIT
    if isinstance(wanted, ListOf):
        return (value,) if not isinstance(value, tuple) and wanted.holds((value,)) else _UNFIT
    if isinstance(value, tuple) and len(value) == 1:
        return _fitted(wanted, value[0], convert=False)
    if wanted == types.DATE_TIME and isinstance(value, dt.date | WideDate):
        return midnight_utc(value)
    return _UNFIT


def call(
    builtin: Builtin,
    overloads: Sequence[Overload],
    arguments: Sequence[Value],
    moment: Value = None,
    spend: Spend = unlimited,
) -> Value:
    """The result of the first of some overloads that the known arguments fit, as they are or else converted.

    `moment` is the `DateTime` of the evaluation, None where the caller gave none; `spend` counts work, and raises where
    it is too much. Raises `OperationFailed`.
    """
    for convert in (False, True):
        for overload in overloads:
            fitted = fit(overload, arguments, convert=convert)
            if fitted is None:
                continue
            if overload.metered:
                return overload.run(spend, *fitted)
            if not overload.timed:
                return overload.run(*fitted)
            if moment is None:
                raise OperationFailed(
                    Text(
                        f"没有给出计算时刻，“{builtin.name}”没有结果",
                        f"“{builtin.name}” has no result: no moment of evaluation is given",
                    )
                )
            return overload.run(moment, *fitted)
    kinds = [kind_of(argument) for argument in arguments]
    zh, en = "、".join(kind.zh for kind in kinds), ", ".join(kind.en for kind in kinds)
    raise Misfit(
        Text(f"函数“{builtin.name}”不能用于：{zh}", f"The function “{builtin.name}” cannot be used on {en}")
    )


def way(
    run: Callable[..., Value],
    *parameters: Parameter,
    result: Type | ResultRule = types.ANY,
    variadic: bool = False,
    timed: bool = False,
    metered: bool = False,
) -> Overload:
    """One way to call a function: what it runs, and its parameters."""
    return Overload(parameters, result, run, variadic, timed, metered)


def over_members(
    run: Callable[..., Value], member: Type, *, result: Type | ResultRule = types.ANY, nullable: bool = False
) -> tuple[Overload, ...]:
    """The two ways to call a function of many values: `f([1, 2])` and `f(1, 2)`. `run` is given the values as a tuple."""
    return (
        way(run, Parameter("list", ListOf(member)), result=result),
        way(
            lambda *members: run(members),
            Parameter("n", member, nullable=nullable),
            result=result,
            variadic=True,
        ),
    )
