"""Functions of contexts, and `is`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.builtin_calls import assert_calls, assert_no_result
from yijian.core.feel import evaluate, parse
from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.signatures import call
from yijian.core.feel.values import Value

contexts: st.SearchStrategy[Value] = st.dictionaries(st.sampled_from(["a", "b", "年龄"]), st.booleans())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('get value({a: "foo"}, "a")', '"foo"'),
        ("get entries({a: 1, b: 2})", '[{key: "a", value: 1}, {key: "b", value: 2}]'),
        ("get entries(m: {})", "[]"),
        ('context([{key: "a", value: 1}, {key: "b", value: 2}])', "{a: 1, b: 2}"),
        ('context({key: "a", value: null, ignored: 1})', "{a: null}"),
        ('context({key: "", value: 1})', '{"": 1}'),
        ("context([])", "{}"),
        ('context put({a: 1}, "b", 2)', "{a: 1, b: 2}"),
        ('context put({a: 1, b: 2, c: 3}, "b", null)', "{a: 1, b: null, c: 3}"),
        ('context put({x: 1, y: {a: 0}}, ["y", "b"], 2)', "{x: 1, y: {a: 0, b: 2}}"),
        ('context put(context: {y: {a: {b: 1}}}, keys: ["y", "a", "b"], value: 2)', "{y: {a: {b: 2}}}"),
        ('context put({a: 1}, ["b"], 2)', "{a: 1, b: 2}"),
        ("context merge([{a: 1}, {b: 2}, {a: 3}])", "{a: 3, b: 2}"),
        ("context merge([{a: {aa: 1}}, {a: {bb: 2}}])", "{a: {bb: 2}}"),
        ("context merge({a: 1})", "{a: 1}"),
        ("context merge([])", "{}"),
        ("is(1, 1.0)", "true"),
        ("is(null, null)", "true"),
        ("is(null, 1)", "false"),
        ('is(1, "1")', "false"),
        ('is(@"2012-12-25", @"23:00:50")', "false"),
        ('is(@"23:00:50Z", @"23:00:50")', "false"),
        ('is(@"23:00:50Z", @"23:00:50+00:00")', "true"),
        ('is(@"23:00:50Z", @"23:00:50@Etc/UTC")', "false"),
        ('is(@"P1Y", @"P12M")', "true"),
        ('is(value2: @"P1D", value1: @"P1M")', "false"),
    ],
)
def test_functions_of_contexts(text: str, expected: str) -> None:
    assert_calls(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "get value({a: 1}, null)",
        'get value({a: 1}, "b")',
        'get value(null, "a")',
        'get value(1, "a")',
        "get entries(null)",
        "get entries([1, 2])",
        "get entries(map: {a: 1})",
        'context([{key: "a", value: 1}, {key: "a", value: 2}])',
        "context({value: 1})",
        'context({key: "a"})',
        "context({key: null, value: 1})",
        'context("foo")',
        'context put(null, "a", 1)',
        "context put({}, null, 1)",
        "context put({}, 1, 1)",
        'context put([], "a", 1)',
        "context put({}, [], 1)",
        'context put({y: {a: 0}}, ["y", null], 2)',
        'context put({y: {a: 0}}, ["y", "a", "b"], 2)',
        'context put({}, ["y", "a"], 2)',
        'context put(context: {y: {a: 0}}, key: ["y", "a"], value: 2)',
        "context merge(null)",
        "context merge([{a: 1}, 2])",
        "is(1)",
    ],
)
def test_functions_of_contexts_without_a_result(text: str) -> None:
    assert_no_result(text)


def called(name: str, *arguments: Value) -> Value:
    return call(BUILTINS[name], BUILTINS[name].overloads, arguments, None)


@given(context=contexts, other=contexts)
def test_laws_of_contexts(context: dict[str, Value], other: dict[str, Value]) -> None:
    assert called("context", called("get entries", context)) == context
    before = dict(context)
    assert called("context merge", (context, other)) == {**context, **other}
    put = context
    for key, value in other.items():
        put = called("context put", put, key, value)  # type: ignore[assignment]  # a context
        assert called("get value", put, key) is value
    assert put == {**context, **other}
    assert context == before


def test_a_group_of_facts_still_open_is_not_taken_for_whole() -> None:
    result = evaluate(parse('get value(mother, "age")'), {"mother": {"age": None}})
    assert result.needs == {"mother"}
