"""Questions that share a page: answered together, refused one by one with nothing lost, and gone back to together."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.http import urlencode

from tests.channels.portal.pages import goes_to, html, words
from tests.usecases.world import World
from yijian.channels.look.fact_controls import html_name
from yijian.channels.portal.views.draft_cookie import DraftCookie
from yijian.core.compiler.question_pages import MOST_ON_A_PAGE

QUESTIONS = "/do/retirement/questions/"


@pytest.fixture
def visitor_asked(visitor: Client, world: World) -> Client:
    """Somebody before the first page about a retirement."""
    goes_to(visitor.post("/do/retirement/start/"))
    return visitor


def asked(client: Client) -> tuple[str, ...]:
    """The facts of the page that comes next."""
    return tuple(re.findall(r'name="fact" value="([^"]+)"', html(client.get(QUESTIONS))))


def said(client: Client, **otherwise: str) -> dict[str, object]:
    """The form of the first page, with the first choice of each question or what is said otherwise."""
    page = html(client.get(QUESTIONS))
    facts = asked(client)
    entries: dict[str, object] = {"fact": list(facts), "act": "answer"}
    for fact in facts:
        name = html_name(fact)
        first = re.search(rf'name="{name}" type="radio" value="([^"]+)"', page)
        assert first is not None, fact
        entries[name] = otherwise.get(name, first[1])
    return entries


def test_a_page_has_a_heading_of_its_own_and_each_question_its_reasons(visitor_asked: Client) -> None:
    page = html(visitor_asked.get(QUESTIONS))
    facts = asked(visitor_asked)
    assert 1 < len(facts) <= MOST_ON_A_PAGE
    assert page.count("<h1") == 1
    assert f"关于这次退休的 {len(facts)} 个问题" in page
    assert page.count("<legend") == len(facts)
    assert page.count('class="yj-more yj-why"') == len(facts)
    assert page.count("我不知道</label>") == len(facts)
    assert f"第 1 到 {len(facts)} 题，一共大约" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_page_is_answered_at_once_and_gone_back_to_as_a_whole(visitor_asked: Client) -> None:
    facts = asked(visitor_asked)
    goes_to(visitor_asked.post(QUESTIONS, said(visitor_asked)))
    after = asked(visitor_asked)
    assert not set(after) & set(facts)
    page = html(visitor_asked.get(QUESTIONS))
    assert f"第 {len(facts) + 1} " in page
    back = re.search(r'class="yj-back" href="([^"]+)"', page)
    assert back is not None
    address = back[1]
    again = html(visitor_asked.get(address))
    assert tuple(re.findall(r'name="fact" value="([^"]+)"', again)) == facts
    assert again.count(" checked") == len(facts)
    goes_to(visitor_asked.post(address, {"fact": list(facts), "act": "take_back"}))
    assert asked(visitor_asked) == facts


def test_what_is_wrong_is_said_at_each_question_and_nothing_is_lost_or_kept(
    visitor_asked: Client, world: World
) -> None:
    """Of four questions two are left open: both are named, the others stay chosen, and no answer is taken yet."""
    facts = asked(visitor_asked)
    entries = said(visitor_asked)
    for fact in facts[1:3]:
        del entries[html_name(fact)]
    page = html(visitor_asked.post(QUESTIONS, entries), 422)
    assert "还有 2 处要改" in page
    for fact in facts[1:3]:
        assert f'id="{html_name(fact)}-error"' in page
        assert f'href="#{html_name(fact)}-1"' in page
    assert page.count(" checked") == len(facts) - 2
    assert asked(visitor_asked) == facts
    assert "已经知道的" not in words(visitor_asked.get(QUESTIONS))


def test_not_knowing_one_of_them_leaves_the_others_answered(visitor_asked: Client) -> None:
    facts = asked(visitor_asked)
    name = html_name(facts[0])
    goes_to(visitor_asked.post(QUESTIONS, said(visitor_asked, **{name: "unknown"})))
    assert facts[0] not in asked(visitor_asked)
    back = f"{QUESTIONS}{','.join(facts)}/"
    again = html(visitor_asked.get(back))
    unknown = re.search(rf'<input[^>]*name="{name}"[^>]*value="unknown"[^>]*>', again)
    assert unknown is not None
    assert " checked" in unknown[0]


def test_a_free_entry_among_others_has_a_box_for_not_knowing(visitor: Client, world: World) -> None:
    """A day among other questions: the box says it, and a wrong day says what is wrong beside the kept others."""
    goes_to(visitor.post("/do/newborn/start/"))
    address = "/do/newborn/questions/father.present,child%5B1%5D.birth_date/"
    page = html(visitor.get(address))
    assert 'id="child-1-birth_date-unknown"' in page
    entries = {
        "fact": ["father.present", "child[1].birth_date"],
        "act": "answer",
        "father-present": "true",
        "child-1-birth_date-year": "2026",
        "child-1-birth_date-month": "13",
        "child-1-birth_date-day": "1",
    }
    wrong = html(visitor.post(address, entries), 422)
    assert "还有 1 处要改" in wrong
    assert 'value="13"' in wrong
    assert wrong.count(" checked") == 1
    both = html(visitor.post(address, {**entries, "father-present": ""}), 422)
    assert "还有 2 处要改" in both
    assert "请选一个" in both
    goes_to(visitor.post(address, {**entries, "unknown": "child[1].birth_date"}))
    again = html(visitor.get(address))
    assert again.count(" checked") == 2
    assert "您说不知道的" in words(visitor.get("/do/newborn/plan/"))


def test_a_page_of_what_nobody_asks_is_not_found(visitor_asked: Client) -> None:
    facts = asked(visitor_asked)
    many = [f"retirement.f{n}" for n in range(MOST_ON_A_PAGE + 1)]
    for address in (
        f"{QUESTIONS}moon.phase/",
        f"{QUESTIONS}{facts[0]},moon.phase/",
        f"{QUESTIONS}{','.join(many)}/",
    ):
        assert visitor_asked.get(address).status_code == 404
    for sent in ({"act": "answer"}, {"fact": many, "act": "answer"}, {"fact": [facts[0], "moon.phase"]}):
        answered = visitor_asked.post(
            QUESTIONS, urlencode(sent, doseq=True), content_type="application/x-www-form-urlencoded"
        )
        assert answered.status_code == 404
    assert asked(visitor_asked) == facts


def test_the_cookie_keeps_the_pages_and_forgets_the_oldest() -> None:
    cookie = DraftCookie("t").answered(("a", "b")).answered(("c",)).answered(("b", "d"))
    assert cookie.pages == (("a", "b"), ("c",), ("d",))
    assert cookie.answered(("a",)) == cookie
    assert cookie.without("c").without("a").pages == (("b",), ("d",))
    long = DraftCookie("t")
    for number in range(40):
        long = long.answered((f"x{number}", f"y{number}"))
    assert len(long.order) == 60
    assert long.pages[-1] == ("x39", "y39")
