"""Handlers: the four acts that undo a decision or end its result, and a result issued once more.

An undoing takes effect when it is recorded: from then on what was issued is not valid. It changes what came of the whole
only where the decision was wrong from the beginning (撤销); what was lawfully granted and ended later was granted.
"""

from __future__ import annotations

from yijian.core.cases import events as e
from yijian.core.cases import task_events as t
from yijian.core.cases import undoing_commands as c
from yijian.core.cases import undoing_events as u
from yijian.core.cases.born_facts import learn_born, output_of, require_born
from yijian.core.cases.clocks import end_of_day
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.decision import Decision
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.procedures import procedure_for
from yijian.core.cases.promise_commands import RevokeDecision
from yijian.core.cases.promise_refusals import CorrectionTimeRuns
from yijian.core.cases.promising import outcome_of
from yijian.core.cases.states import UNDONE_STATUSES, CaseStatus
from yijian.core.cases.undoing_refusals import (
    GroundUnfit,
    NoBrokenPromise,
    NoFactsHere,
    NothingToReplace,
    UndoingNotForKind,
)
from yijian.core.cases.undoings import GROUNDS, ReissueGround, UndoingGround, UndoingKind


def revoke_decision(decision: Decision, command: RevokeDecision) -> None:
    """撤销: for a broken promise only after the day of the order to correct."""
    _require_fit(decision, command.task, UndoingKind.REVOKE, command.ground)
    if command.ground is UndoingGround.BROKEN_PROMISE:
        _require_broken_promise(decision, command.task)
    decision.record(
        t.DecisionRevoked(
            at=decision.at,
            task=command.task,
            reason=command.reason,
            claw_back=command.claw_back,
            ground=command.ground,
        )
    )
    decision.issue_notice(
        NoticeKind.REVOCATION,
        task=decision.task(command.task),
        reasons=(command.reason,),
        ground=command.ground,
    )
    revise_outcome(decision)


def retract_licence(decision: Decision, command: c.RetractLicence) -> None:
    """撤回."""
    _require_fit(decision, command.task, UndoingKind.RETRACT, command.ground)
    decision.record(
        u.LicenceRetracted(at=decision.at, task=command.task, ground=command.ground, reason=command.reason)
    )
    decision.issue_notice(
        NoticeKind.RETRACTION,
        task=decision.task(command.task),
        reasons=(command.reason,),
        ground=command.ground,
    )


def cancel_result(decision: Decision, command: c.CancelResult) -> None:
    """注销; after another undoing, on that ground only."""
    _require_fit(decision, command.task, UndoingKind.CANCEL, command.ground)
    undone = decision.task(command.task).status in UNDONE_STATUSES
    if undone != (command.ground is UndoingGround.UNDONE):
        raise GroundUnfit(act=UndoingKind.CANCEL, ground=command.ground)
    decision.record(
        u.ResultCancelled(at=decision.at, task=command.task, ground=command.ground, reason=command.reason)
    )
    decision.issue_notice(
        NoticeKind.CANCELLATION,
        task=decision.task(command.task),
        reasons=(command.reason,),
        ground=command.ground,
    )


def revoke_as_penalty(decision: Decision, command: c.RevokeAsPenalty) -> None:
    """吊销."""
    _require_fit(decision, command.task, UndoingKind.PENALTY, UndoingGround.BREACH)
    decision.record(u.LicenceRevokedAsPenalty(at=decision.at, task=command.task, reason=command.reason))
    decision.issue_notice(
        NoticeKind.PENALTY,
        task=decision.task(command.task),
        reasons=(command.reason,),
        ground=UndoingGround.BREACH,
    )


def reissue_output(decision: Decision, command: c.ReissueOutput) -> None:
    """A new copy with a number of its own; a case that was delivered or archived is taken up again to hand it over."""
    task = decision.task(command.task)
    spec = output_of(task, command.output)
    if task.standing(command.output) is None:
        raise NothingToReplace(output=command.output)
    if command.facts and command.ground is not ReissueGround.MISPRINTED:
        raise NoFactsHere
    if command.facts:
        require_born(spec, command.facts)
    take_up_again(decision, where=(CaseStatus.DELIVERED, CaseStatus.CLOSED))
    decision.record(
        u.OutputReplaced(
            at=decision.at,
            task=command.task,
            output=command.output,
            ground=command.ground,
            reason=command.reason,
            document=command.document,
            number=command.number,
        )
    )
    learn_born(decision, command.task, command.facts)
    decision.issue_notice(
        NoticeKind.REISSUE,
        task=decision.task(command.task),
        reasons=(command.reason,),
        reissue=command.ground,
    )


def take_up_again(decision: Decision, *, where: tuple[CaseStatus, ...]) -> None:
    """The case has something to do again, where it stands in one of these statuses."""
    if decision.state.status in where:
        decision.record(e.CaseTakenUpAgain(at=decision.at))


def revise_outcome(decision: Decision) -> None:
    """What came of the whole, reckoned again."""
    outcome = outcome_of(decision.state.tasks)
    if decision.state.outcome not in {None, outcome}:
        decision.record(e.OutcomeRevised(at=decision.at, outcome=outcome))


def _require_fit(decision: Decision, key: str, act: UndoingKind, ground: UndoingGround) -> None:
    allowed = procedure_for(decision.task(key).spec).undoings
    if act not in allowed:
        raise UndoingNotForKind(task=key, act=act, allowed=allowed)
    if ground not in GROUNDS[act]:
        raise GroundUnfit(act=act, ground=ground)


def _require_broken_promise(decision: Decision, key: str) -> None:
    commitment = decision.task(key).commitment
    if commitment is None or commitment.status is not CommitmentStatus.ORDERED or not commitment.order_due:
        raise NoBrokenPromise
    if decision.at < end_of_day(commitment.order_due):
        raise CorrectionTimeRuns(due=commitment.order_due)
