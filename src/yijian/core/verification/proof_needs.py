"""Where `needs` is not exact: a fact is still asked for, though whatever it is the rule comes out the same.

Kleene's logic looks at each part by itself, so this happens only where a fact stands in a rule more than once
(`age >= 80 or age < 80`). The question to the proof: is there somebody, of whom something may be untold, for whom the
rule is open, and for whom it holds (or does not hold) with every value that this fact can have? Every value means the
codes, yes and no, or the values that the rule names and their neighbours: a rule that compares the fact with other facts,
or calculates with it, is not asked about, because there these do not stand for all.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from yijian.core.feel import FeelError, Type, Value, simplify
from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import Lowered, Sort
from yijian.core.feel.lowering import Ranges
from yijian.core.verification.proof import find_person
from yijian.core.verification.proof_answers import Outcome, Rule, rule_for_proof
from yijian.core.verification.proof_facts import Persons, Witness

EFFORT: Final = 400_000
"""Steps for one question: a flag is worth less than a verdict."""
MOST_VALUES: Final = 40
"""A fact with more values than these is not asked about."""
_SIGNS: Final[Mapping[str, Callable[..., bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_Scalar: TypeAlias = "bool | int | str | dt.date"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedlessFact:
    """`path` stays in `needs` of the person `shown`, for whom the rule comes out as `outcome` whatever it is."""

    path: str
    outcome: Outcome
    shown: Witness


def needless_facts(
    rule: Rule, scope: Mapping[str, Type], *, persons: Persons, effort: int = EFFORT
) -> Iterator[NeedlessFact]:
    """The facts of a rule that may be asked for in vain, each with somebody of whom that is so."""
    everybody = replace(persons, unknown=True)
    times = Counter(
        node.path for node in low.nodes_of(rule.lowered) if isinstance(node, low.Fact) and node.owner is None
    )
    for path in (path for path, count in times.items() if count > 1):
        values = _values(rule.lowered, path, persons.ranges)
        if not values or len(values) > MOST_VALUES or _is_asked_exactly(rule.lowered, path, values):
            continue
        try:
            told = [_with(rule, path, value, scope, persons.ranges) for value in values]
        except FeelError:
            continue  # amounts that are worked out lose their type: nothing is said of such a rule
        for outcome in (Outcome.HOLDS, Outcome.FAILS):
            wanted = [(each, outcome) for each in told]
            shown = find_person((rule, Outcome.OPEN), *wanted, persons=everybody, effort=effort)
            if isinstance(shown, Witness) and _is_untold(shown, path):
                yield NeedlessFact(path=path, outcome=outcome, shown=shown)
                break


def _is_asked_exactly(rule: Lowered, path: str, values: Sequence[_Scalar]) -> bool:
    """Whether it is plain that a fact is asked for only where it matters: all that reads it is one part of the rule, which
    reads nothing else and comes out both ways, and above it stand only `and`, `or`, `not`.

    Law, tried on every composition of these: where such a part is open and the rule with it, the rule does not come out
    the same for both values of the part. So most rules (`age >= 18 and age < 60 and …`) need no solver.
    """
    part = _part_that_reads(rule, path)
    try:
        return len({_truth_of(part, path, value) for value in values}) > 1
    except _NotPlain:
        return False


def _part_that_reads(rule: Lowered, path: str) -> Lowered:
    """The smallest part in which a fact is read that stands below nothing but `and`, `or`, `not`."""
    reading = [part for part in low.parts_of(rule) if _reads(part, path)]
    if isinstance(rule, low.All | low.Any | low.Not) and len(reading) == 1:
        return _part_that_reads(reading[0], path)
    return replace(rule, operands=tuple(reading)) if isinstance(rule, low.All | low.Any) else rule


def _reads(rule: Lowered, path: str) -> bool:
    return any(isinstance(node, low.Fact) and node.path == path for node in low.nodes_of(rule))


class _NotPlain(Exception):
    """A part reads something else, or does more than compare."""


def _truth_of(part: Lowered, path: str, value: _Scalar) -> bool:
    """What becomes of a part that reads one fact when this is told. Raises `_NotPlain`."""
    match part:
        case low.All(operands=operands):
            return all(_truth_of(operand, path, value) for operand in operands)
        case low.Any(operands=operands):
            return any(_truth_of(operand, path, value) for operand in operands)
        case low.Not(operand=operand):
            return not _truth_of(operand, path, value)
        case low.Compare(sign=sign, left=low.Fact(path=read), right=low.Constant(value=named)) if (
            read == path
        ):
            return _SIGNS[sign](value, named)
        case low.Compare(sign=sign, left=low.Constant(value=named), right=low.Fact(path=read)) if (
            read == path
        ):
            return _SIGNS[sign](named, value)
        case low.Fact(path=read) if read == path and isinstance(value, bool):
            return value
        case _:
            raise _NotPlain


def _with(rule: Rule, path: str, value: _Scalar, scope: Mapping[str, Type], ranges: Ranges) -> Rule:
    """The rule with a fact told."""
    *groups, name = path.split(".")
    told: dict[str, Value] = {name: value}
    for group in reversed(groups):
        told = {group: told}
    return rule_for_proof(simplify(rule.expression, told, roots=scope), scope, ranges=ranges)


def _is_untold(shown: Witness, path: str) -> bool:
    inner: object = shown.context
    for name in path.split("."):
        if not isinstance(inner, Mapping) or name not in inner:
            return True
        inner = inner[name]
    return False


def _values(rule: Lowered, path: str, ranges: Ranges) -> Sequence[_Scalar]:
    """Values that stand for every value of a fact; none where they would not."""
    named: list[_Scalar] = []
    fact = None
    for node in low.nodes_of(rule):
        parts = [each for each in low.parts_of(node) if isinstance(each, low.Fact) and each.path == path]
        if not parts:
            continue
        fact = parts[0]
        if fact.decimals or fact.owner is not None:
            return ()
        if fact.sort is Sort.TRUTH and isinstance(node, low.All | low.Any | low.Not):
            continue
        if not isinstance(node, low.Compare):
            return ()
        other = node.right if node.left == fact else node.left
        if not isinstance(other, low.Constant):
            return ()
        named.append(other.value)
    if fact is None:
        return ()
    if fact.sort is Sort.TRUTH:
        return (True, False)
    if fact.sort is Sort.SYMBOL:
        return fact.codes or tuple(dict.fromkeys([*named, "".join(map(str, named)) + "?"]))
    return tuple(sorted(_near(named, fact, ranges)))


def _near(named: Sequence[_Scalar], fact: low.Fact, ranges: Ranges) -> set[_Scalar]:
    found: set[_Scalar] = set()
    for value in named:
        if isinstance(value, dt.date):
            first, last = ranges.dates.get(fact.path, (dt.date(1800, 1, 1), dt.date(2299, 12, 31)))
            days = (value + dt.timedelta(days) for days in (-1, 0, 1))
            found |= {day for day in days if first <= day <= last}
        elif isinstance(value, int):
            found |= {
                each for each in (value - 1, value, value + 1) if fact.bounds.low <= each <= fact.bounds.high
            }
    return found
