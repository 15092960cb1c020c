"""Lowering `some`, `every` and `for`: over a list of facts a node of its own, over a list written out part by part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import Lowered, Sort
from yijian.core.feel.lowered_numbers import refusal
from yijian.core.feel.lowering_parts import Listed, Names, Several, no_single

if TYPE_CHECKING:
    from yijian.core.feel.lowering import Lowering


def lower_quantified(lowering: Lowering, node: ast.Quantified, names: Names) -> Lowered:
    """`some` and `every`; several iterators lie one inside another."""
    return _over(lowering, node, node.iterators, names)


def _over(
    lowering: Lowering, node: ast.Quantified, iterators: tuple[ast.Iterator, ...], names: Names
) -> Lowered:
    if not iterators:
        return lowering.condition(node.condition, names)
    iterator, *others = iterators
    domain = lowering.part(iterator.domain, names)
    if isinstance(domain, Several):
        inner = _over(lowering, node, tuple(others), {**names, iterator.variable: domain.value})
        return low.Quantify(node.quantifier, domain.members, inner, sort=Sort.TRUTH, origin=node)
    if isinstance(domain, Listed):
        kind = low.Any if node.quantifier == "some" else low.All
        each = tuple(
            _over(lowering, node, tuple(others), {**names, iterator.variable: item}) for item in domain.items
        )
        return kind(each, sort=Sort.TRUTH, origin=node)
    raise no_single(iterator.domain)


def lower_for(lowering: Lowering, node: ast.For, names: Names) -> Several | Listed:
    """`for` over one list."""
    iterator = node.iterators[0]
    domain = lowering.part(iterator.domain, names)
    if len(node.iterators) == 1 and isinstance(domain, Several):
        return replace(domain, value=lowering.part(node.result, {**names, iterator.variable: domain.value}))
    if len(node.iterators) == 1 and isinstance(domain, Listed):
        return Listed(
            tuple(lowering.part(node.result, {**names, iterator.variable: item}) for item in domain.items)
        )
    raise refusal(
        node,
        Text("只能逐个看一个列表", "Only one list is gone through at a time"),
        Text("请用一个 for，或 some、every", "Use one for, or some or every"),
    )
