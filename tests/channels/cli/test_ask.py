"""The interview in a terminal, and with answers piped in."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pexpect
import pytest

from tests.compiler.newborn_facts import FAMILY
from yijian.site.main import main

DEFINITIONS = Path(__file__).parents[3] / "definitions"
OPTIONS = ("--definitions", str(DEFINITIONS), "--on", "2026-11-24", "--region", "430100", "--lang", "en")


@pytest.fixture
def almost_all(tmp_path: Path) -> str:
    """An ordinary family of whom only two things are not known."""
    unknown = ("application.applicant", "application.household_with")
    path = tmp_path / "facts.json"
    path.write_text(
        json.dumps({name: value for name, value in FAMILY.items() if name not in unknown}), "utf-8"
    )
    return str(path)


def interview(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answers: str, facts: str
) -> str:
    """What the terminal shows for some answers."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    assert main(["ask", "newborn", "--facts", facts, *OPTIONS]) == 0
    return capsys.readouterr().out


def test_a_person_at_a_terminal(almost_all: str) -> None:
    """Two questions, answered by number, then the plan."""
    arguments = ["-m", "yijian.site.main", "ask", "newborn", "--facts", almost_all, *OPTIONS]
    with pexpect.spawn(sys.executable, arguments, encoding="utf-8", timeout=60) as child:
        child.expect("Who applies, the mother or the father")
        child.expect("2. The father  → \\+1 papers")
        child.expect("> ")
        child.sendline("2")
        child.expect("With whom is the baby registered")
        child.expect("> ")
        child.sendline("1")
        child.expect("Open to you in one go")
        child.expect("authorisation")
        child.expect("Done in 45 working days")
        child.expect(pexpect.EOF)
    assert child.exitstatus == 0


def test_answers_may_be_piped_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], almost_all: str
) -> None:
    """Numbers, codes and names mean the same; a wrong answer is told and asked again."""
    shown = interview(monkeypatch, capsys, "7\nmother\nWith the father\n", almost_all)
    assert "choose 1 to 2" in shown
    assert shown.count("Who applies") == 2
    assert "Household book (the father)" in shown


def test_back_change_and_not_knowing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], almost_all: str
) -> None:
    """`b` asks the last one again, `c` any of them, `?` leaves the plan with both possibilities."""
    shown = interview(monkeypatch, capsys, "b\n2\nb\n1\nc\n1\n2\n?\n", almost_all)
    assert "This is the first question" in shown
    assert shown.count("Who applies") == 5
    assert "1. Who applies, the mother or the father? The mother" in shown
    assert "Household book (the father/the mother) (depends)" in shown
    assert "Written authorisation by the mother (this application)\n" in shown


def test_the_end_of_the_answers_ends_in_the_plan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], almost_all: str
) -> None:
    """A closed pipe and `q` give the plan as far as it goes."""
    for answers in ("", "q\n"):
        assert "Done in 45 working days" in interview(monkeypatch, capsys, answers, almost_all)


def test_a_life_event_that_does_not_compile(capsys: pytest.CaptureFixture[str]) -> None:
    """Findings and exit code 1, no question."""
    assert main(["ask", "wedding", *OPTIONS]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "LIFE_EVENT_UNKNOWN" in captured.err


def test_several_choices_are_answered_by_their_numbers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Spaces or commas between; a number that is not there is asked again; each ticked part is in the plan."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("9\n1, 3\n"))
    assert main(["ask", "utilities", *OPTIONS]) == 0
    shown = capsys.readouterr().out
    assert shown.count("What is to be connected?") == 2
    assert "not all among the choices" in shown
    assert "✓ Water and drainage connection" in shown
    assert "✓ Electricity connection" in shown
    assert "Gas connection" not in shown.partition("not all among the choices")[2].partition("Services:")[2]
