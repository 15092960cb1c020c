"""The values that rules compare, in words: facts by the names of the dictionary, amounts, days, what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from yijian.core.compiler.rule_values import Measure, code_words, number_words, temporal_words
from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.vocabulary.concept import Concept, ConceptType, Entity
from yijian.core.vocabulary.units import Unit

TODAY: Final = "today"
_FEN_A_YUAN: Final = 100
_ARITHMETIC: Final = {
    "+": Text("{left}加 {right}", "{left} plus {right}"),
    "-": Text("{left}减 {right}", "{left} minus {right}"),
    "*": Text("{left}乘以 {right}", "{left} times {right}"),
    "/": Text("{left}除以 {right}", "{left} divided by {right}"),
}
_DISTANCES: Final = {
    "full months between": (
        Text("{left}到{right}的整月数", "full months from {left} to {right}"),
        Unit.MONTH,
    ),
    "full years between": (Text("{left}到{right}的整年数", "full years from {left} to {right}"), Unit.YEAR),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a name at the beginning of a path stands for: who it is (None: told before), and what can be told of it.

    `alone`: nothing else of its kind takes part, so that its facts need no owner.
    """

    name: Text | None
    entity: Entity
    alone: bool = False


class Wordless(Exception):
    """This part of a rule has no plain words."""


@dataclass(frozen=True, slots=True)
class Term:
    """A value in words; `concept` where it is a fact, `day` where it is a day, `said` where it stands in the rule."""

    words: Text
    concept: Concept | None = None
    day: bool = False
    said: bool = False


Scope = Mapping[str, Subject]


def term_words(node: ast.Expression, subjects: Scope, *, beside: Measure = None) -> Term | None:
    """A part of a rule that is a value, in words: `beside` is what it is compared with. None as for `clause_words`."""
    try:
        return term(node, subjects, beside=beside)
    except Wordless:
        return None


def fact_words(owner: Subject, concept: Concept) -> Text:
    """妈妈的民族, the mother's ethnic group; without the owner where the name says it, or nobody else is meant."""
    zh, en = concept.name.zh, _inside(concept.name.en)
    if owner.name is None or owner.alone or owner.name.zh in zh:
        return Text(zh, en)
    if concept.type is ConceptType.BOOLEAN:
        return Text(f"{owner.name.zh}{zh}", f"{owner.name.en}: {en}")
    return Text(f"{owner.name.zh}的{zh}", f"{owner.name.en}'s {en}")


def about(words: Text, left: Term, right: Term) -> Text:
    """`{left}` and `{right}` filled in, each in its language."""
    return Text(
        words.zh.format(left=left.words.zh, right=right.words.zh),
        words.en.format(left=left.words.en, right=right.words.en),
    )


def measure_of(node: ast.Expression, scope: Scope) -> Measure:
    """What tells how the value of a part is said: its concept, or what it counts."""
    match node:
        case ast.Path():
            return term(node, scope).concept
        case ast.Arithmetic(operator="+" | "-", left=left, right=right):
            return measure_of(left, scope) or measure_of(right, scope)
        case ast.If(then=then, otherwise=otherwise):
            return measure_of(then, scope) or measure_of(otherwise, scope)
        case ast.Call(function=ast.Name(name=name)) if name in _DISTANCES:
            return _DISTANCES[name][1]
        case _:
            return None


def pair(
    left: ast.Expression, right: ast.Expression, scope: Scope, *, beside: Measure = None
) -> tuple[Term, Term]:
    """Two values that are compared: what stands in the rule is said in the words of the fact beside it."""
    of_left, of_right = measure_of(left, scope), measure_of(right, scope)
    return term(left, scope, beside=of_right or beside), term(right, scope, beside=of_left or beside)


def term(node: ast.Expression, scope: Scope, *, beside: Measure = None) -> Term:
    match node:
        case ast.Name(name=name) if name == TODAY and name not in scope:
            return Term(Text("今天", "today"), day=True)
        case ast.Name(name=name) if name in scope and "" in scope[name].entity.concepts:
            return Term(fact_words(scope[name], scope[name].entity.concepts[""]))
        case ast.Path(source=ast.Name() as source, name=name):
            subject = subject_of(source, scope)
            concept = subject.entity.concepts.get(name)
            if concept is None:
                raise Wordless
            return Term(fact_words(subject, concept), concept, day=concept.type is ConceptType.DATE)
        case ast.Arithmetic(operator=operator, left=left, right=right) if operator in _ARITHMETIC:
            added = beside if operator in ("+", "-") else None
            first, second = pair(left, right, scope, beside=added)
            return Term(about(_ARITHMETIC[operator], first, second), day=first.day is not second.day)
        case ast.Call(function=ast.Name(name="count"), arguments=(ast.Argument(value=ast.Name() as many),)):
            counted = subject_of(many, scope).name
            if counted is None:
                raise Wordless
            return Term(
                Text(f"{counted.zh}的个数", f"the number of {counted.en.removeprefix('the ')} entries")
            )
        case ast.Call(
            function=ast.Name(name=name), arguments=(ast.Argument(value=start), ast.Argument(value=end))
        ) if name in _DISTANCES:
            return Term(about(_DISTANCES[name][0], term(start, scope), term(end, scope)))
        case ast.Call(
            function=ast.Name(name="yuan"), arguments=(ast.Argument(value=ast.Number(value=value)),)
        ):
            return Term(_yuan(value), said=True)
        case ast.Number(value=value):
            return Term(number_words(value, beside), said=True)
        case ast.String(value=value):
            return Term(code_words(value, beside), said=True)
        case ast.Temporal(value=value):
            words = temporal_words(value)
            if words is None:
                raise Wordless
            day = type(value) is date
            return Term(words, day=day, said=day)
        case _:
            raise Wordless


def _yuan(value: Decimal) -> Text:
    return number_words(value * _FEN_A_YUAN, _MONEY)


_MONEY: Final = Concept(
    name=Text("金额", "Amount"), type=ConceptType.MONEY, question=Text("多少钱？", "How much?")
)


def subject_of(node: ast.Expression, scope: Scope) -> Subject:
    if not isinstance(node, ast.Name) or node.name not in scope:
        raise Wordless
    return scope[node.name]


def _inside(english: str) -> str:
    """A name inside a sentence: Province of birth → province of birth; ID number stays."""
    return english[:1].lower() + english[1:] if english[1:2].islower() else english
