"""Criteria as a DMN 1.5 model: a decision for each, one that all of them hold, input data from the dictionary.

A service is judged over its roles, the joint channel of a one thing over its participants; `today` is an input like the
others. The rules stand as they were written, but for the functions of our own (`standard_feel`). A decision that ends in null is
undecided (an officer looks), never a refusal; `and` keeps that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from yijian.core.compiler.in_force import criteria_in_force
from yijian.core.compiler.rules import names_by_root
from yijian.core.decisions.boxed import InformationItem, LiteralExpression
from yijian.core.decisions.model import (
    AuthorityRequirement,
    Decision,
    Definitions,
    InformationRequirement,
    InputData,
    ItemDefinition,
    KnowledgeSource,
)
from yijian.core.errors import Text
from yijian.core.standards.graph import GraphBuilder
from yijian.core.standards.standard_feel import in_standard_feel
from yijian.core.vocabulary.concept import CHOICES, Concept, ConceptType, Entity
from yijian.core.vocabulary.marks import LegalBasis, Marked, Source
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Criterion, PublicService

ALL_HOLD: Final = "all_criteria_hold"
"""The name of the decision that all criteria hold."""

FEEL: Final = "https://www.omg.org/spec/DMN/20230324/FEEL/"
TODAY: Final = "today"
_TYPES: Final = {
    ConceptType.BOOLEAN: "boolean",
    ConceptType.INTEGER: "number",
    ConceptType.MONEY: "number",
    ConceptType.DATE: "date",
}
_NOT_IN_AN_ID: Final = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What a name at the beginning of a path stands for."""

    entity: Entity
    many: bool
    name: Text


def service_model(
    package: DefinitionPackage, service: PublicService, *, base: str, on: date
) -> Definitions | None:
    """The criteria of a service that are in force on a day; None where it has none."""
    subjects = {
        name: _Subject(
            entity=package.entities[role.entity], many=role.many, name=role.name or Text(name, name)
        )
        for name, role in service.roles.items()
        if role.entity in package.entities
    }
    return _model(
        namespace=GraphBuilder(base).iri("dmn", "service", service.id),
        name=service.name,
        criteria=criteria_in_force(service.criteria, on),
        subjects=subjects,
        sources=package.sources,
        basis=service.legal_basis,
    )


def admission_model(one_thing: OneThing, *, base: str) -> Definitions | None:
    """The conditions of the joint channel of a one thing in its region; None where there are none."""
    event, overlay = one_thing.life_event, one_thing.overlay
    if overlay is None:
        return None
    subjects = {
        name: _Subject(entity=one_thing.entities[one.entity], many=one.many, name=one.name)
        for name, one in event.participants.items()
        if one.entity in one_thing.entities
    }
    return _model(
        namespace=GraphBuilder(base).iri("dmn", "admission", overlay.region, event.id),
        name=Text(f"{event.name.zh}：联办范围", f"{event.name.en}: who may use the joint channel"),
        criteria=overlay.admission.conditions,
        subjects=subjects,
        sources=one_thing.sources,
        basis=(),
    )


def decision_names(criteria: Iterable[Criterion]) -> dict[str, str]:
    """The name of the decision of each criterion, by its id. A hyphen in a name would be read as a minus."""
    return {one.id: "criterion_" + one.id.replace("-", "_") for one in criteria}


def _model(
    *,
    namespace: str,
    name: Text,
    criteria: Sequence[Criterion],
    subjects: Mapping[str, _Subject],
    sources: Mapping[str, Source],
    basis: Sequence[LegalBasis],
) -> Definitions | None:
    if not criteria:
        return None
    read = {one.id: names_by_root(one.rule) for one in criteria}
    inputs = {root for names in read.values() for root in names if root in subjects or root == TODAY}
    authorities = _authorities([*criteria, *basis], basis, sources)
    names = decision_names(criteria)
    decisions = [
        Decision(
            id=_id("decision", one.id),
            name=names[one.id],
            label=one.text.zh,
            description=_remarks(one),
            question=one.text.zh,
            variable=InformationItem(name=names[one.id], type_ref="boolean"),
            information=tuple(
                InformationRequirement(id=_id("needs", one.id, root), input=f"#{_id('input', root)}")
                for root in sorted(inputs.intersection(read[one.id]))
            ),
            authorities=_rests_on([one], one.id, authorities),
            expression=LiteralExpression(text=in_standard_feel(one.rule), type_ref="boolean"),
        )
        for one in criteria
    ]
    combined = Decision(
        id=_id("decision", "all"),
        name=ALL_HOLD,
        label="全部条件成立",
        description="null: undecided, an officer looks; it never refuses and never grants",
        variable=InformationItem(name=ALL_HOLD, type_ref="boolean"),
        information=tuple(
            InformationRequirement(id=_id("needs", "all", one.id), decision=f"#{_id('decision', one.id)}")
            for one in criteria
        ),
        authorities=_rests_on(basis, "all", authorities),
        expression=LiteralExpression(text=" and ".join(names.values()), type_ref="boolean"),
    )
    return Definitions(
        id="definitions",
        name=name.zh,
        label=name.en,
        namespace=namespace,
        expression_language=FEEL,
        type_language=FEEL,
        exporter="Yijian",
        item_definitions=_item_definitions(read.values(), subjects),
        input_data=tuple(_input(root, subjects.get(root)) for root in sorted(inputs)),
        decisions=(*decisions, combined),
        knowledge_sources=tuple(source for _, source in sorted(authorities.items())),
    )


def _id(*parts: str) -> str:
    """An XML id; parts are joined by two underscores."""
    return "__".join(_NOT_IN_AN_ID.sub(lambda found: f"_{ord(found[0]):X}_", part) for part in parts)


def _remarks(fact: Criterion) -> str:
    """How sure a criterion is, and when it counts, in one line for each."""
    effective = fact.effective
    lines = [
        fact.text.en,
        f"certainty: {fact.certainty.value}",
        f"source: {fact.source}" if fact.source else "",
        f"note: {fact.note}" if fact.note else "",
        f"in force: {effective.since or '…'} – {effective.until or '…'}"
        if effective.since or effective.until
        else "",
    ]
    return "\n".join(line for line in lines if line)


def _input(root: str, subject: _Subject | None) -> InputData:
    if subject is None:
        words, type_ref = Text("今天", "today"), "date"
    else:
        words, type_ref = subject.name, _type_name(root, many=subject.many)
    return InputData(
        id=_id("input", root),
        name=root,
        label=words.zh,
        description=words.en,
        variable=InformationItem(name=root, type_ref=type_ref),
    )


def _type_name(root: str, *, many: bool) -> str:
    return f"t_{root}_list" if many else f"t_{root}"


def _item_definitions(
    read: Iterable[Mapping[str, frozenset[str]]], subjects: Mapping[str, _Subject]
) -> tuple[ItemDefinition, ...]:
    """A type for each role that rules read, with the facts that they read of it; a list of it where there are many."""
    facts: dict[str, set[str]] = {}
    for names in read:
        for root, found in names.items():
            if root in subjects:
                facts.setdefault(root, set()).update(found)
    made: list[ItemDefinition] = []
    for root in sorted(facts):
        subject = subjects[root]
        components = tuple(
            _component(name, subject.entity.concepts[name])
            for name in sorted(facts[root])
            if name in subject.entity.concepts
        )
        single = _type_name(root, many=False)
        made.append(
            ItemDefinition(
                name=single,
                label=subject.entity.name.zh,
                description=subject.entity.name.en,
                components=components,
            )
        )
        if subject.many:
            made.append(ItemDefinition(name=_type_name(root, many=True), type_ref=single, is_collection=True))
    return tuple(made)


def _component(name: str, concept: Concept) -> ItemDefinition:
    codes = ", ".join(f'"{code.code}"' for code in concept.codes) if concept.type in CHOICES else None
    return ItemDefinition(
        name=name,
        label=concept.name.zh,
        description=concept.name.en + (" (in fen)" if concept.type is ConceptType.MONEY else ""),
        type_ref=_TYPES.get(concept.type, "string"),
        is_collection=concept.type is ConceptType.CODES,
        allowed_values=codes,
    )


def _authorities(
    facts: Iterable[Marked], basis: Iterable[LegalBasis], sources: Mapping[str, Source]
) -> dict[str, KnowledgeSource]:
    """What the criteria rest on: the documents they were read in, and the law of the service."""
    found = {
        _id("source", source.id): KnowledgeSource(
            id=_id("source", source.id), name=source.what, type="source", location=source.url
        )
        for fact in facts
        if fact.source is not None and (source := sources.get(fact.source)) is not None
    }
    for number, law in enumerate(basis, 1):
        found[_id("law", str(number))] = KnowledgeSource(
            id=_id("law", str(number)),
            name=law.cite,
            description=f"certainty: {law.certainty.value}",
            type="law",
        )
    return found


def _rests_on(
    facts: Sequence[Marked], name: str, authorities: Mapping[str, KnowledgeSource]
) -> tuple[AuthorityRequirement, ...]:
    wanted = [
        _id("law", str(number)) if isinstance(fact, LegalBasis) else _id("source", str(fact.source))
        for number, fact in enumerate(facts, 1)
    ]
    return tuple(
        AuthorityRequirement(id=_id("rests", name, one), authority=f"#{one}")
        for one in dict.fromkeys(wanted)
        if one in authorities
    )
