"""Questions to the solver: lowered rules as formulas over the facts of one person.

Loaded only where a question is left for it (see `proof`): the solver takes longer to load than most checks take.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, Final

import z3

from yijian.core.errors import Text
from yijian.core.feel import Expression
from yijian.core.feel import lowered as low
from yijian.core.feel.fast import compile_fast
from yijian.core.feel.lowered import Lowered, Sort
from yijian.core.verification import proof_dates as dates
from yijian.core.verification import proof_terms as terms
from yijian.core.verification.proof_answers import NOBODY, Answer, NotDecided, Outcome, Wanted
from yijian.core.verification.proof_dates import Day, Truth, Whole, day_of
from yijian.core.verification.proof_facts import Persons, Witness, outside, texts_of
from yijian.core.verification.proof_lists import Lists, most_members, unbounded_part
from yijian.core.verification.proof_terms import Condition, Encoded, Scalar, States, both, either
from yijian.core.verification.proof_variables import FactVariables

MOST_NODES: Final = 20_000
"""So many nodes are turned into formulas for one question: loops inside loops look at each pair of members."""


def person_by_solver(*wanted: Wanted, persons: Persons, effort: int) -> Answer:
    """The answer of the solver to `proof.find_person`."""
    lowered = [rule.lowered for rule, _ in wanted]
    encoder = Encoder(lowered, persons)
    try:
        formulas = [encoder.outcome(rule.lowered, outcome) for rule, outcome in wanted]
    except TooLarge as large:
        return NotDecided(part=large.part, reason=_EFFORT_SPENT)
    answer = encoder.solve(formulas, effort)
    if isinstance(answer, Witness):
        return _rechecked(answer, wanted)
    if answer is None:
        return NotDecided(part=_hardest(lowered).origin, reason=_EFFORT_SPENT)
    unbounded = unbounded_part(lowered, persons)
    return NOBODY if unbounded is None else NotDecided(part=unbounded, reason=_UNBOUNDED)


def number_by_solver(condition: Lowered, *, persons: Persons, effort: int) -> Answer:
    """The answer of the solver to `proof.find_number`."""
    encoder = Encoder([condition], persons)
    try:
        answer = encoder.solve([encoder.outcome(condition, Outcome.HOLDS)], effort)
    except TooLarge as large:
        return NotDecided(part=large.part, reason=_EFFORT_SPENT)
    if answer is None:
        return NotDecided(part=condition.origin, reason=_EFFORT_SPENT)
    if isinstance(answer, Witness) and compile_fast(condition)(answer.context) is not True:
        return NotDecided(part=condition.origin, reason=_NOT_CONFIRMED)
    unbounded = unbounded_part([condition], persons) if answer is NOBODY else None
    return answer if unbounded is None else NotDecided(part=unbounded, reason=_UNBOUNDED)


_EFFORT_SPENT: Final = Text("证明所需的步数太多", "The proof takes too many steps")
_UNBOUNDED: Final = Text("列表可以有任意多的成员", "The list may have any number of members")
_NOT_CONFIRMED: Final = Text("反例没有通过复核", "The witness did not stand the re-check")


def _rechecked(witness: Witness, wanted: Sequence[Wanted]) -> Answer:
    """The witness, if the evaluator says so too; else the part of which the proof does not know enough."""
    for rule, outcome in wanted:
        result = rule.compiled.evaluate(witness.context)
        if not outcome.matches(result.value):
            opaque = next((node for node in low.nodes_of(rule.lowered) if isinstance(node, low.Opaque)), None)
            if opaque is None:
                return NotDecided(part=rule.expression, reason=_NOT_CONFIRMED)
            return NotDecided(part=opaque.origin, reason=opaque.reason)
    return witness


def _hardest(conditions: Sequence[Lowered]) -> Lowered:
    """The part to blame for the effort: a product of two facts, else the whole."""
    for condition in conditions:
        for node in low.nodes_of(condition):
            if isinstance(node, low.Multiply) and not any(
                isinstance(part, low.Constant) for part in low.parts_of(node)
            ):
                return node
    return conditions[0]


class TooLarge(Exception):
    """A question has more nodes than `MOST_NODES`; `part` is where it was given up."""

    def __init__(self, part: Expression) -> None:
        self.part = part
        super().__init__(str(part.span))


class Encoder:
    """Turns lowered rules into formulas over the facts of one person."""

    def __init__(self, rules: Sequence[Lowered], persons: Persons) -> None:
        self.context = z3.Context()  # one of its own, so that no answer depends on what was asked before
        everything = [*rules, *outside(rules, persons)]
        self._facts = FactVariables(persons, self.context, texts_of(everything))
        self.lists = Lists(self._facts, most_members(everything, persons))
        self._definitions: list[z3.BoolRef] = []
        self._fresh = 0
        self._nodes = 0

    def outcome(self, rule: Lowered, outcome: Outcome) -> Truth:
        """Where a rule comes out so."""
        found = self.condition(rule).truth()
        if outcome is Outcome.HOLDS:
            return found.holds
        if outcome is Outcome.NOT_HOLDS:
            return terms.negated(found.holds)
        if outcome is Outcome.NOT_FAILS:
            return terms.negated(found.fails)
        return found.fails if outcome is Outcome.FAILS else either(found.unknown(), found.none)

    def solve(self, formulas: Sequence[Truth], effort: int) -> Answer | None:
        """A person of whom all formulas are true; None where the effort is spent."""
        solver = z3.SimpleSolver(ctx=self.context)
        solver.set("rlimit", effort)
        solver.set("random_seed", 0)
        solver.add(*self._facts.constraints, *self._definitions)
        for formula in formulas:
            solver.add(z3.BoolVal(formula, self.context) if isinstance(formula, bool) else formula)
        found = solver.check()
        if found == z3.sat:
            return self._facts.witness(solver.model())
        return NOBODY if found == z3.unsat else None

    # Nodes

    def condition(self, node: Lowered) -> Condition:
        """A node of truths."""
        found = self.encode(node)
        if isinstance(found, Condition):
            return found
        return Condition(False, False, found.states.not_applicable, found.states.none)

    def encode(self, node: Lowered) -> Encoded:
        """Any node. Raises `TooLarge`."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise TooLarge(node.origin)
        handler = _ENCODERS.get(type(node))
        return self._calculation(node) if handler is None else handler(self, node)

    def _constant(self, node: low.Constant) -> Encoded:
        value = node.value
        if isinstance(value, bool):
            return Condition(value, not value)
        if isinstance(value, str):
            return Scalar(self._facts.symbol(value))
        return Scalar(value if isinstance(value, int) else day_of(value))

    def _fact(self, node: low.Fact) -> Encoded:
        prefix, list_path = self.lists.owner(node.owner)
        return self._facts.fact(node, prefix, list_path, self.condition)

    def _opaque(self, _node: low.Opaque) -> Condition:
        self._fresh += 1
        free = [z3.Bool(f"opaque {self._fresh} {name}", self.context) for name in ("holds", "fails")]
        return Condition(free[0], both(free[1], terms.negated(free[0])))

    def _calculation(self, node: Lowered) -> Scalar:
        operands = [self._scalar(part) for part in low.parts_of(node)]
        values = [operand.value for operand in operands]
        states = terms.strict([operand.states for operand in operands])
        value: terms.Plain
        if isinstance(node, low.RoundedQuotient):
            value = terms.rounded(_whole(values[0]), node.divisor, node.rounding)
        elif isinstance(node, low.Extreme):
            value = terms.extreme(values, greatest=node.greatest)
        elif isinstance(node, low.PartOfDate):
            value = terms.part_of_date(_day(values[0]), node.part)
        elif isinstance(node, low.AddDays):
            value = self._later(_day(values[0]), _whole(values[1]))
        else:
            value = terms.CALCULATIONS[type(node)](*values)
        return Scalar(value, states)

    def _scalar(self, node: Lowered) -> Scalar:
        found = self.encode(node)
        if isinstance(found, Scalar):
            return found
        return Scalar(day_of(_ANY_DAY) if node.sort is Sort.DATE else 0, terms.states_of(found))

    def _later(self, date: Day, days: Whole) -> Day:
        """The date some days later: the one day of the calendar whose number is that much greater."""
        self._fresh += 1
        month, day = (z3.Int(f"later {self._fresh} {name}", self.context) for name in ("month", "day"))
        later = Day(month, day)
        same = dates.day_number(later) == dates.day_number(date) + days
        self._definitions += [day >= 1, day <= dates.days_in(month), same]
        return later

    def _quantify(self, node: low.Quantify) -> Condition:
        members = self.lists.members(node.members, self)
        conditions = []
        for present, chosen in members.each():
            inner = self.condition(node.condition).truth()
            counts = both(present, chosen.holds)
            if node.quantifier == "some":
                conditions.append(
                    Condition(
                        both(counts, inner.holds),
                        either(terms.negated(counts), inner.fails),
                        False,
                        both(counts, inner.none),
                    )
                )
            else:
                conditions.append(
                    Condition(
                        either(terms.negated(counts), inner.holds),
                        both(counts, inner.fails),
                        False,
                        both(counts, inner.none),
                    )
                )
        join = terms.any_of if node.quantifier == "some" else terms.all_of
        found = join(conditions)
        settled = members.settled()
        return Condition(
            both(settled, found.holds),
            either(both(settled, found.fails), members.states.not_applicable),
            False,
            both(settled, found.none),
        )

    def _count(self, node: low.Count) -> Scalar:
        members = self.lists.members(node.members, self)
        ones = [dates.choose(both(present, chosen.holds), 1, 0) for present, chosen in members.each()]
        return Scalar(reduce(_plus, ones, 0), members.whole_states())

    def _total(self, node: low.Total) -> Scalar:
        members = self.lists.members(node.members, self)
        summands: list[Whole] = []
        states: list[States] = []
        some: list[Truth] = []
        for present, chosen in members.each():
            counts = both(present, chosen.holds)
            summand = self._scalar(node.value)
            summands.append(dates.choose(counts, _whole(summand.value), 0))
            some.append(counts)
            states.append(
                States(
                    both(counts, summand.states.not_applicable),
                    both(counts, summand.states.unknown),
                    both(counts, summand.states.none),
                )
            )
        inner = terms.strict([*states, States(none=terms.negated(either(*some)))])
        settled, outer = members.settled(), members.whole_states()
        return Scalar(
            reduce(_plus, summands, 0),
            States(
                either(outer.not_applicable, both(settled, inner.not_applicable)),
                either(outer.unknown, both(settled, inner.unknown)),
                both(settled, inner.none),
            ),
        )


_ANY_DAY: Final = dt.date(2000, 1, 1)


def _plus(one: Whole, other: Whole) -> Whole:
    return one + other


def _whole(value: terms.Plain) -> Whole:
    if isinstance(value, Day):
        raise TypeError("A number is wanted, no date")
    return value


def _day(value: terms.Plain) -> Day:
    if not isinstance(value, Day):
        raise TypeError("A date is wanted, no number")
    return value


_ENCODERS: Final[dict[type[Lowered], Callable[[Encoder, Any], Encoded]]] = {
    low.Constant: Encoder._constant,
    low.Fact: Encoder._fact,
    low.Opaque: Encoder._opaque,
    low.Nothing: lambda _encoder, _node: terms.NONE,
    low.Compare: lambda encoder, node: terms.compared(
        node.sign, encoder.encode(node.left), encoder.encode(node.right)
    ),
    low.All: lambda encoder, node: terms.all_of([encoder.condition(each) for each in node.operands]),
    low.Any: lambda encoder, node: terms.any_of([encoder.condition(each) for each in node.operands]),
    low.Not: lambda encoder, node: terms.inverse(encoder.condition(node.operand)),
    low.IsDefined: lambda encoder, node: _defined(encoder.encode(node.operand)),
    low.Choose: lambda encoder, node: terms.chosen(
        encoder.condition(node.condition), encoder.encode(node.then), encoder.encode(node.otherwise)
    ),
    low.Quantify: Encoder._quantify,
    low.Count: Encoder._count,
    low.Total: Encoder._total,
}


def _defined(encoded: Encoded) -> Condition:
    states = terms.states_of(encoded)
    return Condition(states.known(), either(states.not_applicable, states.none))
