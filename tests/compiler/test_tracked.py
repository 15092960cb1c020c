"""Answers that outlive the telling of other facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.compiler.newborn_facts import parts_of, whole_families
from tests.compiler.small_packages import TODAY
from yijian.core.compiler.goals import open_goals
from yijian.core.compiler.merge import planned_fields
from yijian.core.compiler.paper_needs import paper_needs
from yijian.core.compiler.paper_trade import plan_papers_with_choices
from yijian.core.compiler.plan import specialise
from yijian.core.compiler.plan_schedule import schedule_of
from yijian.core.compiler.questions import in_order
from yijian.core.compiler.situation import Situation
from yijian.core.compiler.tracked import TrackedAnswers
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts


class Sums:
    """Sums of facts, which count how often they are worked out."""

    def __init__(self, facts: dict[str, int], answers: TrackedAnswers | None = None) -> None:
        self.facts, self.worked_out = facts, 0
        self.answers = answers or TrackedAnswers()

    def told(self, fact: str, value: int) -> Sums:
        changed = TrackedAnswers(before=self.answers, changed=frozenset({fact}))
        return Sums({**self.facts, fact: value}, changed)

    def sum_of(self, *facts: str) -> int:
        def work_out() -> int:
            self.worked_out += 1
            return sum(self._value(fact) for fact in facts)

        return self.answers.once("sum", facts, work_out)

    def twice(self, *facts: str) -> int:
        return self.answers.once("twice", facts, lambda: 2 * self.sum_of(*facts))

    def _value(self, fact: str) -> int:
        self.answers.read(fact)
        return self.facts[fact]


def test_an_answer_that_does_not_read_what_changed_is_not_worked_out_again() -> None:
    before = Sums({"a": 1, "b": 2, "c": 3})
    assert before.sum_of("a", "b") == 3
    after = before.told("c", 9).told("c", 10)
    assert (after.sum_of("a", "b"), after.worked_out) == (3, 0)


def test_an_answer_that_reads_what_changed_is_worked_out_again_also_through_another() -> None:
    before = Sums({"a": 1, "b": 2})
    assert before.twice("a", "b") == 6
    after = before.told("a", 5)
    assert (after.twice("a", "b"), after.worked_out) == (14, 1)
    assert before.twice("a", "b") == 6


def test_what_is_worked_out_later_for_the_earlier_facts_is_shared_too() -> None:
    before = Sums({"a": 1, "b": 2})
    after = before.told("b", 7)
    assert before.sum_of("a") == 1
    assert (after.sum_of("a"), after.worked_out) == (1, 0)
    assert (before.sum_of("b"), after.sum_of("b")) == (2, 7)


def test_a_change_on_the_way_is_not_overlooked() -> None:
    """Told and told back: the answer of the first facts is not taken for that of the facts between."""
    first = Sums({"a": 1})
    assert first.sum_of("a") == 1
    between = first.told("a", 2)
    assert between.told("b", 0).sum_of("a") == 2
    assert between.told("a", 3).sum_of("a") == 3


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_situation_that_was_told_more_answers_like_a_new_one(
    newborn: OneThing, calendar: WorkingCalendar, data: st.DataObject
) -> None:
    """Law: on the way to any facts, whatever was asked before, every answer is that of somebody who comes anew."""
    everything = data.draw(whole_families(newborn))
    some = data.draw(parts_of(everything))
    more = data.draw(st.permutations(sorted(everything.keys() - some.keys())))[:4]
    situation = Situation(one_thing=newborn, facts=some, today=TODAY, skipped=frozenset(more[:1]))
    _everything_about(situation, calendar)
    for fact in more:
        situation = situation.told(fact, everything[fact])
        fresh = Situation(
            one_thing=newborn, facts=dict(situation.facts), today=TODAY, skipped=situation.skipped
        )
        assert _everything_about(situation, calendar) == _everything_about(fresh, calendar)


def _everything_about(situation: Situation, calendar: WorkingCalendar) -> tuple[object, ...]:
    folder = plan_papers_with_choices(situation, calendar)
    return (
        planned_fields(situation),
        paper_needs(situation),
        folder.plan,
        schedule_of(situation, calendar, folder.waits),
        open_goals(situation),
        in_order(situation),
        [verdict for _, _, verdict in situation.tasks()],
        situation.admitted(),
    )


_FRESH = count()


def of_nobody_remembered(one_thing: OneThing) -> OneThing:
    """The same artefact under a hash of which nothing is remembered."""
    return replace(one_thing, hash=f"fresh-{next(_FRESH)}")


@given(data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_plan_does_not_hang_on_what_was_asked_before(
    newborn: OneThing, calendar: WorkingCalendar, data: st.DataObject
) -> None:
    """Law: with and without a memory every plan is the same."""
    facts = data.draw(whole_families(newborn).flatmap(parts_of))
    fresh = of_nobody_remembered(newborn)
    plan = specialise(fresh, facts, today=TODAY, calendar=calendar)
    assert specialise(newborn, facts, today=TODAY, calendar=calendar) == replace(plan, one_thing=newborn.hash)


@pytest.mark.parametrize(
    ("facts", "skipped"),
    [
        ({"child[2].birth_province": "110000"}, ()),
        ({"child[2].birth_date": date(2020, 1, 1)}, ()),
        ({}, ("child[2].birth_province",)),
        ({"mother.name": "01"}, ()),
        ({"father.name": "CHN"}, ()),
    ],
)
def test_nobody_gets_the_answers_of_somebody_who_said_more(
    newborn: OneThing, calendar: WorkingCalendar, facts: Facts, skipped: tuple[str, ...]
) -> None:
    """Also where the difference lies in a member of whom nobody said that there is one, or in a mere name."""
    shared = of_nobody_remembered(newborn)
    everybody: Facts = {"parents.married": True}
    for told, left_open in (({**everybody, **facts}, skipped), (everybody, ())):
        plans = [
            specialise(one, told, today=TODAY, calendar=calendar, skipped=frozenset(left_open))
            for one in (shared, of_nobody_remembered(newborn))
        ]
        assert plans[0] == replace(plans[1], one_thing=shared.hash)


_SEVERAL_CODES: Final[Facts] = {
    "application.delivery_mode": "collect",
    "application.household_with": "mother",
    "child[2].birth_date": date(2026, 1, 23),
    "child[2].birth_province": "540000",
    "child[2].born_in_institution": True,
    "mother.account_on_file": False,
    "mother.ethnicity": "01",
}


@pytest.mark.parametrize("unsaid", ["child[2].birth_province", "mother.ethnicity"])
def test_a_code_that_a_goal_does_not_read_does_not_decide_how_its_time_is_worked_out(
    newborn: OneThing, calendar: WorkingCalendar, unsaid: str
) -> None:
    """Whether the time of a goal is exact or a guess hangs on what its rules can tell apart, not on other codes told."""
    shared = of_nobody_remembered(newborn)
    less = {fact: value for fact, value in _SEVERAL_CODES.items() if fact != unsaid}
    specialise(shared, less, today=TODAY, calendar=calendar)
    plans = [
        specialise(one, _SEVERAL_CODES, today=TODAY, calendar=calendar)
        for one in (shared, of_nobody_remembered(newborn))
    ]
    assert plans[0] == replace(plans[1], one_thing=shared.hash)
