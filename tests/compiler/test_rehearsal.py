"""Going through the questions ahead: little is left to be worked out for the first who comes, and nothing differs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping

import pytest

from tests.compiler.small_packages import TODAY
from yijian.core.compiler.plan import next_question
from yijian.core.compiler.rehearsal import rehearse
from yijian.core.compiler.rules import Rule, Verdict
from yijian.core.feel.values import Value
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing


def test_the_first_question_after_a_rehearsal_is_the_same_and_asks_few_rules(
    newborn: OneThing, calendar: WorkingCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    verdict: Callable[[Rule, Mapping[str, Value]], Verdict] = Rule.verdict

    def counted(rule: Rule, context: Mapping[str, Value]) -> Verdict:
        asked.append(rule.text)
        return verdict(rule, context)

    monkeypatch.setattr(Rule, "verdict", counted)
    _forget(monkeypatch)
    unprepared = next_question(newborn, {}, today=TODAY, calendar=calendar)
    in_the_cold = len(asked)
    _forget(monkeypatch)
    assert rehearse(newborn, today=TODAY, calendar=calendar) > 10
    asked.clear()
    assert next_question(newborn, {}, today=TODAY, calendar=calendar) == unprepared
    assert len(asked) < in_the_cold / 5


def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a new process."""
    monkeypatch.setattr("yijian.core.compiler.memory._MEMORIES", OrderedDict())
