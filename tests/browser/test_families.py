"""Families for whom it is different: not married, twins, a parent from abroad."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.families import family, says
from tests.browser.scene import Scene
from tests.usecases.family_answers import CHILD_NAMES

pytestmark = pytest.mark.browser


def test_the_unmarried_get_a_plan_of_each_part_and_no_joint_channel(scene: Scene) -> None:
    visitor = scene.visitor()
    visitor.begins_questions()
    visitor.answers_all(says("unmarried"))
    visitor.reads("这次要分开办", "每一项怎么办", "不符合")
    visitor.looks("plan-apart")
    parts = visitor.page.locator("ul.yj-parts > li")
    assert parts.count() >= 5
    for part in parts.all():
        expect(part.locator("h3")).not_to_be_empty()
        expect(part.locator(".yj-how dd").first).not_to_be_empty()
    expect(visitor.page.get_by_role("link", name="登录，开始填表")).to_have_count(0)
    expect(visitor.page.get_by_role("button", name="开始填表")).to_have_count(0)


def test_the_unmarried_who_try_the_address_of_the_form_are_told_why_not(scene: Scene) -> None:
    mother = scene.applicant("unmarried-mother")
    mother.begins_questions()
    mother.answers_all(says("unmarried"))
    mother.goes_to("/begin/newborn/")
    expect(mother.page.get_by_role("button", name="开始填表")).to_have_count(0)
    mother.looks("begin-refused")
    mother.follows("看我的计划")
    mother.reads("这次要分开办", "每一项怎么办")


def test_each_twin_is_registered_and_named(scene: Scene) -> None:
    said = says("twins")
    mother = scene.applicant("twins-mother")
    mother.begins_application(said)
    mother.agrees_to_everything()
    mother.fills_in_form(said)
    mother.goes_to_case("form/child-1/")
    mother.looks("form-first-twin")
    mother.brings_all_papers()
    father = family("twins").father
    assert father is not None
    link, code = mother.asks_for_signature()
    signing = scene.co_signer()
    signing.opens_invitation(link, code)
    signing.reads(*CHILD_NAMES)
    signing.signs(said, tail=father.id_number[-4:])
    mother.fills_in_form(said)
    mother.goes_to_case("review/")
    mother.looks("review-twins")
    names = [
        "".join(each.locator("li b").all_inner_texts()) for each in mother.page.locator("ol.yj-chars").all()
    ]
    assert names[:2] == list(CHILD_NAMES)
    mother.hands_in()
    expect(mother.page.locator("main").get_by_text("出生登记（申报户口）")).to_have_count(2)
    mother.follows("看办到哪一步")
    mother.looks("case-twins")


def test_a_father_from_abroad_hands_in_with_his_passport(scene: Scene) -> None:
    said = says("foreign_father")
    mother = scene.applicant("foreign-father-mother")
    mother.begins_questions()
    mother.answers_all(said)
    mother.reads("工作人员会看一眼")
    mother.looks("plan-undecided")
    mother.presses("开始填表")
    mother.is_at_application()
    mother.agrees_to_everything()
    mother.fills_in_form(said)
    mother.goes_to_case("form/father/")
    mother.looks("form-foreign-father")
    father = family("foreign_father").father
    assert father is not None
    mother.brings_all_papers()
    link, code = mother.asks_for_signature()
    signing = scene.co_signer()
    signing.opens_invitation(link, code, look="co-sign-foreign")
    signing.signs(said, tail=father.id_number[-4:])
    mother.fills_in_form(said)
    mother.brings_all_papers()  # no register knows him: his papers are wanted after all
    mother.goes_to_case("review/")
    mother.hands_in()

    coordinator = scene.coordinator()
    coordinator.opens(mother.case_id)
    coordinator.looks("pre-check-undecided")
    undecided = coordinator.page.locator(".yj-crit input[type=radio][value=yes]")
    assert undecided.count() >= 1
    coordinator.takes("分送")
    expect(coordinator.page.locator(".govuk-error-summary")).to_be_visible()
    coordinator.looks("pre-check-unjudged")
    coordinator.dispatches()
    expect(coordinator.page.locator(".govuk-error-summary")).to_have_count(0)
