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

from yijian.core.compiler.fact_paths import concept_at, read_path, without_member
from yijian.core.compiler.goals import (
    OpenGoal,
    admission_goals,
    facts_of_goal,
    for_members,
    is_closed,
    known_of,
    known_of_goal,
    open_among,
    open_goals,
    read_by_goals,
    support_of,
    verdict_of_goal,
)
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.representatives import representatives
from yijian.core.compiler.situation import Situation
from yijian.core.feel.values import UNKNOWN
from yijian.core.vocabulary.one_thing import GoalKind, OneThing
from yijian.core.vocabulary.provenance import Facts

SECONDS_FOR_A_YES_OR_NO: Final = 10
"""How long the questions take that no concept of the dictionary stands behind (a count, a wish, a presence)."""
MOST_FACTS_FOR_EXACT_GOAL: Final = 3
MOST_STATES: Final = 60
"""How many states of the interview are looked at for the exact expectation; beyond, walks are spread evenly."""
WALKS: Final = 8
_GOLDEN: Final = 0.6180339887498949


def open_questions(situation: Situation, needs: frozenset[str] | None = None) -> frozenset[str]:
    """The facts still worth asking: what open goals (or the given needs) wait for, and what must be asked before."""
    if needs is None:
        needs = frozenset().union(*(one.verdict.needs for one in open_goals(situation)))
    found: set[str] = set()
    waiting = list(needs)
    while waiting:
        path = waiting.pop()
        if path in found or situation.is_skipped(path) or without_member(path) in _born(situation.one_thing):
            continue
        found.add(path)
        waiting.extend(situation.first_to_ask(path))
    return frozenset(found)


def _born(one_thing: OneThing) -> frozenset[str]:
    """The facts that another part gives birth to: never asked."""
    return remembered(
        one_thing,
        "born",
        None,
        lambda: frozenset(field.fact for field in one_thing.form.fields if field.born_from),
    )


def _askable(situation: Situation, facts: frozenset[str]) -> list[str]:
    """Of the facts worth asking, those that nothing has to be asked before."""
    return sorted(fact for fact in facts if not situation.first_to_ask(fact))


def in_order(situation: Situation) -> tuple[str, ...]:
    """The open questions, the best first; those that cannot be asked yet come last."""
    return remembered(situation.one_thing, "order", state_of(situation), lambda: _in_order(situation))


def _in_order(situation: Situation) -> tuple[str, ...]:
    questions = open_questions(situation)
    if not questions:
        return ()
    askable = _askable(situation, questions)
    gain = {fact: _gain(situation, fact) / seconds(situation.one_thing, fact) for fact in askable}
    best = sorted(askable, key=lambda fact: (-round(gain[fact], 9), fact))
    return (*best, *sorted(questions - set(askable)))


def seconds(one_thing: OneThing, fact: str) -> int:
    """How long answering takes."""
    found = concept_at(one_thing, fact)
    return max(1, found[1].seconds_to_answer) if found else SECONDS_FOR_A_YES_OR_NO


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
        beside = sum(_time_alone(situation, one.at, one.member) for one in admission if one not in touched)
        gain += beside * sum(
            weight
            for value, weight in representatives(situation, fact)
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
        (fact, one.at, one.member, known_of_goal(situation, one.at, one.member), _skipped(situation, one)),
        lambda: (
            _time_alone(situation, one.at, one.member)
            - sum(
                weight * _time_alone(situation.told(fact, value), one.at, one.member)
                for value, weight in representatives(situation, fact)
            )
        ),
    )


def _skipped(situation: Situation, one: OpenGoal) -> frozenset[str]:
    """What was skipped of the facts a goal hangs on, also of members that there may be."""
    if not situation.skipped:
        return frozenset()
    names = {without_member(fact) for fact in support_of(situation, one.at, one.member)}
    return frozenset(fact for fact in situation.skipped if without_member(fact) in names)


def _time_alone(situation: Situation, at: int, member: int | None) -> float:
    """The least expected seconds to decide one goal alone."""
    verdict = verdict_of_goal(situation, at, member)
    if not verdict.open:
        return 0.0
    one = OpenGoal(at, situation.one_thing.goals[at], member, verdict)
    key = (at, member, known_of_goal(situation, at, member), _skipped(situation, one))
    return remembered(situation.one_thing, "alone", key, lambda: _least_time(situation, one))


def _least_time(situation: Situation, one: OpenGoal) -> float:
    questions = open_questions(situation, one.verdict.needs)
    unknown = sum(situation.value(fact) is UNKNOWN for fact in support_of(situation, one.at, one.member))
    if unknown > MOST_FACTS_FOR_EXACT_GOAL:
        return float(sum(seconds(situation.one_thing, fact) for fact in questions))
    return min(
        (
            seconds(situation.one_thing, fact)
            + sum(
                weight * _time_alone(situation.told(fact, value), one.at, one.member)
                for value, weight in representatives(situation, fact)
            )
            for fact in _askable(situation, questions)
        ),
        default=0.0,
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
