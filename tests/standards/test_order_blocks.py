"""An order as nested blocks is the same order."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.standards.samples import closure, steps
from yijian.core.standards.order_blocks import Parallel, Series, Web, blocks, orders_of, tasks_of
from yijian.core.standards.process import Step


@given(steps())
def test_the_blocks_hold_each_task_once_in_the_same_order(drawn: tuple[Step, ...]) -> None:
    after = {step.key: step.after for step in drawn}
    block = blocks(after)
    assert sorted(tasks_of(block)) == sorted(after)
    assert set(orders_of(block)) == closure(after)


def test_what_nests_is_nested() -> None:
    """b and c wait for a, d for both; e is on its own."""
    block = blocks({"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c"), "e": ()})
    assert block == Parallel((Series(("a", Parallel(("b", "c")), "d")), "e"))


def test_an_order_with_an_n_in_it_stays_a_web() -> None:
    block = blocks({"a": (), "b": (), "c": ("a", "b"), "d": ("b",)})
    assert block == Web((("a", ()), ("b", ()), ("c", ("a", "b")), ("d", ("b",))))


def test_needs_outside_the_plan_hold_nothing_up_and_circles_are_refused() -> None:
    assert blocks({"a": ("elsewhere",)}) == "a"
    with pytest.raises(ValueError, match="wait for each other: a, b"):
        blocks({"a": ("b",), "b": ("a",)})
    with pytest.raises(ValueError, match="no task"):
        blocks({})
