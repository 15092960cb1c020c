"""CPSV-AP of the thirteen: judged by the shapes of the profile, and nothing of the definitions lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS, RDF, SH, SKOS

from tests.compiler.small_packages import TODAY
from tests.conformance.beside import CONFORMANCE, require
from tests.standards.samples import BASE, REGION
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.in_force import criteria_in_force
from yijian.core.errors import Text
from yijian.core.standards import code_words, terms
from yijian.core.standards.cpsv_ap import cpsv_ap_graph
from yijian.core.standards.graph import BaseRefused, Graph, GraphBuilder
from yijian.core.standards.json_ld import CONTEXT_FILE, context_of, to_json_ld
from yijian.core.standards.terms import own
from yijian.core.standards.turtle import to_turtle
from yijian.core.vocabulary.authority import AuthorityKind
from yijian.core.vocabulary.concept import ConceptType, Sensitivity
from yijian.core.vocabulary.evidence import EvidenceMaker
from yijian.core.vocabulary.life_event import Audience
from yijian.core.vocabulary.marks import Certainty, Marked
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Fee, Processing, PublicService, ServiceKind
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

SHAPES = CONFORMANCE / "cpsv-ap" / "cpsv-ap-SHACL.ttl"
CV = rdflib.Namespace("http://data.europa.eu/m8g/")
CPSV = rdflib.Namespace("http://purl.org/vocab/cpsv#")
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated"
)  # rdflib's own reader of JSON-LD uses it
YJ = rdflib.Namespace(f"{BASE}vocabulary#")


def iri(*parts: str) -> rdflib.URIRef:
    return rdflib.URIRef(BASE + "/".join(parts))


@pytest.fixture(scope="module")
def triples(graph: Graph) -> rdflib.Graph:
    """The Turtle text, as another program reads it."""
    return rdflib.Graph().parse(data=to_turtle(graph), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    """The shapes of CPSV-AP 3.2.0 beside the repository."""
    require(SHAPES, without="the CPSV-AP shapes were NOT used")
    return rdflib.Graph().parse(SHAPES)


def judged(triples: rdflib.Graph, shapes: rdflib.Graph) -> tuple[bool, str]:
    conforms, _, words = pyshacl.validate(triples, shacl_graph=shapes)
    return conforms, words


def test_it_conforms_to_the_shapes(triples: rdflib.Graph, shapes: rdflib.Graph) -> None:
    conforms, words = judged(triples, shapes)
    assert conforms, words[:4000]


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (("service", "police.birth-registration"), CV.hasCompetentAuthority),
        (("service", "police.birth-registration"), DCTERMS.title),
        (("authority", "police"), SKOS.prefLabel),
        (("authority", "police"), DCTERMS.spatial),
        (("proof", "police.birth-registration", "birth"), DCTERMS.identifier),
        (("event", "newborn"), DCTERMS.title),
        (("output", "police.birth-registration", "household-book-page"), DCTERMS.title),
        (("channel", "joint", "newborn"), DCTERMS.identifier),
        (("rule", "police.birth-registration"), DCTERMS.description),
    ],
)
def test_the_shapes_would_have_found_what_is_missing(
    graph: Graph, shapes: rdflib.Graph, subject: tuple[str, ...], predicate: rdflib.URIRef
) -> None:
    """One statement less of one thing alone, and it does not conform: so that thing was judged."""
    wanted = str(iri(*subject))
    one = replace(graph, resources=tuple(each for each in graph.resources if each.iri == wanted))
    spoilt = rdflib.Graph().parse(data=to_turtle(one), format="turtle")
    assert (rdflib.URIRef(wanted), predicate, None) in spoilt
    spoilt.remove((rdflib.URIRef(wanted), predicate, None))
    conforms, report, _ = pyshacl.validate(spoilt, shacl_graph=shapes)
    assert not conforms
    found = {
        (report.value(one, SH.focusNode), report.value(one, SH.resultPath))
        for one in report.subjects(SH.sourceConstraintComponent, SH.MinCountConstraintComponent)
    }
    assert (rdflib.URIRef(wanted), predicate) in found


def test_the_two_forms_say_the_same(graph: Graph, triples: rdflib.Graph, tmp_path: Path) -> None:
    """JSON-LD with our context inside, and beside it, expands to the triples of the Turtle text."""
    inside = json.dumps(to_json_ld(graph, context_beside=False))
    assert set(rdflib.Graph().parse(data=inside, format="json-ld")) == set(triples)
    (tmp_path / CONTEXT_FILE).write_text(json.dumps({"@context": context_of(graph)}), "utf-8")
    (tmp_path / "all.jsonld").write_text(json.dumps(to_json_ld(graph, context_beside=True)), "utf-8")
    assert set(rdflib.Graph().parse(tmp_path / "all.jsonld")) == set(triples)
    assert len(triples) > 20_000
    assert not any(isinstance(part, rdflib.BNode) for triple in triples for part in triple)


def test_every_service_of_the_thirteen_is_in_it(
    triples: rdflib.Graph, shipped: LoadResult, things: tuple[OneThing, ...]
) -> None:
    """With its authority, events, requirements, papers, outputs, channels and limits."""
    assert len(things) == 13
    services = shipped.package.services
    assert {str(one) for one in triples.subjects(RDF.type, CPSV.PublicService)} == {
        str(iri("service", name)) for name in services
    }
    for thing in things:
        kind = CV.LifeEvent if thing.life_event.audience is Audience.PERSON else CV.BusinessEvent
        event = iri("event", thing.life_event.id)
        assert (event, RDF.type, kind) in triples
        for name, bound in thing.services.items():
            service = iri("service", name)
            assert (service, CV.isGroupedBy, event) in triples
            assert (service, CV.hasChannel, iri("channel", "joint", thing.life_event.id)) in triples
            assert (
                service,
                CV.hasCompetentAuthority,
                iri("authority", bound.definition.authority),
            ) in triples
            requirements = set(triples.objects(service, CV.holdsRequirement))
            definition = bound.definition
            assert len(requirements) == sum(
                map(len, (definition.criteria, definition.information, definition.evidence))
            )
            outputs = {iri("output", name, output.id) for output in definition.outputs}
            assert set(triples.objects(service, CPSV.produces)) == outputs
            stated = [limit for limit in (bound.limits.promised, bound.limits.statutory) if limit is not None]
            assert len(set(triples.objects(service, YJ.timeLimit))) == len(stated)


def test_every_text_is_there_in_both_languages(triples: rdflib.Graph, shipped: LoadResult) -> None:
    for name, service in shipped.package.services.items():
        titles = set(triples.objects(iri("service", name), DCTERMS.title))
        assert titles == {rdflib.Literal(service.name.zh, "zh"), rdflib.Literal(service.name.en, "en")}


def test_how_sure_each_fact_is_is_kept(triples: rdflib.Graph, shipped: LoadResult) -> None:
    """Certainty, source and remark of services, criteria and limits; what was not found is said so."""
    for name, service in shipped.package.services.items():
        facts: list[tuple[rdflib.URIRef, Marked]] = [(iri("service", name), service)]
        judged_by = criteria_in_force(service.criteria, TODAY)
        facts += [(iri("criterion", name, one.id), one) for one in judged_by]
        facts += [(iri("proof", name, one.id), one) for one in service.evidence]
        if service.time_limits.statutory is not None:
            facts.append((iri("time-limit", name, "statutory"), service.time_limits.statutory))
        for subject, fact in facts:
            (statement,) = triples.objects(subject, DCTERMS.provenance)
            level = triples.value(statement, YJ.certainty)
            assert level == iri("code", "certainty", fact.certainty.value)
            source = triples.value(statement, DCTERMS.source)
            assert source == (iri("source", fact.source) if fact.source else None)
            assert {str(note) for note in triples.objects(subject, SKOS.note)} == {fact.note} - {None}


def test_laws_and_orders_are_links(triples: rdflib.Graph) -> None:
    law = iri("law", "中华人民共和国户口登记条例")
    assert (law, RDF.type, ELI.LegalResource) in triples
    rule = iri("rule", "police.birth-registration")
    assert (iri("service", "police.birth-registration"), CPSV.follows, rule) in triples
    assert (rule, CPSV.implements, law) in triples
    card = iri("service", "hr.social-security-card")
    assert (card, DCTERMS.requires, iri("service", "police.birth-registration")) in triples


def test_every_link_of_ours_leads_to_something(triples: rdflib.Graph) -> None:
    said = set(triples.subjects())
    links = {one for one in triples.objects() if isinstance(one, rdflib.URIRef) and str(one).startswith(BASE)}
    assert not links - said
    used = {one for one in triples.predicates() if str(one).startswith(str(YJ))}
    assert used <= set(triples.subjects(RDF.type, RDF.Property))


def test_it_is_the_same_each_time(graph: Graph, shipped: LoadResult, things: tuple[OneThing, ...]) -> None:
    """Also where definitions are read in another order."""
    package = shipped.package
    turned = replace(package, services=dict(reversed(package.services.items())))
    again = cpsv_ap_graph(turned, things, base=BASE, on=TODAY, region=REGION)
    assert to_turtle(again) == to_turtle(graph)


def alone(package: DefinitionPackage, service: PublicService) -> str:
    """One service without a life event, as Turtle."""
    small = replace(package, services={service.id: service}, life_events={})
    return to_turtle(cpsv_ap_graph(small, (), base=BASE, on=TODAY, region=None))


def test_a_fee_is_a_cost_in_yuan(shipped: LoadResult, shapes: rdflib.Graph) -> None:
    fee = Fee(id="card", name=Text("工本费", "Cost of the card"), fen=2005, when="not(child.first)")
    service = replace(shipped.package.services["police.birth-registration"], fees=(fee,))
    text = alone(shipped.package, service)
    assert 'cv:hasValue "20.05"^^xsd:double' in text
    assert 'yj:appliesWhen "not(child.first)"' in text
    found = rdflib.Graph().parse(data=text, format="turtle")
    cost = iri("cost", "police.birth-registration", "card")
    assert (iri("service", "police.birth-registration"), CV.hasCost, cost) in found
    assert judged(found, shapes)[0]


@pytest.mark.parametrize(
    ("limit", "duration"),
    [
        (TimeLimit(amount=20, unit=TimeUnit.CALENDAR_DAY), "P20D"),
        (TimeLimit(amount=1, unit=TimeUnit.MONTH), "P1M"),
        (TimeLimit(amount=24, unit=TimeUnit.HOUR), "PT24H"),
        (TimeLimit(amount=0, unit=TimeUnit.WORKING_DAY), "P0D"),
        (TimeLimit(amount=10, unit=TimeUnit.WORKING_DAY), None),
    ],
)
def test_working_days_are_never_passed_off_as_days(
    shipped: LoadResult, limit: TimeLimit, duration: str | None
) -> None:
    service = shipped.package.services["police.birth-registration"]
    limits = replace(service.time_limits, promised=limit)
    text = alone(shipped.package, replace(service, time_limits=limits))
    stated = re.findall(r'cv:processingTime "(\w+)"\^\^xsd:duration', text)
    assert stated == ([] if duration is None else [duration])
    assert f'yj:amount "{limit.amount}"^^xsd:integer' in text


def test_every_code_of_the_core_has_words() -> None:
    schemes = {
        "certainty": Certainty, "service-kind": ServiceKind, "processing": Processing,
        "organisation-kind": AuthorityKind, "evidence-maker": EvidenceMaker, "time-unit": TimeUnit,
        "limit-start": LimitStart, "audience": Audience, "value-type": ConceptType, "sensitivity": Sensitivity,
    }  # fmt: skip
    for name, codes in schemes.items():
        assert set(code_words.CODE_WORDS[name]) == {code.value for code in codes}, name


def test_no_key_of_the_context_has_two_meanings() -> None:
    keys = [term.key for term in terms.TERMS]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(terms.namespaces(BASE))


@pytest.mark.parametrize(
    "base", ["", "foo", "https://", "https://a.example", "urn:x:", "https://a b/", "ftp://a/"]
)
def test_a_base_that_cannot_begin_identifiers_is_refused(base: str) -> None:
    with pytest.raises(BaseRefused, match="cannot begin identifiers"):
        GraphBuilder(base)


@settings(max_examples=50)
@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_and_any_name_survive(text: str, name: str) -> None:
    """Quotes, line ends, control characters, rare characters: all of it comes back, in both forms."""
    builder = GraphBuilder(BASE)
    subject = builder.iri("service", name)
    builder.add(subject, ("http://purl.org/vocab/cpsv#PublicService",))
    builder.words(subject, terms.TITLE, Text(text, f"in English {text}"))
    builder.plain(subject, own("rule"), text)
    builder.link(subject, terms.REQUIRES, subject)
    graph = builder.graph()
    turtle = rdflib.Graph().parse(data=to_turtle(graph), format="turtle")
    linked = json.dumps(to_json_ld(graph, context_beside=False))
    assert set(rdflib.Graph().parse(data=linked, format="json-ld")) == set(turtle)
    (found,) = turtle.subjects(RDF.type)
    assert str(found) == subject
    assert {str(one) for one in turtle.objects(found, DCTERMS.title)} == {text, f"in English {text}"}
    assert str(turtle.value(found, YJ.rule)) == text
