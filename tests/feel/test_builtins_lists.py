"""Functions that change, search and order lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.builtin_calls import assert_calls, assert_no_result
from yijian.core.feel import UNKNOWN, FeelLimitExceeded, evaluate, parse
from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.operations import equality_key, matches
from yijian.core.feel.runtime import Pending
from yijian.core.feel.signatures import call
from yijian.core.feel.times import read_time
from yijian.core.feel.values import Value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("list contains([1, 2], 2)", "true"),
        ("list contains([1, null], null)", "true"),
        ('list contains([1, 2], "a")', "false"),
        ("sublist([4, 5, 6], 1, 2)", "[4, 5]"),
        ("sublist([4, 5, 6], -2)", "[5, 6]"),
        ("sublist([4, 5, 6], 2, 0)", "[]"),
        ("append([1], 2, 3)", "[1, 2, 3]"),
        ("append([], null)", "[null]"),
        ("append(item: 2, list: [1])", "[1, 2]"),
        ("append(1, [2])", "[1, [2]]"),
        ("concatenate([1, 2], [3], [])", "[1, 2, 3]"),
        ("concatenate([1], 2)", "[1, 2]"),
        ("insert before([1, 3], 1, 2)", "[2, 1, 3]"),
        ("insert before(list: [1, 3], position: -1, newItem: 2)", "[1, 2, 3]"),
        ("remove([1, 2, 3], 2)", "[1, 3]"),
        ("remove([1, 2, 3], -1)", "[1, 2]"),
        ("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
        ("list replace([1, 2, 3], 2.5, 4)", "[1, 4, 3]"),
        ("list replace(1, 1, 5)", "[5]"),
        ("reverse([1, [2], null])", "[null, [2], 1]"),
        ("index of([1, 2, 3, 2], 2)", "[2, 4]"),
        ("index of([1, null], null)", "[2]"),
        ('index of([1, "1"], "1")', "[2]"),
        ("union([1, 2], [2, 3])", "[1, 2, 3]"),
        ("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]"),
        ('distinct values([1, 1.0, "1", null, null, [1], [1.00]])', '[1, "1", null, [1]]'),
        ('distinct values([@"10:00:00Z", @"11:00:00+01:00"])', '[@"10:00:00Z"]'),
        ("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"),
        ("flatten(1)", "[1]"),
        ("reverse([])", "[]"),
        ("sort([3, 1, 2], function(x, y) x < y)", "[1, 2, 3]"),
        ('sort(precedes: function(x, y) x > y, list: ["a", "c", "b"])', '["c", "b", "a"]'),
        ("sort([], function(x, y) x < y)", "[]"),
        ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
    ],
)
def test_functions_of_lists(text: str, expected: str) -> None:
    assert_calls(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "list contains(null, 1)",
        "sublist([1, 2], 0)",
        "sublist([1, 2], 3)",
        "sublist([1, 2], 2, 2)",
        "sublist([1, 2], 1, -1)",
        "append()",
        "append(null, 1)",
        "concatenate([1], null)",
        "insert before([], 1, 1)",
        "insert before([1, 2], 3, 1)",
        'remove([1, 2], "1")',
        "remove([1, 2], 0)",
        "list replace([1, 2, 3], null, 4)",
        'list replace([1, 2, 3], "2", 4)',
        "list replace([1, 2, 3], 4, 4)",
        "reverse(null)",
        "index of(null, 1)",
        "distinct values(null)",
        "flatten(null)",
        "sort([1, 2], 3)",
        "sort([1, 2], function(x) true)",
        "sort([1, 2], function(x, y) x)",
        'sort([1, "a"], function(x, y) x < y)',
        "sort(null, function(x, y) x < y)",
        "list replace([2, 4], function(item) item = 2, 5)",
        "list replace([2, 4], function(item, newItem) item, 5)",
    ],
)
def test_functions_of_lists_without_a_result(text: str) -> None:
    assert_no_result(text)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("list contains([1, x], 2)", {"x"}),
        ("list contains([1, x], 1)", set()),
        ("list contains(x, y)", {"x", "y"}),
        ("list contains(null, y)", {"y"}),
        ("append([1], x)", {"x"}),
        ("reverse(x)", {"x"}),
        ("sort([1, 2], function(a, b) a < b and x)", {"x"}),
        ("sort([1, 2], function(a, b) if a < b then x else y)", {"x", "y"}),
        ("sort([1], function(a, b) x)", set()),
        ("list replace([1, 2], function(a, b) a < b and x, 0)", set()),
        ("list replace([1, 2], function(a, b) a > b and x, 0)", {"x"}),
    ],
)
def test_functions_of_lists_with_unknown_facts(text: str, needs: set[str]) -> None:
    result = evaluate(parse(text), {})
    assert result.needs == needs
    assert (result.value is UNKNOWN) is bool(needs)


@dataclass(frozen=True, slots=True)
class Function:
    """A function as a value."""

    run: Callable[..., Value]
    parameters: tuple[str, ...] = ("x", "y")

    def __call__(self, *arguments: Value) -> Value:
        return self.run(*arguments)


def called(name: str, *arguments: Value) -> Value:
    return call(BUILTINS[name], BUILTINS[name].overloads, arguments, None)


members = st.lists(st.integers(-3, 3).map(Decimal)).map(tuple)


@given(values=st.lists(st.tuples(st.integers(-3, 3).map(Decimal), st.integers()), max_size=30).map(tuple))
def test_sorting_keeps_the_order_of_equals(values: tuple[Value, ...]) -> None:
    precedes = Function(lambda x, y: x[0] < y[0])
    assert called("sort", values, precedes) == tuple(sorted(values, key=lambda pair: pair[0]))  # type: ignore[index]


def test_a_function_decides_which_members_are_replaced() -> None:
    values = tuple(map(Decimal, (2, 4, 7, 8)))
    replaced = called("list replace", values, Function(lambda item, new: item < new), Decimal(5))
    assert replaced == tuple(map(Decimal, (5, 5, 7, 8)))


@pytest.mark.parametrize(
    "function",
    [Function(lambda *_: None), Function(lambda *_: Decimal(1)), Function(lambda *_: True, ("x",))],
)
def test_a_function_must_take_two_and_answer_true_or_false(function: Function) -> None:
    for name, arguments in (("sort", ()), ("list replace", (Decimal(1),))):
        with pytest.raises(OperationFailed):
            called(name, (Decimal(1), Decimal(2)), function, *arguments)


def test_a_function_that_waits_for_facts_makes_the_list_wait_for_all_of_them() -> None:
    def waits(one: Value, other: Value) -> Value:
        return Pending(frozenset((f"{one}-{other}",))) if one != other else False

    values = (Decimal(1), Decimal(2))
    sorted_ = called("sort", values, Function(waits))
    assert isinstance(sorted_, Pending)
    assert sorted_.needs == {"1-2", "2-1"}
    replaced = called("list replace", values, Function(waits), Decimal(3))
    assert isinstance(replaced, Pending)
    assert replaced.needs == {"1-3", "2-3"}


@given(one=members, other=members)
def test_laws_of_lists(one: tuple[Value, ...], other: tuple[Value, ...]) -> None:
    both = called("concatenate", one, other)
    assert called("reverse", called("reverse", one)) == one
    assert called("reverse", both) == called("concatenate", called("reverse", other), called("reverse", one))
    distinct = called("distinct values", one)
    assert isinstance(distinct, tuple)
    assert set(distinct) == set(one)
    assert len(set(distinct)) == len(distinct)
    assert called("distinct values", distinct) == distinct
    assert called("union", one, other) == called("distinct values", both)


@given(values=members.filter(bool), item=st.integers().map(Decimal), data=st.data())
def test_what_is_inserted_can_be_removed(
    values: tuple[Value, ...], item: Decimal, data: st.DataObject
) -> None:
    position = Decimal(data.draw(st.integers(1, len(values))))
    inserted = called("insert before", values, position, item)
    assert called("remove", inserted, position) == values
    assert called("list replace", inserted, position, item) == inserted
    assert called("sublist", inserted, position, Decimal(1)) == (item,)
    found = called("index of", inserted, item)
    assert isinstance(found, tuple)
    assert position in found


some_values = st.sampled_from(
    [
        Decimal(1),
        Decimal("1.0"),
        "1",
        True,
        None,
        (Decimal(1),),
        (),
        {},
        {"a": Decimal("1.00")},
        {"a": Decimal(1)},
    ]
    + [read_time(text) for text in ("10:00:00Z", "11:00:00.5+01:00", "10:00:00")]
)


@given(one=some_values, other=some_values)
def test_the_key_of_a_value_is_that_of_its_equals(one: Value, other: Value) -> None:
    assert (equality_key(one) == equality_key(other)) is (matches(one, other) is True)


def test_large_lists_take_little_time() -> None:
    many = tuple(map(Decimal, range(100_000)))
    distinct = called("distinct values", many + many)
    assert isinstance(distinct, tuple)
    assert len(distinct) == 100_000


@pytest.mark.parametrize("call", ["count(facts)", "distinct values(facts)", "list contains(made, 0)"])
def test_many_calls_over_a_large_list_have_a_bound(call: str) -> None:
    rule = parse(f"{{made: for i in 1..50000 return i, calls: for i in made return {call}}}.calls")
    *_, error = evaluate(rule, {"facts": tuple(range(50_000))}).errors
    assert isinstance(error, FeelLimitExceeded)


def test_nested_lists_have_a_limit() -> None:
    deep: Value = ()
    for _ in range(500):
        deep = (deep,)
    with pytest.raises(OperationFailed):
        called("flatten", deep)
