"""Criteria, facts that must be told and papers, in the words of CCCEV 2.x."""

from __future__ import annotations

from yijian.core.errors import Text
from yijian.core.standards import terms
from yijian.core.standards.code_words import code
from yijian.core.standards.cpsv_marks import mark
from yijian.core.standards.graph import GraphBuilder
from yijian.core.standards.standard_feel import in_standard_feel
from yijian.core.standards.terms import expanded, own
from yijian.core.vocabulary.concept import Concept
from yijian.core.vocabulary.evidence import EvidenceItem, EvidenceRequirement, EvidenceType
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Criterion, InformationRequirement, PublicService


def criterion(builder: GraphBuilder, package: DefinitionPackage, iri: str, name: str, one: Criterion) -> None:
    """A condition that must hold, with its rule in FEEL. `name` identifies it among all of them."""
    _requirement(builder, iri, name, "cv:Criterion", one.text)
    builder.plain(iri, own("rule"), in_standard_feel(one.rule))
    builder.plain(iri, own("decides"), one.decides)
    builder.plain(iri, own("replaces"), one.replaces)
    if one.effective.since is not None or one.effective.until is not None:
        builder.plain(iri, terms.VALID, f"{one.effective.since or ''}/{one.effective.until or ''}")
    mark(builder, iri, one, package.sources)


def information(
    builder: GraphBuilder, package: DefinitionPackage, service: PublicService, told: InformationRequirement
) -> str | None:
    """A fact that must be told, about a concept of the dictionary; None where the dictionary has no such concept."""
    role, _, name = told.fact.partition(".")
    entity = service.roles[role].entity if role in service.roles else ""
    found = package.concept_of(entity, name)
    if found is None:
        return None
    iri = builder.iri("information", service.id, told.fact)
    _requirement(builder, iri, f"{service.id}/{told.fact}", "cv:InformationRequirement", found.name)
    builder.link(iri, terms.HAS_CONCEPT, _concept(builder, package, entity, name, found))
    builder.plain(iri, own("about"), role)
    builder.plain(iri, own("appliesWhen"), when(told.when))
    builder.plain(iri, own("optional"), told.optional)
    mark(builder, iri, told, package.sources)
    return iri


def proof(
    builder: GraphBuilder, package: DefinitionPackage, service: PublicService, one: EvidenceRequirement
) -> str:
    """What must be proved: one EvidenceTypeList for each set of papers that proves it."""
    iri = builder.iri("proof", service.id, one.id)
    _requirement(builder, iri, f"{service.id}/{one.id}", "cv:InformationRequirement", one.proves)
    for position, option in enumerate(one.any_of, 1):
        papers = builder.iri("proof", service.id, one.id, str(position))
        builder.add(papers, (expanded("cv:EvidenceTypeList", builder.base),))
        builder.plain(papers, terms.IDENTIFIER, f"{service.id}/{one.id}/{position}")
        for item in option:
            builder.link(papers, terms.SPECIFIES_EVIDENCE, builder.iri("evidence-type", item.type))
            builder.words(papers, terms.DESCRIPTION, _wording(package, service, item))
            builder.plain(papers, own("about"), item.of)
            for role in item.signed_by:
                builder.plain(papers, own("signedBy"), role)
        builder.link(iri, terms.EVIDENCE_TYPE_LIST, papers)
    builder.plain(iri, own("appliesWhen"), when(one.when))
    builder.plain(iri, own("mayFollow"), one.may_follow)
    builder.plain(iri, own("byCommitment"), bool(one.by_commitment))
    mark(builder, iri, one, package.sources)
    return iri


def evidence_type(builder: GraphBuilder, package: DefinitionPackage, kind: EvidenceType) -> str:
    """A kind of document."""
    iri = builder.iri("evidence-type", kind.id)
    builder.add(iri, (expanded("cv:EvidenceType", builder.base),))
    builder.plain(iri, terms.IDENTIFIER, kind.id)
    builder.words(iri, terms.TITLE, kind.name)
    builder.words(iri, terms.DESCRIPTION, kind.hint)
    builder.link(iri, terms.EVIDENCE_CLASSIFICATION, code(builder, "evidence-maker", kind.maker.value))
    builder.link(iri, own("heldBy"), *(builder.iri("register", register) for register in kind.registers))
    mark(builder, iri, kind, package.sources)
    return iri


def when(rule: str | None) -> str | None:
    """Where something applies, in standard FEEL; None: everywhere."""
    return None if rule is None else in_standard_feel(rule)


def _wording(package: DefinitionPackage, service: PublicService, item: EvidenceItem) -> Text | None:
    """Which paper, of whom: what a set of papers says to a reader who does not follow its links."""
    kind, role = package.evidence.get(item.type), service.roles.get(item.of)
    if kind is None:
        return None
    who = role.name if role is not None and role.name is not None else Text(item.of, item.of)
    return Text(f"{kind.name.zh}（{who.zh}）", f"{kind.name.en} ({who.en})")


def _requirement(builder: GraphBuilder, iri: str, name: str, kind: str, title: Text) -> None:
    builder.add(iri, (expanded("cv:Requirement", builder.base), expanded(kind, builder.base)))
    builder.plain(iri, terms.IDENTIFIER, name)
    builder.words(iri, terms.TITLE, title)


def _concept(builder: GraphBuilder, package: DefinitionPackage, entity: str, name: str, one: Concept) -> str:
    iri = builder.iri("concept", entity, name)
    builder.add(iri, (expanded("cv:InformationConcept", builder.base),))
    builder.plain(iri, terms.IDENTIFIER, f"{entity}.{name}")
    builder.words(iri, terms.TITLE, one.name)
    builder.link(iri, own("valueType"), code(builder, "value-type", one.type.value))
    builder.link(iri, own("sensitivity"), code(builder, "sensitivity", one.sensitivity.value))
    if one.register is not None and one.register in package.registers:
        builder.link(iri, own("heldBy"), builder.iri("register", one.register))
    mark(builder, iri, one, package.sources)
    return iri
