"""Compiling a tree to closures: the scope of names, and the table of handlers.

A name is resolved once, at compile time: to a variable of a loop (a slot), else to a fact. Inside a filter it may also
be a fact of the member that is looked at. Where the caller says which names are at the top of the scope (`roots`), that
too is settled here: every other name is the member's. Where not, the evaluation tells: the member's own key comes first,
then what stands outside; and a name that is known nowhere may be either, so both are needed. `item.name` is always the
member's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.properties import property_of
from yijian.core.feel.runtime import MISSING, Closure, Missing, OpenContext, Pending, Run, from_fact, needs_of
from yijian.core.feel.type_expressions import Resolver, no_names
from yijian.core.feel.values import NOT_APPLICABLE, SAFE, Value

Wrap: TypeAlias = Callable[[ast.Expression, Closure], Closure]
Handler: TypeAlias = Callable[["Compiler", Any], Closure]
_Finder: TypeAlias = Callable[[Run], "Value | Missing"]

ITEM: Final = "item"
"""The name of the member that a filter looks at."""
PARTIAL: Final = "partial"
"""The name of the results of a `for` so far (DMN 1.5 clause 10.3.2.14)."""
SUBJECT: Final = "?"
"""The name of the value that unary tests look at."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A name bound to a slot; `name` None binds the keys of a filter's member instead."""

    slot: int
    name: str | None


class Compiler:
    """Compiles the nodes of one expression; `wrap` sees every closure (for a traced evaluation)."""

    def __init__(
        self,
        handlers: Mapping[type[ast.Expression], Handler],
        roots: Iterable[str] | None = None,
        wrap: Wrap | None = None,
        types: Resolver = no_names,
    ) -> None:
        self._handlers = handlers
        self._wrap = wrap
        self.roots = None if roots is None else frozenset(roots)
        self.types = types
        """What the names of types stand for that are not built in."""
        self.slot_count = 0
        self.node_count = 0
        """How many nodes have been compiled: the difference before and after a loop's body is its work per round."""
        self.scope: tuple[Binding, ...] = ()

    def compile(self, node: ast.Expression) -> Closure:
        """The closure of a node in the present scope."""
        self.node_count += 1
        closure = self._handlers[type(node)](self, node)
        return closure if self._wrap is None else self._wrap(node, closure)

    def new_slot(self) -> int:
        """A slot for one more variable."""
        self.slot_count += 1
        return self.slot_count - 1

    def compile_under(self, node: ast.Expression, *bindings: Binding) -> Closure:
        """The closure of a node in a scope with more names, the last one innermost."""
        outer = self.scope
        self.scope = (*outer, *bindings)
        closure = self.compile(node)
        self.scope = outer
        return closure

    def means_something(self, name: str) -> bool:
        """Whether a name stands for a variable, a function of the language or a name at the top here."""
        return self.is_bound(name) or name in BUILTINS or (self.roots is not None and name in self.roots)

    def is_bound(self, name: str) -> bool:
        """Whether a name is a variable of a loop here."""
        return any(binding.name == name for binding in self.scope)


def failed(run: Run, node: ast.Expression, failure: OperationFailed) -> Value:
    """Record a failure as the reason why `node` is null; gives that null."""
    run.fail(node, failure.reason)
    return None


def constant_of(value: Value) -> Closure:
    """A closure that always gives this value."""

    def give(_run: Run) -> Value:
        return value

    return give


def constant(
    _compiler: Compiler, node: ast.Number | ast.String | ast.Boolean | ast.Temporal | ast.Null
) -> Closure:
    """The closure of a literal."""
    value = None if isinstance(node, ast.Null) else node.value
    return constant_of(value)


def name(compiler: Compiler, node: ast.Name) -> Closure:
    """The closure of a name."""
    crossed: list[int] = []
    for binding in reversed(compiler.scope):
        if binding.name == node.name:
            of_filter = node.name == ITEM and Binding(binding.slot, None) in compiler.scope
            return _through_members(crossed, node, _item(binding.slot) if of_filter else _slot(binding.slot))
        if binding.name is None:
            crossed.append(binding.slot)
    if not crossed or (compiler.roots is not None and node.name in compiler.roots):
        return _fact(node, ())
    return _through_members(crossed, node, _root_fact(node) if compiler.roots is None else None)


def path(compiler: Compiler, node: ast.Path) -> Closure:
    """The closure of a path; one that begins at a fact is read in one go."""
    names = [node.name]
    source = node.source
    while isinstance(source, ast.Path):
        names.append(source.name)
        source = source.source
    in_filter = any(binding.name is None for binding in compiler.scope)
    if isinstance(source, ast.Name) and not in_filter and not compiler.is_bound(source.name):
        return _fact(source, tuple(reversed(names)))
    inner = compiler.compile(node.source)
    return lambda run: member(run, node, inner(run), node.name)


def member(run: Run, node: ast.Expression, value: Value, key: str) -> Value:
    """What a value has under a key."""
    try:
        if isinstance(value, OpenContext):
            if key not in value.members:
                return Pending(frozenset((f"{value.path}.{key}",)))
            return from_fact(value.members[key], f"{value.path}.{key}")
        if isinstance(value, dict) and key in value:
            return value[key]
        if isinstance(value, tuple):
            return tuple([member(run, node, each, key) for each in value])
        if value is NOT_APPLICABLE or type(value) is Pending:
            return value
        return property_of(value, key)
    except OperationFailed as failure:
        return failed(run, node, failure)


def _fact(root: ast.Name, names: tuple[str, ...]) -> Closure:
    full = ".".join((root.name, *names))
    missing = Pending(frozenset((full,)))
    keys = (root.name, *names)

    def read(run: Run) -> Value:
        value: Value = run.facts
        for position, key in enumerate(keys):
            if type(value) is not dict and not isinstance(value, Mapping):  # the first test is the quick one
                return _read_further(run, root, from_path(run, root, value, keys[:position]), keys[position:])
            value = value.get(key, MISSING)
            if value is MISSING:
                return missing
        return value if type(value) in SAFE else from_path(run, root, value, keys)

    return read


def from_path(run: Run, node: ast.Expression, value: Value, keys: tuple[str, ...]) -> Value:
    """`from_fact`, with a value of a foreign type recorded as an error; the members of a list are counted as work."""
    if type(value) is tuple or type(value) is list:
        run.spend(len(value), node)
    try:
        return from_fact(value, ".".join(keys))
    except OperationFailed as failure:
        return failed(run, node, failure)


def _read_further(run: Run, node: ast.Expression, value: Value, keys: tuple[str, ...]) -> Value:
    for key in keys:
        value = member(run, node, value, key)
    return value


def _slot(slot: int) -> _Finder:
    return lambda run: run.slots[slot]


def _item(slot: int) -> _Finder:
    """The member that a filter looks at; of a context with an entry `item`, that entry (DMN 1.5 clause 10.3.2.5)."""

    def find(run: Run) -> Value:
        member = run.slots[slot]
        return member[ITEM] if type(member) is dict and ITEM in member else member

    return find


def _root_fact(node: ast.Name) -> _Finder:
    key = node.name

    def find(run: Run) -> Value | Missing:
        value = run.facts.get(key, MISSING)
        return value if value is MISSING else from_path(run, node, value, (key,))

    return find


def _through_members(slots: list[int], node: ast.Name, outside: _Finder | None) -> Closure:
    """A name inside filters: the key of a member (innermost first), else what stands outside, if anything does."""
    key = node.name

    def read(run: Run) -> Value:
        needs: set[str] = set()
        for slot in slots:
            value = run.slots[slot]
            if isinstance(value, OpenContext):
                if key in value.members:
                    return member(run, node, value, key)
                needs.add(f"{value.path}.{key}")
            elif isinstance(value, dict) and key in value:
                return value[key]
            elif type(value) is Pending:
                needs |= needs_of(value)
        if outside is not None:
            found = outside(run)
            if found is not MISSING:
                return found
            needs.add(key)
        if needs:
            return Pending(frozenset(needs))
        run.fail(node, Text(f"这里没有“{key}”这一项", f"There is no “{key}” here"))
        return None

    return read if slots or outside is None else outside
