"""What expressions come to, beside logic: calculations, lists, tests, names, errors and limits of an evaluation."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

import pytest

from yijian.core.feel import (
    FeelEvaluationError,
    FeelLimitExceeded,
    Result,
    compile_expression,
    evaluate,
    parse,
    parse_unary_tests,
)


def value(text: str, **facts: object) -> object:
    result = evaluate(parse(text), facts)
    assert not result.errors, result.errors
    assert result.known
    return result.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2", Decimal("0.3")),
        ("9007199254740993 + 1", Decimal(9007199254740994)),
        ("1 / 3", Decimal("0.3333333333333333333333333333333333")),
        ("-5 ** 2", Decimal(25)),
        ("0 ** 0", Decimal(1)),
        ("[{item: 1}, {item: 2}][item > 1]", ({"item": Decimal(2)},)),
        ("[{x: 1}, {x: 2}][item.x > 1].x", (Decimal(2),)),
        ("for item in [{item: 1}] return item.item", (Decimal(1),)),
        ("3 ** 4 ** 5", Decimal(3486784401)),
        ("2 + 3 * 4 - 6 / 2", Decimal(11)),
        ("1.5e3", Decimal(1500)),
        ('"a" + "b"', "ab"),
        ('"一" < "丁"', True),
        ("[1, 2] = [1, 2.0]", True),
        ("[1, 2] = [2, 1]", False),
        ("{a: 1} = {a: 1}", True),
        ("[1] = [[1]]", False),
        ("[1..3] = [1..3]", True),
        ("(<3) = (null..3)", False),
        ("3 in 3", True),
        ("3 in (1, 2)", False),
        ("3 in (1, > 2)", True),
        ("3 in [[1..2], [3..4]]", True),
        ("3 in ]3..5]", False),
        ("3 in [1..3[", False),
        ("[1, 2] in [[1, 2], [3]]", True),
        ("true in [false, 2]", False),
        ("3 in (? > 2)", True),
        ("5 between 1 and 5 and true", True),
        ("{a: 1, b: a + 1}.b", Decimal(2)),
        ('{"full name": "x"}.full name', "x"),
        ("[{a: 1}, {a: 2}].a", (Decimal(1), Decimal(2))),
        ("[5, 6, 7][2]", Decimal(6)),
        ("[5, 6, 7][-1]", Decimal(7)),
        ("[][item > 1]", ()),
        ("[5, 6, 7][item > 5]", (Decimal(6), Decimal(7))),
        ("[{a: 1, b: 9}, {a: 2, b: 8}][a = 2].b", (Decimal(8),)),
        ("5[item > 1]", (Decimal(5),)),
        ("for x in [1, 2], y in [x, 10] return x * y", (Decimal(1), Decimal(10), Decimal(4), Decimal(20))),
        ("for i in 3..1 return i", (Decimal(3), Decimal(2), Decimal(1))),
        ("some x in [1, 2], y in [2, 3] satisfies x = y", True),
        ("every x in [] satisfies false", True),
        ("some x in [] satisfies true", False),
        ('@"2024-02-29".weekday', Decimal(4)),
        ('@"P1Y2M".months', Decimal(2)),
        ('@"-P1DT2H3M4S".hours', Decimal(-2)),
        ('@"2026-11-24" - @"2026-11-01" = @"P23D"', True),
        ('@"PT36H" / @"P1D"', Decimal("1.5")),
        ('@"P1Y" / @"P5M"', Decimal("2.4")),
        ('@"2026-01-31" + @"P1M" = @"2026-02-28"', True),
        ('@"2026-01-01" - @"PT1S" = @"2025-12-31"', True),
        ('2 * @"P1Y6M" = @"P3Y"', True),
        ('@"P1D" < @"PT25H"', True),
    ],
)
def test_values(text: str, expected: object) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 / 0", "除数是零"),
        ("10 ** 6143 * 10 ** 6143", "太大"),
        ("2 ** 9999999", "指数太大"),
        ("(-1) ** 0.5", "没有结果"),
        ('1 + "1"', "不能相加"),
        ("true > false", "不能比较"),
        ('1 = "1"', "不能比较"),
        ("1 and true", "条件"),
        ("some x in [1] satisfies x", "条件"),
        ("-true", "不能取负"),
        ('-"a"', "不能取负"),
        ("true * 2", "不能相乘"),
        ("true / 2", "不能相除"),
        ("true - 2", "不能相减"),
        ("true ** 2", "不能乘方"),
        ("f(1)", "没有名为“f”的函数"),
        ("[1](1)", "不是函数"),
        ("date(1, 2)", "参数不对"),
        ("date(wrong: 1)", "参数不对"),
        ('floor("a")', "不能用于：文本"),
        ('date("2023-02-29")', "不是日期"),
        ("date(2023, 2, 29)", "没有这一天"),
        ('duration("x")', "不是时长"),
        ("not(1)", "条件"),
        ("{a: 1}.b", "没有“b”"),
        ("(1).x", "没有“x”"),
        ("{a: 1, a: 2}", "写了两次"),
        ('[1.."a"]', "同一种"),
        ("[null..1]", "端点"),
        ("[5, 6, 7][9]", "没有这个位置"),
        ("[][1]", "没有这个位置"),
        ("for x in null return x", "不是列表"),
        ("null[true]", "不是列表"),
        ("for i in 1..2.5 return i", "整数"),
        ('@"999999999-12-31" + @"P1M"', "超出"),
        ('@"999999999-12-31" + @"P1D"', "超出"),
        ('@"-999999999-01-01" - @"P1D"', "超出"),
        ('@"P999999D" * 10 ** 12', "太长"),
        ("yuan(1.005)", "最多到分"),
        ('round half up(1, "0")', "不能用于"),
        ("round half up(1, 99999)", "小数位数"),
    ],
)
def test_errors_give_null_with_the_reason_and_the_place(text: str, words: str) -> None:
    result = evaluate(parse(text), {})
    assert any(isinstance(error, FeelEvaluationError) and words in error.text.zh for error in result.errors)
    assert result.value in (None, False)
    for error in result.errors:
        assert error.place.line == 1
        assert error.text.en.isascii() or "“" in error.text.en


@pytest.mark.parametrize(
    "fact",
    [
        1.5,
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1E+9999"),
        dt.timedelta(days=1),
        object(),
        pytest.param(10**7000, id="a whole number of 7001 digits"),
    ],
)
def test_a_fact_of_a_foreign_type_is_an_error_and_never_raises(fact: object) -> None:
    for text in ("x > 1", "x", "[1][x = 1]", "mother.x + 1"):
        result = evaluate(parse(text), {"x": fact, "mother": {"x": fact}})
        assert result.value in (None, ())
        assert result.errors


def test_facts_come_in_the_types_that_python_has() -> None:
    class Sex(enum.StrEnum):
        FEMALE = "2"

    class Age(enum.IntEnum):
        FULL = 18

    assert value('x = "2"', x=Sex.FEMALE) is True
    assert value("x = 18", x=Age.FULL) is True
    assert value("x[2]", x=["a", "b"]) == "b"
    assert value("x.hour", x=dt.datetime(2024, 1, 1, 8, tzinfo=dt.UTC)) == 8
    assert value("x = time(8, 30, 0)", x=dt.time(8, 30)) is True
    deep: object = 1
    for _ in range(80):
        deep = [deep]
    assert "嵌套太深" in evaluate(parse("x"), {"x": deep}).errors[0].text.zh


@pytest.mark.parametrize(
    ("tests", "given", "expected"),
    [
        ("-", 3, True),
        ("< 5", 3, True),
        ("1, 2", 3, False),
        ("not(1, 2)", 3, True),
        ("not([1..5])", 3, False),
        ("[1..5], 9", 3, True),
        ("? > 2", 3, True),
        ('"a"', "a", True),
    ],
)
def test_unary_tests_look_at_the_question_mark(tests: str, given: object, expected: object) -> None:
    assert evaluate(parse_unary_tests(tests), {"?": given}) == Result(value=expected)


def test_null_passes_no_test_of_order_and_the_reason_is_recorded() -> None:
    result = evaluate(parse_unary_tests("< 5"), {"?": None})
    assert result.value is None
    assert "不能比较" in result.errors[0].text.zh


@pytest.mark.parametrize(
    "text",
    [
        "for i in 1..10 ** 40 return i",
        "for i in 1..3000, j in 1..3000 return i",
        "some a in (for i in 1..3000 return i), b in (for i in 1..3000 return i) satisfies a + b < 0",
    ],
)
def test_an_evaluation_is_bounded(text: str) -> None:
    result = evaluate(parse(text), {})
    assert isinstance(result.errors[-1], FeelLimitExceeded)
    assert result.value is None


def test_exhausted_work_on_unknown_facts_still_needs_them() -> None:
    result = evaluate(parse("(for i in 1..10 ** 40 return i) = mother.children"), {})
    assert result.needs == {"mother"}
    assert not result.known


def test_a_compiled_rule_is_used_many_times() -> None:
    rule = compile_expression(parse("[{a: 1}, {a: 2}][a > x].a"))
    assert [rule.evaluate({"x": x}).value for x in (0, 1, 2)] == [(1, 2), (2,), ()]


def test_at_most_twenty_errors_are_kept() -> None:
    assert len(evaluate(parse("for i in 1..100 return i / 0"), {}).errors) == 20
