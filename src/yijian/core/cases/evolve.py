"""From a state and what happened to the next state. `fold` does it for a whole journal.

Rule 1: `evolve` decides nothing: it looks up the next status in the tables and keeps what the event says.
Rule 2: an event that the tables do not allow is a broken journal, not a refusal: `ImpossibleEvent`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases import holding_events as held
from yijian.core.cases import task_events as t
from yijian.core.cases.application_changes import APPLICATION_CHANGES
from yijian.core.cases.commitments import promised_commitment
from yijian.core.cases.handover_changes import (
    HANDOVER_CASE_CHANGES,
    handover_begun,
    handover_moved,
    result_sent,
)
from yijian.core.cases.handover_transitions import handover_allows
from yijian.core.cases.life_changes import LIFE_CASE_CHANGES, LIFE_TASK_CHANGES, with_task
from yijian.core.cases.mode_transitions import (
    COMMITMENT_EVENTS,
    COMMITMENT_TRANSITIONS,
    OWING_EVENTS,
    OWING_TRANSITIONS,
    modes_allow,
)
from yijian.core.cases.owing import promised_papers
from yijian.core.cases.rule_decisions import RuleDecision
from yijian.core.cases.rule_transitions import RULE_CHANGES, RULE_EVENTS, RULE_TRANSITIONS
from yijian.core.cases.settled_tasks import AFTER_DECISION, Changes
from yijian.core.cases.states import (
    SETTLED_STATUSES,
    CaseState,
    ClockStop,
    CorrectionRound,
    IssuedOutput,
    Light,
    Rating,
    TaskState,
)
from yijian.core.cases.task_specs import TaskSpec
from yijian.core.cases.transitions import CASE_TRANSITIONS, TASK_TRANSITIONS
from yijian.core.cases.visit_transitions import VISIT_CHANGES, VISIT_EVENTS, VISIT_TASK_EVENTS


class ImpossibleEvent(ValueError):
    """An event that cannot follow the state: the journal is broken or in the wrong order."""


def evolve(state: CaseState | None, event: e.CaseEvent) -> CaseState:
    """The state after the event. Raises ImpossibleEvent where the tables do not have it."""
    if isinstance(event, e.CaseStarted):
        return _started(state, event)
    if state is None:
        raise ImpossibleEvent(f"{type(event).__name__} before the case was begun")
    status = CASE_TRANSITIONS[state.status].get(type(event))
    if status is None:
        raise ImpossibleEvent(f"{type(event).__name__} while the case is {state.status}")
    if not handover_allows(state, type(event)):
        raise ImpossibleEvent(f"{type(event).__name__} does not fit where the handover stands")
    state = handover_moved(state, type(event))
    if isinstance(event, t.TaskEvent):
        changes: Changes = {"tasks": _tasks_after(state.tasks, event)}
        if type(event) in VISIT_CHANGES:
            changes |= _visits_after(state, event)
    else:
        changes = _CASE_CHANGES[type(event)](state, event) if type(event) in _CASE_CHANGES else {}
    return replace(state, **changes, status=status, version=state.version + 1, last_at=event.at)


def fold(events: Iterable[e.CaseEvent]) -> CaseState:
    """The state after all the events of a journal, from the first. Raises ImpossibleEvent for an empty one."""
    state: CaseState | None = None
    for event in events:
        state = evolve(state, event)
    if state is None:
        raise ImpossibleEvent("an empty journal has no case")
    return state


def _started(state: CaseState | None, event: e.CaseStarted) -> CaseState:
    if state is not None:
        raise ImpossibleEvent("the case was begun twice")
    return CaseState(
        case_id=event.case_id,
        life_event=event.life_event,
        one_thing=event.one_thing,
        region=event.region,
        lead=event.lead,
        started_at=event.at,
        last_at=event.at,
        version=1,
    )


# ── tasks ────────────────────────────────────────────────────────────────────


def _tasks_after(tasks: tuple[TaskState, ...], event: t.TaskEvent) -> tuple[TaskState, ...]:
    if not any(task.spec.key == event.task for task in tasks):
        raise ImpossibleEvent(f"{type(event).__name__} of the unknown task {event.task}")
    return tuple(_task_after(task, event) if task.spec.key == event.task else task for task in tasks)


def _task_after(task: TaskState, event: t.TaskEvent) -> TaskState:
    status = TASK_TRANSITIONS[task.status].get(type(event))
    if status is None:
        raise ImpossibleEvent(f"{type(event).__name__} while {event.task} is {task.status}")
    if not modes_allow(task, type(event)):
        raise ImpossibleEvent(f"{type(event).__name__} does not fit what {event.task} is owed or promised")
    task = _modes_moved(task, event)
    changes = _TASK_CHANGES[type(event)](task, event) if type(event) in _TASK_CHANGES else {}
    if status in SETTLED_STATUSES and not task.settled:
        changes |= {"settled_at": event.at, "clock": task.clock.over(event.at)}
    return replace(task, **changes, status=status)


def _modes_moved(task: TaskState, event: t.TaskEvent) -> TaskState:
    """The task with the status of its modes after the event."""
    kind = type(event)
    if task.owing is not None and kind in OWING_EVENTS:
        task = replace(task, owing=replace(task.owing, status=OWING_TRANSITIONS[task.owing.status][kind]))
    if task.commitment is not None and kind in COMMITMENT_EVENTS:
        moved = COMMITMENT_TRANSITIONS[task.commitment.status][kind]
        task = replace(task, commitment=replace(task.commitment, status=moved))
    if task.by_rules is not None and kind in RULE_EVENTS:
        task = replace(
            task, by_rules=replace(task.by_rules, status=RULE_TRANSITIONS[task.by_rules.status][kind])
        )
    return task


def _owing(task: TaskState, **changes: Any) -> Changes:
    return {"owing": replace(task.owing, **changes) if task.owing else None}


def _commitment(task: TaskState, **changes: Any) -> Changes:
    return {"commitment": replace(task.commitment, **changes) if task.commitment else None}


def _owing_extended(task: TaskState, event: t.OwingExtended) -> Changes:
    return {"owing": task.owing.extended_to(event.due, since=event.since) if task.owing else None}


def _suspended(task: TaskState, event: t.ClockSuspended) -> Changes:
    stop = ClockStop(kind=event.kind, start=event.start, reason=event.reason, limit=event.limit)
    return {"clock": task.clock.stopped(stop)}


def _resumed(task: TaskState, event: t.ClockResumed) -> Changes:
    """The due date has moved: an amber light goes out, a red one stays (the limit had passed before)."""
    light = Light.RED if task.light is Light.RED else Light.GREEN
    return {"clock": task.clock.resumed(event.end), "light": light}


def _issued(task: TaskState, event: t.OutputIssued) -> Changes:
    output = IssuedOutput(id=event.output, issued_at=event.at, document=event.document, number=event.number)
    return {"outputs": (*task.outputs, output)}


def _handed_over(task: TaskState, event: t.OutputDelivered) -> Changes:
    return {
        "outputs": tuple(
            replace(output, delivery=event.delivery)
            if output.id == event.output and output.stands
            else output
            for output in task.outputs
        )
    }


_TASK_CHANGES: Final[Mapping[type[t.TaskEvent], Callable[[TaskState, Any], Changes]]] = {
    t.TaskDispatched: lambda _, event: {"receipt_at": event.receipt_at},
    t.TaskAccepted: lambda task, event: {"clock": task.clock.begun(event.at), "external": event.external},
    t.TaskDeemedAccepted: lambda task, event: {
        "clock": task.clock.begun(event.since),
        "deemed_accepted": True,
    },
    held.TaskTaken: lambda _, event: {"holder": event.holder},
    held.TaskGivenBack: lambda *_: {"holder": None},
    **RULE_CHANGES,
    t.TaskAcceptanceOverdue: lambda *_: {"acceptance_overdue": True},
    t.TaskNotAccepted: lambda _, event: {"reason": event.reason},
    t.TaskNotCompetent: lambda _, event: {"reason": event.reason},
    t.TaskBlocked: lambda _, event: {"blocked_by": event.by},
    t.ClockSuspended: _suspended,
    t.ClockResumed: _resumed,
    t.TaskDueSoon: lambda *_: {"light": Light.AMBER},
    t.TaskOverdue: lambda *_: {"light": Light.RED},
    t.TaskApproved: lambda task, event: {
        "external": event.external or task.external,
        "judgements": event.judgements,
        "deemed_approved": event.deemed,
    },
    t.TaskRefused: lambda task, event: {
        "reason": event.reason,
        "external": event.external or task.external,
        "judgements": event.judgements,
    },
    t.TaskEnded: lambda _, event: {"reason": event.reason},
    t.OutputIssued: _issued,
    t.OutputDelivered: _handed_over,
    t.PapersOwed: lambda task, event: _owing(task, papers=event.papers, since=event.since),
    t.OwedPapersReminded: lambda task, event: _owing(task, reminded_for=event.due),
    t.ExtensionAsked: lambda task, event: _owing(task, asked=event.reason, asked_at=event.at),
    t.OwingExtended: _owing_extended,
    t.OwingEnded: lambda _, event: {"reason": event.reason},
    t.CheckScheduled: lambda task, event: _commitment(task, decided_at=event.at, check_due=event.due),
    t.CheckOverdue: lambda task, _: _commitment(task, check_overdue=True),
    t.PromiseKept: lambda task, event: _commitment(
        task, checked_at=event.at, ended_at=event.at, finding=event.finding
    ),
    t.PromiseBroken: lambda task, event: _commitment(task, checked_at=event.at, finding=event.finding),
    t.CorrectionOrdered: lambda task, event: _commitment(task, order_due=event.due),
    t.CorrectionOverdue: lambda task, _: _commitment(task, order_overdue=True),
    t.PromiseCorrected: lambda task, event: _commitment(task, ended_at=event.at, finding=event.finding),
    **AFTER_DECISION,
    **LIFE_TASK_CHANGES,
    h.ResultSent: result_sent,
}
"""What each event keeps in its task, besides the status. An event that is absent keeps nothing more."""


# ── the case ─────────────────────────────────────────────────────────────────


def _visits_after(state: CaseState, event: e.CaseEvent) -> Changes:
    try:
        return VISIT_CHANGES[type(event)](state, event)
    except ValueError as error:
        raise ImpossibleEvent(str(error)) from error


def _begun(spec: TaskSpec) -> TaskState:
    return TaskState(
        spec=spec,
        owing=promised_papers(spec.owed),
        commitment=promised_commitment(spec.promised),
        by_rules=RuleDecision() if spec.by_rules else None,
    )


def _received(state: CaseState, event: e.CaseReceived) -> Changes:
    return {
        "number": event.number,
        "received_at": event.at,
        "tasks": tuple(_begun(spec) for spec in event.tasks),
        "handover": handover_begun(state, event.at),
    }


def _correction_notified(state: CaseState, event: e.CorrectionNotified) -> Changes:
    correction = CorrectionRound(
        number=event.round, notified_at=event.at, due=event.due, defects=event.defects
    )
    return {
        "corrections": (*state.corrections, correction),
        "defects": (),
        "supplied_facts": (),
        "supplied_papers": (),
    }


def _latest_correction(state: CaseState, changes: Changes) -> Changes:
    *earlier, latest = state.corrections
    return {"corrections": (*earlier, replace(latest, **changes))}


def _supplemented(state: CaseState, event: e.CaseSupplemented) -> Changes:
    return {
        **_latest_correction(state, {"answered_at": event.at}),
        "supplemented_at": event.at,
        "tasks": tuple(_begun(spec) for spec in event.tasks),
    }


def _defect_dropped(state: CaseState, event: e.DefectDropped) -> Changes:
    dropped = (event.subject, event.task)
    return {"defects": tuple(one for one in state.defects if (one.subject, one.task) != dropped)}


def _notice_delivered(state: CaseState, event: e.NoticeDelivered) -> Changes:
    return {
        "notices": tuple(
            replace(notice, delivery=event.delivery) if notice.number == event.number else notice
            for notice in state.notices
        )
    }


_CASE_CHANGES: Final[Mapping[type[e.CaseEvent], Callable[[CaseState, Any], Changes]]] = {
    **APPLICATION_CHANGES,
    e.CaseReceived: _received,
    e.TaskAdded: lambda state, event: {"tasks": with_task(state.tasks, _begun(event.spec))},
    **LIFE_CASE_CHANGES,
    **HANDOVER_CASE_CHANGES,
    **{event: _visits_after for event in VISIT_EVENTS if event not in VISIT_TASK_EVENTS},
    e.DefectsReported: lambda state, event: {"defects": (*state.defects, *event.defects)},
    e.DefectDropped: _defect_dropped,
    e.CorrectionNotified: _correction_notified,
    e.SupplementOverdue: lambda state, _: _latest_correction(state, {"overdue": True}),
    e.CaseSupplemented: _supplemented,
    e.CaseDispatched: lambda _, event: {"judgements": event.judgements},
    e.NoticeIssued: lambda state, event: {"notices": (*state.notices, event.notice)},
    e.NoticeDelivered: _notice_delivered,
    e.CaseDecided: lambda _, event: {"outcome": event.outcome},
    e.OutcomeRevised: lambda _, event: {"outcome": event.outcome},
    e.CaseReopened: lambda *_: {"outcome": None},
    e.CaseRated: lambda _, event: {"rating": Rating(score=event.score, at=event.at, text=event.text)},
}
"""What each event keeps in the case, besides the status. An event that is absent keeps nothing more."""
