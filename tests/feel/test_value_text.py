"""The text of a value, which can be read as FEEL again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel import temporal_strategies
from yijian.core.feel import evaluate, parse, values
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.value_text import number_text, string_of
from yijian.core.feel.values import RangeValue, Value

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6)
leaves: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    numbers,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    temporal_strategies.dates,
    temporal_strategies.times(),
    temporal_strategies.date_times(),
    temporal_strategies.years_months,
    temporal_strategies.days_times,
)
any_values: st.SearchStrategy[Value] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.sampled_from(["a", "年龄", "if", "1 b", 'q"', ""]), inner, max_size=3),
    ),
    max_leaves=6,
)


@given(value=any_values)
def test_a_list_and_a_context_read_back(value: Value) -> None:
    text = string_of((value,))
    assert evaluate(parse(text), {}).value == (value,)


@given(number=numbers, zeros=st.integers(0, 5))
def test_equal_numbers_have_one_text(number: Decimal, zeros: int) -> None:
    longer = number * Decimal(10) ** zeros / Decimal(10) ** zeros
    if longer == number:
        assert number_text(longer) == number_text(number)
    assert Decimal(number_text(number)) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.10"), "1.1"),
        (Decimal("-0"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        ("a", "a"),
        (True, "true"),
        ((Decimal(1), Decimal(2), "a", None), '[1, 2, "a", null]'),
        ({"a": "b", "c d": ()}, '{a: "b", "c d": []}'),
        (RangeValue(Decimal(1), Decimal(3), low_included=True, high_included=False), "[1..3)"),
        (values.TestValue("<", Decimal(10)), "(< 10)"),
    ],
)
def test_texts(value: Value, text: str) -> None:
    assert string_of(value) == text


def test_what_has_no_text() -> None:
    deep: Value = ()
    for _ in range(200):
        deep = (deep,)
    for value in (deep, len, ("a" * 6_000_000, "b" * 6_000_000)):
        with pytest.raises(OperationFailed):
            string_of(value)
