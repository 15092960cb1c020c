"""Rows that the texts of their cells keep apart: what is told so is so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decisions.models import table
from tests.decisions.table_strategies import AGES, COLOURS, tables
from yijian.core.decisions.plain_tables import TableText, table_of
from yijian.core.decisions.table_expressions import row_conditions
from yijian.core.feel import evaluate
from yijian.core.verification.disjoint_cells import disjoint_rows


@settings(max_examples=100, deadline=None)
@given(
    text=tables(),
    age=st.sampled_from(AGES),
    colour=st.sampled_from(COLOURS),
    resident=st.booleans(),
)
def test_rows_told_apart_never_hold_together(text: TableText, age: int, colour: str, resident: bool) -> None:
    model = table_of(text)
    conditions = row_conditions(model)
    facts = {"person": {"age": Decimal(age), "colour": colour, "resident": resident}}
    holding = {at for at, row in enumerate(conditions) if evaluate(row, facts).value is True}
    assert not any({one, other} <= holding for one, other in disjoint_rows(model))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ('"a"', '"b"', True),
        ('"a"', '"a"', False),
        ('"a", "b"', '"c"', True),
        ('"a", "b"', '"b"', False),
        ("< 5", ">= 5", True),
        ("<= 5", ">= 5", False),
        ("[1..5)", "[5..9]", True),
        ("[1..5]", "[5..9]", False),
        ("true", "false", True),
        ("= 1", "2", True),
        ('< @"2030-01-01"', '[@"2030-01-01"..@"2031-01-01")', True),
        ("< yuan(5)", "> yuan(5)", True),
        ("-", "5", False),
        ("!= 5", "5", False),  # true, but nothing is said of such cells
        ("not(5)", "5", False),
        ("? > 5", "5", False),
        ("< x", ">= x", False),
        ("1", '"1"', False),
        ('"', '"a"', False),
    ],
)
def test_by_the_texts_of_two_cells(one: str, other: str, apart: bool) -> None:
    found = disjoint_rows(table("a", "r", f"{one} => 1", f"{other} => 2"))
    assert found == (frozenset({(0, 1)}) if apart else frozenset())
