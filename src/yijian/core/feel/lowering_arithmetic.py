"""Lowering calculations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yijian.core.errors import Text
from yijian.core.feel import ast, lowered_dates, lowered_numbers
from yijian.core.feel.lowered import Lowered, Sort
from yijian.core.feel.lowered_numbers import Ratio, aligned, refusal
from yijian.core.feel.lowering_parts import Names, Part, no_single
from yijian.core.feel.type_rules import POWER

if TYPE_CHECKING:
    from yijian.core.feel.lowering import Lowering


def lower_negation(lowering: Lowering, node: ast.Negation, names: Names) -> Ratio:
    """`-x`."""
    operand = lowering.ratio(node.operand, names)
    return replace(operand, numerator=lowered_numbers.negate(operand.numerator, node))


def lower_arithmetic(lowering: Lowering, node: ast.Arithmetic, names: Names) -> Lowered | Ratio:
    """`x + y` and so on, of numbers, durations and dates."""
    if node.operator == "/":
        if not isinstance(node.right, ast.Number) or not node.right.value:
            raise refusal(
                node.right,
                Text("除数可能是零", "The divisor may be zero"),
                Text("除数请写成不为零的数", "Write the divisor out as a number"),
            )
        return lowered_numbers.quotient(lowering.ratio(node.left, names), node.right.value, node)
    left, right = lowering.part(node.left, names), lowering.part(node.right, names)
    if isinstance(right, Lowered) and right.sort is Sort.DATE and node.operator == "+":
        left, right = right, left
    if isinstance(left, Lowered) and left.sort is Sort.DATE:
        return _of_date(lowering, node, left, right)
    one, other = lowering.as_ratio(node, left), lowering.as_ratio(node, right)
    sorts = {one.numerator.sort, other.numerator.sort}
    sort = next(iter(sorts - {Sort.WHOLE}), Sort.WHOLE)
    if node.operator == "*":
        return lowered_numbers.product(one, other, node, sort)
    if node.operator == "**":
        raise refusal(node, POWER, Text("请写成连乘", "Write it as a product"))
    (first, second), denominator = aligned((one, other), node)
    make = lowered_numbers.add if node.operator == "+" else lowered_numbers.subtract
    return Ratio(make(first, second, node, sort), denominator)


def _of_date(lowering: Lowering, node: ast.Arithmetic, date: Lowered, other: Part) -> Lowered:
    if isinstance(other, Lowered) and other.sort is Sort.DATE:
        return lowered_dates.days_between(other, date, node)
    amount = lowering.as_ratio(node, other)
    if amount.denominator != 1:
        raise no_single(node)
    span = amount.numerator if node.operator == "+" else lowered_numbers.negate(amount.numerator, node)
    if span.sort is Sort.MONTHS:
        return lowered_dates.add_months(date, span, node)
    return lowered_dates.add_days(date, span, node)
