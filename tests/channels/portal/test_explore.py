"""Home, search and guide: what exists, what is in it, nothing invented."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.channels.portal.pages import goes_to, html, words
from tests.usecases.world import World
from yijian.usecases import explore
from yijian.usecases.permissions import VISITOR


def test_home_lists_only_what_exists_and_shows_the_derived_days(visitor: Client, world: World) -> None:
    page = words(visitor.get("/"))
    plan = explore.guide(actor=VISITOR, ports=world.ports, life_event="newborn").plan
    assert "新生儿出生" in page
    assert "人的一生" in page
    assert "企业的一生" in page
    assert "开办餐饮店" in page
    assert "结婚" not in page  # nothing of it is defined
    assert f"{plan.schedule.promised_days}" in page


def test_search_understands_peoples_words_and_says_when_it_finds_nothing(visitor: Client) -> None:
    assert "/do/newborn/" in html(visitor.get("/", {"q": "家里添了宝宝"}))
    assert "没有找到合适的" in words(visitor.get("/", {"q": "星际旅行"}))


def test_search_shows_what_was_typed_as_text(visitor: Client) -> None:
    assert "<script>" not in html(visitor.get("/", {"q": "<script>alert(1)</script>"}))


def test_guide_has_the_five_headings_and_its_figures_are_those_of_the_plan(
    visitor: Client, world: World
) -> None:
    page = words(visitor.get("/do/newborn/"))
    view = explore.guide(actor=VISITOR, ports=world.ports, life_event="newborn")
    for heading in ("一次告知", "一表申请", "一套材料", "一窗受理", "一网办理"):
        assert heading in page
    assert f"{view.plan.schedule.promised_days} 个工作日" in page
    for service in view.one_thing.services.values():
        assert service.definition.name.zh in page
    for paper in view.plan.evidence.papers:
        assert paper.name.zh in page


def test_guide_says_what_cannot_be_derived_and_sets_claims_beside_it(visitor: Client, world: World) -> None:
    view = explore.guide(actor=VISITOR, ports=world.ports, life_event="newborn")
    page = words(visitor.get("/do/newborn/"))
    assert view.plan.savings.visits is None
    assert "推不出来" in page
    assert view.claims
    assert f"{view.claims[0].promised_days} 个工作日" in page


def test_unknown_guide_is_not_found(visitor: Client) -> None:
    assert "没有找到" in words(visitor.get("/do/nothing/"), 404)


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "开始办理"), ("zh-hant", "開始辦理"), ("en", "Begin")]
)
def test_guide_speaks_three_languages(visitor: Client, language: str, said: str) -> None:
    assert said in words(visitor.get("/do/newborn/", {"lang": language}))


def test_pages_keep_to_the_content_policy(visitor: Client) -> None:
    for address in ("/", "/do/newborn/", "/sign-in/", "/query/", "/check/"):
        page = html(visitor.get(address))
        assert "style=" not in page
        assert "<script" not in page
        assert "onclick" not in page


@pytest.mark.parametrize(
    "life_event",
    [
        "bankruptcy-check",
        "credit-repair",
        "enterprise-change",
        "enterprise-dereg",
        "listing-check",
        "restaurant",
        "transport-company",
        "utilities",
    ],
)
def test_the_guides_of_firms_show_their_parts_and_what_is_published(
    visitor: Client, world: World, life_event: str
) -> None:
    """Every service with its department, the derived days, and the claim of the guide beside them."""
    view = explore.guide(actor=VISITOR, ports=world.ports, life_event=life_event)
    response = visitor.get(f"/do/{life_event}/")
    page = words(response)
    assert response.status_code == 200
    for service in view.one_thing.services.values():
        assert service.definition.name.zh in page
    assert view.plan.schedule.promised_days is not None
    assert f"{view.plan.schedule.promised_days} 个工作日" in page
    goes_to(visitor.post(f"/do/{life_event}/start/"))
    assert visitor.get(f"/do/{life_event}/questions/").status_code == 200
    assert visitor.get(f"/do/{life_event}/plan/").status_code == 200
