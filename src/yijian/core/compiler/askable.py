"""Which facts are worth asking now, and how long answering takes."""

from __future__ import annotations

from typing import Final

from yijian.core.compiler.fact_paths import concept_at, without_member
from yijian.core.compiler.goals import open_goals
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.one_thing import OneThing

SECONDS_FOR_A_YES_OR_NO: Final = 10
"""How long the questions take that no concept of the dictionary stands behind (a count, a wish, a presence)."""


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


def askable(situation: Situation, facts: frozenset[str]) -> list[str]:
    """Of the facts worth asking, those that nothing has to be asked before."""
    return sorted(fact for fact in facts if not situation.first_to_ask(fact))


def seconds(one_thing: OneThing, fact: str) -> int:
    """How long answering takes."""
    found = concept_at(one_thing, fact)
    return max(1, found[1].seconds_to_answer) if found else SECONDS_FOR_A_YES_OR_NO
