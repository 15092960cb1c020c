"""A small world of facts, made for boundaries: what rules may read, and what may be true of a person.

Every number is small enough that sums and products fit 64 bits; dates crowd around the ends of February and of months.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from yijian.core.feel import (
    BOOLEAN,
    DATE,
    INTEGER,
    MONEY,
    NOT_APPLICABLE,
    RATE,
    Code,
    ContextOf,
    ListOf,
    Type,
)
from yijian.core.feel.lowering import Ranges

SEX: Final = Code("sex", ("1", "2", "9"))
REGION: Final = Code("region", ("430000", "440000", "310000", "630000"))
CODES: Final[Mapping[str, Code]] = {"sex": SEX, "region": REGION}

PERSON: Final[Mapping[str, Type]] = {
    "insured": BOOLEAN,
    "sex": SEX,
    "region": REGION,
    "born": DATE,
    "age": INTEGER,
    "paid": MONEY,
    "share": RATE,
}
CHILD: Final[Mapping[str, Type]] = {
    "sick": BOOLEAN,
    "gender": SEX,
    "birth": DATE,
    "weight": INTEGER,
    "cost": MONEY,
    "part": RATE,
}
SCOPE: Final[Mapping[str, Type]] = {
    "today": DATE,
    "flag": BOOLEAN,
    "married": BOOLEAN,
    "home": REGION,
    "kind": SEX,
    "since": DATE,
    "n": INTEGER,
    "k": INTEGER,
    "pay": MONEY,
    "debt": MONEY,
    "rate": RATE,
    "mother": ContextOf(PERSON),
    "father": ContextOf(PERSON),
    "child": ListOf(ContextOf(CHILD)),
}
RANGES: Final = Ranges(
    numbers={
        "n": (-1000, 1000),
        "k": (0, 120),
        "pay": (-10_000_000, 10_000_000),
        "debt": (0, 500_000_000),
        "rate": (-2_000_000, 2_000_000),
        "mother.share": (0, 1_000_000),
        "father.share": (0, 1_000_000),
        "child.part": (0, 1_000_000),
        "mother.age": (0, 150),
        "mother.paid": (0, 50_000_000),
        "father.age": (0, 150),
        "father.paid": (0, 50_000_000),
        "child.weight": (0, 9000),
        "child.cost": (-100_000, 10_000_000),
    },
    dates=dict.fromkeys(
        ("today", "since", "mother.born", "father.born", "child.birth"),
        (dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    ),
    members={"child": 4},
)
DAYS: Final = tuple(
    dt.date(year, month, day)
    for year, month, day in (
        (1900, 2, 28),
        (1944, 2, 29),
        (1960, 2, 29),
        (1964, 12, 31),
        (1999, 12, 31),
        (2000, 1, 1),
        (2000, 2, 29),
        (2019, 8, 31),
        (2020, 2, 29),
        (2020, 3, 1),
        (2023, 2, 28),
        (2023, 3, 31),
        (2024, 1, 31),
        (2024, 2, 28),
        (2024, 2, 29),
        (2025, 2, 28),
        (2025, 3, 1),
        (2026, 11, 30),
        (2099, 12, 31),
    )
)
NUMBERS: Final = (0, 1, 2, 3, 5, 6, 7, 10, 12, 15, 18, 50, 59, 60, 80, 99, 100, 119, 120, 150, 1000)
MILLIONTHS: Final = (0, 1, 5_000, 55_000, 80_000, 333_333, 500_000, 500_001, 999_999, 1_000_000)
"""Rates, in units of their last decimal."""
AMOUNTS: Final = (0, 1, 49, 50, 51, 99, 100, 150, 9999, 10_000, 50_000, 123_456, 5_000_000, 10_000_000)


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a fact has no value: `unknown` or `none`."""

    reason: str


def fact_paths() -> dict[str, Type]:
    """The facts that are columns of the table of persons."""
    found: dict[str, Type] = {}
    for name, type_ in SCOPE.items():
        if isinstance(type_, ContextOf):
            found |= {f"{name}.{member}": each for member, each in type_.members.items()}
        elif not isinstance(type_, ListOf):
            found[name] = type_
    return found


def a_value(random: Random, path: str, type_: Type) -> object:
    """A value of a fact within its range."""
    if isinstance(type_, Code):
        return random.choice(type_.values)
    if type_ == BOOLEAN:
        return random.random() < 0.5
    if type_ == DATE:
        day = random.choice(DAYS)
        return day if random.random() < 0.6 else _within(day + dt.timedelta(random.randint(-800, 800)))
    low, high = RANGES.numbers[path]
    if type_ == RATE:
        chosen = random.choice(MILLIONTHS) if random.random() < 0.7 else random.randint(low, high)
        return Decimal(chosen).scaleb(-6)
    pool = [
        each
        for each in (*NUMBERS, *AMOUNTS, low, high, *(-number for number in NUMBERS))
        if low <= each <= high
    ]
    return random.choice(pool) if random.random() < 0.7 else random.randint(low, high)


def _within(day: dt.date) -> dt.date:
    first, last = RANGES.dates["today"]
    return min(max(day, first), last)


def a_fact(random: Random, path: str, type_: Type, *, none: bool = True) -> object:
    """A value, or one of the three things that are none: `Missing("unknown")`, not applicable, `Missing("none")`."""
    chance = random.random()
    if chance < 0.18:
        return Missing("unknown")
    if chance < 0.25:
        return NOT_APPLICABLE
    if none and chance < 0.29:
        return Missing("none")
    return a_value(random, path, type_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A partial person: facts by path; the members of the list, `Missing("unknown")`, or not applicable."""

    facts: Mapping[str, object]
    children: tuple[Mapping[str, object], ...] | Missing | object

    def context(self) -> dict[str, object]:
        """As the evaluator reads it."""
        found: dict[str, object] = {}
        for path, value in self.facts.items():
            put(found, path, value)
        if isinstance(self.children, tuple):
            found["child"] = [_context(child) for child in self.children]
        elif not isinstance(self.children, Missing):
            found["child"] = self.children
        return found


def _context(facts: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in facts.items():
        put(found, name, value)
    return found


def put(context: dict[str, object], path: str, value: object) -> None:
    """Put a fact into a context; an unknown one is left out."""
    names = path.split(".")
    for name in names[:-1]:
        inner = context.setdefault(name, {})
        assert isinstance(inner, dict)
        context = inner
    if value != Missing("unknown"):
        context[names[-1]] = None if isinstance(value, Missing) else value


def a_person(random: Random) -> Person:
    """Somebody of whom something is known."""
    facts = {path: a_fact(random, path, type_) for path, type_ in fact_paths().items()}
    if random.random() < 0.1:  # a participant who is not there
        facts |= {path: NOT_APPLICABLE for path in facts if path.startswith("father.")}
    chance = random.random()
    children: tuple[Mapping[str, object], ...] | Missing | object
    if chance < 0.12:
        children = Missing("unknown")
    elif chance < 0.18:
        children = NOT_APPLICABLE
    else:
        children = tuple(
            {name: a_fact(random, f"child.{name}", type_) for name, type_ in CHILD.items()}
            for _ in range(random.choice((0, 1, 1, 2, 3)))
        )
    return Person(facts=facts, children=children)


def a_known_person(random: Random) -> Person:
    """Somebody of whom everything is known and applies."""
    facts = {path: a_value(random, path, type_) for path, type_ in fact_paths().items()}
    children = tuple(
        {name: a_value(random, f"child.{name}", type_) for name, type_ in CHILD.items()}
        for _ in range(random.choice((0, 1, 2, 3)))
    )
    return Person(facts=facts, children=children)


def from_context(context: Mapping[str, object]) -> Person:
    """The partial person that a context says."""

    def read(path: str, inner: object) -> object:
        for name in path.split("."):
            if not isinstance(inner, Mapping) or name not in inner:
                return Missing("unknown")
            inner = inner[name]
        return Missing("none") if inner is None else inner

    members = context.get("child", Missing("unknown"))
    if isinstance(members, list):
        members = tuple({name: read(name, member) for name in CHILD} for member in members)
    return Person(facts={path: read(path, context) for path in fact_paths()}, children=members)
