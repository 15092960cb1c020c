"""Handlers: visits to a place, of one authority or of several together (联合踏勘).

Whether tasks can be one visit is in the plan that the case was received with (`TaskSpec.visits`). Each authority answers
for itself and finds for itself: one that goes alone, or finds against the applicant, stops none of the others. What is to
be put right is looked at again, for that task alone or with others in the same position.
"""

from __future__ import annotations

from datetime import date

from yijian.core.cases import task_events as t
from yijian.core.cases import visit_commands as c
from yijian.core.cases import visit_events as v
from yijian.core.cases.command_base import Command
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import ActorKind
from yijian.core.cases.handling import day_clock_runs_again
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.states import RUNNING_STATUSES, TaskState, TaskStatus
from yijian.core.cases.visit_refusals import (
    FindingDetailsWrong,
    NobodyJoined,
    NoSuchVisit,
    NothingToVisit,
    NotOneVisit,
    StopNotOfService,
    VisitDayWrong,
    VisitNotPlanned,
    VisitNotPossible,
    VisitUnderWay,
)
from yijian.core.cases.visit_transitions import VISIT_COMMANDS, VISIT_TRANSITIONS
from yijian.core.cases.visits import (
    Answer,
    Finding,
    FindingOutcome,
    Visit,
    VisitPart,
    VisitStatus,
    last_finding,
    open_visit_of,
)

_WITH_AUTHORITY = RUNNING_STATUSES | {TaskStatus.DISPATCHED, TaskStatus.SUSPENDED}


def propose_visit(decision: Decision, command: c.ProposeVisit) -> None:
    """One visit for several tasks, with the notice to the applicant; who proposes it takes part with its own."""
    tasks = tuple(decision.task(key) for key in dict.fromkeys(command.tasks))
    if not tasks:
        raise NotOneVisit(apart=())
    decision.require_authority(*dict.fromkeys(task.spec.authority for task in tasks), decision.state.lead)
    _require_ahead(decision, command.day)
    _require_one_visit(tasks, command.of)
    for task in tasks:
        _require_to_visit(decision, task, command.of)
    by = decision.facts.actor.authority or decision.state.lead
    visit = str(len(decision.state.visits) + 1)
    again = any(last_finding(decision.state.visits, task.spec.key, command.of) for task in tasks)
    decision.record(
        v.VisitProposed(
            at=decision.at,
            visit=visit,
            of=command.of,
            day=command.day,
            by=by,
            tasks=tuple(task.spec.key for task in tasks),
            again=again,
        )
    )
    for task in tasks:
        if task.spec.authority == by and task.status is not TaskStatus.DISPATCHED:
            decision.record(v.VisitJoined(at=decision.at, task=task.spec.key, visit=visit))
    _tell_day(decision, visit)


def join_visit(decision: Decision, command: c.JoinVisit) -> None:
    """The authority takes part."""
    part = _part(decision, command, command.task)
    if part.answer is Answer.JOINS:
        raise VisitNotPossible(status=VisitStatus.PROPOSED)
    decision.record(v.VisitJoined(at=decision.at, task=command.task, visit=command.visit))


def leave_visit(decision: Decision, command: c.LeaveVisit) -> None:
    """The authority goes alone: it arranges its own visit, and the others go on."""
    part = _part(decision, command, command.task)
    if part.answer is Answer.ALONE:
        raise VisitNotPossible(status=VisitStatus.PROPOSED)
    decision.record(
        v.VisitLeft(at=decision.at, task=command.task, visit=command.visit, reason=command.reason)
    )


def ask_for_other_day(decision: Decision, command: c.AskForOtherDay) -> None:
    """The applicant asks; the day stands until who arranges the visit moves it."""
    decision.require_actor(ActorKind.APPLICANT)
    _visit(decision, command)
    _require_ahead(decision, command.day)
    decision.record(
        v.OtherDayAsked(at=decision.at, visit=command.visit, day=command.day, reason=command.reason)
    )


def move_visit(decision: Decision, command: c.MoveVisit) -> None:
    """Another day, told in writing; the other authorities say again whether they take part."""
    visit = _visit(decision, command)
    decision.require_authority(visit.by, decision.state.lead)
    _require_ahead(decision, command.day)
    mine = tuple(
        part.task
        for part in visit.parts
        if decision.task(part.task).spec.authority == decision.facts.actor.authority
    )
    decision.record(
        v.VisitMoved(at=decision.at, visit=command.visit, day=command.day, keep=mine, reason=command.reason)
    )
    _tell_day(decision, command.visit)


def hold_visit(decision: Decision, command: c.HoldVisit) -> None:
    """It took place. Who had not answered was not there."""
    visit = _visit(decision, command)
    taking_part = tuple(
        task.spec.authority for part in visit.joined if not (task := decision.task(part.task)).settled
    )
    if not taking_part:
        raise NobodyJoined
    decision.require_authority(*dict.fromkeys(taking_part))
    if command.day > decision.today:
        raise VisitDayWrong(day=command.day, earliest=decision.today, latest=decision.today)
    decision.record(v.VisitHeld(at=decision.at, visit=command.visit, day=command.day))


def record_finding(decision: Decision, command: c.RecordFinding) -> None:
    """What one authority found, told to the applicant in writing; the clock stops only by a procedure of the service."""
    part = _part(decision, command, command.task)
    if part.answer is not Answer.JOINS or part.finding is not None:
        raise NoSuchVisit(visit=command.visit)
    to_correct = command.outcome is FindingOutcome.TO_CORRECT
    if not to_correct and (command.due or command.stops):
        raise FindingDetailsWrong
    if command.due is not None and command.due <= decision.today:
        raise FindingDetailsWrong
    task = decision.task(command.task)
    procedures = {one.id: one for one in task.spec.special_procedures}
    if command.stops is not None and (command.stops not in procedures or task.status not in RUNNING_STATUSES):
        raise StopNotOfService(task=command.task, allowed=tuple(procedures))
    before = last_finding(decision.state.visits, command.task, _visit(decision, command).of)
    finding = Finding(
        outcome=command.outcome,
        text=command.text,
        present=command.present,
        at=decision.at,
        due=command.due,
        stops=command.stops,
    )
    decision.record(
        v.FindingRecorded(at=decision.at, task=command.task, visit=command.visit, finding=finding)
    )
    decision.issue_notice(
        NoticeKind.VISIT_FINDING, task=task, reasons=(command.text,), due=command.due, visit=command.visit
    )
    stop = task.clock.open_stop
    if before is not None and before.stops and stop is not None and stop.kind == before.stops:
        end = day_clock_runs_again(decision, task)
        decision.record(t.ClockResumed(at=decision.at, task=command.task, end=end))
    if command.stops is not None:
        decision.record(
            t.ClockSuspended(
                at=decision.at,
                task=command.task,
                kind=command.stops,
                start=decision.today,
                reason=command.text,
                limit=procedures[command.stops].limit,
            )
        )
        decision.issue_notice(
            NoticeKind.SUSPENSION, task=decision.task(command.task), reasons=(command.text,)
        )


def call_off_visit(decision: Decision, command: c.CallOffVisit) -> None:
    """It does not take place."""
    visit = _visit(decision, command)
    decision.require_authority(visit.by, decision.state.lead)
    decision.record(v.VisitCalledOff(at=decision.at, visit=command.visit, reason=command.reason))


def _visit(
    decision: Decision,
    command: c.JoinVisit
    | c.LeaveVisit
    | c.AskForOtherDay
    | c.MoveVisit
    | c.HoldVisit
    | c.RecordFinding
    | c.CallOffVisit,
) -> Visit:
    """The visit that a command names, if what it asks can happen to it now. Raises NoSuchVisit, VisitNotPossible."""
    found = decision.state.visit(command.visit)
    if found is None:
        raise NoSuchVisit(visit=command.visit)
    kind: type[Command] = type(command)
    if not any(event in VISIT_TRANSITIONS[found.status] for event in VISIT_COMMANDS[kind]):
        raise VisitNotPossible(status=found.status)
    return found


def _part(decision: Decision, command: c.JoinVisit | c.LeaveVisit | c.RecordFinding, task: str) -> VisitPart:
    part = _visit(decision, command).part(task)
    if part is None:
        raise NoSuchVisit(visit=command.visit)
    return part


def _require_ahead(decision: Decision, day: date) -> None:
    if day < decision.today:
        raise VisitDayWrong(day=day, earliest=decision.today, latest=decision.today)


def _require_one_visit(tasks: tuple[TaskState, ...], of: str) -> None:
    """Raises VisitNotPlanned, NotOneVisit."""
    for task in tasks:
        if all(spec.of != of for spec in task.spec.visits):
            raise VisitNotPlanned(task=task.spec.key, of=of)
    keys = {task.spec.key for task in tasks}
    first = tasks[0]
    together = next((set(spec.tasks) for spec in first.spec.visits if keys <= set(spec.tasks)), None)
    if together is None:
        known = {key for spec in first.spec.visits if spec.of == of for key in spec.tasks}
        raise NotOneVisit(apart=tuple(sorted(keys - known)) or (first.spec.key,))


def _require_to_visit(decision: Decision, task: TaskState, of: str) -> None:
    """Raises NothingToVisit, VisitUnderWay."""
    key = task.spec.key
    if task.status not in _WITH_AUTHORITY:
        raise NothingToVisit(task=key)
    waiting = open_visit_of(decision.state.visits, key, of)
    if waiting is not None:
        raise VisitUnderWay(task=key, visit=waiting.id)
    last = last_finding(decision.state.visits, key, of)
    if last is not None and last.outcome is not FindingOutcome.TO_CORRECT:
        raise NothingToVisit(task=key)


def _tell_day(decision: Decision, visit: str) -> None:
    found = decision.state.visit(visit)
    if found is not None:
        decision.issue_notice(NoticeKind.VISIT, due=found.day, visit=visit, authority=found.by)
