"""After a decision in the browser: refused, objected to, reviewed by another, changed; revoked, and a new copy."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.applicants import Applicant
from tests.browser.families import family, says
from tests.browser.scene import Scene
from tests.browser.staff import Officer

pytestmark = pytest.mark.browser

SAID = says("married")
HOSPITAL = "delivery-hospital"


def test_a_refusal_is_reviewed_and_changed_and_what_was_issued_is_replaced_and_revoked(scene: Scene) -> None:
    mother = _handed_in(scene)
    coordinator = scene.coordinator()
    coordinator.opens(mother.case_id)
    coordinator.dispatches()
    hospital = scene.officer(HOSPITAL)
    hospital.opens(mother.case_id)
    task = hospital.path
    hospital.takes("受理，开始计时")
    hospital.takes("不予批准")
    _says(hospital, reason="出生时间对不上", basis="示例条款")
    hospital.reads("您还可以先在办件页提出异议")
    hospital.presses("发不予批准决定书")

    mother.goes_to_case()
    mother.follows("不同意这个决定？提出异议")
    mother.looks("object")
    mother.presses("提出异议")
    expect(mother.page.locator(".govuk-error-summary")).to_be_visible()
    mother.looks("object-refused", like="object")
    _says(mother, reason="出院小结上的时间是对的，请再看一遍")
    mother.presses("提出异议")
    mother.reads("决定以后的事", "等复核")
    mother.looks("case-objection")

    hospital.goes_to(task)
    hospital.reads("要由本部门别的人复核", "出院小结上的时间是对的")
    expect(hospital.decisions.get_by_text("复核异议")).to_have_count(0)
    second = scene.colleague(HOSPITAL)
    second.opens(mother.case_id)
    second.looks("task-objection")
    second.takes("复核异议")
    second.looks("act-review")
    _chooses(second, "改变原来的决定")
    _says(second, reason="核对了出院小结，时间一致")
    second.presses("发复核决定书")
    second.takes("出件")
    second.page.locator("#number").fill("C-1")
    second.presses("出件")

    mother.goes_to_case()
    mother.reads("改变了决定", "核对了出院小结")
    mother.looks("case-reviewed")
    first = _code_of(mother)

    second.takes("补换发")
    second.looks("act-reissue")
    _chooses(second, "坏了，换发")
    second.page.locator("#number").fill("C-2")
    _says(second, reason="纸张破损")
    second.presses("发新的一份")
    visitor = scene.visitor()
    visitor.goes_to(f"/check/{first}/")
    visitor.reads("已经失效", "换了新的一份")
    visitor.looks("checked-replaced")
    mother.goes_to_case()
    latest = _code_of(mother)

    second.takes("撤销决定")
    second.looks("act-revoke")
    _chooses(second, "用隐瞒、造假等办法取得的")
    _chooses(second, "没有要追回的")
    _says(second, reason="出院小结是伪造的")
    second.presses("撤销，发决定书")
    second.reads("决定不再有效")
    second.looks("task-undone")
    visitor.goes_to(f"/check/{latest}/")
    visitor.reads("已经失效", "撤销了", "从哪天起失效")
    visitor.looks("checked-revoked", like="checked-replaced")
    mother.goes_to_case()
    mother.reads("不再有效", "出院小结是伪造的")
    mother.looks("case-undone")
    mother.follows("撤销决定书")
    mother.reads("行政复议", "还没有核对到条文", "这个期限是平台自己定的")
    mother.looks("notice-revocation")
    second.takes("登记复议、诉讼结果")
    second.looks("act-outside")


def _handed_in(scene: Scene) -> Applicant:
    mother = scene.applicant("married-mother")
    mother.begins_application(SAID)
    mother.agrees_to_everything()
    mother.fills_in_form(SAID)
    mother.brings_all_papers()
    father = family("married").father
    assert father is not None
    link, code = mother.asks_for_signature()
    signing = scene.co_signer()
    signing.opens_invitation(link, code)
    signing.signs(SAID, tail=father.id_number[-4:])
    mother.fills_in_form(SAID)
    mother.goes_to_case("review/")
    mother.hands_in()
    return mother


def _says(person: Applicant | Officer, **typed: str) -> None:
    for name, words in typed.items():
        person.page.locator(f"#{name}").fill(words)


def _chooses(officer: Officer, label: str) -> None:
    officer.page.get_by_label(label).check()


def _code_of(mother: Applicant) -> str:
    """The code printed on the newest result that stands."""
    links = mother.page.locator(".yj-got a[href*='/results/']")
    content = mother.page.request.get(mother.platform.url + (links.last.get_attribute("href") or "")).body()
    found = re.search(rb"/check/([^/)]+)/", content)
    assert found is not None, "the document carries its code as a link"
    return found[1].decode()
