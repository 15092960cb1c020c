"""The guides of all thirteen: sound pages, nobody spoken to as somebody else, much told once, days in words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from django.test import Client

from tests.channels.portal.pages import goes_to, html, words
from tests.look.markup import Page
from tests.usecases.conftest import DEFINITIONS
from yijian.channels.look.language import speaking
from yijian.channels.look.schedule_svg import table_rows
from yijian.channels.portal.presenters.guide import GuidePage, guide_page
from yijian.channels.portal.presenters.lives import STAGES
from yijian.channels.portal.presenters.structure import Structure
from yijian.channels.portal.presenters.structure_svg import draw_structure
from yijian.channels.portal.presenters.times import last_days, time_lines
from yijian.connectors.clock import StoppedClock
from yijian.connectors.definitions import load_package
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.core.compiler.facts import read_facts, reference_facts
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.life_event import Audience
from yijian.usecases.explore import entries, guide_of
from yijian.usecases.views import GuideView

ALL = tuple(sorted(path.stem for path in (DEFINITIONS / "life-events").glob("*.yaml")))
TODAY = date(2026, 11, 24)
OF_FIRMS = tuple(
    name
    for name, event in load_package(DEFINITIONS).package.life_events.items()
    if event.audience is Audience.ENTERPRISE
)
OF_FAMILIES = re.compile("孩子|宝宝|家庭|爸爸|妈妈|家里")
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
PHRASING = {"p", "h1", "h2", "h3", "h4", "span", "summary", "dt"}
BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "section", "figure", "h1", "h2", "h3", "details", "form"}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"div", "dt", "dd"},
    "tr": {"th", "td"},
    "tbody": {"tr"},
    "thead": {"tr"},
}


class Nesting(Page):
    """Which elements stand in which."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.inside: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open_tags:
            self.inside.append((self.open_tags[-1], tag))
        super().handle_starttag(tag, attrs)


def assert_sound(markup: str, name: str) -> None:
    """A page as HTML wants it: every tag closed in order, contents where they may stand, ids once and referred to."""
    page = Nesting.of(markup)
    assert isinstance(page, Nesting)
    assert markup.startswith("<!doctype html>"), name
    twice = [each for each, number in Counter(page.ids).items() if number > 1]
    assert not twice, f"{name}: ids twice: {twice}"
    for tag, attributes in page.elements:
        for attribute in REFERRING:
            for each in attributes.get(attribute, "").split():
                assert each in page.ids, f"{name}: <{tag} {attribute}={each}> refers to nothing"
    for outer, inner in page.inside:
        assert not (outer in PHRASING and inner in BLOCKS), f"{name}: <{inner}> in <{outer}>"
        assert outer not in CHILDREN or inner in CHILDREN[outer], f"{name}: <{inner}> in <{outer}>"
    assert len(page.all("h1")) == 1, name
    titles = [
        attributes for tag, attributes in page.elements if tag == "svg" and attributes.get("role") == "img"
    ]
    for svg in titles:
        assert svg.get("aria-labelledby") or svg.get("aria-label"), f"{name}: a picture says nothing"


@cache
def definitions() -> CompiledDefinitions:
    """The shipped definitions, compiled once for all tests."""
    return CompiledDefinitions(directory=DEFINITIONS, region="430100", clock=StoppedClock(TODAY))


@cache
def view_of(life_event: str) -> GuideView:
    """The guide without a request."""
    return guide_of(definitions(), life_event, today=TODAY)


@cache
def page_of(life_event: str) -> GuidePage:
    """What the page of the guide is made from."""
    return guide_page(view_of(life_event), calendar=definitions().calendar())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_guide_is_sound(visitor: Client, language: str) -> None:
    for life_event in ALL:
        page = html(visitor.get(f"/do/{life_event}/", {"lang": language}))
        assert_sound(page, life_event)
        assert 'aria-labelledby="structure-title structure-desc"' in page


@pytest.mark.parametrize("life_event", OF_FIRMS)
def test_a_firm_is_not_spoken_to_as_a_family(visitor: Client, life_event: str) -> None:
    assert OF_FAMILIES.search(words(visitor.get(f"/do/{life_event}/"))) is None
    goes_to(visitor.post(f"/do/{life_event}/start/"))
    assert OF_FAMILIES.search(words(visitor.get(f"/do/{life_event}/questions/"))) is None
    assert OF_FAMILIES.search(words(visitor.get(f"/do/{life_event}/plan/"))) is None


def test_home_shows_all_thirteen_in_the_order_of_life(visitor: Client) -> None:
    stages = {event.stage for event in definitions().package().life_events.values()}
    assert stages <= STAGES.keys()
    page = html(visitor.get("/"))
    places = [page.index(f'<h4><a href="/do/{name}/"') for name in ("newborn", "retirement", "restaurant")]
    assert places == sorted(places)
    assert all(f'<h4><a href="/do/{name}/"' in page for name in ALL)
    assert len(entries(definitions())) == len(ALL)


# Many that are alike


def test_many_services_that_are_alike_are_told_once_and_named_when_opened(visitor: Client) -> None:
    """49 services of 47 authorities: the page stays short, and no name is lost."""
    view = view_of("listing-check")
    page = page_of("listing-check")
    assert page.alike is not None
    assert len(page.parts) + len(page.alike.parts) == len(view.one_thing.services) == 49
    assert len(page.parts) < 5
    assert len({part.kind for part in page.alike.parts}) == 1
    assert page.chart is not None
    assert sum(len(band.rows) for band in page.chart.bands) < 6
    assert len(table_rows(page.chart)) == len(view.plan.schedule.tasks)
    assert len(page.structure.nodes) < 6
    shown = words(visitor.get("/do/listing-check/"))
    for service in view.one_thing.services.values():
        assert service.definition.name.zh in shown


@pytest.mark.parametrize("life_event", [name for name in ALL if name != "listing-check"])
def test_few_services_are_told_one_by_one(life_event: str) -> None:
    page = page_of(life_event)
    assert page.alike is None


def test_what_decides_the_date_is_never_folded_away() -> None:
    for life_event in ALL:
        view = view_of(life_event)
        chart = page_of(life_event).chart
        assert chart is not None
        folded = [row for band in chart.bands for row in band.rows if row.members]
        assert not any(row.is_key for row in folded)
        drawn = sum(len(row.members) or 1 for band in chart.bands for row in band.rows)
        assert drawn == len(view.plan.schedule.tasks)


# What waits for what


def structure(life_event: str) -> Structure:
    return page_of(life_event).structure


@pytest.mark.parametrize("life_event", ALL)
def test_the_picture_has_every_service_once_and_its_chain_is_the_critical_path(life_event: str) -> None:
    view = view_of(life_event)
    page = page_of(life_event)
    shown = [node.key for node in page.structure.nodes]
    folded = [part.service for part in page.alike.parts] if page.alike else []
    assert sorted([*(key for key in shown if key != "alike"), *folded]) == sorted(view.one_thing.services)
    chain = [key.partition("[")[0] for key in view.plan.schedule.critical_path]
    steps = {(wait.before, wait.after) for wait in page.structure.waits if wait.deciding}
    assert steps == set(pairwise(chain))
    assert {node.key for node in page.structure.nodes if node.deciding} >= set(chain)


def test_what_follows_from_another_wait_is_not_drawn() -> None:
    """The card waits for the registration, which waits for the certificate: two arrows, not three."""
    waits = {(wait.before, wait.after) for wait in structure("newborn").waits}
    assert ("police.birth-registration", "hr.social-security-card") in waits
    assert ("health.birth-certificate", "police.birth-registration") in waits
    assert ("health.birth-certificate", "hr.social-security-card") not in waits


def test_the_reason_of_a_wait_is_told() -> None:
    reasons = {wait.after: wait.reason for wait in structure("newborn").waits}
    assert "出生医学证明" in reasons["police.birth-registration"].zh


def test_the_picture_speaks_and_stays_inside() -> None:
    """Every wait is one line with one arrow; nothing is drawn left of the edge; no text goes unescaped."""
    shown = structure("retirement")
    svg = draw_structure(shown, language="en")
    assert svg.count('<path class="edge') == 2 * len(shown.waits)
    assert "<title" in svg
    assert "<desc" in svg
    xs = [float(x) for x in re.findall(r"[MHL](-?[\d.]+)", svg)]
    assert min(xs) >= 0
    dots = [float(y) for y in re.findall(r'cy="([\d.]+)"', svg)]
    assert dots == sorted(dots)
    assert len(dots) == len(shown.nodes)


# Days


def test_the_days_say_what_is_not_published() -> None:
    view = view_of("newborn")
    with speaking("en"):
        lines = {
            str(line.label.en if hasattr(line.label, "en") else line.label): line
            for line in time_lines(view.one_thing, view.plan)
        }
    by_law = lines["By law, at most"]
    assert by_law.words is None
    assert by_law.why is not None
    assert "statutory limit" in by_law.why.en
    assert "What decides the date" in lines
    assert any("If complete and accepted on" in label for label in lines)


def test_the_same_day_is_not_nought_days(visitor: Client) -> None:
    page = words(visitor.get("/do/social-security-card/"))
    assert "当天" in page
    assert "0 个工作日 从受理" not in page


def test_several_members_have_their_own_bars() -> None:
    """Two lorries, two certificates: the chart of the usual situation shows both."""
    chart = page_of("transport-company").chart
    assert chart is not None
    labels = [row.label.zh for row in table_rows(chart)]
    assert sum(label.startswith("货运道路运输证核发（第") for label in labels) == 2


def test_the_last_day_for_notice_is_told_with_its_date(visitor: Client) -> None:
    """Three months before an early retirement; after that day the page says so."""
    one_thing = definitions().one_thing("retirement")
    usual = reference_facts(one_thing, TODAY)
    for told, passed in ((date(2027, 6, 30), False), (date(2027, 1, 31), True)):
        facts = {
            **usual,
            **read_facts(one_thing, {"retirement.choice": "early", "retirement.date": told.isoformat()}),
        }
        plan = specialise(one_thing, facts, today=TODAY, calendar=definitions().calendar())
        (last,) = last_days(one_thing, plan)
        assert last.day == (date(2027, 3, 30) if not passed else date(2026, 10, 31))
        assert last.passed is passed
    assert "至少提前 3 个月书面告知单位" in words(visitor.get("/do/retirement/"))


def test_a_plan_without_answers_says_whose_days_it_shows(visitor: Client) -> None:
    """Who says “I don't know” first is shown the usual situation, and told so; many alike are told once here, too."""
    goes_to(visitor.post("/do/listing-check/start/"))
    page = html(visitor.get("/do/listing-check/plan/"))
    assert_sound(page, "plan")
    assert "先按典型情形算" in page
    assert page.count('<p class="yj-parts__who">') < 6
    assert all(
        service.definition.name.zh in page for service in view_of("listing-check").one_thing.services.values()
    )
