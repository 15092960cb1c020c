"""From definitions to an artefact."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from tests.compiler.small_packages import (
    TODAY,
    compilation,
    compiled,
    package,
    paper,
    requirement,
    service,
    words,
    working_days,
)
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.draft import Draft
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.invariants import INVARIANTS, broken_invariants
from yijian.core.compiler.pipeline import PASSES, compile_life_event, hash_of
from yijian.core.compiler.plan import specialise
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.canonical import canonical_json, from_plain
from yijian.core.vocabulary.evidence import EvidenceItem
from yijian.core.vocabulary.life_event import (
    ChosenParticipant,
    LocalService,
    Order,
    Participant,
    RegionOverlay,
    ServiceUse,
)
from yijian.core.vocabulary.one_thing import DependencyKind, OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Effective, Output, Role

V = TypeVar("V")


def codes_of(definitions: DefinitionPackage) -> list[str]:
    """The codes of all findings, and that an error left no artefact."""
    result = compilation(definitions)
    return [finding.code for finding in result.findings]


def test_the_passes_are_the_table_of_contents() -> None:
    """Six passes in this order, each with a law of its own."""
    assert [step.__name__ for step in PASSES] == list(INVARIANTS)


def test_every_law_holds_after_its_pass_and_stays(definitions: LoadResult) -> None:
    """After each pass on the real newborn, its law and those of all passes before hold."""
    declared = definitions.package.life_events["newborn"]
    overlay = definitions.package.overlays["430100/newborn"]
    one_thing = OneThing(life_event=declared, on=TODAY.isoformat(), region="430100", overlay=overlay)
    draft = Draft(package=definitions.package, on=TODAY, one_thing=one_thing)
    for number, step in enumerate(PASSES, 1):
        draft = step(draft)
        for law in list(INVARIANTS.values())[:number]:
            assert list(law(draft.one_thing)) == []


def test_compiling_twice_gives_the_same_artefact(definitions: LoadResult, newborn: OneThing) -> None:
    """Law: nothing but the arguments counts."""
    again = compile_life_event(definitions.package, "newborn", on=TODAY, region="430100").one_thing
    assert again == newborn
    assert again is not newborn


def test_the_order_of_mappings_does_not_touch_the_hash(definitions: LoadResult, newborn: OneThing) -> None:
    """Law: definitions are found by id, so files may be read in any order."""
    source = definitions.package

    def backwards(mapping: dict[str, V]) -> dict[str, V]:
        return dict(reversed(mapping.items()))

    event = source.life_events["newborn"]
    shuffled = replace(
        source,
        entities=backwards(source.entities),
        evidence=backwards(source.evidence),
        registers=backwards(source.registers),
        services={
            name: replace(one, roles=backwards(one.roles)) for name, one in backwards(source.services).items()
        },
        life_events={"newborn": replace(event, participants=backwards(event.participants))},
    )
    again = compile_life_event(shuffled, "newborn", on=TODAY, region="430100").one_thing
    assert again is not None
    assert again.hash == newborn.hash


def test_the_hash_names_the_content(newborn: OneThing) -> None:
    """A change in any part changes it; the version of the package around it does not."""
    assert hash_of(newborn) == newborn.hash
    assert hash_of(replace(newborn, region="430200")) != newborn.hash
    assert hash_of(replace(newborn, package_version="another")) == newborn.hash


def test_an_artefact_survives_its_json_and_plans_the_same(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """What a case stores is all it needs to run for months."""
    restored = from_plain(OneThing, json.loads(canonical_json(newborn)))
    assert restored == newborn
    assert hash_of(restored) == newborn.hash
    facts = reference_facts(newborn, TODAY)
    assert specialise(restored, facts, today=TODAY, calendar=calendar) == specialise(
        newborn, facts, today=TODAY, calendar=calendar
    )


def test_newborn_compiles_for_every_region(definitions: LoadResult) -> None:
    """No region's overlay breaks it, and no law is broken."""
    for region in (None, *(overlay.region for overlay in definitions.package.overlays.values())):
        result = compile_life_event(definitions.package, "newborn", on=TODAY, region=region)
        assert result.one_thing is not None
        assert broken_invariants(result.one_thing) == ()


def test_a_service_comes_after_what_it_needs(newborn: OneThing) -> None:
    """The order of the newborn is derived from documents and facts, and from one order of the author."""
    kinds = {
        (name, need.service, need.kind) for name, one in newborn.services.items() for need in one.depends_on
    }
    certificate, registration = "health.birth-certificate", "police.birth-registration"
    assert (registration, certificate, DependencyKind.EVIDENCE) in kinds
    assert ("hr.social-security-card", registration, DependencyKind.FACT) in kinds
    assert ("insurance.resident-enrolment", registration, DependencyKind.EVIDENCE) in kinds
    assert ("health.parenting-guidance", certificate, DependencyKind.ORDER) in kinds
    assert newborn.services["health.vaccination-book"].depends_on == ()
    assert newborn.services[certificate].depends_on == ()


def test_a_document_of_somebody_else_makes_no_order() -> None:
    """Two people, one kind of document: whose it is decides."""
    two = {name: Participant(entity="person", name=words(name)) for name in ("one", "other")}
    issue = service("issue", outputs=(Output(id="card", name=words("card"), evidence="card", of="owner"),))
    use = service("use", evidence=(requirement("proof", (paper("card"),)),))
    for user, needs in (("one", True), ("other", False)):
        uses = (
            ServiceUse(service="issue", roles={"owner": "one"}),
            ServiceUse(service="use", roles={"owner": user}),
        )
        one_thing = compiled(package(issue, use, uses=uses, participants=two))
        assert bool(one_thing.services["use"].depends_on) is needs


def test_the_region_shortens_a_promise_and_says_where() -> None:
    """Only what the overlay lists differs from the base."""
    local = LocalService(promised=working_days(2), where=words("window 3"))
    overlay = RegionOverlay(region="1", region_name=words("r"), life_event="event", services={"a": local})
    one_thing = compiled(package(service("a"), service("b"), overlay=overlay), region="1")
    assert one_thing.services["a"].limits.promised == working_days(2)
    assert one_thing.services["a"].where == words("window 3")
    assert one_thing.services["b"].limits.promised == working_days(5)


@pytest.mark.parametrize(
    ("definitions", "code"),
    [
        (package(service("a"), uses=(ServiceUse(service="b"),)), "SERVICE_UNKNOWN"),
        (package(service("a", effective=Effective(until="2026-11-23"))), "SERVICE_NOT_IN_FORCE"),
        (package(service("a", effective=Effective(since="2026-11-25"))), "SERVICE_NOT_IN_FORCE"),
        (package(service("a", roles={"nobody": Role(entity="person")})), "ROLE_UNBOUND"),
        (package(service("a", roles={"owner": Role(entity="shop")})), "ROLE_UNBOUND"),
        (package(service("a", facts=("owner.colour",))), "CONCEPT_UNKNOWN"),
        (
            package(service("a", evidence=(requirement("r", (EvidenceItem(type="x", of="guest"),)),))),
            "EVIDENCE_UNKNOWN",
        ),
        (
            package(service("a", evidence=(requirement("r", (paper("x"),), when="owner.rich and"),))),
            "RULE_UNREADABLE",
        ),
        (
            package(service("a", evidence=(requirement("r", (paper("x"),), when="owner.poor"),))),
            "FACT_UNKNOWN",
        ),
        (package(service("a"), reference_case={"owner.rich": "perhaps"}), "REFERENCE_CASE_UNREADABLE"),
        (
            package(
                service("a"),
                uses=(ServiceUse(service="a", after=(Order(service="b", reason=words("a")),)),),
            ),
            "ORDER_UNKNOWN",
        ),
    ],
)
def test_a_defect_is_a_finding_and_leaves_no_artefact(definitions: DefinitionPackage, code: str) -> None:
    """Every defect of a definition has its code; nothing is raised."""
    result = compilation(definitions)
    assert result.one_thing is None
    assert code in [finding.code for finding in result.findings]


def test_services_that_wait_for_each_other_are_a_finding_that_names_both() -> None:
    """Each issues what the other needs."""

    one = service(
        "one",
        outputs=(Output(id="p", name=words("p"), evidence="p", of="owner"),),
        evidence=(requirement("r", (paper("q"),)),),
    )
    other = service(
        "other",
        outputs=(Output(id="q", name=words("q"), evidence="q", of="owner"),),
        evidence=(requirement("r", (paper("p"),)),),
    )
    (finding,) = compilation(package(one, other)).findings
    assert finding.code == "DEPENDENCY_CYCLE"
    assert {place.file for place in finding.places} == {"services/one", "services/other"}


def test_an_unknown_life_event_is_a_finding() -> None:
    """So is a region without rules, but that is only a warning."""
    unknown = compile_life_event(package(service("a")), "wedding", on=TODAY, region=None)
    assert [finding.code for finding in unknown.findings] == ["LIFE_EVENT_UNKNOWN"]
    assert unknown.one_thing is None
    elsewhere = compilation(package(service("a")), region="999999")
    assert [finding.code for finding in elsewhere.findings] == ["REGION_WITHOUT_RULES"]
    assert elsewhere.one_thing is not None


def test_a_reference_case_that_leaves_a_question_open_is_a_warning() -> None:
    """Its figures are shown to everybody, so nothing in it may hang in the air."""
    conditional = service("a", evidence=(requirement("r", (paper("x"),), when="owner.rich"),))
    assert codes_of(package(conditional)) == ["REFERENCE_CASE_OPEN"]
    assert codes_of(package(conditional, reference_case={"owner.rich": True})) == []


def test_a_role_filled_by_an_answer_binds_all_who_can_fill_it() -> None:
    """The form has the field of either, and the questionnaire asks who."""
    two = {name: Participant(entity="person", name=words(name)) for name in ("owner", "partner")}
    choice = ChosenParticipant(by="owner.chosen", among={"first": "owner", "second": "partner"})
    one_thing = compiled(
        package(
            service("a", facts=("owner.name",)),
            participants=two,
            uses=(ServiceUse(service="a", roles={"owner": choice}),),
        )
    )
    assert [field.fact for field in one_thing.form.fields] == ["owner.name", "partner.name"]
    assert "owner.chosen" in one_thing.questions


def test_an_artefact_that_lost_a_part_breaks_a_law(newborn: OneThing) -> None:
    """The laws can fail: without its form, its evidence or its order an artefact is not sound."""
    for broken, word in (
        (replace(newborn, form=replace(newborn.form, fields=newborn.form.fields[1:])), "no field"),
        (replace(newborn, form=replace(newborn.form, fields=newborn.form.fields * 2)), "asked twice"),
        (replace(newborn, evidence=newborn.evidence[1:]), "no evidence"),
        (replace(newborn, order=tuple(reversed(newborn.order))), "starts before"),
        (replace(newborn, order=newborn.order[1:]), "exactly once"),
        (replace(newborn, registers={}), "does not hold the register"),
        (replace(newborn, evidence_types={}), "does not hold the evidence type"),
    ):
        assert any(word in law for law in broken_invariants(broken)), word


def test_a_service_in_force_from_a_day_counts_from_that_day() -> None:
    """Both ends are included."""
    bounded = package(service("a", effective=Effective(since="2026-11-24", until="2026-11-24")))
    assert compilation(bounded).one_thing is not None
    assert compile_life_event(bounded, "event", on=date(2026, 11, 25), region=None).one_thing is None
