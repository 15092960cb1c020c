"""The dictionary and the rules of a generated country: their kinds and shares are those of `definitions/`.

Rules compare codes and yes/no, count ages and periods, bound numbers and amounts, look for one of several codes ticked
together, join these by `and`, `or` and `if`, and now and then leave a case to an officer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Any, Final

MARK: Final = {"certainty": "published", "source": "GEN"}

Definition = dict[str, Any]


def named(text: str) -> dict[str, str]:
    """A name in both languages."""
    return {"zh": text, "en": text}


def facts_in(rule: str) -> set[str]:
    """The paths of the facts that a rule reads."""
    return set(re.findall(r"[a-z0-9]+\.[a-z]+[0-9]+", rule))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How many facts of each kind an entity has; facts of one kind are numbered from 0 (`flag0`)."""

    flags: int
    codes: int
    ticked: int
    days: int
    numbers: int
    amounts: int

    def paths(self, role: str) -> list[str]:
        """The facts of somebody who plays a role."""
        return [f"{role}.{name}" for name in self.concepts()]

    def concepts(self) -> dict[str, Definition]:
        """The concepts by name. Each fifth yes/no and each fourth code does not apply to everybody."""
        made: dict[str, Definition] = {"name": _concept("name", "text")}
        for at in range(self.flags):
            hangs = {"applies_when": 'code0 != "c0"'} if at % 5 == 4 else {}
            made[f"flag{at}"] = _concept(f"flag{at}", "boolean", **hangs)
        for at in range(self.codes):
            hangs = {"applies_when": f'code{at - 1} != "c1"'} if at % 4 == 3 else {}
            made[f"code{at}"] = _concept(f"code{at}", "code", codes=_codes(size_of(at)), **hangs)
        for at in range(self.ticked):
            made[f"ticked{at}"] = _concept(f"ticked{at}", "codes", codes=_codes(size_of(at) + 3))
        for at in range(self.days):
            made[f"day{at}"] = _concept(f"day{at}", "date", minimum="1900-01-01", maximum="today")
        for at in range(self.numbers):
            made[f"number{at}"] = _concept(f"number{at}", "integer", minimum="0", maximum=str(most_of(at)))
        for at in range(self.amounts):
            made[f"amount{at}"] = _concept(f"amount{at}", "money")
        return made


def _concept(name: str, kind: str, **more: object) -> Definition:
    question = {"zh": f"{{who}}的{name}？", "en": f"What is {name} of {{who}}?"}
    return {"name": named(name), "type": kind, "question": question, **more, **MARK}


def size_of(code: int) -> int:
    """How many codes the list of a fact of codes has."""
    return 3 + code % 6


def most_of(number: int) -> int:
    """The declared maximum of a number."""
    return (10, 120, 100_000)[number % 3]


def _codes(size: int) -> list[Definition]:
    return [{"code": f"c{code}", "name": named(f"c{code}")} for code in range(size)]


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules over the facts of the entities that take part: their shapes by role."""

    random: Random
    shapes: dict[str, Shape]

    def condition(self, roles: list[str]) -> str:
        """A rule of one to three parts."""
        role = self.random.choice(roles)
        kind = self.random.random()
        if kind < 0.55:
            return self._part(role)
        if kind < 0.75:
            return f"{self._part(role)} and {self._part(self.random.choice(roles))}"
        if kind < 0.9:
            return f"{self._part(role)} or {self._part(self.random.choice(roles))}"
        if kind < 0.95:
            return f"if {self._part(role)} then {self._part(role)} else {self._part(role)}"
        return f"({self._part(role)} or {self._part(role)}) and not({self._flag(role)})"

    def criterion(self, roles: list[str]) -> str:
        """A condition; one in twelve leaves some cases to an officer."""
        if self.random.random() < 1 / 12:
            return f"if {self._part(self.random.choice(roles))} then null else true"
        return self.condition(roles)

    def window(self, roles: list[str]) -> list[str]:
        """Two criteria on one fact that somebody meets together: neither too young nor too old."""
        role = self.random.choice(roles)
        day = f"{role}.day{self._at(self.shapes[role].days)}"
        return [f'today >= {day} + @"P16Y"', f'today < {day} + @"P{self.random.choice((45, 55, 60))}Y"']

    def situations(self, roles: list[str]) -> list[str]:
        """Conditions of which one holds for everybody, as their authors would write them."""
        role = self.random.choice(roles)
        kind = self.random.random()
        if kind < 0.3:
            flag = self._flag(role)
            return [flag, f"not({flag})"]
        if kind < 0.65:
            at, size = self._code(role)
            cut = self.random.randrange(1, size)
            return [_among(f"{role}.code{at}", range(cut)), _among(f"{role}.code{at}", range(cut, size))]
        if kind < 0.85:
            day, years = (
                f"{role}.day{self._at(self.shapes[role].days)}",
                self.random.choice((1, 3, 7, 14, 18)),
            )
            return [f'today < {day} + @"P{years}Y"', f'today >= {day} + @"P{years}Y"']
        at = self._at(self.shapes[role].numbers)
        number, limit = f"{role}.number{at}", most_of(at) // self.random.randrange(2, 6)
        return [f"{number} < {limit}", f"{number} >= {limit}"]

    def _part(self, role: str) -> str:
        shape, kind = self.shapes[role], self.random.random()
        if kind < 0.3:
            return self._flag(role)
        if kind < 0.55:
            at, size = self._code(role)
            sign = self.random.choice(("=", "=", "!="))
            return f'{role}.code{at} {sign} "c{self.random.randrange(size)}"'
        if kind < 0.65:
            at, size = self._code(role)
            first = self.random.randrange(size - 1)
            return _among(f"{role}.code{at}", range(first, first + 2))
        if kind < 0.75:
            at = self._at(shape.ticked)
            return f'(some one in {role}.ticked{at} satisfies one = "c{self.random.randrange(size_of(at))}")'
        if kind < 0.87:
            day, sign = f"{role}.day{self._at(shape.days)}", self.random.choice((">=", "<"))
            period = self.random.choice(("P6M", "P1Y", "P3Y", "P16Y", "P18Y", "P60Y"))
            return f'today {sign} {day} + @"{period}"'
        if kind < 0.95:
            at = self._at(shape.numbers)
            return f"{role}.number{at} {self.random.choice(('>=', '<='))} {1 + self._at(most_of(at) - 1)}"
        return f"{role}.amount{self._at(shape.amounts)} <= yuan({self.random.randrange(1, 500) * 1000})"

    def _flag(self, role: str) -> str:
        return f"{role}.flag{self._at(self.shapes[role].flags)}"

    def _code(self, role: str) -> tuple[int, int]:
        at = self._at(self.shapes[role].codes)
        return at, size_of(at)

    def _at(self, count: int) -> int:
        return self.random.randrange(count)


def _among(path: str, codes: range) -> str:
    named_codes = ", ".join(f'"c{code}"' for code in codes)
    return f"{path} = {named_codes}" if len(codes) == 1 else f"{path} in ({named_codes})"
