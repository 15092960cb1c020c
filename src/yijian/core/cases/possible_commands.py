"""What can be asked of a case now: which events each command makes happen, and in which states they can.

The tables of states stand in `transitions`; here is what a command needs of them, and of the data beside the status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yijian.core.cases import commands as c
from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases import task_events as t
from yijian.core.cases.after_decision import COMMAND_EVENTS_AFTER, OBJECTION_COMMANDS, UNDOING_COMMANDS
from yijian.core.cases.handover_transitions import handover_allows
from yijian.core.cases.handovers import ResultReturn
from yijian.core.cases.holding import HOLDING_COMMANDS, holding_allows
from yijian.core.cases.mode_transitions import modes_allow, owed_papers
from yijian.core.cases.procedures import procedure_for
from yijian.core.cases.rule_transitions import LOOKED_AT
from yijian.core.cases.states import CaseState, CaseStatus, TaskState, TaskStatus
from yijian.core.cases.transitions import CASE_TRANSITIONS, TASK_TRANSITIONS
from yijian.core.cases.visit_transitions import VISIT_COMMANDS, visits_allow, visits_of_task_allow

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
    c.ChooseCollection: (h.CollectionChosen,),
    c.BringToWindow: (h.PaperBroughtToWindow,),
    c.HandOver: (h.PapersHandedOver,),
    c.TakeOver: (h.HandoverTaken,),
    c.RefuseHandover: (h.HandoverRefused,),
    c.SendResult: (h.ResultSent,),
    c.GiveOutResult: (t.OutputDelivered,),
    c.SubmitCase: (e.CaseReceived,),
    c.ReportDefects: (e.DefectsReported,),
    c.DropDefect: (e.DefectDropped,),
    c.NotifyCorrection: (e.CorrectionNotified,),
    c.SubmitSupplement: (e.CaseSupplemented,),
    c.ChangeAnswers: (e.AnswersChanged,),
    c.DispatchCase: (e.CaseDispatched,),
    c.AcceptTask: (t.TaskAccepted,),
    c.DeclineTask: (t.TaskNotAccepted,),
    c.DeclareNotCompetent: (t.TaskNotCompetent,),
    c.TransferTask: (t.TaskTransferred,),
    **HOLDING_COMMANDS,
    c.BeginReview: (t.ReviewBegun,),
    c.SuspendClock: (t.ClockSuspended,),
    c.ResumeClock: (t.ClockResumed,),
    c.RequestLimitExtension: (t.LimitExtensionRequested,),
    c.ExtendLimit: (t.LimitExtended,),
    c.DeclineLimitExtension: (t.LimitExtensionDeclined,),
    c.AcknowledgeChange: (t.ChangeAcknowledged,),
    **VISIT_COMMANDS,
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
    c.RecordSample: LOOKED_AT,
    c.RevokeDecision: (t.DecisionRevoked,),
    **COMMAND_EVENTS_AFTER,
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
    return any(event in row and handover_allows(state, event) for event in COMMAND_EVENTS[command])


def task_allows(task: TaskState, command: type[c.Command]) -> bool:
    """Whether the status of the task, of its modes and of what is objected, and its kind of matter, allow the command."""
    undoing = UNDOING_COMMANDS.get(command)
    if undoing is not None and undoing not in procedure_for(task.spec).undoings:
        return False
    if command is c.DeclineLimitExtension and task.open_extension_request is None:
        return False
    if command is c.RequestLimitExtension and task.open_extension_request is not None:
        return False
    if command is c.DecideObjection and task.open_objection is None:
        return False
    if not holding_allows(task, command):
        return False
    if command in OBJECTION_COMMANDS and task.status is TaskStatus.ENDED and task.reason is None:
        return False  # ended with the whole, by the lead authority: not a decision of this one
    if command is c.ReissueOutput and not any(output.stands for output in task.outputs):
        return False
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
        if command in (c.Sign, c.RequestSignature) and not _signs(state):
            continue
        if state is not None and not visits_allow(state, command):
            continue
        if not issubclass(command, c.TaskCommand):
            possible.append(PossibleCommand(command=command))
            continue
        tasks = state.tasks if state else ()
        keys = tuple(
            task.spec.key
            for task in tasks
            if task_allows(task, command)
            and (command is not c.AcknowledgeChange or task.unseen_changes)
            and _results_allow(state, task, command)
            and (state is None or visits_of_task_allow(state, task, command))
        )
        if keys:
            possible.append(PossibleCommand(command=command, tasks=keys))
    return tuple(possible)


def _results_allow(state: CaseState | None, task: TaskState, command: type[c.Command]) -> bool:
    """Whether a result of the task waits to go to the window, or to be handed out there."""
    if command not in (c.SendResult, c.GiveOutResult):
        return True
    handover = state.handover if state else None
    if handover is None or handover.collection.returns is not ResultReturn.COLLECTING_PLACE:
        return False
    waiting = [out for out in task.outputs if out.id in task.outputs_to_deliver and out.stands]
    return any((out.sent_at is None) == (command is c.SendResult) for out in waiting)


def _signs(state: CaseState | None) -> bool:
    """Whether anybody may sign: while it is filled in, and later those whom a change makes sign."""
    filled_in = {CaseStatus.DRAFT, CaseStatus.CORRECTION_NOTIFIED}
    return state is not None and (state.status in filled_in or bool(state.to_sign))
