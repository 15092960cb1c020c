"""The states of a case and of its tasks, and what moves them.

Rule 1: every state and every transition of a case, of a task, and of its two modes stands in these four tables, of a handover
between places in `handover_transitions`, by the same rule. An event that is not in
the row of the present state cannot happen: `decide` refuses what would cause it, `evolve` refuses the event itself.
Rule 2: nothing here knows who is asking or what time it is.
Rule 3: an event about a task is in both their tables: the case must be at a stage where it may happen, and so must the
task. Where the task is owed papers (容缺受理) or decided on a promise (告知承诺), an event that stands anywhere in the table
of that mode must be in the row of its present state too: so nothing is decided while a paper is owed.

The pictures in docs/case-states.md are drawn from these tables (`core.cases.diagrams`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases import holding_events as held
from yijian.core.cases import objection_events as o
from yijian.core.cases import rule_decision_events as r
from yijian.core.cases import task_events as t
from yijian.core.cases import undoing_events as u
from yijian.core.cases import visit_events as v
from yijian.core.cases.after_decision import (
    IN_CLOSED_CASE,
    OBJECTING,
    REFUSED_ROW,
    UNDOING,
    granted_row,
    not_taken_up_row,
    undone_row,
)
from yijian.core.cases.mode_transitions import (
    COMMITMENT_TRANSITIONS as COMMITMENT_TRANSITIONS,
)
from yijian.core.cases.mode_transitions import (
    OWING_TRANSITIONS as OWING_TRANSITIONS,
)
from yijian.core.cases.rule_transitions import LOOKED_AT
from yijian.core.cases.states import CaseStatus, TaskStatus
from yijian.core.cases.visit_transitions import VISIT_EVENTS, VISIT_TASK_EVENTS

HOLDING: Final[tuple[type[t.TaskEvent], ...]] = (held.TaskTaken, held.TaskGivenBack)
"""Who has a task in hand: it changes nothing else."""
_FILLING_IN: Final[tuple[type[e.CaseEvent], ...]] = (
    e.AnswersRecorded,
    e.FactsLearned,
    e.FactsForgotten,
    e.PaperAttached,
    e.PaperRemoved,
    e.SignatureRequested,
    e.SignatureGiven,
    e.SignaturesVoided,
    e.PromiseMade,
    e.PromiseTakenBack,
)
_NOTICES: Final[tuple[type[e.CaseEvent], ...]] = (e.NoticeIssued, e.NoticeDelivered)
_OWED_COMING: Final[tuple[type[e.CaseEvent], ...]] = (e.OwedPaperBrought, t.OwedPapersComplete)
_CHANGING: Final[tuple[type[e.CaseEvent], ...]] = (
    e.AnswersChanged,
    e.SignaturesVoided,
    e.SignatureRequested,
    e.SignatureGiven,
    e.TaskAdded,
    t.TaskDropped,
    t.TaskReplanned,
)
_PRE_CHECK: Final[tuple[type[e.CaseEvent], ...]] = (
    *_CHANGING,
    *_OWED_COMING,
    e.FactsLearned,
    e.DefectsReported,
    e.DefectDropped,
    t.TaskWithdrawn,
    t.TaskEndedWithCase,
    *_NOTICES,
)
_BETWEEN_PLACES: Final[tuple[type[e.CaseEvent], ...]] = (
    h.PaperBroughtToWindow,
    h.PapersHandedOver,
    h.CollectingOverdue,
    h.HandoverTaken,
    h.HandoverRefused,
    h.HandoverComplete,
)
_CHECKING: Final[tuple[type[e.CaseEvent], ...]] = (
    t.CheckOverdue,
    t.PromiseKept,
    t.PromiseBroken,
    t.CorrectionOrdered,
    t.CorrectionOverdue,
    t.PromiseCorrected,
    *LOOKED_AT,
    *HOLDING,
    t.DecisionRevoked,
    *UNDOING,
    *OBJECTING,
    t.ChangeAcknowledged,
)
_HANDING_OVER: Final[tuple[type[e.CaseEvent], ...]] = (
    *_CHECKING,
    e.FactsLearned,
    t.OutputIssued,
    t.TaskOutputsIssued,
    h.ResultSent,
    t.OutputDelivered,
    t.TaskDelivered,
    u.OutputReplaced,
    *_NOTICES,
)
_HANDLING: Final[tuple[type[e.CaseEvent], ...]] = (
    *_CHANGING,
    t.TaskTouchedByChange,
    t.TaskDispatched,
    t.TaskAccepted,
    t.TaskDeemedAccepted,
    t.TaskAcceptanceOverdue,
    *_OWED_COMING,
    t.PapersOwed,
    t.OwedPapersReminded,
    t.ExtensionAsked,
    t.OwedPapersOverdue,
    t.OwingExtended,
    t.OwingEnded,
    t.CheckScheduled,
    t.TaskNotAccepted,
    t.TaskNotCompetent,
    t.TaskTransferred,
    t.TaskBlocked,
    o.TaskUnblocked,
    *VISIT_EVENTS,
    r.RulesLeftToOfficer,
    r.DecidedByRules,
    r.DrawnForSample,
    t.ReviewBegun,
    t.ClockSuspended,
    t.ClockResumed,
    t.LimitExtended,
    t.LimitExtensionRequested,
    t.LimitExtensionDeclined,
    t.TaskDueSoon,
    t.TaskOverdue,
    t.TaskApproved,
    t.TaskRefused,
    t.TaskWithdrawn,
    t.TaskEnded,
    t.TaskEndedWithCase,
    e.RemainderWithdrawn,
    e.RemainderEnded,
    *_HANDING_OVER,
)
_STOPPING: Final[Mapping[type[e.CaseEvent], CaseStatus]] = {
    e.CaseWithdrawn: CaseStatus.WITHDRAWN,
    e.CaseEnded: CaseStatus.ENDED,
}
_AFTERWARDS: Final[tuple[type[e.CaseEvent], ...]] = (e.CaseRated, e.NoticeDelivered)


def _stay(
    status: CaseStatus, events: tuple[type[e.CaseEvent], ...]
) -> Mapping[type[e.CaseEvent], CaseStatus]:
    return dict.fromkeys(events, status)


CASE_TRANSITIONS: Final[Mapping[CaseStatus | None, Mapping[type[e.CaseEvent], CaseStatus]]] = {
    None: {e.CaseStarted: CaseStatus.DRAFT},
    CaseStatus.DRAFT: {
        **_stay(CaseStatus.DRAFT, (*_FILLING_IN, h.CollectionChosen)),
        e.CaseReceived: CaseStatus.RECEIVED,
        e.CaseWithdrawn: CaseStatus.WITHDRAWN,
    },
    CaseStatus.RECEIVED: {
        **_stay(CaseStatus.RECEIVED, (*_PRE_CHECK, *_BETWEEN_PLACES)),
        e.CorrectionNotified: CaseStatus.CORRECTION_NOTIFIED,
        e.CaseDispatched: CaseStatus.IN_PROGRESS,
        **_STOPPING,
    },
    CaseStatus.CORRECTION_NOTIFIED: {
        **_stay(CaseStatus.CORRECTION_NOTIFIED, (*_FILLING_IN, *_NOTICES, e.SupplementOverdue)),
        t.TaskWithdrawn: CaseStatus.CORRECTION_NOTIFIED,
        t.TaskEndedWithCase: CaseStatus.CORRECTION_NOTIFIED,
        e.CaseSupplemented: CaseStatus.SUPPLEMENTED,
        **_STOPPING,
    },
    CaseStatus.SUPPLEMENTED: {
        **_stay(CaseStatus.SUPPLEMENTED, _PRE_CHECK),
        e.CorrectionNotified: CaseStatus.CORRECTION_NOTIFIED,
        e.CaseDispatched: CaseStatus.IN_PROGRESS,
        **_STOPPING,
    },
    CaseStatus.IN_PROGRESS: {
        **_stay(CaseStatus.IN_PROGRESS, _HANDLING),
        e.CaseDecided: CaseStatus.DECIDED,
        **_STOPPING,
    },
    CaseStatus.DECIDED: {
        **_stay(CaseStatus.DECIDED, (*_HANDING_OVER, e.OutcomeRevised, e.CaseRated)),
        e.CaseDelivered: CaseStatus.DELIVERED,
        e.CaseClosed: CaseStatus.CLOSED,
        e.CaseReopened: CaseStatus.IN_PROGRESS,
    },
    CaseStatus.DELIVERED: {
        **_stay(CaseStatus.DELIVERED, (*_AFTERWARDS, *_CHECKING, e.OutcomeRevised, e.NoticeIssued)),
        e.CaseClosed: CaseStatus.CLOSED,
        e.CaseTakenUpAgain: CaseStatus.DECIDED,
        e.CaseReopened: CaseStatus.IN_PROGRESS,
    },
    CaseStatus.CLOSED: {
        **_stay(CaseStatus.CLOSED, (*_AFTERWARDS, *IN_CLOSED_CASE)),
        e.CaseTakenUpAgain: CaseStatus.DECIDED,
    },
    CaseStatus.WITHDRAWN: _stay(CaseStatus.WITHDRAWN, _NOTICES),
    CaseStatus.ENDED: _stay(CaseStatus.ENDED, _NOTICES),
}
"""What may happen to a case in each status, and the status it has then. None: before it was begun."""

_GIVEN_UP: Final[Mapping[type[t.TaskEvent], TaskStatus]] = {
    t.TaskWithdrawn: TaskStatus.WITHDRAWN,
    t.TaskEndedWithCase: TaskStatus.ENDED,
}
_WITH_ITS_AUTHORITY: Final[Mapping[type[t.TaskEvent], TaskStatus]] = {
    **_GIVEN_UP,
    t.TaskDropped: TaskStatus.DROPPED,
    t.TaskEnded: TaskStatus.ENDED,
}


def _task_stays(
    status: TaskStatus, events: tuple[type[t.TaskEvent], ...]
) -> Mapping[type[t.TaskEvent], TaskStatus]:
    return dict.fromkeys(events, status)


_WHILE_OWED: Final[tuple[type[t.TaskEvent], ...]] = (
    t.OwedPapersReminded,
    t.ExtensionAsked,
    t.OwedPapersOverdue,
    t.OwingExtended,
    t.OwedPapersComplete,
)
_WHILE_CHANGED: Final[tuple[type[t.TaskEvent], ...]] = (
    *HOLDING,
    t.TaskReplanned,
    t.TaskTouchedByChange,
    t.ChangeAcknowledged,
)
_WHILE_CHECKED: Final[tuple[type[t.TaskEvent], ...]] = (
    t.CheckOverdue,
    t.PromiseKept,
    t.PromiseBroken,
    t.CorrectionOrdered,
    t.CorrectionOverdue,
    t.PromiseCorrected,
    t.TaskTouchedByChange,
    t.ChangeAcknowledged,
    *LOOKED_AT,
    *HOLDING,
)
_RUNNING: Final[Mapping[type[t.TaskEvent], TaskStatus]] = {
    t.OwingEnded: TaskStatus.ENDED,
    t.ClockSuspended: TaskStatus.SUSPENDED,
    t.TaskApproved: TaskStatus.APPROVED,
    t.TaskRefused: TaskStatus.REFUSED,
    **_WITH_ITS_AUTHORITY,
}

TASK_TRANSITIONS: Final[Mapping[TaskStatus, Mapping[type[t.TaskEvent], TaskStatus]]] = {
    TaskStatus.WAITING: {
        t.TaskDispatched: TaskStatus.DISPATCHED,
        t.TaskBlocked: TaskStatus.CANNOT_START,
        t.OwedPapersComplete: TaskStatus.WAITING,
        t.TaskReplanned: TaskStatus.WAITING,
        t.TaskDropped: TaskStatus.DROPPED,
        **_GIVEN_UP,
    },
    TaskStatus.DISPATCHED: {
        t.TaskAccepted: TaskStatus.ACCEPTED,
        t.TaskDeemedAccepted: TaskStatus.ACCEPTED,
        t.TaskAcceptanceOverdue: TaskStatus.DISPATCHED,
        t.TaskNotAccepted: TaskStatus.NOT_ACCEPTED,
        t.TaskNotCompetent: TaskStatus.NOT_COMPETENT,
        t.TaskTransferred: TaskStatus.DISPATCHED,
        t.OwedPapersComplete: TaskStatus.DISPATCHED,
        v.VisitLeft: TaskStatus.DISPATCHED,
        r.RulesLeftToOfficer: TaskStatus.DISPATCHED,
        **_task_stays(TaskStatus.DISPATCHED, _WHILE_CHANGED),
        **_WITH_ITS_AUTHORITY,
    },
    TaskStatus.ACCEPTED: {
        t.PapersOwed: TaskStatus.ACCEPTED,
        r.RulesLeftToOfficer: TaskStatus.ACCEPTED,
        **_task_stays(TaskStatus.ACCEPTED, (*_WHILE_OWED, *_WHILE_CHANGED, *VISIT_TASK_EVENTS)),
        t.ReviewBegun: TaskStatus.UNDER_REVIEW,
        t.LimitExtended: TaskStatus.ACCEPTED,
        t.LimitExtensionRequested: TaskStatus.ACCEPTED,
        t.LimitExtensionDeclined: TaskStatus.ACCEPTED,
        t.TaskDueSoon: TaskStatus.ACCEPTED,
        t.TaskOverdue: TaskStatus.ACCEPTED,
        **_RUNNING,
    },
    TaskStatus.UNDER_REVIEW: {
        **_task_stays(TaskStatus.UNDER_REVIEW, (*_WHILE_OWED, *_WHILE_CHANGED, *VISIT_TASK_EVENTS)),
        t.LimitExtended: TaskStatus.UNDER_REVIEW,
        r.RulesLeftToOfficer: TaskStatus.UNDER_REVIEW,
        t.LimitExtensionRequested: TaskStatus.UNDER_REVIEW,
        t.LimitExtensionDeclined: TaskStatus.UNDER_REVIEW,
        t.TaskDueSoon: TaskStatus.UNDER_REVIEW,
        t.TaskOverdue: TaskStatus.UNDER_REVIEW,
        **_RUNNING,
    },
    TaskStatus.SUSPENDED: {
        **_task_stays(TaskStatus.SUSPENDED, (*_WHILE_OWED, *_WHILE_CHANGED, *VISIT_TASK_EVENTS)),
        t.OwingEnded: TaskStatus.ENDED,
        t.ClockResumed: TaskStatus.UNDER_REVIEW,
        **_WITH_ITS_AUTHORITY,
    },
    TaskStatus.APPROVED: {
        t.CheckScheduled: TaskStatus.APPROVED,
        r.DecidedByRules: TaskStatus.APPROVED,
        r.DrawnForSample: TaskStatus.APPROVED,
        **_task_stays(TaskStatus.APPROVED, _WHILE_CHECKED),
        **granted_row(TaskStatus.APPROVED, replaced=TaskStatus.APPROVED),
        t.OutputIssued: TaskStatus.APPROVED,
        h.ResultSent: TaskStatus.APPROVED,
        t.OutputDelivered: TaskStatus.APPROVED,
        t.TaskOutputsIssued: TaskStatus.OUTPUT_ISSUED,
    },
    TaskStatus.OUTPUT_ISSUED: {
        **_task_stays(TaskStatus.OUTPUT_ISSUED, _WHILE_CHECKED),
        **granted_row(TaskStatus.OUTPUT_ISSUED, replaced=TaskStatus.OUTPUT_ISSUED),
        h.ResultSent: TaskStatus.OUTPUT_ISSUED,
        t.OutputDelivered: TaskStatus.OUTPUT_ISSUED,
        t.TaskDelivered: TaskStatus.DELIVERED,
    },
    TaskStatus.DELIVERED: {
        **_task_stays(TaskStatus.DELIVERED, _WHILE_CHECKED),
        **granted_row(TaskStatus.DELIVERED, replaced=TaskStatus.OUTPUT_ISSUED),
    },
    TaskStatus.DROPPED: {},
    TaskStatus.REVOKED: undone_row(TaskStatus.REVOKED),
    TaskStatus.RETRACTED: undone_row(TaskStatus.RETRACTED),
    TaskStatus.REVOKED_AS_PENALTY: undone_row(TaskStatus.REVOKED_AS_PENALTY),
    TaskStatus.CANCELLED: undone_row(TaskStatus.CANCELLED),
    TaskStatus.REFUSED: REFUSED_ROW,
    TaskStatus.NOT_ACCEPTED: not_taken_up_row(TaskStatus.NOT_ACCEPTED),
    TaskStatus.NOT_COMPETENT: not_taken_up_row(TaskStatus.NOT_COMPETENT),
    TaskStatus.CANNOT_START: {o.TaskUnblocked: TaskStatus.WAITING},
    TaskStatus.WITHDRAWN: {},
    TaskStatus.ENDED: not_taken_up_row(TaskStatus.ENDED),
}
"""What may happen to a task in each status, and the status it has then."""
