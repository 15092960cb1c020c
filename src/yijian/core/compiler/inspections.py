"""Visits of authorities to a place, and which of them become one (联合踏勘).

Visits that their definitions allow to be made together, to the same place and in the same joint case, are one visit:
the applicant opens the door once. A visit outside the joint channel is made by its authority alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.compiler.rules import HOLDS, Verdict, all_of, any_of, as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.plan import PlannedInspection
from yijian.core.vocabulary.service import Inspection


@dataclass(frozen=True, slots=True)
class _Visit:
    task: str
    authority: str
    inspection: Inspection
    of: str
    verdict: Verdict


def planned_inspections(situation: Situation) -> tuple[PlannedInspection, ...]:
    """The visits that take place or may take place, in the order of the tasks."""
    groups: dict[object, list[_Visit]] = {}
    together = situation.admitted().holds is not False
    for visit in _visits(situation):
        joint = together and visit.inspection.joint
        key = ("joint", visit.of) if joint else (visit.task, visit.inspection.id, visit.of)
        groups.setdefault(key, []).append(visit)
    return tuple(_merged(visits) for visits in groups.values())


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


def _merged(visits: list[_Visit]) -> PlannedInspection:
    """One visit; it certainly takes place where one of those it is made of does."""
    verdict = any_of(visit.verdict for visit in visits)
    return PlannedInspection(
        of=visits[0].of,
        names=tuple(dict.fromkeys(visit.inspection.name for visit in visits)),
        tasks=tuple(dict.fromkeys(visit.task for visit in visits)),
        authorities=tuple(dict.fromkeys(visit.authority for visit in visits)),
        certain=verdict.holds is True,
        needs=tuple(sorted(verdict.needs)),
    )
