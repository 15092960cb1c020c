"""One public service with everything that hangs on it: rules, outputs, costs, limits, channels."""

from __future__ import annotations

from yijian.core.errors import Text
from yijian.core.standards import terms
from yijian.core.standards.code_words import code
from yijian.core.standards.cpsv_marks import mark
from yijian.core.standards.cpsv_requirements import criterion, information, proof, when
from yijian.core.standards.graph import GraphBuilder
from yijian.core.standards.terms import expanded, own
from yijian.core.vocabulary.marks import LegalBasis
from yijian.core.vocabulary.one_thing import BoundService, DependencyKind
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Fee, Output, PublicService
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
CHINESE, ENGLISH = f"{LANGUAGES}ZHO", f"{LANGUAGES}ENG"
YUAN = "http://publications.europa.eu/resource/authority/currency/CNY"
_DURATIONS = {TimeUnit.CALENDAR_DAY: "P{}D", TimeUnit.HOUR: "PT{}H", TimeUnit.MONTH: "P{}M"}


def service_iri(builder: GraphBuilder, identifier: str) -> str:
    """The IRI of a public service."""
    return builder.iri("service", identifier)


def add_service(builder: GraphBuilder, package: DefinitionPackage, service: PublicService) -> None:
    """A service as its authority defined it, in force as the caller says."""
    iri = service_iri(builder, service.id)
    builder.add(iri, (expanded("cpsv:PublicService", builder.base),))
    builder.plain(iri, terms.IDENTIFIER, service.id)
    builder.words(iri, terms.TITLE, service.name)
    builder.words(iri, terms.OTHER_LABEL, service.plain_name)
    builder.words(iri, terms.DESCRIPTION, service.summary)
    builder.link(iri, terms.AUTHORITY, builder.iri("authority", service.authority))
    builder.link(iri, terms.TYPE, code(builder, "service-kind", service.kind.value))
    builder.link(iri, own("processing"), code(builder, "processing", service.processing.value))
    builder.link(iri, terms.LANGUAGE, CHINESE, ENGLISH)
    builder.plain(iri, own("proactive"), service.proactive)
    builder.plain(iri, own("visits"), service.presence.visits)
    mark(builder, iri, service, package.sources)
    _add_requirements(builder, package, service, iri)
    _add_rule(builder, package, service, iri)
    for output in service.outputs:
        builder.link(iri, terms.PRODUCES, _output(builder, package, service, output))
    for fee in service.fees:
        builder.link(iri, terms.COST, _cost(builder, package, service, fee))
    _add_around(builder, package, service, iri)


def add_limits(
    builder: GraphBuilder, package: DefinitionPackage, service: str, limits: dict[str, TimeLimit | None]
) -> None:
    """The time limits of a service (`promised`, `statutory`); `cv:processingTime` where ISO 8601 can say it."""
    iri = service_iri(builder, service)
    for name, limit in limits.items():
        if limit is not None:
            builder.link(
                iri, own("timeLimit"), _limit(builder, package, ("time-limit", service, name), limit)
            )
    shown = limits.get("promised") or limits.get("statutory")
    if shown is not None and (duration := iso_duration(shown)) is not None:
        builder.plain(iri, terms.PROCESSING_TIME, duration)


def iso_duration(limit: TimeLimit) -> str | None:
    """The limit as a duration of ISO 8601; None for working days, which that standard cannot say (0 of them is P0D)."""
    if limit.amount == 0:
        return "P0D"
    pattern = _DURATIONS.get(limit.unit)
    return None if pattern is None else pattern.format(limit.amount)


def add_office(builder: GraphBuilder, service: str, where: Text) -> None:
    """The place to which a service must be brought on its own."""
    iri = builder.iri("channel", "office", service)
    builder.add(iri, (expanded("cv:Channel", builder.base),))
    builder.plain(iri, terms.IDENTIFIER, f"office/{service}")
    builder.words(iri, terms.DESCRIPTION, where)
    builder.link(iri, terms.TYPE, code(builder, "channel", "office"))
    builder.link(service_iri(builder, service), terms.CHANNEL, iri)


def add_dependencies(builder: GraphBuilder, bound: BoundService) -> None:
    """What a service takes from others of the same thing: a paper or a fact is required, an order only related."""
    iri = service_iri(builder, bound.definition.id)
    for need in bound.depends_on:
        term = terms.RELATED_SERVICE if need.kind is DependencyKind.ORDER else terms.REQUIRES
        builder.link(iri, term, service_iri(builder, need.service))


def _add_requirements(
    builder: GraphBuilder, package: DefinitionPackage, service: PublicService, iri: str
) -> None:
    for one in service.criteria:
        held = builder.iri("criterion", service.id, one.id)
        criterion(builder, package, held, f"{service.id}/{one.id}", one)
        builder.link(iri, terms.HOLDS_REQUIREMENT, held)
        builder.link(held, terms.FULFILS, builder.iri("rule", service.id))
    for told in service.information:
        found = information(builder, package, service, told)
        if found is not None:
            builder.link(iri, terms.HOLDS_REQUIREMENT, found)
    for paper in service.evidence:
        builder.link(iri, terms.HOLDS_REQUIREMENT, proof(builder, package, service, paper))
        for option in paper.any_of:
            kinds = (builder.iri("evidence-type", item.type) for item in option)
            builder.link(iri, terms.INPUT_TYPE, *kinds)


def _add_rule(builder: GraphBuilder, package: DefinitionPackage, service: PublicService, iri: str) -> None:
    """The rules of a service as one cpsv:Rule: what its criteria say, and the law they rest on."""
    if not service.criteria and not service.legal_basis:
        return
    rule = builder.iri("rule", service.id)
    builder.add(rule, (expanded("cpsv:Rule", builder.base),))
    builder.plain(rule, terms.IDENTIFIER, service.id)
    name = service.name
    builder.words(rule, terms.TITLE, Text(f"{name.zh}：受理条件与依据", f"{name.en}: conditions and basis"))
    said = Text(
        "；".join(one.text.zh for one in service.criteria) or f"{name.zh}的依据",
        "; ".join(one.text.en for one in service.criteria) or f"The basis of: {name.en}",
    )
    builder.words(rule, terms.DESCRIPTION, said)
    builder.link(rule, terms.LANGUAGE, CHINESE, ENGLISH)
    builder.link(iri, terms.FOLLOWS, rule)
    for basis in service.legal_basis:
        law = _legal_resource(builder, package, basis)
        builder.link(rule, terms.IMPLEMENTS, law)
        builder.link(iri, terms.LEGAL_RESOURCE, law)


def _legal_resource(builder: GraphBuilder, package: DefinitionPackage, basis: LegalBasis) -> str:
    """A law as it is cited: its number in no register is known, so the citation names it."""
    iri = builder.iri("law", basis.cite)
    builder.add(iri, (expanded("eli:LegalResource", builder.base),))
    builder.chinese(iri, terms.TITLE, basis.cite)
    mark(builder, iri, basis, package.sources)
    return iri


def _output(builder: GraphBuilder, package: DefinitionPackage, service: PublicService, output: Output) -> str:
    iri = builder.iri("output", service.id, output.id)
    builder.add(iri, (expanded("cv:Output", builder.base),))
    builder.plain(iri, terms.IDENTIFIER, f"{service.id}/{output.id}")
    builder.words(iri, terms.TITLE, output.name)
    if output.evidence is not None:
        builder.link(iri, own("evidenceType"), builder.iri("evidence-type", output.evidence))
    builder.plain(iri, own("about"), output.of)
    for fact in output.facts:
        builder.plain(iri, own("bears"), fact)
    builder.plain(iri, own("deliverable"), output.deliverable)
    mark(builder, iri, output, package.sources)
    return iri


def _cost(builder: GraphBuilder, package: DefinitionPackage, service: PublicService, fee: Fee) -> str:
    iri = builder.iri("cost", service.id, fee.id)
    builder.add(iri, (expanded("cv:Cost", builder.base),))
    builder.plain(iri, terms.IDENTIFIER, f"{service.id}/{fee.id}")
    builder.words(iri, terms.DESCRIPTION, fee.name)
    if fee.fen is not None:
        builder.plain(iri, terms.HAS_VALUE, f"{fee.fen // 100}.{fee.fen % 100:02d}")
        builder.add(YUAN, (expanded("skos:Concept", builder.base),))
        builder.words(YUAN, terms.PREFERRED_LABEL, Text("人民币元", "Yuan renminbi"))
        builder.link(iri, terms.CURRENCY, YUAN)
    builder.plain(iri, own("appliesWhen"), when(fee.when))
    mark(builder, iri, fee, package.sources)
    return iri


def _add_around(builder: GraphBuilder, package: DefinitionPackage, service: PublicService, iri: str) -> None:
    """Special procedures, visits of the authority, latest days: CPSV-AP has no word for them."""
    for procedure in service.special_procedures:
        held = builder.iri("special-procedure", service.id, procedure.id)
        _own_thing(builder, held, "yj:SpecialProcedure", procedure.name, procedure.when)
        if procedure.limit is not None:
            name = ("time-limit", service.id, procedure.id)
            builder.link(held, own("timeLimit"), _limit(builder, package, name, procedure.limit))
        mark(builder, held, procedure, package.sources)
        builder.link(iri, own("specialProcedure"), held)
    for inspection in service.inspections:
        held = builder.iri("inspection", service.id, inspection.id)
        _own_thing(builder, held, "yj:Inspection", inspection.name, inspection.when)
        builder.plain(held, own("about"), inspection.of)
        builder.plain(held, own("joint"), inspection.joint)
        mark(builder, held, inspection, package.sources)
        builder.link(iri, own("inspection"), held)
    for latest in service.latest:
        held = builder.iri("latest-day", service.id, latest.id)
        _own_thing(builder, held, "yj:LatestDay", latest.text, latest.when)
        builder.plain(held, own("before"), latest.before)
        builder.plain(held, own("amount"), latest.amount)
        builder.link(held, own("unit"), code(builder, "time-unit", latest.unit.value))
        mark(builder, held, latest, package.sources)
        builder.link(iri, own("latestDay"), held)


def _own_thing(builder: GraphBuilder, iri: str, kind: str, name: Text, rule: str | None) -> None:
    builder.add(iri, (expanded(kind, builder.base),))
    builder.words(iri, terms.LABEL, name)
    builder.plain(iri, own("appliesWhen"), when(rule))


def _limit(builder: GraphBuilder, package: DefinitionPackage, name: tuple[str, ...], limit: TimeLimit) -> str:
    iri = builder.iri(*name)
    builder.add(iri, (expanded("yj:TimeLimit", builder.base),))
    builder.plain(iri, own("amount"), limit.amount)
    builder.link(iri, own("unit"), code(builder, "time-unit", limit.unit.value))
    builder.link(iri, own("starts"), code(builder, "limit-start", limit.starts.value))
    builder.plain(iri, own("occurrence"), limit.occurrence)
    mark(builder, iri, limit, package.sources)
    return iri
