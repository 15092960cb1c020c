"""Proof: what holds for everybody, what for nobody, and who shows that it does not.

Persons are tried first (`proof_trials`): most rules are sound and simple, and whoever is found needs no proof. Only what
they leave open goes to the solver. Either way a question has one of the three answers of `proof_answers`.

The effort is bounded by how many persons are tried and by the solver's own count of its steps, not by time: the same
definitions have the same findings on every machine. Lists are bounded: a rule that only asks `some` and `every` of a
list tells at most so many members apart as it asks questions of them, so a person with so few stands for everybody; for
any other rule over a list without a declared maximum "nobody" is not concluded.
"""

from __future__ import annotations

from typing import Final

from yijian.core.feel.lowered import Lowered
from yijian.core.verification.proof_answers import Answer, Wanted
from yijian.core.verification.proof_facts import Persons
from yijian.core.verification.proof_trials import try_persons

EFFORT: Final = 4_000_000
"""Steps of the solver for one question (its `rlimit`): a question of real rules takes some ten thousand."""


def find_person(*wanted: Wanted, persons: Persons, effort: int = EFFORT) -> Answer:
    """Somebody for whom every condition comes out as wanted; proof that there is nobody; or that it is not decided."""
    answer = try_persons(wanted, persons)
    if answer is not None:
        return answer
    from yijian.core.verification.proof_solver import person_by_solver  # slow to load, and seldom needed

    return person_by_solver(*wanted, persons=persons, effort=effort)


def find_number(condition: Lowered, *, persons: Persons, effort: int = EFFORT) -> Answer:
    """Somebody for whom a condition over machine numbers holds, re-checked on these.

    It may have no text of its own: a numerator in a rounding is no part of the rule.
    """
    from yijian.core.verification.proof_solver import number_by_solver  # slow to load, and seldom needed

    return number_by_solver(condition, persons=persons, effort=effort)
