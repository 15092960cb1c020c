"""Criteria as a DMN 1.5 model: a decision for each, one that all of them hold, input data from the dictionary.

A service is judged over its roles, the joint channel of a one thing over its participants; `today` is an input like the
others. The rules stand as they were written, but for the functions of our own (`standard_feel`). A decision that ends in null is
undecided (an officer looks), never a refusal; `and` keeps that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from yijian.core.decisions.plain_tables import table_of
from yijian.core.decisions.table_expressions import row_conditions
from yijian.core.errors import Text
from yijian.core.feel import free_paths, parse
from yijian.core.standards.graph import GraphBuilder
from yijian.core.standards.standard_feel import (
    in_standard_feel,
    open_where_null,
    tests_in_standard_feel,
)
from yijian.core.vocabulary.concept import CHOICES, Concept, ConceptType, Entity
from yijian.core.vocabulary.decision_table import Aggregation, TableDefinition, name_in_rules, table_text
from yijian.core.vocabulary.marks import LegalBasis, Marked, Source
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Criterion, Effective, PublicService

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """The decision tables that rules name: the rules as they were written, by their text, and all tables by id."""

    written: Mapping[str, str]
    tables: Mapping[str, TableDefinition]

    def rule(self, text: str) -> str:
        """The rule as its author wrote it."""
        return self.written.get(text, text)

    def by(self, criteria: Iterable[Criterion]) -> dict[str, TableDefinition]:
        """The tables that these criteria name, by their names in rules."""
        read = {root for one in criteria for root in names_by_root(self.rule(one.rule))}
        tables = {name_in_rules(table.id): table for table in self.tables.values()}
        return {name: table for name, table in sorted(tables.items()) if name in read}


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
    criteria = criteria_in_force(service.criteria, on)
    return _model(
        namespace=GraphBuilder(base).iri("dmn", "service", service.id),
        name=service.name,
        criteria=criteria,
        named=_Named(written=package.written, tables=package.decision_tables),
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
        named=_Named(written=one_thing.written, tables=one_thing.decision_tables),
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
    named: _Named,
    subjects: Mapping[str, _Subject],
    sources: Mapping[str, Source],
    basis: Sequence[LegalBasis],
) -> Definitions | None:
    if not criteria:
        return None
    read = {one.id: names_by_root(one.rule) for one in criteria}
    inputs = {root for names in read.values() for root in names if root in subjects or root == TODAY}
    tables = named.by(criteria)
    resting = [fact for table in tables.values() for fact in (table, *table.rules)]
    authorities = _authorities([*criteria, *resting, *basis], basis, sources)
    names = decision_names(criteria)
    decisions = [
        Decision(
            id=_id("decision", one.id),
            name=names[one.id],
            label=one.text.zh,
            description=_remarks(one, one.text.en, one.effective),
            question=one.text.zh,
            variable=InformationItem(name=names[one.id], type_ref="boolean"),
            information=_requirements(one.id, names_by_root(named.rule(one.rule)), inputs, tables),
            authorities=_rests_on([one], one.id, authorities),
            expression=LiteralExpression(
                text=in_standard_feel(open_where_null(named.rule(one.rule), _perhaps_null(tables))),
                type_ref="boolean",
            ),
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
        decisions=(
            *(_table_decision(name, table, inputs, authorities) for name, table in tables.items()),
            *decisions,
            combined,
        ),
        knowledge_sources=tuple(source for _, source in sorted(authorities.items())),
    )


def _requirements(
    name: str, read: Iterable[str], inputs: set[str], tables: Mapping[str, TableDefinition]
) -> tuple[InformationRequirement, ...]:
    """What a decision needs, by the names that it reads: decisions of tables, and inputs."""
    roots = sorted(read)
    return tuple(
        InformationRequirement(id=_id("needs", name, root), decision=f"#{_id('table', tables[root].id)}")
        if root in tables
        else InformationRequirement(id=_id("needs", name, root), input=f"#{_id('input', root)}")
        for root in roots
        if root in tables or root in inputs
    )


def _perhaps_null(tables: Mapping[str, TableDefinition]) -> frozenset[str]:
    """What rules call the outputs that are null where no row applies."""
    return frozenset(
        f"{name}.{output.name}" if len(table.outputs) > 1 else name
        for name, table in tables.items()
        for output in table.outputs
        if output.default is None and table.aggregation is not Aggregation.COUNT
    )


def _table_decision(
    name: str, table: TableDefinition, inputs: set[str], authorities: Mapping[str, KnowledgeSource]
) -> Decision:
    """A table as a decision that criteria require, cell by cell as it was written; notes of rows are annotations."""
    text = table_text(table)
    written = replace(
        text,
        inputs=tuple(replace(each, expression=in_standard_feel(each.expression)) for each in text.inputs),
        outputs=tuple(
            replace(each, default=None if each.default is None else in_standard_feel(each.default))
            for each in text.outputs
        ),
        rules=tuple(
            replace(
                row,
                when=tuple(map(tests_in_standard_feel, row.when)),
                then=tuple(map(in_standard_feel, row.then)),
            )
            for row in text.rules
        ),
    )
    model = table_of(written)
    cells = [*(row_conditions(model)), *(parse(result.text) for row in model.rules for result in row.outputs)]
    cells += [parse(each.default.text) for each in model.outputs if each.default is not None]
    read = {path.partition(".")[0].partition("[")[0] for cell in cells for path in free_paths(cell)}
    return Decision(
        id=_id("table", table.id),
        name=name,
        label=table.name.zh,
        description=_remarks(table, table.name.en, Effective()),
        variable=InformationItem(name=name),
        information=_requirements(table.id, read, inputs, {}),
        authorities=_rests_on([table, *table.rules], table.id, authorities),
        expression=replace(
            model,
            inputs=tuple(
                replace(clause, label=each.name.zh if each.name else None)
                for clause, each in zip(model.inputs, table.inputs, strict=True)
            ),
            outputs=tuple(
                replace(clause, label=each.title.zh if each.title else None)
                for clause, each in zip(model.outputs, table.outputs, strict=True)
            ),
        ),
    )


def _id(*parts: str) -> str:
    """An XML id; parts are joined by two underscores."""
    return "__".join(_NOT_IN_AN_ID.sub(lambda found: f"_{ord(found[0]):X}_", part) for part in parts)


def _remarks(fact: Marked, words: str, effective: Effective) -> str:
    """What it is, how sure, and when it counts, in one line for each."""
    lines = [
        words,
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
