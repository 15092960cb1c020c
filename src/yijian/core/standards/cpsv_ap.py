"""Definitions as CPSV-AP 3.2.0 (SEMIC) and CCCEV 2.x: services, organisations, events, requirements, evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from yijian.core.compiler.in_force import criteria_in_force, in_force
from yijian.core.errors import Text
from yijian.core.standards import terms
from yijian.core.standards.code_words import code
from yijian.core.standards.cpsv_marks import mark
from yijian.core.standards.cpsv_requirements import criterion, evidence_type
from yijian.core.standards.cpsv_services import (
    CHINESE,
    ENGLISH,
    add_dependencies,
    add_limits,
    add_office,
    add_service,
    service_iri,
)
from yijian.core.standards.graph import Graph, GraphBuilder
from yijian.core.standards.terms import OWN_CLASSES, OWN_PREFIX, OWN_TERMS, ValueKind, expanded, own
from yijian.core.vocabulary.authority import Authority, Register
from yijian.core.vocabulary.life_event import Audience
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

CHINA: Final = "http://publications.europa.eu/resource/authority/country/CHN"
_CHINESE_CHARACTERS: Final = re.compile("[一-鿿]")


def cpsv_ap_graph(
    package: DefinitionPackage, one_things: Sequence[OneThing], *, base: str, on: date, region: str | None
) -> Graph:
    """Every service in force on a day, with what the life events compiled for that day and region say of it.

    `base` begins all identifiers of our own; the same arguments give the same graph. Raises BaseRefused for a base that
    is not an address ending in a slash.
    """
    builder = GraphBuilder(base)
    _add_languages(builder)
    place = _place(builder, one_things, region)
    for authority in package.authorities.values():
        _add_authority(builder, package, authority, place)
    for register in package.registers.values():
        _add_register(builder, package, register)
    for kind in package.evidence.values():
        evidence_type(builder, package, kind)
    whole = builder.iri("definitions")
    builder.add(whole, (expanded("yj:DefinitionPackage", base),))
    builder.plain(whole, own("definitionsVersion"), package.version)
    builder.plain(whole, own("inForceOn"), on.isoformat())
    local = {bound.definition.id: bound for thing in one_things for bound in thing.services.values()}
    for service in package.services.values():
        if not in_force(service.effective, on):
            continue
        shown = local[service.id].definition if service.id in local else _of_the_day(service, on)
        add_service(builder, package, shown)
        limits = local[service.id].limits if service.id in local else service.time_limits
        add_limits(builder, package, service.id, {"promised": limits.promised, "statutory": limits.statutory})
        where = local[service.id].where if service.id in local else service.where
        if where is not None:
            add_office(builder, service.id, where)
        builder.link(whole, terms.HAS_PART, service_iri(builder, service.id))
    for thing in one_things:
        _add_event(builder, package, thing, on)
    _describe_own_terms(builder)
    return builder.graph()


def _of_the_day(service: PublicService, on: date) -> PublicService:
    """A service with the criteria of the day alone."""
    return replace(service, criteria=criteria_in_force(service.criteria, on))


def _add_languages(builder: GraphBuilder) -> None:
    for iri, name in ((CHINESE, Text("中文", "Chinese")), (ENGLISH, Text("英文", "English"))):
        builder.add(iri, (expanded("dct:LinguisticSystem", builder.base),))
        builder.words(iri, terms.LABEL, name)


def _place(builder: GraphBuilder, one_things: Sequence[OneThing], region: str | None) -> str:
    """Where the authorities are competent: the region, or the whole country."""
    location = (expanded("dct:Location", builder.base),)
    names = [thing.overlay.region_name for thing in one_things if thing.overlay is not None]
    if region is None or not names:
        builder.add(CHINA, location)
        builder.words(CHINA, terms.LABEL, Text("中国", "China"))
        return CHINA
    iri = builder.iri("region", region)
    builder.add(iri, location)
    builder.words(iri, terms.LABEL, names[0])
    builder.plain(iri, terms.IDENTIFIER, region)
    return iri


def _add_authority(
    builder: GraphBuilder, package: DefinitionPackage, authority: Authority, place: str
) -> None:
    iri = builder.iri("authority", authority.id)
    kinds = ("cv:PublicOrganisation", "org:Organization", "foaf:Agent")
    builder.add(iri, (expanded(kind, builder.base) for kind in kinds))
    builder.plain(iri, terms.IDENTIFIER, authority.id)
    builder.words(iri, terms.TITLE, authority.name)
    builder.words(iri, terms.PREFERRED_LABEL, authority.name)
    builder.words(iri, terms.OTHER_LABEL, authority.short_name)
    builder.plain(iri, terms.NOTATION, authority.department_code)
    builder.link(iri, terms.SPATIAL, place)
    builder.link(iri, terms.TYPE, code(builder, "organisation-kind", authority.kind.value))
    if authority.part_of is not None:
        builder.link(iri, terms.PART_OF_ORGANISATION, builder.iri("authority", authority.part_of))
    mark(builder, iri, authority, package.sources)


def _add_register(builder: GraphBuilder, package: DefinitionPackage, register: Register) -> None:
    iri = builder.iri("register", register.id)
    builder.add(iri, (expanded("yj:Register", builder.base),))
    builder.plain(iri, terms.IDENTIFIER, register.id)
    builder.words(iri, terms.TITLE, register.name)
    builder.link(iri, own("keptBy"), builder.iri("authority", register.authority))
    mark(builder, iri, register, package.sources)


def _add_event(builder: GraphBuilder, package: DefinitionPackage, thing: OneThing, on: date) -> None:
    event = thing.life_event
    iri = builder.iri("event", event.id)
    kind = "cv:LifeEvent" if event.audience is Audience.PERSON else "cv:BusinessEvent"
    builder.add(iri, (expanded("cv:Event", builder.base), expanded(kind, builder.base)))
    builder.plain(iri, terms.IDENTIFIER, event.id)
    builder.words(iri, terms.TITLE, event.name)
    builder.words(iri, terms.OTHER_LABEL, event.plain_name)
    builder.words(iri, terms.DESCRIPTION, event.summary)
    stage = code(builder, "stage", event.stage)
    builder.link(iri, terms.TYPE, stage)
    builder.link(iri, own("lead"), builder.iri("authority", event.lead))
    _add_keywords(builder, iri, event.keywords)
    mark(builder, iri, event, package.sources)
    channel = _joint_channel(builder, package, thing, on)
    for bound in thing.services.values():
        service = service_iri(builder, bound.definition.id)
        builder.link(iri, terms.HAS_RELATED_SERVICE, service)
        builder.link(service, terms.GROUPED_BY, iri)
        builder.link(service, terms.THEMATIC_AREA, stage)
        builder.link(service, terms.AUDIENCE, code(builder, "audience", event.audience.value))
        builder.link(service, terms.CHANNEL, channel)
        add_dependencies(builder, bound)


def _add_keywords(builder: GraphBuilder, iri: str, keywords: Sequence[str]) -> None:
    for word in keywords:
        if _CHINESE_CHARACTERS.search(word):
            builder.chinese(iri, terms.KEYWORD, word)
        else:
            builder.english(iri, terms.KEYWORD, word)


def _joint_channel(builder: GraphBuilder, package: DefinitionPackage, thing: OneThing, on: date) -> str:
    """The joint channel of a one thing, and who is admitted to it in the region."""
    event = thing.life_event
    iri = builder.iri("channel", "joint", event.id)
    builder.add(iri, (expanded("cv:Channel", builder.base),))
    builder.plain(iri, terms.IDENTIFIER, f"joint/{event.id}")
    builder.words(
        iri, terms.DESCRIPTION, Text(f"{event.name.zh}，一次申请", f"{event.name.en}, applied for in one go")
    )
    builder.link(iri, terms.TYPE, code(builder, "channel", "joint"))
    builder.link(iri, terms.OWNED_BY, builder.iri("authority", event.lead))
    conditions = thing.overlay.admission.conditions if thing.overlay is not None else ()
    for one in criteria_in_force(conditions, on):
        held = builder.iri("admission", str(thing.region), event.id, one.id)
        criterion(builder, package, held, f"{thing.region}/{event.id}/{one.id}", one)
        builder.link(iri, own("admission"), held)
    return iri


_RANGES: Final[Mapping[ValueKind, str]] = {
    ValueKind.LINK: "rdfs:Resource",
    ValueKind.WORDS: "rdf:langString",
    ValueKind.TEXT: "xsd:string",
}


def _describe_own_terms(builder: GraphBuilder) -> None:
    """Our own vocabulary, said in the same graph: a reader needs no other file to understand it."""
    for term, words in OWN_TERMS.values():
        iri = expanded(term.name, builder.base)
        builder.add(iri, (expanded("rdf:Property", builder.base),))
        builder.words(iri, terms.LABEL, words)
        range_name = _RANGES.get(term.kind, term.kind.value)
        builder.link(iri, terms.RANGE, expanded(range_name, builder.base))
    for name, words in OWN_CLASSES.items():
        iri = expanded(f"{OWN_PREFIX}:{name}", builder.base)
        builder.add(iri, (expanded("rdfs:Class", builder.base),))
        builder.words(iri, terms.LABEL, words)
