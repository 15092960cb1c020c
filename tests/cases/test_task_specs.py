"""Which sets of planned tasks can all run."""

from __future__ import annotations

from tests.cases.situations import BIRTH, evidence_need, fact_need, order_need, spec
from yijian.core.cases import OutputSpec, faults_of


def test_the_tasks_of_a_birth_can_all_run() -> None:
    assert faults_of(BIRTH) == ()


def test_each_fault_is_named() -> None:
    twice = OutputSpec(id="x")
    for tasks, named in (
        ((), "there are no tasks"),
        ((spec("a"), spec("a")), "a is there twice"),
        ((spec("a", outputs=(twice, twice)),), "output x twice"),
        ((spec("a", needs=(evidence_need("b", "b-paper"),)),), "b-paper of b"),
        ((spec("a", needs=(order_need("b"),)),), "of b"),
        ((spec("a", needs=(evidence_need("b", "other-paper"),)), spec("b")), "other-paper of b"),
        ((spec("a", needs=(fact_need("b", "child[1].id_number"),)), spec("b")), "child[1].id_number of b"),
        ((spec("a", needs=(order_need("b"),)), spec("b", needs=(order_need("a"),))), "circle"),
        ((spec("a", needs=(order_need("a"),)),), "circle"),
    ):
        assert any(named in fault for fault in faults_of(tasks)), named


def test_a_fact_that_is_known_needs_nobody_to_yield_it() -> None:
    needy = spec("a", needs=(fact_need("b", "child[1].id_number"),))
    assert faults_of((needy,), known_facts=("child[1].id_number",)) == ()
