"""From the plan of a real life event to the tasks of a case."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.cases.situations import Story
from yijian.connectors.definitions.loader import load_package
from yijian.core.cases import CaseOutcome, CaseStatus, TaskSpec, TaskStatus, faults_of, task_specs
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.one_thing import DependencyKind
from yijian.core.vocabulary.provenance import Facts

TODAY = date(2026, 3, 2)
REGISTRATION, CARD = "police.birth-registration", "hr.social-security-card"
GUIDANCE, CERTIFICATE = "health.parenting-guidance", "health.birth-certificate"


@cache
def newborn(children: int) -> dict[str, TaskSpec]:
    loaded = load_package(Path(__file__).parents[2] / "definitions")
    one_thing = compile_life_event(loaded.package, "newborn", on=TODAY, region="430100").one_thing
    assert one_thing is not None
    facts: Facts = {**one_thing.life_event.reference_case, "child.count": children}
    plan = specialise(one_thing, facts, today=TODAY, calendar=loaded.calendar)
    return {spec.key: spec for spec in task_specs(one_thing=one_thing, plan=plan, facts=facts)}


@pytest.mark.parametrize("children", [1, 2])
def test_the_tasks_of_a_birth_can_all_run_and_each_states_its_limit(children: int) -> None:
    tasks = newborn(children).values()
    assert faults_of(tasks) == ()
    assert all(task.binding_limit for task in tasks)


def test_a_paper_is_waited_for_where_the_plan_takes_it_from_the_other_task() -> None:
    (need,) = newborn(1)[REGISTRATION].needs
    assert (need.task, need.kind) == (CERTIFICATE, DependencyKind.EVIDENCE)
    (need,) = newborn(1)[GUIDANCE].needs
    assert (need.task, need.kind) == (CERTIFICATE, DependencyKind.ORDER)


@pytest.mark.parametrize("child", [1, 2])
def test_each_twin_waits_for_its_own_number(child: int) -> None:
    tasks = newborn(2)
    born = f"child[{child}].id_number"
    assert tasks[f"{REGISTRATION}[{child}]"].outputs[0].facts == (born,)
    waited_for = {(need.task, need.subject) for need in tasks[f"{CARD}[{child}]"].needs}
    assert (f"{REGISTRATION}[{child}]", born) in waited_for
    assert not any(f"[{3 - child}]" in task for task, _ in waited_for)


def test_twins_get_everything_when_all_authorities_do_their_part() -> None:
    story = Story().dispatched(*newborn(2).values())
    while story.case.status is CaseStatus.IN_PROGRESS:
        ready = [task.spec.key for task in story.case.tasks if task.status is TaskStatus.DISPATCHED]
        story.issued(ready[0])
    assert story.case.outcome is CaseOutcome.WHOLLY
