"""Reading what was printed gives the same tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.feel.strategies import trees
from yijian.core.feel import Expression, ast, parse, parse_unary_tests, to_text


@given(tree=trees())
@settings(max_examples=250, deadline=None)
def test_parse_undoes_print(tree: Expression) -> None:
    assert parse(to_text(tree)) == tree


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("((a))", "a"),
        ("a and (b and c)", "a and (b and c)"),
        ("(a and b) and c", "(a and b) and c"),
        ("a or b and not(c)", "a or b and not(c)"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("-(1+2)", "-(1 + 2)"),
        ("x in(1,<5,]7..9[)", "x in (1, < 5, (7..9))"),
        ("x in[1..5]", "x in [1..5]"),
        ("(if a then b else c)+1", "(if a then b else c) + 1"),
        ("if a then b else c+1", "if a then b else c + 1"),
        ("for i in 1..n,j in l return i", "for i in 1..n, j in l return i"),
        ('"\\u4e00\\n\\\\"', '"一\\n\\\\"'),
        ('@"P14M"', '@"P1Y2M"'),
        ("(<5)", "(< 5)"),
        ("f(n:1)", "f(n: 1)"),
        ("a // comment\n+ /* and */ b", "a + b"),
    ],
)
def test_printing_uses_no_more_brackets_than_needed(text: str, printed: str) -> None:
    assert to_text(parse(text)) == printed
    assert parse(printed) == parse(text)


@pytest.mark.parametrize("text", ["-", "< 5", "not(1, [2..3])", '"a", "b"', "[1..5), ? > 3"])
def test_unary_tests_are_printed_as_cells_are_written(text: str) -> None:
    assert to_text(parse_unary_tests(text)) == text


def test_declared_names_print_as_they_are_declared() -> None:
    names = {"date of birth", "出生日期（公历）"}
    rule = parse("mother.date  of birth < 出生日期（公历）", names=names)
    assert rule == ast.Comparison(
        "<", ast.Path(ast.Name("mother"), "date of birth"), ast.Name("出生日期（公历）")
    )
    assert parse(to_text(rule), names=names) == rule
