"""The types of a model: what a reference to a type means, and which values belong to it (DMN 1.5 clauses 7.3.2, 10.3.2.9).

A type may contain itself (a person has children, who are persons), so the parts of an `ItemType` are filled in after
it is made, by `type_space` alone; from then on nothing changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from yijian.core.feel.runtime import OpenContext, Pending, from_fact
from yijian.core.feel.values import NOT_APPLICABLE, Callback, Value

Test: TypeAlias = Callable[[Value], bool]


class ItemType:
    """A type. `name` is how the model speaks of it; `holds` tells whether a value that is not null belongs to it."""

    __slots__ = ("_constraints", "_shape", "components", "member", "name", "result", "values")

    def __init__(self, name: str) -> None:
        self.name = name
        self._shape: Test = _anything
        self._constraints: tuple[Test, ...] = ()
        self.member: ItemType | None = None
        """Of a list type, the type of its members."""
        self.result: ItemType | None = None
        """Of a function type, the type of what the function gives."""
        self.values: str | None = None
        """The unary tests that its values pass, as they are written; their order is the order of priority."""
        self.components: Mapping[str, ItemType] = {}
        """Of a context type, its entries."""

    def of_shape(self, shape: Test) -> ItemType:
        """Make it the type of the values with this shape."""
        self._shape = shape
        return self

    def of_list(self, member: ItemType) -> ItemType:
        """Make it the type of the lists of `member`."""
        self.member = member
        self._shape = self._is_list
        return self

    def of_context(self, components: Mapping[str, ItemType]) -> ItemType:
        """Make it the type of the contexts that have all these entries; they may have more."""
        self.components = components
        self._shape = self._is_context
        return self

    def of_function(self, parameters: int | None, result: ItemType) -> ItemType:
        """Make it the type of functions, with that number of parameters if one is given."""
        self.result = result
        self._shape = lambda value: (
            isinstance(value, Callback) and parameters in (None, len(value.parameters))
        )
        return self

    def like(self, other: ItemType) -> ItemType:
        """Give it the shape and the constraints of another type."""
        self.member, self.components, self.result = other.member, other.components, other.result
        self.values = other.values
        self._shape = other.holds
        return self

    def constrained(self, test: Test) -> ItemType:
        """Ask one thing more of its values."""
        self._constraints = (*self._constraints, test)
        return self

    @property
    def is_list(self) -> bool:
        """Whether its values are lists."""
        return self.member is not None

    def holds(self, value: Value) -> bool:
        """Whether a value belongs to the type. Null belongs to every type, and so may what is not known."""
        if value is None or value is NOT_APPLICABLE or type(value) is Pending:
            return True
        return self._shape(value) and all(test(value) for test in self._constraints)

    def names_inside(self) -> Iterator[str]:
        """The names of all entries of the type and of the types inside it."""
        seen: set[int] = set()
        waiting: list[ItemType] = [self]
        while waiting:
            each = waiting.pop()
            if id(each) in seen:
                continue
            seen.add(id(each))
            yield from each.components
            waiting.extend(each.components.values())
            if each.member is not None:
                waiting.append(each.member)

    def __repr__(self) -> str:
        return f"ItemType({self.name!r})"

    def _is_list(self, value: Value) -> bool:
        member = self.member
        return isinstance(value, tuple) and (member is None or all(map(member.holds, value)))

    def _is_context(self, value: Value) -> bool:
        if isinstance(value, OpenContext):  # an entry that is not told may still turn out right
            return all(
                component.holds(from_fact(value.members[name], value.path))
                for name, component in self.components.items()
                if name in value.members
            )
        return isinstance(value, Mapping) and all(
            name in value and component.holds(value[name]) for name, component in self.components.items()
        )


def _anything(_value: Value) -> bool:
    return True


ANY: Final = ItemType("Any")
