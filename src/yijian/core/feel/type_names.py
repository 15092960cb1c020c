"""Whether a value is of a type as a rule writes it (DMN 1.5 clause 10.3.2.9).

Only the shape of the value counts: allowed values of a type of a model do not matter to `instance of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from yijian.core.feel.runtime import MISSING, NOTHING, Missing, OpenContext, Pending, from_fact
from yijian.core.feel.type_expressions import (
    ANY,
    BUILT_IN,
    ContextType,
    FunctionType,
    ListType,
    NamedType,
    RangeType,
    Resolver,
    TypeName,
    no_names,
)
from yijian.core.feel.values import (
    Callback,
    Date,
    DateTime,
    DaysTime,
    RangeValue,
    TestValue,
    Time,
    Value,
    WideDate,
    YearsMonths,
)

_CLASSES: Final[dict[str, tuple[type, ...]]] = {
    "number": (Decimal,),
    "string": (str,),
    "boolean": (bool,),
    "date": (Date, WideDate),
    "time": (Time,),
    "date and time": (DateTime,),
    "days and time duration": (DaysTime,),
    "years and months duration": (YearsMonths,),
    "list": (tuple,),
    "context": (dict, OpenContext),
    "range": (RangeValue, TestValue),
    "function": (Callback,),
}


def is_instance(value: Value, wanted: TypeName, resolve: Resolver = no_names) -> bool:
    """Whether a value is of a type. Null is of the type `Null` alone; inside a list or a context it is of every.

    A part that is not known yet counts as one of the type: see `needs_for`.
    """
    if value is None:
        return wanted == NamedType("Null")
    return _has_shape(value, wanted, resolve)


def is_defined(wanted: TypeName, resolve: Resolver = no_names) -> bool:
    """Whether a type, with those it is made of, is built in or stands for something."""
    if isinstance(wanted, NamedType):
        return wanted.name in BUILT_IN or resolve(wanted.name) is not None
    if isinstance(wanted, ListType | RangeType):
        return is_defined(wanted.member, resolve)
    if isinstance(wanted, ContextType):
        return all(is_defined(entry, resolve) for _, entry in wanted.entries)
    if isinstance(wanted, FunctionType):
        return all(is_defined(each, resolve) for each in (*wanted.parameters, wanted.result))
    return False


def needs_for(value: Value, wanted: TypeName, resolve: Resolver = no_names) -> frozenset[str]:
    """The facts that decide whether a value is of a type: of a context, only those that the type names."""
    if type(value) is Pending:
        return value.needs
    if isinstance(wanted, NamedType):
        found = None if wanted.name in BUILT_IN else resolve(wanted.name)
        return NOTHING if found is None else needs_for(value, found, resolve)
    if isinstance(wanted, ListType) and isinstance(value, tuple):
        return NOTHING.union(*[needs_for(each, wanted.member, resolve) for each in value])
    if isinstance(wanted, ContextType) and isinstance(value, Mapping | OpenContext):
        return NOTHING.union(
            *[needs_for(_entry(value, name), entry, resolve) for name, entry in wanted.entries]
        )
    return NOTHING


def _has_shape(value: Value, wanted: TypeName, resolve: Resolver) -> bool:
    if isinstance(wanted, NamedType):
        if wanted == ANY:
            return True
        if wanted.name in _CLASSES:
            return isinstance(value, _CLASSES[wanted.name])
        found = resolve(wanted.name)
        return found is not None and _has_shape(value, found, resolve)
    if isinstance(wanted, ListType):
        return isinstance(value, tuple) and all(_is_part(each, wanted.member, resolve) for each in value)
    if isinstance(wanted, RangeType):
        return _is_range(value, wanted.member, resolve)
    if isinstance(wanted, ContextType):
        return isinstance(value, Mapping | OpenContext) and all(
            (part := _entry(value, name)) is not MISSING and _is_part(part, entry, resolve)
            for name, entry in wanted.entries
        )
    return isinstance(wanted, FunctionType) and _takes(value, wanted)


def _is_part(value: Value, wanted: TypeName, resolve: Resolver) -> bool:
    return value is None or type(value) is Pending or _has_shape(value, wanted, resolve)


def _entry(value: Mapping[str, Value] | OpenContext, name: str) -> Value | Missing:
    """What a context has under a name; of facts, a name that is missing is a fact still to be told."""
    if not isinstance(value, OpenContext):
        return value.get(name, MISSING)
    path = f"{value.path}.{name}"
    return from_fact(value.members[name], path) if name in value.members else Pending(frozenset((path,)))


def _is_range(value: Value, member: TypeName, resolve: Resolver) -> bool:
    if isinstance(value, RangeValue):
        return _is_part(value.low, member, resolve) and _is_part(value.high, member, resolve)
    return isinstance(value, TestValue) and _is_part(value.operand, member, resolve)


def _takes(value: Value, wanted: FunctionType) -> bool:
    """Whether a function takes arguments of the types wanted; what it gives shows only when it is called."""
    if not isinstance(value, Callback) or len(value.parameters) != len(wanted.parameters):
        return False
    declared = [getattr(parameter, "type", None) for parameter in value.parameters]
    return all(
        not isinstance(own, TypeName) or own in (ANY, asked)
        for own, asked in zip(declared, wanted.parameters, strict=True)
    )
