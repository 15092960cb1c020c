"""The head of an authority gives a decision more time, once (延长办理期限)."""

from __future__ import annotations

from yijian.core.cases.life_commands import ExtendLimit
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
