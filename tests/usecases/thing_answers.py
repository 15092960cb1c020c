"""What the applicant of each one thing tells: the reference case, the identifiers by which registers find them, and of all
else something that fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from yijian.channels.look.fact_values import typed_text
from yijian.core.compiler.fact_paths import concept_at, without_member
from yijian.core.compiler.facts import reference_facts
from yijian.core.vocabulary.concept import Code, ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.demonstration.firms import named_firms
from yijian.demonstration.persons import Person, named_families, other_named_families


@dataclass
class Told:
    """What is typed for each fact; `but` is said instead of the reference case."""

    one_thing: OneThing
    on: date
    but: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def told(self) -> Mapping[str, str]:
        """What the reference case says, as typed, by path and by path without its member."""
        facts = reference_facts(self.one_thing, self.on)
        typed = {path: typed_text(value) for path, value in facts.items()}
        return {**{without_member(path): value for path, value in typed.items()}, **typed, **self.but}

    def value(self, fact: str) -> str:
        """What is typed for a fact."""
        told = self.told.get(fact) or self.told.get(without_member(fact)) or self.identifier(fact)
        if told:
            return told
        found = concept_at(self.one_thing, fact)
        return something(found[1].type, found[1].codes) if found else "true"

    def kind(self, fact: str) -> ConceptType:
        found = concept_at(self.one_thing, fact)
        return found[1].type if found else ConceptType.TEXT

    def identifier(self, fact: str) -> str | None:
        """By what registers find firms, vehicles and persons."""
        who, _, name = fact.rpartition(".")
        firm = named_firms().get(self.one_thing.life_event.id)
        school = other_named_families()["school"]
        people = {
            "father": named_families()["married"].father,
            "holder": other_named_families()["disability"].mother
            if self.one_thing.life_event.id == "disability"
            else None,
            "worker": other_named_families()["retiring"].father,
            "child": school.others[0] if self.one_thing.life_event.id == "school-enrolment" else None,
            "representative": firm.representative if firm else None,
            "driver": firm.drivers[0].person if firm and firm.drivers else None,
            "driver[1]": firm.drivers[0].person if firm and firm.drivers else None,
        }
        person = people.get(who)
        if person is not None:
            return identity(person, name)
        if firm is None:
            return None
        number = re.fullmatch(r"vehicle\[(\d+)\]", who)
        if number and name == "plate":
            return firm.vehicles[int(number[1]) - 1].plate
        return {
            "enterprise.name": firm.name,
            "enterprise.unified_code": firm.unified_code,
            "employer.name": firm.name,
            "employer.unified_code": firm.unified_code,
            "project.permit_number": firm.permit_number,
        }.get(fact)


def identity(person: Person, name: str) -> str | None:
    return {
        "name": person.name,
        "id_kind": person.id_kind.value,
        "id_number": person.id_number,
        "mobile": person.mobile,
    }.get(name)


def something(kind: ConceptType, codes: Iterable[Code]) -> str:
    """A fitting value of a type."""
    for code in codes:
        return code.code
    return {
        ConceptType.INTEGER: "2",
        ConceptType.MONEY: "1000",
        ConceptType.DATE: "2026-11-18",
        ConceptType.TIME: "08:15",
        ConceptType.BOOLEAN: "true",
        ConceptType.MOBILE: "15400000001",
        ConceptType.BANK_ACCOUNT: "6200000000000000000",
        ConceptType.PERSON_NAME: "示某人",
    }.get(kind, "示例")
