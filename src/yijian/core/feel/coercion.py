"""Bringing a value to a type (DMN 1.5 clause 10.3.2.9.4): a list of one and its member stand for each other, a date for
its midnight in UTC; no other value of another type is brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.times import midnight_utc
from yijian.core.feel.values import Date, Value, WideDate, kind_of


class Target(Protocol):
    """A type that values are brought to."""

    @property
    def name(self) -> str:
        """What the type is called."""

    @property
    def is_list(self) -> bool:
        """Whether its values are lists."""

    def holds(self, value: Value, /) -> bool:
        """Whether a value belongs to it, or may belong to it once it is known. Null belongs to every type."""


class TargetedParameter(Protocol):
    """A parameter of a function."""

    @property
    def name(self) -> str:
        """By which an argument is given."""

    @property
    def target(self) -> Target | None:
        """To which an argument is brought; None takes every value."""


def brought(value: Value, target: Target) -> tuple[Value, Text | None]:
    """The value as a value of the type; or null, and why it cannot be one."""
    if target.holds(value):
        return value, None
    if isinstance(value, tuple):
        if not target.is_list and len(value) == 1 and target.holds(value[0]):
            return value[0], None
    elif target.is_list and target.holds((value,)):
        return (value,), None
    if isinstance(value, Date | WideDate):
        moment = midnight_utc(value)
        if target.holds(moment):
            return moment, None
    kind = kind_of(value)
    return None, Text(
        f"{kind.zh}不是“{target.name}”类型的值", f"This value ({kind.en}) is not of the type {target.name}"
    )


def fitted(what: str, parameters: Sequence[TargetedParameter], arguments: Sequence[Value]) -> list[Value]:
    """Arguments brought to the types of parameters. Raises `OperationFailed`: the function is then not called."""
    if len(arguments) != len(parameters):
        raise OperationFailed(
            Text(
                f"“{what}”需要 {len(parameters)} 个参数，给了 {len(arguments)} 个",
                f"“{what}” takes {len(parameters)} arguments, not {len(arguments)}",
            )
        )
    values = []
    for parameter, argument in zip(parameters, arguments, strict=True):
        value, failure = (argument, None) if parameter.target is None else brought(argument, parameter.target)
        if failure is not None:
            raise OperationFailed(
                Text(
                    f"“{what}”的参数“{parameter.name}”：{failure.zh}",
                    f"The argument {parameter.name} of “{what}”: {failure.en}",
                )
            )
        values.append(value)
    return values
