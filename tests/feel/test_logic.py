"""Three-valued logic: the truth tables, and what null, unknown and not applicable do to conditions and calculations."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

import pytest

from yijian.core.feel import NOT_APPLICABLE, UNKNOWN, Result, evaluate, parse

FACTS = {"t": True, "f": False, "z": None, "na": NOT_APPLICABLE, "one": 1, "text": "x"}


def run(text: str) -> Result:
    return evaluate(parse(text), FACTS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("t and t", True),
        ("t and f", False),
        ("t and z", None),
        ("f and z", False),
        ("z and z", None),
        ("t and u", UNKNOWN),
        ("f and u", False),
        ("u and f", False),
        ("z and u", UNKNOWN),
        ("u and z and f", False),
        ("t and na", False),
        ("u and na", False),
        ("t or t", True),
        ("f or f", False),
        ("f or z", None),
        ("t or z", True),
        ("z or u", UNKNOWN),
        ("u or t", True),
        ("f or u", UNKNOWN),
        ("f or na", False),
        ("not(t)", False),
        ("not(f)", True),
        ("not(z)", None),
        ("not(u)", UNKNOWN),
        ("not(na)", True),
        ("if t then 1 else 2", 1),
        ("if f then 1 else 2", 2),
        ("if z then 1 else 2", 2),
        ("if na then 1 else 2", 2),
        ("if u then 1 else 2", UNKNOWN),
        ("if u then 1 else 1.0", 1),
        ("if u then na else na", NOT_APPLICABLE),
        ("if u then v else v", UNKNOWN),
    ],
)
def test_truth_tables(text: str, value: object) -> None:
    result = run(text)
    assert result.value == value
    assert result.known is (value is not UNKNOWN)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("z = null", True),
        ("z != null", False),
        ("1 = null", False),
        ("u = null", UNKNOWN),
        ("u + z", UNKNOWN),
        ("na = null", False),
        ("na = na", False),
        ("na != 1", False),
        ("not(na = 1)", True),
        ("na < u", False),
        ("na + 1", NOT_APPLICABLE),
        ("na + u", NOT_APPLICABLE),
        ("na + 1 > 0", False),
        ("na in (1, 2)", False),
        ("na between 1 and 2", False),
        ("1 in [na..5]", False),
        ("[1, na] = [1, 2]", False),
        ("{a: na} = {a: 1}", False),
        ('contains(na, "x")', False),
        ("string length(na)", NOT_APPLICABLE),
        ("is defined(na)", False),
        ("is defined(z)", False),
        ("is defined(u)", UNKNOWN),
        ("is defined(0)", True),
        ("some x in na satisfies true", False),
        ("every x in na satisfies true", False),
        ("for x in na return x", NOT_APPLICABLE),
        ("na[1]", NOT_APPLICABLE),
        ("sum([1, na])", NOT_APPLICABLE),
        ("count([1, na])", 2),
    ],
)
def test_null_unknown_and_not_applicable_are_three_things(text: str, value: object) -> None:
    assert run(text).value == value
    assert run(text).errors == ()


@pytest.mark.parametrize(
    "text",
    [
        "z < 3",
        "3 >= z",
        "z + 1",
        "z between 1 and 2",
        "z.year",
        "-z",
        "some x in z satisfies x",
        "every x in z satisfies x",
    ],
)
def test_an_operation_on_null_is_null_and_the_reason_is_recorded(text: str) -> None:
    result = run(text)
    assert result.value is None
    assert result.known
    assert result.errors


def test_a_filter_by_what_is_neither_a_condition_nor_a_position_is_null_and_the_reason_is_recorded() -> None:
    for text in ('[1, 2]["a"]', '[1, 2][if item = 2 then "a" else true]'):
        assert run(text).value is None
        assert run(text).errors
    assert run("[1, 2][item > z]").value == ()


def test_a_known_end_of_a_range_decides_though_the_other_is_unknown() -> None:
    assert run("7 in [u..5]").value is False
    assert run("3 in [u..5]").needs == {"u"}
    assert run("7 between u and 5").value is False


def test_a_false_needs_nothing() -> None:
    assert run("f and u and v") == Result(value=False)


def test_needs_name_each_fact_by_its_path() -> None:
    facts = {"mother": {"ethnicity": "汉"}, "child": ({"sex": "1"}, {}), "host": UNKNOWN, "all": (1, UNKNOWN)}
    rules = {
        "mother.ethnicity = father.ethnicity": {"father.ethnicity"},
        "mother.age > 3 and x": {"mother.age", "x"},
        'every c in child satisfies c.sex = "1"': {"child[2].sex"},
        "child[2].birth_date": {"child[2].birth_date"},
        "child.sex": {"child[2].sex"},
        "host.name": {"host"},
        "sum(all)": {"all[2]"},
        "count(all)": set(),
        "count(twins)": {"twins"},
        'count(child[sex = "1"])': {"child[2].sex", "sex"},
        'child[item.sex = "1"]': {"child[1]", "child[2]", "child[2].sex"},
        'child[item.sex = "1"].name': {"child[1]", "child[2]", "child[2].sex"},
        "if x then mother else father": {"x", "mother", "father"},
        "mother": {"mother"},
        "if x then y else y": {"x", "y"},
    }
    for text, needs in rules.items():
        assert evaluate(parse(text), facts).needs == needs, text


def test_declared_roots_tell_a_members_fact_from_a_root() -> None:
    rule = parse("count(child[birth_date > limit])")
    facts = {"child": ({"birth_date": dt.date(2026, 6, 1)}, {}), "limit": dt.date(2026, 1, 1)}
    assert evaluate(rule, facts, roots={"child", "limit"}).needs == {"child[2].birth_date"}
    closed = parse("[{a: 1}][b > 0]")
    result = evaluate(closed, {}, roots={"child"})
    assert result.value == ()
    assert "b" in result.errors[0].text.zh


def test_a_partly_known_structure_shows_what_is_unknown() -> None:
    result = evaluate(parse("[1, x, {a: y}]"), {})
    assert result.value == (1, UNKNOWN, {"a": UNKNOWN})
    assert result.needs == {"x", "y"}


def test_errors_of_a_branch_that_may_not_be_taken_are_not_reported() -> None:
    assert run("if u then 1 / 0 else 2").errors == ()
    assert len(run("if u then 1 / 0 else 1 / 0").errors) == 2


@pytest.mark.parametrize("sentinel", [UNKNOWN, NOT_APPLICABLE])
def test_sentinels_are_single_and_have_no_truth(sentinel: object) -> None:
    assert copy.deepcopy(sentinel) is sentinel
    assert pickle.loads(pickle.dumps(sentinel)) is sentinel
    assert repr(sentinel) in ("UNKNOWN", "NOT_APPLICABLE")
    with pytest.raises(TypeError):
        bool(sentinel)


def test_a_context_may_be_shared_and_is_not_changed() -> None:
    facts = {"child": [{"age": 3}, {"age": 5}]}
    before = copy.deepcopy(facts)
    assert evaluate(parse("sum(child.age) / count(child)"), facts).value == 4
    assert facts == before
