"""Making the nodes of whole numbers: bounds are worked out, calculations of constants are done.

A number with a fraction is a `Ratio`: a whole numerator over a denominator that is written out. One whose denominator
is a power of ten is exact. One that comes from another division (a third) is not, as decimals go: it may be divided
further, and then it is rounded; nothing else, because its digits end somewhere in the evaluator and never in a fraction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import gcd
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.errors import FeelOutsideSubset
from yijian.core.feel.lowered import (
    Absolute,
    Add,
    Bounds,
    Choose,
    Constant,
    Extreme,
    Lowered,
    Multiply,
    Negate,
    RoundedQuotient,
    Rounding,
    Sort,
    Subtract,
)
from yijian.core.feel.values import NUMBERS

MOST_DECIMALS: Final = 12
MOST_DIVISOR: Final = 10**MOST_DECIMALS
"""So many decimals that a quotient of 64 bits has fewer digits than the evaluator keeps (34), and rounds alike."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """`numerator / denominator`; see the module."""

    numerator: Lowered
    denominator: int = 1
    exact: bool = True


def refusal(node: ast.Node, reason: Text, repair: Text) -> FeelOutsideSubset:
    """Why a part of a rule cannot be lowered, and what to write instead."""
    return FeelOutsideSubset(reason=reason, repair=repair, place=node.span)


def constant(value: int, origin: ast.Expression, sort: Sort = Sort.WHOLE) -> Constant:
    """A whole number."""
    return Constant(value, sort=sort, bounds=Bounds(value, value), origin=origin)


def value_of(node: Lowered) -> int | None:
    """The number that a constant is."""
    return node.value if isinstance(node, Constant) and type(node.value) is int else None


def ratio_of(number: Decimal, origin: ast.Expression) -> Ratio:
    """A number as written."""
    sign, digits, exponent = number.normalize(NUMBERS).as_tuple()
    if not isinstance(exponent, int) or exponent < -MOST_DECIMALS or len(digits) + max(exponent, 0) > 18:
        raise refusal(
            origin,
            Text("这个数的位数太多", "The number has too many digits"),
            Text(f"小数最多 {MOST_DECIMALS} 位", f"No more than {MOST_DECIMALS} decimals"),
        )
    whole = int("".join(map(str, digits))) * (-1 if sign else 1) * 10 ** max(exponent, 0)
    return Ratio(constant(whole, origin), 10 ** max(-exponent, 0))


def add(left: Lowered, right: Lowered, origin: ast.Expression, sort: Sort) -> Lowered:
    """`left + right`."""
    one, other = value_of(left), value_of(right)
    if one is not None and other is not None:
        return constant(one + other, origin, sort)
    if other == 0 and left.sort is sort:
        return left
    bounds = Bounds(left.bounds.low + right.bounds.low, left.bounds.high + right.bounds.high)
    return Add(left, right, sort=sort, bounds=bounds, origin=origin)


def subtract(left: Lowered, right: Lowered, origin: ast.Expression, sort: Sort) -> Lowered:
    """`left - right`."""
    one, other = value_of(left), value_of(right)
    if one is not None and other is not None:
        return constant(one - other, origin, sort)
    bounds = Bounds(left.bounds.low - right.bounds.high, left.bounds.high - right.bounds.low)
    return Subtract(left, right, sort=sort, bounds=bounds, origin=origin)


def multiply(left: Lowered, right: Lowered, origin: ast.Expression, sort: Sort) -> Lowered:
    """`left * right`."""
    one, other = value_of(left), value_of(right)
    if one is not None and other is not None:
        return constant(one * other, origin, sort)
    if one == 1 and right.sort is sort:
        return right
    if other == 1 and left.sort is sort:
        return left
    corners = [
        a * b for a in (left.bounds.low, left.bounds.high) for b in (right.bounds.low, right.bounds.high)
    ]
    return Multiply(left, right, sort=sort, bounds=Bounds(min(corners), max(corners)), origin=origin)


def times(node: Lowered, factor: int) -> Lowered:
    """A numerator brought to a larger denominator."""
    if factor == 1:
        return node
    return multiply(node, constant(factor, node.origin), node.origin, node.sort)


def negate(node: Lowered, origin: ast.Expression) -> Lowered:
    """`-node`."""
    value = value_of(node)
    if value is not None:
        return constant(-value, origin, node.sort)
    return Negate(node, sort=node.sort, bounds=Bounds(-node.bounds.high, -node.bounds.low), origin=origin)


def absolute(node: Lowered, origin: ast.Expression) -> Lowered:
    """The size of a number without its sign."""
    value = value_of(node)
    if value is not None:
        return constant(abs(value), origin, node.sort)
    low, high = node.bounds.low, node.bounds.high
    least = 0 if low <= 0 <= high else min(abs(low), abs(high))
    return Absolute(node, sort=node.sort, bounds=Bounds(least, max(abs(low), abs(high))), origin=origin)


def rounded(ratio: Ratio, rounding: Rounding, origin: ast.Expression) -> Lowered:
    """A number rounded to a whole one."""
    divisor, value = ratio.denominator, value_of(ratio.numerator)
    if divisor == 1:
        return ratio.numerator
    if value is not None:
        return constant(round_whole(value, divisor, rounding), origin)
    bounds = ratio.numerator.bounds
    return RoundedQuotient(
        ratio.numerator,
        divisor,
        rounding,
        sort=ratio.numerator.sort,
        bounds=Bounds(
            round_whole(bounds.low, divisor, rounding), round_whole(bounds.high, divisor, rounding)
        ),
        origin=origin,
    )


def round_whole(numerator: int, divisor: int, rounding: Rounding) -> int:
    """`numerator / divisor` rounded; `half up` takes a half away from zero (DMN 1.5 clause 10.3.4.5)."""
    if rounding == "floor":
        return numerator // divisor
    if rounding == "ceiling":
        return -(-numerator // divisor)
    size = (2 * abs(numerator) + divisor) // (2 * divisor)
    return -size if numerator < 0 else size


def extreme(operands: tuple[Lowered, ...], greatest: bool, origin: ast.Expression) -> Lowered:
    """The least or the greatest of several."""
    if len(operands) == 1:
        return operands[0]
    pick: Callable[..., int] = max if greatest else min
    bounds = Bounds(pick(each.bounds.low for each in operands), pick(each.bounds.high for each in operands))
    return Extreme(greatest, operands, sort=operands[0].sort, bounds=bounds, origin=origin)


# Numbers with a fraction


def aligned(ratios: tuple[Ratio, ...], origin: ast.Expression) -> tuple[tuple[Lowered, ...], int]:
    """Numerators over one denominator; refused for a fraction that decimals cannot say."""
    for ratio in ratios:
        exact(ratio, origin)
    denominator = max(ratio.denominator for ratio in ratios)  # powers of ten: the greatest is the common one
    return tuple(times(ratio.numerator, denominator // ratio.denominator) for ratio in ratios), denominator


def exact(ratio: Ratio, origin: ast.Expression) -> Ratio:
    """The ratio itself; refused where its decimals would not end."""
    if not ratio.exact:
        raise refusal(
            origin,
            Text("除不尽的数不能再加减乘或比较", "A quotient that does not come out even is only rounded"),
            Text("请先乘后除，除法放在最后", "Multiply first, and divide last"),
        )
    return ratio


def product(left: Ratio, right: Ratio, origin: ast.Expression, sort: Sort) -> Ratio:
    """`left * right`."""
    exact(left, origin)
    exact(right, origin)
    numerator = multiply(left.numerator, right.numerator, origin, sort)
    return reduced(Ratio(numerator, left.denominator * right.denominator), origin)


def quotient(dividend: Ratio, divisor: Decimal, origin: ast.Expression) -> Ratio:
    """`dividend / divisor`, the divisor written out: a whole numerator over a larger denominator."""
    sign, digits, exponent = divisor.normalize(NUMBERS).as_tuple()
    whole = int("".join(map(str, digits)))
    power = exponent if isinstance(exponent, int) else 0
    factor = 10 ** max(-power, 0) * (-1 if sign else 1)
    numerator, denominator = dividend.numerator, dividend.denominator * whole * 10 ** max(power, 0)
    common = gcd(factor, denominator) if dividend.exact else 1
    numerator, denominator = times(numerator, factor // common), denominator // common
    if dividend.exact:
        decimals = _decimals(denominator)
        if decimals is not None:
            scale = 10**decimals
            return reduced(Ratio(times(numerator, scale // denominator), scale), origin)
    return reduced(Ratio(numerator, denominator, exact=False), origin)


def _decimals(denominator: int) -> int | None:
    """How many decimals `1 / denominator` has, or None where they do not end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def reduced(ratio: Ratio, origin: ast.Expression) -> Ratio:
    """The ratio, with a constant in its lowest terms; refused where it has too many decimals."""
    value = value_of(ratio.numerator)
    if value is not None and ratio.exact:
        while ratio.denominator > 1 and value % 10 == 0:
            value //= 10
            ratio = Ratio(constant(value, origin, ratio.numerator.sort), ratio.denominator // 10)
    if ratio.denominator > MOST_DIVISOR:
        raise refusal(
            origin,
            Text("小数位数太多", "The calculation has too many decimals"),
            Text("请在中间先舍入一次", "Round once in between"),
        )
    return ratio


def choose_ratio(condition: Lowered, then: Ratio, otherwise: Ratio, origin: ast.Expression) -> Ratio:
    """`if` over two numbers."""
    (one, other), denominator = aligned((then, otherwise), origin)
    node = Choose(condition, one, other, sort=one.sort, bounds=one.bounds.hull(other.bounds), origin=origin)
    return Ratio(node, denominator)
