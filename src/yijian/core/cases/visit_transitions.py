"""The states of a visit and what moves them, and what each event keeps of it: a part of `transitions` and `evolve`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from yijian.core.cases import visit_commands as vc
from yijian.core.cases import visit_events as v
from yijian.core.cases.command_base import Command
from yijian.core.cases.events import CaseEvent
from yijian.core.cases.states import CaseState, CaseStatus, TaskState
from yijian.core.cases.task_events import TaskEvent
from yijian.core.cases.visits import Answer, OtherDay, Visit, VisitPart, VisitStatus, open_visit_of

VISIT_TRANSITIONS: Final[Mapping[VisitStatus, Mapping[type[CaseEvent], VisitStatus]]] = {
    VisitStatus.PROPOSED: {
        v.VisitJoined: VisitStatus.PROPOSED,
        v.VisitLeft: VisitStatus.PROPOSED,
        v.OtherDayAsked: VisitStatus.PROPOSED,
        v.VisitMoved: VisitStatus.PROPOSED,
        v.VisitHeld: VisitStatus.HELD,
        v.VisitCalledOff: VisitStatus.CALLED_OFF,
    },
    VisitStatus.HELD: {
        v.FindingRecorded: VisitStatus.HELD,
        v.VisitConcluded: VisitStatus.CONCLUDED,
    },
    VisitStatus.CONCLUDED: {},
    VisitStatus.CALLED_OFF: {},
}

VISIT_TASK_EVENTS: Final[tuple[type[TaskEvent], ...]] = (v.VisitJoined, v.VisitLeft, v.FindingRecorded)
"""Those of one task: they leave its status as it is."""

VISIT_EVENTS: Final[tuple[type[CaseEvent], ...]] = (
    v.VisitProposed,
    *VISIT_TASK_EVENTS,
    v.OtherDayAsked,
    v.VisitMoved,
    v.VisitHeld,
    v.VisitConcluded,
    v.VisitCalledOff,
)
"""All that can happen with visits, while the case is in progress."""

VISIT_COMMANDS: Final[Mapping[type[Command], tuple[type[CaseEvent], ...]]] = {
    vc.ProposeVisit: (v.VisitProposed,),
    vc.JoinVisit: (v.VisitJoined,),
    vc.LeaveVisit: (v.VisitLeft,),
    vc.AskForOtherDay: (v.OtherDayAsked,),
    vc.MoveVisit: (v.VisitMoved,),
    vc.HoldVisit: (v.VisitHeld,),
    vc.RecordFinding: (v.FindingRecorded,),
    vc.CallOffVisit: (v.VisitCalledOff,),
}
"""What each command makes happen."""


def visits_allow(state: CaseState, command: type[Command]) -> bool:
    """Whether there is a visit, or a place to visit, that a command about the whole can be for; any other command: yes."""
    if command is vc.ProposeVisit:
        return state.status is CaseStatus.IN_PROGRESS and any(
            not task.settled and open_visit_of(state.visits, task.spec.key, spec.of) is None
            for task in state.tasks
            for spec in task.spec.visits
        )
    if command in VISIT_COMMANDS:
        return any(_moves(visit, command) for visit in state.visits)
    return True


def visits_of_task_allow(state: CaseState, task: TaskState, command: type[Command]) -> bool:
    """Whether there is a visit that a command about one task can be for; any other command: yes."""
    key = task.spec.key
    for visit in state.visits if command in VISIT_COMMANDS else ():
        part = visit.part(key)
        if part is None or not _moves(visit, command):
            continue
        wanted = {
            vc.JoinVisit: part.answer is not Answer.JOINS,
            vc.LeaveVisit: part.answer is not Answer.ALONE,
            vc.RecordFinding: part.answer is Answer.JOINS and part.finding is None,
        }
        if wanted[command]:
            return True
    return command not in VISIT_COMMANDS


def _moves(visit: Visit, command: type[Command]) -> bool:
    return any(event in VISIT_TRANSITIONS[visit.status] for event in VISIT_COMMANDS[command])


# ── what the events keep ─────────────────────────────────────────────────────


def _proposed(state: CaseState, event: v.VisitProposed) -> dict[str, Any]:
    visit = Visit(
        id=event.visit,
        of=event.of,
        day=event.day,
        by=event.by,
        proposed_at=event.at,
        again=event.again,
        parts=tuple(VisitPart(task=task) for task in event.tasks),
    )
    return {"visits": (*state.visits, visit)}


def _changed(change: Callable[[Visit, Any], Visit]) -> Callable[[CaseState, Any], dict[str, Any]]:
    """The case with the visit of the event as it is after it. ValueError where the table does not have it."""

    def changes(state: CaseState, event: Any) -> dict[str, Any]:
        found = state.visit(event.visit)
        status = VISIT_TRANSITIONS[found.status].get(type(event)) if found else None
        if found is None or status is None:
            raise ValueError(f"{type(event).__name__} does not fit visit {event.visit}")
        after = replace(change(found, event), status=status)
        return {"visits": tuple(after if one.id == found.id else one for one in state.visits)}

    return changes


def _part(visit: Visit, task: str, **changes: Any) -> Visit:
    parts = tuple(replace(one, **changes) if one.task == task else one for one in visit.parts)
    return replace(visit, parts=parts)


def _moved(visit: Visit, event: v.VisitMoved) -> Visit:
    parts = tuple(
        replace(one, answer=Answer.ASKED)
        if one.answer is Answer.JOINS and one.task not in event.keep
        else one
        for one in visit.parts
    )
    return replace(visit, day=event.day, parts=parts, asked=None)


VISIT_CHANGES: Final[Mapping[type[CaseEvent], Callable[[CaseState, Any], dict[str, Any]]]] = {
    v.VisitProposed: _proposed,
    v.VisitJoined: _changed(lambda visit, event: _part(visit, event.task, answer=Answer.JOINS, reason=None)),
    v.VisitLeft: _changed(
        lambda visit, event: _part(visit, event.task, answer=Answer.ALONE, reason=event.reason)
    ),
    v.OtherDayAsked: _changed(
        lambda visit, event: replace(visit, asked=OtherDay(day=event.day, reason=event.reason, at=event.at))
    ),
    v.VisitMoved: _changed(_moved),
    v.VisitHeld: _changed(lambda visit, event: replace(visit, held_on=event.day, asked=None)),
    v.FindingRecorded: _changed(lambda visit, event: _part(visit, event.task, finding=event.finding)),
    v.VisitConcluded: _changed(lambda visit, _: visit),
    v.VisitCalledOff: _changed(lambda visit, event: replace(visit, reason=event.reason)),
}
"""What each event keeps in the case."""
