"""The facts of an unknown person as variables of the solver: one each, and how a model is read back as a witness."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import z3

from yijian.core.feel import NOT_APPLICABLE
from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import INTEGERS, Lowered, Sort
from yijian.core.feel.lowering import DEFAULT_DATES
from yijian.core.verification.proof_dates import Day, Truth, day_of, days_in
from yijian.core.verification.proof_facts import OTHER_TEXT, Persons, Witness, put_fact
from yijian.core.verification.proof_terms import Condition, Encoded, Scalar, States, both, negated
from yijian.core.vocabulary.provenance import Facts, FactValue


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
            if node.decimals:
                return _Variable(
                    Scalar(whole, states), states, lambda model: _rate(model, whole, node.decimals)
                )
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
            self._texts[number]
            if number < len(self._texts)
            else f"{OTHER_TEXT}{number - len(self._texts) + 1}"
        )

    def witness(self, model: z3.ModelRef) -> Witness:
        """The person of a model."""
        facts: Facts = {}
        context: dict[str, object] = {}
        for path, (states, size) in self._lists.items():
            if _holds(model, states.not_applicable):
                put_fact(context, path, NOT_APPLICABLE)
            elif not _holds(model, states.unknown):
                count = _number(model, size)
                facts[f"{path}.count"] = count
                put_fact(context, path, [{} for _ in range(count)])
        for name, variable in self._facts.items():
            if _holds(model, variable.states.not_applicable):
                put_fact(context, name, NOT_APPLICABLE)
            elif not _holds(model, variable.states.unknown):
                value = None if _holds(model, variable.states.none) else variable.read(model)
                if put_fact(context, name, value):
                    facts[name] = value
        return Witness(facts=facts, context=context)


def _number(model: z3.ModelRef, whole: z3.ArithRef) -> int:
    value = model.eval(whole, model_completion=True)
    return int(value.as_long()) if isinstance(value, z3.IntNumRef) else 0


def _rate(model: z3.ModelRef, whole: z3.ArithRef, decimals: int) -> Decimal:
    return Decimal(_number(model, whole)).scaleb(-decimals)


def _holds(model: z3.ModelRef, condition: Truth) -> bool:
    return condition if isinstance(condition, bool) else bool(model.eval(condition, model_completion=True))
