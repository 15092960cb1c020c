"""Rules as generated Python, for people of whom everything is known.

The code is generated from the lowered tree alone: names and texts of the rule come into it as constants of the function,
never as code. A fast rule reads the same nested facts as the evaluator and wants them as machine values: whole numbers
as `int` (money in fen), rates as `Decimal`, codes and texts as `str`, dates as `date`. Every fact that it reads has a value; whether that is
so is the caller's to know (`fast_kleene` asks nothing of its caller).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import Lowered, Variable
from yijian.core.feel.lowered_numbers import refusal
from yijian.core.feel.temporal import add_months

FastRule: TypeAlias = Callable[[Mapping[str, Any]], Any]


class NoValue(Exception):
    """A fast rule has no result: it adds up a list that has no members."""


def compile_fast(rule: Lowered) -> FastRule:
    """A function from facts to the value of a rule: a bool, an int, a str or a date. It raises `NoValue`.

    Raises `FeelOutsideSubset` for a tree that was lowered for proof only.
    """
    return Writer().function(rule)


def scaled(value: Decimal, decimals: int) -> int:
    """A rate in units of its last decimal."""
    return int(value.scaleb(decimals))


def total(values: list[int]) -> int:
    """The sum of some values; there is none of none."""
    if not values:
        raise NoValue
    return sum(values)


def months_later(day: date, months: int) -> date:
    """`feel.temporal.add_months` on the calendar of Python, which lowering has made sure of."""
    found = add_months(day, months)
    if not isinstance(found, date):
        raise NoValue
    return found


def full_months(start: date, end: date) -> int:
    """Whole months from one date to another: days of a calendar whose months have 31, cut towards zero."""
    distance = (end.year - start.year) * 372 + (end.month - start.month) * 31 + end.day - start.day
    return distance // 31 if distance >= 0 else -(-distance // 31)


def full_years(start: date, end: date) -> int:
    """Whole years from one date to another."""
    distance = (end.year - start.year) * 372 + (end.month - start.month) * 31 + end.day - start.day
    return distance // 372 if distance >= 0 else -(-distance // 372)


_FUNCTIONS: Final = (
    scaled,
    total,
    months_later,
    full_months,
    full_years,
    timedelta,
    any,
    all,
    min,
    max,
    sum,
    len,
    abs,
)
_SIGNS: Final = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_DATE_PARTS: Final = {"year": "year", "month": "month", "day": "day", "weekday": "isoweekday()"}


@dataclass(slots=True)
class Writer:
    """Writes the expressions of one function."""

    constants: dict[str, object] = field(default_factory=dict)
    """What stands for what in the code."""
    _texts: dict[tuple[type, object], str] = field(default_factory=dict)
    _fresh: int = 0

    def function(self, rule: Lowered) -> FastRule:
        """The finished function."""
        return self.compiled([f"return {self.write(rule)}"])

    def compiled(self, lines: list[str]) -> FastRule:
        """A function of these lines over the facts `f`, inside one that binds the constants: the fastest names there are."""
        names = {each.__name__: each for each in _FUNCTIONS} | self.constants
        body = "\n".join(f"        {line}" for line in lines)
        code = f"def make({', '.join(names)}):\n    def rule(f):\n{body}\n    return rule"
        made: dict[str, Any] = {}
        exec(compile(code, "<rule>", "exec"), made)  # noqa: S102  # written here, from the checked tree alone
        found: FastRule = made["make"](**names)
        return found

    def constant(self, value: object) -> str:
        """The name under which a value stands in the code; a whole number or a truth stands for itself."""
        if isinstance(value, bool | int):
            return f"({value})" if value < 0 else str(value)
        key = (type(value), value)
        if key not in self._texts:
            self._texts[key] = f"k{len(self._texts)}"
            self.constants[self._texts[key]] = value
        return self._texts[key]

    def fresh(self) -> str:
        """A name for a value that is used twice."""
        self._fresh += 1
        return f"t{self._fresh}"

    def write(self, node: Lowered) -> str:
        """The expression of a node, in brackets where it needs them."""
        writer = _WRITERS.get(type(node))
        if writer is None:
            raise refusal(
                node.origin,
                Text("这一处不在可证明的子集里", "This lies outside the verifiable subset"),
                Text("请用条件和计算写出来", "Write it with conditions and calculations"),
            )
        return writer(self, node)

    def _fact(self, node: low.Fact) -> str:
        read = self.read(node.path, node.owner)
        return f"scaled({read}, {node.decimals})" if node.decimals else read

    def read(self, path: str, owner: Variable | None) -> str:
        """Reading what stands at a path."""
        base = "f" if owner is None else f"m{owner.number}"
        return base + "".join(f"[{self.constant(name)}]" for name in path.split(".") if name)

    def _binary(self, sign: str) -> Callable[[Any], str]:
        return lambda node: f"({self.write(node.left)} {sign} {self.write(node.right)})"

    def _compare(self, node: low.Compare) -> str:
        constant = node.right.value if isinstance(node.right, low.Constant) else None
        if isinstance(constant, bool):
            return (
                self.write(node.left) if constant is (node.sign == "=") else f"(not {self.write(node.left)})"
            )
        return self._binary(_SIGNS[node.sign])(node)

    def _chain(self, node: low.All | low.Any) -> str:
        if isinstance(node, low.Any) and (options := _options(node)) is not None:
            return f"({self.write(options[0])} in {self.constant(options[1])})"
        sign = " and " if isinstance(node, low.All) else " or "
        return f"({sign.join(map(self.write, node.operands))})"

    def _choose(self, node: low.Choose) -> str:
        then, otherwise = self.write(node.then), self.write(node.otherwise)
        return f"({then} if {self.write(node.condition)} else {otherwise})"

    def _members(self, members: low.Members) -> str:
        source = self.read(members.source.path, members.source.owner)
        chosen = "" if members.condition is None else f" if {self.write(members.condition)}"
        return f"for m{members.variable.number} in {source}{chosen}"

    def _quantify(self, node: low.Quantify) -> str:
        name = "any" if node.quantifier == "some" else "all"
        members = self._members(node.members)
        return f"{name}([{self.write(node.condition)} {members}])"

    def _count(self, node: low.Count) -> str:
        if node.members.condition is None:
            return f"len({self.read(node.members.source.path, node.members.source.owner)})"
        return f"len([0 {self._members(node.members)}])"

    def _total(self, node: low.Total) -> str:
        members = self._members(node.members)
        return f"total([{self.write(node.value)} {members}])"

    def _rounded(self, node: low.RoundedQuotient) -> str:
        numerator, divisor = self.write(node.numerator), node.divisor
        if node.rounding == "floor":
            return f"({numerator} // {divisor})"
        if node.rounding == "ceiling":
            return f"(-(-{numerator} // {divisor}))"
        name, half, double = self.fresh(), divisor, 2 * divisor
        above = f"(2 * {name} + {half}) // {double}"
        return f"({above} if ({name} := {numerator}) >= 0 else -((2 * -{name} + {half}) // {double}))"

    def _extreme(self, node: low.Extreme) -> str:
        name = "max" if node.greatest else "min"
        return f"{name}({', '.join(map(self.write, node.operands))})"

    def _part_of_date(self, node: low.PartOfDate) -> str:
        return f"{self.write(node.date)}.{_DATE_PARTS[node.part]}"


def _options(node: low.Any) -> tuple[Lowered, tuple[object, ...]] | None:
    """The subject and the values of `x = a or x = b`, where that is all there is."""
    values: list[object] = []
    for operand in node.operands:
        if not (
            isinstance(operand, low.Compare)
            and operand.sign == "="
            and isinstance(operand.right, low.Constant)
        ):
            return None
        values.append(operand.right.value)
    subjects = {operand.left for operand in node.operands if isinstance(operand, low.Compare)}
    return (next(iter(subjects)), tuple(values)) if len(subjects) == 1 else None


_WRITERS: Final[dict[type[Lowered], Callable[[Writer, Any], str]]] = {
    low.Constant: lambda writer, node: writer.constant(node.value),
    low.Fact: Writer._fact,
    low.Compare: Writer._compare,
    low.All: Writer._chain,
    low.Any: Writer._chain,
    low.Not: lambda writer, node: f"(not {writer.write(node.operand)})",
    low.IsDefined: lambda _writer, _node: "True",
    low.Choose: Writer._choose,
    low.Quantify: Writer._quantify,
    low.Count: Writer._count,
    low.Total: Writer._total,
    low.Add: lambda writer, node: writer._binary("+")(node),
    low.Subtract: lambda writer, node: writer._binary("-")(node),
    low.Multiply: lambda writer, node: writer._binary("*")(node),
    low.Negate: lambda writer, node: f"(-{writer.write(node.operand)})",
    low.Absolute: lambda writer, node: f"abs({writer.write(node.operand)})",
    low.RoundedQuotient: Writer._rounded,
    low.Extreme: Writer._extreme,
    low.AddMonths: lambda writer, node: (
        f"months_later({writer.write(node.date)}, {writer.write(node.months)})"
    ),
    low.AddDays: lambda writer, node: f"({writer.write(node.date)} + timedelta({writer.write(node.days)}))",
    low.DaysBetween: lambda writer, node: f"({writer.write(node.end)} - {writer.write(node.start)}).days",
    low.FullMonths: lambda writer, node: f"full_months({writer.write(node.start)}, {writer.write(node.end)})",
    low.FullYears: lambda writer, node: f"full_years({writer.write(node.start)}, {writer.write(node.end)})",
    low.PartOfDate: Writer._part_of_date,
}
