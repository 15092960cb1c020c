"""Who of an authority has a task in hand (经办人): officers take tasks and give them back, the head assigns them."""

from __future__ import annotations

from yijian.core.cases.holding_commands import AssignTask, GiveBackTask, TakeTask
from yijian.ports import Ports
from yijian.usecases.colleagues import colleagues
from yijian.usecases.permissions import Actor, NotFound, Permission, require
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task


def take(*, actor: Actor, ports: Ports, case_id: str, task: str, key: str) -> OfficerTaskView:
    """Take the task in hand: it stands on one's own list. Raises HeldByAnother, NotFound."""
    return act_on_task(actor, ports, case_id, task, key, lambda _: TakeTask(task=task))


def give_back(*, actor: Actor, ports: Ports, case_id: str, task: str, key: str) -> OfficerTaskView:
    """Give it back to all of the authority: one's own, or as its head anybody's. Raises HeldByAnother, NotFound."""
    return act_on_task(actor, ports, case_id, task, key, lambda _: GiveBackTask(task=task))


def assign(*, actor: Actor, ports: Ports, case_id: str, task: str, to: str, key: str) -> OfficerTaskView:
    """The head gives the task to an officer of the authority (`to`: their account). Raises PermissionDenied, NotFound,
    HeldByAnother (who has it already)."""
    require(actor, Permission.ASSIGN_TASK)
    if to not in {account for account, _ in colleagues(actor)}:
        raise NotFound(what=to)
    return act_on_task(
        actor, ports, case_id, task, key, lambda _: AssignTask(task=task, to=to), Permission.ASSIGN_TASK
    )
