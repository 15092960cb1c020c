"""From the plan of an application to the tasks of its case, at receipt: the last moment definitions are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from yijian.core.cases.task_specs import OutputSpec, TaskNeed, TaskSpec
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.one_thing import BoundService, DependencyKind, OneThing
from yijian.core.vocabulary.plan import PaperWay, Plan, PlannedTask
from yijian.core.vocabulary.provenance import Facts

_MEMBER: Final = re.compile(r"\[(\d+)\]$")


def task_specs(*, one_thing: OneThing, plan: Plan, facts: Facts) -> tuple[TaskSpec, ...]:
    """The tasks of the services that are certainly part of the plan, with what each needs of the others.

    `facts` are those the plan was made from: they say who fills a chosen role. KeyError if plan and artefact do not
    belong together.
    """
    included = {task.key: task for task in plan.included}
    return tuple(_spec(one_thing, plan, facts, task, included) for task in included.values())


def _spec(
    one_thing: OneThing, plan: Plan, facts: Facts, task: PlannedTask, included: dict[str, PlannedTask]
) -> TaskSpec:
    service = one_thing.services[task.service]
    definition = service.definition
    needs = tuple(
        need
        for key in task.after
        if key in included
        for need in _needs(plan, task, service, included[key], one_thing.services[included[key].service])
    )
    return TaskSpec(
        key=task.key,
        service=task.service,
        kind=definition.kind,
        authority=task.authority,
        needs=needs,
        limit=task.limit,
        statutory=definition.time_limits.statutory,
        special_procedures=definition.special_procedures,
        outputs=tuple(
            OutputSpec(
                id=output.id,
                evidence=output.evidence,
                facts=tuple(_born(service, task, fact, facts) for fact in output.facts),
                deliverable=output.deliverable,
            )
            for output in definition.outputs
        ),
    )


def _needs(
    plan: Plan, task: PlannedTask, service: BoundService, before: PlannedTask, other: BoundService
) -> Iterator[TaskNeed]:
    """What a task needs of one before it. A document only where the plan takes it from there, not from elsewhere."""
    from_outputs = {
        paper.type
        for paper in plan.evidence.papers
        if paper.way is PaperWay.OUTPUT and any(use.task == task.key for use in paper.uses)
    }
    found = False
    for dependency in service.depends_on:
        if dependency.service != before.service:
            continue
        if dependency.kind is DependencyKind.EVIDENCE and dependency.subject not in from_outputs:
            continue
        subject = dependency.subject
        if dependency.kind is DependencyKind.FACT:
            participant, _, concept = subject.partition(".")
            subject = f"{_with_member(other, before, participant)}.{concept}"
        found = True
        yield TaskNeed(task=before.key, kind=dependency.kind, subject=subject)
    if not found:
        yield TaskNeed(task=before.key, kind=DependencyKind.ORDER, subject="")


def _born(service: BoundService, task: PlannedTask, fact: str, facts: Facts) -> str:
    """The full path of a fact that an output gives birth to, which its definition names by role."""
    role, _, concept = fact.partition(".")
    bound = service.bindings.get(role, role)
    if isinstance(bound, ChosenParticipant):
        bound = bound.among[str(facts[bound.by])]
    return f"{_with_member(service, task, bound)}.{concept}"


def _with_member(service: BoundService, task: PlannedTask, participant: str) -> str:
    """The participant with the number of the member the task is for, where the service is done for each."""
    if participant != service.repeated_for:
        return participant
    member = _MEMBER.search(task.member or "")
    return f"{participant}[{member.group(1) if member else 1}]"
