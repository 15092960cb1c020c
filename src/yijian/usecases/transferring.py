"""An officer hands a task that is not theirs to the authority that is competent (移送)."""

from __future__ import annotations

from yijian.core.cases import TaskState
from yijian.core.cases.life_commands import TransferTask
from yijian.core.vocabulary.one_thing import OneThing
from yijian.ports import Ports
from yijian.storage.errors import NothingStored
from yijian.usecases.casework import Workspace, carried_out, carry_out
from yijian.usecases.ownership import own_task
from yijian.usecases.permissions import Actor, NotFound
from yijian.usecases.reasons import given_reason


def competent_for(task: TaskState, one_thing: OneThing) -> tuple[str, ...]:
    """The authorities to which the task can be handed: those that its definition names, without the one that has it
    and those that had it."""
    definition = one_thing.services[task.spec.service].definition
    not_again = {task.spec.authority, *(one.by for one in task.transfers)}
    return tuple(one for one in (definition.authority, *definition.also_competent) if one not in not_again)


def transfer(*, actor: Actor, ports: Ports, case_id: str, task: str, to: str, reason: str, key: str) -> None:
    """Hand the task on, with a notice to the applicant; the authority that hands it on sees nothing of it afterwards.

    Raises ReasonMissing, NotCompetentEither, HadItBefore, AcceptedBySilence, NotFound.
    """
    try:
        own_task(actor, case_id, task)
    except NotFound:
        if not _done_before(actor, case_id, key):
            raise
        return
    words = given_reason(reason)

    def prepare(space: Workspace) -> TransferTask:
        found = space.case.task(task)
        space.competent = competent_for(found, space.one_thing) if found else ()
        return TransferTask(task=task, to=to, reason=space.keep_text(words))

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)


def _done_before(actor: Actor, case_id: str, key: str) -> bool:
    try:
        return carried_out(actor=actor, case_id=case_id, key=key)
    except NothingStored:
        return False
