"""The rows of the tables for what may follow a decision: undoing it, issuing its output again, objecting to it.

Which act may follow which: 撤销, 撤回 and 吊销 only on a decision that stands; 注销 on one that stands, and after any of
the three, to end it in the register too; nothing follows 注销. While an objection is open, nothing is undone: the review
says first what becomes of the decision. 撤回 and 吊销 are of licences only (`procedures`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.cases import events as e
from yijian.core.cases import objection_commands as oc
from yijian.core.cases import objection_events as o
from yijian.core.cases import task_events as t
from yijian.core.cases import undoing_commands as uc
from yijian.core.cases import undoing_events as u
from yijian.core.cases.command_base import Command
from yijian.core.cases.objections import ObjectionStatus
from yijian.core.cases.promise_commands import RevokeDecision
from yijian.core.cases.states import TaskState, TaskStatus
from yijian.core.cases.undoings import UndoingKind

OBJECTION_TRANSITIONS: Final[Mapping[ObjectionStatus, Mapping[type[t.TaskEvent], ObjectionStatus]]] = {
    ObjectionStatus.RAISED: {
        o.ObjectionOverdue: ObjectionStatus.RAISED,
        o.ObjectionTakenBack: ObjectionStatus.TAKEN_BACK,
        o.DecisionUpheld: ObjectionStatus.UPHELD,
        o.DecisionChanged: ObjectionStatus.CHANGED,
        o.UndoingSetAside: ObjectionStatus.CHANGED,
        o.DecisionSetAside: ObjectionStatus.SENT_BACK,
    },
    ObjectionStatus.TAKEN_BACK: {},
    ObjectionStatus.UPHELD: {},
    ObjectionStatus.CHANGED: {},
    ObjectionStatus.SENT_BACK: {},
}
"""Where an objection stands, and what moves it. The last four also come from outside, with or without an objection."""

REVIEW_STATUS: Final[Mapping[type[t.TaskEvent], ObjectionStatus]] = {
    event: status
    for event, status in OBJECTION_TRANSITIONS[ObjectionStatus.RAISED].items()
    if issubclass(event, o.ReviewEvent)
}
"""What each outcome of a review makes of an objection."""

UNDOING: Final[tuple[type[t.TaskEvent], ...]] = (
    u.LicenceRetracted,
    u.LicenceRevokedAsPenalty,
    u.ResultCancelled,
)
"""Besides `DecisionRevoked`, which stands with the promises in `transitions`."""

OBJECTING: Final[tuple[type[t.TaskEvent], ...]] = (
    o.ObjectionRaised,
    o.ObjectionTakenBack,
    o.ObjectionOverdue,
    o.DecisionUpheld,
    o.DecisionChanged,
    o.DecisionSetAside,
    o.UndoingSetAside,
)
IN_CLOSED_CASE: Final[tuple[type[e.CaseEvent], ...]] = (
    t.DecisionRevoked,
    *UNDOING,
    o.DecisionUpheld,
    e.OutcomeRevised,
    e.NoticeIssued,
)
"""An undoing leaves nothing to do, so the case stays in the archive; an objection or a new copy takes it out."""

_OBJECTION_STAYS: Final = (o.ObjectionRaised, o.ObjectionTakenBack, o.ObjectionOverdue, o.DecisionUpheld)


def _disputed(status: TaskStatus) -> dict[type[t.TaskEvent], TaskStatus]:
    return dict.fromkeys(_OBJECTION_STAYS, status)


def granted_row(status: TaskStatus, *, replaced: TaskStatus) -> dict[type[t.TaskEvent], TaskStatus]:
    """What may follow a decision for the applicant; `replaced`: the status once an output is issued again."""
    return {
        t.DecisionRevoked: TaskStatus.REVOKED,
        u.LicenceRetracted: TaskStatus.RETRACTED,
        u.LicenceRevokedAsPenalty: TaskStatus.REVOKED_AS_PENALTY,
        u.ResultCancelled: TaskStatus.CANCELLED,
        u.OutputReplaced: replaced,
        o.DecisionSetAside: TaskStatus.UNDER_REVIEW,
        **_disputed(status),
    }


def undone_row(status: TaskStatus) -> dict[type[t.TaskEvent], TaskStatus]:
    """What may follow an undoing. Where a review sets it aside, what was issued is found to be issued already."""
    row: dict[type[t.TaskEvent], TaskStatus] = {o.UndoingSetAside: TaskStatus.APPROVED, **_disputed(status)}
    return row if status is TaskStatus.CANCELLED else {u.ResultCancelled: TaskStatus.CANCELLED, **row}


REFUSED_ROW: Final[Mapping[type[t.TaskEvent], TaskStatus]] = {
    o.DecisionChanged: TaskStatus.APPROVED,
    o.DecisionSetAside: TaskStatus.UNDER_REVIEW,
    **_disputed(TaskStatus.REFUSED),
}


def not_taken_up_row(status: TaskStatus) -> dict[type[t.TaskEvent], TaskStatus]:
    """What may follow where nothing was decided on the merits: set aside, it is with its authority anew."""
    return {o.DecisionSetAside: TaskStatus.DISPATCHED, **_disputed(status)}


COMMAND_EVENTS_AFTER: Final[Mapping[type[Command], tuple[type[e.CaseEvent], ...]]] = {
    uc.RetractLicence: (u.LicenceRetracted,),
    uc.RevokeAsPenalty: (u.LicenceRevokedAsPenalty,),
    uc.CancelResult: (u.ResultCancelled,),
    uc.ReissueOutput: (u.OutputReplaced, e.CaseTakenUpAgain),
    oc.RaiseObjection: (o.ObjectionRaised, e.CaseTakenUpAgain),
    oc.TakeBackObjection: (o.ObjectionTakenBack,),
    oc.DecideObjection: tuple(REVIEW_STATUS),
    oc.RecordExternalReview: (*REVIEW_STATUS, e.CaseTakenUpAgain),
}
"""What each command makes happen."""

OBJECTION_COMMANDS: Final = frozenset({oc.RaiseObjection, oc.RecordExternalReview})
UNDOING_COMMANDS: Final[Mapping[type[Command], UndoingKind]] = {
    RevokeDecision: UndoingKind.REVOKE,
    uc.RetractLicence: UndoingKind.RETRACT,
    uc.CancelResult: UndoingKind.CANCEL,
    uc.RevokeAsPenalty: UndoingKind.PENALTY,
}

_NEED_AN_OBJECTION: Final = frozenset({o.ObjectionTakenBack, o.ObjectionOverdue})
_NEED_NONE: Final = frozenset({o.ObjectionRaised, t.DecisionRevoked, *UNDOING})


def objections_allow(task: TaskState, event: type[t.TaskEvent]) -> bool:
    """Whether the event may happen beside the objections of the task."""
    if event in _NEED_AN_OBJECTION:
        return task.open_objection is not None
    if event in _NEED_NONE:
        return task.open_objection is None
    return True
