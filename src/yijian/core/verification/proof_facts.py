"""The facts of an unknown person in a proof: one variable each, within what the dictionary allows; and the witness.

Law: whoever can be, is a model; and every model is somebody who can be. A code is one of its list (as many of those
that no rule names as could ever matter); a text is one of those written in the rules, or another; a date is a day of
the calendar between its bounds; what does not apply is what the dictionary says does not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import z3

from yijian.core.feel import NOT_APPLICABLE
from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import INTEGERS, Lowered, Sort
from yijian.core.feel.lowering import DEFAULT_DATES, Ranges
from yijian.core.verification.proof_dates import Day, Truth, day_of, days_in
from yijian.core.verification.proof_terms import Condition, Encoded, Scalar, States, both, negated
from yijian.core.vocabulary.provenance import Facts, FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """Who is looked at.

    `not_applicable` gives for a path (without positions) the condition under which the fact does not apply, over facts
    from the top; True where it may apply or not. `unknown`: facts may be untold; `none`: there may be none.
    """

    ranges: Ranges = field(default_factory=Ranges)
    not_applicable: Mapping[str, Lowered | bool] = field(default_factory=dict)
    unknown: bool = False
    none: bool = False


def outside(rules: Sequence[Lowered], persons: Persons) -> list[Lowered]:
    """The conditions that say when facts of the rules do not apply, and when the facts of those do not."""
    found: dict[str, Lowered] = {}
    waiting = list(rules)
    while waiting:
        for fact in low.facts_of([waiting.pop()]):
            condition = persons.not_applicable.get(fact.path)
            if isinstance(condition, Lowered) and fact.path not in found:
                found[fact.path] = condition
                waiting.append(condition)
    return list(found.values())


def texts_of(rules: Sequence[Lowered]) -> tuple[str, ...]:
    """The texts that formulas tell apart: those that the rules name, and of each code list as many others as it has facts.

    No rule can tell apart two codes that none names, unless it compares two facts of the list.
    """
    named: dict[str, None] = {}
    lists: dict[tuple[str, ...], int] = {}
    for rule in rules:
        for node in low.nodes_of(rule):
            if isinstance(node, low.Constant) and isinstance(node.value, str):
                named[node.value] = None
            elif isinstance(node, low.Fact) and node.codes:
                lists[node.codes] = lists.get(node.codes, 0) + 1
    for codes, facts in lists.items():
        others = [code for code in codes if code not in named]
        named |= dict.fromkeys(others[: facts * _MEMBERS_TOLD_APART + 1])
    return tuple(named)


_MEMBERS_TOLD_APART: Final = 4
"""As many members of a list as are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Somebody who shows it: `facts` as a finding has them, and the same as rules read them.

    Facts that are unknown are in neither; those that do not apply are in `context` only.
    """

    facts: Facts
    context: Mapping[str, object]


@dataclass(slots=True)
class _Variable:
    """A fact of the person: its formulas, and how its value is read out of a model."""

    encoded: Encoded
    states: States
    read: Callable[[z3.ModelRef], FactValue]


class FactVariables:
    """The facts that formulas speak of, made as they are met."""

    def __init__(self, persons: Persons, context: z3.Context, texts: tuple[str, ...]) -> None:
        self.constraints: list[z3.BoolRef] = []
        self._persons = persons
        self._context = context
        self._texts = texts
        self._facts: dict[str, _Variable] = {}
        self._lists: dict[str, tuple[States, z3.ArithRef]] = {}

    def symbol(self, text: str) -> int:
        """The number of a text."""
        return self._texts.index(text)

    def fact(
        self, node: low.Fact, prefix: str, list_path: str, applies: Callable[[Lowered], Condition]
    ) -> Encoded:
        """The variable of a fact: `prefix` is the path of its owner, with the position (`child[1].`)."""
        name = f"{prefix}{node.path}" if node.path else prefix.removesuffix(".")
        if name not in self._facts:
            self._facts[name] = self._make(node, name, f"{list_path}{node.path}".removesuffix("."), applies)
        return self._facts[name].encoded

    def size_of(self, path: str, declared: str, most: int) -> tuple[States, z3.ArithRef]:
        """The states of a list, and the variable of how many members it has."""
        if path not in self._lists:
            size = z3.Int(f"{path}.count", self._context)
            self.constraints += [size >= 0, size <= most]
            self._lists[path] = self._states(path, declared, None, none=False), size
        return self._lists[path]

    def _states(
        self, name: str, path: str, applies: Callable[[Lowered], Condition] | None, *, none: bool
    ) -> States:
        outside = self._persons.not_applicable.get(path, False)
        not_applicable: Truth
        if isinstance(outside, Lowered):
            not_applicable = applies(outside).truth().holds if applies else False
        else:
            not_applicable = z3.Bool(f"{name} n/a", self._context) if outside else False
        unknown: Truth = z3.Bool(f"{name} unknown", self._context) if self._persons.unknown else False
        nothing: Truth = z3.Bool(f"{name} none", self._context) if none and self._persons.none else False
        unknown = both(unknown, negated(not_applicable))
        return States(not_applicable, unknown, both(nothing, negated(not_applicable), negated(unknown)))

    def _make(
        self, node: low.Fact, name: str, path: str, applies: Callable[[Lowered], Condition]
    ) -> _Variable:
        states = self._states(name, path, applies, none=True)
        if node.sort is Sort.TRUTH:
            truth = z3.Bool(name, self._context)
            known = states.known()
            condition = Condition(
                both(known, truth), both(known, negated(truth)), states.not_applicable, states.none
            )
            return _Variable(condition, states, lambda model: bool(model.eval(truth, model_completion=True)))
        if node.sort is Sort.DATE:
            return self._date(name, path, states)
        whole = z3.Int(name, self._context)
        if node.sort in INTEGERS:
            self.constraints += [whole >= node.bounds.low, whole <= node.bounds.high]
            return _Variable(Scalar(whole, states), states, lambda model: _number(model, whole))
        if node.codes:
            numbers = [self.symbol(code) for code in node.codes if code in self._texts]
            self.constraints.append(z3.Or(*[whole == number for number in numbers]))
        else:
            self.constraints.append(whole >= 0)
        return _Variable(Scalar(whole, states), states, lambda model: self._text(_number(model, whole)))

    def _date(self, name: str, path: str, states: States) -> _Variable:
        month, day = z3.Int(f"{name} month", self._context), z3.Int(f"{name} day", self._context)
        first, last = map(day_of, self._persons.ranges.dates.get(path, DEFAULT_DATES))
        date = Day(month, day)
        self.constraints += [
            day >= 1,
            day <= days_in(month),
            month >= first.month,
            month <= last.month,
            date.key() >= first.key(),
            date.key() <= last.key(),
        ]

        def read(model: z3.ModelRef) -> FactValue:
            year, of_year = divmod(_number(model, month), 12)
            return dt.date(year, of_year + 1, _number(model, day))

        return _Variable(Scalar(date, states), states, read)

    def _text(self, number: int) -> str:
        return (
            self._texts[number] if number < len(self._texts) else f"{_OTHER}{number - len(self._texts) + 1}"
        )

    def witness(self, model: z3.ModelRef) -> Witness:
        """The person of a model."""
        facts: Facts = {}
        context: dict[str, object] = {}
        for path, (states, size) in self._lists.items():
            if _holds(model, states.not_applicable):
                _put(context, path, NOT_APPLICABLE)
            elif not _holds(model, states.unknown):
                count = _number(model, size)
                facts[f"{path}.count"] = count
                _put(context, path, [{} for _ in range(count)])
        for name, variable in self._facts.items():
            if _holds(model, variable.states.not_applicable):
                _put(context, name, NOT_APPLICABLE)
            elif not _holds(model, variable.states.unknown):
                value = None if _holds(model, variable.states.none) else variable.read(model)
                if _put(context, name, value):
                    facts[name] = value
        return Witness(facts=facts, context=context)


_OTHER: Final = "另一文本"
"""What a text that no rule names is called in a witness."""


def _number(model: z3.ModelRef, whole: z3.ArithRef) -> int:
    value = model.eval(whole, model_completion=True)
    return int(value.as_long()) if isinstance(value, z3.IntNumRef) else 0


def _holds(model: z3.ModelRef, condition: Truth) -> bool:
    return condition if isinstance(condition, bool) else bool(model.eval(condition, model_completion=True))


def _put(context: dict[str, object], path: str, value: object) -> bool:
    """Put a value at a path (`child[2].name`); False where the list has no such member."""
    names = path.split(".")
    inner: object = context
    for position, name in enumerate(names):
        head, _, index = name.partition("[")
        last = position == len(names) - 1
        if not isinstance(inner, dict):
            return False
        if not index:
            if last:
                inner[head] = value
                return True
            inner = inner.setdefault(head, {})
            continue
        members = inner.get(head)
        at = int(index.removesuffix("]")) - 1
        if not isinstance(members, list) or at >= len(members):
            return False
        if last:
            members[at] = value
            return True
        inner = members[at]
    return False
