"""A process does what the plan says: each task once, in its order, and it always comes to its end."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.standards.samples import closure, steps
from yijian.core.standards.process import END, START, Flow, NodeKind, Process, Step, process_of


def ran(process: Process, chance: random.Random) -> set[str]:
    """Let one token run from the start; the tasks that were done. Every gateway must find what it waits for."""
    tokens: set[Flow] = set()
    done: set[str] = set()
    for node in process.nodes:
        into = [flow for flow in process.flows if flow.target == node.id]
        out = [flow for flow in process.flows if flow.source == node.id]
        came = [flow for flow in into if flow in tokens]
        if node.kind is NodeKind.START:
            assert not into
        elif node.kind is NodeKind.JOIN:
            assert len(came) == len(into) > 1
        elif node.kind is NodeKind.MERGE:
            assert (len(came), len(into)) == (1, 2)
        else:
            assert len(into) == 1
            if not came:  # only the task itself is skipped
                assert node.kind is NodeKind.TASK
                continue
        tokens.difference_update(came)
        if node.kind is NodeKind.TASK:
            done.add(str(node.task))
        if node.kind is NodeKind.CHOICE:
            assert [flow.skips for flow in out] == [False, True]
            out = [chance.choice(out)]
        if node.kind is NodeKind.SPLIT:
            assert len(out) > 1
        tokens.update(out)
    assert not tokens, "a token was left over"
    return done


def order_of(process: Process) -> set[tuple[str, str]]:
    """Which task comes before which, by the ways through the process."""
    names = {node.id: node for node in process.nodes}
    pairs: set[tuple[str, str]] = set()
    before: dict[str, set[str]] = {node.id: set() for node in process.nodes}
    for node in process.nodes:
        for flow in process.flows:
            if flow.target == node.id:
                source = names[flow.source]
                before[node.id] |= before[source.id]
                if source.kind is NodeKind.TASK:
                    before[node.id].add(str(source.task))
        if node.kind is NodeKind.TASK:
            pairs |= {(one, str(node.task)) for one in before[node.id]}
    return pairs


@given(steps(), st.randoms(use_true_random=False))
def test_every_plan_is_done_in_its_order(drawn: tuple[Step, ...], chance: random.Random) -> None:
    process = process_of(drawn, lead="lead")
    tasks = [node.task for node in process.nodes if node.kind is NodeKind.TASK]
    assert sorted(map(str, tasks)) == sorted(step.key for step in drawn)
    assert order_of(process) == closure({step.key: step.after for step in drawn})
    certain = {step.key for step in drawn if step.condition is None}
    for _ in range(3):
        assert ran(process, chance) >= certain


@given(steps())
def test_conditions_stand_on_the_way_into_their_task(drawn: tuple[Step, ...]) -> None:
    process = process_of(drawn, lead="lead")
    conditions = {
        flow.target.removeprefix("Task:"): flow.condition for flow in process.flows if flow.condition
    }
    assert conditions == {step.key: step.condition for step in drawn if step.condition}
    assert sum(flow.skips for flow in process.flows) == len(conditions)
    assert process.lanes[0] == "lead"


def test_splits_and_joins_that_nest_come_in_pairs() -> None:
    """a; then b and c at once; then d."""
    process = process_of(
        (
            Step(key="a", lane="x"),
            Step(key="b", lane="y", after=("a",)),
            Step(key="c", lane="z", after=("a",)),
            Step(key="d", lane="x", after=("b", "c")),
        ),
        lead="x",
    )
    assert [(flow.source, flow.target) for flow in process.flows] == [
        ("Split_1", "Task:b"),
        ("Task:b", "Join_1"),
        ("Split_1", "Task:c"),
        ("Task:c", "Join_1"),
        ("Task:a", "Split_1"),
        ("Join_1", "Task:d"),
        (START, "Task:a"),
        ("Task:d", END),
    ]


def test_the_same_task_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        process_of((Step(key="a", lane="x"), Step(key="a", lane="x")), lead="x")
