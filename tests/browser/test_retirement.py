"""A retirement: the employer applies, the employee confirms; whoever wants to go early is told from when on to say so."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.scene import Scene
from tests.browser.things import Says
from yijian.demonstration.persons import other_named_families

pytestmark = pytest.mark.browser

SAID = Says("retirement")


def test_the_employer_applies_and_the_employee_confirms(scene: Scene) -> None:
    employer = scene.applicant("firm-retirement")
    employer.begins_application(SAID, thing="retirement")
    employer.fills_in_form(SAID)
    employer.brings_all_papers()
    link, code = employer.asks_for_signature()
    worker = other_named_families()["retiring"].father
    assert worker is not None
    signing = scene.co_signer()
    signing.opens_invitation(link, code)
    signing.looks("retirement-co-sign", like="co-sign")
    signing.signs(SAID, tail=worker.id_number[-4:])
    employer.fills_in_form(SAID)
    employer.goes_to_case("review/")
    employer.hands_in()

    coordinator = scene.coordinator("hr")
    coordinator.opens(employer.case_id)
    coordinator.reads("退休")
    coordinator.dispatches()
    police = scene.officer("police")
    police.finishes(employer.case_id, "police.household-information")
    office = scene.officer("hr")
    assert office.finds(employer.case_id).filter(has_text="视同缴费").count() == 0, (
        "no deemed years were claimed"
    )
    for task in ("hr.retirement-eligibility", "hr.pension-claim", "hr.pension-payment"):
        office.finishes(employer.case_id, task)
    employer.goes_to_case()
    employer.reads("4 项办好")
    employer.looks("retirement-case", like="case")


def test_whoever_wants_to_go_early_is_told_the_last_day_to_say_so(scene: Scene) -> None:
    """Three months before; the plan says the day before anybody has signed in."""
    early = Says("retirement", {"retirement.choice": "early"})
    visitor = scene.visitor()
    visitor.begins_questions("retirement")
    visitor.answers_all(early)
    visitor.reads("3 个月")
    visitor.looks("retirement-early-plan", like="plan")
    expect(visitor.page.locator("main").get_by_text("最晚").first).to_be_visible()
