"""For a handful of rules: finitely many people that stand for everybody.

Law: whatever truth values the rules can take together for anybody, they take for one of the representatives. So "no
representative satisfies them" proves that nobody does. It holds because each kind of fact is read in a way that
tells only finitely many cases apart:

* a yes/no has three states (yes, no, none);
* a code out of a closed list is only compared, for equality, with codes of its list: the codes that the rules name, as many others as there
  are facts of that list, and none;
* a date is only compared with `today`, itself or some months later: what counts is between which of these offsets
  today lies, or on which of them (`date + months` never falls when the months grow).

A rule that reads a fact in any other way is not bounded, and nothing is concluded from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from yijian.core.feel import BOOLEAN, DATE, Code, Expression, Type, YearsMonths, ast

TODAY_OF_WITNESSES: Final = date(2026, 11, 15)
"""The middle of a month: adding months never meets the end of one, so every offset falls on a day of its own."""

_MONTHS_BACK_AT_MOST: Final = 12 * 150


@dataclass(slots=True)
class _Uses:
    """How the facts are read: literals that codes are compared with by list, offsets in months by date."""

    literals: dict[str, set[str]] = field(default_factory=dict)
    offsets: dict[str, set[int]] = field(default_factory=dict)
    bounded: bool = True


def representatives(
    rules: Iterable[Expression], facts: Mapping[str, Type]
) -> dict[str, tuple[object, ...]] | None:
    """For each fact (`mother.ethnicity`) the values that stand for all; None where a rule is not bounded.

    `facts` are all facts that the rules may read, by their path without positions; `today` is `TODAY_OF_WITNESSES`.
    """
    uses = _Uses()
    for rule in rules:
        _read(rule, facts, uses)
    if not uses.bounded:
        return None
    domains: dict[str, tuple[object, ...]] = {}
    for path in facts:
        domain = _domain(path, facts, uses)
        if domain is None:
            return None
        domains[path] = domain
    return domains


def _domain(path: str, facts: Mapping[str, Type], uses: _Uses) -> tuple[object, ...] | None:
    type_ = facts[path]
    if type_ == BOOLEAN:
        return (True, False, None)
    if isinstance(type_, Code) and type_.values:
        named = sorted(uses.literals.get(type_.list_name, set()))
        if not set(named) <= set(type_.values):
            return None
        same_list = sum(
            isinstance(other, Code) and other.list_name == type_.list_name for other in facts.values()
        )
        others = [code for code in type_.values if code not in named][:same_list]
        return (*named, *others, None)
    if type_ == DATE:
        return (*_days(sorted(uses.offsets.get(path, {0}))), None)
    return None


def _days(offsets: list[int]) -> Iterator[date]:
    """For each offset, the dates with today exactly on it, and just before and just after it."""
    for months in offsets:
        exact = months_before(TODAY_OF_WITNESSES, months)
        yield from (exact + timedelta(days=1), exact, exact - timedelta(days=1))


def months_before(day: date, months: int) -> date:
    """The same day of the month, some months earlier (later where negative)."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1)


def _path_of(node: ast.Node) -> str | None:
    """`mother.ethnicity` for a path of two names."""
    if isinstance(node, ast.Path) and isinstance(node.source, ast.Name):
        return f"{node.source.name}.{node.name}"
    return None


def _read(node: ast.Node, facts: Mapping[str, Type], uses: _Uses) -> None:
    """Note how a rule reads its facts; not bounded where a fact is read in a way that is not understood."""
    match node:
        case ast.Comparison(left=left, right=right):
            _compare(node.operator, left, right, facts, uses)
        case ast.In(subject=subject, tests=tests):
            for test in tests.tests:
                items = test.items if isinstance(test, ast.ListLiteral) else (test,)
                for item in items:
                    _compare("=", subject, item, facts, uses)
        case ast.Conjunction() | ast.Disjunction() | ast.If():
            for child in ast.children(node):
                _read(child, facts, uses)
        case ast.Call(function=ast.Name(name="not"), arguments=(argument,)):
            _read(argument.value, facts, uses)
        case ast.Boolean() | ast.Null():
            pass
        case _:
            path = _path_of(node)
            if path is None or facts.get(path) != BOOLEAN:
                uses.bounded = False


def _compare(
    operator: str,
    left: ast.Node,
    right: ast.Node,
    facts: Mapping[str, Type],
    uses: _Uses,
) -> None:
    sides = (left, right)
    if _compare_dates(sides, facts, uses):
        return
    types: set[Type | None] = set()
    for side in sides:
        if isinstance(side, ast.Boolean | ast.Null | ast.String):
            continue
        path = _path_of(side)
        types.add(facts.get(path) if path else None)
    texts = [side.value for side in sides if isinstance(side, ast.String)]
    (type_,) = types if len(types) == 1 else (None,)
    if isinstance(type_, Code) and operator in ("=", "!="):
        uses.literals.setdefault(type_.list_name, set()).update(texts)
    elif type_ != BOOLEAN or operator not in ("=", "!=") or texts:
        uses.bounded = False


def _compare_dates(sides: tuple[ast.Node, ast.Node], facts: Mapping[str, Type], uses: _Uses) -> bool:
    """Whether this compares `today` with a date, or with a date some months later; notes the offset."""
    for today, other in (sides, sides[::-1]):
        if not (isinstance(today, ast.Name) and today.name == "today"):
            continue
        months = 0
        match other:
            case ast.Arithmetic(
                operator="+", left=start, right=ast.Temporal(value=YearsMonths(months=months))
            ):
                other = start
        path = _path_of(other)
        if path is not None and facts.get(path) == DATE and abs(months) <= _MONTHS_BACK_AT_MOST:
            uses.offsets.setdefault(path, set()).add(months)
            return True
    return False
