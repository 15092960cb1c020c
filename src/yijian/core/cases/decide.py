"""From a state and a command to what happens: events, or a refusal that says what is possible instead.

Rule 1: `decide` is a function: the same state, command and facts give the same events. It never gives none.
Rule 2: it raises nothing but `CommandRefused`.
Rule 3: an authority acts on its own tasks only. Whether a person may act at all is checked by the use case before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any, Final

from yijian.core.cases import (
    changing,
    extending,
    filling_in,
    finishing,
    handing_over,
    handling,
    holding,
    promising,
    receiving,
    reviewing,
    rule_deciding,
    transferring,
    undoing,
    visiting,
)
from yijian.core.cases import commands as c
from yijian.core.cases import holding_commands as hc
from yijian.core.cases import visit_commands as vc
from yijian.core.cases.after_decision import UNDOING_COMMANDS
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import DecisionFacts
from yijian.core.cases.events import CaseEvent, CaseStarted
from yijian.core.cases.following import follow_up
from yijian.core.cases.handing_over import require_place
from yijian.core.cases.handover_refusals import HandoverFirst
from yijian.core.cases.handover_transitions import handover_allows
from yijian.core.cases.objection_commands import APPLICANTS_OWN
from yijian.core.cases.possible_commands import COMMAND_EVENTS, case_allows, possible_commands, task_allows
from yijian.core.cases.procedures import procedure_for
from yijian.core.cases.promise_refusals import PapersStillOwed
from yijian.core.cases.refusals import (
    CaseAlreadyStarted,
    CommandNotPossible,
    NoSuchCase,
    TaskCommandNotPossible,
)
from yijian.core.cases.states import CaseState, TaskState
from yijian.core.cases.transitions import CASE_TRANSITIONS
from yijian.core.cases.undoing_refusals import UndoingNotForKind

_HANDLERS: Final[Mapping[type[c.Command], Callable[[Decision, Any], None]]] = {
    c.RecordAnswers: filling_in.record_answers,
    c.LearnFacts: filling_in.learn_facts,
    c.ForgetFacts: filling_in.forget_facts,
    c.AttachPaper: filling_in.attach_paper,
    c.RemovePaper: filling_in.remove_paper,
    c.RequestSignature: filling_in.request_signature,
    c.Sign: filling_in.sign,
    c.MakePromise: promising.make_promise,
    c.TakeBackPromise: promising.take_back_promise,
    c.ChooseCollection: handing_over.choose_collection,
    c.BringToWindow: handing_over.bring_to_window,
    c.HandOver: handing_over.hand_over,
    c.TakeOver: handing_over.take_over,
    c.RefuseHandover: handing_over.refuse_handover,
    c.SendResult: handing_over.send_result,
    c.GiveOutResult: handing_over.give_out_result,
    c.SubmitCase: receiving.submit_case,
    c.ReportDefects: receiving.report_defects,
    c.DropDefect: receiving.drop_defect,
    c.NotifyCorrection: receiving.notify_correction,
    c.SubmitSupplement: receiving.submit_supplement,
    c.ChangeAnswers: changing.change_answers,
    c.DispatchCase: receiving.dispatch_case,
    c.AcceptTask: handling.accept_task,
    c.DeclineTask: handling.decline_task,
    c.DeclareNotCompetent: handling.declare_not_competent,
    c.TransferTask: transferring.transfer_task,
    hc.TakeTask: holding.take_task,
    hc.GiveBackTask: holding.give_back_task,
    hc.AssignTask: holding.assign_task,
    c.BeginReview: handling.begin_review,
    c.SuspendClock: handling.suspend_clock,
    c.ResumeClock: handling.resume_clock,
    c.RequestLimitExtension: extending.request_extension,
    c.ExtendLimit: extending.extend_limit,
    c.DeclineLimitExtension: extending.decline_extension,
    c.AcknowledgeChange: changing.acknowledge_change,
    vc.ProposeVisit: visiting.propose_visit,
    vc.JoinVisit: visiting.join_visit,
    vc.LeaveVisit: visiting.leave_visit,
    vc.AskForOtherDay: visiting.ask_for_other_day,
    vc.MoveVisit: visiting.move_visit,
    vc.HoldVisit: visiting.hold_visit,
    vc.RecordFinding: visiting.record_finding,
    vc.CallOffVisit: visiting.call_off_visit,
    c.BringOwedPaper: promising.bring_owed_paper,
    c.AskForExtension: promising.ask_for_extension,
    c.ExtendOwing: promising.extend_owing,
    c.EndOwing: promising.end_owing,
    c.ApproveTask: handling.approve_task,
    c.RefuseTask: handling.refuse_task,
    c.IssueOutput: handling.issue_output,
    c.DeliverOutput: handling.deliver_output,
    c.CheckPromise: promising.check_promise,
    c.OrderCorrection: promising.order_correction,
    c.ConfirmCorrection: promising.confirm_correction,
    c.RecordSample: rule_deciding.record_sample,
    c.RevokeDecision: undoing.revoke_decision,
    c.RetractLicence: undoing.retract_licence,
    c.RevokeAsPenalty: undoing.revoke_as_penalty,
    c.CancelResult: undoing.cancel_result,
    c.ReissueOutput: undoing.reissue_output,
    c.RaiseObjection: reviewing.raise_objection,
    c.TakeBackObjection: reviewing.take_back_objection,
    c.DecideObjection: reviewing.decide_objection,
    c.RecordExternalReview: reviewing.record_external_review,
    c.EndTask: handling.end_task,
    c.ConfirmNoticeDelivery: finishing.confirm_notice_delivery,
    c.WithdrawCase: finishing.withdraw_case,
    c.EndCase: finishing.end_case,
    c.RateCase: finishing.rate_case,
    c.CloseCase: finishing.close_case,
    c.FireTimer: finishing.fire_timer,
}


def decide(state: CaseState | None, command: c.Command, facts: DecisionFacts) -> tuple[CaseEvent, ...]:
    """What happens when the command is given: at least one event, in order. `state` None: there is no case yet.

    Raises a subclass of CommandRefused; nothing has happened then.
    """
    if isinstance(command, c.StartCase):
        return _start(state, command, facts)
    if state is None:
        raise NoSuchCase
    decision = Decision(state, facts)
    if not isinstance(command, c.FireTimer):
        _require_possible(decision, command)
    _HANDLERS[type(command)](decision, command)
    follow_up(decision)
    return tuple(decision.events)


def _start(state: CaseState | None, command: c.StartCase, facts: DecisionFacts) -> tuple[CaseEvent, ...]:
    if state is not None:
        raise CaseAlreadyStarted
    return (
        CaseStarted(
            at=facts.now.astimezone(UTC),
            case_id=command.case_id,
            life_event=command.life_event,
            one_thing=command.one_thing,
            region=command.region,
            lead=command.lead,
        ),
    )


def _require_possible(decision: Decision, command: c.Command) -> None:
    """Raises the refusal that names the state and what it allows; for a task also who may act on it."""
    state, kind = decision.state, type(command)
    if not case_allows(state, kind):
        _require_handed_over(state, kind)
        possible = tuple(one.command for one in possible_commands(state))
        raise CommandNotPossible(status=state.status, command=kind, possible=possible)
    if not isinstance(command, c.TaskCommand):
        return
    task = decision.task(command.task)
    if not isinstance(command, (c.AskForExtension, c.GiveOutResult, *APPLICANTS_OWN)):
        lead = (state.lead,) if isinstance(command, c.DeliverOutput) else ()
        decision.require_authority(task.spec.authority, *lead)
        if decision.facts.actor.authority not in lead:
            require_place(decision, task.spec.place)
    if not task_allows(task, kind):
        if task.owed and isinstance(command, c.ApproveTask | c.RefuseTask):
            raise PapersStillOwed(papers=task.owed)
        _require_kind(task, kind)
        allowed = tuple(one.command for one in possible_commands(state) if task.spec.key in one.tasks)
        raise TaskCommandNotPossible(task=task.spec.key, status=task.status, command=kind, possible=allowed)


def _require_handed_over(state: CaseState, command: type[c.Command]) -> None:
    """Raises HandoverFirst where only the handover stands in the way."""
    row = CASE_TRANSITIONS[state.status]
    events = [event for event in COMMAND_EVENTS[command] if event in row]
    if state.handover is not None and any(not handover_allows(state, event) for event in events):
        raise HandoverFirst(status=state.handover.status)


def _require_kind(task: TaskState, command: type[c.Command]) -> None:
    """Raises UndoingNotForKind where the kind of matter does not know the act."""
    undoing_kind, allowed = UNDOING_COMMANDS.get(command), procedure_for(task.spec).undoings
    if undoing_kind is not None and undoing_kind not in allowed:
        raise UndoingNotForKind(task=task.spec.key, act=undoing_kind, allowed=allowed)
