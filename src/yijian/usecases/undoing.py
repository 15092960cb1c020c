"""An officer undoes a decision of their own authority, or ends its result: four acts, each with its own permission."""

from __future__ import annotations

from yijian.core.cases.promise_commands import RevokeDecision
from yijian.core.cases.undoing_commands import CancelResult, RetractLicence, RevokeAsPenalty
from yijian.core.cases.undoings import UndoingGround
from yijian.core.errors import CommandRefused, Text
from yijian.ports import Ports
from yijian.usecases.permissions import Actor, Permission
from yijian.usecases.reasons import given_reason
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task


class GroundUnknown(CommandRefused):
    """The ground is one of those that the act knows."""

    code = "GROUND_UNKNOWN"
    template = Text("没有“{ground}”这种理由，请重新选", "“{ground}” is no ground: choose again")


def revoke(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    ground: str = UndoingGround.BROKEN_PROMISE.value,
    reason: str,
    claw_back: bool,
    key: str,
) -> OfficerTaskView:
    """撤销: the decision was unlawful, got by deceit, or on a promise whose order to correct has passed.

    Raises ReasonMissing, GroundUnknown, GroundUnfit, NoBrokenPromise, CorrectionTimeRuns, NotFound.
    """
    words, named = given_reason(reason), _ground(ground)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: RevokeDecision(
            task=task, reason=space.keep_text(words), claw_back=claw_back, ground=named
        ),
        Permission.REVOKE_DECISION,
    )


def retract(
    *, actor: Actor, ports: Ports, case_id: str, task: str, ground: str, reason: str, key: str
) -> OfficerTaskView:
    """撤回: a lawful licence, because its basis or circumstances changed. Raises as `revoke`, UndoingNotForKind."""
    words, named = given_reason(reason), _ground(ground)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: RetractLicence(task=task, ground=named, reason=space.keep_text(words)),
        Permission.RETRACT_LICENCE,
    )


def cancel(
    *, actor: Actor, ports: Ports, case_id: str, task: str, ground: str, reason: str, key: str
) -> OfficerTaskView:
    """注销: the licence or record ends in the register. Raises as `revoke`."""
    words, named = given_reason(reason), _ground(ground)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: CancelResult(task=task, ground=named, reason=space.keep_text(words)),
        Permission.CANCEL_RESULT,
    )


def take_away(
    *, actor: Actor, ports: Ports, case_id: str, task: str, reason: str, key: str
) -> OfficerTaskView:
    """吊销: for what the holder did. Raises ReasonMissing, UndoingNotForKind, NotFound."""
    words = given_reason(reason)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: RevokeAsPenalty(task=task, reason=space.keep_text(words)),
        Permission.REVOKE_AS_PENALTY,
    )


def _ground(name: str) -> UndoingGround:
    try:
        return UndoingGround(name)
    except ValueError as error:
        raise GroundUnknown(ground=name) from error
