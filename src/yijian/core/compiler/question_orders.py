"""How many questions three ways of asking come to: ours, everything that can matter, and the order of the text; and on
how many pages ours are asked.

The same persons answer in every way: what each of them says about a fact does not depend on when it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from yijian.core.compiler.askable import askable, open_questions
from yijian.core.compiler.goals import open_goals
from yijian.core.compiler.question_pages import page_of
from yijian.core.compiler.questions import all_questions, in_order
from yijian.core.compiler.representatives import representatives
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.provenance import FactValue

PERSONS: Final = 64
_GOLDEN: Final = 0.6180339887498949
"""Steps of this part of a whole fall evenly on it, however many there are."""

Choose = Callable[[Situation], str | None]
"""Which question now; None when no answer can change the result any more."""


@dataclass(frozen=True, slots=True)
class QuestionOrders:
    """Questions on average over `PERSONS` evenly spread persons: chosen as the platform does, in the order in which the
    goals and their rules are written, and every fact that can matter to anybody. `pages`: how many pages hold those that
    the platform chooses."""

    adaptive: float
    pages: float
    textual: float
    everything: int


def compare_orders(situation: Situation) -> QuestionOrders:
    """The three ways from here."""
    return QuestionOrders(
        adaptive=_average(situation, _best),
        pages=sum(_pages(situation, person) for person in range(PERSONS)) / PERSONS,
        textual=_average(situation, first_in_the_text),
        everything=len(all_questions(situation)),
    )


def first_in_the_text(situation: Situation) -> str | None:
    """Goal by goal as they are written, within one the fact that its rule names first; what decides whether a fact
    applies comes before it."""
    for one in open_goals(situation):
        rule = one.goal.rule or ""
        for fact in sorted(one.verdict.needs, key=lambda need: (rule.find(need.rpartition(".")[2]), need)):
            now = askable(situation, open_questions(situation, frozenset((fact,))))
            if now:
                return now[0]
    return None


def _best(situation: Situation) -> str | None:
    order = in_order(situation)
    return order[0] if order else None


def _average(situation: Situation, choose: Choose) -> float:
    return sum(_asked(situation, choose, person) for person in range(PERSONS)) / PERSONS


def _asked(situation: Situation, choose: Choose, person: int) -> int:
    asked = 0
    while (fact := choose(situation)) is not None:
        situation = situation.told(fact, _answer(situation, fact, person))
        asked += 1
    return asked


def _pages(situation: Situation, person: int) -> int:
    pages = 0
    while page := page_of(situation):
        for fact in page:
            situation = situation.told(fact, _answer(situation, fact, person))
        pages += 1
    return pages


def _answer(situation: Situation, fact: str, person: int) -> FactValue:
    """What a person says: evenly spread over the persons, in another order for every fact."""
    shift = sum(position * ord(letter) for position, letter in enumerate(fact, start=1))
    place = ((person + 0.5) / PERSONS * (2 * (shift % PERSONS) + 1) + shift * _GOLDEN) % 1
    choices = representatives(situation, fact)
    for value, weight in choices:
        if place < weight:
            return value
        place -= weight
    return choices[-1][0]
