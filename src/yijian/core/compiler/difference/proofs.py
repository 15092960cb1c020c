"""Two versions of a rule against each other, proved for everybody whom the dictionary allows.

The question "old rule and not new rule" and its reverse go to the same proof as the findings: a witness is a person whom
the evaluator has confirmed, and where neither a proof nor a person is found, the rules count as not decided.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yijian.core.compiler.difference.values import Person, RuleComparison, Verdict, WitnessFact
from yijian.core.errors import Text
from yijian.core.feel import Expression, FeelError, Type, ast, to_text
from yijian.core.verification.proof import find_person
from yijian.core.verification.proof_answers import (
    NOBODY,
    Answer,
    NotDecided,
    Outcome,
    Rule,
    rule_for_proof,
)
from yijian.core.verification.proof_facts import Persons, Witness
from yijian.core.verification.proof_persons import persons_of
from yijian.core.verification.rule_uses import PRESENT, TODAY, Who, parse_rule
from yijian.core.vocabulary.concept import CHOICES, Concept, ConceptType, Entity, codes_in
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.provenance import FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What both versions of a rule may read: the types, whose facts they are, and what these are called."""

    types: Mapping[str, Type]
    who: Mapping[str, Who]
    names: Mapping[str, Text]


def both_dictionaries(old: DefinitionPackage, new: DefinitionPackage) -> dict[str, Entity]:
    """The dictionary in which rules of both packages can be read: as it is now, with what was dropped from it."""
    entities = {**old.entities, **new.entities}
    for identifier in old.entities.keys() & new.entities.keys():
        entities[identifier] = _both(old.entities[identifier], new.entities[identifier])
    return entities


def _both(old: Entity, new: Entity) -> Entity:
    if old == new:
        return new
    concepts = {**old.concepts, **new.concepts}
    for name in old.concepts.keys() & new.concepts.keys():
        before, concept = old.concepts[name], new.concepts[name]
        known = {code.code for code in concept.codes}
        dropped = tuple(code for code in before.codes if code.code not in known)
        if dropped and concept.codes:
            concepts[name] = replace(concept, codes=(*concept.codes, *dropped))
    return replace(new, concepts=concepts)


class Proofs:
    """Comparisons over one dictionary, each made once: departments write the same rule again and again."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._package = DefinitionPackage(entities=dict(entities))
        self._found: dict[Hashable, RuleComparison] = {}

    def compare(self, old: Sequence[str], new: Sequence[str], scope: Scope) -> RuleComparison:
        """Whether all of the old rules hold for the same people as all of the new ones; no rule holds for everybody."""
        key = (tuple(old), tuple(new), frozenset(scope.who.items()), tuple(scope.names.items()))
        if key not in self._found:
            self._found[key] = self._compared(old, new, scope)
        return self._found[key]

    def _persons(self, scope: Scope, *, none: bool) -> Persons:
        return persons_of(self._package, scope.who, none=none)

    def _compared(self, old: Sequence[str], new: Sequence[str], scope: Scope) -> RuleComparison:
        told, everybody = (self._persons(scope, none=none) for none in (False, True))
        try:
            before, after = _rule(old, scope, told), _rule(new, scope, told)
        except FeelError as error:
            return RuleComparison(verdict=Verdict.NOT_DECIDED, reason=error.reason)
        asked = _Asked(before, after)
        gained = asked.first(
            (told, Outcome.NOT_HOLDS, Outcome.HOLDS), (everybody, Outcome.NOT_HOLDS, Outcome.HOLDS)
        )
        lost = asked.first(
            (told, Outcome.HOLDS, Outcome.NOT_HOLDS), (everybody, Outcome.HOLDS, Outcome.NOT_HOLDS)
        )
        otherwise: Answer = NOBODY
        if gained is NOBODY and lost is NOBODY:
            otherwise = asked.first(
                (everybody, Outcome.FAILS, Outcome.NOT_FAILS), (everybody, Outcome.NOT_FAILS, Outcome.FAILS)
            )
        answers = (gained, lost, otherwise)
        open_ = next((answer for answer in answers if isinstance(answer, NotDecided)), None)
        different = any(isinstance(answer, Witness) for answer in answers)
        verdict = Verdict.DIFFERENT if different else Verdict.NOT_DECIDED if open_ else Verdict.SAME
        persons = [self._person(answer, scope) for answer in answers]
        return RuleComparison(
            verdict=verdict,
            gained=persons[0],
            lost=persons[1],
            otherwise=persons[2],
            reason=None if open_ is None else _why_open(open_),
            never=bool(new) and asked.alone(after, told, Outcome.HOLDS) is NOBODY,
            always=bool(new) and asked.alone(after, everybody, Outcome.NOT_HOLDS) is NOBODY,
        )

    def _person(self, answer: Answer, scope: Scope) -> Person | None:
        if not isinstance(answer, Witness):
            return None
        return tuple(self._fact(path, value, scope) for path, value in answer.facts.items())

    def _fact(self, path: str, value: FactValue, scope: Scope) -> WitnessFact:
        head, _, last = path.rpartition(".")
        name, _, member = head.removesuffix("]").partition("[")
        who = scope.who.get(name)
        entity = self._package.entities.get(who.entity) if who else None
        concept = entity.concepts.get(last) if entity else None
        label = scope.names.get(name, Text(name, name))
        if member:
            label = Text(f"第 {member} 个{label.zh}", f"{label.en} {member}")
        if path == TODAY:
            words = Text("办理那天", "the day of the case")
        elif concept is not None:
            words = (
                Text(f"{label.zh}的{concept.name.zh}", f"{concept.name.en} of {label.en}")
                if name
                else concept.name
            )
        elif last == PRESENT:
            words = Text(f"有没有{label.zh}", f"whether there is {label.en}")
        else:
            count = scope.names.get(head, Text(head, head))
            words = Text(f"{count.zh}有几个", f"how many of {count.en}")
        return WitnessFact(path=path, name=words, value=value, shown=_shown(concept, value))


def _rule(texts: Sequence[str], scope: Scope, persons: Persons) -> Rule:
    """All rules as one. Raises `FeelError` where one cannot be read or its types do not fit."""
    expressions: list[Expression] = [parse_rule(text) for text in texts]
    whole = expressions[0] if len(expressions) == 1 else ast.Conjunction(tuple(expressions))
    if not expressions:
        whole = parse_rule("true")
    return rule_for_proof(whole, scope.types, ranges=persons.ranges)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The questions about one pair of rules."""

    before: Rule
    after: Rule

    def first(self, *questions: tuple[Persons, Outcome, Outcome]) -> Answer:
        """The first person who is found; else what was not decided; else the proof that there is nobody."""
        answer: Answer = NOBODY
        for persons, was, is_ in questions:
            found = find_person((self.before, was), (self.after, is_), persons=persons)
            if isinstance(found, Witness):
                return found
            if answer is NOBODY:
                answer = found
        return answer

    def alone(self, rule: Rule, persons: Persons, outcome: Outcome) -> Answer:
        return find_person((rule, outcome), persons=persons)


def _why_open(open_: NotDecided) -> Text:
    part = to_text(open_.part)
    return Text(f"“{part}”：{open_.reason.zh}", f"“{part}”: {open_.reason.en}")


def _shown(concept: Concept | None, value: FactValue) -> Text:
    """A value in the words of the dictionary."""
    if value is None:
        return Text("没有", "none")
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, date):
        return Text(value.isoformat(), value.isoformat())
    if concept is not None and concept.type in CHOICES and isinstance(value, str):
        names = {code.code: code.name for code in concept.codes}
        codes = codes_in(value) if concept.type is ConceptType.CODES else (value,)
        found = [names.get(code, Text(code, code)) for code in codes]
        return Text("、".join(one.zh for one in found), ", ".join(one.en for one in found))
    if concept is not None and concept.type is ConceptType.MONEY and isinstance(value, int):
        yuan = f"{value // 100}.{value % 100:02}"
        return Text(f"{yuan} 元", f"{yuan} yuan")
    return Text(str(value), str(value))
