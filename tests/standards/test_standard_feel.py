"""Rules for other engines mean what they meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.feel import evaluate, parse
from yijian.core.standards.standard_feel import in_standard_feel

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS, DAYS, st.sampled_from(("full years between", "full months between")), st.integers(-5, 5))
def test_distances_of_dates(one: date, other: date, name: str, than: int) -> None:
    rule = f"{name}(a, b) - {than} < 3 and not({name}(from: b, to: a) = {than})"
    context = {"a": one, "b": other}
    assert evaluate(parse(in_standard_feel(rule)), context).value == evaluate(parse(rule), context).value


@pytest.mark.parametrize(
    ("rule", "standard"),
    [
        ("x >= yuan(5000)", "x >= 5000 * 100"),
        ("if is defined(a.b) then 1 else 2", "if a.b != null then 1 else 2"),
        (" a.b  =  1 ", "a.b  =  1"),
        ('"full years between(a, b)"', '"full years between(a, b)"'),
        (
            "full months between(a, b) * 2",
            "(years and months duration(a, b).years * 12 + years and months duration(a, b).months) * 2",
        ),
    ],
)
def test_what_is_written_out_and_what_stays(rule: str, standard: str) -> None:
    assert in_standard_feel(rule) == standard
