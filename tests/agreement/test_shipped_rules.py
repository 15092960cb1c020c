"""Every rule of the shipped definitions: generated code gives the value and the needs of the evaluator, for many of whom
not everything is known."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from yijian.connectors.definitions import load_package
from yijian.core.feel import NOT_APPLICABLE, UNKNOWN, FeelOutsideSubset, Value, compile_expression, free_paths
from yijian.core.feel.ast import Boolean, Expression, Node, Number, String, Temporal, children
from yijian.core.feel.fast_kleene import compile_condition
from yijian.core.feel.lowering import lower
from yijian.core.feel.types import BOOLEAN, DATE, Code, ContextOf, ListOf, Type
from yijian.core.verification.rule_uses import RuleUse, parse_rule, rules_of

DEFINITIONS = Path(__file__).parents[2] / "definitions"
PERSONS = 120
KNOWN = 0.6
"""How many of the facts are told, of a person who is made up."""


@pytest.fixture(scope="module")
def uses() -> tuple[RuleUse, ...]:
    return tuple(
        {(use.text, tuple(use.scope)): use for use in rules_of(load_package(DEFINITIONS).package)}.values()
    )


def test_shipped_rules_as_code_agree_with_the_evaluator(uses: tuple[RuleUse, ...]) -> None:
    random = Random(2026)
    compiled = 0
    verdicts: set[object] = set()
    for use in uses:
        expression = parse_rule(use.text)
        if isinstance(expression, Boolean):
            continue
        try:
            condition = compile_condition(
                lower(expression, use.scope), expression, roots=frozenset(use.scope)
            )
        except FeelOutsideSubset:
            continue
        compiled += 1
        evaluator = compile_expression(expression, roots=use.scope)
        said = _said_in(expression)
        read = {
            name for path in free_paths(expression, roots=use.scope) for name in re.split(r"[.\[\]]+", path)
        }
        scope = {name: _only(kind, read) for name, kind in use.scope.items() if name in read}
        for _ in range(PERSONS):
            context = {name: _made_up(kind, random, said) for name, kind in scope.items()}
            told = {name: value for name, value in context.items() if value is not UNKNOWN}
            expected = evaluator.evaluate(told)
            value, needs = condition.evaluate(told)
            verdicts.add(value)
            assert value is (False if expected.value is NOT_APPLICABLE else expected.value), (use.text, told)
            assert needs == expected.needs, (use.text, told)
    assert compiled > 150
    assert {True, False, UNKNOWN} <= verdicts


def _only(kind: Type, read: Container[str]) -> Type:
    """A type with only those members that a rule reads."""
    if isinstance(kind, ListOf):
        return ListOf(_only(kind.member, read))
    if isinstance(kind, ContextOf):
        return ContextOf({name: each for name, each in kind.members.items() if name in read})
    return kind


def _said_in(expression: Expression) -> tuple[object, ...]:
    """The values that a rule names, so that made up persons lie on both sides of its limits."""
    nodes: list[Node] = [expression]
    found: list[object] = []
    while nodes:
        node = nodes.pop()
        nodes += children(node)
        if isinstance(node, Number | String | Temporal):
            found.append(node.value)
    return tuple(found)


def _made_up(kind: Type | None, random: Random, said: tuple[object, ...]) -> Value:
    if isinstance(kind, ContextOf):
        members: Mapping[str, Type] = kind.members
        told = {name: _made_up(each, random, said) for name, each in members.items()}
        return {name: value for name, value in told.items() if value is not UNKNOWN}
    if isinstance(kind, ListOf):
        return [_made_up(kind.member, random, said) for _ in range(random.randrange(3))]
    if random.random() > KNOWN:
        return UNKNOWN
    if random.random() < 0.1:
        return random.choice((None, NOT_APPLICABLE))
    if kind is BOOLEAN:
        return random.random() < 0.5
    if kind is DATE:
        return random.choice(tuple(_days(said)))
    if isinstance(kind, Code):
        return random.choice(kind.values or ("甲",))
    texts = tuple(value for value in said if isinstance(value, str))
    numbers = tuple(_numbers(said))
    return random.choice(texts or ("甲",)) if str(kind) == "text" else random.choice(numbers)


def _days(said: tuple[object, ...]) -> Iterator[date]:
    yield from (date(2026, 11, 24) - timedelta(days=days) for days in (0, 1, 100, 400, 7_000, 20_000, 22_000))
    yield from (day for day in said if type(day) is date)


def _numbers(said: tuple[object, ...]) -> Iterator[int]:
    yield from (0, 1, 120, 2026)
    for value in said:
        if not isinstance(value, str | date) and str(value).isdecimal():
            yield from (int(str(value)) - 1, int(str(value)), int(str(value)) + 1)
