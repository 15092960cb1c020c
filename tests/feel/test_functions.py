"""Functions as values, types as rules write them, and the results so far of a `for`."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal

import pytest

from yijian.core.feel import UNKNOWN, Result, evaluate, free_paths, parse, to_text
from yijian.core.feel.type_expressions import ContextType, ListType, NamedType
from yijian.core.feel.type_names import is_instance
from yijian.core.feel.values import Value

NOTHING: Mapping[str, Value] = {}


def run(text: str, context: Mapping[str, Value] = NOTHING) -> Result:
    return evaluate(parse(text), context)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(function(a, b) a - b)(5, 3)", 2),
        ("(function(a, b) a - b)(b: 5, a: 3)", -2),
        ("{f: function(x) x * 2, r: f(f(3))}.r", 12),
        ("{y: 10, f: function(x) x + y, r: {y: 1, z: f(1)}.z}.r", 11),
        ("{add: function(a) function(b) a + b, r: add(1)(2) + add(10)(20)}.r", 33),
        ("for f in [function(x) x + 1, function(x) x * 10] return f(2)", (3, 20)),
        ("(function(x: number) x)([7])", 7),
        ("(function(x: list<number>) x)(7)", (7,)),
        ("(function(first name) first name)(1)", 1),
        ("(function(p-q, b) p-q * b)(b: 2, p-q: 3)", 6),
        ("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(20)}.r", 2432902008176640000),
        ("{f: function(x) x + 1, r: {f: function(x) f(x) * 2, r: f(1)}.r}.r", 4),
        ("{abs: function(x) abs(x) + 1, r: abs(-1)}.r", 2),
        ("sort([3, 1, 2], function(x, y) x > y)", (3, 2, 1)),
    ],
)
def test_functions_are_values_that_see_what_was_around_them(text: str, value: object) -> None:
    assert run(text) == Result(value=value)
    tree = parse(text)
    assert parse(to_text(tree), names=["first name", "p-q"]) == tree


@pytest.mark.parametrize(
    "text",
    [
        "(function(a) a)()",
        "(function(a) a)(1, 2)",
        "(function(a) a)(b: 1)",
        '(function(a: number) a)("x")',
        "(function(a) external {java: {}})(1)",
        "{f: 1, r: f(1)}.r",
        "1 instance of tNothing",
    ],
)
def test_calls_that_do_not_fit_are_null_with_a_reason(text: str) -> None:
    result = run(text)
    assert isinstance(result.value, dict) or result.value is None
    assert result.errors


def test_facts_that_a_function_needs_are_those_of_its_call() -> None:
    assert run("(function(a) a + u)(v)").needs == {"u", "v"}
    assert run("(function(a) 1)(v)") == Result(value=1)
    assert free_paths(parse("(function(a) a + u.x)(v)")) == ("u.x", "v")


@pytest.mark.parametrize(
    "text",
    ["(function(f) f(f))(function(f) f(f))", "(function(f) [f(f), f(f)])(function(f) [f(f), f(f)])"],
)
def test_endless_recursion_ends_soon_with_a_reason(text: str) -> None:
    begun = time.process_time()
    result = run(text)
    assert result.value is None
    assert result.errors[-1].code == "FEEL_LIMIT"
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 instance of number", True),
        ("null instance of Any", False),
        ("null instance of Null", True),
        ("[1, null] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("{a: 1, b: 2} instance of context<a: number>", True),
        ("{b: 2} instance of context<a: number>", False),
        ("[1..3] instance of range<number>", True),
        ('@"2024-01-01" instance of date and time', False),
        ("(function(a: string) a) instance of function<string>->Any", True),
        ("(function(a: string) a) instance of function<number>->Any", False),
        ("(function(a) a) instance of function<>->Any", False),
        ("u instance of number", UNKNOWN),
        ("1 + 1 instance of number", True),
    ],
)
def test_instance_of(text: str, value: object) -> None:
    assert run(text).value is value


def test_instance_of_needs_only_what_the_type_names() -> None:
    facts = {"kids": [{"age": 3}, {}], "who": {"code": UNKNOWN}}
    assert run("kids instance of list<context>", facts) == Result(value=True)
    assert run("kids instance of list<context<age: number>>", facts).needs == {"kids[2].age"}
    assert run("[u, 1, 2] instance of list<string>", facts) == Result(value=False)
    assert run("who instance of context<code: string>", facts).needs == {"who.code"}


def test_a_type_may_name_itself() -> None:
    person = ContextType((("children", ListType(NamedType("person"))),))
    resolve = {"person": person}.get
    family: dict[str, Value] = {"children": ({"children": ()},)}
    assert is_instance(family, NamedType("person"), resolve)
    assert not is_instance({"children": ({},)}, NamedType("person"), resolve)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for i in 0..5 return if i = 0 then 1 else i * partial[-1]", (1, 1, 2, 6, 24, 120)),
        ("for i in 1..2, j in 1..2 return count(partial)", (0, 1, 2, 3)),
        ("for i in 1..2 return for j in 1..2 return count(partial)", ((0, 1), (0, 1))),
        ("for i in [1..3] return i", (1, 2, 3)),
        ("for i in (1..3] return i", (2, 3)),
        ("for i in [1..3) return i", (1, 2)),
        ('count(for d in @"2024-02-28"..@"2024-03-01" return d)', 3),
        ("some i in 1..3 satisfies i = 2", True),
        ("every i in [1..3] satisfies i < 3", False),
    ],
)
def test_loops_know_their_results_so_far_and_go_over_ranges(text: str, value: object) -> None:
    assert run(text) == Result(value=value)


def test_a_loop_over_a_range_without_steps_is_null_with_a_reason() -> None:
    for text in ('for i in ["a".."b"] return i', "for i in 1..1.5 return i"):
        assert run(text).value is None
        assert run(text).errors


def test_results_so_far_of_an_unknown_list_are_unknown() -> None:
    assert run("for i in u return count(partial)").needs == {"u"}
    assert run("for i in [1, 2] return if i = 1 then 1 else partial[-1] + u").value == (1, UNKNOWN)


def test_collecting_results_so_far_is_bounded_work() -> None:
    result = run("for i in 1..100000 return count(partial)")
    assert result.value is None
    assert result.errors[-1].code == "FEEL_LIMIT"
    assert run("for i in 1..1000 return count(partial)").value == tuple(map(Decimal, range(1000)))
