"""How points and ranges lie to each other: the formulas of the standard (DMN 1.5 table 78) as the oracle."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.builtin_calls import assert_calls, assert_no_result
from yijian.core.feel import values
from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.signatures import call
from yijian.core.feel.values import RangeValue, Value

points = st.integers(0, 4).map(Decimal)
_Formula: TypeAlias = Callable[[RangeValue, RangeValue], bool]


def _is_range(low: Decimal, high: Decimal, low_included: bool, high_included: bool) -> bool:
    return low < high or (low == high and low_included and high_included)


ranges = (
    st.tuples(points, points, st.booleans(), st.booleans())
    .filter(lambda each: _is_range(*each))
    .map(lambda each: RangeValue(*each))
)


def called(name: str, one: Value, other: Value) -> Value:
    return call(BUILTINS[name], BUILTINS[name].overloads, (one, other), None)


def _low_first(a: RangeValue, b: RangeValue) -> bool:
    """`a` begins before `b`, or where it begins without that point."""
    return a.low < b.low or (a.low == b.low and (a.low_included or not b.low_included))  # type: ignore[operator]


def _high_last(a: RangeValue, b: RangeValue) -> bool:
    return a.high > b.high or (a.high == b.high and (a.high_included or not b.high_included))  # type: ignore[operator]


def _touches(a: RangeValue, b: RangeValue) -> bool:
    """The end of `a` reaches the start of `b`."""
    return a.high > b.low or (a.high == b.low and a.high_included and b.low_included)  # type: ignore[operator]


def _same_low(a: RangeValue, b: RangeValue) -> bool:
    return a.low == b.low and a.low_included == b.low_included


def _same_high(a: RangeValue, b: RangeValue) -> bool:
    return a.high == b.high and a.high_included == b.high_included


FORMULAS: dict[str, _Formula] = {
    "before": lambda a, b: (
        a.high < b.low  # type: ignore[operator]  # numbers
        or (a.high == b.low and not (a.high_included and b.low_included))
    ),
    "meets": lambda a, b: a.high_included and b.low_included and a.high == b.low,
    "overlaps": lambda a, b: _touches(a, b) and _touches(b, a),
    "overlaps before": lambda a, b: (
        (a.low < b.low or (a.low == b.low and a.low_included and not b.low_included))  # type: ignore[operator]
        and _touches(a, b)
        and _high_last(b, a)
    ),
    "finishes": lambda a, b: _same_high(a, b) and _low_first(b, a),
    "includes": lambda a, b: _low_first(a, b) and _high_last(a, b),
    "starts": lambda a, b: _same_low(a, b) and _high_last(b, a),
    "coincides": lambda a, b: _same_low(a, b) and _same_high(a, b),
}
CONVERSES = {
    "before": "after",
    "meets": "met by",
    "overlaps": "overlaps",
    "overlaps before": "overlaps after",
    "finishes": "finished by",
    "includes": "during",
    "starts": "started by",
    "coincides": "coincides",
}


@given(one=ranges, other=ranges)
def test_two_ranges(one: RangeValue, other: RangeValue) -> None:
    for name, formula in FORMULAS.items():
        assert called(name, one, other) is bool(formula(one, other)), name
        assert called(CONVERSES[name], other, one) is bool(formula(one, other)), name


@given(point=points, other=ranges)
def test_a_point_and_a_range(point: Decimal, other: RangeValue) -> None:
    """A point lies to a range as the range that holds it alone does."""
    alone = RangeValue(point, point, low_included=True, high_included=True)
    for name in ("before", "finishes", "starts"):
        assert called(name, point, other) is called(name, alone, other)
        assert called(CONVERSES[name], other, point) is called(CONVERSES[name], other, alone)
    assert called("includes", other, point) is called("includes", other, alone)
    assert called("during", point, other) is called("during", alone, other)
    assert called("before", other, point) is called("before", other, alone)


@given(one=points, other=points)
def test_two_points(one: Decimal, other: Decimal) -> None:
    assert called("before", one, other) is (one < other)
    assert called("after", one, other) is (one > other)
    assert called("coincides", one, other) is (one == other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before(1, (1..10])", "true"),
        ("after([1..10), 10)", "false"),
        ("after(10, [1..10))", "true"),
        ("meets([1..5], [5..10])", "true"),
        ("met by((5..8], [1..5])", "false"),
        ("overlaps([1..5], (5..8])", "false"),
        ("overlaps before([1..5), [1..5])", "false"),
        ("overlaps after([3..8], [1..5])", "true"),
        ("finishes(10, [1..10])", "true"),
        ("finished by([1..10], (5..10])", "true"),
        ("includes([1..10], 5)", "true"),
        ("during((1..10), [1..10])", "true"),
        ("starts(1, (1..5])", "false"),
        ("started by([1..10], [1..5])", "true"),
        ("before(point: 3, range: [1..2])", "false"),
        ("before(range: [1..2], point: 3)", "true"),
        ("coincides(range2: [1..5], range1: [1..5))", "false"),
        ('before("a", "b")', "true"),
        ('before(@"2024-01-01", [@"2024-01-02"..@"2024-01-03"])', "true"),
        ('includes([@"10:00:00Z"..@"12:00:00Z"], @"12:00:00+01:00")', "true"),
        ('range("[18..21)")', "[18..21)"),
    ],
)
def test_functions_of_ranges(text: str, expected: str) -> None:
    assert_calls(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        'before(1, "a")',
        'before(1, ["a".."b"])',
        "before(1, null)",
        "before(1)",
        "meets(1, [1..2])",
        "starts([1..2], 1)",
        'before(@"2024-01-01", @"2024-01-01T00:00:00")',
        "coincides(true, true)",
        "range(1)",
        'range("[3..1]")',
    ],
)
def test_functions_of_ranges_without_a_result(text: str) -> None:
    assert_no_result(text)


@given(point=points, operator=st.sampled_from(["<", "<=", ">", ">=", "="]), other=points)
def test_a_comparison_is_a_range_that_reaches_to_the_end(
    point: Decimal, operator: str, other: Decimal
) -> None:
    test = values.TestValue(operator, other)
    holds = {
        "<": point < other,
        "<=": point <= other,
        ">": point > other,
        ">=": point >= other,
        "=": point == other,
    }[operator]
    assert called("includes", test, point) is holds
    assert called("during", point, test) is holds
    assert called("coincides", test, test) is True
    if operator in (">", ">="):
        assert called("before", test, point) is False
