"""Whether a case is one's own, or a task one's authority's: asked by every use case before anything else.

Who is not a party is told the same as if there were no such case.
"""

from __future__ import annotations

from yijian.core.cases import CaseState, TaskState
from yijian.core.cases.handovers import Office
from yijian.storage import queries
from yijian.storage.errors import NothingStored
from yijian.usecases.casework import read_state
from yijian.usecases.permissions import Actor, NotFound, Permission, PermissionDenied, require
from yijian.usecases.work_places import with_deciders


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
    theirs = found is not None and (found.spec.authority, found.spec.place) == (actor.authority, actor.place)
    if found is None or actor.authority is None or not theirs or not with_deciders(state):
        raise NotFound(what=f"{case_id} {task}")
    return state, found


def led_case(actor: Actor, case_id: str) -> CaseState:
    """The case, where the coordinator's authority leads it and it was received. Raises NotFound."""
    require(actor, Permission.COORDINATE)
    state = _state(case_id)
    theirs = (state.lead, None) == (actor.authority, actor.place)
    if actor.authority is None or not theirs or state.received_at is None or not with_deciders(state):
        raise NotFound(what=case_id)
    return state


def collected_case(actor: Actor, case_id: str) -> CaseState:
    """The case, where the window that the actor stands at collects its papers. Raises NotFound."""
    require(actor, Permission.COLLECT)
    state = _state(case_id)
    if actor.place is None or state.handover is None or state.handover.collection.place != actor.place:
        raise NotFound(what=case_id)
    return state


def sent_case(actor: Actor, case_id: str) -> CaseState:
    """The case, where something of it was sent to the actor's office by a window elsewhere. Raises NotFound."""
    require(actor, Permission.TAKE_OVER)
    state = _state(case_id)
    office = Office(place=actor.place or state.region or "", authority=actor.authority)
    if actor.authority is None or state.handover is None or state.handover.parcel_to(office) is None:
        raise NotFound(what=case_id)
    return state


def _state(case_id: str) -> CaseState:
    try:
        return read_state(case_id=case_id)
    except NothingStored as error:
        raise NotFound(what=case_id) from error
