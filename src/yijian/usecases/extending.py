"""The head of an authority gives a decision more time, once (延长办理期限)."""

from __future__ import annotations

from yijian.core.cases.life_commands import DeclineLimitExtension, ExtendLimit, RequestLimitExtension
from yijian.ports import Ports
from yijian.usecases.permissions import Actor, Permission, require
from yijian.usecases.reasons import given_reason
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task


def extend_limit(
    *, actor: Actor, ports: Ports, case_id: str, task: str, days: int, reason: str, key: str
) -> OfficerTaskView:
    """Extend the limit by so many working days, with a notice to the applicant.

    Raises ReasonMissing, NoLimitToExtend, LimitAlreadyExtended, LimitHasPassed, ExtensionOutOfRange.
    """
    require(actor, Permission.EXTEND_LIMIT)
    words = given_reason(reason)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: ExtendLimit(task=task, days=days, reason=space.keep_text(words)),
    )


def request_extension(
    *, actor: Actor, ports: Ports, case_id: str, task: str, days: int, reason: str, key: str
) -> OfficerTaskView:
    """An officer asks the head for so many working days more; the heads of the authority are told.

    Raises ReasonMissing, ExtensionAlreadyRequested, and what `extend_limit` refuses.
    """
    words = given_reason(reason)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: RequestLimitExtension(task=task, days=days, reason=space.keep_text(words)),
    )


def decline_extension(
    *, actor: Actor, ports: Ports, case_id: str, task: str, reason: str, key: str
) -> OfficerTaskView:
    """The head does not give it, with the reason for who asked. Raises ReasonMissing, NoExtensionRequested."""
    require(actor, Permission.EXTEND_LIMIT)
    words = given_reason(reason)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: DeclineLimitExtension(task=task, reason=space.keep_text(words)),
    )
