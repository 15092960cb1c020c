"""Functions that make one value of many."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.builtin_calls import assert_calls, assert_no_result, value_of
from yijian.core.feel import NOT_APPLICABLE, UNKNOWN, evaluate, parse

numbers = st.lists(st.decimals(min_value=-(10**6), max_value=10**6, places=3), min_size=1, max_size=12)
conditions = st.sampled_from([True, False, None, NOT_APPLICABLE, UNKNOWN])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count([1, null])", "2"),
        ("count(5)", "1"),
        ("count([])", "0"),
        ("sum([1, 2.5])", "3.5"),
        ("sum(1, 2, 3)", "6"),
        ('sum([@"P1M", @"P2M"])', '@"P3M"'),
        ("product([2, 3, 4])", "24"),
        ("product(2, 3.5)", "7.0"),
        ("min([3, 1, 2])", "1"),
        ("max(3, 1, 2)", "3"),
        ('max(["a", "b"])', '"b"'),
        ('min([@"10:00:00Z", @"10:30:00+01:00"])', '@"10:30:00+01:00"'),
        ('max([@"2024-01-01", @"10000-01-01"])', '@"10000-01-01"'),
        ("mean([1, 2, 3])", "2"),
        ("mean(1, 2)", "1.5"),
        ("median([8, 2, 5, 3, 4])", "4"),
        ("median([6, 1, 2, 3])", "2.5"),
        ("stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"),
        ("mode([6, 3, 9, 6, 6])", "[6]"),
        ("mode([6, 1, 9, 6, 1])", "[1, 6]"),
        ("mode([])", "[]"),
        ("all([true, false])", "false"),
        ("all([])", "true"),
        ("all(true, null)", "null"),
        ("all([false, null])", "false"),
        ("all(list: [true])", "true"),
        ("any([false, true])", "true"),
        ("any([])", "false"),
        ("any(null, false)", "null"),
        ("any([1, true])", "true"),
        ("not(true)", "false"),
        ("not(null)", "null"),
    ],
)
def test_functions_of_many_values(text: str, expected: str) -> None:
    assert_calls(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "count(null)",
        "sum([])",
        "min([])",
        "max([])",
        "product([])",
        "mean([])",
        "median([])",
        "stddev([47])",
        "stddev([])",
        "count()",
        "sum(null)",
        'sum([1, "a"])',
        'sum([1, @"P1D"])',
        "sum([1, null])",
        'min([1, "a"])',
        "max(null)",
        'max([@"10:00:00Z", @"10:00:00"])',
        'mean(["a"])',
        "median([1, null])",
        "mode(null)",
        'product([1, @"P1D"])',
        "all([true, 1])",
        "all(null)",
        "any(null)",
        "any([123, false])",
        "any()",
        "all(l: [true])",
        "not(1)",
    ],
)
def test_functions_of_many_values_without_a_result(text: str) -> None:
    assert_no_result(text)


@given(members=st.lists(conditions, max_size=5))
def test_any_and_all_are_or_and_and(members: Sequence[object]) -> None:
    facts = {f"c{place}": member for place, member in enumerate(members)}
    for function, operator, empty in (("any", "or", "false"), ("all", "and", "true")):
        found = evaluate(parse(f"{function}([{', '.join(facts)}])"), facts)
        assert found == evaluate(parse(f" {operator} ".join((*facts, empty))), facts)
        if members and members != [None]:  # one null is a list that is null
            assert evaluate(parse(f"{function}({', '.join(facts)})"), facts) == found


@given(members=numbers)
def test_means_and_deviations_are_exact_to_34_digits(members: list[Decimal]) -> None:
    facts = {"all of": tuple(members)}

    def found(name: str) -> Fraction:
        value = evaluate(parse(f"{name}(all of)", names=["all of"]), facts).value
        assert isinstance(value, Decimal)
        return Fraction(value)

    exact = [Fraction(member) for member in members]
    near = Fraction(1, 10**27)
    assert abs(found("mean") - statistics.mean(exact)) <= near
    assert abs(found("median") - statistics.median(exact)) <= near
    if len(members) > 1:
        assert abs(found("stddev") ** 2 - statistics.variance(exact)) <= near * 10**9


@given(members=st.lists(st.integers(1, 4).map(Decimal), min_size=1, max_size=12))
def test_the_mode_is_what_occurs_most(members: list[Decimal]) -> None:
    value = evaluate(parse("mode(m)"), {"m": tuple(members)}).value
    assert value == tuple(sorted(statistics.multimode(members)))


@given(members=numbers)
def test_the_extremes_are_members_and_bounds(members: list[Decimal]) -> None:
    least = evaluate(parse("min(m)"), {"m": tuple(members)}).value
    most = evaluate(parse("max(m)"), {"m": tuple(members)}).value
    assert least == min(members)
    assert most == max(members)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("max(1, x)", {"x"}),
        ("sum([1, x, y])", {"x", "y"}),
        ("count([1, x])", set()),
        ("all([false, x])", set()),
        ("all([true, x])", {"x"}),
        ("any(x)", {"x"}),
        ("median([1, x])", {"x"}),
        ("not(x)", {"x"}),
    ],
)
def test_functions_of_unknown_facts(text: str, needs: set[str]) -> None:
    result = evaluate(parse(text), {})
    assert result.needs == needs
    assert (result.value is UNKNOWN) is bool(needs)


def test_a_deviation_of_far_numbers_is_still_right() -> None:
    assert value_of("stddev(1E+30 + 2, 1E+30 + 4, 1E+30 + 7, 1E+30 + 5)") == value_of("stddev(2, 4, 7, 5)")
