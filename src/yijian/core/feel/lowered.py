"""The lowered tree: what a rule of the verifiable subset comes to once its types are machine types.

One tree for everything that is not the evaluator: proof, query trees, generated code. There are five sorts. Amounts of
money (fen), numbers of months, of days and plain whole numbers are 64-bit integers; codes and texts are symbols that are
only equal or not; dates are days of the calendar; conditions are truths. No fraction is left: a calculation with
decimals is a whole numerator over a power of ten, and a rounding closes it.

Every node has one of four states for a person: a value, *not applicable*, *unknown* (a fact not told), *none* (FEEL's
null). Unless a node says otherwise it is strict, in this order: not applicable where an operand is, else unknown where
one is, else none where one is, else a value. Conditions say otherwise; they do what `logic` does.

Each node knows bounds that its value cannot leave, by the declared ranges of the facts; `origin` is the part of the
rule that it comes from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import ast

Sign: TypeAlias = ast.ComparisonOperator
Rounding: TypeAlias = Literal["floor", "ceiling", "half up"]
DatePart: TypeAlias = Literal["year", "month", "day", "weekday"]
ConstantValue: TypeAlias = bool | int | str | dt.date


class Sort(Enum):
    """A machine type."""

    TRUTH = "truth"
    WHOLE = "whole"
    MONTHS = "months"
    DAYS = "days"
    DATE = "date"
    SYMBOL = "symbol"


INTEGERS: Final = frozenset({Sort.WHOLE, Sort.MONTHS, Sort.DAYS})


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest that an integer can be; of a date, its month counted from the year 0."""

    low: int
    high: int

    def within(self, other: Bounds) -> bool:
        """Whether nothing of these bounds lies outside the other ones."""
        return other.low <= self.low and self.high <= other.high

    def hull(self, other: Bounds) -> Bounds:
        """The bounds of what is within one or the other."""
        return Bounds(min(self.low, other.low), max(self.high, other.high))


INT64: Final = Bounds(-(2**63) + 1, 2**63 - 1)
"""What a 64-bit integer holds, but for the one number that has no negative there."""
NO_BOUNDS: Final = Bounds(0, 0)
"""Of truths and symbols, which have none."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A node."""

    sort: Sort = field(kw_only=True)
    bounds: Bounds = field(kw_only=True, default=NO_BOUNDS, compare=False)
    origin: ast.Expression = field(kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Constant(Lowered):
    value: ConstantValue


@dataclass(frozen=True, slots=True)
class Variable:
    """A member of a list that a loop or a filter looks at; `number` tells apart those of one rule."""

    number: int


@dataclass(frozen=True, slots=True)
class Fact(Lowered):
    """A fact by its path from the top (`mother.ethnicity`), or from the member that `owner` stands for.

    The path is empty where the members of a list have no parts. `codes` are those of its code list, where it is closed.
    A rate is told as a number with decimals, and is here so many times as large: a whole number (`decimals` places).
    """

    path: str
    owner: Variable | None = None
    codes: tuple[str, ...] = field(default=(), compare=False)
    decimals: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Nothing(Lowered):
    """Never a value: FEEL's null, written where an `if` ends without an answer (elsewhere only in trees for proof)."""


@dataclass(frozen=True, slots=True)
class Opaque(Lowered):
    """A condition of which nothing is known but that it is one: outside the subset. Only in trees for proof."""

    reason: Text


@dataclass(frozen=True, slots=True)
class ListFact:
    """A list of facts by its path; `maximum` is how many members it can have, where that is declared."""

    path: str
    owner: Variable | None = None
    maximum: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a list, as `variable`, for which a condition holds.

    Not applicable, unknown or none where the list is; else unknown where the condition is unknown of some member.
    """

    source: ListFact
    variable: Variable
    condition: Lowered | None = None


# Conditions


@dataclass(frozen=True, slots=True)
class Compare(Lowered):
    """False where a side does not apply. Equality with none: true of two nones, false of one (`!=` the other way)."""

    sign: Sign
    left: Lowered
    right: Lowered


@dataclass(frozen=True, slots=True)
class All(Lowered):
    """`and`: an operand that does not apply counts as false."""

    operands: tuple[Lowered, ...]


@dataclass(frozen=True, slots=True)
class Any(Lowered):
    """`or`: an operand that does not apply counts as false."""

    operands: tuple[Lowered, ...]


@dataclass(frozen=True, slots=True)
class Not(Lowered):
    """True where the operand does not apply."""

    operand: Lowered


@dataclass(frozen=True, slots=True)
class IsDefined(Lowered):
    """False where the operand does not apply or is none."""

    operand: Lowered


@dataclass(frozen=True, slots=True)
class Choose(Lowered):
    """`if`: of an unknown condition, the value that both branches have, else unknown; of none, the second branch."""

    condition: Lowered
    then: Lowered
    otherwise: Lowered


@dataclass(frozen=True, slots=True)
class Quantify(Lowered):
    """`some` or `every`: false where the list does not apply."""

    quantifier: ast.Quantifier
    members: Members
    condition: Lowered


# Whole numbers


@dataclass(frozen=True, slots=True)
class Add(Lowered):
    left: Lowered
    right: Lowered


@dataclass(frozen=True, slots=True)
class Subtract(Lowered):
    left: Lowered
    right: Lowered


@dataclass(frozen=True, slots=True)
class Multiply(Lowered):
    left: Lowered
    right: Lowered


@dataclass(frozen=True, slots=True)
class Negate(Lowered):
    operand: Lowered


@dataclass(frozen=True, slots=True)
class Absolute(Lowered):
    operand: Lowered


@dataclass(frozen=True, slots=True)
class RoundedQuotient(Lowered):
    """The numerator over a divisor of at least two, rounded; `half up` takes a half away from zero."""

    numerator: Lowered
    divisor: int
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class Extreme(Lowered):
    """The least or the greatest of two or more."""

    greatest: bool
    operands: tuple[Lowered, ...]


@dataclass(frozen=True, slots=True)
class Count(Lowered):
    """How many members; not applicable or none where the list is."""

    members: Members


@dataclass(frozen=True, slots=True)
class Total(Lowered):
    """The sum of a value over the members: strict over them, and none where there are none."""

    members: Members
    value: Lowered


# Dates


@dataclass(frozen=True, slots=True)
class AddMonths(Lowered):
    """The day is cut to the end of the month."""

    date: Lowered
    months: Lowered


@dataclass(frozen=True, slots=True)
class AddDays(Lowered):
    date: Lowered
    days: Lowered


@dataclass(frozen=True, slots=True)
class DaysBetween(Lowered):
    start: Lowered
    end: Lowered


@dataclass(frozen=True, slots=True)
class FullMonths(Lowered):
    """Whole months from one date to another, as `temporal.full_months_between` counts them."""

    start: Lowered
    end: Lowered


@dataclass(frozen=True, slots=True)
class FullYears(Lowered):
    """Whole years from one date to another, as `temporal.full_years_between` counts them."""

    start: Lowered
    end: Lowered


@dataclass(frozen=True, slots=True)
class PartOfDate(Lowered):
    """The weekday is 1 on Mondays."""

    date: Lowered
    part: DatePart


def parts_of(node: Lowered) -> Iterator[Lowered]:
    """The nodes directly below, in order; of a list, its condition first."""
    for name in node.__dataclass_fields__:
        if name in ("sort", "bounds", "origin"):
            continue
        value = getattr(node, name)
        if isinstance(value, Lowered):
            yield value
        elif isinstance(value, Members):
            if value.condition is not None:
                yield value.condition
        elif isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, Lowered))


def nodes_of(node: Lowered) -> Iterator[Lowered]:
    """The node and everything below it."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(parts_of(each))


def facts_of(nodes: Iterable[Lowered]) -> tuple[Fact, ...]:
    """The facts that trees read from the top, each once."""
    found = {
        each.path: each
        for node in nodes
        for each in nodes_of(node)
        if isinstance(each, Fact) and each.owner is None
    }
    return tuple(found.values())


def beyond_int64(node: Lowered) -> tuple[Lowered, ...]:
    """The parts of a tree that by their bounds may not fit 64 bits, the innermost ones only."""
    return tuple(
        each for each in nodes_of(node) if _too_wide(each) and not any(map(_too_wide, parts_of(each)))
    )


def _too_wide(node: Lowered) -> bool:
    if isinstance(node, RoundedQuotient):
        wanted = node.numerator.bounds  # with room for half the divisor, which is added before it is divided
        room = Bounds(wanted.low - node.divisor, wanted.high + node.divisor)
        return not room.within(INT64)
    return node.sort in INTEGERS and not node.bounds.within(INT64)
