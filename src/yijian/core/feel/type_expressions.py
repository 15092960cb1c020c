"""Types as a rule writes them, after `instance of` and in the parameters of a function (DMN 1.5 clause 10.3.2.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type."""


@dataclass(frozen=True, slots=True)
class NamedType(TypeName):
    """A built-in type, or one that the model defines."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ListType(TypeName):
    member: TypeName

    def __str__(self) -> str:
        return f"list<{self.member}>"


@dataclass(frozen=True, slots=True)
class RangeType(TypeName):
    member: TypeName

    def __str__(self) -> str:
        return f"range<{self.member}>"


@dataclass(frozen=True, slots=True)
class ContextType(TypeName):
    """Contexts that have all these entries; they may have more."""

    entries: tuple[tuple[str, TypeName], ...]

    def __str__(self) -> str:
        return f"context<{', '.join(f'{name}: {entry}' for name, entry in self.entries)}>"


@dataclass(frozen=True, slots=True)
class FunctionType(TypeName):
    """Functions of as many parameters, which take at least these types."""

    parameters: tuple[TypeName, ...]
    result: TypeName

    def __str__(self) -> str:
        return f"function<{', '.join(map(str, self.parameters))}>->{self.result}"


Resolver: TypeAlias = Callable[[str], TypeName | None]
"""What a name that is not built in stands for; None where it stands for nothing."""

ANY: Final = NamedType("Any")
BUILT_IN: Final = frozenset(
    [
        "Any",
        "Null",
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "list",
        "context",
        "range",
    ]
).union(["days and time duration", "years and months duration", "function"])
"""The names of the types of the language."""


def no_names(_name: str) -> TypeName | None:
    """The resolver outside a model."""
    return None


def qualified(type_: TypeName, prefix: str) -> TypeName:
    """A type of an imported model, where its names stand after `prefix` and a point."""
    if isinstance(type_, NamedType):
        return type_ if type_.name in BUILT_IN else NamedType(f"{prefix}.{type_.name}")
    if isinstance(type_, ListType):
        return ListType(qualified(type_.member, prefix))
    if isinstance(type_, RangeType):
        return RangeType(qualified(type_.member, prefix))
    if isinstance(type_, ContextType):
        return ContextType(tuple((name, qualified(entry, prefix)) for name, entry in type_.entries))
    if isinstance(type_, FunctionType):
        parameters = tuple(qualified(each, prefix) for each in type_.parameters)
        return FunctionType(parameters, qualified(type_.result, prefix))
    return type_
