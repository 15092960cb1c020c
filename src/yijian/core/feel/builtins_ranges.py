"""How points and ranges lie to each other (DMN 1.5 table 78, after Allen's relations), and `range`.

A range without a beginning or an end reaches as far as values go; a comparison written as a value, such as `(< 10)`, is
a range too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from yijian.core.feel.builtins_aggregates import COMPARABLE
from yijian.core.feel.operations import compare
from yijian.core.feel.properties import as_range
from yijian.core.feel.range_text import read_range
from yijian.core.feel.signatures import Builtin, Overload, Parameter, way
from yijian.core.feel.types import BOOLEAN, RANGE, TEXT
from yijian.core.feel.values import RangeValue, TestValue, Value


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a range begins or ends: at a value (None: beyond all values), and just before or just after it.

    Every range is what lies between two cuts, and a point lies between the cut before and the cut after it: so all
    relations are comparisons of cuts. `side` is -1 before the value, 1 after it.
    """

    value: Value
    side: int


_Span: TypeAlias = tuple[_Cut, _Cut]


def _cuts(value: Value) -> _Span:
    """The cuts before and after a point or a range."""
    if isinstance(value, TestValue):
        value = as_range(value)
    if isinstance(value, RangeValue):
        return (
            _Cut(value.low, -1 if value.low_included or value.low is None else 1),
            _Cut(value.high, 1 if value.high_included or value.high is None else -1),
        )
    return _Cut(value, -1), _Cut(value, 1)


def _order(one: _Cut, other: _Cut) -> int:
    """Negative, zero or positive as a cut lies before, at or after another."""
    if one.value is None or other.value is None:
        ends = [each.side if each.value is None else 0 for each in (one, other)]
        return ends[0] - ends[1]
    if compare("<", one.value, other.value) is True:
        return -1
    if compare("<", other.value, one.value) is True:
        return 1
    return one.side - other.side


_Relation: TypeAlias = Callable[[_Span, _Span], bool]
_POINT: Final = Parameter("point", COMPARABLE)
_RANGE: Final = Parameter("range", RANGE)
_POINTS: Final = (Parameter("point1", COMPARABLE), Parameter("point2", COMPARABLE))
_RANGES: Final = (Parameter("range1", RANGE), Parameter("range2", RANGE))


def _before(one: _Span, other: _Span) -> bool:
    return _order(one[1], other[0]) <= 0


def _meets(one: _Span, other: _Span) -> bool:
    end, start = one[1], other[0]
    both_included = end.value is not None and start.value is not None and end.side == 1 and start.side == -1
    return both_included and compare("=", end.value, start.value) is True


def _overlaps(one: _Span, other: _Span) -> bool:
    return _order(one[1], other[0]) > 0 and _order(one[0], other[1]) < 0


def _overlaps_before(one: _Span, other: _Span) -> bool:
    return _order(one[0], other[0]) < 0 < _order(one[1], other[0]) and _order(one[1], other[1]) <= 0


def _finishes(one: _Span, other: _Span) -> bool:
    return _order(one[1], other[1]) == 0 and _order(one[0], other[0]) >= 0


def _includes(one: _Span, other: _Span) -> bool:
    return _order(one[0], other[0]) <= 0 and _order(one[1], other[1]) >= 0


def _starts(one: _Span, other: _Span) -> bool:
    return _order(one[0], other[0]) == 0 and _order(one[1], other[1]) <= 0


def _coincides(one: _Span, other: _Span) -> bool:
    return _order(one[0], other[0]) == 0 == _order(one[1], other[1])


def _converse(relation: _Relation) -> _Relation:
    return lambda one, other: relation(other, one)


def _relation(name: str, relation: _Relation, *signatures: tuple[Parameter, Parameter]) -> Builtin:
    def run(one: Value, other: Value) -> bool:
        return relation(_cuts(one), _cuts(other))

    return Builtin(name, tuple(Overload(each, BOOLEAN, run) for each in signatures), test=True)


_ALL_WAYS: Final = (_POINTS, (_POINT, _RANGE), (_RANGE, _POINT), _RANGES)

BUILTINS: Final = (
    _relation("before", _before, *_ALL_WAYS),
    _relation("after", _converse(_before), *_ALL_WAYS),
    _relation("meets", _meets, _RANGES),
    _relation("met by", _converse(_meets), _RANGES),
    _relation("overlaps", _overlaps, _RANGES),
    _relation("overlaps before", _overlaps_before, _RANGES),
    _relation("overlaps after", _converse(_overlaps_before), _RANGES),
    _relation("finishes", _finishes, (_POINT, _RANGE), _RANGES),
    _relation("finished by", _converse(_finishes), (_RANGE, _POINT), _RANGES),
    _relation("includes", _includes, (_RANGE, _POINT), _RANGES),
    _relation("during", _converse(_includes), (_POINT, _RANGE), _RANGES),
    _relation("starts", _starts, (_POINT, _RANGE), _RANGES),
    _relation("started by", _converse(_starts), (_RANGE, _POINT), _RANGES),
    _relation("coincides", _coincides, _POINTS, _RANGES),
    Builtin("range", (way(read_range, Parameter("from", TEXT)),)),
)
