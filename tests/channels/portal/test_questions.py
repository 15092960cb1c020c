"""Questions, one a page: answering, not knowing, going back, changing; and the three kinds of plan."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.test import Client

from tests.channels.portal.conftest import SignedIn
from tests.channels.portal.pages import fact_of, goes_to, html, words
from tests.usecases.world import World, told_by
from yijian.channels.look.fact_controls import html_name
from yijian.demonstration.persons import named_families
from yijian.storage.models import Account

QUESTIONS = "/do/newborn/questions/"


def posted(fact: str, typed: str) -> dict[str, str]:
    """An answer as the form sends it."""
    year, month, day = [*typed.split("-"), "", ""][:3]
    name = html_name(fact)
    return {
        "fact": fact,
        "act": "answer",
        name: typed,
        f"{name}-year": year,
        f"{name}-month": month,
        f"{name}-day": day,
    }


def answer_all(browser: Client, answers: Mapping[str, str]) -> str:
    """Answer whatever is asked; the address of the plan."""
    goes_to(browser.post("/do/newborn/start/"))
    for _ in range(60):
        page = browser.get(QUESTIONS)
        if page.status_code == 303:
            return page.headers["Location"]
        fact = fact_of(page)
        goes_to(browser.post(QUESTIONS, posted(fact, answers[fact])))
    raise AssertionError("the questions do not end")


def test_an_admitted_family_is_led_to_sign_in(visitor: Client, world: World) -> None:
    plan = answer_all(visitor, told_by(named_families()["married"], married=True))
    page = visitor.get(plan)
    assert "可以合起来办" in words(page)
    assert "/sign-in/?next=/begin/newborn/" in html(page)


def test_a_family_that_is_not_admitted_is_told_where_each_part_is_done(visitor: Client, world: World) -> None:
    page = words(visitor.get(answer_all(visitor, told_by(named_families()["unmarried"], married=False))))
    assert "这次要分开办" in page
    assert "开始填表" not in page
    for service in world.ports.definitions.one_thing("newborn").services.values():
        if service.where is not None and not service.optional:
            assert service.where.zh in page


def test_each_part_on_its_own_says_who_does_it_what_comes_first_and_what_to_bring(
    visitor: Client, world: World
) -> None:
    thing = world.ports.definitions.one_thing("newborn")
    address = answer_all(visitor, told_by(named_families()["unmarried"], married=False))
    parts = re.findall(r"<li><p class=\"yj-parts__who\">.*?</li>", html(visitor.get(address)), re.DOTALL)
    said = {name: part for part in parts for name in re.findall(r"<h3>([^<]+)", part)}
    assert len(said) == 5
    for service in thing.services.values():
        if not service.optional:
            part = said[service.definition.name.zh]
            assert thing.authorities[service.definition.authority].name.zh in part
    police = said[thing.services["police.birth-registration"].definition.name.zh]
    assert "居民户口簿" in police
    assert "出生医学证明（前面办好就有）" in police
    assert "先办好" in police
    assert "由已公布的推出" in police  # which station is inferred, and marked so


def test_what_is_not_published_is_said_once_with_who_answers(visitor: Client, world: World) -> None:
    """Those who publish nothing are named in one place, and the telephone stands only there."""
    address = answer_all(visitor, told_by(named_families()["unmarried"], married=False))
    page = html(visitor.get(address)).partition("<main")[2].partition("</main>")[0]
    assert page.count("12345") == 2  # the link and its address
    note = page.partition('id="h-silent"')[2].partition("</section>")[0]
    assert "人力资源和社会保障局、医疗保障局没有公布" in note
    assert "派出所" not in note


def test_the_papers_of_the_plan_apart_are_those_of_all_parts(visitor: Client, world: World) -> None:
    """Nothing is fetched for them then: identity cards and the household book are theirs to bring."""
    page = words(visitor.get(answer_all(visitor, told_by(named_families()["unmarried"], married=False))))
    side = page.partition("要准备的")[2]
    for paper in ("居民身份证（爸爸）", "居民身份证（妈妈）", "居民户口簿"):
        assert paper in side


def test_who_is_not_admitted_is_led_from_the_form_to_their_plan(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    answer_all(visitor, told_by(named_families()["unmarried"], married=False))
    mother = signed_in("unmarried-mother", visitor)
    for page in (mother.get("/begin/newborn/"), mother.post("/begin/newborn/", {"key": "k"})):
        assert page.status_code in (200, 409)
        assert '"/do/newborn/plan/"' in page.content.decode()
        assert "开始填表" not in page.content.decode()
    assert "没有办件" in words(mother.get("/cases/"))


def test_signing_in_on_the_way_to_the_form_leads_there_too(visitor: Client, world: World) -> None:
    answer_all(visitor, told_by(named_families()["unmarried"], married=False))
    account = Account.objects.get(username="unmarried-mother")
    account.set_password("secret")
    account.save()
    sent = {"username": "unmarried-mother", "password": "secret", "next": "/begin/newborn/"}
    assert goes_to(visitor.post("/sign-in/", sent)) == "/begin/newborn/"
    assert '"/do/newborn/plan/"' in html(visitor.get("/begin/newborn/"))


def test_the_number_of_questions_told_before_is_the_number_asked(visitor: Client, world: World) -> None:
    """The guide and the first question say how many a family of the usual situation will be asked."""
    answers = told_by(named_families()["married"], married=True)
    told = re.search(r"典型情形 (\d+) 个", words(visitor.get("/do/newborn/")))
    assert told is not None
    visitor.post("/do/newborn/start/")
    assert f"第 1 题，一共大约 {told[1]} 题" in words(visitor.get(QUESTIONS))
    asked = 0
    while (page := visitor.get(QUESTIONS)).status_code == 200:
        fact = fact_of(page)
        visitor.post(QUESTIONS, posted(fact, answers[fact]))
        asked += 1
    assert asked == int(told[1])


def test_a_question_and_its_error_have_one_mark_between_them(visitor: Client, world: World) -> None:
    visitor.post("/do/newborn/start/")
    fact = fact_of(visitor.get(QUESTIONS))
    page = words(visitor.post(QUESTIONS, {"fact": fact, "act": "answer"}), 422)
    assert "？请选一个" in page
    assert "？：" not in page


def test_an_undecided_family_is_left_to_an_officer(visitor: Client, world: World) -> None:
    page = words(visitor.get(answer_all(visitor, told_by(named_families()["foreign_father"], married=True))))
    assert "工作人员会看一眼" in page
    assert "开始填表" in page


def test_choosing_nothing_is_said_at_the_field_and_in_the_title(visitor: Client, world: World) -> None:
    visitor.post("/do/newborn/start/")
    fact = fact_of(visitor.get(QUESTIONS))
    page = html(visitor.post(QUESTIONS, {"fact": fact, "act": "answer"}), 422)
    assert "请选一个" in page
    assert "<title>" in page
    assert "1 处要改" in page.partition("</title>")[0]


def test_a_wrong_entry_stays_as_typed(visitor: Client, world: World) -> None:
    visitor.post("/do/newborn/start/")
    page = html(visitor.post(QUESTIONS, posted("child[1].birth_date", "2026-13-45")), 422)
    assert 'value="13"' in page
    assert 'value="45"' in page


def test_not_knowing_goes_on_and_is_told_on_the_plan(visitor: Client, world: World) -> None:
    visitor.post("/do/newborn/start/")
    fact = fact_of(visitor.get(QUESTIONS))
    goes_to(visitor.post(QUESTIONS, posted(fact, "unknown")))
    assert fact_of(visitor.get(QUESTIONS)) != fact
    assert "您说不知道的" in words(visitor.get("/do/newborn/plan/"))


def test_back_leads_to_the_answer_before_and_it_can_be_changed_or_taken_back(
    visitor: Client, world: World
) -> None:
    answers = told_by(named_families()["married"], married=True)
    visitor.post("/do/newborn/start/")
    asked = []
    for _ in range(3):
        asked.append(fact_of(visitor.get(QUESTIONS)))
        visitor.post(QUESTIONS, posted(asked[-1], answers[asked[-1]]))
    change = f"{QUESTIONS}{asked[-1].replace('[', '%5B').replace(']', '%5D')}/"
    assert f'href="{change}"' in html(visitor.get(QUESTIONS))
    again = visitor.get(change)
    assert fact_of(again) == asked[-1]
    assert "收回这个回答" in words(again)
    goes_to(visitor.post(change, {"fact": asked[-1], "act": "take_back"}))
    assert fact_of(visitor.get(QUESTIONS)) == asked[-1]


def test_without_a_draft_one_is_led_to_the_guide(visitor: Client) -> None:
    for address in (QUESTIONS, "/do/newborn/plan/"):
        assert goes_to(visitor.get(address)) == "/do/newborn/"


@pytest.mark.parametrize("value", ["forged", "forged:abc:def", ""])
def test_a_forged_cookie_counts_as_none(visitor: Client, value: str) -> None:
    visitor.cookies["yijian_draft"] = value
    assert goes_to(visitor.get(QUESTIONS)) == "/do/newborn/"


def test_several_boxes_can_be_ticked_and_changed(visitor: Client, world: World) -> None:
    """One page of boxes decides all that hangs on them; ticking nothing is told, ticking “I don't know” skips."""
    questions = "/do/utilities/questions/"
    goes_to(visitor.post("/do/utilities/start/"))
    page = visitor.get(questions)
    assert fact_of(page) == "project.utilities"
    assert html(page).count('type="checkbox"') == 7
    posted = {"fact": "project.utilities", "act": "answer"}
    assert visitor.post(questions, posted).status_code == 422
    goes_to(visitor.post(questions, {**posted, "project-utilities": ["gas", "water"]}))
    assert fact_of(visitor.get(questions)) != "project.utilities"
    changed = visitor.get("/do/utilities/questions/project.utilities/")
    assert html(changed).count(" checked") == 2
    assert "供水、燃气" in words(visitor.get(questions))
    goes_to(
        visitor.post(
            "/do/utilities/questions/project.utilities/", {**posted, "project-utilities": ["unknown", "tv"]}
        )
    )
    assert "供水、燃气" not in words(visitor.get(questions))


def test_the_plan_says_why_a_service_is_part_of_it_or_not(visitor: Client) -> None:
    """Each with the answer that decided it and what the rule rests on; of an open one, what is still missing."""
    goes_to(visitor.post("/do/disability/start/"))
    fact = "application.certificate_matter"
    assert fact_of(visitor.get("/do/disability/questions/")) == fact
    goes_to(
        visitor.post("/do/disability/questions/", {"fact": fact, "act": "answer", html_name(fact): "new"})
    )
    page = html(visitor.get("/do/disability/plan/"))
    left_out = page[page.index("这次不用办的 5 项") :]
    assert "证件业务是新办，不是“到期换领”" in left_out
    before = page[: page.index("这次不用办的 5 项")]
    assert "证件业务是新办" in before
    assert "自愿办，还不知道您要不要办" in before
    english = html(visitor.get("/do/disability/plan/?lang=en"))
    assert "You want it" not in english
    assert "It is up to you, and not known yet" in english
