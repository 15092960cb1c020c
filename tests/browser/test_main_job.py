"""A child is born: from the first words in the search to the rating, with everybody who has a part in it."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.applicants import Applicant
from tests.browser.families import control_of, family, says
from tests.browser.photos import heic_photo, lying_photo, scanned_pdf
from tests.browser.scene import Scene
from tests.browser.staff import Officer
from tests.usecases.family_answers import CHILD_NAMES
from yijian.demonstration.persons import Family

pytestmark = pytest.mark.browser

SAID = says("married")
UNKNOWN_AT_FIRST = "application.delivery_mode"
CHANGED = "wants:insurance.maternity-benefit"
BETTER_ADDRESS = "示例市示例路 2 号 301"
SUSPENDING = "police"
AUTHORITIES = ("delivery-hospital", "police", "health", "insurance", "hr")


def test_a_child_is_born(scene: Scene) -> None:
    married = family("married")
    mother = scene.newcomer()

    _finds_the_thing(mother)
    _answers_and_sees_the_plan(mother)
    _signs_in(mother)
    _fills_in_and_uploads(mother)
    _father_signs(scene, mother, married)
    code = _hands_in(mother)
    _anyone_with_the_code_sees_how_far_it_is(scene, mother.case_id, code)
    _one_joint_correction_notice(scene, mother)
    _mother_corrects(mother)
    _departments_work(scene, mother)
    _mother_gets_the_result_and_rates(scene, mother)


def _finds_the_thing(mother: Applicant) -> None:
    mother.goes_to("/")
    mother.looks("home")
    mother.page.locator("#q").fill("刚生了宝宝要办什么")
    mother.presses("查找")
    mother.looks("search")
    mother.follows("新生儿")
    mother.looks("guide")
    mother.presses("开始办理")


def _answers_and_sees_the_plan(mother: Applicant) -> None:
    for _ in range(3):
        _answers_as_said(mother)
    skipped, changed = False, False
    while facts := mother.asked:
        if facts == (UNKNOWN_AT_FIRST,) and not skipped:
            mother.looks("question-delivery")
            mother.does_not_know()
            skipped = True
        elif CHANGED in facts and not changed:
            mother.looks("question-wanted")
            mother.answers({**SAID, control_of(CHANGED): "false"})
            mother.goes_back()
            assert mother.asked == facts
            expect(
                mother.page.locator(f"form.yj-q [name='{control_of(CHANGED)}'][value=false]")
            ).to_be_checked()
            mother.looks("question-again")
            mother.answers({**SAID, control_of(CHANGED): "true"})
            changed = True
        else:
            _answers_as_said(mother)
    assert skipped
    assert changed
    mother.reads("可以合起来办", "您说不知道的")
    mother.looks("plan")


def _answers_as_said(mother: Applicant) -> None:
    name = control_of(mother.asked[0])
    several = "several questions" if mother.asked[1:] else "question"
    mother.looks(f"question-{name}", like=f"{several} by {mother.kind_of_control}")
    mother.answers(SAID)


def _signs_in(mother: Applicant) -> None:
    mother.follows("登录，开始填表")
    mother.looks("sign-in")
    mother.signs_in("married-mother", mother.platform.passwords["married-mother"])
    mother.is_at_application()
    mother.looks("application")


def _fills_in_and_uploads(mother: Applicant) -> None:
    mother.goes_to_case("registers/")
    mother.looks("registers")
    mother.agrees_to_everything()
    mother.looks("registers-asked")
    mother.fills_in_form(SAID, look="form")
    mother.goes_to_case("papers/")
    mother.looks("papers-none")
    mother.brings_all_papers(heic_photo(), lying_photo(), scanned_pdf())
    previews = mother.page.locator("ul.yj-pages-of img")
    for preview in previews.all():
        preview.scroll_into_view_if_needed()
        expect(preview).to_have_js_property("complete", value=True)
        assert preview.evaluate("each => each.naturalHeight > each.naturalWidth"), "a preview is not upright"
    mother.looks("papers")


def _father_signs(scene: Scene, mother: Applicant, married: Family) -> None:
    mother.goes_to_case("signatures/")
    mother.looks("signatures")
    link, code = mother.asks_for_signature()
    father = scene.co_signer()
    father.opens_invitation(link, code, look="co-sign")
    assert married.father is not None
    father.reads(CHILD_NAMES[0])
    expect(father.page.locator("main")).not_to_contain_text(married.mother.id_number)
    father.signs(SAID, tail=married.father.id_number[-4:], look="co-sign")
    father.looks("co-signed")


def _hands_in(mother: Applicant) -> str:
    mother.fills_in_form(SAID)  # what the registers said of the father may have opened a field
    mother.goes_to_case("review/")
    mother.looks("review")
    read_back = mother.page.locator("ol.yj-chars").first.locator("li b")
    assert "".join(read_back.all_inner_texts()) == CHILD_NAMES[0]
    mother.hands_in()
    mother.looks("receipt")
    rows = mother.page.locator("dl.yj-receipt dd.num").all_inner_texts()
    assert rows[0].strip() == mother.case_id
    code = rows[1].strip()
    assert re.fullmatch(r"\d{8}", code)
    return code


def _anyone_with_the_code_sees_how_far_it_is(scene: Scene, case_id: str, code: str) -> None:
    anyone = scene.visitor()
    anyone.goes_to("/query/")
    anyone.looks("query")
    anyone.page.locator("#number").fill(case_id)
    anyone.page.locator("#code").fill(code)
    anyone.presses("查进度")
    anyone.looks("queried")
    expect(anyone.page.locator("main")).not_to_contain_text(CHILD_NAMES[0])


def _one_joint_correction_notice(scene: Scene, mother: Applicant) -> None:
    officer = scene.officer("insurance")
    officer.goes_to("/desk/")
    officer.looks("desk-pre-check")
    officer.opens(mother.case_id)
    officer.looks("task-pre-check")
    officer.takes("报缺什么")
    officer.looks("report-defects")
    officer.page.locator("#text-1").fill("发票照片不清楚，请重新拍")
    officer.presses("报给牵头部门")
    officer.is_told_of_mistakes({"text-1": "发票照片不清楚，请重新拍"})
    officer.looks("report-defects-refused")
    officer.describes(1, about="paper:invoices:mother", problem="wrong", text="发票照片不清楚，请重新拍")
    officer.presses("报给牵头部门")
    officer.looks("report-defects-done")

    coordinator = scene.coordinator()
    coordinator.goes_to("/desk/")
    coordinator.looks("coordinator-desk")
    coordinator.opens(mother.case_id)
    coordinator.reads("发票照片不清楚，请重新拍")
    coordinator.looks("pre-check")
    coordinator.takes("写补正告知书")
    coordinator.looks("correction")
    coordinator.describes(
        1, about="fact:application.delivery_address", problem="wrong", text="地址请写到门牌号"
    )
    proposed = coordinator.page.locator("#due-day").input_value()
    coordinator.page.locator("#due-day").fill("32")
    coordinator.presses("看一遍整张告知书")
    coordinator.is_told_of_mistakes({"due-day": "32", "text-1": "地址请写到门牌号"})
    coordinator.looks("correction-refused")
    coordinator.page.locator("#due-day").fill(proposed)
    coordinator.presses("看一遍整张告知书")
    coordinator.reads("发票照片不清楚，请重新拍", "地址请写到门牌号")
    coordinator.looks("correction-read")
    coordinator.presses("发出这一张告知书")
    coordinator.looks("pre-check-told")


def _mother_corrects(mother: Applicant) -> None:
    mail = mother.gets_mail(to="married-mother@example.invalid", about="请您补几样")
    assert mother.case_id in f"{mail['Subject']}{mail.get_content()}"
    mother.goes_to("/messages/")
    mother.looks("messages")
    mother.goes_to_case()
    mother.reads("发票照片不清楚，请重新拍", "地址请写到门牌号")
    mother.looks("case-to-correct")
    corrections = mother.page.locator("#supplement ol a").evaluate_all("links => links.map(a => a.href)")
    assert len(corrections) == 2
    for address in corrections:
        mother.goes_to(address)
        if "/papers/" in address:
            mother.looks("papers-correction")
            mother.uploads(heic_photo(), paper=0)
        else:
            mother.looks("form-correction")
            mother.page.locator("#application-delivery_address").fill(BETTER_ADDRESS)
            mother.presses("保存，回到补正")
    mother.goes_to_case()
    mother.looks("case-corrected")
    mother.presses("补好了，签名交上去")
    expect(mother.page.locator("#supplement")).to_have_count(0)


def _departments_work(scene: Scene, mother: Applicant) -> None:
    coordinator = scene.coordinator()
    coordinator.opens(mother.case_id)
    coordinator.reads(BETTER_ADDRESS)
    coordinator.dispatches()
    coordinator.looks("case-in-hand")

    born_on = family("married").deliveries[0].birth_date.strftime("%Y%m%d")
    stopped = False
    for _ in range(6):
        finished = 0
        for authority in AUTHORITIES:
            officer = scene.officer(authority)
            if authority == SUSPENDING and not stopped:
                stopped = _stops_and_resumes(officer, mother)
            finished += officer.finishes_everything(mother.case_id, born_on=born_on, look="task")
            officer.page.context.close()
        if not finished:
            break
    assert stopped
    officer = scene.officer(SUSPENDING)
    officer.goes_to("/desk/")
    officer.looks("desk-empty")


def _stops_and_resumes(officer: Officer, mother: Applicant) -> bool:
    """Whether it had come to that: the task may still wait for another authority."""
    officer.opens(mother.case_id)
    if officer.next_act != "受理，开始计时":
        return False
    officer.looks("task-to-accept")
    officer.takes("受理，开始计时")
    officer.looks("task-accepted")
    officer.stops_the_clock(reason="出生医学证明要向医院核实", look="suspend")
    officer.looks("task-stopped")
    mother.goes_to_case()
    mother.reads("出生医学证明要向医院核实")
    mother.looks("case-stopped")
    officer.takes("恢复计时")
    officer.looks("resume")
    officer.presses("恢复计时")
    return True


def _mother_gets_the_result_and_rates(scene: Scene, mother: Applicant) -> None:
    mother.goes_to("/cases/")
    mother.looks("cases")
    mother.goes_to_case()
    mother.looks("case-done")
    texts = []
    for link in mother.page.locator(".yj-got a[href*='/results/']").all():
        with mother.page.expect_download() as coming:
            link.click()
        content = coming.value.path().read_bytes()
        assert content.startswith(b"%PDF")
        with pypdfium2.PdfDocument(content) as pdf:
            texts.append("".join(page.get_textpage().get_text_range() for page in pdf))
    assert texts
    assert any(CHILD_NAMES[0] in text for text in texts)

    mother.goes_to_case("readings/")
    mother.looks("readings")
    mother.goes_to_case()
    mother.follows("告知书")
    mother.reads("1. 发票照片不清楚，请重新拍", "2. 地址请写到门牌号")
    mother.looks("notice")

    mother.goes_to_case("rate/")
    mother.looks("rate")
    mother.page.locator("input[name=grade][value='5']").check()
    mother.page.locator("#comment").fill("很快")
    mother.presses("打好了，交上去")
    mother.reads("您打了 5 分")
    mother.looks("case-rated")
