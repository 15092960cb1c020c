"""The report over published guides: what is counted, what speaks for a guide, and where both sides stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.guide_days import Step
from yijian.core.compiler.guide_report import ABOUT_GUIDES, CheckedGuide, GuideReport, report_of_guides
from yijian.core.vocabulary.package import DefinitionPackage

ON = date(2026, 11, 24)
AT_FACE_VALUE = {
    "bankruptcy-check",
    "enterprise-change",
    "enterprise-dereg",
    "listing-check",
    "newborn",
    "restaurant",
    "retirement",
    "social-security-card",
    "utilities",
}


def made(definitions: LoadResult, package: DefinitionPackage | None = None) -> GuideReport:
    return report_of_guides(
        package or definitions.package, on=ON, region="430100", calendar=definitions.calendar
    )


@pytest.fixture(scope="module")
def report(definitions: LoadResult) -> GuideReport:
    return made(definitions)


def names(keys: tuple[str, ...]) -> set[str]:
    return {key.removeprefix("430100/") for key in keys}


def guide(report: GuideReport, name: str) -> CheckedGuide:
    return next(one for one in report.guides if one.key == f"430100/{name}")


def test_thirteen_guides_are_compared_and_four_of_elsewhere_only_listed(report: GuideReport) -> None:
    assert len(report.guides) == 17
    assert len(report.compared) == 13
    assert [one.key.startswith("430100/") for one in report.guides] == [True] * 13 + [False] * 4
    for one in report.guides[13:]:
        assert one.figures == ()
        assert one.days is None


def test_nine_have_a_part_longer_than_the_whole_at_face_value(report: GuideReport) -> None:
    assert names(report.longest_part[Step.FACE_VALUE]) == AT_FACE_VALUE


def test_each_caveat_takes_away_what_it_speaks_for(report: GuideReport) -> None:
    """Without 15 and 35 (and what nobody applies for) change, card and retirement fall away; without what only some need
    the outside works of utilities; without the public notice, which the 5 days may not count, the closing of a firm.
    Bankruptcy, listing, newborn and restaurant remain. For somebody who has no taxes checked, or with the collection of
    a listing left out, the guide holds: for everybody, newborn and restaurant remain."""
    step = report.longest_part
    fallen = {"enterprise-change", "social-security-card", "retirement"}
    assert names(step[Step.LIMITS_MEANT]) == AT_FACE_VALUE - fallen
    assert names(step[Step.USUAL]) == AT_FACE_VALUE - fallen - {"utilities"}
    assert names(step[Step.COUNTED]) == {"bankruptcy-check", "listing-check", "newborn", "restaurant"}
    assert names(step[Step.EVERYBODY]) == {"newborn", "restaurant"}


def test_no_step_counts_a_guide_that_the_one_before_does_not(report: GuideReport) -> None:
    counted = [set(report.longest_part[step]) for step in Step]
    assert all(later <= earlier for earlier, later in pairwise(counted))


def test_one_after_another_more_guides_promise_less_than_their_parts(report: GuideReport) -> None:
    assert {whom: len(keys) for whom, keys in report.in_order.items()} == {"most": 11, "usual": 8, "least": 7}
    assert set(report.in_order["least"]) <= set(report.in_order["most"])


def test_six_of_thirteen_claim_another_number_of_papers_than_they_list(report: GuideReport) -> None:
    assert len(report.papers_compared) == 13
    assert names(report.papers) == {
        "enterprise-dereg",
        "newborn",
        "retirement",
        "school-enrolment",
        "transport-company",
        "utilities",
    }


def test_every_contradiction_names_all_places_and_the_sources_they_were_read_in(report: GuideReport) -> None:
    for one in report.guides:
        for contradiction in one.contradictions:
            assert contradiction.finding.code in ABOUT_GUIDES
            assert contradiction.parties
            for party in contradiction.parties:
                assert party.place.line > 0
                assert party.source, (contradiction.finding.code, party.place)
        listed = {source.id for source in one.sources}
        assert {party.source for found in one.contradictions for party in found.parties} <= listed


def test_both_sides_of_the_disagreement_on_retirement_are_named(report: GuideReport) -> None:
    (found,) = [
        one for one in guide(report, "retirement").contradictions if one.finding.code == "RULES_DISAGREE"
    ]
    assert {(party.place.file, party.source) for party in found.parties} >= {
        ("services/hr/retirement-eligibility.yaml", "NPC"),
        ("regions/430100/retirement.yaml", "HN-retirement"),
    }


def test_a_finding_about_two_guides_stands_with_both(report: GuideReport) -> None:
    for name in ("restaurant", "transport-company"):
        assert "LOCAL_PROMISES_DIFFER" in {one.finding.code for one in guide(report, name).contradictions}


def test_a_guide_is_not_charged_with_what_another_says(report: GuideReport) -> None:
    """Newborn and the card share the service that issues the card; each is held to its own words."""
    for one in report.guides[:13]:
        own = {
            contradiction.finding.places[0].file
            for contradiction in one.contradictions
            if contradiction.finding.code in ("CLAIM_NOT_KEPT", "CLAIM_NOT_KEPT_FOR_SOME")
        }
        assert own <= {f"regions/{one.key}.yaml"}


def test_what_speaks_for_a_part_is_kept_with_it(report: GuideReport) -> None:
    found = guide(report, "newborn").days
    assert found is not None
    parts = {part.service: part for part in found.longer}
    assert list(parts) == [
        "hr.social-security-card",
        "insurance.maternity-benefit",
        "health.parenting-guidance",
        "police.birth-registration",
    ]
    assert parts["hr.social-security-card"].left_out
    assert parts["health.parenting-guidance"].suspected
    assert not parts["police.birth-registration"].suspected
    card = guide(report, "social-security-card").days
    assert card is not None
    assert all(part.no_clock for part in card.longer if part.days == 35)


def test_a_guide_that_promises_as_much_as_its_longest_part_is_not_counted(definitions: LoadResult) -> None:
    package = definitions.package
    overlay = package.overlays["430100/newborn"]
    (claim,) = overlay.published_claims

    def with_promise(days: int) -> GuideReport:
        changed = replace(overlay, published_claims=(replace(claim, promised_days=days),))
        return made(
            definitions, replace(package, overlays={"430100/newborn": changed}, life_events=only_newborn)
        )

    only_newborn = {"newborn": package.life_events["newborn"]}
    for days, steps in (
        (9, set(Step)),
        (10, {Step.FACE_VALUE, Step.LIMITS_MEANT, Step.USUAL, Step.COUNTED}),  # the benefit takes 20
        (20, {Step.FACE_VALUE, Step.LIMITS_MEANT, Step.USUAL}),  # the card takes 30, and may not count
        (30, set()),
    ):
        report = with_promise(days)
        assert report.guides[0].days is not None
        assert report.guides[0].days.beyond == steps, days
        assert bool(report.in_order["usual"]) == (days < 45)
