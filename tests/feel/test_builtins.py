"""The functions of the language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yijian.core.feel import UNKNOWN, DaysTime, YearsMonths, evaluate, parse
from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.names import LANGUAGE_NAMES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count([1, null])", Decimal(2)),
        ("count(5)", Decimal(1)),
        ("count([])", Decimal(0)),
        ("count(null)", None),
        ("sum([1, 2.5])", Decimal("3.5")),
        ("sum(1, 2, 3)", Decimal(6)),
        ("sum([])", None),
        ('sum([@"P1M", @"P2M"])', YearsMonths(3)),
        ("min([3, 1, 2])", Decimal(1)),
        ("max(3, 1, 2)", Decimal(3)),
        ('max(["a", "b"])', "b"),
        ("min([])", None),
        ("abs(-5)", Decimal(5)),
        ('abs(@"-P1D")', DaysTime(Decimal(86400))),
        ('abs(@"-P1M")', YearsMonths(1)),
        ("floor(-1.5)", Decimal(-2)),
        ("ceiling(-1.5)", Decimal(-1)),
        ("floor(1.56, 1)", Decimal("1.5")),
        ("round half up(5.5, 0)", Decimal(6)),
        ("round half up(-5.5)", Decimal(-6)),
        ("round half up(1.121, 2)", Decimal("1.12")),
        ("round half up(n: 1.125, scale: 2)", Decimal("1.13")),
        ("round half up(155, -1)", Decimal(160)),
        ('contains("一件事", "件")', True),
        ('starts with("一件事", "事")', False),
        ('ends with("一件事", "事")', True),
        ('string length("𠮷户")', Decimal(2)),
        ('upper case("aBc4")', "ABC4"),
        ('lower case("aBc4")', "abc4"),
        ("list contains([1, 2], 2)", True),
        ("list contains([1, null], null)", True),
        ('list contains([1, 2], "a")', False),
        ("list contains(null, 1)", None),
        ('date("2024-02-29") = date(2024, 2, 29)', True),
        ('date(date("2024-02-29")) = @"2024-02-29"', True),
        ('date(from: "2024-02-29").day', Decimal(29)),
        ('duration("P1Y2M")', YearsMonths(14)),
        ('duration("-P1DT2H3M4.5S")', DaysTime(Decimal("-93784.5"))),
        ('years and months duration(@"2011-12-22", @"2013-08-24")', YearsMonths(20)),
        ('years and months duration(from: @"2013-08-24", to: @"2011-12-22")', YearsMonths(-20)),
        ("yuan(5000)", Decimal(500000)),
        ("yuan(0.01)", Decimal(1)),
        ('contains(null, "a")', None),
        ("floor(null)", None),
    ],
)
def test_functions(text: str, expected: object) -> None:
    result = evaluate(parse(text), {})
    assert not result.errors
    assert result.value == expected


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("list contains([1, x], 2)", {"x"}),
        ("list contains([1, x], 1)", set()),
        ("list contains(x, y)", {"x", "y"}),
        ("list contains(null, y)", {"y"}),
        ("max(1, x)", {"x"}),
        ("sum([1, x, y])", {"x", "y"}),
        ('contains(x, "a")', {"x"}),
    ],
)
def test_functions_of_unknown_facts(text: str, needs: set[str]) -> None:
    result = evaluate(parse(text), {})
    assert result.needs == needs
    assert (result.value is UNKNOWN) is bool(needs)


def test_every_function_of_several_words_is_read_as_one_name() -> None:
    assert "years and months duration" in LANGUAGE_NAMES
    for name in BUILTINS:
        assert f"{name}(" in str(evaluate(parse(f"{name}(1, 2, 3, 4, wrong: 5)"), {}).errors[0]), name


def test_today_is_no_function() -> None:
    assert (
        evaluate(parse("today()"), {})
        .errors[0]
        .text.zh.startswith("第 1 行第 1 个字符：没有名为“today”的函数")
    )
