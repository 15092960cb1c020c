"""The adaptive questionnaire: which question now, which are still open, and how many are to be expected.

Rule 1: only a fact that an open goal waits for is asked; so every question can still change the result.
Rule 2: what can make a fact not applicable (a nationality, the presence of a father) is asked before it.
Rule 3: the next question is the one that lowers most, per second it takes to answer, the sum over all open goals of
the least expected time to decide that goal alone ("sum of stand-alone optima"; measured within 2 % of the optimum
where rules share facts). A goal that hangs on too many facts for its exact optimum counts with the time of them all.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from yijian.core.compiler.askable import askable, open_questions, seconds
from yijian.core.compiler.fact_paths import read_path, without_member
from yijian.core.compiler.goals import (
    OpenGoal,
    admission_goals,
    codes_told,
    facts_of_goal,
    for_members,
    is_closed,
    known_of,
    known_of_goal,
    open_among,
    read_by_goals,
    support_of,
)
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.representatives import representatives
from yijian.core.compiler.situation import Situation
from yijian.core.compiler.stand_alone import courses, skipped_of, time_alone
from yijian.core.feel.values import UNKNOWN
from yijian.core.vocabulary.one_thing import GoalKind, OneThing
from yijian.core.vocabulary.provenance import Facts

MOST_COURSES_TO_ROLL_OUT: Final = 16
MOST_CANDIDATES: Final = 3
MOST_STATES: Final = 60
"""How many states of the interview are looked at for the exact expectation; beyond, walks are spread evenly."""
WALKS: Final = 8
_GOLDEN: Final = 0.6180339887498949


def in_order(situation: Situation) -> tuple[str, ...]:
    """The open questions, the best first; those that cannot be asked yet come last."""
    return remembered(situation.one_thing, "order", state_of(situation), lambda: _in_order(situation))


def _in_order(situation: Situation) -> tuple[str, ...]:
    questions = open_questions(situation)
    if not questions:
        return ()
    now = askable(situation, questions)
    best = _by_gain(situation, now)
    if len(best) > 1 and courses(situation, questions) <= MOST_COURSES_TO_ROLL_OUT:
        first = min(best[:MOST_CANDIDATES], key=lambda fact: (round(_rolled_out(situation, fact), 9), fact))
        best = [first, *(fact for fact in best if fact != first)]
    return (*best, *sorted(questions - set(now)))


def _by_gain(situation: Situation, now: list[str]) -> list[str]:
    gain = {fact: _gain(situation, fact) / seconds(situation.one_thing, fact) for fact in now}
    return sorted(now, key=lambda fact: (-round(gain[fact], 9), fact))


def _rolled_out(situation: Situation, fact: str) -> float:
    """The expected seconds from here if this is asked first, and then always what gains most."""
    return seconds(situation.one_thing, fact) + sum(
        weight * _rest(situation.told(fact, value)) for value, weight in representatives(situation, fact)
    )


def _rest(situation: Situation) -> float:
    """The expected seconds of an interview in which always that is asked which gains most."""
    return remembered(situation.one_thing, "rest", state_of(situation), lambda: _expected_rest(situation))


def _expected_rest(situation: Situation) -> float:
    questions = open_questions(situation)
    now = askable(situation, questions)
    if not now:
        return 0.0
    if (
        courses(situation, questions) > MOST_COURSES_TO_ROLL_OUT
    ):  # an answer can open more questions than it closes
        return float(sum(seconds(situation.one_thing, fact) for fact in questions))
    return _rolled_out(situation, _by_gain(situation, now)[0])


def _gain(situation: Situation, fact: str) -> float:
    """The expected drop of the sum of stand-alone times when a fact is told."""
    return situation.once("gain", fact, lambda: _work_out_gain(situation, fact))


def _work_out_gain(situation: Situation, fact: str) -> float:
    """Reads what the touched goals hang on and nothing else, so that the gain outlives answers about other things."""
    one_thing = situation.one_thing
    name = without_member(fact)
    touched = [
        one
        for one in open_among(
            situation, remembered(one_thing, "touched", name, lambda: _goals_about(one_thing, name))
        )
        if fact in support_of(situation, one.at, one.member)
    ]
    gain = sum(_gain_of_goal(situation, fact, one) for one in touched)
    if any(one.goal.kind is GoalKind.ADMISSION for one in touched):
        admission = open_among(situation, admission_goals(one_thing))
        beside = sum(time_alone(situation, one.at, one.member) for one in admission if one not in touched)
        told = frozenset[str]().union(*(codes_told(situation, one.at, one.member) for one in admission))
        gain += beside * sum(
            weight
            for value, weight in representatives(situation, fact, told=told)
            if is_closed(situation.told(fact, value))
        )
    return gain


def _goals_about(one_thing: OneThing, name: str) -> tuple[int, ...]:
    """The positions of the goals that a fact, whosever it is, can touch."""
    return tuple(
        at
        for at, goal in enumerate(one_thing.goals)
        if any(without_member(fact) == name for fact in facts_of_goal(one_thing, goal))
    )


def _gain_of_goal(situation: Situation, fact: str, one: OpenGoal) -> float:
    return remembered(
        situation.one_thing,
        "gain",
        (fact, one.at, one.member, known_of_goal(situation, one.at, one.member), skipped_of(situation, one)),
        lambda: (
            time_alone(situation, one.at, one.member)
            - sum(
                weight * time_alone(situation.told(fact, value), one.at, one.member)
                for value, weight in representatives(
                    situation, fact, told=codes_told(situation, one.at, one.member)
                )
            )
        ),
    )


def state_of(situation: Situation) -> Hashable:
    """What questionnaire and figures hang on: what is known of all facts that goals read, and which were skipped."""
    return known_of(situation, read_by_goals(situation.one_thing)), situation.skipped


def all_questions(situation: Situation) -> frozenset[str]:
    """Every fact that could matter, for all members."""
    return for_members(situation, frozenset(situation.one_thing.questions))


@dataclass(frozen=True, slots=True)
class Interview:
    """How many questions are still to come: on average under uniform priors, at least and at most."""

    mean: float
    least: int
    most: int


def interview(situation: Situation) -> Interview:
    """How the interview can go on from here: exact while few questions are open; else `mean` is that of a few evenly
    spread walks, and the bounds are those that always hold."""
    return remembered(situation.one_thing, "interview", state_of(situation), lambda: _interview(situation))


def _interview(situation: Situation) -> Interview:
    if len(open_questions(situation)) < MOST_STATES.bit_length():
        exact = _exact(situation, _Budget(MOST_STATES))
        if exact is not None:
            return exact
    mean = sum(_walk(situation, walk) for walk in range(WALKS)) / WALKS
    unknown = {fact for fact in all_questions(situation) if situation.value(fact) is UNKNOWN}
    return Interview(mean, 1, _most_questions(situation, frozenset(unknown) - situation.skipped))


def _most_questions(situation: Situation, unknown: frozenset[str]) -> int:
    """More questions than these can never be asked: all facts, those of members for as many as there can be."""
    most = 0
    for fact in unknown:
        parts = read_path(fact)
        many = parts is not None and parts.member is not None and situation.count(parts.participant) is None
        participants = situation.one_thing.life_event.participants
        most += participants[parts.participant].most if parts is not None and many else 1
    return most


@dataclass(slots=True)
class _Budget:
    left: int


def _exact(situation: Situation, budget: _Budget) -> Interview | None:
    """All ways the interview can go, or None where there are too many."""
    budget.left -= 1
    if budget.left < 0:
        return None
    order = in_order(situation)
    if not order:
        return Interview(0.0, 0, 0)
    rests: list[tuple[Interview, float]] = []
    for value, weight in representatives(situation, order[0]):
        rest = _exact(situation.told(order[0], value), budget)
        if rest is None:
            return None
        rests.append((rest, weight))
    return Interview(
        1 + sum(weight * rest.mean for rest, weight in rests),
        1 + min(rest.least for rest, _ in rests),
        1 + max(rest.most for rest, _ in rests),
    )


def questions_as_in(situation: Situation, facts: Facts) -> int:
    """How many questions are still to come for somebody who answers as `facts` say (full paths); what they do not say
    is answered with the most likely choice. The interview itself is simulated, question by question."""
    key = (state_of(situation), situation.today, tuple(sorted(facts.items())))
    return remembered(situation.one_thing, "questions as in", key, lambda: _simulated(situation, facts))


def _simulated(situation: Situation, facts: Facts) -> int:
    asked = 0
    while order := in_order(situation):
        fact = order[0]
        if fact in facts:
            value = facts[fact]
        else:
            value = max(representatives(situation, fact), key=lambda choice: choice[1])[0]
        situation = situation.told(fact, value)
        asked += 1
    return asked


def _walk(situation: Situation, walk: int) -> int:
    """The number of questions of one interview; walks are spread evenly and always the same."""
    asked = 0
    while order := in_order(situation):
        position = ((walk + 0.5) / WALKS + asked * _GOLDEN * (walk + 1)) % 1
        choices = representatives(situation, order[0])
        value = choices[-1][0]
        for candidate, weight in choices:
            if position < weight:
                value = candidate
                break
            position -= weight
        situation = situation.told(order[0], value)
        asked += 1
    return asked
