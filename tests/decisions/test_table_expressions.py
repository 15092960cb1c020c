"""A table as one expression: what the hit policies give, for everybody of whom everything is known, and soundly else."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decisions.models import decide, table
from tests.decisions.table_strategies import AGES, COLOURS, tables
from yijian.core.decisions.errors import ModelInvalid
from yijian.core.decisions.plain_tables import TableText, table_of
from yijian.core.decisions.table_expressions import row_conditions, rows_in_order, table_expression
from yijian.core.feel import UNKNOWN, evaluate, parse, to_text
from yijian.core.feel.values import Value

VALUES: Final[dict[str, tuple[Value, ...]]] = {
    "age": tuple(Decimal(age + shift) for age in AGES for shift in (0, 1)),
    "colour": COLOURS,
    "resident": (True, False),
}
known = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})
MANY_ROWS: Final = "More than one rule of a unique table matches"
NOT_AGREED: Final = "The rules that match do not agree on the result"


def by_engine(text: TableText, person: dict[str, Value]) -> tuple[Value, bool]:
    """What the decision engine gives, and whether it is null because rows overlap that must not."""
    result = decide(table_of(text), {"person": person})
    reasons = {failure.error.reason.en for failure in result.failures}
    return result.value, bool(reasons & {MANY_ROWS, NOT_AGREED})


@settings(max_examples=150, deadline=None)
@given(tables(), known)
def test_where_everything_is_known_it_is_the_table(text: TableText, person: dict[str, Value]) -> None:
    expression = table_expression(table_of(text))
    expected, overlap = by_engine(text, person)
    if not overlap:
        assert evaluate(expression, {"person": person}).value == expected


@settings(max_examples=150, deadline=None)
@given(tables(), known, st.sets(st.sampled_from(sorted(VALUES))))
def test_every_way_to_fill_the_unknown_is_allowed(
    text: TableText, person: dict[str, Value], untold: set[str]
) -> None:
    """What is decided stays so; and a fact that is not needed changes nothing."""
    expression = table_expression(table_of(text))
    partial = {"person": {**person, **dict.fromkeys(untold, UNKNOWN)}}
    result = evaluate(expression, partial)
    assert result.needs <= {f"person.{name}" for name in untold}
    needed = [name for name in sorted(untold) if f"person.{name}" in result.needs]
    others = [name for name in sorted(untold) if name not in needed]
    for told in product(*[VALUES[name] for name in needed][:2]):
        filled = {**person, **dict(zip(needed, told, strict=False))}
        results = {
            str(evaluate(expression, {"person": {**filled, **dict(zip(others, rest, strict=True))}}).value)
            for rest in list(product(*[VALUES[name] for name in others]))[:8]
        }
        assert len(results) == 1
        if result.value is not UNKNOWN:
            assert results == {str(result.value)}


@given(tables())
def test_its_text_is_read_back(text: TableText) -> None:
    expression = table_expression(table_of(text))
    assert parse(to_text(expression)) == expression


@settings(max_examples=100, deadline=None)
@given(tables(), known)
def test_the_first_row_that_holds_in_order_decides(text: TableText, person: dict[str, Value]) -> None:
    model = table_of(text)
    expected, overlap = by_engine(text, person)
    if overlap or model.aggregation in ("SUM", "COUNT"):
        return
    conditions = row_conditions(model)
    holding = [
        at for at in rows_in_order(model) if evaluate(conditions[at], {"person": person}).value is True
    ]
    default = text.outputs[0].default
    found = text.rules[holding[0]].then[0] if holding else default
    assert (None if found is None else Decimal(found)) == expected


def test_an_input_that_does_not_matter_is_not_needed() -> None:
    text = over_age_and_colour("FIRST", ['>= 80 | "01" => 300', '< 80 | "01" => 100'], default="0")
    expression = table_expression(text)
    nobody = {"person": {"age": UNKNOWN, "colour": "02"}}
    assert evaluate(expression, nobody).value == 0
    somebody = evaluate(expression, {"person": {"age": UNKNOWN, "colour": "01"}})
    assert somebody.value is UNKNOWN
    assert somebody.needs == {"person.age"}


def over_age_and_colour(policy: str, rows: list[str], **more: Any) -> Any:
    default = more.pop("default", None)
    return table(
        "person.age | person.colour",
        "r",
        *rows,
        hit_policy=policy,
        defaults={} if default is None else {"r": default},
        **more,
    )


def test_a_row_without_conditions_ends_the_table() -> None:
    text = to_text(
        table_expression(over_age_and_colour("FIRST", ["> 1 | - => 1", "- | - => 2", "> 5 | - => 3"]))
    )
    assert text == "if person.age in (> 1) then 1 else 2"


def test_money_adds_up_to_money() -> None:
    summed = over_age_and_colour("COLLECT", ["> 1 | - => yuan(1)", "> 2 | - => yuan(2)"], aggregation="SUM")
    expression = table_expression(summed, zero=parse("yuan(0)"))
    assert evaluate(expression, {"person": {"age": Decimal(2)}}).value == 100
    assert evaluate(expression, {"person": {"age": Decimal(1)}}).value is None


@pytest.mark.parametrize(
    ("policy", "more", "says"),
    [
        ("RULE ORDER", {}, "gives a list"),
        ("OUTPUT ORDER", {"values": {"r": "1, 2"}}, "gives a list"),
        ("COLLECT", {}, "gives a list"),
        ("PRIORITY", {}, "no order of output values"),
        ("PRIORITY", {"values": {"r": "1, 2"}}, "needs these written out"),
        ("COLLECT", {"aggregation": "MAX"}, "needs these written out"),
    ],
)
def test_what_cannot_be_one_expression_is_refused(policy: str, more: dict[str, Any], says: str) -> None:
    refused = over_age_and_colour(policy, ["> 1 | - => 1", "> 2 | - => person.age"], **more)
    with pytest.raises(ModelInvalid) as caught:
        table_expression(refused)
    assert says in caught.value.reason.en
