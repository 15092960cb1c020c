"""The same application by telephone, without JavaScript, and with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.applicants import Applicant
from tests.browser.eyes import PHONE
from tests.browser.families import family, says
from tests.browser.photos import heic_photo
from tests.browser.scene import Scene
from tests.usecases.family_answers import CHILD_NAMES

pytestmark = pytest.mark.browser

MOST_TABS = 80
SAID = says("married")


@pytest.mark.parametrize(("phone", "script"), [(True, True), (False, False)], ids=["phone", "no script"])
def test_a_mother_gets_as_far_as_her_case(scene: Scene, phone: bool, script: bool) -> None:
    mother = scene.applicant("married-mother", phone=phone, script=script)
    mother.goes_to("/")
    mother.page.locator("#q").fill("宝宝出生")
    mother.presses("查找")
    mother.follows("新生儿")
    mother.presses("开始办理")
    mother.answers_all(SAID)
    mother.presses("开始填表")
    mother.is_at_application()
    mother.agrees_to_everything()
    mother.fills_in_form(SAID)
    mother.brings_all_papers(heic_photo())
    _father_signs(scene, mother, script=script)
    mother.fills_in_form(SAID)
    mother.goes_to_case("review/")
    mother.hands_in()
    mother.follows("看办到哪一步")
    mother.reads(mother.case_id, "每个部门")
    if phone:
        assert mother.page.evaluate("document.documentElement.scrollWidth") <= PHONE


def _father_signs(scene: Scene, mother: Applicant, *, script: bool) -> None:
    father = family("married").father
    assert father is not None
    link, code = mother.asks_for_signature()
    signing = scene.co_signer(script=script)
    signing.opens_invitation(link, code)
    signing.signs(SAID, tail=father.id_number[-4:])


def test_a_question_and_a_form_need_no_mouse(scene: Scene) -> None:
    mother = scene.applicant("married-mother")
    mother.goes_to("/do/newborn/")
    _tabs_to(mother.page, "main form button")
    _enters(mother.page)

    first, *_ = mother.asked
    _tabs_to(mother.page, "form.yj-q input[type=radio]")
    mother.page.keyboard.press("Space")
    mother.page.keyboard.press("ArrowDown")
    expect(mother.page.locator("form.yj-q input[type=radio]").nth(1)).to_be_checked()
    mother.page.keyboard.press("ArrowUp")
    expect(mother.page.locator("form.yj-q input[type=radio]").first).to_be_checked()
    _tabs_to(mother.page, "form.yj-q button[value=answer]")
    mother.page.keyboard.press("Space")
    expect(mother.page.locator("main input[name=fact]").first).not_to_have_value(first)

    mother.answers_all(SAID)
    _tabs_to(mother.page, "main form button")
    _enters(mother.page)
    mother.is_at_application()
    mother.goes_to_case("form/child/")
    _tabs_to(mother.page, "#child-1-name")
    mother.page.keyboard.type(CHILD_NAMES[0])
    for name in ("sex", "birth_time", "birth_place"):
        asked = mother.page.locator(f"[name=child-1-{name}]")
        if asked.count():
            _tabs_to(mother.page, f"[name=child-1-{name}]")
            _types_or_chooses(mother.page, SAID[f"child-1-{name}"])
    _tabs_to(mother.page, "main button[value=save]")
    _enters(mother.page)
    mother.goes_to_case("review/")
    mother.reads(CHILD_NAMES[0])


def test_the_way_to_the_content_is_one_tab(scene: Scene) -> None:
    visitor = scene.visitor()
    visitor.goes_to("/do/newborn/")
    visitor.page.keyboard.press("Tab")
    skip = visitor.page.locator("a.yj-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()


def _tabs_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there and can be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.locator(f":is({selector}):focus")
        if focused.count():
            expect(focused).to_be_in_viewport()
            return
    raise AssertionError(f"{selector} cannot be reached with Tab")


def _enters(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _types_or_chooses(page: Page, value: str) -> None:
    """Into the control that has the focus: text, or the radio of the value by arrow keys."""
    focused = page.locator(":focus")
    if focused.get_attribute("type") != "radio":
        page.keyboard.type(value)
        return
    page.keyboard.press("Space")
    for _ in range(10):
        if page.locator(":focus").get_attribute("value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no choice {value}")
