"""An officer and what their task is owed or was promised: take in, extend, end; check, order, confirm."""

from __future__ import annotations

from datetime import date

from yijian.core.cases import DeliveryMode
from yijian.core.cases.promise_commands import (
    BringOwedPaper,
    CheckPromise,
    ConfirmCorrection,
    EndOwing,
    ExtendOwing,
    OrderCorrection,
)
from yijian.ports import Ports
from yijian.usecases.casework import carried_out, carry_out
from yijian.usecases.ownership import own_task
from yijian.usecases.permissions import Actor
from yijian.usecases.promise import bringing
from yijian.usecases.reasons import given_reason
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task, task_as_it_is


def take_in(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    paper: str,
    by_post: bool,
    file_name: str,
    content: bytes,
    key: str,
) -> OfficerTaskView:
    """Take in an owed paper at the counter or by post, as a scan. Raises PaperNotOwed, UploadRefused, NotFound."""
    own_task(actor, case_id, task)
    if not carried_out(actor=actor, case_id=case_id, key=key):
        kept = bringing(actor, ports, case_id, paper=paper, file_name=file_name, content=content)
        mode = DeliveryMode.POST if by_post else DeliveryMode.COUNTER
        carry_out(
            actor=actor,
            ports=ports,
            case_id=case_id,
            key=key,
            prepare=lambda space: BringOwedPaper(paper=kept(space), mode=mode),
        )
    return task_as_it_is(actor, ports, case_id, task)


def extend(
    *, actor: Actor, ports: Ports, case_id: str, task: str, due: date, reason: str = "", key: str
) -> OfficerTaskView:
    """Give the one extension. Raises ExtensionUsed, ExtensionTooLong, DayNotAhead."""
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: ExtendOwing(task=task, due=due, reason=space.keep_text_if_any(reason)),
    )


def end_unbrought(
    *, actor: Actor, ports: Ports, case_id: str, task: str, reason: str, key: str
) -> OfficerTaskView:
    """End the task because what was owed did not come. Raises ReasonMissing."""
    words = given_reason(reason)
    return act_on_task(
        actor, ports, case_id, task, key, lambda space: EndOwing(task=task, reason=space.keep_text(words))
    )


def check(
    *, actor: Actor, ports: Ports, case_id: str, task: str, kept: bool, finding: str, key: str
) -> OfficerTaskView:
    """Record the check of a promise after the decision. Raises ReasonMissing: what was found is always written down."""
    words = given_reason(finding)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: CheckPromise(task=task, kept=kept, finding=space.keep_text(words)),
    )


def order_correction(
    *, actor: Actor, ports: Ports, case_id: str, task: str, due: date, reason: str, key: str
) -> OfficerTaskView:
    """Order that a broken promise is put right until a day. Raises ReasonMissing, DayNotAhead."""
    words = given_reason(reason)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: OrderCorrection(task=task, due=due, reason=space.keep_text(words)),
    )


def confirm_correction(
    *, actor: Actor, ports: Ports, case_id: str, task: str, finding: str, key: str
) -> OfficerTaskView:
    """Record that it was put right. Raises ReasonMissing."""
    words = given_reason(finding)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: ConfirmCorrection(task=task, finding=space.keep_text(words)),
    )
