"""Ranges out of texts."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.range_text import read_range
from yijian.core.feel.value_text import string_of
from yijian.core.feel.values import RangeValue

ONE, THREE = Decimal(1), Decimal(3)


@pytest.mark.parametrize(
    ("text", "low_included", "high_included"),
    [
        ("[1..3]", True, True),
        ("(1..3]", False, True),
        ("]1..3]", False, True),
        ("[1..3)", True, False),
        ("[1..3[", True, False),
        ("]1..3[", False, False),
        (" [ 1 .. 3 ] ", True, True),
    ],
)
def test_brackets(text: str, low_included: bool, high_included: bool) -> None:
    assert read_range(text) == RangeValue(ONE, THREE, low_included, high_included)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ('["a".."c"]', '["a".."c"]'),
        ('[date("1970-01-01")..@"1970-01-02"]', '[@"1970-01-01"..@"1970-01-02"]'),
        (
            '[date and time("1970-01-01T00:00:00")..@"1970-01-02T00:00:00"]',
            '[@"1970-01-01T00:00:00"..@"1970-01-02T00:00:00"]',
        ),
        ('[time("00:00:00")..time("00:00:00")]', '[@"00:00:00"..@"00:00:00"]'),
        ('[duration("P1D")..@"P2D"]', '[@"P1D"..@"P2D"]'),
        ("[-3..-1.5e0]", "[-3..-1.5]"),
        ("[18..)", "[18..null)"),
        ("(..18]", "(null..18]"),
    ],
)
def test_ends(text: str, same: str) -> None:
    assert string_of(read_range(text)) == same


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ">=10",
        "1..3",
        "[..2]",
        "[1..]",
        "(..)",
        "[..]",
        "[null..null]",
        "[1..null)",
        "[3..1]",
        '[1.."b"]',
        '["z".."a"]',
        '[@"P2D"..@"P1D"]',
        '[@"1970-01-01"..@"1970-01-02T00:00:00"]',
        '[@"x"..@"y"]',
        '[date(string("1970-01-01"))..@"1970-01-02"]',
        "[date(x)..3]",
        "[1 + 1..3]",
        "[- - 1..3]",
        "[1..2..3]",
        "[1..3",
        '["a..3]',
        "[true..false]",
    ],
)
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(OperationFailed):
        read_range(text)


@given(
    low=st.decimals(-(10**9), 0, places=3),
    high=st.decimals(1, 10**9, places=3),
    low_included=st.booleans(),
    high_included=st.booleans(),
)
def test_the_text_of_a_range_reads_back(
    low: Decimal, high: Decimal, low_included: bool, high_included: bool
) -> None:
    value = RangeValue(low, high, low_included, high_included)
    assert read_range(string_of(value)) == value


@given(text=st.text('[]().12-"@ae\\ ', max_size=12))
def test_nothing_but_a_refusal_comes_out_of_any_text(text: str) -> None:
    with contextlib.suppress(OperationFailed):
        assert isinstance(read_range(text), RangeValue)
