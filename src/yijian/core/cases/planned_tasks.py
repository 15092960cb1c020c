"""From the plan of an application to the tasks of its case, at receipt: the last moment definitions are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from yijian.core.cases.promises import OwedSpec, PromisedSpec, PromiseKind
from yijian.core.cases.rule_decisions import RuleDecisionSpec
from yijian.core.cases.states import CaseState
from yijian.core.cases.task_specs import OutputSpec, TaskNeed, TaskSpec
from yijian.core.cases.visits import VisitSpec
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.one_thing import BoundService, DependencyKind, OneThing
from yijian.core.vocabulary.plan import Plan, PlannedTask
from yijian.core.vocabulary.provenance import Facts

_MEMBER: Final = re.compile(r"\[(\d+)\]$")


@dataclass(frozen=True, slots=True)
class Given:
    """What an application has: keys of its papers, and its promises."""

    papers: frozenset[str] = frozenset()
    promised: frozenset[tuple[PromiseKind, str]] = frozenset()

    def promises(self, kind: PromiseKind, subject: str) -> bool:
        """Whether that is promised, and no paper makes the promise needless."""
        return (kind, subject) in self.promised and subject not in self.papers


NOTHING_GIVEN: Final = Given()


def given_by(state: CaseState) -> Given:
    """What a case has of papers and promises."""
    return Given(
        papers=frozenset(paper.key for paper in state.papers),
        promised=frozenset((one.kind, one.subject) for one in state.promises),
    )


def task_specs(
    *,
    one_thing: OneThing,
    plan: Plan,
    facts: Facts,
    given: Given = NOTHING_GIVEN,
    places: tuple[str, ...] = (),
) -> tuple[TaskSpec, ...]:
    """The tasks of the services that are certainly part of the plan, with what each needs of the others.

    `places`: the regions that take part beside that of the one thing; a part decided in one of them says so.

    `given`: the papers that are there and the promises made; what is promised and not there is owed, or checked later.

    `facts` are those the plan was made from: they say who fills a chosen role. KeyError if plan and artefact do not
    belong together.
    """
    included = {task.key: task for task in plan.included}
    specs = (_spec(one_thing, plan, facts, task, included, given) for task in included.values())
    return tuple(_placed(spec, one_thing, included[spec.key], facts, places) for spec in specs)


def _spec(
    one_thing: OneThing,
    plan: Plan,
    facts: Facts,
    task: PlannedTask,
    included: dict[str, PlannedTask],
    given: Given,
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
        owed=tuple(_owed(plan, task, given)),
        promised=tuple(_promised(plan, task, given)),
        by_rules=RuleDecisionSpec(sampled=definition.automatic.sampled) if definition.automatic else None,
        visits=tuple(
            VisitSpec(of=one.of, tasks=one.tasks) for one in plan.inspections if task.key in one.tasks
        ),
        procedure=definition.procedure,
    )


def _placed(
    spec: TaskSpec, one_thing: OneThing, task: PlannedTask, facts: Facts, places: tuple[str, ...]
) -> TaskSpec:
    """The task with the place that decides it, where that is another one that takes part."""
    service = one_thing.services[task.service]
    stated = service.definition.cross_region
    if stated is None or stated.decided_in is None:
        return spec
    told = facts.get(_born(service, task, stated.decided_in, facts))
    return replace(spec, place=str(told)) if told in places else spec


def _owed(plan: Plan, task: PlannedTask, given: Given) -> Iterator[OwedSpec]:
    """The papers of the task that are promised and not there, each with the shortest time that a use of it states."""
    for paper in plan.evidence.papers:
        limits = [use.follows_within for use in paper.uses if use.task == task.key and use.follows_within]
        if limits and paper.may_follow and given.promises(PromiseKind.LATER, paper.key):
            yield OwedSpec(paper=paper.key, within=min(limits, key=lambda limit: limit.amount))


def _promised(plan: Plan, task: PlannedTask, given: Given) -> Iterator[PromisedSpec]:
    """What the task is decided upon by promise: all its conditions, or what papers would have proved."""
    if task.by_commitment is not None and given.promises(PromiseKind.CONDITIONS, task.service):
        yield PromisedSpec(
            kind=PromiseKind.CONDITIONS,
            subject=task.service,
            checked_within=task.by_commitment.checked_within,
        )
    for paper in plan.evidence.papers:
        if not paper.by_commitment or not given.promises(PromiseKind.INSTEAD, paper.key):
            continue
        for use in paper.uses:
            if use.task == task.key and use.by_commitment is not None:
                yield PromisedSpec(
                    kind=PromiseKind.INSTEAD,
                    subject=paper.key,
                    checked_within=use.by_commitment.checked_within,
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
