"""Papers on the pages: for whom each is, what else may be used, and what is done sooner for one more."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.channels.portal.test_guides import ALL, assert_sound
from tests.usecases.conftest import DEFINITIONS
from tests.verification.golden_corpus import BASE, CORPUS
from yijian.channels.look.language import Language, speaking
from yijian.channels.portal.presenters.paper_lists import other_lines, paper_lists
from yijian.connectors.definitions import load_package
from yijian.core.compiler.facts import read_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan

TODAY = date(2026, 11, 24)


def planned(
    folder: Path, life_event: str, region: str | None, facts: dict[str, object]
) -> tuple[OneThing, Plan]:
    """The one thing of a folder of definitions and the plan of somebody."""
    loaded = load_package(folder)
    one_thing = compile_life_event(loaded.package, life_event, on=TODAY, region=region).one_thing
    assert one_thing is not None
    read = read_facts(one_thing, facts)
    return one_thing, specialise(one_thing, read, today=TODAY, calendar=loaded.calendar)


@pytest.fixture
def trading(tmp_path: Path) -> tuple[OneThing, Plan]:
    """The golden case in which a paper more is done sooner."""
    folder = tmp_path / "definitions"
    shutil.copytree(BASE, folder)
    shutil.copytree(CORPUS / "good" / "sooner-with-a-paper", folder, dirs_exist_ok=True)
    return planned(folder, "move", None, {"person.resident": True})


@pytest.fixture
def only_child() -> tuple[OneThing, Plan]:
    """Who retires and has one child."""
    return planned(DEFINITIONS, "retirement", "430100", {"retirement.family": "only_child"})


def rendered(one_thing: OneThing, plan: Plan, language: Language = "zh-hans") -> str:
    """The lists as they stand on the guide and on the plan."""
    with speaking(language):
        return render_to_string("portal/paper_lists.html", {"papers": paper_lists(one_thing, plan)})


@pytest.mark.parametrize("life_event", ALL)
def test_every_paper_says_for_whom_and_what_it_proves(life_event: str) -> None:
    """On the guides of all thirteen: every requirement and every service that asks stands beside the paper."""
    one_thing, plan = planned(DEFINITIONS, life_event, "430100", {})
    lists = paper_lists(one_thing, plan)
    lines = {line.name.zh: line for line in (*lists.yours, *lists.perhaps, *lists.ours)}
    assert len(lines) == len(plan.evidence.papers)
    text = rendered(one_thing, plan)
    for paper in plan.evidence.papers:
        line = next(line for name, line in lines.items() if name.startswith(paper.name.zh))
        assert line.uses.zh in text
        for use in paper.uses:
            assert any(use.proves.zh in each.uses.zh for each in lines.values())
            assert one_thing.services[use.task.partition("[")[0]].definition.name.zh in text


def test_either_of_two_certificates_is_offered(only_child: tuple[OneThing, Plan]) -> None:
    """The other certificate, folded, with the difference in words, in both languages."""
    one_thing, plan = only_child
    text = rendered(one_thing, plan)
    assert "？也可以用…" in text
    assert "一样省事" in text
    assert "no more trouble" in rendered(one_thing, plan, "en")
    (choice,) = plan.evidence.choices
    (other,) = other_lines(plan, choice.chosen[0])
    assert other.names == choice.others[0].papers[0].name
    assert other_lines(plan, "public-notice-form:retirement") == ()


def test_a_paper_more_is_done_sooner(trading: tuple[OneThing, Plan]) -> None:
    """Both ends in plain words; nothing of it where the two do not pull apart."""
    text = rendered(*trading)
    assert "少交材料，还是早点办好" in text
    assert "现在这样安排，少交 1 份材料，晚 3 个工作日办好。要早点办好" in text
    assert "多交 1 份材料（示例证明）" in text
    assert "不用示例许可，也可以用…" in text
    assert "，办得最早" in text
    one_thing, plan = planned(DEFINITIONS, "newborn", "430100", {})
    assert "早点办好" not in rendered(one_thing, plan)


def test_the_lists_are_sound_html(trading: tuple[OneThing, Plan]) -> None:
    """Tags closed in order, contents where they may stand."""
    assert_sound(f"<!doctype html><html><body><h1>t</h1>{rendered(*trading)}</body></html>", "papers")
