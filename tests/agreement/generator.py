"""Random rules of the verifiable subset, as text: every operation and every type, over the facts of `world`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from tests.agreement.world import AMOUNTS, CHILD, CODES, DAYS, NUMBERS, PERSON, RANGES, SCOPE
from yijian.core.feel import BOOLEAN, DATE, INTEGER, MONEY, RATE, Code, Expression, FeelError, Type, parse
from yijian.core.feel.lowered import Lowered, beyond_int64
from yijian.core.feel.lowering import lower

_SIGNS: Final = ("=", "!=", "<", "<=", ">", ">=")
_DIVISORS: Final = ("2", "3", "7", "4", "10", "12", "100", "0.5", "365")
_RATES: Final = ("0.055", "1.5", "0.08", "2.25", "-0.5", "0.333")


class Generator:
    """Makes rules; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._loops = 0

    def rule(self) -> str:
        """A rule: most are conditions, some give a number, an amount, a date or a code."""
        make = self.random.choice(
            (self.condition, self.condition, self.condition, self.whole, self.money, self.date, self._code)
        )
        return make(self.random.choice((1, 2, 2, 3, 3)), _TOP)

    def _pick(self, *makers: Callable[[], str]) -> str:
        return self.random.choice(makers)()

    def _fact(self, type_: Type, facts: Mapping[str, Type]) -> str | None:
        paths = [path for path, each in facts.items() if each == type_]
        return self.random.choice(paths) if paths else None

    # Conditions

    def condition(self, depth: int, facts: Mapping[str, Type]) -> str:
        """A condition."""
        if depth <= 0:
            return self._pick(lambda: self._compared(0, facts), lambda: self._atom(facts))
        inner = depth - 1
        return self._pick(
            lambda: self._compared(inner, facts),
            lambda: self._compared(inner, facts),
            lambda: f"({self.condition(inner, facts)}) and ({self.condition(inner, facts)})",
            lambda: f"({self.condition(inner, facts)}) or ({self.condition(inner, facts)})",
            lambda: " and ".join(f"({self.condition(inner - 1, facts)})" for _ in range(3)),
            lambda: f"not({self.condition(inner, facts)})",
            lambda: (
                f"if {self.condition(inner, facts)} then {self.condition(inner, facts)} else {self.condition(inner, facts)}"
            ),
            lambda: self._in(inner, facts),
            lambda: self._quantified(inner, facts),
            lambda: self._is_defined(facts),
            lambda: f"list contains(child.weight, {self.whole(inner, facts)})",
            lambda: f"({self._boolean(facts)}) = ({self.condition(inner, facts)})",
        )

    def _atom(self, facts: Mapping[str, Type]) -> str:
        return self._pick(
            lambda: self._boolean(facts),
            lambda: self._boolean(facts),
            lambda: self.random.choice(("true", "false")),
        )

    def _boolean(self, facts: Mapping[str, Type]) -> str:
        return self._fact(BOOLEAN, facts) or "true"

    def _is_defined(self, facts: Mapping[str, Type]) -> str:
        return f"is defined({self.random.choice(list(facts))})"

    def _compared(self, depth: int, facts: Mapping[str, Type]) -> str:
        sign = self.random.choice(_SIGNS)
        return self._pick(
            lambda: f"({self.whole(depth, facts)}) {sign} ({self.whole(depth, facts)})",
            lambda: f"({self.money(depth, facts)}) {sign} ({self.money(depth, facts)})",
            lambda: f"({self._fraction(depth, facts)}) {sign} ({self.whole(depth, facts)})",
            lambda: f"({self._rate(depth, facts)}) {sign} ({self._rate(depth, facts)})",
            lambda: (
                f"({self.date(depth, facts)}) {sign if sign not in ('=', '!=') else '<='} ({self.date(depth, facts)})"
            ),
            lambda: f"({self.date(depth, facts)}) {sign} ({self._given_date()})",
            lambda: self._codes(depth, facts),
            lambda: f'({self._months(depth, facts)}) {sign} duration("P{self.random.choice(NUMBERS)}M")',
            lambda: f'({self._days(depth, facts)}) {sign} duration("P{self.random.choice(NUMBERS)}D")',
            lambda: (
                f"({self.whole(depth, facts)}) between ({self.whole(depth, facts)}) and ({self.whole(depth, facts)})"
            ),
        )

    def _codes(self, depth: int, facts: Mapping[str, Type]) -> str:
        sign = self.random.choice(("=", "!="))
        code = CODES[self.random.choice(("sex", "region"))]
        return f"({self._code(depth, facts, code)}) {sign} ({self._code(depth, facts, code)})"

    def _code(self, depth: int, facts: Mapping[str, Type], code: Code | None = None) -> str:
        code = code or CODES[self.random.choice(("sex", "region"))]
        chance = self.random.random()
        if depth > 0 and chance < 0.2:
            one, other = self._code(depth - 1, facts, code), self._code(depth - 1, facts, code)
            return f"if {self.condition(depth - 1, facts)} then {one} else {other}"
        path = self._fact(code, facts)
        return path if path and chance < 0.7 else f'"{self.random.choice(code.values)}"'

    def _in(self, depth: int, facts: Mapping[str, Type]) -> str:
        code = CODES[self.random.choice(("sex", "region"))]
        low, high = self.random.choice("[("), self.random.choice("])")
        return self._pick(
            lambda: (
                f"({self._code(depth, facts, code)}) in ({self._code(0, facts, code)}, {self._code(0, facts, code)})"
            ),
            lambda: (
                f"({self._code(depth, facts, code)}) in [{self._code(0, facts, code)}, {self._code(0, facts, code)}]"
            ),
            lambda: (
                f"({self.whole(depth, facts)}) in {low}{self.whole(0, facts)}..{self.whole(0, facts)}{high}"
            ),
            lambda: (
                f"({self.whole(depth, facts)}) in ({self.whole(0, facts)}, < {self.whole(0, facts)}, >= {self.whole(0, facts)})"
            ),
            lambda: (
                f"({self.money(depth, facts)}) in ({low}{self.money(0, facts)}..{self.money(0, facts)}{high}, {self.money(0, facts)})"
            ),
            lambda: f"({self.date(depth, facts)}) in {low}{self._given_date()}..{self._given_date()}{high}",
        )

    # Lists

    def _members(self, variable: str) -> dict[str, Type]:
        return {f"{variable}.{name}": type_ for name, type_ in CHILD.items()}

    def _children(self, depth: int, facts: Mapping[str, Type]) -> str:
        """The list, or those of its members for which a condition holds."""
        if self.random.random() < 0.5:
            return "child"
        return f"child[{self.condition(min(depth, 1), {**facts, **CHILD, **self._members('item')})}]"

    def _quantified(self, depth: int, facts: Mapping[str, Type]) -> str:
        self._loops += 1
        variable = f"c{self._loops}"
        inner = {**facts, **self._members(variable)}
        return (
            f"{self.random.choice(('some', 'every'))} {variable} in {self._children(depth, facts)} "
            f"satisfies {self.condition(depth, inner)}"
        )

    def _total(self, depth: int, facts: Mapping[str, Type], name: str, make: Callable[..., str]) -> str:
        self._loops += 1
        variable = f"c{self._loops}"
        inner = {**facts, **self._members(variable)}
        return self._pick(
            lambda: f"sum({self._children(depth, facts)}.{name})",
            lambda: (
                f"sum(for {variable} in {self._children(depth, facts)} return {make(min(depth, 1), inner)})"
            ),
        )

    # Numbers

    def whole(self, depth: int, facts: Mapping[str, Type]) -> str:
        """A whole number."""
        if depth <= 0:
            return self._pick(
                lambda: self._fact(INTEGER, facts) or "1",
                lambda: self._fact(INTEGER, facts) or "1",
                lambda: str(self.random.choice(NUMBERS)),
                lambda: f"-{self.random.choice(NUMBERS)}",
            )
        inner = depth - 1
        rounding = self.random.choice(("floor", "ceiling", "round half up"))
        return self._pick(
            lambda: f"({self.whole(inner, facts)}) {self.random.choice('+-*')} ({self.whole(inner, facts)})",
            lambda: f"-({self.whole(inner, facts)})",
            lambda: f"abs({self.whole(inner, facts)})",
            lambda: (
                f"{self.random.choice(('min', 'max'))}({self.whole(inner, facts)}, {self.whole(inner, facts)})"
            ),
            lambda: f"min({self.whole(inner, facts)}, {self.whole(0, facts)}, {self.whole(0, facts)})",
            lambda: (
                f"if {self.condition(inner, facts)} then {self.whole(inner, facts)} else {self.whole(inner, facts)}"
            ),
            lambda: f"{rounding}(({self.whole(inner, facts)}) / {self.random.choice(_DIVISORS)})",
            lambda: f"{rounding}({self._fraction(inner, facts)})",
            lambda: f"full years between({self.date(inner, facts)}, {self._given_date()})",
            lambda: f"full months between({self._given_date()}, {self.date(inner, facts)})",
            lambda: f"({self.date(inner, facts)}).{self.random.choice(('year', 'month', 'day', 'weekday'))}",
            lambda: f"count({self._children(inner, facts)})",
            lambda: self._total(inner, facts, "weight", self.whole),
            lambda: f"sum({self.whole(inner, facts)}, {self.whole(0, facts)})",
            lambda: self._fact(INTEGER, facts) or "1",
        )

    def _fraction(self, depth: int, facts: Mapping[str, Type]) -> str:
        """A number with decimals."""
        return self._pick(
            lambda: f"({self.whole(depth, facts)}) * {self.random.choice(_RATES)}",
            lambda: f"({self.whole(depth, facts)}) * 1.25 - ({self.whole(0, facts)}) * 0.1",
            lambda: (
                f"round half up(({self.whole(depth, facts)}) / 7, {self.random.choice(('1', '2', '-1'))})"
            ),
        )

    def _rate(self, depth: int, facts: Mapping[str, Type]) -> str:
        """A rate told, or one written out."""
        written = self.random.choice(_RATES)
        if depth <= 0:
            return self._pick(lambda: self._fact(RATE, facts) or written, lambda: written)
        inner = depth - 1
        return self._pick(
            lambda: self._fact(RATE, facts) or written,
            lambda: f"({self._rate(inner, facts)}) {self.random.choice('+-')} ({self._rate(0, facts)})",
            lambda: f"({self._rate(inner, facts)}) * ({self._rate(0, facts)})",
            lambda: f"-({self._rate(inner, facts)})",
            lambda: (
                f"{self.random.choice(('min', 'max'))}({self._rate(inner, facts)}, {self._rate(0, facts)})"
            ),
            lambda: f"round half up({self._rate(inner, facts)}, {self.random.choice(('0', '1', '2', '4'))})",
            lambda: (
                f"if {self.condition(inner, facts)} then {self._rate(inner, facts)} else {self._rate(0, facts)}"
            ),
            lambda: self._total(inner, facts, "part", self._rate),
        )

    def money(self, depth: int, facts: Mapping[str, Type]) -> str:
        """An amount of money."""
        if depth <= 0:
            amount = self.random.choice(AMOUNTS)
            return self._pick(
                lambda: self._fact(MONEY, facts) or "yuan(1)",
                lambda: self._fact(MONEY, facts) or "yuan(1)",
                lambda: f"yuan({amount // 100}.{amount % 100:02})",
            )
        inner = depth - 1
        rounding = self.random.choice(("floor", "ceiling", "round half up"))
        return self._pick(
            lambda: f"({self.money(inner, facts)}) {self.random.choice('+-')} ({self.money(inner, facts)})",
            lambda: f"({self.money(inner, facts)}) * ({self.whole(0, facts)})",
            lambda: f"{rounding}(({self.money(inner, facts)}) * {self.random.choice(_RATES)})",
            lambda: f"{rounding}(({self.money(inner, facts)}) * ({self._rate(inner, facts)}))",
            lambda: (
                f"{rounding}(({self._rate(0, facts)}) * ({self.money(inner, facts)}) / {self.random.choice(_DIVISORS)})"
            ),
            lambda: f"{rounding}(({self.money(inner, facts)}) / {self.random.choice(_DIVISORS)})",
            lambda: f"{rounding}(({self.money(inner, facts)}) * 0.6 / {self.random.choice(_DIVISORS)})",
            lambda: (
                f"{self.random.choice(('min', 'max'))}({self.money(inner, facts)}, {self.money(inner, facts)})"
            ),
            lambda: (
                f"if {self.condition(inner, facts)} then {self.money(inner, facts)} else {self.money(inner, facts)}"
            ),
            lambda: self._total(inner, facts, "cost", self.money),
            lambda: f"abs({self.money(inner, facts)})",
        )

    # Dates

    def _given_date(self) -> str:
        return f'@"{self.random.choice(DAYS).isoformat()}"' if self.random.random() < 0.7 else "today"

    def date(self, depth: int, facts: Mapping[str, Type]) -> str:
        """A date."""
        if depth <= 0:
            return self._pick(
                lambda: self._fact(DATE, facts) or "today",
                lambda: self._fact(DATE, facts) or "today",
                self._given_date,
            )
        inner = depth - 1
        sign = self.random.choice("+-")
        return self._pick(
            lambda: f"({self.date(inner, facts)}) {sign} {self._months(0, facts)}",
            lambda: f"({self.date(inner, facts)}) {sign} {self._months(0, facts)}",
            lambda: f'({self.date(inner, facts)}) {sign} duration("P{self.random.choice(NUMBERS)}D")',
            lambda: (
                f"{self.random.choice(('min', 'max'))}({self.date(inner, facts)}, {self.date(inner, facts)})"
            ),
            lambda: (
                f"if {self.condition(inner, facts)} then {self.date(inner, facts)} else {self.date(inner, facts)}"
            ),
        )

    def _months(self, depth: int, facts: Mapping[str, Type]) -> str:
        if depth > 0 and self.random.random() < 0.5:
            return f"years and months duration({self.date(depth - 1, facts)}, {self._given_date()})"
        text = f'duration("P{self.random.choice((0, 1, 2, 60))}Y{self.random.choice((0, 1, 6, 11))}M")'
        return (
            text
            if self.random.random() < 0.6
            else f"({text} * {self.random.choice(('k', 'mother.age', '-1'))})"
        )

    def _days(self, depth: int, facts: Mapping[str, Type]) -> str:
        return f"({self._given_date()}) - ({self.date(depth, facts)})"


_TOP: Final[dict[str, Type]] = {
    **{
        name: type_
        for name, type_ in SCOPE.items()
        if isinstance(type_, Code) or type_ in (BOOLEAN, DATE, INTEGER, MONEY, RATE)
    },
    **{f"mother.{name}": type_ for name, type_ in PERSON.items()},
    **{f"father.{name}": type_ for name, type_ in PERSON.items()},
}


def rules(seed: int, number: int) -> list[tuple[str, Expression, Lowered]]:
    """So many rules that lie in the subset and fit 64 bits by the ranges of the world."""
    generator = Generator(seed)
    found: list[tuple[str, Expression, Lowered]] = []
    while len(found) < number:
        text = generator.rule()
        try:
            expression = parse(text)
            lowered = lower(expression, SCOPE, ranges=RANGES)
        except FeelError:
            continue
        if not beyond_int64(lowered):
            found.append((text, expression, lowered))
    return found
