"""What each event after a decision keeps in its task, besides the status: a part of `evolve`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from yijian.core.cases import objection_events as o
from yijian.core.cases import task_events as t
from yijian.core.cases import undoing_events as u
from yijian.core.cases.after_decision import REVIEW_STATUS
from yijian.core.cases.commitments import Commitment, CommitmentStatus
from yijian.core.cases.issued_outputs import EndedBy, IssuedOutput
from yijian.core.cases.objections import Objection, ObjectionStatus
from yijian.core.cases.references import TextRef
from yijian.core.cases.states import ClockLedger, Light, TaskState, TaskStatus
from yijian.core.cases.undoings import Undoing, UndoingGround, UndoingKind

Changes = dict[str, Any]
"""The fields of a state that an event changes, with their new values."""

_ENDED_BY: Final[Mapping[UndoingKind, EndedBy]] = {
    UndoingKind.REVOKE: EndedBy.REVOKED,
    UndoingKind.RETRACT: EndedBy.RETRACTED,
    UndoingKind.CANCEL: EndedBy.CANCELLED,
    UndoingKind.PENALTY: EndedBy.REVOKED_AS_PENALTY,
}
_UNDOINGS: Final = frozenset(_ENDED_BY.values())


def _ended(outputs: tuple[IssuedOutput, ...], at: datetime, by: EndedBy) -> tuple[IssuedOutput, ...]:
    """The outputs that still stood are not valid any more; what ended others before stays on record."""
    return tuple(replace(one, revoked_at=at, ended_by=by) if one.stands else one for one in outputs)


def _undone(
    task: TaskState,
    *,
    kind: UndoingKind,
    ground: UndoingGround,
    at: datetime,
    reason: TextRef,
    claw_back: bool,
) -> Changes:
    undoing = Undoing(kind=kind, ground=ground, at=at, reason=reason, claw_back=claw_back)
    return {
        "reason": reason,
        "outputs": _ended(task.outputs, at, _ENDED_BY[kind]),
        "undoings": (*task.undoings, undoing),
    }


def _revoked(task: TaskState, event: t.DecisionRevoked) -> Changes:
    changes = _undone(
        task,
        kind=UndoingKind.REVOKE,
        ground=event.ground,
        at=event.at,
        reason=event.reason,
        claw_back=event.claw_back,
    )
    if task.commitment is not None:
        changes["commitment"] = replace(task.commitment, ended_at=event.at, claw_back=event.claw_back)
    return changes


def _ending(kind: UndoingKind) -> Callable[[TaskState, Any], Changes]:
    def changes(task: TaskState, event: Any) -> Changes:
        ground = UndoingGround.BREACH if kind is UndoingKind.PENALTY else event.ground
        return _undone(task, kind=kind, ground=ground, at=event.at, reason=event.reason, claw_back=False)

    return changes


def _replaced(task: TaskState, event: u.OutputReplaced) -> Changes:
    before = tuple(
        replace(one, revoked_at=event.at, ended_by=EndedBy.REPLACED)
        if one.id == event.output and one.stands
        else one
        for one in task.outputs
    )
    copy = IssuedOutput(id=event.output, issued_at=event.at, document=event.document, number=event.number)
    return {"outputs": (*before, copy)}


def _raised(task: TaskState, event: o.ObjectionRaised) -> Changes:
    objection = Objection(
        status=ObjectionStatus.RAISED,
        about=task.decided_at or event.at,
        raised_at=event.at,
        reason=event.reason,
        due=event.due,
        deciders=event.deciders,
    )
    return {"objections": (*task.objections, objection)}


def _of_open(task: TaskState, **changes: Any) -> Changes:
    return {"objections": tuple(replace(one, **changes) if one.open else one for one in task.objections)}


def _reviewed(task: TaskState, event: o.ReviewEvent) -> Changes:
    """The open objection is answered; an outcome from outside without one is on record by itself."""
    answer = Changes(
        status=REVIEW_STATUS[type(event)],
        decided_at=event.at,
        finding=event.finding,
        external=event.external,
    )
    if task.open_objection is not None:
        return _of_open(task, **answer)
    return {"objections": (*task.objections, Objection(about=task.decided_at or event.at, **answer))}


def _changed(task: TaskState, event: o.DecisionChanged) -> Changes:
    return {**_reviewed(task, event), "settled_at": event.at, "reason": None}


def _set_aside(task: TaskState, event: o.DecisionSetAside) -> Changes:
    """As it was before the decision, with a clock that begins again: in review where it was decided on its merits, else
    with its authority as if received today."""
    decided = task.granted or task.status is TaskStatus.REFUSED
    clock = ClockLedger(started=event.at if decided else None, generation=task.clock.generation + 1)
    owing = task.owing
    return {
        **_reviewed(task, event),
        "receipt_at": task.receipt_at if decided else event.at,
        "deemed_accepted": task.deemed_accepted and decided,
        "acceptance_overdue": False,
        "clock": clock,
        "light": Light.GREEN,
        "settled_at": None,
        "reason": None,
        "judgements": (),
        "outputs": _ended(task.outputs, event.at, EndedBy.SET_ASIDE),
        "owing": replace(owing, since=None, reminded_for=None, asked=None, asked_at=None) if owing else None,
        "commitment": Commitment() if task.commitment else None,
    }


def _restored(task: TaskState, event: o.UndoingSetAside) -> Changes:
    """What an undoing ended stands again; a promise whose revocation is set aside is to be checked again."""
    outputs = tuple(
        replace(one, revoked_at=None, ended_by=None) if one.ended_by in _UNDOINGS else one
        for one in task.outputs
    )
    commitment = task.commitment
    revoked = any(one.kind is UndoingKind.REVOKE for one in task.undoings)
    if commitment is not None and revoked:
        commitment = Commitment(status=CommitmentStatus.CHECK_DUE, decided_at=commitment.decided_at)
    return {
        **_reviewed(task, event),
        "reason": None,
        "outputs": outputs,
        "undoings": (),
        "settled_at": event.at,
        "commitment": commitment,
    }


AFTER_DECISION: Final[Mapping[type[t.TaskEvent], Callable[[TaskState, Any], Changes]]] = {
    t.DecisionRevoked: _revoked,
    u.LicenceRetracted: _ending(UndoingKind.RETRACT),
    u.LicenceRevokedAsPenalty: _ending(UndoingKind.PENALTY),
    u.ResultCancelled: _ending(UndoingKind.CANCEL),
    u.OutputReplaced: _replaced,
    o.ObjectionRaised: _raised,
    o.ObjectionTakenBack: lambda task, _: _of_open(task, status=ObjectionStatus.TAKEN_BACK),
    o.ObjectionOverdue: lambda task, _: _of_open(task, overdue=True),
    o.DecisionUpheld: _reviewed,
    o.DecisionChanged: _changed,
    o.DecisionSetAside: _set_aside,
    o.UndoingSetAside: _restored,
    o.TaskUnblocked: lambda *_: {"blocked_by": None, "settled_at": None},
}
