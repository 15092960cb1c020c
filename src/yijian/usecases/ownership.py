"""Whether a case is one's own, or a task one's authority's: asked by every use case before anything else.

Who is not a party is told the same as if there were no such case.
"""

from __future__ import annotations

from yijian.core.cases import CaseState, TaskState
from yijian.storage import queries
from yijian.storage.errors import NothingStored
from yijian.usecases.casework import read_state
from yijian.usecases.permissions import Actor, NotFound, Permission, PermissionDenied, require


def require_own_case(actor: Actor, case_id: str, permission: Permission) -> None:
    """Raises PermissionDenied where the kind of actor may not, NotFound where the case is not theirs."""
    require(actor, permission)
    if actor.account is None:
        raise PermissionDenied(permission=permission.value)
    if not queries.is_party(case_id=case_id, account=actor.account):
        raise NotFound(what=case_id)


def own_task(
    actor: Actor, case_id: str, task: str, permission: Permission = Permission.HANDLE_TASK
) -> tuple[CaseState, TaskState]:
    """The case and the task, where the task is of the officer's authority and was received. Raises NotFound."""
    require(actor, permission)
    state = _state(case_id)
    found = state.task(task)
    if found is None or actor.authority is None or found.spec.authority != actor.authority:
        raise NotFound(what=f"{case_id} {task}")
    return state, found


def led_case(actor: Actor, case_id: str) -> CaseState:
    """The case, where the coordinator's authority leads it and it was received. Raises NotFound."""
    require(actor, Permission.COORDINATE)
    state = _state(case_id)
    if actor.authority is None or state.lead != actor.authority or state.received_at is None:
        raise NotFound(what=case_id)
    return state


def _state(case_id: str) -> CaseState:
    try:
        return read_state(case_id=case_id)
    except NothingStored as error:
        raise NotFound(what=case_id) from error
