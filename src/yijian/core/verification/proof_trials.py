"""Persons who are tried before the solver is asked.

Law: whoever is found has been confirmed by the evaluator on all of their facts; and `NOBODY` is said only where those
who are tried stand for all (see `proof_readings`). Elsewhere values near those that the rules name are tried, and nothing
is concluded from finding nobody.

Facts are told one after another, and a person is given up as soon as one condition has come out otherwise than wanted:
a value that is known while facts are still unknown stays the same whatever these are (see `feel`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from yijian.core.feel import NOT_APPLICABLE, UNKNOWN, Compiled
from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import INTEGERS, Lowered, Sort
from yijian.core.feel.lowering import DEFAULT_DATES
from yijian.core.verification.proof_answers import NOBODY, Answer, Wanted
from yijian.core.verification.proof_facts import OTHER_TEXT, Persons, Witness, put_fact
from yijian.core.verification.proof_readings import MOST_YEARS, TODAY, Reading, applying_of, reading_of
from yijian.core.verification.representatives import TODAY_OF_WITNESSES, months_before
from yijian.core.vocabulary.provenance import Facts, FactValue

MOST_STEPS: Final = 300
"""So many facts are told for one question, at most: after that the solver is quicker."""
_MOST_VALUES: Final = 40
"""Of one number or date."""
_MOST_MEMBERS: Final = 2
_MOST_LOOPS: Final = 4
"""Loops inside loops take long to evaluate; with more of them nobody is tried."""
_DAY: Final = timedelta(days=1)


def try_persons(wanted: Sequence[Wanted], persons: Persons) -> Answer | None:
    """Somebody for whom every condition comes out as wanted, or proof that there is nobody; None: ask the solver."""
    if persons.unknown:
        return None
    rules = [rule.lowered for rule, _ in wanted]
    try:
        questions = _Questions(persons, rules)
    except _NotTried:
        return None
    return _Search(wanted, questions.order, exact=questions.exact).answer()


class _NotTried(Exception):
    """There is a fact of which no values are tried (a list inside a list, one that hangs on a member, a rate), or too
    many loops."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A fact to be told: the values that are tried, and the conditions of which each says that it does not apply.

    `list_of` is the path of the list whose member tells it, `member` which one (from 1); with `count` the fact is how
    many members the list of this name has, each a value of its own where they are `plain_members`.
    """

    name: str
    values: tuple[FactValue, ...]
    outside: tuple[Compiled, ...] = ()
    may_not_apply: bool = False
    list_of: str | None = None
    member: int = 0
    count: bool = False
    plain_members: bool = False


class _Questions:
    """The facts that rules read, those on which it hangs whether others apply before these.

    `exact`: the values that are tried stand for all. Raises `_NotTried`.
    """

    def __init__(self, persons: Persons, rules: Sequence[Lowered]) -> None:
        self.persons = persons
        self.order: list[_Question] = []
        self._asked: set[str] = set()
        self._hanging: set[str] = set()
        self._read = Reading()
        for rule in rules:
            self._take_in(rule)
        self.exact = self._read.finite
        if len(self._read.lists) > _MOST_LOOPS or any(one.owner for one in self._read.lists.values()):
            raise _NotTried
        for fact in list(self._read.facts.values()):
            self._ask(fact)
        for source in dict.fromkeys(self._read.lists.values()):
            self._ask_list(source)

    def _take_in(self, rule: Lowered) -> None:
        """What a rule reads, and what decides whether that applies."""
        reading = reading_of(rule)
        self._read.add(reading)
        for path in (*reading.facts, *(source.path for source in reading.lists.values())):
            condition = self.persons.not_applicable.get(path)
            if isinstance(condition, Lowered) and path not in self._hanging:
                self._hanging.add(path)
                self._take_in(condition)

    def _ask(self, fact: low.Fact) -> None:
        if fact.path in self._asked:
            return
        self._asked.add(fact.path)
        conditions, free = self._outside(fact.path)
        values = self._values_of(fact, fact.path)
        self.order.append(_Question(fact.path, values, conditions, free))

    def _ask_list(self, source: low.ListFact) -> None:
        conditions, free = self._outside(source.path)
        parts = {
            fact.path: fact
            for fact in self._read.member_facts
            if fact.owner is not None and self._read.lists.get(fact.owner) == source
        }
        most = _MOST_MEMBERS if source.maximum is None else min(_MOST_MEMBERS, source.maximum)
        sizes = (*range(1, most + 1), 0)
        self.order.append(
            _Question(source.path, sizes, conditions, free, count=True, plain_members="" in parts)
        )
        for member in range(1, most + 1):
            for path, fact in parts.items():
                declared = f"{source.path}.{path}".removesuffix(".")
                hangs = self.persons.not_applicable.get(declared, False) if path else False
                if isinstance(hangs, Lowered):
                    raise _NotTried
                name = f"{source.path}[{member}].{path}".removesuffix(".")
                values = self._values_of(fact, declared)
                self.order.append(
                    _Question(name, values, may_not_apply=hangs, list_of=source.path, member=member)
                )

    def _outside(self, path: str) -> tuple[tuple[Compiled, ...], bool]:
        """The rules by which a fact applies, whose facts are asked first; or that it may apply or not."""
        condition = self.persons.not_applicable.get(path, False)
        if not isinstance(condition, Lowered):
            return (), condition
        applying = applying_of(condition)
        if applying is None:
            raise _NotTried
        for fact in reading_of(condition).facts.values():
            self._ask(fact)
        return applying, False

    def _values_of(self, fact: low.Fact, path: str) -> tuple[FactValue, ...]:
        """The values of a fact that are tried: the likeliest first, none last."""
        if (
            fact.decimals
        ):  # rules name a rate as the decimal, its bounds as whole millionths: the solver knows both
            raise _NotTried
        found: list[FactValue]
        if fact.sort is Sort.TRUTH:
            found = [True, False]
        elif fact.sort is Sort.DATE:
            found = [*self._dates(path)]
        elif fact.sort in INTEGERS:
            found = [*self._whole_numbers(fact.bounds)]
        elif fact.codes:
            named = [code for code in self._read.texts if code in fact.codes]
            others = (code for code in fact.codes if code not in self._read.texts)
            found = [*named, *itertools.islice(others, self._read.coded_facts)]
        else:
            found = [*self._read.texts, f"{OTHER_TEXT}1"]
        if len(found) > _MOST_VALUES:
            self.exact = False
            del found[_MOST_VALUES:]
        return (*found, None) if self.persons.none else tuple(found)

    def _whole_numbers(self, bounds: low.Bounds) -> Iterator[int]:
        near = [number + shift for shift in (0, 1, -1) for number in self._read.numbers]
        for number in dict.fromkeys([*near, 0, 1, bounds.low, bounds.high]):
            if bounds.low <= number <= bounds.high:
                yield number

    def _dates(self, path: str) -> Iterator[date]:
        """Days near those that the rules name, and as long before today as they do. Of `today` only one where that
        stands for all."""
        if path == TODAY and self.exact:
            yield TODAY_OF_WITNESSES
            return
        first, last = self.persons.ranges.dates.get(path, DEFAULT_DATES)
        shifts = (0 * _DAY, _DAY, -_DAY)
        near = [day + shift for shift in shifts for day in self._read.days if date.min < day < date.max]
        months = dict.fromkeys([*self._read.months, 0])
        far = [one for one in months if abs(one) > 12 * MOST_YEARS]
        ago = [months_before(TODAY_OF_WITNESSES, one) for one in months if one not in far]
        apart = [day + shift for shift in shifts for day in ago]
        days = [TODAY_OF_WITNESSES, *near] if path == TODAY else [*near, *apart]
        allowed = [day for day in dict.fromkeys(days) if first <= day <= last]
        if far or not set(apart) <= set(allowed):
            self.exact = False  # with another day for today there might be somebody
        yield from allowed


@dataclass(slots=True)
class _Search:
    """Tells one fact after another until somebody is found."""

    wanted: Sequence[Wanted]
    questions: Sequence[_Question]
    exact: bool
    context: dict[str, Any] = field(default_factory=dict)
    told: dict[str, object] = field(default_factory=dict)
    steps: int = 0

    def answer(self) -> Answer | None:
        """Somebody, `NOBODY`, or None where it is open."""
        if self._tell(0, frozenset(range(len(self.wanted)))):
            return self._witness()
        return NOBODY if self.exact and self.steps <= MOST_STEPS else None

    def _tell(self, at: int, open_: frozenset[int]) -> bool:
        """Whether somebody is found with what is told so far; `open_` are the conditions not yet come out."""
        if at == len(self.questions):
            return self._is_found()
        question = self.questions[at]
        for value in self._values(question):
            self.steps += 1
            if self.steps > MOST_STEPS:
                return False
            self._put(question, value)
            left = self._left(open_)
            if left is not None and self._tell(at + 1, left):
                return True
        self._forget(question)
        return False

    def _values(self, question: _Question) -> Iterator[object]:
        if question.member:
            size = self.told.get(question.list_of or "")
            if not isinstance(size, int) or question.member > size:
                yield UNKNOWN  # there is no such member
                return
        for applying in question.outside:
            value = applying.evaluate(self.context).value
            if value is UNKNOWN:  # it hangs on itself
                self.exact = False
                return
            if value is False or value is NOT_APPLICABLE:
                yield NOT_APPLICABLE
                return
        yield from question.values
        if question.may_not_apply:
            yield NOT_APPLICABLE

    def _put(self, question: _Question, value: object) -> None:
        if value is UNKNOWN:
            return
        self.told[question.name] = value
        if question.count and isinstance(value, int):
            value = [UNKNOWN if question.plain_members else {} for _ in range(value)]
        put_fact(self.context, question.name, value)

    def _forget(self, question: _Question) -> None:
        if self.told.pop(question.name, UNKNOWN) is not UNKNOWN:
            put_fact(self.context, question.name, UNKNOWN)

    def _left(self, open_: frozenset[int]) -> frozenset[int] | None:
        """The conditions that are still open; None where one has come out otherwise than wanted."""
        left = set(open_)
        for at in open_:
            rule, outcome = self.wanted[at]
            value = rule.compiled.evaluate(self.context).value
            if value is UNKNOWN:
                continue
            if not outcome.matches(value):
                return None
            left.discard(at)
        return frozenset(left)

    def _is_found(self) -> bool:
        return all(
            outcome.matches(rule.compiled.evaluate(self.context).value) for rule, outcome in self.wanted
        )

    def _witness(self) -> Witness:
        facts: Facts = {}
        for question in self.questions:
            value = self.told.get(question.name, UNKNOWN)
            if value is None or isinstance(value, str | int | date):
                facts[f"{question.name}.count" if question.count else question.name] = value
        return Witness(facts=facts, context=self.context)
