"""The hit policies of decision tables (DMN 1.5 clause 8.2.10), on the results of the rules that match or may match."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from yijian.core.decisions.boxed import Aggregation, HitPolicy
from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.operations import compare, matches
from yijian.core.feel.runtime import Pending, all_needs
from yijian.core.feel.values import NUMBERS, Value


@dataclass(frozen=True, slots=True)
class Hits:
    """What the rules give that match for `sure`, and those that match `perhaps`, in the order of the rules.

    `needs` are the facts that tell whether the latter match.
    """

    sure: list[Value]
    perhaps: list[Value]
    needs: frozenset[str]


_Ranks: TypeAlias = Sequence[tuple[int, ...]]
_Single: TypeAlias = Callable[[Hits, _Ranks, Value], Value]
_Collecting: TypeAlias = Callable[[Sequence[Value], int], Value]


def _one_of(candidates: Sequence[Value], needs: frozenset[str]) -> Value:
    """The one value that all candidates are, or what is pending until it is known which it is."""
    first = candidates[0]
    if all(matches(first, other) is True for other in candidates[1:]):
        return first
    return Pending(needs | all_needs(candidates))


def _unique(hits: Hits, _ranks: _Ranks, _default: Value) -> Value:
    """A second match makes the result null, so that one that is possible leaves it open."""
    if len(hits.sure) > 1:
        raise OperationFailed(
            Text("唯一命中的表有几行规则同时符合", "More than one rule of a unique table matches")
        )
    if hits.perhaps:
        return Pending(hits.needs | all_needs(hits.sure) | all_needs(hits.perhaps))
    return hits.sure[0]


def _any(hits: Hits, _ranks: _Ranks, default: Value) -> Value:
    """All rules that match must agree."""
    if any(matches(hits.sure[0], other) is False for other in hits.sure[1:]):
        raise OperationFailed(
            Text("符合的规则给出了不同的结果", "The rules that match do not agree on the result")
        )
    candidates = [*hits.sure, *hits.perhaps]
    return _one_of(candidates if hits.sure else [*candidates, default], hits.needs)


def _first(hits: Hits, _ranks: _Ranks, default: Value) -> Value:
    """The first rule that matches decides; those before it that may match leave it open."""
    return _one_of([*hits.perhaps, hits.sure[0] if hits.sure else default], hits.needs)


def _priority(hits: Hits, ranks: _Ranks, default: Value) -> Value:
    """The outputs of the highest priority win; what may match matters only where it would win. Where it is open what one
    of several gives, it is open which of them wins."""
    values = (*hits.sure, *hits.perhaps)
    if len(values) > 1 and (open_results := all_needs(values)):
        return Pending(hits.needs | open_results)
    sure = sorted(zip(ranks, hits.sure, strict=False), key=lambda pair: pair[0])
    best = sure[0][0] if sure else None
    candidates = [
        value
        for rank, value in zip(ranks[len(hits.sure) :], hits.perhaps, strict=True)
        if best is None or rank < best
    ]
    candidates.append(sure[0][1] if sure else default)
    return _one_of(candidates, hits.needs)


SINGLE: Final[dict[HitPolicy, _Single]] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
}
"""The policies that give what one rule gives."""


def _list(values: Sequence[Value], _outputs: int) -> Value:
    return tuple(values)


def _count(values: Sequence[Value], _outputs: int) -> Value:
    return NUMBERS.create_decimal(len(values))


def _sum(values: Sequence[Value], outputs: int) -> Value:
    _only_one(outputs)
    total = Decimal(0)
    for value in values:
        if not isinstance(value, Decimal):
            raise OperationFailed(Text("只有数可以求和", "Only numbers can be added up"))
        try:
            total = NUMBERS.add(total, value)
        except decimal.DecimalException:
            raise OperationFailed(Text("结果太大", "The result is too large")) from None
    return total


def _extreme(sign: str) -> _Collecting:
    def extreme(values: Sequence[Value], outputs: int) -> Value:
        _only_one(outputs)
        best = values[0]
        for value in values[1:]:
            better = compare(sign, value, best)
            if type(better) is not bool:
                raise OperationFailed(Text("这些值不能比较大小", "These values cannot be compared"))
            best = value if better else best
        return best

    return extreme


def _only_one(outputs: int) -> None:
    if outputs > 1:
        raise OperationFailed(
            Text("有几个输出的表不能汇总", "A table with more than one output cannot be aggregated")
        )


COLLECTING: Final[dict[Aggregation | None, _Collecting]] = {
    None: _list,
    "COUNT": _count,
    "SUM": _sum,
    "MIN": _extreme("<"),
    "MAX": _extreme(">"),
}
"""What becomes of the results of a table that collects."""

NOTHING_COLLECTED: Final[dict[Aggregation | None, Value]] = {None: (), "COUNT": Decimal(0)}
"""What a table that collects gives where no rule matches and there is no default; the other aggregations are null."""
