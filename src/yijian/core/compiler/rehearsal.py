"""The questionnaire gone through before anybody asks: the first person waits no longer than those who come after.

Which question comes next rests on what it takes to decide each goal alone, which is worked out once per artefact and
then remembered. Nobody is meant by who answers here: once as the reference case, once with the rarest answers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.held import Held
from yijian.core.compiler.plan import next_question, situation_of
from yijian.core.compiler.representatives import representatives
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts, FactValue

_Answers = tuple[tuple[FactValue, float], ...]


def rehearse(one_thing: OneThing, *, today: date, calendar: WorkingCalendar) -> int:
    """Go through the questions twice; how many were asked. No answer differs afterwards: it only comes sooner."""
    usual = reference_facts(one_thing, today)

    def as_usual(fact: str, answers: _Answers) -> FactValue:
        return usual[fact] if fact in usual else max(answers, key=lambda answer: answer[1])[0]

    def rarest(_: str, answers: _Answers) -> FactValue:
        return min(reversed(answers), key=lambda answer: answer[1])[0]

    return sum(
        _go_through(one_thing, choose, today=today, calendar=calendar) for choose in (as_usual, rarest)
    )


def _go_through(
    one_thing: OneThing,
    choose: Callable[[str, _Answers], FactValue],
    *,
    today: date,
    calendar: WorkingCalendar,
) -> int:
    facts: Facts = {}
    asked = 0
    while question := next_question(one_thing, facts, today=today, calendar=calendar):
        situation = situation_of(one_thing, facts, today=today, held=Held(), skipped=frozenset())
        facts[question.fact] = choose(question.fact, representatives(situation, question.fact))
        asked += 1
    return asked
