"""Partial evaluation: a rule with some facts put in, and everything that follows worked out.

Law: wherever the given facts hold, the simplified rule has the same value as the rule, whatever else is known. A part
that ends in an error is left as it stands, so that the error is still reported with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeVar

from yijian.core.feel import ast
from yijian.core.feel.calls import called
from yijian.core.feel.compilation import ITEM, PARTIAL, SUBJECT
from yijian.core.feel.evaluate import evaluate
from yijian.core.feel.temporal import read_duration, temporal_text
from yijian.core.feel.values import Date, DaysTime, Value, YearsMonths

_LITERALS: Final = (ast.Number, ast.String, ast.Boolean, ast.Null, ast.Temporal)
_CONDITIONS: Final = (
    ast.Boolean,
    ast.Comparison,
    ast.Between,
    ast.In,
    ast.Conjunction,
    ast.Disjunction,
    ast.Quantified,
    ast.UnaryTests,
)
_SEEN_THROUGH: Final = (ast.UnaryTests, ast.Range, ast.Test)
"""What is compared by its parts and has no value that a literal could stand for."""
_MAX_LITERAL: Final = 100
_NO_FACTS: Final[Mapping[str, Value]] = MappingProxyType({})

N = TypeVar("N", bound=ast.Node)


def simplify(
    expression: ast.Expression,
    facts: Mapping[str, Value] = _NO_FACTS,
    *,
    roots: Iterable[str] | None = None,
) -> ast.Expression:
    """The rule with the known facts put in. `facts` and `roots` are as for `evaluate`."""
    ast.check_depth(expression)
    return _Simplifier(facts, roots).simplified(expression, frozenset(), in_filter=False)


class _Simplifier:
    def __init__(self, facts: Mapping[str, Value], roots: Iterable[str] | None) -> None:
        self._facts = facts
        self._roots = None if roots is None else frozenset(roots)

    def simplified(self, node: ast.Expression, bound: frozenset[str], *, in_filter: bool) -> ast.Expression:
        """The simplified node; the names `bound` belong to loops around it, any name inside a filter may."""
        if isinstance(node, _LITERALS):
            return node
        parts: list[ast.Expression] = []
        for part, names, filtered in _parts(node, bound, in_filter=in_filter):
            parts.append(part if names is None else self.simplified(part, names, in_filter=filtered))
        changed = _rewritten(_with_parts(node, iter(parts)))
        return self._folded(changed, bound, in_filter=in_filter)

    def _folded(self, node: ast.Expression, bound: frozenset[str], *, in_filter: bool) -> ast.Expression:
        """The literal of the node's value where the facts decide it."""
        names = _names(node)
        if not names.isdisjoint(bound) or (in_filter and names):
            return node
        result = evaluate(node, self._facts, roots=self._roots)
        if not result.known or result.errors:
            return node
        literal = _literal(result.value)
        if literal is None or ast.size_of(literal) > max(ast.size_of(node), _MAX_LITERAL):
            return node
        return literal


def _parts(
    node: ast.Node, bound: frozenset[str], *, in_filter: bool
) -> Iterator[tuple[ast.Expression, frozenset[str] | None, bool]]:
    """The expressions directly inside a node, each with the names bound there and whether it is in a filter.

    Names None: the part stays as it is (the name of a function).
    """
    if isinstance(node, ast.Quantified | ast.For):
        bound = bound | {iterator.variable for iterator in node.iterators}
        if isinstance(node, ast.For):
            bound = bound | {PARTIAL}
    elif isinstance(node, ast.ContextLiteral):
        bound = bound | {entry.key for entry in node.entries}
    elif isinstance(node, ast.FunctionDefinition):
        bound = bound | {parameter.name for parameter in node.parameters}
    elif isinstance(node, ast.In):
        bound = bound | {SUBJECT}
    for position, child in enumerate(ast.children(node)):
        if isinstance(child, _SEEN_THROUGH) or not isinstance(child, ast.Expression):
            yield from _parts(child, bound, in_filter=in_filter)
        elif isinstance(node, ast.Call) and isinstance(child, ast.Name):
            yield child, None, in_filter
        elif isinstance(node, ast.Filter) and position == 1:
            yield child, bound | {ITEM}, True
        else:
            yield child, bound, in_filter


def _with_parts(node: N, parts: Iterator[ast.Expression]) -> N:
    """The node with its parts replaced, in the order in which `_parts` gave them."""
    return ast.with_children(
        node,
        lambda child: (
            _with_parts(child, parts)
            if isinstance(child, _SEEN_THROUGH) or not isinstance(child, ast.Expression)
            else next(parts)
        ),
    )


def _names(node: ast.Node) -> frozenset[str]:
    """Every name in a tree that is no function of the language."""
    names: set[str] = set()
    waiting: list[ast.Node] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.Name):
            names.add(each.name)
        function = each.function if isinstance(each, ast.Call) and called(each) is not None else None
        waiting.extend(child for child in ast.children(each) if child is not function)
    return frozenset(names)


def _literal(value: Value) -> ast.Expression | None:
    """The node that evaluates to a value, or None where there is none."""
    if value is None:
        return ast.Null()
    if isinstance(value, bool):
        return ast.Boolean(value)
    if isinstance(value, Decimal):
        return ast.Negation(ast.Number(value.copy_abs())) if value < 0 else ast.Number(value.copy_abs())
    if isinstance(value, str):
        return ast.String(value)
    if isinstance(value, YearsMonths | DaysTime):
        return ast.Temporal(value) if read_duration(temporal_text(value)) == value else None
    if isinstance(value, Date):
        return ast.Temporal(value)
    if isinstance(value, tuple) and len(value) <= _MAX_LITERAL:
        items = tuple(map(_literal, value))
        known = tuple(item for item in items if item is not None)
        return ast.ListLiteral(known) if len(known) == len(items) else None
    return None


def _is_condition(node: ast.Expression) -> bool:
    """Whether the value can only be true, false, null or pending."""
    if isinstance(node, ast.Call):
        builtin = called(node)
        return builtin is not None and builtin.test
    return isinstance(node, _CONDITIONS)


def _rewritten(node: ast.Expression) -> ast.Expression:
    """What follows without knowing any fact."""
    if isinstance(node, ast.If):
        if isinstance(node.condition, ast.Boolean | ast.Null):
            return node.then if node.condition == ast.Boolean(True) else node.otherwise
        return node.then if node.then == node.otherwise else node
    if isinstance(node, ast.Conjunction):
        return _chain(node, ast.Conjunction, neutral=True)
    if isinstance(node, ast.Disjunction):
        return _chain(node, ast.Disjunction, neutral=False)
    if isinstance(node, ast.Call) and _is_not(node):
        inner = node.arguments[0].value
        if isinstance(inner, ast.Call) and _is_not(inner) and _is_condition(inner.arguments[0].value):
            return inner.arguments[0].value
    return node


def _is_not(node: ast.Call) -> bool:
    return node.function == ast.Name("not") and len(node.arguments) == 1


def _chain(
    node: ast.Conjunction | ast.Disjunction,
    kind: type[ast.Conjunction] | type[ast.Disjunction],
    *,
    neutral: bool,
) -> ast.Expression:
    """A chain without its neutral operands and without repetitions, decided where one operand decides it."""
    operands: list[ast.Expression] = []
    for operand in node.operands:
        operands.extend(operand.operands if isinstance(operand, kind) else (operand,))
    if ast.Boolean(not neutral) in operands:
        return ast.Boolean(not neutral)
    kept = [each for each in dict.fromkeys(operands) if each != ast.Boolean(neutral)]
    if not kept:
        return ast.Boolean(neutral)
    if len(kept) == 1:
        # A bare fact might be no boolean, or not applicable: only inside the chain it counts as a condition.
        return kept[0] if _is_condition(kept[0]) else kind((kept[0], ast.Boolean(neutral)), span=node.span)
    return kind(tuple(kept), span=node.span)
