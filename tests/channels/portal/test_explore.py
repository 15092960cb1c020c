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


def test_guide_says_that_no_fee_was_found_and_invents_none(visitor: Client) -> None:
    page = words(visitor.get("/do/newborn/"))
    assert "没有找到收不收费" in page
    assert "免费" not in page


def test_guide_of_a_restaurant_shows_the_joint_visit_with_its_days(visitor: Client, world: World) -> None:
    page = words(visitor.get("/do/restaurant/"))
    (visit,) = explore.guide(actor=VISITOR, ports=world.ports, life_event="restaurant").plan.inspections
    assert "市监、消防 一起来，一次看完" in page.replace("市监、消防一起来", "市监、消防 一起来")
    assert visit.first is not None
    assert f"{visit.first.month}月{visit.first.day}日" in page


def test_unknown_guide_is_not_found(visitor: Client) -> None:
    assert "没有找到" in words(visitor.get("/do/nothing/"), 404)


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "开始办理"), ("zh-hant", "開始辦理"), ("en", "Begin")]
)
def test_guide_speaks_three_languages(visitor: Client, language: str, said: str) -> None:
    assert said in words(visitor.get("/do/newborn/", {"lang": language}))


def test_pages_keep_to_the_content_policy(visitor: Client) -> None:
    for address in ("/", "/do/newborn/", "/guides/", "/sign-in/", "/query/", "/check/"):
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


def test_each_saved_figure_opens_to_what_it_sums(visitor: Client, world: World) -> None:
    """Without scripts: every paper and field of the reference case, with what becomes of it."""
    savings = explore.guide(actor=VISITOR, ports=world.ports, life_event="newborn").plan.savings
    page = html(visitor.get("/do/newborn/"))
    section = page[page.index('aria-labelledby="h-saved"') : page.index('aria-labelledby="h-claims"')]
    assert savings.papers is not None
    assert savings.fields is not None
    items = [item for part in (*savings.papers.parts, *savings.fields.parts) for item in part.items]
    assert section.count("<li><span>") + section.count('<li class="is-yours"><span>') == len(items)
    assert section.count('class="is-yours"') == savings.papers.after + savings.fields.after
    for words_of in ("从公安人口库调取", "前一步办出来就有", "按填的内容生成", "前面给过，不用再给"):
        assert words_of in section
    assert "推不出来：" in section
    assert "哪些没有公布" in section


def test_a_guide_that_publishes_fewer_days_than_its_parts_allow_is_answered_plainly(visitor: Client) -> None:
    newborn, school = words(visitor.get("/do/newborn/")), words(visitor.get("/do/school-enrolment/"))
    assert "72 → 5 推算 82 → 45 45 个工作日，比公布的多 40" in newborn
    assert "指南写 5 个工作日。按各部分公布的时限，典型情形要 45 个工作日" in newborn
    assert "5 天可能不含制卡和邮寄" in newborn
    assert "30 个工作日，和公布的一样" in school
    assert "我们只承诺各部分做得到的" not in school


def test_the_published_guides_are_compared_for_everybody(visitor: Client) -> None:
    """Public, in all languages, linked from the foot of every page and from each guide."""
    page = visitor.get("/guides/")
    said = words(page)
    assert "9 份，共 13 份" in said
    assert "regions/430100/newborn.yaml:" in said
    assert "实际办得可能比公布的时限快得多" in said
    assert "/do/newborn/" in html(page)
    assert "Published guides and their own parts" in words(visitor.get("/guides/", {"lang": "en"}))
    for address in ("/", "/do/newborn/"):
        assert 'href="/guides/"' in html(visitor.get(address))


def test_the_comparison_is_made_once_a_day(world: World) -> None:
    first = explore.published_guides(actor=VISITOR, ports=world.ports)
    assert explore.published_guides(actor=VISITOR, ports=world.ports) is first
