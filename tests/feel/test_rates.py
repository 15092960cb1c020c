"""Rates: numbers of a fixed number of decimals, exact in the evaluator, in proofs, in generated code and in queries.

`tests/agreement` has them in its random rules; here are the traps by name.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from yijian.core.feel import (
    BOOLEAN,
    INTEGER,
    MONEY,
    NUMBER,
    RATE,
    Code,
    FeelError,
    FeelOutsideSubset,
    FeelTypeError,
    check_types,
    evaluate,
    parse,
)
from yijian.core.feel.fast import compile_fast
from yijian.core.feel.lowering import Ranges, lower
from yijian.core.feel.types import joined

SCOPE = {"rate": RATE, "pay": MONEY, "n": INTEGER, "sex": Code("sex", ("1", "2"))}


@pytest.mark.parametrize(
    ("pay", "rate", "refund"),
    [
        (100_010, "0.055", 5_501),  # 5500.55 fen: a half and more goes up
        (100_000, "0.000005", 1),  # half a fen goes away from zero
        (100_000, "-0.000005", -1),
        (3, "0.333333", 1),
        (10**14, "0.999999", 99_999_900_000_000),  # no double holds all these digits times a million
    ],
)
def test_a_share_of_money_is_rounded_half_up_everywhere(pay: int, rate: str, refund: int) -> None:
    rule = parse("round half up(pay * rate)")
    facts = {"pay": pay, "rate": Decimal(rate)}
    assert evaluate(rule, facts).value == refund
    ranges = Ranges(numbers={"pay": (0, 10**14), "rate": (-1_000_000, 1_000_000)})
    assert compile_fast(lower(rule, SCOPE, ranges=ranges))(facts) == refund


def test_a_rate_has_no_more_decimals_than_the_scale() -> None:
    assert RATE.holds(Decimal("0.000001"))
    assert RATE.holds(Decimal("5.500000000"))
    assert not RATE.holds(Decimal("0.0000001"))
    assert not RATE.holds(Decimal("NaN"))
    assert not RATE.holds("0.05")
    assert joined(RATE, INTEGER) == NUMBER
    assert joined(RATE, MONEY) is None


@pytest.mark.parametrize(
    ("text", "kind", "repair"),
    [
        ("pay > rate", FeelTypeError, "yuan("),
        ("sex = rate", FeelTypeError, ""),
        ("pay * rate > pay", FeelOutsideSubset, "round half up"),
        ("pay / rate > pay", FeelOutsideSubset, ""),
        ("rate * rate * rate > 0.1", FeelOutsideSubset, "Round"),
    ],
)
def test_what_a_rate_does_not_go_with_is_said_with_a_repair(
    text: str, kind: type[FeelError], repair: str
) -> None:
    with pytest.raises(kind) as refused:
        lower(parse(text), SCOPE)
    assert repair in refused.value.text.en


def test_rates_are_compared_as_numbers() -> None:
    for text in (
        "rate > 0.05",
        "rate in (0.1, [0.05..0.06])",
        "rate = 0.055",
        "n > rate",
        "max(rate, 0.01) < 1",
    ):
        assert check_types(parse(text), SCOPE).type == BOOLEAN
        rule, facts = parse(text), {"rate": Decimal("0.055"), "n": 1}
        assert compile_fast(lower(rule, SCOPE))(facts) is evaluate(rule, facts).value is True
