"""Handlers: an authority and its task, from acceptance to delivery."""

from __future__ import annotations

from datetime import date
from typing import Final

from yijian.core.cases import commands as c
from yijian.core.cases import task_events as t
from yijian.core.cases.approving_by_silence import silence_may_approve
from yijian.core.cases.born_facts import learn_born, output_of, require_born
from yijian.core.cases.clocks import acceptance_deadline, silence_end, suspension_end
from yijian.core.cases.decision import Decision
from yijian.core.cases.deliveries import Delivery
from yijian.core.cases.following import accept_by_silence, silence_accepts
from yijian.core.cases.handing_over import require_deliverable_here
from yijian.core.cases.holding import taken_by_actor
from yijian.core.cases.life_refusals import SignaturesAwaited
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.promising import owe_papers, schedule_check
from yijian.core.cases.refusals import (
    AcceptedBySilence,
    ApprovedBySilence,
    NoSuchOutput,
    OutputAlreadyDelivered,
    OutputAlreadyIssued,
    SuspensionNotAllowed,
)
from yijian.core.cases.states import TaskState
from yijian.core.cases.visit_refusals import VisitSpeaksAgainst
from yijian.core.cases.visits import speak_against
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.time_limit import TimeLimit

OTHER_PROCEDURE = "other"
"""The kind of a stop that the service's rules do not name: it needs a reason."""

LONGEST_STOP: Final = 366
"""The greatest amount a stop's limit may have, so that a slip of the pen cannot stop a clock for ever."""


def accept_task(decision: Decision, command: c.AcceptTask) -> None:
    """Acceptance. After the time to answer it is what silence already made it: accepted from receipt."""
    task = decision.task(command.task)
    if silence_accepts(decision, task):
        accept_by_silence(decision, task)
        return
    decision.record(t.TaskAccepted(at=decision.at, task=command.task, external=command.external))
    if not owe_papers(decision, task):
        decision.issue_notice(NoticeKind.ACCEPTANCE, task=task)


def decline_task(decision: Decision, command: c.DeclineTask) -> None:
    """Non-acceptance, with reasons."""
    task = decision.task(command.task)
    require_not_accepted_by_silence(decision, task)
    decision.record(t.TaskNotAccepted(at=decision.at, task=command.task, reason=command.reason))
    decision.issue_notice(NoticeKind.NON_ACCEPTANCE, task=task, reasons=(command.reason,))


def declare_not_competent(decision: Decision, command: c.DeclareNotCompetent) -> None:
    """Another authority is competent."""
    task = decision.task(command.task)
    require_not_accepted_by_silence(decision, task)
    decision.record(t.TaskNotCompetent(at=decision.at, task=command.task, reason=command.reason))
    decision.issue_notice(NoticeKind.NOT_COMPETENT, task=task, reasons=(command.reason,))


def begin_review(decision: Decision, command: c.BeginReview) -> None:
    """An officer takes the matter in hand."""
    decision.record(t.ReviewBegun(at=decision.at, task=command.task))
    taken_by_actor(decision, command.task)


def suspend_clock(decision: Decision, command: c.SuspendClock) -> None:
    """A stop of the clock; today does not count any more."""
    task = decision.task(command.task)
    require_not_approved_by_silence(decision, task)
    limit = _limit_of_stop(task, command)
    decision.record(
        t.ClockSuspended(
            at=decision.at,
            task=command.task,
            kind=command.kind,
            start=decision.today,
            reason=command.reason,
            limit=limit,
        )
    )
    decision.issue_notice(NoticeKind.SUSPENSION, task=task, reasons=(command.reason,))


def resume_clock(decision: Decision, command: c.ResumeClock) -> None:
    """The clock runs again; today counts."""
    end = day_clock_runs_again(decision, decision.task(command.task))
    decision.record(t.ClockResumed(at=decision.at, task=command.task, end=end))


def day_clock_runs_again(decision: Decision, task: TaskState) -> date:
    """The first day that counts again: today, or earlier if the stop had used up its own limit before."""
    limit_ends = suspension_end(task, decision.facts.calendar)
    return min(decision.today, local_date(limit_ends)) if limit_ends else decision.today


def approve_task(decision: Decision, command: c.ApproveTask) -> None:
    """A decision for the applicant; one on a promise is to be checked. After a change all must have signed, and no visit
    speaks against it. After the time set by law it is what silence already made it, where the law of the service says so."""
    if decision.state.to_sign:
        raise SignaturesAwaited(participants=decision.state.to_sign)
    if silence_approves(decision, decision.task(command.task)):
        approve_by_silence(decision, decision.task(command.task))
        return
    if speak_against(decision.state.visits, command.task):
        raise VisitSpeaksAgainst(task=command.task)
    decision.record(
        t.TaskApproved(
            at=decision.at, task=command.task, external=command.external, judgements=command.judgements
        )
    )
    task = decision.task(command.task)
    decision.issue_notice(NoticeKind.APPROVAL, task=task)
    schedule_check(decision, task)


def silence_approves(decision: Decision, task: TaskState) -> bool:
    """Whether the limit set by law has passed, and the law of the service makes that an approval."""
    if not silence_may_approve(task):
        return False
    end = silence_end(task, decision.facts.calendar)
    return end is not None and decision.at >= end


def approve_by_silence(decision: Decision, task: TaskState) -> None:
    """The matter counts as approved (逾期视为同意)."""
    key = task.spec.key
    decision.record(t.TaskApproved(at=decision.at, task=key, deemed=True))
    task = decision.task(key)
    decision.issue_notice(NoticeKind.APPROVAL, task=task, deemed=True)
    schedule_check(decision, task)


def require_not_approved_by_silence(decision: Decision, task: TaskState) -> None:
    """Raises ApprovedBySilence where the time to decide is over and silence has approved the matter."""
    if silence_approves(decision, task):
        raise ApprovedBySilence(task=task.spec.key)


def refuse_task(decision: Decision, command: c.RefuseTask) -> None:
    """A decision against the applicant. Raises ApprovedBySilence."""
    require_not_approved_by_silence(decision, decision.task(command.task))
    decision.record(
        t.TaskRefused(
            at=decision.at,
            task=command.task,
            reason=command.reason,
            external=command.external,
            judgements=command.judgements,
        )
    )
    decision.issue_notice(NoticeKind.REFUSAL, task=decision.task(command.task), reasons=(command.reason,))


def end_task(decision: Decision, command: c.EndTask) -> None:
    """An end without a decision. Raises ApprovedBySilence."""
    require_not_approved_by_silence(decision, decision.task(command.task))
    decision.record(t.TaskEnded(at=decision.at, task=command.task, reason=command.reason))
    decision.issue_notice(NoticeKind.ENDING, task=decision.task(command.task), reasons=(command.reason,))


def issue_output(decision: Decision, command: c.IssueOutput) -> None:
    """An output, and the facts born with it: the case knows them from now on, with this task as their source."""
    task = decision.task(command.task)
    spec = output_of(task, command.output)
    if task.standing(command.output) is not None:
        raise OutputAlreadyIssued(task=command.task, output=command.output)
    require_born(spec, command.facts)
    decision.record(
        t.OutputIssued(
            at=decision.at,
            task=command.task,
            output=command.output,
            document=command.document,
            number=command.number,
        )
    )
    learn_born(decision, command.task, command.facts)


def deliver_output(decision: Decision, command: c.DeliverOutput) -> None:
    """An output handed over."""
    task = decision.task(command.task)
    output = task.standing(command.output)
    deliverable = any(one.id == command.output and one.deliverable for one in task.spec.outputs)
    if output is None or not deliverable:
        raise NoSuchOutput(task=command.task, output=command.output)
    if output.delivery is not None:
        raise OutputAlreadyDelivered(task=command.task, output=command.output)
    require_deliverable_here(decision, command.task, command.output, command.mode)
    delivery = Delivery(at=decision.at, mode=command.mode, proof=command.proof)
    decision.record(
        t.OutputDelivered(at=decision.at, task=command.task, output=command.output, delivery=delivery)
    )


def require_not_accepted_by_silence(decision: Decision, task: TaskState) -> None:
    """Raises AcceptedBySilence where the time to decline is over and silence has accepted the matter."""
    deadline = acceptance_deadline(task, decision.facts.calendar)
    if deadline is not None and silence_accepts(decision, task):
        raise AcceptedBySilence(task=task.spec.key, deadline=deadline)


def _limit_of_stop(task: TaskState, command: c.SuspendClock) -> TimeLimit | None:
    """How long the stop may last: the rule's limit, else the one given. Raises SuspensionNotAllowed."""
    procedures = {procedure.id: procedure for procedure in task.spec.special_procedures}
    named = procedures.get(command.kind)
    limit = (named.limit if named else None) or command.limit
    with_reason = command.kind == OTHER_PROCEDURE and command.reason is not None
    if not (named or with_reason) or (limit is not None and not 1 <= limit.amount <= LONGEST_STOP):
        raise SuspensionNotAllowed(task=task.spec.key, kind=command.kind, allowed=tuple(procedures))
    return limit
