"""Pass 6: what doing it as one thing saves, each figure with its parts.

*Before*: every service by itself, one after another, each with its own application, form and papers, nothing shared,
nothing fetched. *After*: as one thing. Every figure is the sum of its parts. Where a definition does not say what a
figure needs, the figure is not derivable: None, never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yijian.core.compiler.draft import Draft
from yijian.core.compiler.inspections import planned_inspections, visits_of_tasks
from yijian.core.compiler.papers import papers_alone
from yijian.core.compiler.plan_schedule import limits_of
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.one_thing import BoundService
from yijian.core.vocabulary.plan import (
    EvidencePlan,
    FieldSource,
    PaperWay,
    PlannedField,
    Saving,
    SavingPart,
    Savings,
    Schedule,
)


def count_savings(draft: Draft) -> Draft:
    """Write down for each figure which services do not state their part of it."""
    services = draft.in_author_order()
    missing = {
        "days": [s for s in services if limits_of(s).promised is None],
        "statutory": [s for s in services if limits_of(s).statutory is None],
        "visits": [s for s in services if s.definition.presence.visits is None],
    }
    named = {figure: tuple(s.definition.id for s in without) for figure, without in missing.items()}
    return replace(draft, one_thing=replace(draft.one_thing, missing=named))


def savings_of(
    situation: Situation,
    *,
    fields: Sequence[PlannedField],
    evidence: EvidencePlan,
    schedule: Schedule,
) -> Savings:
    """The savings of somebody over the tasks that are certainly included."""
    tasks = [
        (situation.task_key(service.definition.id, member), service)
        for service, member, included in situation.tasks()
        if included.holds
    ]
    return Savings(
        days=_days(situation, tasks, schedule),
        visits=_visits(situation, tasks),
        papers=_papers(situation, tasks, evidence),
        steps=_steps(situation, tasks),
        fields=_fields(tasks, fields),
        inspections=_inspections(situation, tasks),
    )


_Tasks = Sequence[tuple[str, BoundService]]


def _is_missing(situation: Situation, figure: str, tasks: _Tasks) -> bool:
    without = situation.one_thing.missing.get(figure, ())
    return not tasks or any(service.definition.id in without for _, service in tasks)


def _saving(tasks: _Tasks, before: dict[str, int], after: dict[str, int]) -> Saving:
    parts = tuple(
        SavingPart(label=service.definition.name, before=before.get(key, 0), after=after.get(key, 0))
        for key, service in tasks
    )
    return Saving(before=sum(before.values()), after=sum(after.values()), parts=parts)


def _days(situation: Situation, tasks: _Tasks, schedule: Schedule) -> Saving | None:
    """Working days: one after another, and along the critical path."""
    if _is_missing(situation, "days", tasks) or schedule.promised_days is None:
        return None
    days = {task.key: task.days for task in schedule.tasks}
    return _saving(tasks, days, {key: days[key] for key in schedule.critical_path})


def _visits(situation: Situation, tasks: _Tasks) -> Saving | None:
    """Visits in person: each service's own; together, one window receives the whole (统一收件), so the most that one
    part needs remains. Outside the joint channel every visit remains."""
    if _is_missing(situation, "visits", tasks):
        return None
    visits = {key: service.definition.presence.visits or 0 for key, service in tasks}
    if situation.admitted().holds is False:
        return _saving(tasks, visits, visits)
    most = max(visits, key=lambda key: visits[key])
    return _saving(tasks, visits, {most: visits[most]})


def _inspections(situation: Situation, tasks: _Tasks) -> Saving | None:
    """Visits of authorities: each on its own, and made together where that is allowed, counted with the first task.
    None where no part has any."""
    before = visits_of_tasks(situation)
    after: dict[str, int] = {}
    for inspection in planned_inspections(situation):
        if inspection.certain:
            first = next(task for task in inspection.tasks if task in before)
            after[first] = after.get(first, 0) + 1
    return _saving(tasks, before, after) if before else None


def _papers(situation: Situation, tasks: _Tasks, evidence: EvidencePlan) -> Saving:
    """Papers brought by the applicant, each counted with the first task that uses it."""
    alone = {key: len(papers) for key, papers in papers_alone(situation).items()}
    after: dict[str, int] = {}
    for paper in evidence.papers:
        holds = [use.task for use in paper.uses if use.task in dict(tasks)]
        if paper.way is PaperWay.APPLICANT and paper.certain and holds:
            after[holds[0]] = after.get(holds[0], 0) + 1
    return _saving(tasks, alone, after)


def _steps(situation: Situation, tasks: _Tasks) -> Saving:
    """Applications to hand in: one for each task that is applied for; one for the whole where the joint channel is
    open."""
    each = {key: 1 for key, service in tasks if not service.definition.proactive}
    if situation.admitted().holds is False or not each:
        return _saving(tasks, each, each)
    return _saving(tasks, each, {next(iter(each)): 1})


def _fields(tasks: _Tasks, fields: Sequence[PlannedField]) -> Saving:
    """Required fields: on every form that has them; and once, where nobody but the applicant can tell."""
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    keys = dict(tasks)
    for field in fields:
        users = [key for key in field.needed_by if key in keys] if field.required else []
        for key in users:
            before[key] = before.get(key, 0) + 1
        told = field.source in (FieldSource.ANSWER, FieldSource.KNOWN) and field.register is None
        if users and told:
            after[users[0]] = after.get(users[0], 0) + 1
    return _saving(tasks, before, after)
