"""The tree of a rule. Nodes are frozen; two nodes are equal where they say the same, wherever they stand.

Brackets leave no node. Two shapes are kept apart by their class alone: a `Number` is never negative (`-3` is a
`Negation`), and a chain of `and` is one `Conjunction`, so that a rule of a hundred conditions is flat.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, TypeAlias, TypeVar

from yijian.core.errors import Text
from yijian.core.feel.errors import NOWHERE, FeelLimitExceeded, Span
from yijian.core.feel.type_expressions import TypeName
from yijian.core.feel.values import AnyDate, DateTime, DaysTime, Time, YearsMonths

MAX_DEPTH: Final = 200

ArithmeticOperator: TypeAlias = Literal["+", "-", "*", "/", "**"]
ComparisonOperator: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]
Quantifier: TypeAlias = Literal["some", "every"]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a rule and where it stands in the text."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Expression(Node):
    """A node that has a value."""


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A number as written; never negative."""

    value: Decimal

    def __post_init__(self) -> None:
        if self.value.is_signed() or not self.value.is_finite():
            raise ValueError("A Number is finite and not negative: wrap it in a Negation")


@dataclass(frozen=True, slots=True)
class String(Expression):
    value: str


@dataclass(frozen=True, slots=True)
class Boolean(Expression):
    value: bool


@dataclass(frozen=True, slots=True)
class Null(Expression):
    pass


@dataclass(frozen=True, slots=True)
class Temporal(Expression):
    """A date, a time or a duration, written `@"2024-01-01"`."""

    value: AnyDate | Time | DateTime | YearsMonths | DaysTime


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """A fact, a variable or a function. `?` is the value that a unary test looks at."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Expression):
    """`source.name`; of a list, the list of what its members have there."""

    source: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Expression):
    """`source[condition]`: the members for which the condition holds, or the member at that position (from 1)."""

    source: Expression
    condition: Expression


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """An argument of a function; `name` is None where it is given by position."""

    name: str | None
    value: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    function: Expression
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """A parameter of a function; `type` None takes every value."""

    name: str
    type: TypeName | None = None


@dataclass(frozen=True, slots=True)
class FunctionDefinition(Expression):
    """`function(a, b: number) a + b`; of an `external` one the body says where foreign code is."""

    parameters: tuple[Parameter, ...]
    body: Expression
    external: bool = False


@dataclass(frozen=True, slots=True)
class External(Expression):
    """The body of an external function in place of what would run it."""

    where: Expression


@dataclass(frozen=True, slots=True)
class InstanceOf(Expression):
    subject: Expression
    type: TypeName


@dataclass(frozen=True, slots=True)
class ListLiteral(Expression):
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Entry(Node):
    key: str
    value: Expression


@dataclass(frozen=True, slots=True)
class ContextLiteral(Expression):
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Range(Expression):
    """`[low..high]`; a round bracket leaves the end point out."""

    low: Expression
    high: Expression
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class Series(Expression):
    """`low..high` after `in` of a `for`: the whole numbers from one to the other, up or down."""

    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class Test(Expression):
    """A comparison without its left side, such as `< 10`."""

    operator: ComparisonOperator
    operand: Expression


@dataclass(frozen=True, slots=True)
class UnaryTests(Expression):
    """Tests of one value, joined by `or`; no test at all (`-`) always holds. On its own it tests the name `?`."""

    tests: tuple[Expression, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Negation(Expression):
    operand: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic(Expression):
    operator: ArithmeticOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison(Expression):
    operator: ComparisonOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Between(Expression):
    subject: Expression
    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class In(Expression):
    subject: Expression
    tests: UnaryTests

    def __post_init__(self) -> None:
        if self.tests.negated or not self.tests.tests:
            raise ValueError("After `in` stands at least one test, and no `not(...)` around the tests")


@dataclass(frozen=True, slots=True)
class Conjunction(Expression):
    """`a and b and c`: two operands or more."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Disjunction(Expression):
    """`a or b or c`: two operands or more."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class If(Expression):
    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """`variable in domain` of a `for`, `some` or `every`."""

    variable: str
    domain: Expression


@dataclass(frozen=True, slots=True)
class Quantified(Expression):
    quantifier: Quantifier
    iterators: tuple[Iterator, ...]
    condition: Expression


@dataclass(frozen=True, slots=True)
class For(Expression):
    iterators: tuple[Iterator, ...]
    result: Expression


N = TypeVar("N", bound=Node)


def _fields(node: Node) -> Iterable[str]:
    return (name for name in node.__dataclass_fields__ if name != "span")


def children(node: Node) -> Iterable[Node]:
    """The nodes directly below, in the order of the text."""
    for name in _fields(node):
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from value


def with_children(node: N, change: Callable[[Node], Node]) -> N:
    """The same node with each child changed; the node itself where no child changes."""
    changed: dict[str, object] = {}
    for name in _fields(node):
        value = getattr(node, name)
        if isinstance(value, Node):
            new: object = change(value)
            if new is not value:
                changed[name] = new
        elif isinstance(value, tuple):
            items = tuple(map(change, value))
            if any(item is not old for item, old in zip(items, value, strict=True)):
                changed[name] = items
    return dataclasses.replace(node, **changed) if changed else node  # type: ignore[arg-type]  # names come from the class


def size_of(node: Node) -> int:
    """How many nodes the tree has."""
    count, waiting = 0, [node]
    while waiting:
        count += 1
        waiting.extend(children(waiting.pop()))
    return count


def check_depth(expression: Expression) -> None:
    """Refuse a tree in which more than `MAX_DEPTH` nodes lie inside one another, so that no walk exhausts the stack."""
    waiting: list[tuple[Node, int]] = [(expression, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise too_deep(node.span)
        waiting.extend((child, depth + 1) for child in children(node))


def too_deep(place: Span) -> FeelLimitExceeded:
    """The error for a rule whose parts are nested too deeply."""
    return FeelLimitExceeded(
        reason=Text(f"规则嵌套超过 {MAX_DEPTH} 层", f"The rule is nested more than {MAX_DEPTH} levels deep"),
        repair=Text("请拆成几条规则", "Split it into several rules"),
        place=place,
    )
