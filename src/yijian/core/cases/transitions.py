"""The states of a case and of its tasks, and what moves them.

Rule 1: every state and every transition of a case, of a task, and of its two modes stands in these four tables. An event that is not in
the row of the present state cannot happen: `decide` refuses what would cause it, `evolve` refuses the event itself.
Rule 2: nothing here knows who is asking or what time it is.
Rule 3: an event about a task is in both their tables: the case must be at a stage where it may happen, and so must the
task. Where the task is owed papers (容缺受理) or decided on a promise (告知承诺), an event that stands anywhere in the table
of that mode must be in the row of its present state too: so nothing is decided while a paper is owed.

The pictures in docs/case-states.md are drawn from these tables (`core.cases.diagrams`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yijian.core.cases import commands as c
from yijian.core.cases import events as e
from yijian.core.cases import task_events as t
from yijian.core.cases.mode_transitions import (
    COMMITMENT_TRANSITIONS as COMMITMENT_TRANSITIONS,
)
from yijian.core.cases.mode_transitions import (
    OWING_TRANSITIONS as OWING_TRANSITIONS,
)
from yijian.core.cases.mode_transitions import modes_allow, owed_papers
from yijian.core.cases.states import CaseState, CaseStatus, TaskState, TaskStatus

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
_PRE_CHECK: Final[tuple[type[e.CaseEvent], ...]] = (
    *_OWED_COMING,
    e.FactsLearned,
    e.DefectsReported,
    e.DefectDropped,
    t.TaskWithdrawn,
    t.TaskEndedWithCase,
    *_NOTICES,
)
_CHECKING: Final[tuple[type[e.CaseEvent], ...]] = (
    t.CheckOverdue,
    t.PromiseKept,
    t.PromiseBroken,
    t.CorrectionOrdered,
    t.CorrectionOverdue,
    t.PromiseCorrected,
    t.DecisionRevoked,
)
_HANDING_OVER: Final[tuple[type[e.CaseEvent], ...]] = (
    *_CHECKING,
    e.FactsLearned,
    t.OutputIssued,
    t.TaskOutputsIssued,
    t.OutputDelivered,
    t.TaskDelivered,
    *_NOTICES,
)
_HANDLING: Final[tuple[type[e.CaseEvent], ...]] = (
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
    t.TaskBlocked,
    t.ReviewBegun,
    t.ClockSuspended,
    t.ClockResumed,
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
        **_stay(CaseStatus.DRAFT, _FILLING_IN),
        e.CaseReceived: CaseStatus.RECEIVED,
        e.CaseWithdrawn: CaseStatus.WITHDRAWN,
    },
    CaseStatus.RECEIVED: {
        **_stay(CaseStatus.RECEIVED, _PRE_CHECK),
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
    },
    CaseStatus.DELIVERED: {
        **_stay(CaseStatus.DELIVERED, (*_AFTERWARDS, *_CHECKING, e.OutcomeRevised, e.NoticeIssued)),
        e.CaseClosed: CaseStatus.CLOSED,
    },
    CaseStatus.CLOSED: _stay(CaseStatus.CLOSED, _AFTERWARDS),
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
_WHILE_CHECKED: Final[tuple[type[t.TaskEvent], ...]] = (
    t.CheckOverdue,
    t.PromiseKept,
    t.PromiseBroken,
    t.CorrectionOrdered,
    t.CorrectionOverdue,
    t.PromiseCorrected,
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
        **_GIVEN_UP,
    },
    TaskStatus.DISPATCHED: {
        t.TaskAccepted: TaskStatus.ACCEPTED,
        t.TaskDeemedAccepted: TaskStatus.ACCEPTED,
        t.TaskAcceptanceOverdue: TaskStatus.DISPATCHED,
        t.TaskNotAccepted: TaskStatus.NOT_ACCEPTED,
        t.TaskNotCompetent: TaskStatus.NOT_COMPETENT,
        t.OwedPapersComplete: TaskStatus.DISPATCHED,
        **_WITH_ITS_AUTHORITY,
    },
    TaskStatus.ACCEPTED: {
        t.PapersOwed: TaskStatus.ACCEPTED,
        **_task_stays(TaskStatus.ACCEPTED, _WHILE_OWED),
        t.ReviewBegun: TaskStatus.UNDER_REVIEW,
        t.TaskDueSoon: TaskStatus.ACCEPTED,
        t.TaskOverdue: TaskStatus.ACCEPTED,
        **_RUNNING,
    },
    TaskStatus.UNDER_REVIEW: {
        **_task_stays(TaskStatus.UNDER_REVIEW, _WHILE_OWED),
        t.TaskDueSoon: TaskStatus.UNDER_REVIEW,
        t.TaskOverdue: TaskStatus.UNDER_REVIEW,
        **_RUNNING,
    },
    TaskStatus.SUSPENDED: {
        **_task_stays(TaskStatus.SUSPENDED, _WHILE_OWED),
        t.OwingEnded: TaskStatus.ENDED,
        t.ClockResumed: TaskStatus.UNDER_REVIEW,
        **_WITH_ITS_AUTHORITY,
    },
    TaskStatus.APPROVED: {
        t.CheckScheduled: TaskStatus.APPROVED,
        **_task_stays(TaskStatus.APPROVED, _WHILE_CHECKED),
        t.DecisionRevoked: TaskStatus.REVOKED,
        t.OutputIssued: TaskStatus.APPROVED,
        t.OutputDelivered: TaskStatus.APPROVED,
        t.TaskOutputsIssued: TaskStatus.OUTPUT_ISSUED,
    },
    TaskStatus.OUTPUT_ISSUED: {
        **_task_stays(TaskStatus.OUTPUT_ISSUED, _WHILE_CHECKED),
        t.DecisionRevoked: TaskStatus.REVOKED,
        t.OutputDelivered: TaskStatus.OUTPUT_ISSUED,
        t.TaskDelivered: TaskStatus.DELIVERED,
    },
    TaskStatus.DELIVERED: {
        **_task_stays(TaskStatus.DELIVERED, _WHILE_CHECKED),
        t.DecisionRevoked: TaskStatus.REVOKED,
    },
    TaskStatus.REVOKED: {},
    TaskStatus.REFUSED: {},
    TaskStatus.NOT_ACCEPTED: {},
    TaskStatus.NOT_COMPETENT: {},
    TaskStatus.CANNOT_START: {},
    TaskStatus.WITHDRAWN: {},
    TaskStatus.ENDED: {},
}
"""What may happen to a task in each status, and the status it has then."""

COMMAND_EVENTS: Final[Mapping[type[c.Command], tuple[type[e.CaseEvent], ...]]] = {
    c.StartCase: (e.CaseStarted,),
    c.RecordAnswers: (e.AnswersRecorded,),
    c.LearnFacts: (e.FactsLearned,),
    c.ForgetFacts: (e.FactsForgotten,),
    c.AttachPaper: (e.PaperAttached,),
    c.RemovePaper: (e.PaperRemoved,),
    c.RequestSignature: (e.SignatureRequested,),
    c.Sign: (e.SignatureGiven,),
    c.MakePromise: (e.PromiseMade,),
    c.TakeBackPromise: (e.PromiseTakenBack,),
    c.SubmitCase: (e.CaseReceived,),
    c.ReportDefects: (e.DefectsReported,),
    c.DropDefect: (e.DefectDropped,),
    c.NotifyCorrection: (e.CorrectionNotified,),
    c.SubmitSupplement: (e.CaseSupplemented,),
    c.DispatchCase: (e.CaseDispatched,),
    c.AcceptTask: (t.TaskAccepted,),
    c.DeclineTask: (t.TaskNotAccepted,),
    c.DeclareNotCompetent: (t.TaskNotCompetent,),
    c.BeginReview: (t.ReviewBegun,),
    c.SuspendClock: (t.ClockSuspended,),
    c.ResumeClock: (t.ClockResumed,),
    c.BringOwedPaper: (e.OwedPaperBrought,),
    c.AskForExtension: (t.ExtensionAsked,),
    c.ExtendOwing: (t.OwingExtended,),
    c.EndOwing: (t.OwingEnded,),
    c.ApproveTask: (t.TaskApproved,),
    c.RefuseTask: (t.TaskRefused,),
    c.IssueOutput: (t.OutputIssued,),
    c.DeliverOutput: (t.OutputDelivered,),
    c.CheckPromise: (t.PromiseKept, t.PromiseBroken),
    c.OrderCorrection: (t.CorrectionOrdered,),
    c.ConfirmCorrection: (t.PromiseCorrected,),
    c.RevokeDecision: (t.DecisionRevoked,),
    c.EndTask: (t.TaskEnded,),
    c.ConfirmNoticeDelivery: (e.NoticeDelivered,),
    c.WithdrawCase: (e.CaseWithdrawn, e.RemainderWithdrawn),
    c.EndCase: (e.CaseEnded, e.RemainderEnded),
    c.RateCase: (e.CaseRated,),
    c.CloseCase: (e.CaseClosed,),
}
"""What each command makes happen: it is possible where one of these events is. Timers are checked by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleCommand:
    """A command that the state allows; for a task command, the keys of the tasks it may go to.

    Whether somebody may give it, and whether the data suffice, is another question.
    """

    command: type[c.Command]
    tasks: tuple[str, ...] = ()


def case_allows(state: CaseState | None, command: type[c.Command]) -> bool:
    """Whether the status of the case allows the command."""
    row = CASE_TRANSITIONS[None if state is None else state.status]
    return any(event in row for event in COMMAND_EVENTS[command])


def task_allows(task: TaskState, command: type[c.Command]) -> bool:
    """Whether the status of the task, and of its modes, allows the command."""
    row = TASK_TRANSITIONS[task.status]
    return any(
        issubclass(event, t.TaskEvent) and event in row and modes_allow(task, event)
        for event in COMMAND_EVENTS[command]
    )


def possible_commands(state: CaseState | None) -> tuple[PossibleCommand, ...]:
    """Every command the state allows, in the order of a case's life."""
    possible = []
    for command in COMMAND_EVENTS:
        if not case_allows(state, command):
            continue
        if command is c.BringOwedPaper and not (state and owed_papers(state)):
            continue
        if not issubclass(command, c.TaskCommand):
            possible.append(PossibleCommand(command=command))
            continue
        tasks = state.tasks if state else ()
        keys = tuple(task.spec.key for task in tasks if task_allows(task, command))
        if keys:
            possible.append(PossibleCommand(command=command, tasks=keys))
    return tuple(possible)
