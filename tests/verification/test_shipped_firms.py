"""The one things of firms: each defect of the published guides that was noted is found, with its places."""

from __future__ import annotations

import pytest

from yijian.connectors.definitions import LoadResult
from yijian.core.verification.findings import Finding

REGION = "regions/430100/"


def found(findings: tuple[Finding, ...], code: str, thing: str) -> Finding:
    """The one finding of a code about the guide of a thing."""
    (one,) = [
        each for each in findings if each.code == code and each.places[0].file == f"{REGION}{thing}.yaml"
    ]
    return one


@pytest.mark.parametrize(
    ("thing", "claimed", "days", "longest"),
    [
        ("restaurant", 4, 11, "market/food-licence"),
        ("enterprise-change", 6, 18, "bank/account-change"),
        ("enterprise-dereg", 5, 8, "tax/deregistration"),
        ("listing-check", 1, 3, "development-reform/listing-coordination"),
    ],
)
def test_the_whole_promises_less_than_everybody_needs(
    findings: tuple[Finding, ...], thing: str, claimed: int, days: int, longest: str
) -> None:
    finding = found(findings, "CLAIM_NOT_KEPT", thing)
    assert f"{claimed} 天" in finding.message.zh
    assert f"最长 {days} 个工作日" in finding.message.zh
    files = [place.file for place in finding.places]
    assert f"services/{longest}.yaml" in files


@pytest.mark.parametrize(
    ("thing", "claimed", "days", "named", "witness"),
    [
        ("enterprise-dereg", 5, 38, "海关报关单位备案注销 11", {"closing.way": "ordinary"}),
        ("transport-company", 5, 12, "货运道路运输证核发 5", {"fleet.all_light": False}),
        ("utilities", 2, 5, "外线工程", {"project.outside_works": True}),
        ("credit-repair", 10, 11, "严重失信主体名单信息修复 10", {"repair.kinds": "serious"}),
        ("bankruptcy-check", 3, 5, "纳税缴税信息核查 5", {"bankruptcy.fields": "customs"}),
    ],
)
def test_the_whole_promises_less_than_somebody_needs(
    findings: tuple[Finding, ...],
    thing: str,
    claimed: int,
    days: int,
    named: str,
    witness: dict[str, object],
) -> None:
    finding = found(findings, "CLAIM_NOT_KEPT_FOR_SOME", thing)
    assert f"{claimed} 天" in finding.message.zh
    assert f"最长 {days} 个工作日" in finding.message.zh
    assert named in finding.message.zh
    assert finding.witness is not None
    assert witness.items() <= finding.witness.items()


def test_two_parts_that_alone_are_beyond_the_claim_are_named_too(findings: tuple[Finding, ...]) -> None:
    """Coordination and housing fund: three days each, of the one claimed."""
    assert "公积金缴存领域无违法违规核查 3" in found(findings, "CLAIM_NOT_KEPT", "listing-check").message.zh


@pytest.mark.parametrize(
    ("thing", "claimed", "listed"),
    [("enterprise-dereg", 10, 8), ("transport-company", 6, 15), ("utilities", 2, 14)],
)
def test_other_papers_are_listed_than_claimed(
    findings: tuple[Finding, ...], thing: str, claimed: int, listed: int
) -> None:
    message = found(findings, "CLAIM_PAPERS_DIFFER", thing).message.zh
    assert f"{claimed} 份" in message
    assert f"{listed} 份" in message


def test_every_other_guide_lists_as_many_papers_as_it_claims(findings: tuple[Finding, ...]) -> None:
    for thing in ("restaurant", "enterprise-change", "credit-repair", "bankruptcy-check", "listing-check"):
        files = {one.places[0].file for one in findings if one.code == "CLAIM_PAPERS_DIFFER"}
        assert f"{REGION}{thing}.yaml" not in files


def test_conditions_that_nobody_can_test(findings: tuple[Finding, ...]) -> None:
    for thing in ("restaurant", "enterprise-change"):
        assert "符合要求" in found(findings, "CONDITION_NOT_TESTABLE", thing).message.zh


def test_fire_papers_are_said_to_rest_on_food_law(findings: tuple[Finding, ...]) -> None:
    wrong = [one for one in findings if one.code == "BASIS_OF_ANOTHER_SERVICE"]
    assert {one.places[0].file for one in wrong} == {
        "services/fire/general-check.yaml",
        "services/fire/promise-check.yaml",
    }
    assert sum(len(one.places) - 1 for one in wrong) == 9


def test_papers_that_exclude_each_other_are_both_marked_required(
    loaded: LoadResult, findings: tuple[Finding, ...]
) -> None:
    papers = [one.id for one in loaded.package.services["market.deregistration"].evidence]
    key = "services/market.deregistration"
    report, commitment = (
        loaded.package.place_of(key, f"evidence/{papers.index(name)}/listed")
        for name in ("liquidation", "investors")
    )
    assert any(
        one.code == "REQUIRED_PAPERS_EXCLUDE" and set(one.places) == {report, commitment} for one in findings
    )


def test_figures_and_text_of_one_guide_disagree(findings: tuple[Finding, ...]) -> None:
    assert "0 / 1" in found(findings, "CLAIMS_DISAGREE", "credit-repair").message.zh
    assert "1 / 5" in found(findings, "CLAIMS_DISAGREE", "utilities").message.zh


def test_twenty_one_fields_are_spoken_of_and_forty_eight_listed(
    loaded: LoadResult, findings: tuple[Finding, ...]
) -> None:
    message = found(findings, "CLAIM_SERVICES_DIFFER", "listing-check").message.zh
    assert "21" in message
    assert "48" in message
    fields = loaded.package.entities["compliance"].concepts["fields"].codes
    assert len(fields) == 48
    assert len(loaded.package.life_events["listing-check"].services) == 48 + 1


def test_the_procedure_is_described_by_one_character(findings: tuple[Finding, ...]) -> None:
    assert "“1”" in found(findings, "CLAIM_SAYS_NOTHING", "bankruptcy-check").message.zh


def test_the_new_rule_on_credit_has_no_date(findings: tuple[Finding, ...]) -> None:
    undated = [one for one in findings if one.code == "RULE_DATE_NOT_FOUND"]
    assert {one.places[0].file for one in undated} == {
        "services/market/penalty-repair.yaml",
        "services/development-reform/penalty-repair.yaml",
    }
    assert all(len(one.places) == 2 for one in undated)


def test_one_service_is_promised_differently_by_two_guides(findings: tuple[Finding, ...]) -> None:
    (one,) = [each for each in findings if each.code == "LOCAL_PROMISES_DIFFER"]
    assert "1 / 2" in one.message.zh
    assert {place.file for place in one.places} == {
        f"{REGION}restaurant.yaml",
        f"{REGION}transport-company.yaml",
    }
