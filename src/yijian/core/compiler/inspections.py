"""Visits of authorities to a place, and which of them become one (联合踏勘).

Visits that their definitions allow to be made together, to the same place and in the same joint case, are one visit:
the applicant opens the door once. A visit outside the joint channel is made by its authority alone. So is one whose
task waits for the result of another that visits the same place, or begins only after the other must be done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yijian.core.compiler.papers import least_folder
from yijian.core.compiler.plan_schedule import tasks_before
from yijian.core.compiler.rules import HOLDS, Verdict, all_of, any_of, as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.plan import PlannedInspection, Schedule
from yijian.core.vocabulary.service import Inspection


@dataclass(frozen=True, slots=True)
class _Visit:
    task: str
    authority: str
    inspection: Inspection
    of: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Window:
    """From when to when a visit can be made: while all the tasks it is for are under way. None: a part states no limit."""

    first: date | None = None
    last: date | None = None

    @property
    def possible(self) -> bool:
        return self.first is None or self.last is None or self.first <= self.last


def planned_inspections(situation: Situation, schedule: Schedule) -> tuple[PlannedInspection, ...]:
    """The visits that take place or may take place, in the order of the tasks, each with the days on which it can be
    made under the promised limits."""
    together = situation.admitted().holds is not False
    groups: list[list[_Visit]] = []
    all_visits = _visits(situation)
    before = _all_before(situation, schedule) if together and len(all_visits) > 1 else {}
    for visit in all_visits:
        fitting = (group for group in groups if together and _joint(before, schedule, [*group, visit]))
        group = next(fitting, None)
        if group is None:
            groups.append([visit])
        else:
            group.append(visit)
    return tuple(_merged(visits, _window(visits, schedule)) for visits in groups)


def _joint(before: Mapping[str, frozenset[str]], schedule: Schedule, visits: Sequence[_Visit]) -> bool:
    """Whether visits may be made as one."""
    if len({visit.of for visit in visits}) > 1 or not all(visit.inspection.joint for visit in visits):
        return False
    tasks = {visit.task for visit in visits}
    return not any(before[task] & tasks for task in tasks) and _window(visits, schedule).possible


def _all_before(situation: Situation, schedule: Schedule) -> dict[str, frozenset[str]]:
    """Every task with all that must be done before it, directly or not: as scheduled, and with the papers of least burden
    for what is not certain."""
    waits = least_folder(situation).waits
    scheduled = {task.key: task.after for task in schedule.tasks}
    found: dict[str, frozenset[str]] = {}
    order = {name: at for at, name in enumerate(situation.one_thing.order)}
    for service, member, _ in sorted(situation.tasks(), key=lambda task: order[task[0].definition.id]):
        key = situation.task_key(service.definition.id, member)
        direct = (*tasks_before(situation, service, member, waits), *scheduled.get(key, ()))
        found[key] = frozenset(direct).union(*(found.get(one, frozenset()) for one in direct))
    return found


def _window(visits: Sequence[_Visit], schedule: Schedule) -> _Window:
    planned = {task.key: task for task in schedule.tasks}
    known = [planned[visit.task] for visit in visits if visit.task in planned]
    if not known:
        return _Window()
    return _Window(max(task.start for task in known), min(task.finish for task in known))


def visits_of_tasks(situation: Situation) -> dict[str, int]:
    """How many visits each task certainly brings where every service is applied for by itself."""
    counted: dict[str, int] = {}
    for visit in _visits(situation):
        if visit.verdict.holds:
            counted[visit.task] = counted.get(visit.task, 0) + 1
    return counted


def _visits(situation: Situation) -> list[_Visit]:
    found: list[_Visit] = []
    for service, member, included in situation.tasks():
        for inspection in service.definition.inspections:
            condition = HOLDS
            if inspection.when is not None:
                condition = as_condition(situation.of_service(service, member, inspection.when))
            holder = situation.holder(service, inspection.of)
            verdict = all_of((included, condition))
            if verdict.holds is not False and holder.candidates:
                found.append(
                    _Visit(
                        task=situation.task_key(service.definition.id, member),
                        authority=service.definition.authority,
                        inspection=inspection,
                        of="|".join(situation.label(who, None) for who in holder.candidates),
                        verdict=verdict,
                    )
                )
    return found


def _merged(visits: list[_Visit], window: _Window) -> PlannedInspection:
    """One visit; it certainly takes place where one of those it is made of does."""
    verdict = any_of(visit.verdict for visit in visits)
    return PlannedInspection(
        of=visits[0].of,
        names=tuple(dict.fromkeys(visit.inspection.name for visit in visits)),
        tasks=tuple(dict.fromkeys(visit.task for visit in visits)),
        authorities=tuple(dict.fromkeys(visit.authority for visit in visits)),
        certain=verdict.holds is True,
        needs=tuple(sorted(verdict.needs)),
        first=window.first,
        last=window.last,
    )
