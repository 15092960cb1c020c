"""Which registers would be asked what for an application: computed from the plan, the registers and what is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from yijian.core.compiler.fact_paths import member_of, read_path
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.authority import FetchBasis, RegisterAnswer
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import FieldSource, Plan
from yijian.core.vocabulary.provenance import Facts
from yijian.usecases.planning import CONSENT, told

PERSON_KEYS = frozenset({"id_number"})
"""Key concepts that name a person: that person's leave is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuestion:
    """One question that a register could answer about one participant (or member).

    `keys`: names of the key as the register knows them → fact paths they are read from; `order` tells members apart
    that are found by another's fact (twins by their mother's number). `concepts` → the paths they fill, `papers`
    evidence type → paper key. `persons` are the participants whose leave it needs.
    """

    register: str
    about: str
    entity: str
    answer: RegisterAnswer
    keys: dict[str, str]
    order: int | None
    concepts: dict[str, str]
    papers: dict[str, str]
    persons: tuple[str, ...]
    names: tuple[Text, ...]
    paper_names: tuple[Text, ...]

    @property
    def consent_needed(self) -> bool:
        """Whether it rests on consent rather than on a statutory duty."""
        return self.answer.basis is FetchBasis.CONSENT

    def key_values(self, facts: Facts) -> dict[str, str] | None:
        """The key with its values; None while one of them is not known."""
        values = {name: facts.get(path) for name, path in self.keys.items()}
        if any(value is None for value in values.values()):
            return None
        key = {name: str(value) for name, value in values.items()}
        return key if self.order is None else {**key, "order": str(self.order)}

    def fills_something(self, facts: Facts, papers: frozenset[str]) -> bool:
        """Whether a fact or a paper that it answers is not there yet."""
        return not (facts.keys() >= set(self.concepts.values()) and papers >= set(self.papers.values()))

    def may_be_asked(self, facts: Facts) -> bool:
        """Whether its key is known and everybody named in it has agreed."""
        if self.key_values(facts) is None:
            return False
        return not self.consent_needed or all(
            facts.get(f"{CONSENT}{self.register}:{person}") is True for person in self.persons
        )


def questions_of(
    *, plan: Plan, one_thing: OneThing, facts: Facts, now: datetime
) -> tuple[RegisterQuestion, ...]:
    """Every question that would fill fields or papers of this plan; those already answered among them."""
    situation = Situation(one_thing=one_thing, facts=told(facts), today=local_date(now))
    return tuple(_questions(plan, one_thing, situation))


def _questions(plan: Plan, one_thing: OneThing, situation: Situation) -> Iterator[RegisterQuestion]:
    fields = {field.fact: field for field in plan.fields if field.source is not FieldSource.OUTPUT}
    papers = [paper for paper in plan.evidence.papers if paper.way is not PaperWay.GENERATED]
    for register in one_thing.registers.values():
        for answer in register.answers:
            for participant, member in _about(one_thing, situation, answer):
                about = member_of(participant, member)
                concepts = {
                    name: f"{about}.{name}" for name in answer.concepts if f"{about}.{name}" in fields
                }
                label = situation.label(participant, member)
                held = {
                    paper.type: paper
                    for paper in papers
                    if paper.of == label and paper.type in answer.evidence
                }
                if not concepts and not held:
                    continue
                keys = {name: name if "." in name else f"{about}.{name}" for name in answer.key}
                yield RegisterQuestion(
                    register=register.id,
                    about=about,
                    entity=answer.entity,
                    answer=answer,
                    keys=keys,
                    order=member if answer.about else None,
                    concepts=concepts,
                    papers={kind: paper.key for kind, paper in held.items()},
                    persons=_persons(keys),
                    names=tuple(fields[path].name for path in concepts.values()),
                    paper_names=tuple(paper.name for paper in held.values()),
                )


def _about(
    one_thing: OneThing, situation: Situation, answer: RegisterAnswer
) -> Iterator[tuple[str, int | None]]:
    for name, participant in one_thing.life_event.participants.items():
        if participant.entity != answer.entity or (answer.about and name not in answer.about):
            continue
        if situation.presence(name).holds is False:
            continue
        for member in situation.members(name):
            yield name, member


def _persons(keys: dict[str, str]) -> tuple[str, ...]:
    """The participants named by a personal number in the key."""
    persons = []
    for path in keys.values():
        parts = read_path(path)
        if parts is not None and parts.name in PERSON_KEYS:
            persons.append(parts.participant)
    return tuple(dict.fromkeys(persons))
