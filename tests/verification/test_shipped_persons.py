"""The life events of persons: the defects that were noted in their guides are found, and the law is as published."""

from __future__ import annotations

from datetime import date

import pytest

from yijian.connectors.definitions import LoadResult
from yijian.core.feel import compile_expression, parse
from yijian.core.verification.findings import Finding

CHANGSHA = "regions/430100/{}.yaml"


def about(findings: tuple[Finding, ...], code: str, file: str) -> list[Finding]:
    """The findings of a code that name a file among their places."""
    return [one for one in findings if one.code == code and any(place.file == file for place in one.places)]


def one(findings: tuple[Finding, ...], code: str, life_event: str) -> Finding:
    (found,) = about(findings, code, CHANGSHA.format(life_event))
    return found


# Retirement


def test_22_days_are_promised_and_three_parts_take_35(findings: tuple[Finding, ...]) -> None:
    found = one(findings, "CLAIM_NOT_KEPT", "retirement")
    assert "22 天" in found.message.zh
    assert "50 个工作日" in found.message.zh
    files = {place.file for place in found.places}
    assert {
        "services/police/household-information.yaml",
        "services/insurance/deemed-contribution-years.yaml",
        "services/health/only-child-award-payment.yaml",
    } <= files
    assert "15、35 天可能是系统的默认值" in found.message.zh


def test_3_papers_are_claimed_for_retirement_and_8_listed(findings: tuple[Finding, ...]) -> None:
    found = one(findings, "CLAIM_PAPERS_DIFFER", "retirement")
    assert "只要 3 份" in found.message.zh
    assert "列了 8 份" in found.message.zh


def test_the_stale_age_in_the_guide_is_found_with_a_man_of_sixty(findings: tuple[Finding, ...]) -> None:
    found = one(findings, "RULES_DISAGREE", "retirement")
    assert found.witness is not None
    born, retires = found.witness["retirement.birth_date"], found.witness["retirement.date"]
    assert isinstance(born, date)
    assert isinstance(retires, date)
    assert found.witness["retirement.category"] == "male60"
    assert retires == born.replace(year=born.year + 60)
    assert "services/hr/retirement-eligibility.yaml" in {place.file for place in found.places}


def test_the_only_child_certificate_is_marked_required_although_conditional(
    findings: tuple[Finding, ...],
) -> None:
    found = about(findings, "REQUIRED_BUT_CONDITIONAL", "services/health/only-child-award-application.yaml")
    assert any("独生子女证" in finding.message.zh for finding in found)


# Social security card


def test_one_day_is_promised_for_what_has_no_procedure(findings: tuple[Finding, ...]) -> None:
    found = one(findings, "CLAIM_NOT_KEPT", "social-security-card")
    assert "1 天" in found.message.zh
    assert "35" in found.message.zh
    assert "可能是系统的默认值" in found.message.zh
    without = [finding for finding in findings if finding.code == "LIMIT_WITHOUT_PROCEDURE"]
    assert {finding.places[0].file for finding in without} == {
        f"services/{authority}/card-use.yaml" for authority in ("culture", "transport", "insurance", "hr")
    }


def test_the_sample_of_the_card_belongs_to_something_else(findings: tuple[Finding, ...]) -> None:
    assert "保险" in one(findings, "ATTACHMENT_FOREIGN", "social-security-card").message.zh


# Disability


def test_37_days_are_promised_and_now_says_30(findings: tuple[Finding, ...]) -> None:
    found = one(findings, "CLAIM_DAYS_DIFFER", "disability")
    assert "37" in found.message.en
    assert "30" in found.message.en


def test_146_areas_publish_99_texts(findings: tuple[Finding, ...]) -> None:
    found = one(findings, "CLAIM_TEXTS_DIFFER", "disability")
    assert "146" in found.message.en
    assert "99" in found.message.en


@pytest.mark.parametrize("life_event", ["disability", "school-enrolment"])
def test_a_promise_that_is_its_critical_path_is_not_found_fault_with(
    findings: tuple[Finding, ...], life_event: str
) -> None:
    """22 and 15 days are the 37 promised, 15 and 15 the 30: for the slowest, and nobody gets less than they take."""
    for code in ("CLAIM_NOT_KEPT", "CLAIM_NOT_KEPT_FOR_SOME", "CLAIM_NOT_CHECKED"):
        assert not about(findings, code, CHANGSHA.format(life_event))


def test_the_proof_of_moving_is_marked_required_although_only_for_moving(
    findings: tuple[Finding, ...],
) -> None:
    (found,) = about(
        findings, "REQUIRED_BUT_CONDITIONAL", "services/disabled-federation/certificate-move.yaml"
    )
    assert "户口迁移证明" in found.message.zh


# School enrolment


def test_2_papers_are_claimed_for_school_and_5_listed(findings: tuple[Finding, ...]) -> None:
    found = one(findings, "CLAIM_PAPERS_DIFFER", "school-enrolment")
    assert "只要 2 份" in found.message.zh
    assert "列了 5 份" in found.message.zh


def test_the_alternatives_are_not_expressed(findings: tuple[Finding, ...]) -> None:
    said = " ".join(
        finding.message.zh
        for finding in about(findings, "ALTERNATIVES_NOT_LISTED", "services/education/new-student.yaml")
    )
    assert "不动产权证、房屋买卖合同网签备案证明”有一种就行" in said
    assert "居住证、社会保险参保缴费记录”要一起交" in said


def test_all_five_papers_are_held_by_registers(findings: tuple[Finding, ...]) -> None:
    said = " ".join(
        finding.message.zh for finding in about(findings, "PAPER_HELD", "services/education/new-student.yaml")
    )
    for paper in ("居民户口簿", "不动产权证", "网签备案证明", "居住证", "社会保险参保缴费记录"):
        assert paper in said


# Newborn


def test_the_chart_of_another_thing_and_the_marriage_certificate_are_found(
    findings: tuple[Finding, ...],
) -> None:
    assert "就医" in one(findings, "ATTACHMENT_FOREIGN", "newborn").message.zh
    (held,) = about(findings, "PAPER_HELD", "services/health/birth-certificate.yaml")
    assert "结婚证" in held.message.zh


# The law

RETIREMENTS = [
    # born, category, month in which the statutory age is reached (NPC decision of 2024-09-13)
    ("1964-12", "male60", "2024-12"),
    ("1965-01", "male60", "2025-02"),
    ("1965-04", "male60", "2025-05"),
    ("1965-05", "male60", "2025-07"),
    ("1970-06", "male60", "2031-11"),
    ("1976-08", "male60", "2039-07"),
    ("1976-09", "male60", "2039-09"),
    ("1980-01", "male60", "2043-01"),
    ("1969-12", "female55", "2024-12"),
    ("1970-01", "female55", "2025-02"),
    ("1971-04", "female55", "2026-08"),
    ("1981-09", "female55", "2039-09"),
    ("1974-12", "female50", "2024-12"),
    ("1975-01", "female50", "2025-02"),
    ("1975-02", "female50", "2025-03"),
    ("1975-03", "female50", "2025-05"),
    ("1984-10", "female50", "2039-09"),
    ("1984-11", "female50", "2039-11"),
    ("1990-01", "female50", "2045-01"),
]

FORMER_AGE = {"male60": 60, "female55": 55, "female50": 50}


def verdict(loaded: LoadResult, criterion: str, **facts: object) -> object:
    """What a condition of the eligibility says."""
    criteria = {one.id: one for one in loaded.package.services["hr.retirement-eligibility"].criteria}
    known = {"choice": "none", "special_work": "none", "employment": "employee", **facts}
    return compile_expression(parse(criteria[criterion].rule)).evaluate({"retirement": known}).value


@pytest.mark.parametrize(("born", "category", "month"), RETIREMENTS)
def test_the_statutory_age_is_reached_in_the_month_of_the_published_table(
    loaded: LoadResult, born: str, category: str, month: str
) -> None:
    birth_date, reached = date.fromisoformat(f"{born}-15"), date.fromisoformat(f"{month}-15")
    told = {"birth_date": birth_date, "category": category}
    assert verdict(loaded, "age", date=reached, **told) is True
    assert verdict(loaded, "age", date=reached.replace(day=14), **told) is False


@pytest.mark.parametrize(("born", "category", "month"), RETIREMENTS)
def test_flexible_retirement_lies_within_three_years_and_not_before_the_former_age(
    loaded: LoadResult, born: str, category: str, month: str
) -> None:
    birth_date, reached = date.fromisoformat(f"{born}-15"), date.fromisoformat(f"{month}-15")
    told = {"birth_date": birth_date, "category": category, "employer_agrees": True}
    former = birth_date.replace(year=birth_date.year + FORMER_AGE[category])
    first = max(former, reached.replace(year=reached.year - 3))
    last = reached.replace(year=reached.year + 3)
    assert verdict(loaded, "early", choice="early", date=first, **told) is True
    assert verdict(loaded, "early", choice="early", date=first.replace(day=14), **told) is False
    assert verdict(loaded, "late", choice="late", date=last, **told) is True
    beyond = date(last.year + last.month // 12, last.month % 12 + 1, 15)
    assert verdict(loaded, "late", choice="late", date=beyond, **told) is False
    assert verdict(loaded, "late", choice="late", date=last, **{**told, "employer_agrees": False}) is False


@pytest.mark.parametrize(
    ("year", "months"),
    [(2028, 180), (2029, 180), (2030, 186), (2031, 192), (2035, 216), (2038, 234), (2039, 240), (2041, 240)],
)
def test_the_least_contribution_grows_from_2030_to_20_years(
    loaded: LoadResult, year: int, months: int
) -> None:
    told = {"has_deemed": False, "date": date(year, 1, 1)}
    assert verdict(loaded, "contribution", contribution_months=months, **told) is True
    assert verdict(loaded, "contribution", contribution_months=months - 1, **told) is False
    assert (
        verdict(
            loaded,
            "contribution",
            contribution_months=months - 1,
            deemed_months=1,
            **{**told, "has_deemed": True},
        )
        is True
    )
