"""What stops the clocks, on guide and plan: the usual, the worst, and what nobody publishes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.channels.portal.pages import goes_to, html, words
from tests.usecases.world import World
from yijian.usecases import explore
from yijian.usecases.permissions import VISITOR

USUAL, WORST = "加上一般都有的程序", "每个程序都用满，最长"
THINGS = sorted(path.stem for path in (Path(__file__).parents[3] / "definitions/life-events").glob("*.yaml"))


@pytest.mark.parametrize("life_event", THINGS)
def test_each_guide_tells_the_days_with_what_stops_the_clock_or_that_nobody_publishes_it(
    visitor: Client, world: World, life_event: str
) -> None:
    """Where nothing is applied for, no clock runs, and nothing is said."""
    page = words(visitor.get(f"/do/{life_event}/"))
    stops = explore.guide(actor=VISITOR, ports=world.ports, life_event=life_event).plan.stops
    assert (USUAL in page) == (WORST in page) == bool(stops.items)
    assert ("没有公布有没有公示、检测、听证这类程序" in page) == bool(stops.silent)
    assert stops.items or stops.silent or life_event == "social-security-card"


def test_days_that_are_in_the_limit_already_are_said_so_and_marked(visitor: Client, world: World) -> None:
    page = html(visitor.get("/do/disability/"))
    for label in (USUAL, WORST):
        line = page.partition(f"<dt>{label}</dt>")[2].partition("</div>")[0]
        assert "37 个工作日" in line
        assert "评定结果公示 5 个工作日，已经算在时限里" in line
        assert "由已公布的推出" in line
    assert "异议期 10 个工作日" in page.partition(f"<dt>{WORST}</dt>")[2].partition("</dd>")[0]


def test_how_long_nobody_publishes_is_not_made_up(visitor: Client, world: World) -> None:
    """A re-check after a failed inspection: the usual days are the promised ones, the worst are not derivable."""
    page = html(visitor.get("/do/restaurant/"))
    usual = page.partition(f"<dt>{USUAL}</dt>")[2].partition("</div>")[0]
    assert "一般没有会停表的程序" in usual
    assert re.search(r"\d+ 个工作日", usual)
    worst = page.partition(f"<dt>{WORST}</dt>")[2].partition("</div>")[0]
    assert "推不出来" in worst
    assert "“整改后复查”最长多久，没有公布" in worst
    assert not re.search(r"\d+ 个工作日", worst)
    assert "没有算进去的" in page


def test_the_plan_tells_the_same_of_this_person(visitor: Client, world: World) -> None:
    goes_to(visitor.post("/do/disability/start/"))
    page = words(visitor.get("/do/disability/plan/"))
    assert USUAL in page
    assert "评定结果公示" in page
    assert "公示、异议、复查这些要多久" in page
