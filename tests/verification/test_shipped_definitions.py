"""The definitions of newborn: sound, and every defect of the published guide that they can express is found."""

from __future__ import annotations

from dataclasses import replace

from yijian.connectors.definitions import LoadResult
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.marks import Certainty, Place

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

NEWBORN = tuple(f"services/{name.replace('.', '/')}.yaml" for name in PROMISED)


def about(findings: tuple[Finding, ...], code: str, folder: str = "") -> list[Finding]:
    """The findings of a code whose first place lies in a file of newborn or one that begins like this."""
    files = (folder,) if folder else NEWBORN
    return [one for one in findings if one.code == code and one.places[0].file.startswith(files)]


def test_the_parts_promise_what_the_guide_states(loaded: LoadResult) -> None:
    services = loaded.package.services
    promised = {name: services[name].time_limits.promised for name in PROMISED}
    assert {name: limit.amount for name, limit in promised.items() if limit} == PROMISED
    assert {limit.source for limit in promised.values() if limit} == {"HN"}
    assert all(limit.certainty is Certainty.PUBLISHED for limit in promised.values() if limit)
    assert all(services[name].time_limits.statutory is None for name in PROMISED)


def test_the_promise_of_the_whole_is_below_its_parts(findings: tuple[Finding, ...]) -> None:
    """Five days are claimed; certificate 5, registration 10 and card 30 follow one another."""
    (found,) = about(findings, "CLAIM_NOT_KEPT", "regions/430100/newborn")
    assert "5 天" in found.message.zh
    assert "45" in found.message.zh
    assert found.places[0].file == "regions/430100/newborn.yaml"
    assert [place.file for place in found.places[1:4]] == [
        "services/health/birth-certificate.yaml",
        "services/police/birth-registration.yaml",
        "services/hr/social-security-card.yaml",
    ]
    # the optional parts that alone take longer than the whole is claimed to
    assert {place.file for place in found.places[4:]} == {
        "services/insurance/maternity-benefit.yaml",
        "services/health/parenting-guidance.yaml",
    }


def test_four_papers_are_claimed_and_fourteen_listed(findings: tuple[Finding, ...]) -> None:
    (found,) = about(findings, "CLAIM_PAPERS_DIFFER", "regions/430100/newborn")
    assert "4" in found.message.en
    assert "14" in found.message.en


def _condition(loaded: LoadResult, service: str, requirement: str) -> Place:
    """Where the condition of a paper stands."""
    papers = [one.id for one in loaded.package.services[service].evidence]
    return loaded.package.place_of(f"services/{service}", f"evidence/{papers.index(requirement)}/when")


def test_the_two_dead_papers_are_found_with_the_condition_that_kills_them(
    loaded: LoadResult, findings: tuple[Finding, ...]
) -> None:
    package = loaded.package
    dead = {
        finding.places[0]: finding
        for finding in about(findings, "DEAD_EVIDENCE")
        if any(place.file.endswith("/newborn.yaml") for place in finding.places)
    }
    ethnicity = dead.pop(_condition(loaded, "police.birth-registration", "ethnicity"))
    photograph = dead.pop(_condition(loaded, "hr.social-security-card", "photograph"))
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
    for code in ("LIMIT_NOT_FOUND", "VISITS_NOT_FOUND"):
        assert len(about(findings, code)) == len(PROMISED)
    bases = [*about(findings, "BASIS_NOT_FOUND"), *about(findings, "BASIS_RECALLED")]
    assert len(bases) == len(PROMISED)


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
        for service in map(loaded.package.services.__getitem__, PROMISED)
        for requirement in service.evidence
        for option in requirement.any_of
        for item in option
    }
    (claim,) = loaded.package.overlays["430100/newborn"].published_claims
    produced = {"birth-medical-certificate", "household-book-page"}  # by other parts
    # in the questions and answers only; not in the guide at all, for foreigners
    beside_the_list = {"mother-authorisation", "passport"}
    assert len(asked - produced - beside_the_list) == claim.papers_listed
