"""Cells of decision tables that nothing can meet together, told by their texts: no solver is needed for most tables.

It is told only of cells that list values written out, or say between which they lie; of others nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from yijian.core.decisions.boxed import DecisionTable
from yijian.core.feel import FeelError, ast, evaluate, parse_unary_tests
from yijian.core.feel.values import Value

_Ordered: TypeAlias = "Decimal | date"


@dataclass(frozen=True, slots=True)
class _Part:
    """Values between two ends (None: without end), or one value."""

    low: Value = None
    high: Value = None
    low_included: bool = True
    high_included: bool = True

    def before(self, other: _Part) -> bool:
        """Whether it ends before another begins."""
        if self.high is None or other.low is None:
            return False
        if type(self.high) is not type(other.low) or not isinstance(self.high, Decimal | date):
            return False
        ends: _Ordered = self.high
        begins: _Ordered = other.low  # type: ignore[assignment]  # of the same type
        return ends < begins or (  # type: ignore[operator]  # of the same type
            ends == begins and not (self.high_included and other.low_included)
        )

    def is_one(self) -> bool:
        """Whether it is a single value."""
        return self.low is not None and type(self.low) is type(self.high) and self.low == self.high


def disjoint_rows(table: DecisionTable) -> frozenset[tuple[int, int]]:
    """Pairs of rows (from 0, the smaller first) that cannot hold together: some column keeps them apart."""
    columns = [[_parts(row.inputs[column]) for row in table.rules] for column in range(len(table.inputs))]
    return frozenset(
        (one, other)
        for other in range(len(table.rules))
        for one in range(other)
        if any(_apart(cells[one], cells[other]) for cells in columns)
    )


def _apart(one: tuple[_Part, ...], other: tuple[_Part, ...]) -> bool:
    """Whether no value lies in both; cells without parts say nothing."""
    return bool(one and other) and all(_differ(left, right) for left in one for right in other)


def _differ(left: _Part, right: _Part) -> bool:
    if left.is_one() and right.is_one() and type(left.low) is type(right.low):
        return left.low != right.low
    return left.before(right) or right.before(left)


def _parts(text: str) -> tuple[_Part, ...]:
    """The parts that a cell is made of; none where it says anything else."""
    try:
        tests = parse_unary_tests(text) if text.strip() else ast.UnaryTests(())
    except FeelError:
        return ()
    if tests.negated:
        return ()
    parts = [_part(test) for test in tests.tests]
    return tuple(part for part in parts if part is not None) if None not in parts else ()


def _part(test: ast.Expression) -> _Part | None:
    match test:
        case ast.Range():
            low, high = _value(test.low), _value(test.high)
            if low is None or high is None:
                return None
            return _Part(low, high, test.low_included, test.high_included)
        case ast.Test():
            value = _value(test.operand)
            if value is None:
                return None
            match test.operator:
                case "=":
                    return _Part(value, value)
                case "<" | "<=":
                    return _Part(high=value, high_included=test.operator == "<=")
                case ">" | ">=":
                    return _Part(low=value, low_included=test.operator == ">=")
                case _:
                    return None
        case _:
            value = _value(test)
            return None if value is None else _Part(value, value)


def _value(expression: ast.Expression) -> Value:
    """The value of what is written out; None where something is read, or it is none of the values that cells name."""
    result = evaluate(expression, {})
    plain = isinstance(result.value, str | bool | Decimal | date)
    return result.value if plain and not result.needs and not result.errors else None
