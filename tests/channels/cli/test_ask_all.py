"""The interview on every one thing, to its end: with the answers of the reference case, and knowing nothing."""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import next_question, specialise
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.life_event import Audience
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts, FactValue
from yijian.site.main import main

DEFINITIONS = Path(__file__).parents[3] / "definitions"
TODAY = date(2026, 11, 24)
ALL = tuple(sorted(path.stem for path in (DEFINITIONS / "life-events").glob("*.yaml")))
MANY = 300
"""More “I don't know” than any interview has questions."""
OF_FAMILIES = re.compile("孩子|宝宝|家庭|爸爸|妈妈")


@cache
def loaded() -> LoadResult:
    """The shipped definitions, read once for all tests."""
    return load_package(DEFINITIONS)


@cache
def thing(life_event: str) -> OneThing:
    """The one thing as the command compiles it."""
    compiled = compile_life_event(loaded().package, life_event, on=TODAY, region="430100").one_thing
    assert compiled is not None
    return compiled


def interview(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    life_event: str,
    answers: list[str],
    language: str = "zh",
) -> tuple[str, int]:
    """What the terminal shows, and how many answers were not wanted."""
    typed = io.StringIO("".join(f"{answer}\n" for answer in answers))
    monkeypatch.setattr("yijian.channels.cli.ask.load", lambda arguments: loaded())
    monkeypatch.setattr(sys, "stdin", typed)
    options = ("--definitions", str(DEFINITIONS), "--on", TODAY.isoformat(), "--region", "430100")
    assert main(["ask", life_event, *options, "--lang", language]) == 0
    return capsys.readouterr().out, len(typed.read().splitlines())


def typed_text(value: FactValue) -> str:
    """A fact as somebody types it."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def usual_answers(one_thing: OneThing) -> tuple[list[str], Facts, frozenset[str]]:
    """What somebody in the usual situation answers, question by question; `?` where that situation does not say.

    With them the facts that are told and those that are left open.
    """
    usual, skipped = reference_facts(one_thing, TODAY), frozenset[str]()
    facts: dict[str, FactValue] = {}
    answers = []
    while (
        question := next_question(one_thing, facts, today=TODAY, calendar=loaded().calendar, skipped=skipped)
    ) is not None:
        if question.fact in usual:
            facts[question.fact] = usual[question.fact]
            answers.append(typed_text(usual[question.fact]))
        else:
            skipped |= {question.fact}
            answers.append("?")
    return answers, facts, skipped


def test_there_are_thirteen() -> None:
    assert len(ALL) == 13


@pytest.mark.parametrize("life_event", ALL)
def test_the_usual_situation_comes_to_its_plan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], life_event: str
) -> None:
    """Every answer is taken at the first try, and the plan at the end is the one that those facts make."""
    one_thing = thing(life_event)
    answers, facts, skipped = usual_answers(one_thing)
    shown, unused = interview(monkeypatch, capsys, life_event, answers)
    assert unused == 0
    assert shown.count("> ") == len(answers)
    plan = specialise(one_thing, facts, today=TODAY, calendar=loaded().calendar, skipped=skipped)
    assert "办这些事：" in shown
    assert one_thing.name.zh in shown
    for task in plan.included:
        assert task.name.zh in shown
    for paper in plan.evidence.papers:
        if paper.certain and paper.way is PaperWay.APPLICANT:
            assert paper.name.zh in shown


@pytest.mark.parametrize("life_event", ALL)
def test_who_knows_nothing_comes_to_a_plan_with_ranges(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], life_event: str
) -> None:
    """No question comes twice, and the interview ends by itself."""
    shown, unused = interview(monkeypatch, capsys, life_event, ["?"] * MANY, language="en")
    asked = MANY - unused
    assert 0 < asked <= len(thing(life_event).questions)
    assert "Over everything not yet known:" in shown
    assert "Services:" in shown


@pytest.mark.parametrize(
    "life_event", [name for name in ALL if loaded().package.life_events[name].audience is Audience.ENTERPRISE]
)
def test_a_firm_is_not_spoken_to_as_a_family(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], life_event: str
) -> None:
    shown, _ = interview(monkeypatch, capsys, life_event, ["?"] * MANY)
    assert OF_FAMILIES.search(shown) is None
