"""Functions of texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.builtin_calls import assert_calls, assert_no_result
from yijian.core.feel import evaluate, parse

texts = st.text("ab一𠮷é", max_size=6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("string(1.10)", '"1.1"'),
        ('string("a")', '"a"'),
        ("string(true)", '"true"'),
        ('string(@"2012-12-25")', '"2012-12-25"'),
        ('string(time("11:59:45+02:45:55"))', '"11:59:45+02:45:55"'),
        ('string([1, "a", {b: null}])', r'"[1, \"a\", {b: null}]"'),
        ("string([1..3))", '"[1..3)"'),
        ('substring("foobar", 3)', '"obar"'),
        ('substring("foobar", 3, 3.8)', '"oba"'),
        ('substring("foobar", -2, 1)', '"a"'),
        ('substring("foobar", -6, 60)', '"foobar"'),
        ('substring("foobar", 3, 0)', '""'),
        ('substring("foobar", 6, 1E+6000)', '"r"'),
        ('substring(string: "一件事", start position: 2)', '"件事"'),
        ('substring("𠮷户口", 2, 1)', '"户"'),
        ('string length("𠮷户")', "2"),
        ('string length("")', "0"),
        ('upper case("aBc4")', '"ABC4"'),
        ('lower case("ÀBC")', '"àbc"'),
        ('substring before("foobar", "bar")', '"foo"'),
        ('substring before("foobar", "xyz")', '""'),
        ('substring before("abc", "")', '""'),
        ('substring after("foobar", "ob")', '"ar"'),
        ('substring after("", "a")', '""'),
        ('substring after("abc", "")', '"abc"'),
        ('substring after(match: "o", string: "foobar")', '"obar"'),
        ('contains("一件事", "件")', "true"),
        ('contains(["foobar"], "of")', "false"),  # a list of one stands for its member
        ('starts with("一件事", "事")', "false"),
        ('ends with("一件事", "事")', "true"),
        ('matches("foobar", "^fo*b")', "true"),
        ('matches("FOO", "foo", "i")', "true"),
        ('matches("foo", "f", null)', "true"),
        ('matches(pattern: "f", input: "foo")', "true"),
        ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'),
        ('replace("a.c", ".", "-", "q")', '"a-c"'),
        ('split("John Doe", "\\s")', '["John", "Doe"]'),
        ('split("a;b;c;;", ";")', '["a", "b", "c", "", ""]'),
        ('string join(["a", "b", "c"], "_and_")', '"a_and_b_and_c"'),
        ('string join(["a", null, "c"], "-")', '"a-c"'),
        ('string join(["a", "b"], null)', '"ab"'),
        ('string join(["a", "b"])', '"ab"'),
        ('string join("a", "-")', '"a"'),
        ("string join([])", '""'),
    ],
)
def test_functions_of_texts(text: str, expected: str) -> None:
    assert_calls(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "string()",
        "string(null)",
        'substring("foobar", 0)',
        'substring("foobar", 7)',
        'substring("foobar", -7)',
        'substring("foobar", 1, -1)',
        'substring("", 1)',
        'substring("foobar", "1")',
        "substring(null, 1)",
        "string length(null)",
        "string length(1)",
        'upper case(["a", "b"])',
        'contains(null, "a")',
        'matches("a", "[")',
        'matches("a", "a", "p")',
        'matches("a")',
        'replace("abc", "x*", "-")',
        'replace("abc", "b", "$x")',
        'split("foo", null)',
        'split("foo", "")',
        'split(delimiter: ",", str: "foo,bar")',
        'string join(["a", 1])',
        'string join(null, ",")',
    ],
)
def test_functions_of_texts_without_a_result(text: str) -> None:
    assert_no_result(text)


def _of(text: str, **facts: object) -> object:
    result = evaluate(parse(text), facts)
    assert not result.errors
    return result.value


@given(text=texts, match=texts)
def test_what_stands_before_and_after_makes_the_whole(text: str, match: str) -> None:
    before, after = (
        _of("substring before(t, m)", t=text, m=match),
        _of("substring after(t, m)", t=text, m=match),
    )
    if match in text:
        assert before == ("" if not match else text[: text.index(match)])
        assert f"{before}{match}{after}" == text
    else:
        assert (before, after) == ("", "")


@given(text=texts.filter(bool), cut=st.integers(1, 6))
def test_substrings_make_the_whole(text: str, cut: int) -> None:
    cut = min(cut, len(text))
    head = _of("substring(t, 1, n)", t=text, n=cut)
    tail = "" if cut == len(text) else _of("substring(t, n + 1)", t=text, n=cut)
    assert f"{head}{tail}" == text
    assert _of("substring(t, -string length(t))", t=text) == text
