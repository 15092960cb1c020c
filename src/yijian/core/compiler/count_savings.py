"""Pass 6: what doing it as one thing saves, each figure with its parts.

*Before*: every service by itself, one after another, each with its own application, form and papers, nothing shared,
nothing fetched. *After*: as one thing. Every figure is the sum of its parts. Where a definition does not say what a
figure needs, the figure is not derivable: None, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from yijian.core.compiler.draft import Draft
from yijian.core.compiler.inspections import planned_inspections, visits_of_tasks
from yijian.core.compiler.plan_schedule import limits_of
from yijian.core.compiler.saved_items import fields_by_task, papers_by_task
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.evidence_plan import EvidencePlan
from yijian.core.vocabulary.marks import Certainty, Marked
from yijian.core.vocabulary.one_thing import BoundService
from yijian.core.vocabulary.plan import PlannedField, Schedule
from yijian.core.vocabulary.savings import Saving, SavingItem, SavingPart, Savings

_DOUBT: Final = tuple(Certainty)
"""From the surest to the least sure."""


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
        papers=_sum(tasks, papers_by_task(situation, dict(tasks), evidence)),
        steps=_steps(situation, tasks),
        fields=_sum(tasks, fields_by_task(situation, dict(tasks), fields)),
        inspections=_inspections(situation, tasks, schedule),
    )


_Tasks = Sequence[tuple[str, BoundService]]


def _is_missing(situation: Situation, figure: str, tasks: _Tasks) -> bool:
    without = situation.one_thing.missing.get(figure, ())
    return not tasks or any(service.definition.id in without for _, service in tasks)


def _saving(
    tasks: _Tasks, before: Mapping[str, int], after: Mapping[str, int], marks: Mapping[str, Marked]
) -> Saving:
    """A figure whose parts are stated as numbers; `marks` say how sure each is."""
    return _whole(
        tuple(
            _part(key, service, before.get(key, 0), after.get(key, 0), marks[key]) for key, service in tasks
        )
    )


def _sum(tasks: _Tasks, items: Mapping[str, tuple[SavingItem, ...]]) -> Saving:
    """A figure whose parts are sums themselves, each as sure as the least sure of what it sums."""
    parts = []
    for key, service in tasks:
        summed = items.get(key, ())
        before, after = sum(item.before for item in summed), sum(item.after for item in summed)
        sure = max(
            (item.certainty for item in summed), key=_DOUBT.index, default=service.definition.certainty
        )
        mark = Marked(certainty=sure, source=service.definition.source)
        parts.append(_part(key, service, before, after, mark, summed))
    return _whole(tuple(parts))


def _part(
    key: str,
    service: BoundService,
    before: int,
    after: int,
    mark: Marked,
    items: tuple[SavingItem, ...] = (),
) -> SavingPart:
    return SavingPart(
        key=key,
        label=service.definition.name,
        before=before,
        after=after,
        items=items,
        certainty=mark.certainty,
        source=mark.source,
        note=mark.note,
    )


def _whole(parts: tuple[SavingPart, ...]) -> Saving:
    return Saving(
        before=sum(part.before for part in parts), after=sum(part.after for part in parts), parts=parts
    )


def _days(situation: Situation, tasks: _Tasks, schedule: Schedule) -> Saving | None:
    """Working days: one after another, and along the critical path."""
    if _is_missing(situation, "days", tasks) or schedule.promised_days is None:
        return None
    days = {task.key: task.days for task in schedule.tasks}
    marks = {
        key: service.limits.promised or service.limits.statutory or service.definition
        for key, service in tasks
    }
    return _saving(tasks, days, {key: days[key] for key in schedule.critical_path}, marks)


def _visits(situation: Situation, tasks: _Tasks) -> Saving | None:
    """Visits in person: each service's own; together, one window receives the whole (统一收件), so the most that one
    part needs remains. Outside the joint channel every visit remains."""
    if _is_missing(situation, "visits", tasks):
        return None
    visits = {key: service.definition.presence.visits or 0 for key, service in tasks}
    marks = {key: service.definition.presence for key, service in tasks}
    if situation.admitted().holds is False:
        return _saving(tasks, visits, visits, marks)
    most = max(visits, key=lambda key: visits[key])
    return _saving(tasks, visits, {most: visits[most]}, marks)


def _inspections(situation: Situation, tasks: _Tasks, schedule: Schedule) -> Saving | None:
    """Visits of authorities: each on its own, and made together where that is allowed, counted with the first task.
    None where no part has any."""
    before = visits_of_tasks(situation)
    after: dict[str, int] = {}
    for inspection in planned_inspections(situation, schedule):
        if inspection.certain:
            first = next(task for task in inspection.tasks if task in before)
            after[first] = after.get(first, 0) + 1
    marks = {key: next(iter(service.definition.inspections), service.definition) for key, service in tasks}
    return _saving(tasks, before, after, marks) if before else None


def _steps(situation: Situation, tasks: _Tasks) -> Saving:
    """Applications to hand in: one for each task that is applied for; one for the whole where the joint channel is
    open. That each service takes one application is how we count, not what a source says."""
    each = {key: 1 for key, service in tasks if not service.definition.proactive}
    marks = {
        key: Marked(certainty=Certainty.INFERRED, source=service.definition.source) for key, service in tasks
    }
    if situation.admitted().holds is False or not each:
        return _saving(tasks, each, each, marks)
    return _saving(tasks, each, {next(iter(each)): 1}, marks)
