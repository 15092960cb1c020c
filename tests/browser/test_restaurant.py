"""A restaurant: one part on a promise that does not hold, one refused, the others go on; and one visit of two departments.

By the published guides a fire check on a promise is made after the opening and joins no visit: so there are two stories.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.applicants import Applicant
from tests.browser.people import Person
from tests.browser.scene import Scene
from tests.browser.staff import Officer
from tests.browser.things import Says
from yijian.core.planning.local_time import local_date

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


VISITED = Says("restaurant", {"premises.fire_way": "general"})
FOOD, CHECK = "market.food-licence", "fire.general-check"


def test_two_departments_come_once_and_each_finds_for_itself(scene: Scene) -> None:
    """One visit of the market and fire authorities: moved at the applicant's wish, passed for one, put right and looked at
    again for the other; the sign is refused meanwhile, and stops nobody."""
    agent = scene.applicant("firm-restaurant")
    agent.begins_application(VISITED, thing="restaurant")
    agent.fills_in_form(VISITED)
    agent.agrees_to_everything()
    agent.fills_in_form(VISITED)
    agent.brings_all_papers()
    agent.goes_to_case("review/")
    agent.hands_in()
    coordinator = scene.coordinator("market")
    coordinator.opens(agent.case_id)
    coordinator.dispatches()
    market, fire = scene.officer("market"), scene.officer("fire")
    market.finishes(agent.case_id, "market.licence-check")
    for officer, task in ((market, FOOD), (fire, CHECK)):
        officer.opens_task(agent.case_id, task)
        officer.takes("受理，开始计时")
    market.opens_task(agent.case_id, FOOD)
    market.reads("您经办")
    for act in ("退回，不再经办", "由我经办"):
        with market.page.expect_navigation():
            market.page.get_by_role("button", name=act).click()
    market.goes_to("/desk/?turn=mine")
    expect(market.page.locator(f"a[href='/desk/tasks/{agent.case_id}/{FOOD}/']")).to_have_count(1)
    market.looks("desk-mine")
    market.opens_task(agent.case_id, FOOD)
    market.takes("约踏勘")
    expect(market.page.locator("input[name=others]")).to_be_checked()
    market.looks("visit-arrange")
    _on(market, "day", DAY_AFTER)
    market.reads("已约日期")
    market.looks("visit-arranged", like="task")

    agent.goes_to_case()
    visit = agent.page.locator("#visits")
    expect(visit.locator("article")).to_have_count(1)
    with agent.page.expect_navigation():
        visit.get_by_role("link", name="申请改日期").click()
    agent.looks("visit-other-day")
    _on(agent, "day", TODAY, send="申请改日期", reason="那天装修")
    expect(agent.page.locator("#visits").get_by_text("等部门答复")).to_be_visible()
    agent.looks("visit-case", like="case")

    fire.goes_to("/desk/?turn=visits")
    fire.looks("desk-visits")
    fire.opens_task(agent.case_id, CHECK)
    _acts(fire, "参加")
    market.opens_task(agent.case_id, FOOD)
    market.reads("申请人想改到")
    _acts(market, "改日期")
    _on(market, "day", TODAY)
    fire.opens_task(agent.case_id, CHECK)
    _acts(fire, "参加")
    _refuses(scene.officer("city-management"), agent.case_id, "city-management.sign")
    _acts(fire, "登记已到现场")
    _sends_form(fire)

    market.opens_task(agent.case_id, FOOD)
    _finds(market, "passed", "布局、设备都符合")
    market.reads("通过")
    fire.opens_task(agent.case_id, CHECK)
    _finds(fire, "to_correct", "后厨缺一盏应急灯", stops="recheck", look="visit-finding")
    fire.reads("要整改")
    fire.looks("visit-to-correct", like="task")
    market.opens_task(agent.case_id, FOOD)
    market.finishes(agent.case_id, FOOD)
    agent.goes_to_case()
    expect(agent.page.locator("#visits").get_by_text("已经上门 1 次")).to_be_visible()
    agent.looks("visit-found", like="case")

    fire.opens_task(agent.case_id, CHECK)
    fire.takes("约踏勘")
    _on(fire, "day", TODAY)
    _acts(fire, "登记已到现场")
    _sends_form(fire)
    _finds(fire, "passed", "装好了")
    fire.finishes(agent.case_id, CHECK)
    agent.goes_to_case()
    expect(agent.page.locator("#visits").get_by_text("已经上门 2 次")).to_be_visible()
    expect(agent.page.locator("main").get_by_text("没有批准").filter(visible=True).first).to_be_visible()


TODAY = local_date(datetime.now(UTC))  # noqa: TID251 - the platform under test runs on the clock of the machine
DAY_AFTER = TODAY + timedelta(days=1)


def _on(person: Person, field: str, day: date, *, send: str = "", reason: str = "") -> None:
    """Give a day, and send the form."""
    for part in ("year", "month", "day"):
        person.page.locator(f"input[name={field}-{part}]").fill(str(getattr(day, part)))
    if reason:
        person.page.locator("textarea[name=reason]").fill(reason)
    form = person.page.locator("form:has([name^='day-']) button.govuk-button")
    with person.page.expect_navigation():
        (form.filter(has_text=send) if send else form).click()
    expect(person.page.locator(".govuk-error-summary")).to_have_count(0)


def _acts(officer: Officer, act: str) -> None:
    """Do something with the visit, on the page of the task."""
    visits = officer.page.locator("#visits .yj-actions")
    found = visits.get_by_role("button", name=act).or_(visits.get_by_role("link", name=act))
    with officer.page.expect_navigation():
        found.first.click()


def _finds(officer: Officer, outcome: str, text: str, *, stops: str = "", look: str = "") -> None:
    _acts(officer, "登记踏勘结果")
    officer.page.locator(f"input[name=outcome][value={outcome}]").check()
    officer.page.locator("textarea[name=reason]").fill(text)
    officer.page.locator("[name=present]").fill("经办两人、店长")
    if stops:
        officer.page.locator(f"input[name=stops][value={stops}]").check()
    if look:
        officer.looks(look)
    _sends_form(officer)


def _sends_form(officer: Officer) -> None:
    with officer.page.expect_navigation():
        officer.page.locator("form.yj-form button.govuk-button").click()
    expect(officer.page.locator(".govuk-error-summary")).to_have_count(0)
