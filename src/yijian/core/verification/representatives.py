"""For a handful of rules: finitely many people that stand for everybody.

Law: whatever truth values the rules can take together for anybody, they take for one of the representatives. So "no
representative satisfies them" proves that nobody does. It holds because each kind of fact is read in a way that
tells only finitely many cases apart:

* a yes/no has three states (yes, no, none);
* a code out of a closed list is only compared, for equality, with codes of its list: the codes that the rules name, as many others as there
  are facts of that list, and none;
* several codes of one list are only asked for a member of that list: every set of the codes named, with and without
  another one;
* a date is only compared with `today`, itself or some months later: what counts is between which of these offsets
  today lies, or on which of them (`date + months` never falls when the months grow).

A rule that reads a fact in any other way is not bounded, and nothing is concluded from it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from yijian.core.feel import BOOLEAN, DATE, Code, Expression, ListOf, Type, YearsMonths, ast

TODAY_OF_WITNESSES: Final = date(2026, 11, 15)
"""The middle of a month: adding months never meets the end of one, so every offset falls on a day of its own."""

_MONTHS_BACK_AT_MOST: Final = 12 * 150
_MOST_CODES_TOGETHER: Final = 10
"""Of more codes that can be ticked together there are too many sets."""


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
    if isinstance(type_, ListOf) and isinstance(type_.member, Code):
        return _sets_of(type_.member, uses.literals.get(type_.member.list_name, set()))
    if type_ == DATE:
        return (*_days(sorted(uses.offsets.get(path, {0}))), None)
    return None


def _sets_of(codes: Code, named: set[str]) -> tuple[object, ...] | None:
    """Every set of codes that rules can tell apart; nobody ticks none."""
    if not named <= set(codes.values) or len(named) > _MOST_CODES_TOGETHER:
        return None
    others = [code for code in codes.values if code not in named][:1]
    apart = [*sorted(named), *others]
    return tuple(
        list(chosen) for size in range(1, len(apart) + 1) for chosen in itertools.combinations(apart, size)
    )


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
        case ast.Quantified(
            quantifier="some",
            iterators=(ast.Iterator(variable=variable, domain=domain),),
            condition=condition,
        ):
            _read_member(variable, domain, condition, facts, uses)
        case ast.Boolean() | ast.Null():
            pass
        case _:
            path = _path_of(node)
            if path is None or facts.get(path) != BOOLEAN:
                uses.bounded = False


def _read_member(
    variable: str, domain: ast.Node, condition: ast.Node, facts: Mapping[str, Type], uses: _Uses
) -> None:
    """`some v in x satisfies v = "a"`, or `v in ("a", "b")`."""
    path = _path_of(domain)
    type_ = facts.get(path) if path else None
    match condition:
        case ast.Comparison(operator="=", left=ast.Name(name=name), right=ast.String(value=code)):
            codes = [code]
        case ast.In(subject=ast.Name(name=name), tests=tests) if all(
            isinstance(test, ast.String) for test in tests.tests
        ):
            codes = [test.value for test in tests.tests if isinstance(test, ast.String)]
        case _:
            name, codes = "", []
    if name == variable and isinstance(type_, ListOf) and isinstance(type_.member, Code):
        uses.literals.setdefault(type_.member.list_name, set()).update(codes)
    else:
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
