"""Lowering the calls of functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import ast, lowered_dates, lowered_numbers
from yijian.core.feel import lowered as low
from yijian.core.feel.calls import arrange, called
from yijian.core.feel.evaluate import evaluate
from yijian.core.feel.lowered import Bounds, Lowered, Rounding, Sort
from yijian.core.feel.lowered_numbers import MOST_DECIMALS, Ratio, aligned, constant, refusal
from yijian.core.feel.lowering_parts import Listed, Names, Part, Several, no_single
from yijian.core.feel.values import NUMBERS, UNKNOWN, Date, DaysTime, Value, YearsMonths

if TYPE_CHECKING:
    from yijian.core.feel.lowering import Lowering

Arguments: TypeAlias = tuple[ast.Expression, ...]
SECONDS_A_DAY: Final = 86_400
DEFAULT_MEMBERS: Final = 1_000
"""How many members a list has at most where nothing is declared."""


def lower_call(lowering: Lowering, node: ast.Call, names: Names) -> Part:
    """A call of a function of the language."""
    builtin = called(node)
    ways = (
        [way for overload in builtin.overloads if (way := arrange(node, overload)) is not None]
        if builtin
        else []
    )
    handler = _CALLS.get(builtin.name) if builtin else None
    if handler is None or not ways:
        shown = builtin.name if builtin else "…"
        raise refusal(
            node,
            Text(
                f"函数“{shown}”不能证明，也不能对全体人运行",
                f"“{shown}” can be neither proved nor run over a population",
            ),
            Text("请用 =、in 或计算写出来", "Write it with =, in or calculations"),
        )
    return handler(lowering, node, ways[0], names)


def temporal(value: Value, origin: ast.Expression) -> Lowered:
    """A date or a duration as written."""
    if isinstance(value, Date):
        return lowered_dates.written(value, origin)
    if isinstance(value, YearsMonths):
        return constant(value.months, origin, Sort.MONTHS)
    if isinstance(value, DaysTime) and not NUMBERS.remainder(value.seconds, Decimal(SECONDS_A_DAY)):
        return constant(int(value.seconds) // SECONDS_A_DAY, origin, Sort.DAYS)
    raise refusal(
        origin,
        Text("只能用日期、月数和整天数", "Only dates, months and whole days can be proved"),
        Text("请写成 P10D 这样的整天数", "Write whole days, such as P10D"),
    )


def _not(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Lowered:
    return low.Not(lowering.condition(given[0], names), sort=Sort.TRUTH, origin=node)


def _is_defined(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Lowered:
    found = lowering.part(given[0], names)
    operand = found.numerator if isinstance(found, Ratio) else found
    if not isinstance(operand, Lowered):
        raise no_single(given[0])
    return low.IsDefined(operand, sort=Sort.TRUTH, origin=node)


def _count(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Lowered:
    found = lowering.part(given[0], names)
    if isinstance(found, Listed):
        return constant(len(found.items), node)
    if not isinstance(found, Several):
        raise no_single(given[0])
    bounds = Bounds(0, _most(found))
    return low.Count(found.members, sort=Sort.WHOLE, bounds=bounds, origin=node)


def _most(several: Several) -> int:
    maximum = several.members.source.maximum
    return DEFAULT_MEMBERS if maximum is None else maximum


def _list_contains(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Lowered:
    found, element = lowering.part(given[0], names), lowering.part(given[1], names)
    if isinstance(found, Several):
        equal = lowering.compare("=", found.value, element, node)
        some = low.Quantify("some", found.members, equal, sort=Sort.TRUTH, origin=node)
        applies = lowering.compare(
            "=", element, element, node
        )  # what does not apply is in no list, told or not
        return low.All((applies, some), sort=Sort.TRUTH, origin=node)
    if not isinstance(found, Listed):
        raise no_single(given[0])
    equals = tuple(lowering.compare("=", item, element, node) for item in found.items)
    return low.Any(equals, sort=Sort.TRUTH, origin=node)


def _sum(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Ratio:
    found = lowering.part(given[0], names)
    if len(given) == 1 and isinstance(found, Several):
        member = lowered_numbers.exact(lowering.as_ratio(given[0], found.value), node)
        most = _most(found)
        one = member.numerator.bounds
        bounds = Bounds(min(one.low, one.low * most), max(one.high, one.high * most))
        total = low.Total(
            found.members, member.numerator, sort=member.numerator.sort, bounds=bounds, origin=node
        )
        return Ratio(total, member.denominator)
    several = len(given) > 1 or not isinstance(found, Listed)
    parts = tuple(lowering.part(each, names) for each in given) if several else found.items  # type: ignore[union-attr]  # a Listed
    if not parts:
        raise refusal(
            node,
            Text("空列表没有合计", "An empty list has no sum"),
            Text("请写出要合计的数", "Write the numbers that are added"),
        )
    numerators, denominator = aligned(tuple(lowering.as_ratio(node, part) for part in parts), node)
    total_: Lowered = numerators[0]
    for numerator in numerators[1:]:
        total_ = lowered_numbers.add(total_, numerator, node, total_.sort)
    return Ratio(total_, denominator)


def _extreme(*, greatest: bool) -> _Handler:
    def handler(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Lowered | Ratio:
        parts = [lowering.part(each, names) for each in given]
        dates = tuple(each for each in parts if isinstance(each, Lowered) and each.sort is Sort.DATE)
        if len(dates) == len(parts):
            return lowered_numbers.extreme(dates, greatest, node)
        numerators, denominator = aligned(tuple(lowering.as_ratio(node, part) for part in parts), node)
        return Ratio(lowered_numbers.extreme(numerators, greatest, node), denominator)

    return handler


def _abs(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Ratio:
    operand = lowering.ratio(given[0], names)
    return replace(operand, numerator=lowered_numbers.absolute(operand.numerator, node))


def _rounded(rounding: Rounding) -> _Handler:
    def handler(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Ratio:
        operand = lowering.ratio(given[0], names)
        scale = _scale(given[1]) if len(given) > 1 else 0
        if scale == 0:
            return Ratio(lowered_numbers.rounded(operand, rounding, node))
        # to two decimals is to a whole number of hundredths; to hundreds, to a whole number of hundreds
        up, down = 10 ** max(scale, 0), 10 ** max(-scale, 0)
        scaled = replace(
            operand,
            numerator=lowered_numbers.times(operand.numerator, up),
            denominator=operand.denominator * down,
        )
        whole = lowered_numbers.rounded(lowered_numbers.reduced(scaled, node), rounding, node)
        return Ratio(lowered_numbers.times(whole, down), up)

    return handler


def _scale(node: ast.Expression) -> int:
    negative = isinstance(node, ast.Negation)
    literal = node.operand if isinstance(node, ast.Negation) else node
    if not isinstance(literal, ast.Number) or literal.value > MOST_DECIMALS:
        raise refusal(
            node,
            Text("舍入到几位请直接写明", "The number of decimals is written out"),
            Text(f"最多 {MOST_DECIMALS} 位", f"No more than {MOST_DECIMALS}"),
        )
    return -int(literal.value) if negative else int(literal.value)


def _literal(_lowering: Lowering, node: ast.Call, _given: Arguments, _names: Names) -> Lowered:
    """`date("2024-01-01")`, `duration("P1Y")`, `yuan(100)`: their arguments are written out, so they are done here."""
    value = evaluate(node, {}).value
    if value is UNKNOWN or value is None:
        raise refusal(
            node,
            Text("参数不同，可能没有结果", "It is null for some arguments"),
            Text("参数请直接写明", "Write the arguments out"),
        )
    return temporal(value, node) if not isinstance(value, Decimal) else constant(int(value), node)


def _full_years(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Lowered:
    start, end = (lowering.single(each, names) for each in given)
    return lowered_dates.full_years(start, end, node)


def _full_months(sort: Sort) -> _Handler:
    def handler(lowering: Lowering, node: ast.Call, given: Arguments, names: Names) -> Lowered:
        start, end = (lowering.single(each, names) for each in given)
        return lowered_dates.full_months(start, end, node, sort)

    return handler


_Handler: TypeAlias = "Callable[[Lowering, ast.Call, Arguments, Names], Part]"

_CALLS: Final[dict[str, _Handler]] = {
    "not": _not,
    "is defined": _is_defined,
    "count": _count,
    "list contains": _list_contains,
    "sum": _sum,
    "min": _extreme(greatest=False),
    "max": _extreme(greatest=True),
    "abs": _abs,
    "floor": _rounded("floor"),
    "ceiling": _rounded("ceiling"),
    "round half up": _rounded("half up"),
    "date": _literal,
    "duration": _literal,
    "yuan": _literal,
    "years and months duration": _full_months(Sort.MONTHS),
    "full months between": _full_months(Sort.WHOLE),
    "full years between": _full_years,
}
