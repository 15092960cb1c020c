"""What is asked of rules: contradictions, what is always or never so, tables with gaps and overlaps, overflow."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yijian.core.feel import Expression
from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import Lowered, Sort
from yijian.core.verification.proof import EFFORT, find_number, find_person
from yijian.core.verification.proof_answers import NOBODY, Answer, NotDecided, Outcome, Rule
from yijian.core.verification.proof_facts import Persons, Witness


def satisfied(rule: Rule, *, persons: Persons, effort: int = EFFORT) -> Answer:
    """Somebody for whom a rule holds; `NOBODY` where it is dead."""
    return find_person((rule, Outcome.HOLDS), persons=persons, effort=effort)


def refuted(rule: Rule, *, persons: Persons, effort: int = EFFORT) -> Answer:
    """Somebody for whom a rule does not hold; `NOBODY` where it is always true."""
    return find_person((rule, Outcome.NOT_HOLDS), persons=persons, effort=effort)


def both_hold(one: Rule, other: Rule, *, persons: Persons, effort: int = EFFORT) -> Answer:
    """Somebody for whom two rules hold; `NOBODY` where they contradict each other."""
    return find_person((one, Outcome.HOLDS), (other, Outcome.HOLDS), persons=persons, effort=effort)


def without(one: Rule, other: Rule, *, persons: Persons, effort: int = EFFORT) -> Answer:
    """Somebody for whom the first rule holds and not the second; `NOBODY` where the second follows from the first."""
    return find_person((one, Outcome.HOLDS), (other, Outcome.NOT_HOLDS), persons=persons, effort=effort)


# Decision tables


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """What a table does. Rows are counted from 0; each answer is a witness or `NotDecided`, never `NOBODY`.

    `overlaps`: two rows hold for the same person. `gap`: no row holds for somebody. `subsumed`: a row never holds
    alone, because it holds only where that other row, or the rows before it taken together (None), hold too. `dead`:
    a row that holds for nobody. `not_decided`: what could not be told about a row.
    """

    overlaps: tuple[tuple[int, int, Witness], ...]
    gap: Witness | None
    subsumed: tuple[tuple[int, int | None], ...]
    dead: tuple[int, ...]
    not_decided: tuple[tuple[int | None, NotDecided], ...]


def check_table(rows: Sequence[Rule], *, persons: Persons, effort: int = EFFORT) -> TableReport:
    """The overlaps, the gap, the subsumed and the dead rows of a table whose rows are these conditions."""
    open_: list[tuple[int | None, NotDecided]] = []

    def noted(place: int | None, answer: Answer) -> Answer:
        if isinstance(answer, NotDecided):
            open_.append((place, answer))
        return answer

    dead = tuple(
        at
        for at, row in enumerate(rows)
        if noted(at, satisfied(row, persons=persons, effort=effort)) is NOBODY
    )
    alive = [at for at in range(len(rows)) if at not in dead]
    overlaps: list[tuple[int, int, Witness]] = []
    for one, other in itertools.combinations(alive, 2):
        answer = noted(one, both_hold(rows[one], rows[other], persons=persons, effort=effort))
        if isinstance(answer, Witness):
            overlaps.append((one, other, answer))
    beside = {pair for one, other, _ in overlaps for pair in ((one, other), (other, one))}
    subsumed: list[tuple[int, int | None]] = []
    for at in alive:
        by: list[int | None] = [
            other
            for other in alive
            if (at, other) in beside
            and noted(at, without(rows[at], rows[other], persons=persons, effort=effort)) is NOBODY
        ]
        before = [(rows[other], Outcome.NOT_HOLDS) for other in alive if other < at]
        if not by and len(before) > 1:
            wanted = ((rows[at], Outcome.HOLDS), *before)
            by = [None] if noted(at, find_person(*wanted, persons=persons, effort=effort)) is NOBODY else []
        subsumed += [(at, other) for other in by]
    nobody = noted(
        None, find_person(*[(row, Outcome.NOT_HOLDS) for row in rows], persons=persons, effort=effort)
    )
    return TableReport(
        overlaps=tuple(overlaps),
        gap=nobody if isinstance(nobody, Witness) else None,
        subsumed=tuple(subsumed),
        dead=dead,
        not_decided=tuple(open_),
    )


# Overflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Overflow:
    """A part of a rule whose number may not fit 64 bits, with somebody for whom it does not, or why that is open."""

    part: Expression
    answer: Witness | NotDecided


_LIMITS: Final[tuple[tuple[low.Sign, int], ...]] = ((">", low.INT64.high), ("<", low.INT64.low))


def overflows(lowered: Lowered, *, persons: Persons, effort: int = EFFORT) -> tuple[Overflow, ...]:
    """The sub-expressions that leave 64 bits for somebody within the declared ranges.

    Bounds are worked out first; only what they do not clear is asked of the solver.
    """
    found: list[Overflow] = []
    for node in low.beyond_int64(lowered):
        wide = node.numerator if isinstance(node, low.RoundedQuotient) else node
        answers = [
            find_number(
                low.Compare(sign, wide, _limit(limit, wide), sort=Sort.TRUTH, origin=node.origin),
                persons=persons,
                effort=effort,
            )
            for sign, limit in _LIMITS
        ]
        told = [answer for answer in answers if isinstance(answer, Witness | NotDecided)]
        told.sort(key=lambda answer: isinstance(answer, NotDecided))
        if told:
            found.append(Overflow(part=node.origin, answer=told[0]))
    return tuple(found)


def _limit(limit: int, node: Lowered) -> Lowered:
    return low.Constant(limit, sort=node.sort, bounds=low.Bounds(limit, limit), origin=node.origin)
