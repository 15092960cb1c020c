"""Whatever a rule says, reading and evaluating it ends soon, and nothing raises."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feel.strategies import trees
from yijian.core.feel import (
    NOT_APPLICABLE,
    Expression,
    FeelError,
    FeelLimitExceeded,
    check_types,
    evaluate,
    free_paths,
    parse,
    parse_unary_tests,
    pattern_matching,
    runtime,
    simplify,
    trace,
)
from yijian.core.feel.values import Value

HOSTILE_EXAMPLES = 150
"""How many generated trees each of four tests tries, and each run of them."""
HOSTILE_TEXTS = 500
"""How many generated texts a run tries; both figures stand in `docs/rules-language.md`."""
MEGABYTE = 1_000_000


def doubled(first: str, entry: str, last: str = "1") -> str:
    """A context in which each of sixty entries is made of two of the entry before: as a tree it has 2 ** 60 leaves."""
    entries = [f"a0: {first}", *(f"a{n}: {entry.replace('@', f'a{n - 1}')}" for n in range(1, 60))]
    return "{" + ", ".join([*entries, f"r: {last.replace('@', 'a59')}"]) + "}"


@pytest.mark.parametrize(
    "text",
    [
        doubled("[1]", "[@, @]"),
        doubled("{x: 1}", "{x: @, y: @}"),
        doubled("[1]", "for i in 1..2 return @"),
        doubled("[1]", "append(@, @)"),
        doubled("[1]", "concatenate(@, @)"),
        doubled("[1]", "(function(x) [x, x])(@)"),
        doubled("{}", 'context put(@, "x", [@, @])'),
        doubled("[1]", "[@, @]", "@ = @"),
        doubled("[1]", "[@, @]", "@ instance of list<list<number>>"),
        doubled("[1]", "[@, @]", "@ in ([1], @)"),
        doubled("[1]", "[@, @]", "flatten(@)"),
        doubled("[{x: 1}]", "[@, @]", "@.x"),
        "for a in 1..100000, b in 1..100000 return a",
        "some a in 1..100000, b in 1..100000 satisfies a < 0",
        "for a in 1..1e30 return a",
        'for d in @"-999999999-01-01"..@"999999999-01-01" return d',
        "{l: for i in 1..3000 return i, r: for i in 1..100000 return (= l)}",
        "{l: for i in 1..3000 return i, r: for i in 1..100000 return l instance of list<number>}",
        "{l: for i in 1..3000 return i, f: function(x: list<number>) 1, r: for i in 1..100000 return f(l)}",
        '{t: string join(for i in 1..1000 return "0123456789"), r: for i in 1..100000 return t + t}',
        '{t: string join(for i in 1..1000 return "0123456789"), r: for i in 1..100000 return upper case(t)}',
        "{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(60)}",
        "{f: function(n) f(n + 1), r: f(0)}",
        "{f: function(n) [f(n + 1), f(n + 1)], r: f(0)}",
    ],
)
def test_work_without_end_is_cut_off_with_a_reason(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is lowered, so that a rule that slips past it shows as a test that never ends."""
    monkeypatch.setattr(runtime, "MAX_WORK", 100_000)
    result = evaluate(parse(text), {})
    assert result.value is None
    assert result.errors[-1].code == "FEEL_LIMIT"


def test_texts_that_double_are_cut_off() -> None:
    result = evaluate(parse(doubled('"0123456789"', "@ + @", "@")), {})
    assert isinstance(result.value, dict)
    assert result.value["r"] is None
    assert result.errors


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "1" + ")" * 10_000,
        "[" * 10_000 + "1" + "]" * 10_000,
        "{a: " * 10_000 + "1" + "}" * 10_000,
        "if true then " * 5_000 + "1" + " else 2" * 5_000,
        "function(x) " * 8_000 + "1",
        "for a in b return " * 5_000 + "1",
        "1 instance of " + "list<" * 9_000 + "number" + ">" * 9_000,
        "a" + ".b" * 40_000,
        "a" + "[1]" * 30_000,
        "f" + "()" * 30_000,
        "-" * 90_000 + "1",
        "1+" * 500_000 + "1",
        "9" * 1_000_000,
        '"' + "a" * 1_000_000 + '"',
    ],
    ids=range(14),
)
def test_huge_texts_are_refused(text: str) -> None:
    with pytest.raises(FeelLimitExceeded):
        parse(text)


@pytest.mark.parametrize("entries", [range(1, 7_000)], ids=["each names the one before"])
def test_contexts_with_thousands_of_entries_are_compiled_in_proportion(entries: range) -> None:
    """Just under the limit of text. (A scope that is searched by value takes half a minute here.)"""
    text = "{a0: 1, " + ", ".join(f"a{n}: a{n - 1}" for n in entries) + "}"
    assert len(text) < 100_000
    value = evaluate(parse(text), {}).value
    assert isinstance(value, dict)
    assert value["a6999"] == 1


LARGE = {
    "one letter": "a" * MEGABYTE,
    "Chinese": "一件" * (MEGABYTE // 6),
    "digits": "1234567890" * (MEGABYTE // 10),
    "parts": "1," * (MEGABYTE // 2),
    "a range that never ends": "[1.." + "(" * MEGABYTE,
    "a date": "2024-01-01" + "0" * MEGABYTE,
}
ON_LARGE = (
    'matches(t, "(a+)+b")',
    'matches(t, "(a|aa)+$")',
    'matches(t, "(a)\\1\\1b")',
    "matches(t, t)",
    'matches("a", t)',
    'replace(t, "a", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")',
    'replace(t, "([0-9]+)", "$1$1")',
    'replace("a", "a", t)',
    'split(t, ",")',
    "split(t, t)",
    "upper case(t)",
    'contains(t, "ab")',
    'substring before(t, "zz")',
    'substring after(t, "1")',
    "string join([t, t, t, t, t, t, t, t, t, t, t], t)",
    "t + t + t + t",
    "t = t and t <= t",
    "number(t)",
    'number(t, ",", ".")',
    "date(t)",
    "time(t)",
    "date and time(t)",
    "duration(t)",
    "range(t)",
    "string([t, t])",
    "distinct values([t, t, t])",
    "context put({}, t, 1)",
    "sort([t, t], function(x, y) x < y)",
)


@pytest.mark.parametrize("name", LARGE)
def test_a_value_of_a_megabyte_goes_through_every_function(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends with a value, or with null and a reason; a pattern ends where its steps are used up (fewer here)."""
    monkeypatch.setattr(pattern_matching, "MAX_STEPS", 50_000)
    for text in ON_LARGE:
        result = evaluate(parse(text), {"t": LARGE[name]})
        assert not result.needs
        assert (result.value is None) == bool(result.errors), (text, name)


@pytest.mark.parametrize(
    "inner", ["upper case(t)", 'contains(t, "ab")', "t = u", "number(t)", 'matches(t, "b")', 'split(t, ",")']
)
def test_looking_at_a_large_text_again_and_again_is_work(inner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step of work for every 64 characters: 100,000 looks at a megabyte would take minutes."""
    monkeypatch.setattr(runtime, "MAX_WORK", 100_000)
    large = LARGE["digits"]
    result = evaluate(parse(f"for i in 1..100000 return {inner}"), {"t": large, "u": large[:-1] + "x"})
    assert result.value is None
    assert result.errors[-1].code == "FEEL_LIMIT"


PIECES = (
    *("1", "a", "b.c", "出生", '"x"', '"', "/*", "*/", "//", "@", '@"2024-02-29"', "9e6144", "1e-6200"),
    *("(", ")", "[", "]", "{", "}", ",", ":", "..", "-", "+", "*", "/", "**", "=", "!=", "<", ">=", "?"),
    *("if", "then", "else", "for", "in", "return", "some", "satisfies", "and", "or", "not", "between"),
    *("function", "instance of", "list<", "context<", "null", "true", "count", "split", "partial", "item"),
    *("\0", "\ud800", "\u2028", "１", "（", "≥", "\\u{", "\\", "'", ";", "&&", "\U0001f476"),
)


@given(
    pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40),
    gap=st.sampled_from(["", " "]),
)
@settings(max_examples=HOSTILE_TEXTS, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_does_more_than_be_refused(pieces: list[str], gap: str) -> None:
    """Whatever is written: a `FeelError` with a reason in both languages, or a rule that can be used."""
    with contextlib.suppress(FeelError):
        parse_unary_tests(gap.join(pieces))
    refused = None
    try:
        tree = parse(gap.join(pieces))
    except FeelError as error:
        refused = error
    else:
        evaluate(tree, FACTS)
        check_types(tree, {})
    assert refused is None or (refused.reason.zh and refused.reason.en)


FACTS: Mapping[str, Value] = {
    "a": 2,
    "b1": [{"sex": "1", "year": 3}, {"sex": NOT_APPLICABLE}, None, 7],
    "孩子": {"年龄": dt.date(2024, 2, 29), "k": [1, 2]},
    "x": "text",
    "today": dt.date(2026, 11, 24),
}


@pytest.mark.parametrize("use", [evaluate, trace, simplify])
@given(
    tree=trees(depth=4), facts=st.sampled_from([{}, FACTS]), roots=st.sampled_from([None, frozenset(FACTS)])
)
@settings(max_examples=HOSTILE_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_tree_raises(
    use: Callable[..., object], tree: Expression, facts: Mapping[str, Value], roots: frozenset[str] | None
) -> None:
    use(tree, facts, roots=roots)


@given(tree=trees(depth=4))
@settings(max_examples=HOSTILE_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_tree_can_be_checked_and_has_paths(tree: Expression) -> None:
    check_types(tree, {})
    free_paths(tree)
