"""Resolving references to types: the built-in types of FEEL, the item definitions of a model, and imported ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from yijian.core.decisions.errors import ModelInvalid
from yijian.core.decisions.item_types import ANY, ItemType, Test
from yijian.core.decisions.model import Definitions, ItemDefinition
from yijian.core.errors import Text
from yijian.core.feel import parse_unary_tests
from yijian.core.feel.errors import FeelError
from yijian.core.feel.evaluate import compile_expression
from yijian.core.feel.type_expressions import (
    ContextType,
    FunctionType,
    ListType,
    NamedType,
    TypeName,
    qualified,
)
from yijian.core.feel.values import (
    Callback,
    DateTime,
    DaysTime,
    RangeValue,
    TestValue,
    Time,
    Value,
    WideDate,
    YearsMonths,
)


def _instance(*classes: type) -> Test:
    return lambda value: type(value) in classes


BUILT_IN: Final[dict[str, ItemType]] = {
    "Any": ANY,
    **{
        name: ItemType(name).of_shape(shape)
        for name, shape in {
            "number": _instance(Decimal),
            "string": _instance(str),
            "boolean": _instance(bool),
            "date": _instance(dt.date, WideDate),
            "time": _instance(Time),
            "date and time": _instance(DateTime),
            "dateTime": _instance(DateTime),
            "days and time duration": _instance(DaysTime),
            "dayTimeDuration": _instance(DaysTime),
            "years and months duration": _instance(YearsMonths),
            "yearMonthDuration": _instance(YearsMonths),
            "list": _instance(tuple),
            "context": lambda value: isinstance(value, Mapping),
            "range": _instance(RangeValue, TestValue),
            "function": lambda value: isinstance(value, Callback),
        }.items()
    },
}

_SAME: Final = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}
"""What documents call built-in types, and what rules call them."""


class TypeSpace:
    """The types that one model can name."""

    def __init__(self, definitions: Definitions, imported: Iterable[tuple[str, TypeSpace]]) -> None:
        self._definitions = {each.name: each for each in definitions.item_definitions}
        self._name = definitions.name
        self._imported = tuple(imported)
        self._made: dict[str, ItemType] = {}
        for name in self._definitions:
            self.resolve(name)

    def resolve(self, reference: str | None) -> ItemType:
        """The type a reference names; none names every value. Raises `ModelInvalid` for an unknown one."""
        if reference is None:
            return ANY
        name = " ".join(reference.split())
        made = self._made.get(name)
        if made is not None:
            return made
        definition = self._definitions.get(name)
        if definition is not None:
            self._refuse_circle(definition)
            made = self._made[name] = ItemType(name)
            return self._fill(made, definition)
        if _plain(name) in BUILT_IN:
            return BUILT_IN[_plain(name)]
        for prefix, space in self._imported:
            if not prefix and name in space.names():
                return space.resolve(name)
            if prefix and name.startswith(f"{prefix}."):
                return space.resolve(name[len(prefix) + 1 :])
        raise ModelInvalid(reason=Text(f"没有类型“{name}”", f"There is no type “{name}”"), element=self._name)

    def _refuse_circle(self, definition: ItemDefinition) -> None:
        """Raise `ModelInvalid` for a type that is nothing but another name of itself."""
        names = [definition.name]
        while not definition.components and definition.function is None:
            following = self._definitions.get(" ".join((definition.type_ref or "").split()))
            if following is None:
                return
            names.append(following.name)
            if following.name in names[:-1]:
                circle = " → ".join(names)
                raise ModelInvalid(
                    reason=Text(f"类型互相定义（{circle}）", f"Types are defined by each other ({circle})"),
                    element=self._name,
                )
            definition = following

    def structure(self, name: str) -> TypeName | None:
        """The type that a name of the model stands for, as a rule would write it, without allowed values."""
        definition = self._definitions.get(name)
        if definition is not None:
            return self._structure(definition)
        for prefix, space in self._imported:
            if not prefix and name in space.names():
                return space.structure(name)
            if prefix and name.startswith(f"{prefix}."):
                found = space.structure(name[len(prefix) + 1 :])
                return None if found is None else qualified(found, prefix)
        return None

    def _structure(self, definition: ItemDefinition) -> TypeName:
        single: TypeName = _named(definition.type_ref)
        if definition.components:
            single = ContextType(tuple((each.name, self._structure(each)) for each in definition.components))
        elif definition.function is not None:
            single = FunctionType(
                tuple(_named(each.type_ref) for each in definition.function.parameters),
                _named(definition.function.output_type),
            )
        return ListType(single) if definition.is_collection else single

    def names(self) -> Iterable[str]:
        """The names of the model's own types."""
        return self._definitions

    def _fill(self, made: ItemType, definition: ItemDefinition) -> ItemType:
        single = ItemType(definition.name) if definition.is_collection else made
        if definition.components:
            single.of_context(
                {each.name: self._fill(ItemType(each.name), each) for each in definition.components}
            )
        elif definition.function is not None:
            function = definition.function
            count = len(function.parameters) if function.parameters else None
            single.of_function(count, self.resolve(function.output_type))
        else:
            single.like(self.resolve(definition.type_ref))
        if definition.allowed_values is not None:
            single.constrained(_passes(definition.allowed_values, definition.name))
            single.values = definition.allowed_values
        if definition.is_collection:
            made.of_list(single)
        if definition.type_constraint is not None:
            made.constrained(_passes(definition.type_constraint, definition.name))
        return made


def _plain(reference: str) -> str:
    """A reference with single blanks, without the prefix that some put before built-in types."""
    name = " ".join(reference.split())
    plain = name.removeprefix("feel:").removeprefix("feel.")
    return plain if plain in BUILT_IN else name


def _named(reference: str | None) -> NamedType:
    plain = "Any" if reference is None else _plain(reference)
    return NamedType(_SAME.get(plain, plain))


def _passes(tests: str, name: str) -> Test:
    try:
        compiled = compile_expression(parse_unary_tests(tests))
    except FeelError as error:
        raise ModelInvalid(reason=error.text, element=name) from error

    def passes(value: Value) -> bool:
        return compiled.evaluate({"?": value}).value is True

    return passes
