"""A paper owed (容缺受理) in the browser: promised on the papers page, accepted without it, extended, brought, decided."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.applicants import Applicant
from tests.browser.families import family, says
from tests.browser.photos import plain_photo
from tests.browser.scene import Scene
from tests.browser.staff import Officer

pytestmark = pytest.mark.browser

SAID = dict(says("married")) | {"mother-account_on_file": "false"}
CARD = "本人银行卡复印件"
BORN_ON = "20261118"


def test_a_mother_brings_her_bank_card_later(scene: Scene) -> None:
    mother = scene.applicant("married-mother")
    mother.begins_application(SAID)
    mother.agrees_to_everything()
    mother.fills_in_form(SAID)
    _promises_the_card(mother)
    _father_signs(scene, mother)
    mother.fills_in_form(SAID)
    mother.goes_to_case("review/")
    mother.reads("您承诺晚点交")
    mother.hands_in()

    coordinator = scene.coordinator()
    coordinator.opens(mother.case_id)
    coordinator.dispatches()
    hospital = scene.officer("delivery-hospital")
    hospital.finishes_everything(mother.case_id, born_on=BORN_ON)

    insurance = scene.officer("insurance")
    _opens_benefit(insurance, mother.case_id)
    insurance.reads("申请人承诺晚点交的", "受理就是容缺受理")
    insurance.looks("task-promised")
    insurance.takes("受理，开始计时")
    insurance.reads("材料还没有补齐")
    expect(insurance.decisions.get_by_role("button", name="批准")).to_have_count(0)
    insurance.looks("task-owed")

    mother.goes_to_case()
    mother.reads("您承诺晚点交的", "还要补交", "待补交")
    mother.looks("case-owed")
    _asks_for_longer(mother)

    insurance.page.reload()
    insurance.reads("申请人申请延期")
    insurance.takes("准予延期补交")
    insurance.looks("act-extend")
    insurance.presses("准予延期，发通知书")
    insurance.reads("已经延期过一次")

    mother.goes_to_case()
    section = mother.page.locator("#owed")
    mother.presses(f"补交{CARD}", within=section)
    expect(mother.page.locator("#owed .govuk-error-message").first).to_be_visible()
    mother.looks("case-owed-refused")
    section.locator("input[type=file]").set_input_files([plain_photo()])
    mother.presses(f"补交{CARD}", within=section)
    mother.reads("已补齐")
    mother.looks("case-owed-complete", like="case-owed")
    mother.goes_to("/messages/")
    mother.reads("还要补交")

    insurance.page.reload()
    insurance.judges_in_favour()
    insurance.takes("批准")
    expect(insurance.page.locator(".govuk-error-summary")).to_have_count(0)


def _promises_the_card(mother: Applicant) -> None:
    """All papers but the card; the promise is first pressed without the tick."""
    mother.goes_to_case("papers/")
    sections = mother.page.locator("section.yj-paper")
    for number in range(sections.count()):
        if not _is_card(sections.nth(number)):
            mother.uploads(plain_photo(), paper=number)
    mother.looks("papers-offer")
    card = sections.filter(has_text=CARD)
    card.get_by_text("现在没有？可以先承诺，晚点交").click()
    mother.presses("承诺晚点交", within=card)
    mother.reads("请先看承诺的内容")
    mother.looks("papers-promise-refused")
    card.locator("input[type=checkbox]").check()
    mother.presses("承诺晚点交", within=card)
    mother.reads("您承诺晚点交")
    mother.looks("papers-promised")


def _is_card(section: Locator) -> bool:
    return CARD in section.inner_text()


def _father_signs(scene: Scene, mother: Applicant) -> None:
    father = family("married").father
    assert father is not None
    link, code = mother.asks_for_signature()
    signing = scene.co_signer()
    signing.opens_invitation(link, code)
    signing.signs(SAID, tail=father.id_number[-4:])


def _opens_benefit(insurance: Officer, case_id: str) -> None:
    rows = [row.get_attribute("href") or "" for row in insurance.finds(case_id).all()]
    insurance.goes_to(next(row for row in rows if "maternity-benefit" in row))


def _asks_for_longer(mother: Applicant) -> None:
    section = mother.page.locator("#owed")
    section.get_by_text("来不及？申请延期").click()
    section.locator("textarea").fill("卡在补办，下周才能拿到")
    mother.presses("申请延期", within=section)
    mother.reads("您申请了延期")
