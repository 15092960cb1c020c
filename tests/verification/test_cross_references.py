"""Who names whom in the definitions that are shipped, and in a small package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from yijian.connectors.definitions import load_package
from yijian.core.verification.cross_references import Use, cross_references, definitions_of
from yijian.core.vocabulary.package import DefinitionPackage

DEFINITIONS = Path(__file__).parents[2] / "definitions"


@cache
def shipped() -> DefinitionPackage:
    return load_package(DEFINITIONS).package


@cache
def uses() -> tuple[Use, ...]:
    return cross_references(shipped())


def places(key: str) -> set[tuple[str, str]]:
    return {(use.by, use.path) for use in uses() if use.used == key}


def test_a_concept_is_found_in_forms_rules_registers_and_regions() -> None:
    found = places("concepts/person#ethnicity")
    assert ("services/police.birth-registration", "evidence/7/when") in found
    assert ("services/police.birth-registration", "information/8/fact") in found
    assert ("registers/population", "answers/0/concepts") in found
    assert ("regions/430100/newborn", "admission/conditions/3/rule") in found


def test_a_member_that_a_rule_goes_through_reads_its_concepts() -> None:
    assert ("regions/430100/newborn", "admission/conditions/0/rule") in places("concepts/person#birth_date")


def test_a_service_is_found_in_life_events_orders_and_regions() -> None:
    found = places("services/health.birth-certificate")
    assert ("life-events/newborn", "services/0/service") in found
    assert ("life-events/newborn", "services/6/after/0/service") in found
    assert ("regions/430100/newborn", "services/health.birth-certificate") in found


def test_papers_authorities_registers_tables_and_sources_are_found() -> None:
    assert ("registers/population", "answers/0/evidence") in places("evidence/identity-card")
    assert ("life-events/newborn", "lead") in places("authorities/health")
    assert ("evidence/household-book", "registers") in places("registers/population")
    assert places("decision-tables/least-publication")
    assert ("life-events/newborn", "source") in places("sources/HN")


def test_a_table_that_rules_write_out_is_still_told_by_its_name() -> None:
    assert ("services/market.penalty-repair", "criteria/1/rule") in places(
        "decision-tables/least-publication"
    )


def test_everything_that_is_named_exists_and_stands_where_it_is_said_to() -> None:
    package = shipped()
    definitions = definitions_of(package)
    for use in uses():
        owner, _, name = use.used.partition("#")
        assert owner in definitions
        assert not name or name in definitions[owner].concepts
        assert package.place_of(use.by, use.path).file == package.place_of(use.by).file


def test_what_names_nothing_that_exists_is_no_use() -> None:
    package = DefinitionPackage(life_events=shipped().life_events)
    assert {use.used.partition("/")[0] for use in cross_references(package)} == set()


def test_nothing_that_is_shipped_goes_unused_but_what_begins_something() -> None:
    used = {use.used for use in uses()}
    unused = {key for key in definitions_of(shipped()) if key not in used}
    assert {key.partition("/")[0] for key in unused} <= {"life-events", "regions", "sources"}
