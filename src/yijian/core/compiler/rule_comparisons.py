"""One comparison of a rule with the values it met: 退休日期是2026年11月24日，不早于出生日期加 60 年（2026年5月10日）.

A value that the rule works out by situation (`if … then 720 else 600`) is said as it came out, with what it hung on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from yijian.core.compiler.rule_terms import (
    Scope,
    Term,
    Wordless,
    fact_words,
    measure_of,
    subject_of,
    term_words,
)
from yijian.core.compiler.rule_values import Measure, is_private, value_words
from yijian.core.compiler.rule_words import OPPOSITE, listed_words, order_words, tests_of
from yijian.core.errors import Text
from yijian.core.feel import NOT_APPLICABLE, UNKNOWN, Trace, Value, ast, to_text
from yijian.core.vocabulary.concept import Concept


class Fact(NamedTuple):
    """A fact that a part of a rule is: its name, and its concept (None for today)."""

    words: Text
    concept: Concept | None


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with its value."""

    words: Text
    concept: Concept | None
    value: Value


def is_fact(node: ast.Expression, scope: Scope) -> Fact | None:
    """The fact that a part of a rule is; None for everything else, also for today."""
    if not scope and isinstance(node, ast.Path | ast.Name):
        return Fact(
            Text(to_text(node), to_text(node)), None
        )  # without a dictionary a fact is called as it is written
    if not isinstance(node, ast.Path):
        return None
    try:
        subject = subject_of(node.source, scope)
    except Wordless:
        return None
    concept = subject.entity.concepts.get(node.name)
    return None if concept is None else Fact(fact_words(subject, concept), concept)


def told_words(fact: Told) -> Text:
    """A fact with its value: 妈妈的民族是汉族, “参加生育保险”：是."""
    name, value = fact.words, fact.value
    if value is None:
        return Text(f"没有{name.zh}", f"there is no {name.en}")
    if value is NOT_APPLICABLE:
        return Text(f"{name.zh}不适用", f"{name.en} does not apply")
    if value is UNKNOWN:
        return Text(f"还不知道{name.zh}", f"{name.en} is not known yet")
    said = value_words(value, fact.concept)
    if isinstance(value, bool):
        return Text(f"“{name.zh.replace('是否', '', 1)}”：{said.zh}", f"“{name.en}”: {said.en}")
    if is_private(fact.concept):
        return Text(f"填了{name.zh}", f"{name.en} is given")
    label = f"“{said.zh}”" if "，" in said.zh else said.zh
    verb = "：" if "是" in name.zh or said.zh[:1] in _VERBS else "是"
    return Text(f"{name.zh}{verb}{label}", f"{name.en} is {said.en}")


_VERBS = "是不没有无"
"""A label that begins with one of these is no noun: 特殊工种：不是."""


def comparison_words(
    part: Trace, scope: Scope, facts: Sequence[Told], *, holds: bool
) -> tuple[Text | None, Sequence[Trace]]:
    """A comparison as it came out, and the conditions on which its amounts hung; None where it has no plain words."""
    node = part.node
    if isinstance(node, ast.Comparison):
        return _compared(part, node, scope, facts, holds=holds)
    if (
        isinstance(node, ast.In)
        and len(tests_of(node)) == 1
        and isinstance(test := tests_of(node)[0], ast.Test)
    ):
        same = ast.Comparison(test.operator, node.subject, test.operand)  # the cell of a table: < 5
        return _compared(part, same, scope, facts, holds=holds)
    if (
        isinstance(node, ast.In)
        and len(facts) == 1
        and all(isinstance(test, ast.String | ast.Number) for test in tests_of(node))
    ):
        fact = told_words(facts[0])
        if holds:
            return fact, ()
        measure = _measure(node.subject, scope)
        wanted = [one.words for test in tests_of(node) if (one := term_words(test, scope, beside=measure))]
        either = Text("或".join(one.zh.strip() for one in wanted), " or ".join(one.en for one in wanted))
        return Text(f"{fact.zh}，不是“{either.zh}”", f"{fact.en}, not “{either.en}”"), ()
    if isinstance(node, ast.Quantified) and len(facts) == 1 and (listed := listed_words(node, scope)):
        fact, wanted_one = told_words(facts[0]), listed[1]
        if holds:
            return fact, ()
        return Text(f"{fact.zh}，不包括“{wanted_one.zh}”", f"{fact.en}, not “{wanted_one.en}”"), ()
    return None, ()


def _compared(
    part: Trace, node: ast.Comparison, scope: Scope, facts: Sequence[Told], *, holds: bool
) -> tuple[Text | None, Sequence[Trace]]:
    operator: str = node.operator if holds else OPPOSITE[node.operator]
    if isinstance(node.left, ast.Boolean | ast.Null) or isinstance(node.right, ast.Boolean | ast.Null):
        return (_joined(map(told_words, facts)), ()) if facts else (None, ())
    one, other = (_value(part, side, scope) for side in (node.left, node.right))
    if one is None or other is None:
        return None, ()
    one = _with_measure(one, other, scope)
    other = _with_measure(other, one, scope)
    if operator in ("=", "!=") and one.said and not other.said:
        one, other = other, one  # the fact comes first
    elif one.said and not other.said:
        one, other, operator = other, one, _MIRRORED[operator]
    left, right = _first(one), _second(other)
    shown = {each.fact for each in (one, other) if each.fact}
    before = [
        told_words(fact)
        for fact in facts
        if fact.words not in shown and any(_reads(side.node, fact, scope) for side in (one, other))
    ]
    tail = _tail(operator, one, other, right)
    zh = f"{left.zh}，{tail.zh}" if tail else left.zh
    en = f"{left.en}, {tail.en}" if tail else left.en
    if before:
        given = _joined(before)
        zh, en = f"{given.zh}；{zh}", f"{given.en}; {en}"
    return Text(zh, en), (*one.conditions, *other.conditions)


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side of a comparison: its node with the situations settled, its value, its words where it has any."""

    node: ast.Expression
    value: Value
    measure: Measure
    words: Term | None
    fact: Text | None
    conditions: tuple[Trace, ...]

    @property
    def said(self) -> bool:
        """Whether it stands in the rule as it is."""
        return self.words is not None and self.words.said and not self.conditions

    @property
    def day(self) -> bool:
        return self.words is not None and self.words.day


def _value(part: Trace, node: ast.Expression, scope: Scope) -> _Side | None:
    found = next((each for each in part.children if each.node is node), None)
    if found is None:
        return None
    conditions: list[Trace] = []
    settled = _settled(found, conditions)
    fact = is_fact(settled, scope)
    return _Side(
        node=settled,
        value=found.value,
        measure=_measure(settled, scope),
        words=term_words(settled, scope),
        fact=fact.words if fact else None,
        conditions=tuple(conditions),
    )


def _with_measure(side: _Side, other: _Side, scope: Scope) -> _Side:
    """A side said in the words of the other: 180 个月, beside a number of months."""
    measure = side.measure or other.measure
    return replace(side, measure=measure, words=term_words(side.node, scope, beside=measure))


_ZERO = ast.Number(Decimal(0))


def _settled(part: Trace, conditions: list[Trace]) -> ast.Expression:
    """A value with the branch in place of each choice; the conditions of the choices are gathered."""
    node = part.node

    def settled(child: ast.Expression) -> ast.Expression:
        found = next((each for each in part.children if each.node is child), None)
        return child if found is None else _settled(found, conditions)

    match node:
        case ast.If(condition=condition):
            asked = next(each for each in part.children if each.node is condition)
            if asked.value is UNKNOWN:
                return node
            conditions.append(asked)
            return settled(node.then if asked.value is True else node.otherwise)
        case ast.Arithmetic(operator=operator, left=left, right=right):
            first, second = settled(left), settled(right)
            if operator in ("+", "-") and second == _ZERO:
                return first  # a choice that adds nothing
            return ast.Arithmetic(operator, first, second)
        case ast.Call(function=function, arguments=arguments):
            return ast.Call(function, tuple(replace(each, value=settled(each.value)) for each in arguments))
        case _:
            return node


def _reads(node: ast.Node, fact: Told, scope: Scope) -> bool:
    if isinstance(node, ast.Path):
        found = is_fact(node, scope)
        return found is not None and found.words == fact.words
    return any(_reads(child, fact, scope) for child in ast.children(node))


def _measure(node: ast.Expression, scope: Scope) -> Measure:
    try:
        return measure_of(node, scope)
    except Wordless:
        return None


def _first(side: _Side) -> Text:
    """The side that stands first, with its value."""
    said = value_words(side.value, side.measure)
    if side.fact is not None:
        return told_words(Told(side.fact, side.words.concept if side.words else None, side.value))
    if side.words is None:
        return Text(f"规则算出的是{said.zh}", f"the rule works out {said.en}")
    return Text(f"{side.words.words.zh}是{said.zh}", f"{side.words.words.en} is {said.en}")


def _second(side: _Side) -> Text:
    if side.said and side.words is not None:
        return side.words.words
    said = value_words(side.value, side.measure)
    if side.words is None and side.fact is not None:
        return Text(f"{side.fact.zh}（{said.zh.strip()}）", f"{side.fact.en} ({said.en})")
    if side.words is None:
        return Text(f"规则算出的{said.zh}", f"{said.en}, which the rule works out")
    if side.words.said:
        return side.words.words
    private = is_private(side.words.concept)
    return (
        side.words.words
        if private
        else Text(f"{side.words.words.zh}（{said.zh.strip()}）", f"{side.words.words.en} ({said.en})")
    )


def _tail(operator: str, one: _Side, other: _Side, right: Text) -> Text | None:
    if operator == "=" and other.said:
        return None
    if operator == "!=" and other.said:
        label = right if right.zh.startswith("“") else Text(f"“{right.zh.strip()}”", f"“{right.en}”")
        return Text(f"不是{label.zh}", f"not {label.en}")
    if operator == "=":
        return Text(f"和{right.zh}相同", f"the same as {right.en}")
    if operator == "!=":
        return Text(f"和{right.zh}不同", f"not the same as {right.en}")
    words = order_words(operator, days=one.day or other.day)
    return Text(words.zh.format(left="", right=right.zh), words.en.format(left="which", right=right.en))


def _joined(parts: Iterable[Text]) -> Text:
    told = tuple(parts)
    return Text("，".join(each.zh for each in told), ", ".join(each.en for each in told))
