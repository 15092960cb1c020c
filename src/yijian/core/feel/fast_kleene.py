"""Conditions as generated Python, for people of whom not everything is known: the value, and which facts it needs.

Law: the same value and the same needs as `Compiled.evaluate`, for anybody. A condition is taken apart along `and`, `or`
and `not`; a part that compares facts is plain Python where these are there as machine values (see `fast`), is open where
one is not told, and in every other case (it does not apply, there is none, a number came as a `Decimal`) is left to the
evaluator, as are parts that look at lists or choose. Needs are the bits of an integer until somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from yijian.core.feel import ast
from yijian.core.feel import lowered as low
from yijian.core.feel.evaluate import compile_expression
from yijian.core.feel.fast import Writer
from yijian.core.feel.lowered import INTEGERS, Lowered, Sort
from yijian.core.feel.values import UNKNOWN, Value

Decided: TypeAlias = "tuple[bool | None, int]"
"""True, false, or None: open on the facts of these bits, or none (FEEL's null) where there are no bits."""


@dataclass(frozen=True, slots=True)
class FastCondition:
    """A condition ready to be asked; made by `compile_condition`."""

    ask: Callable[[Mapping[str, Any]], Decided]
    """The bare answer, for who asks it often: compare needs by their bits."""
    paths: list[str]
    """The path that each bit stands for; it grows as the evaluator names more."""
    _known: dict[int, frozenset[str]] = field(default_factory=dict)

    def evaluate(self, facts: Mapping[str, Value]) -> tuple[Value, frozenset[str]]:
        """The value (true, false, `UNKNOWN`, or None) and the paths that may still change it."""
        value, bits = self.ask(facts)
        if not bits:
            return value, _NOTHING
        needs = self._known.get(bits)
        if needs is None:
            needs = self._known[bits] = self.needs(bits)
        return UNKNOWN, needs

    def needs(self, bits: int) -> frozenset[str]:
        """The paths of some bits."""
        return frozenset(path for place, path in enumerate(self.paths) if bits >> place & 1)


_NOTHING: Final[frozenset[str]] = frozenset()
_EMPTY: Final[dict[str, object]] = {}


def compile_condition(rule: Lowered, expression: ast.Expression, *, roots: frozenset[str]) -> FastCondition:
    """A condition as generated code. `rule` is `expression` lowered; `roots` are the names of its scope."""
    writer = _ConditionWriter(roots)
    lines = list(writer.settle(rule, expression, "v", "n"))
    ask = writer.code.compiled(["n = 0", *lines, "return v, n"])
    return FastCondition(ask, writer.paths)


class _ConditionWriter:
    def __init__(self, roots: frozenset[str]) -> None:
        self.code = Writer()
        self.code.constants |= {
            "UNKNOWN": UNKNOWN,
            "EMPTY": _EMPTY,
            "date": date,
            "dict": dict,
            "Decimal": Decimal,
        }
        self.paths: list[str] = []
        self._roots = roots
        self._count = 0

    def bit(self, path: str) -> int:
        """The bit of a path."""
        if path not in self.paths:
            self.paths.append(path)
        return 1 << self.paths.index(path)

    def settle(self, node: Lowered, expression: ast.Expression, value: str, needs: str) -> Iterator[str]:
        """Lines that put the value of a condition into one name and its bits into another (0 before them)."""
        if isinstance(node, low.Not):
            yield from self.settle(node.operand, node.operand.origin, value, needs)
            yield f"if {value} is not None: {value} = not {value}"
        elif isinstance(node, low.All | low.Any) and isinstance(
            node.origin, ast.Conjunction | ast.Disjunction
        ):
            yield from self._chain(node, value, needs)
        else:
            facts = tuple(dict.fromkeys(_facts_of(node)))
            if facts and (_is_plain(node) or (len(facts) == 1 and _looks_at_one_fact(node))):
                yield from self._compared(node, facts, expression, value, needs)
            else:
                yield f"{value}, {needs} = {self._evaluator(expression)}(f)"

    def _chain(self, node: low.All | low.Any, value: str, needs: str) -> Iterator[str]:
        """Each part is asked only while none has decided; what is open is gathered."""
        decisive, neutral = ("False", "True") if isinstance(node, low.All) else ("True", "False")
        self._count += 1
        part, bits = f"v{self._count}", f"n{self._count}"
        indent = ""
        yield f"{value} = {neutral}"
        for operand in node.operands:
            yield f"{indent}{bits} = 0"
            for line in self.settle(operand, operand.origin, part, bits):
                yield f"{indent}{line}"
            yield f"{indent}if {part} is {decisive}:"
            yield f"{indent}    {value} = {decisive}"
            yield f"{indent}    {needs} = 0"
            yield f"{indent}else:"
            indent += "    "
            yield f"{indent}if {part} is None:"
            yield f"{indent}    {value} = None"
            yield f"{indent}    {needs} |= {bits}"
        # the last `else` has its two lines

    def _compared(
        self, node: Lowered, facts: tuple[low.Fact, ...], expression: ast.Expression, value: str, needs: str
    ) -> Iterator[str]:
        """A part without parts of its own: a comparison, or a fact that is a condition."""
        names: dict[str, str] = {}
        tests: list[str] = []
        opens: list[str] = []
        for fact in facts:
            self._count += 1
            name = names[fact.path] = f"x{self._count}"
            yield f"{name} = {self._told(fact.path)}"
            tests.append(f"{name}.__class__ is {'Decimal' if fact.decimals else _CLASSES[fact.sort]}")
            opens.append(f"({self.bit(fact.path)} if {name} is UNKNOWN else 0)")
        yield f"if {' and '.join(tests)}:"
        yield f"    {value} = {_WithNames(self.code, names).write(node)}"
        if len(facts) == 1:
            yield f"elif {name} is UNKNOWN:"
            yield f"    {value} = None"
            yield f"    {needs} = {self.bit(facts[0].path)}"
        else:
            told = [
                f"({test} or {names[fact.path]} is UNKNOWN)" for fact, test in zip(facts, tests, strict=True)
            ]
            yield f"elif {' and '.join(told)}:"
            yield f"    {value} = None"
            yield f"    {needs} = {' | '.join(opens)}"
        yield "else:"
        yield f"    {value}, {needs} = {self._evaluator(expression)}(f)"

    def _told(self, path: str) -> str:
        """Reading a fact, `UNKNOWN` where it is not there; a group that is no plain dictionary is no value either."""
        *groups, name = path.split(".")
        found = "f"
        for group in groups:
            found = f"{found}.get({self.code.constant(group)}, EMPTY)"
        if not groups:
            return f"f.get({self.code.constant(name)}, UNKNOWN)"
        self._count += 1
        group_name = f"g{self._count}"
        inner = f"{group_name}.get({self.code.constant(name)}, UNKNOWN)"
        return f"{inner} if ({group_name} := {found}).__class__ is dict else None"

    def _evaluator(self, expression: ast.Expression) -> str:
        """The name of a function that leaves a part to the evaluator."""
        compiled = compile_expression(expression, roots=self._roots)

        def ask(facts: Mapping[str, Any]) -> Decided:
            result = compiled.evaluate(facts)
            bits = 0
            for path in result.needs:
                bits |= self.bit(path)
            value = result.value
            if value is True or (value is False and not bits):
                return value, 0
            return (None, bits) if value is UNKNOWN or value is None else (False, 0)

        self._count += 1
        name = f"e{self._count}"
        self.code.constants[name] = ask
        return name


class _WithNames(Writer):
    """Writes an expression whose facts are names already."""

    def __init__(self, code: Writer, names: Mapping[str, str]) -> None:
        super().__init__(code.constants, code._texts, code._fresh)
        self._names = names

    def read(self, path: str, owner: low.Variable | None) -> str:
        """The name of a fact."""
        return self._names[path] if owner is None else super().read(path, owner)


_CLASSES: Final = {
    **dict.fromkeys(INTEGERS, "int"),
    Sort.TRUTH: "bool",
    Sort.DATE: "date",
    Sort.SYMBOL: "str",
}
_NOT_PLAIN: Final = (
    *(low.Choose, low.Quantify, low.Count, low.Total, low.IsDefined, low.Opaque, low.Nothing),
    *(low.All, low.Any, low.Not),
    low.PartOfDate,  # the evaluator names the year of a date that it needs, not the date
)


def _is_plain(part: Lowered) -> bool:
    """Whether a part is open exactly where a fact of it is: it chooses nothing, and asks nothing of lists."""
    return not any(isinstance(node, _NOT_PLAIN) for node in low.nodes_of(part))


def _looks_at_one_fact(part: Lowered) -> bool:
    """Whether a part puts several comparisons of one fact together (`x in (1, > 5)`): open exactly where that is."""
    if isinstance(part, low.All | low.Any):
        return all(map(_looks_at_one_fact, part.operands))
    return _is_plain(part) and any(True for _ in _facts_of(part))


def _facts_of(node: Lowered) -> Iterator[low.Fact]:
    return (each for each in low.nodes_of(node) if isinstance(each, low.Fact))
