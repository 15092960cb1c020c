"""The judge of questionnaires: random sets of rules, the exact optimum of each by dynamic programming, and what a way of
asking comes to. Facts are independent, answers equally likely; the interview ends when all rules are decided.

The optimum is over all states of knowledge (each fact unknown or told), so it is exact, and possible up to about
fourteen facts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

CODES: Final = "abcd"
UNKNOWN: Final = -1

Literal: TypeAlias = tuple[int, frozenset[int]]
"""A fact, and the answers with which the literal holds."""
Rule: TypeAlias = tuple[tuple[Literal, ...], ...]
"""All of them must hold: in each, any one literal."""
State: TypeAlias = tuple[int, ...]
"""The answer of each fact, by number, or UNKNOWN."""


@dataclass(frozen=True)
class RuleSet:
    """Rules over facts with so many answers each (2: yes or no) that take so long to answer."""

    answers: tuple[int, ...]
    seconds: tuple[int, ...]
    rules: tuple[Rule, ...]

    @property
    def nothing_known(self) -> State:
        """The state at the beginning."""
        return (UNKNOWN,) * len(self.answers)

    def feel(self) -> tuple[str, ...]:
        """The rules as texts over `owner.f0`, `owner.f1`…"""
        return tuple(
            " and ".join(f"({' or '.join(self._literal(*literal) for literal in clause)})" for clause in rule)
            for rule in self.rules
        )

    def _literal(self, fact: int, holds: frozenset[int]) -> str:
        if self.answers[fact] == 2:
            return f"owner.f{fact}" if 0 in holds else f"not(owner.f{fact})"
        return " or ".join(f'owner.f{fact} = "{CODES[answer]}"' for answer in sorted(holds))

    def waits_for(self, state: State) -> list[int]:
        """The facts that rules still open can hang on, in the order in which the rules name them."""
        found: dict[int, None] = {}
        for rule in self.rules:
            clauses = [self._clause(clause, state) for clause in rule]
            if False in clauses:
                continue
            for clause, held in zip(rule, clauses, strict=True):
                if held is None:
                    found |= dict.fromkeys(fact for fact, _ in clause if state[fact] == UNKNOWN)
        return list(found)

    @staticmethod
    def _clause(clause: tuple[Literal, ...], state: State) -> bool | None:
        if any(state[fact] in holds for fact, holds in clause):
            return True
        return None if any(state[fact] == UNKNOWN for fact, _ in clause) else False

    @cached_property
    def optimum(self) -> float:
        """The least expected seconds of any way of asking."""
        radix = [count + 1 for count in self.answers]
        strides = [1]
        for size in radix:
            strides.append(strides[-1] * size)
        total = strides.pop() if len(strides) > len(radix) else strides[-1]
        states = np.arange(total, dtype=np.int64)
        digits = [(states // stride) % size for stride, size in zip(strides, radix, strict=True)]
        unknown = [digit == size - 1 for digit, size in zip(digits, radix, strict=True)]
        is_open = np.zeros(total, dtype=bool)
        for rule in self.rules:
            fails = np.zeros(total, dtype=bool)
            holds = np.ones(total, dtype=bool)
            for clause in rule:
                true = np.zeros(total, dtype=bool)
                undecided = np.zeros(total, dtype=bool)
                for fact, answers in clause:
                    true |= np.isin(digits[fact], sorted(answers))
                    undecided |= unknown[fact]
                holds &= true
                fails |= ~true & ~undecided
            is_open |= ~holds & ~fails
        count = np.sum(np.stack(unknown), axis=0)
        value: NDArray[Any] = np.zeros(total)
        for level in range(1, len(radix) + 1):
            at = states[(count == level) & is_open]
            best = np.full(len(at), np.inf)
            for fact, size in enumerate(radix):
                here = digits[fact][at] == size - 1
                base = at[here] - (size - 1) * strides[fact]
                rest = sum(value[base + answer * strides[fact]] for answer in range(size - 1)) / (size - 1)
                best[here] = np.minimum(best[here], self.seconds[fact] + rest)
            value[at] = best
        return float(value[-1])

    def expected(self, choose: Callable[[State], int | None]) -> float:
        """The expected seconds of a way of asking, over all interviews. None: nothing more is asked."""
        known: dict[State, float] = {}

        def of(state: State) -> float:
            if state not in known:
                fact = choose(state)
                if fact is None:
                    known[state] = 0.0
                else:
                    rest = [
                        of((*state[:fact], each, *state[fact + 1 :])) for each in range(self.answers[fact])
                    ]
                    known[state] = self.seconds[fact] + sum(rest) / len(rest)
            return known[state]

        return of(self.nothing_known)

    def everything(self) -> float:
        """The seconds when everything is asked that a rule names."""
        return float(sum(self.seconds[fact] for fact in self.waits_for(self.nothing_known)))

    def in_textual_order(self) -> float:
        """The expected seconds when facts are asked in the order of the texts, until all rules are decided."""
        return self.expected(lambda state: next(iter(self.waits_for(state)), None))


def random_rules(seed: int, *, facts: int, rules: int, several: int = 0, dear: bool = False) -> RuleSet:
    """Rules of two to four clauses of one to three literals; few facts stand in many rules. `several` facts have three
    or four answers; `dear`: answering takes one to five times as long."""
    random = Random(f"{seed}/{facts}/{rules}/{several}/{dear}")
    answers = [random.choice((3, 4)) for _ in range(several)] + [2] * (facts - several)
    random.shuffle(answers)
    weights = [1 / (1 + place) for place in range(facts)]

    def clause() -> tuple[Literal, ...]:
        chosen = dict.fromkeys(random.choices(range(facts), weights, k=random.randint(1, 3)))
        return tuple(
            (
                fact,
                frozenset(
                    (random.randrange(answers[fact]),) if answers[fact] > 2 else (int(random.random() < 0.3),)
                ),
            )
            for fact in chosen
        )

    return RuleSet(
        answers=tuple(answers),
        seconds=tuple(10 * random.randint(1, 5) if dear else 10 for _ in range(facts)),
        rules=tuple(tuple(clause() for _ in range(random.randint(2, 4))) for _ in range(rules)),
    )
