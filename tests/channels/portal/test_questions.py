"""Questions, one a page: answering, not knowing, going back, changing; and the three kinds of plan."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import Client

from tests.channels.portal.pages import fact_of, goes_to, html, words
from tests.usecases.world import World, told_by
from yijian.demonstration.persons import named_families

QUESTIONS = "/do/newborn/questions/"


def posted(fact: str, typed: str) -> dict[str, str]:
    """An answer as the form sends it."""
    year, month, day = [*typed.split("-"), "", ""][:3]
    return {
        "fact": fact,
        "act": "answer",
        "answer": typed,
        "answer-year": year,
        "answer-month": month,
        "answer-day": day,
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
    goes_to(visitor.post(QUESTIONS, {"fact": fact, "act": "answer", "answer": "unknown"}))
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
    goes_to(visitor.post(questions, {**posted, "answer": ["gas", "water"]}))
    assert fact_of(visitor.get(questions)) != "project.utilities"
    changed = visitor.get("/do/utilities/questions/project.utilities/")
    assert html(changed).count(" checked") == 2
    assert "供水、燃气" in words(visitor.get(questions))
    goes_to(
        visitor.post("/do/utilities/questions/project.utilities/", {**posted, "answer": ["unknown", "tv"]})
    )
    assert "供水、燃气" not in words(visitor.get(questions))
