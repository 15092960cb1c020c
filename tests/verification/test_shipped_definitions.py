"""The definitions of the product: sound, and every defect of the published guide that they can express is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.marks import Certainty

DEFINITIONS = Path(__file__).parents[2] / "definitions"

PROMISED = {
    "health.birth-certificate": 5,
    "health.vaccination-book": 1,
    "police.birth-registration": 10,
    "hr.social-security-card": 30,
    "insurance.resident-enrolment": 1,
    "insurance.maternity-benefit": 20,
    "health.parenting-guidance": 15,
}
"""Working days that the guide of Changsha states for each part."""


@pytest.fixture(scope="module")
def loaded() -> LoadResult:
    return load_package(DEFINITIONS)


@pytest.fixture(scope="module")
def findings(loaded: LoadResult) -> tuple[Finding, ...]:
    return (*loaded.findings, *check_package(loaded.package, loaded.calendar))


def test_nothing_forbids_publication(findings: tuple[Finding, ...]) -> None:
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]


def test_the_parts_promise_what_the_guide_states(loaded: LoadResult) -> None:
    services = loaded.package.services
    promised = {name: services[name].time_limits.promised for name in PROMISED}
    assert {name: limit.amount for name, limit in promised.items() if limit} == PROMISED
    assert {limit.source for limit in promised.values() if limit} == {"HN"}
    assert all(limit.certainty is Certainty.PUBLISHED for limit in promised.values() if limit)
    assert all(services[name].time_limits.statutory is None for name in PROMISED)


def test_the_promise_of_the_whole_is_below_its_parts(findings: tuple[Finding, ...]) -> None:
    """Five days are claimed; certificate 5, registration 10 and card 30 follow one another."""
    (found,) = [finding for finding in findings if finding.code == "CLAIM_NOT_KEPT"]
    assert "5 天" in found.message.zh
    assert "45" in found.message.zh
    assert found.places[0].file == "regions/430100/newborn.yaml"
    assert {place.file for place in found.places[1:]} == {
        "services/health/birth-certificate.yaml",
        "services/police/birth-registration.yaml",
        "services/hr/social-security-card.yaml",
    }


def test_four_papers_are_claimed_and_fourteen_listed(findings: tuple[Finding, ...]) -> None:
    (found,) = [finding for finding in findings if finding.code == "CLAIM_PAPERS_DIFFER"]
    assert "4" in found.message.en
    assert "14" in found.message.en


def test_the_two_dead_papers_are_found_with_the_condition_that_kills_them(
    loaded: LoadResult, findings: tuple[Finding, ...]
) -> None:
    dead = {finding.places[0]: finding for finding in findings if finding.code == "DEAD_EVIDENCE"}
    package = loaded.package
    ethnicity = dead.pop(package.place_of("services/police.birth-registration", "evidence/7/when"))
    photograph = dead.pop(package.place_of("services/hr.social-security-card", "evidence/2/when"))
    # where both parents must be registered in the province, a foreigner's passport is never asked for
    assert len(dead) == 4
    for passport in dead.values():
        assert "护照" in passport.message.zh
        assert not any(place.file.startswith("regions/430100") for place in passport.places)
    assert "民族成份申请书" in ethnicity.message.zh
    assert "照片" in photograph.message.zh
    killers = {
        condition.id: package.place_of("regions/430100/newborn", f"admission/conditions/{at}/rule")
        for at, condition in enumerate(package.overlays["430100/newborn"].admission.conditions)
    }
    assert killers["same-ethnicity"] in ethnicity.places
    assert killers["born-here"] in photograph.places


def test_without_the_admission_of_the_region_both_papers_live(loaded: LoadResult) -> None:
    everywhere = replace(loaded.package, overlays={})
    assert "DEAD_EVIDENCE" not in {finding.code for finding in check_package(everywhere)}


def test_claims_of_other_regions_are_not_held_against_the_parts_of_this_one(
    findings: tuple[Finding, ...],
) -> None:
    unchecked = {finding.places[0].file for finding in findings if finding.code == "CLAIM_NOT_CHECKED"}
    assert unchecked == {"regions/442000/newborn.yaml", "regions/630000/newborn.yaml"}


def test_what_was_not_found_is_shown(findings: tuple[Finding, ...]) -> None:
    def about(code: str) -> int:
        return sum(finding.code == code for finding in findings)

    assert about("LIMIT_NOT_FOUND") == len(PROMISED)
    assert about("VISITS_NOT_FOUND") == len(PROMISED)
    assert about("BASIS_NOT_FOUND") + about("BASIS_RECALLED") == len(PROMISED)
    assert about("MARK_MISSING") == 0


def test_the_shared_code_lists_are_whole(loaded: LoadResult) -> None:
    lists = {name: [code.code for code in one.codes] for name, one in loaded.package.code_lists.items()}
    assert lists["ethnic-group"] == [f"{number:02}" for number in range(1, 57)]
    assert len(lists["province"]) == 34
    assert lists["nationality"][0] == "CHN"
    assert len(lists["nationality"]) > 190
    assert all(len(codes) == len(set(codes)) for codes in lists.values())
    concept = loaded.package.entities["person"].concepts["ethnicity"]
    assert [code.code for code in concept.codes] == lists["ethnic-group"]


def test_every_paper_of_the_guide_is_there(loaded: LoadResult) -> None:
    asked = {
        item.type
        for service in loaded.package.services.values()
        for requirement in service.evidence
        for option in requirement.any_of
        for item in option
    }
    (claim,) = loaded.package.overlays["430100/newborn"].published_claims
    produced = {"birth-medical-certificate", "household-book-page"}  # by other parts
    # in the questions and answers only; not in the guide at all, for foreigners
    beside_the_list = {"mother-authorisation", "passport"}
    assert len(asked - produced - beside_the_list) == claim.papers_listed
