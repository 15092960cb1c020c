"""Functions of numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.feel.builtin_calls import assert_no_result, value_of
from yijian.core.feel import evaluate, parse
from yijian.core.feel.builtins_numbers import modulo
from yijian.core.feel.values import NUMBERS

numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('number("1.000.000,01", ".", ",")', "1000000.01"),
        ('number("1,000,000.01", ",", ".")', "1000000.01"),
        ('number("1 000 000.01", " ", ".")', "1000000.01"),
        ('number("1000000,01", null, ",")', "1000000.01"),
        ('number("1,000,000.5", ",", null)', "1000000.5"),
        ('number(from: "1.000,01", decimal separator: ",", grouping separator: ".")', "1000.01"),
        ('number("-12.5e-1")', "-1.25"),
        ('number(".5")', "0.5"),
        ("abs(-5)", "5"),
        ('abs(@"-P1D")', '@"P1D"'),
        ('abs(@"-P1M")', '@"P1M"'),
        ("floor(-1.5)", "-2"),
        ("floor(1.56, 1)", "1.5"),
        ("ceiling(-1.5)", "-1"),
        ("ceiling(1.56, 1)", "1.6"),
        ("round half up(5.5, 0)", "6"),
        ("round half up(-5.5)", "-6"),
        ("round half up(1.121, 2)", "1.12"),
        ("round half up(n: 1.125, scale: 2)", "1.13"),
        ("round half up(155, -1)", "160"),
        ("round half down(5.5, 0)", "5"),
        ("round half down(-1.126, 2)", "-1.13"),
        ("round up(5.1, 0)", "6"),
        ("round up(-1.121, 2)", "-1.13"),
        ("round down(5.9, 0)", "5"),
        ("round down(-1.126, 2)", "-1.12"),
        ("round down(5.5, 6176)", "5.5"),
        ("decimal(1/3, 2.5)", "0.33"),
        ("decimal(1.5, 0)", "2"),
        ("decimal(2.5, 0)", "2"),
        ("decimal(0.515, 2)", "0.52"),
        ("modulo(-12, 5)", "3"),
        ("modulo(12, -5)", "-3"),
        ("modulo(10.1, 4.5)", "1.1"),
        ("modulo(-10.1, -4.5)", "-1.1"),
        ("modulo(1E+6000, 7)", str(pow(10, 6000, 7))),
        ("sqrt(16)", "4"),
        ("sqrt(2)", "1.414213562373095048801688724209698"),
        ("exp(0)", "1"),
        ("exp(1)", "2.718281828459045235360287471352662"),
        ("log(1)", "0"),
        ("log(2)", "0.6931471805599453094172321214581766"),
        ("exp(-1E+9)", "0"),
        ("odd(5)", "true"),
        ("odd(-1)", "true"),
        ("odd(2.5)", "false"),
        ("even(2.5)", "false"),
        ("even(0)", "true"),
        ("even(1E+6000)", "true"),
        ("yuan(0.01)", "1"),
        ("abs([-1])", "1"),  # a list of one stands for its member
    ],
)
def test_functions_of_numbers(text: str, expected: str) -> None:
    assert value_of(text) == value_of(expected)


@pytest.mark.parametrize(
    "text",
    [
        'number("1,000,000.01", ":", ".")',
        'number("1,000,000.01", ",", ":")',
        'number("1,000,000.00", ",", ",")',
        'number("1.000.000,01", ".")',
        'number("1,000.5", ".", ",")',
        'number("foo,bar.001", ".", ",")',
        'number("")',
        'number("5.")',
        'number("+5")',
        'number("0x10")',
        'number("NaN")',
        'number("٣")',
        "number(123)",
        "number(null)",
        'number("1E+999999")',
        "floor(null)",
        'floor("1")',
        "round up(1.5)",
        "round half down(5.5, -6112)",
        "round half down(5.5, 6177)",
        "round down(1234, null)",
        'round down(5.5, "0")',
        "decimal(1)",
        "modulo(10, 0)",
        "modulo(10, null)",
        "sqrt(-1)",
        "log(0)",
        "log(-1)",
        "exp(1E+9)",
        "exp(true)",
        "odd(null)",
        'abs(@"2024-01-01")',
        "yuan(0.001)",
    ],
)
def test_functions_of_numbers_without_a_result(text: str) -> None:
    assert_no_result(text)


@given(dividend=numbers, divisor=numbers.filter(bool))
def test_the_remainder_has_the_sign_of_the_divisor_and_is_smaller(
    dividend: Decimal, divisor: Decimal
) -> None:
    rest = modulo(dividend, divisor)
    assert abs(rest) < abs(divisor)
    assert rest == 0 or (rest < 0) is (divisor < 0)
    quotient = (dividend - rest) / divisor
    assert quotient == quotient.to_integral_value()


@given(number=numbers, scale=st.integers(-3, 5))
def test_roundings_are_near_and_on_their_side(number: Decimal, scale: int) -> None:
    facts = {"n": number, "s": Decimal(scale)}
    unit = Decimal(1).scaleb(-scale)
    rounded: dict[str, Decimal] = {}
    for name in ("floor", "ceiling", "round up", "round down", "round half up", "round half down", "decimal"):
        value = evaluate(parse(f"{name}(n, s)"), facts).value
        assert isinstance(value, Decimal)
        assert abs(value - number) < unit
        assert value % unit == 0
        rounded[name] = value
    assert rounded["floor"] <= number <= rounded["ceiling"]
    assert abs(rounded["round down"]) <= abs(number) <= abs(rounded["round up"])
    for name in ("round half up", "round half down", "decimal"):
        assert abs(rounded[name] - number) <= unit / 2


@given(number=st.decimals(min_value=Decimal("0.001"), max_value=10**6, places=3))
def test_the_root_and_the_logarithm_are_undone(number: Decimal) -> None:
    facts = {"n": number}
    for text in ("sqrt(n) ** 2", "exp(log(n))"):
        value = evaluate(parse(text), facts).value
        assert isinstance(value, Decimal)
        assert abs(value - number) <= number * Decimal("1E-30")


@given(number=numbers)
def test_a_number_is_read_from_its_text(number: Decimal) -> None:
    assume(number.is_finite())
    assert evaluate(parse("number(string(n))"), {"n": number}).value == NUMBERS.plus(number)
