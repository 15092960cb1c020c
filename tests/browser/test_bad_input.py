"""Whatever is typed wrongly is answered with a clear message beside the field, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import Dialog, Locator, expect

from tests.browser.families import control_of, family, says
from tests.browser.people import Person, fill_in
from tests.browser.photos import no_photo
from tests.browser.scene import Scene

pytestmark = pytest.mark.browser

SAID = says("married")
SCRIPT = "<script>alert('1')</script><img src=x onerror=alert(2)>"
BAD = {
    "nothing": "",
    "blanks": "   ",
    "too much": "很" * 3000,
    "script": SCRIPT,
    "emoji": "👶🏻🎉",
    "digits": "12",
}
STRICT = ("child-1-name", "father-name", "father-id_number", "mother-mobile", "mother-bank_account")
"""Fields that take none of these. An address may hold what it likes: it is shown as it was typed."""
SECTIONS = ("child", "mother", "father", "application")


def _hears_no_script(person: Person) -> None:
    def opened(dialog: Dialog) -> None:
        person.eyes.faults.append(f"{person.page.url}: a script ran and said {dialog.message}")
        dialog.dismiss()

    person.page.on("dialog", opened)


def _types(control: Locator, text: str) -> str:
    """Type as much as the control takes from a keyboard; what then stands in it."""
    limit = control.get_attribute("maxlength")
    typed = text[: int(limit)] if limit else text
    control.fill(typed)
    return typed


def _texts(form: Locator) -> list[Locator]:
    return form.locator("input[type=text], textarea").all()


def _expect_refused_and_kept(person: Person, kept: Mapping[str, str]) -> None:
    """A summary whose links lead to the fields, a message at each, and every value as it was typed."""
    summary = person.page.locator("main .govuk-error-summary")
    expect(summary).to_be_visible()
    expect(summary).to_be_focused()
    links = summary.locator("a").all()
    assert links
    for link in links:
        assert link.inner_text().strip()
        target = (link.get_attribute("href") or "").removeprefix("#")
        expect(person.page.locator(f"[id='{target}']")).to_have_count(1)
    assert "处要改" in person.page.title()
    for name, value in kept.items():
        control = person.page.locator(f"main [name='{name}']").first
        assert control.input_value().strip() == value.strip(), f"{name} has lost what was typed"


@pytest.mark.parametrize("bad", BAD)
def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(scene: Scene, bad: str) -> None:
    mother = scene.applicant("married-mother")
    _hears_no_script(mother)
    mother.case_id = _case_of(scene)
    for section in SECTIONS:
        mother.goes_to_case(f"form/{section}/")
        asked = mother.asked_here
        if not asked.count():
            continue
        fill_in(asked, SAID)
        kept = {}
        for control in _texts(asked):
            name = control.get_attribute("name") or ""
            if name in STRICT or bad in ("nothing", "blanks"):
                kept[name] = _types(control, BAD[bad])
            else:
                kept[name] = SAID[name]
        if not kept:
            continue
        mother.presses("保存")
        if not any(name in STRICT for name in kept) and bad not in ("nothing", "blanks"):
            continue
        _expect_refused_and_kept(mother, kept)
        for name in kept:
            if name in STRICT:
                expect(mother.page.locator(f"#{name}-error")).not_to_be_empty()
        mother.looks(f"form-{section}-refused")


_cases: list[str] = []


def _case_of(scene: Scene) -> str:
    """One application that is begun and never filled in, for all these tests."""
    if not _cases:
        mother = scene.applicant("married-mother")
        mother.begins_application(SAID)
        _cases.append(mother.case_id)
    return _cases[0]


def test_an_id_number_with_a_wrong_digit_is_found_out(scene: Scene) -> None:
    mother = scene.applicant("married-mother")
    mother.case_id = _case_of(scene)
    father = family("married").father
    assert father is not None
    right = father.id_number
    wrong = right[:10] + str((int(right[10]) + 1) % 10) + right[11:]
    mother.goes_to_case("form/father/")
    fill_in(mother.asked_here, {**SAID, "father-id_number": wrong})
    mother.presses("保存")
    _expect_refused_and_kept(mother, {"father-id_number": wrong, "father-name": father.name})
    expect(mother.page.locator("#father-id_number-error")).not_to_be_empty()
    mother.looks("form-wrong-digit")


NO_DAYS = ("2026-13-40", "2026-02-30", "2031-01-01", "abcd-01-x", "--")


def test_a_day_that_cannot_be_is_refused(scene: Scene) -> None:
    visitor = scene.visitor()
    visitor.begins_questions()
    while "child[1].birth_date" not in visitor.asked:
        assert visitor.asked, "nobody asks for the birth date"
        visitor.does_not_know()
    born = control_of("child[1].birth_date")
    for day in NO_DAYS:
        kept = dict(zip((f"{born}-{part}" for part in ("year", "month", "day")), day.split("-"), strict=True))
        for name, text in kept.items():
            visitor.page.locator(f"[name={name}]").fill(text)
        visitor.presses("下一题")
        _expect_refused_and_kept(visitor, kept)
        expect(visitor.page.locator(f"#{born}-error")).not_to_be_empty()
    visitor.looks("question-wrong-day")


def test_what_is_not_a_photograph_is_refused(scene: Scene) -> None:
    mother = scene.applicant("married-mother")
    mother.case_id = _case_of(scene)
    mother.goes_to_case("papers/")
    section = mother.page.locator("section.yj-paper").first
    mother.presses("上传", within=section)
    _expect_refused_and_kept(mother, {})
    section.locator("input[type=file]").set_input_files([no_photo()])
    mother.presses("上传", within=section)
    _expect_refused_and_kept(mother, {})
    mother.looks("papers-refused")


@pytest.mark.parametrize("bad", BAD)
def test_the_small_forms_answer_too(scene: Scene, bad: str) -> None:
    visitor = scene.visitor()
    _hears_no_script(visitor)
    typed = BAD[bad]

    visitor.goes_to("/query/")
    number = _types(visitor.page.locator("#number"), typed)
    _types(visitor.page.locator("#code"), typed)
    visitor.presses("查进度")
    _expect_refused_and_kept(visitor, {"number": number})
    visitor.looks("query-refused")

    visitor.goes_to("/sign-in/")
    username = _types(visitor.page.locator("#username"), typed)
    visitor.page.locator("#password").fill(typed)
    visitor.presses("登录，继续办")
    _expect_refused_and_kept(visitor, {"username": username})
    visitor.looks("sign-in-refused")

    visitor.goes_to("/co-sign/nobody-has-sent-this/")
    _types(visitor.page.locator("#code"), typed)
    visitor.presses("看看是什么事")
    _expect_refused_and_kept(visitor, {})
    visitor.looks("co-sign-refused")

    visitor.goes_to("/check/")
    visitor.looks("check")
    code = _types(visitor.page.locator("main [name=code]"), typed)
    visitor.presses("核对")
    if typed.strip():
        _expect_refused_and_kept(visitor, {"code": code})
        visitor.looks("check-refused")

    visitor.goes_to("/")
    words = _types(visitor.page.locator("#q"), typed)
    visitor.presses("查找")
    if words.strip():
        visitor.reads(words[:20])
        visitor.looks("search-nothing")


def test_an_address_that_does_not_exist_is_a_calm_page(scene: Scene) -> None:
    for somebody, path, name in (
        (scene.visitor(), "/do/nothing/", "no-such-thing"),
        (scene.applicant("married-mother"), "/cases/430100-20200101-000001/", "no-such-case"),
        (scene.applicant("married-mother"), "/desk/", "not-for-applicants"),
        (scene.officer("police"), "/cases/", "not-for-officers"),
        (scene.visitor(), "/nowhere/", "nowhere"),
    ):
        somebody.goes_to(path)
        somebody.looks(name)
