"""Decision tables: hit policies, priorities, defaults, allowed values, and facts that are still unknown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.decisions.models import decide, table
from yijian.core.decisions.boxed import Aggregation, DecisionTable, HitPolicy
from yijian.core.decisions.model import ItemDefinition
from yijian.core.feel.values import UNKNOWN

OVERLAPPING = ('> 1 => "b"', '> 2 => "a"', '> 3 => "b"', '< 0 => "c"')
ORDER = {"r": '"a", "b", "c"'}


def overlapping(**more: Any) -> DecisionTable:
    return table("x", "r", *OVERLAPPING, **more)


@pytest.mark.parametrize(
    ("policy", "x", "value"),
    [
        ("UNIQUE", -1, "c"),
        ("UNIQUE", 2, "b"),
        ("UNIQUE", 3, None),
        ("UNIQUE", 0, None),
        ("ANY", 2, "b"),
        ("ANY", 3, None),
        ("FIRST", 4, "b"),
        ("FIRST", -1, "c"),
        ("PRIORITY", 4, "a"),
        ("PRIORITY", 2, "b"),
        ("RULE ORDER", 4, ("b", "a", "b")),
        ("OUTPUT ORDER", 4, ("a", "b", "b")),
        ("COLLECT", 4, ("b", "a", "b")),
    ],
)
def test_hit_policies(policy: str, x: int, value: object) -> None:
    result = decide(overlapping(hit_policy=policy, values=ORDER), {"x": x})
    assert result.value == value
    assert bool(result.failures) == (value is None)


def test_rules_that_agree_satisfy_the_policy_any() -> None:
    agreeing = table("x", "r", "> 1 => 1+1", "> 2 => 2", hit_policy="ANY")
    assert decide(agreeing, {"x": 3}).value == Decimal(2)


@pytest.mark.parametrize(
    ("aggregation", "value"), [("SUM", 60), ("COUNT", 3), ("MIN", 10), ("MAX", 30), (None, (10, 30, 20))]
)
def test_aggregations(aggregation: str | None, value: object) -> None:
    collecting = table(
        "x",
        "r",
        "> 0 => 10",
        "> 0 => 30",
        "> 1 => 20",
        "> 9 => 99",
        hit_policy="COLLECT",
        aggregation=aggregation,
    )
    assert decide(collecting, {"x": 2}).value == value


@pytest.mark.parametrize(
    ("policy", "aggregation", "value"),
    [
        ("COLLECT", None, ()),
        ("RULE ORDER", None, ()),
        ("OUTPUT ORDER", None, ()),
        ("COLLECT", "COUNT", 0),
        ("COLLECT", "SUM", None),
        ("COLLECT", "MAX", None),
    ],
)
def test_where_nothing_matches_nothing_is_collected(
    policy: str, aggregation: str | None, value: object
) -> None:
    unmatched = table("x", "r", "> 9 => 1", hit_policy=policy, aggregation=aggregation)
    assert decide(unmatched, {"x": 1}).value == value
    with_default = table(
        "x", "r", "> 9 => 1", hit_policy=policy, aggregation=aggregation, defaults={"r": "7"}
    )
    assert decide(with_default, {"x": 1}).value == 7


@pytest.mark.parametrize("aggregation", ["SUM", "MIN", "MAX"])
def test_what_cannot_be_aggregated_is_null_with_a_reason(aggregation: str) -> None:
    mixed = table("x", "r", "- => 1", '- => "b"', hit_policy="COLLECT", aggregation=aggregation)
    result = decide(mixed, {"x": 2})
    assert result.value is None
    assert result.failures
    several = table("x", "r | s", "- => 1 | 2", hit_policy="COLLECT", aggregation=aggregation)
    assert decide(several, {"x": 2}).value is None


def test_several_outputs_are_a_context_and_priority_looks_at_them_in_order() -> None:
    rules = ('- => "b" | 2', '- => "a" | 9', '- => "a" | 1')
    several = table("x", "r | s", *rules, hit_policy="PRIORITY", values={"r": '"a", "b"', "s": "1, 2, 9"})
    assert decide(several, {"x": 0}).value == {"r": "a", "s": 1}
    ordered = table("x", "r | s", *rules, hit_policy="OUTPUT ORDER", values={"r": '"a", "b"', "s": "9, 1, 2"})
    assert decide(ordered, {"x": 0}).value == (
        {"r": "a", "s": 9},
        {"r": "a", "s": 1},
        {"r": "b", "s": 2},
    )


def test_the_allowed_values_of_the_type_of_an_output_are_an_order_too() -> None:
    ordered = table("x", "r", '- => "b"', '- => "a"', hit_policy="PRIORITY")
    typed = replace(ordered, outputs=(replace(ordered.outputs[0], type_ref="tGrade"),))
    grade = ItemDefinition(name="tGrade", type_ref="string", allowed_values='"a", "b"')
    assert decide(typed, {"x": 0}, types=[grade]).value == "a"
    assert decide(replace(ordered, type_ref="tGrade"), {"x": 0}, types=[grade]).value == "a"


@pytest.mark.parametrize("outputs", ["r | r", "r | "])
def test_several_outputs_need_names_of_their_own(outputs: str) -> None:
    assert decide(table("x", outputs, "- => 1 | 2"), {"x": 0}).failures


def test_priority_without_an_order_is_null_with_a_reason() -> None:
    result = decide(table("x", "r", "- => 1", "- => 2", hit_policy="PRIORITY"), {"x": 0})
    assert result.value is None
    assert "priority" in result.failures[0].error.text.en


def test_default_outputs_stand_in_where_no_rule_matches() -> None:
    defaults = table("x", "r | s", "> 1 => 1 | 2", defaults={"r": "x + 1"})
    assert decide(defaults, {"x": 0}).value == {"r": 1, "s": None}
    assert decide(defaults, {"x": 2}).value == {"r": 1, "s": 2}


def test_values_that_are_not_allowed_are_null_with_a_reason() -> None:
    allowed = table("x", "r", "- => x * 2", values={"x": "[0..10]", "r": "[0..10]"})
    assert decide(allowed, {"x": 5}).value == 10
    assert "input" in decide(allowed, {"x": 11}).failures[0].error.text.en
    assert "output" in decide(allowed, {"x": 6}).failures[0].error.text.en


def test_cells_may_look_at_the_value_themselves_and_at_other_names() -> None:
    looking = table("x | y", "r", 'x = ? and ? > y | - => "more"', '- | > x => "less"')
    assert decide(looking, {"x": 2, "y": 1}).value == "more"
    assert decide(looking, {"x": 1, "y": 2}).value == "less"


def test_a_cell_that_cannot_be_read_matches_nothing_and_says_why() -> None:
    result = decide(table("x", "r", "> > 1 => 1", "- => 2", hit_policy="FIRST"), {"x": 3})
    assert result.value == 2
    assert result.failures


@pytest.mark.parametrize(
    ("policy", "aggregation"), [("PRIORITY", None), ("OUTPUT ORDER", None), ("COLLECT", "MAX")]
)
def test_where_a_result_is_open_it_is_open_which_one_wins(
    policy: HitPolicy, aggregation: Aggregation | None
) -> None:
    """Also where the other result is known: the open one may come before it."""
    rules = table("x", "r", "- => 1", "- => x", hit_policy=policy, values={"r": "2, 1"})
    result = decide(replace(rules, aggregation=aggregation), {"x": UNKNOWN})
    assert result.needs == {"x"}


POLICIES = ["UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]
CELLS = ["-", "1", "2", "< 2", "not(1)", "> 5"]
CHOICES = (Decimal(1), Decimal(2), Decimal(7))


@st.composite
def small_tables(draw: st.DrawFn) -> DecisionTable:
    cells = st.sampled_from(CELLS)
    policy = draw(st.sampled_from(POLICIES))
    rules = draw(st.lists(st.tuples(cells, cells, st.sampled_from(["1", "2", "x"])), max_size=4))
    made = table(
        "x | y",
        "r",
        *(f"{one} | {other} => {result}" for one, other, result in rules),
        hit_policy=policy,
        values={"r": "2, 1, 7"},
        defaults=draw(st.sampled_from([{}, {"r": "1"}])),
    )
    aggregations: list[Aggregation | None] = [None, "SUM", "MIN", "MAX", "COUNT"]
    return replace(made, aggregation=draw(st.sampled_from(aggregations))) if policy == "COLLECT" else made


@for_all(small_tables(), st.sampled_from(CHOICES), st.booleans(), st.booleans())
def test_a_table_that_is_decided_with_unknown_facts_is_so_however_they_turn_out(
    rules: DecisionTable, known: Decimal, x_unknown: bool, y_unknown: bool
) -> None:
    told = {"x": UNKNOWN if x_unknown else known, "y": UNKNOWN if y_unknown else known}
    result = decide(rules, told)
    outcomes = [
        decide(rules, {"x": x, "y": y}).value
        for x, y in product(CHOICES if x_unknown else [known], CHOICES if y_unknown else [known])
    ]
    if result.needs:
        assert result.needs <= {name for name, value in told.items() if value is UNKNOWN}
    else:
        assert all(outcome == result.value for outcome in outcomes)
    for name, other in (("x", "y"), ("y", "x")):
        if told[name] is UNKNOWN and name not in result.needs:
            for fixed in CHOICES if told[other] is UNKNOWN else (known,):
                results = [decide(rules, {name: choice, other: fixed}).value for choice in CHOICES]
                assert results.count(results[0]) == len(CHOICES)
