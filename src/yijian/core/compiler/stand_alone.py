"""The least expected time to decide one goal alone, with whatever is known so far.

Exact where its open facts allow few answers. Else the goal is taken apart as its rule is (`and`, `or`, `not`): parts are
looked at one after the other, those first that decide most for their time (the ratio rule, which is best where no
fact stands in two parts; elsewhere it is a guess, and only the order of questions hangs on it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import prod
from typing import Final, NamedTuple

from yijian.core.compiler.askable import askable, open_questions, seconds
from yijian.core.compiler.fact_paths import without_member
from yijian.core.compiler.goals import OpenGoal, codes_told, known_of_goal, support_of, verdict_of_goal
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.representatives import representatives
from yijian.core.compiler.rules import Verdict, as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.feel import parse, to_text
from yijian.core.feel.ast import Argument, Call, Conjunction, Disjunction, Expression, Name

MOST_COURSES: Final = 27
"""Of more ways to answer all open facts of a goal, its time is not worked out exactly."""
_EVEN: Final = 0.5


def skipped_of(situation: Situation, one: OpenGoal) -> frozenset[str]:
    """What was skipped of the facts a goal hangs on, also of members that there may be."""
    if not situation.skipped:
        return frozenset()
    names = {without_member(fact) for fact in support_of(situation, one.at, one.member)}
    return frozenset(fact for fact in situation.skipped if without_member(fact) in names)


def time_alone(situation: Situation, at: int, member: int | None) -> float:
    """The least expected seconds to decide one goal alone."""
    verdict = verdict_of_goal(situation, at, member)
    if not verdict.open:
        return 0.0
    one = OpenGoal(at, situation.one_thing.goals[at], member, verdict)
    key = (at, member, known_of_goal(situation, at, member), skipped_of(situation, one))
    return remembered(situation.one_thing, "alone", key, lambda: _least_time(situation, one))


def _least_time(situation: Situation, one: OpenGoal) -> float:
    questions = open_questions(situation, one.verdict.needs)
    told = codes_told(situation, one.at, one.member)
    if courses(situation, questions, told=told) > MOST_COURSES:
        return _by_parts(situation, one, told).seconds
    return min(
        (
            seconds(situation.one_thing, fact)
            + sum(
                weight * time_alone(situation.told(fact, value), one.at, one.member)
                for value, weight in representatives(situation, fact, told=told)
            )
            for fact in askable(situation, questions)
        ),
        default=0.0,
    )


def courses(situation: Situation, questions: frozenset[str], *, told: frozenset[str] | None = None) -> int:
    """How many ways there are to answer some questions, as far as rules tell them apart (`told`: see `representatives`)."""
    return prod(len(representatives(situation, fact, told=told)) for fact in questions)


class _Guess(NamedTuple):
    """Of a condition: the expected seconds until it is decided, and the probability that it holds."""

    seconds: float
    holds: float


_Judge = Callable[[Situation], Verdict]


def _by_parts(situation: Situation, one: OpenGoal, told: frozenset[str]) -> _Guess:
    """The goal as the conditions that it is made of: whether its service is part of it, and its own rule."""
    one_thing, goal, member = situation.one_thing, one.goal, one.member
    service = one_thing.services[goal.service] if goal.service else None
    if not goal.rule:
        return _all_at_once(situation, one.verdict)
    if service is None:
        return _of_rule(situation, goal.rule, lambda text: lambda each: each.of_whole(text), told)
    return _and(
        (
            _alone(situation, lambda each: each.included(service), told),
            _of_rule(
                situation,
                goal.rule,
                lambda text: lambda each: as_condition(each.of_service(service, member, text)),
                told,
            ),
        )
    )


def _of_rule(
    situation: Situation, text: str, judge_of: Callable[[str], _Judge], told: frozenset[str]
) -> _Guess:
    verdict = judge_of(text)(situation)
    if not verdict.open:
        return _Guess(0.0, 1.0 if verdict.holds else 0.0)
    kind, parts = _taken_apart(text)
    if kind == "alone":
        return _alone(situation, judge_of(text), told)
    guesses = [_of_rule(situation, part, judge_of, told) for part in parts]
    match kind:
        case "and":
            return _and(guesses)
        case "or":
            return _or(guesses)
        case _:
            return _not(guesses[0])


@lru_cache(maxsize=4096)
def _taken_apart(text: str) -> tuple[str, tuple[str, ...]]:
    """How a rule is joined, and the texts of its parts."""
    match parse(text):
        case Conjunction(operands=operands):
            return "and", _texts(operands)
        case Disjunction(operands=operands):
            return "or", _texts(operands)
        case Call(function=Name(name="not"), arguments=(Argument(value=operand),)):
            return "not", _texts((operand,))
        case _:
            return "alone", ()


def _texts(operands: Iterable[Expression]) -> tuple[str, ...]:
    return tuple(to_text(operand) for operand in operands)


def _alone(situation: Situation, judge: _Judge, told: frozenset[str]) -> _Guess:
    """A condition that is not taken apart: exact where it hangs on one fact that can be asked."""
    verdict = judge(situation)
    if not verdict.open:
        return _Guess(0.0, 1.0 if verdict.holds else 0.0)
    questions = open_questions(situation, verdict.needs)
    if len(questions) > 1:
        return _all_at_once(situation, verdict)
    time, holds = 0.0, 0.0
    for fact in questions:
        time = float(seconds(situation.one_thing, fact))
        holds = sum(
            weight
            for value, weight in representatives(situation, fact, told=told)
            if judge(situation.told(fact, value)).holds
        )
    return _Guess(time, holds)


def _all_at_once(situation: Situation, verdict: Verdict) -> _Guess:
    questions = open_questions(situation, verdict.needs)
    return _Guess(float(sum(seconds(situation.one_thing, fact) for fact in questions)), _EVEN)


def _and(guesses: Iterable[_Guess]) -> _Guess:
    """All of them: first the one that fails most often for its time; the first that fails decides."""
    time, reached = 0.0, 1.0
    for guess in sorted(guesses, key=lambda each: _ratio(each.seconds, 1 - each.holds)):
        time += reached * guess.seconds
        reached *= guess.holds
    return _Guess(time, reached)


def _or(guesses: Iterable[_Guess]) -> _Guess:
    return _not(_and(map(_not, guesses)))


def _not(guess: _Guess) -> _Guess:
    return _Guess(guess.seconds, 1 - guess.holds)


def _ratio(time: float, decides: float) -> float:
    return time / decides if decides > 0 else float("inf")
