"""A restaurant: one part on a promise that does not hold, one refused, the others go on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.applicants import Applicant
from tests.browser.scene import Scene
from tests.browser.staff import Officer
from tests.browser.things import Says

pytestmark = pytest.mark.browser

SAID = Says("restaurant", {"premises.fire_way": "promise"})
FIRE = "fire.promise-check"


def test_one_part_is_refused_one_promise_is_broken_and_the_others_go_on(scene: Scene) -> None:
    agent = scene.applicant("firm-restaurant")
    agent.begins_application(SAID, thing="restaurant")
    agent.fills_in_form(SAID)
    agent.agrees_to_everything()
    agent.fills_in_form(SAID)
    _promises(agent)
    agent.brings_all_papers()
    agent.goes_to_case("review/")
    agent.looks("restaurant-review", like="review")
    agent.hands_in()

    coordinator = scene.coordinator("market")
    coordinator.opens(agent.case_id)
    coordinator.dispatches()

    market = scene.officer("market")
    market.finishes(agent.case_id, "market.licence-check")
    fire = scene.officer("fire")
    fire.finishes(agent.case_id, FIRE)
    signs = scene.officer("city-management")
    _refuses(signs, agent.case_id, "city-management.sign")
    market.finishes(agent.case_id, "market.food-licence")

    fire.opens_task(agent.case_id, FIRE)
    fire.takes("登记承诺核查")
    fire.page.locator("input[name=kept][value=no]").check()
    fire.page.locator("textarea[name=reason]").fill("疏散门锁着，和承诺的不一样")
    fire.looks("restaurant-check")
    _sends(fire)
    fire.reads("责令改正")

    agent.goes_to_case()
    refused = agent.page.locator("main").get_by_text("没有批准").filter(visible=True)
    expect(refused.first).to_be_visible()
    for part in ("招牌", "食品经营许可证", "消防"):
        expect(agent.page.locator("main h3").filter(has_text=part).first).to_be_visible()
    agent.looks("restaurant-case", like="case")


def _promises(agent: Applicant) -> None:
    """That the premises meet the rules of fire safety, after having read what it means."""
    agent.goes_to_case("papers/")
    offer = agent.page.locator("section[aria-labelledby=h-promises]")
    offer.locator("input[type=checkbox]").check()
    agent.presses("作承诺", within=offer)
    expect(agent.page.locator(".govuk-error-message")).to_have_count(0)


def _refuses(officer: Officer, case_id: str, task: str) -> None:
    officer.opens_task(case_id, task)
    officer.takes("受理，开始计时")
    officer.judges_in_favour()
    officer.takes("不予批准")
    officer.page.locator("textarea[name=reason]").fill("位置压住了消防通道")
    basis = officer.page.locator("input[name=basis], textarea[name=basis]")
    if basis.count():
        basis.first.fill("户外招牌设置的规定")
    _sends(officer)
    officer.reads("没有批准")


def _sends(officer: Officer) -> None:
    with officer.page.expect_navigation():
        officer.page.locator("form.yj-form button.govuk-button").click()
    expect(officer.page).not_to_have_url(re.compile(r"/(check|refuse)/$"))
