"""What a lowered rule reads and names, and whether finitely many persons stand for all before it.

Finitely many do where every fact is read in a way that tells only finitely many cases apart:

* a yes/no, and a code of a closed list that is compared for equality;
* a number that is compared with numbers written in the rule: these, the ones beside them, and the ends of its range;
* a date that is compared with `today`, itself or some months later: today on each of these days, just before and just
  after it (`date + months` never falls when the months grow; see `representatives`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from yijian.core.feel import Compiled, YearsMonths, ast, compile_expression
from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import INTEGERS, Lowered, Sort

TODAY: Final = "today"
MOST_YEARS: Final = 150
_JOINING: Final = (low.All, low.Any, low.Not, low.IsDefined, low.Choose)


@dataclass(slots=True)
class Reading:
    """What one rule reads (facts from the top, lists, facts of their members) and the constants that it names."""

    facts: dict[str, low.Fact] = field(default_factory=dict)
    lists: dict[low.Variable, low.ListFact] = field(default_factory=dict)
    member_facts: list[low.Fact] = field(default_factory=list)
    texts: dict[str, None] = field(default_factory=dict)
    numbers: dict[int, None] = field(default_factory=dict)
    days: dict[date, None] = field(default_factory=dict)
    months: dict[int, None] = field(default_factory=dict)
    coded_facts: int = 0
    finite: bool = True

    def add(self, other: Reading) -> None:
        """Take in what another rule reads and names."""
        self.facts |= other.facts
        self.lists |= other.lists
        self.member_facts += other.member_facts
        self.texts |= other.texts
        self.numbers |= other.numbers
        self.days |= other.days
        self.months |= other.months
        self.coded_facts += other.coded_facts
        self.finite = self.finite and other.finite

    def note(self, node: Lowered) -> None:
        """Take in one node."""
        if isinstance(node, low.Fact):
            self.coded_facts += bool(node.codes)
            if node.owner is None:
                self.facts[node.path] = node
            else:
                self.member_facts.append(node)
        elif isinstance(node, low.Quantify | low.Count | low.Total):
            self.lists[node.members.variable] = node.members.source
        elif isinstance(node, low.Constant):
            self._note_constant(node)

    def _note_constant(self, node: low.Constant) -> None:
        value, origin = node.value, node.origin
        if isinstance(value, bool):
            return
        if isinstance(value, str):
            self.texts[value] = None
        elif isinstance(value, date):
            self.days[value] = None
        else:
            self.numbers[value] = None
            if isinstance(origin, ast.Temporal) and isinstance(origin.value, YearsMonths):
                self.months[value] = None
            elif abs(value) <= MOST_YEARS:  # it may count years, or months
                self.months |= dict.fromkeys((12 * value, value))


def reading_of(rule: Lowered) -> Reading:
    """What a rule reads and names; worked out once for each."""
    return _remembered(rule)[1]


def applying_of(outside: Lowered) -> tuple[Compiled, ...] | None:
    """The rules by which a fact applies, of the condition that it does not (`proof_persons` joins their negations); None
    where the condition is of another form."""
    return _remembered(outside)[2]


_MOST_REMEMBERED: Final = 10_000
_READINGS: Final[dict[int, tuple[Lowered, Reading, tuple[Compiled, ...] | None]]] = {}


def _remembered(rule: Lowered) -> tuple[Lowered, Reading, tuple[Compiled, ...] | None]:
    found = _READINGS.get(id(rule))  # an id is not used again while this holds its rule
    if found is None:
        reading = Reading()
        for node in low.nodes_of(rule):
            reading.note(node)
        reading.finite = _is_finite(rule)
        if len(_READINGS) >= _MOST_REMEMBERED:
            _READINGS.clear()
        found = _READINGS[id(rule)] = (rule, reading, _applying(rule))
    return found


def _applying(outside: Lowered) -> tuple[Compiled, ...] | None:
    negations = outside.operands if isinstance(outside, low.Any) else (outside,)
    operands = [each.operand for each in negations if isinstance(each, low.Not)]
    if len(operands) < len(negations):
        return None
    return tuple(compile_expression(operand.origin) for operand in operands)


def _is_finite(node: Lowered) -> bool:
    if isinstance(node, low.Compare):
        return _is_finite_comparison(node.left, node.right)
    if isinstance(node, _JOINING):
        return all(map(_is_finite, low.parts_of(node)))
    if isinstance(node, low.Constant | low.Nothing):
        return True
    return isinstance(node, low.Fact) and node.owner is None and (node.sort is Sort.TRUTH or bool(node.codes))


def _is_finite_comparison(left: Lowered, right: Lowered) -> bool:
    if left.sort is right.sort is Sort.DATE:
        return _is_offset_from_today(left, right) or _is_offset_from_today(right, left)
    if left.sort in INTEGERS or right.sort in INTEGERS:
        return {type(left), type(right)} == {low.Fact, low.Constant} and all(
            each.owner is None for each in (left, right) if isinstance(each, low.Fact)
        )
    return _is_finite(left) and _is_finite(right)


def _is_offset_from_today(today: Lowered, other: Lowered) -> bool:
    if not (isinstance(today, low.Fact) and today.path == TODAY and today.owner is None):
        return False
    if isinstance(other, low.AddMonths):
        if not isinstance(other.months, low.Constant):
            return False
        other = other.date
    return isinstance(other, low.Fact) and other.owner is None and other.path != TODAY
