"""Lowering: what comes of a rule, and what is refused with a way out."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings

from tests.feel.strategies import trees
from yijian.core.feel import (
    BOOLEAN,
    DATE,
    INTEGER,
    MONEY,
    NUMBER,
    TEXT,
    Code,
    ContextOf,
    Expression,
    FeelError,
    FeelOutsideSubset,
    ListOf,
    parse,
)
from yijian.core.feel.lowered import (
    All,
    Bounds,
    Constant,
    Lowered,
    Opaque,
    RoundedQuotient,
    beyond_int64,
    facts_of,
    nodes_of,
)
from yijian.core.feel.lowering import Ranges, lower, lower_for_proof

SCOPE = {
    "today": DATE,
    "born": DATE,
    "n": INTEGER,
    "pay": MONEY,
    "rate": NUMBER,
    "flag": BOOLEAN,
    "name": TEXT,
    "code": Code("code", ("a", "b")),
    "child": ListOf(ContextOf({"weight": INTEGER, "pets": ListOf(ContextOf({"legs": INTEGER}))})),
}
RANGES = Ranges(numbers={"n": (-10, 10), "pay": (0, 1000), "child.weight": (1, 5)}, members={"child": 4})


def lowered(text: str) -> Lowered:
    return lower(parse(text), SCOPE, ranges=RANGES)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('name < "a"', "collation"),
        ('name + "a" = "b"', "not joined"),
        ("rate > 1", "precision"),
        ("floor(n / 3 * 3)", "only rounded"),
        ("n * 0.5", "may not be whole"),
        ("n * 0.0000000000001 > 1", "too many"),
        ("floor(n / 3 / 1000000 / 10000000)", "too many decimals"),
        ("n in (? > 3)", "names \\?"),
        ("n in child.weight", "list of facts after in"),
        ("count(child[weight > 1][item.weight < 3]) = 1", "filtered once"),
        ("count(for c in child, d in child return 1) = 1", "one list"),
        ("(if flag then child else child) = child", "One value"),
        ('born + @"PT36H" > today', "whole days"),
        ('born + @"P9000Y" > today', "years 1 to 9999"),
        ('contains(name, "a")', "“contains” can"),
    ],
)
def test_what_has_no_exact_meaning_everywhere_is_refused(text: str, reason: str) -> None:
    with pytest.raises(FeelOutsideSubset, match=reason) as refused:
        lowered(text)
    assert refused.value.repair.en
    assert refused.value.place.end > refused.value.place.start or "?" in text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 * 3 + 4", 10),
        ("round half up(-5 / 2)", -3),
        ("floor(-5 / 2)", -3),
        ("ceiling(-5 / 2)", -2),
        ("yuan(12.34)", 1234),
        ("abs(-3)", 3),
        ('date("2024-02-29")', dt.date(2024, 2, 29)),
        ('duration("P1Y6M")', 18),
        ('@"P10D"', 10),
        ("count([n, n])", 2),
        ("{a: 3, b: a + 1}.b", 4),
    ],
)
def test_constants_are_worked_out(text: str, value: object) -> None:
    found = lowered(text)
    assert isinstance(found, Constant)
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("n + 1", -9, 11),
        ("n * n", -100, 100),
        ("-n", -10, 10),
        ("abs(n)", 0, 10),
        ("abs(n - 20)", 10, 30),
        ("floor(n / 3)", -4, 3),
        ("round half up(pay * 0.055)", 0, 55),
        ("min(n, 3)", -10, 3),
        ("if flag then n else 100", -10, 100),
        ("count(child)", 0, 4),
        ("sum(child.weight)", 1, 20),
        ("born.month", 1, 12),
    ],
)
def test_bounds_are_those_of_the_values(text: str, low: int, high: int) -> None:
    assert lowered(text).bounds == Bounds(low, high)


def test_decimals_become_a_numerator_over_a_divisor() -> None:
    found = lowered("round half up(pay * 0.6 / 7)")
    assert isinstance(found, RoundedQuotient)
    assert found.divisor == 70
    assert lowered("floor(pay / 4)") == lowered("floor(pay * 0.25)")


def test_only_the_innermost_number_that_is_too_wide_is_named() -> None:
    wide = lower(parse("n * n * n > 1"), SCOPE, ranges=Ranges(numbers={"n": (0, 10**10)}))
    (found,) = beyond_int64(wide)
    assert parse("n * n") == found.origin


def test_the_facts_of_a_rule_are_those_at_the_top() -> None:
    found = lowered("flag and some c in child satisfies c.weight > n")
    assert {fact.path for fact in facts_of([found])} == {"flag", "n"}
    assert sum(1 for _ in nodes_of(found)) > 4


def test_a_list_written_out_is_taken_apart() -> None:
    assert isinstance(lowered("every x in [1, n] satisfies x > 0"), All)
    assert lowered("sum([n, 1])") == lowered("n + 1")


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(trees(4))
def test_any_tree_is_lowered_or_refused_and_nothing_else(tree: Expression) -> None:
    scope = {"a": INTEGER, "b1": DATE, "x": BOOLEAN, "today": DATE, "孩子": SCOPE["child"], "𠮷": TEXT}
    for way in (lower, lower_for_proof):
        with suppress(FeelError):
            way(tree, scope)


def test_for_a_proof_the_rest_is_kept() -> None:
    found = lower_for_proof(parse('n > 1 and name < "a"'), SCOPE)
    assert isinstance(found, All)
    assert [isinstance(operand, Opaque) for operand in found.operands] == [False, True]
