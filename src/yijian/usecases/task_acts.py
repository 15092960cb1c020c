"""What every act of an officer shares: the task is of their own authority, and they see it as it is afterwards."""

from __future__ import annotations

from collections.abc import Callable

from yijian.core.cases import Command
from yijian.ports import Ports
from yijian.usecases.casework import Workspace, carry_out
from yijian.usecases.officer_views import officer_task_view
from yijian.usecases.ownership import own_task
from yijian.usecases.permissions import Actor, Permission
from yijian.usecases.staff_views import OfficerTaskView


def act_on_task(
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    key: str,
    prepare: Callable[[Workspace], Command],
    permission: Permission = Permission.HANDLE_TASK,
) -> OfficerTaskView:
    """Carry out one command on a task, and show the task. Raises NotFound, and what the command refuses."""
    own_task(actor, case_id, task, permission)
    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
    return task_as_it_is(actor, ports, case_id, task)


def task_as_it_is(actor: Actor, ports: Ports, case_id: str, task: str) -> OfficerTaskView:
    """The task, read anew. Raises NotFound."""
    case, found = own_task(actor, case_id, task)
    return officer_task_view(actor=actor, ports=ports, case=case, task=found)
