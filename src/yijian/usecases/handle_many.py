"""Many tasks of an officer at once: each is an act of its own, done or refused for itself.

What one of them refuses stops no other. The key of each is made from the key of the whole, so a list that is sent twice
is done once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from yijian.core.errors import CommandRefused, Text
from yijian.ports import Ports
from yijian.storage.errors import StorageBusy
from yijian.usecases import handle
from yijian.usecases.casework import artefact
from yijian.usecases.desks import applicant_name
from yijian.usecases.ownership import own_task
from yijian.usecases.permissions import Actor, NotFound, Permission, require

MOST_AT_ONCE: Final = 100


class NothingChosen(CommandRefused):
    """An act on many without one of them."""

    code = "NOTHING_CHOSEN"
    template = Text("还没有选：先勾选要办的事项", "Nothing is chosen: tick the tasks first")


class TooManyChosen(CommandRefused):
    """More than may be done at once."""

    code = "TOO_MANY_CHOSEN"
    template = Text(
        "选了 {chosen} 件，一次最多 {most} 件：请分几次办",
        "{chosen} are chosen, {most} at most: take several turns",
    )


@dataclass(frozen=True, slots=True, order=True)
class TaskAddress:
    """One task of one case."""

    case_id: str
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOutcome:
    """What became of one of them: `refusal` says why it was not done, None where it was."""

    address: TaskAddress
    name: Text | None
    applicant: str
    refusal: Text | None

    @property
    def done(self) -> bool:
        """Whether it was done."""
        return self.refusal is None


def accept_many(
    *, actor: Actor, ports: Ports, tasks: Iterable[TaskAddress], key: str
) -> tuple[TaskOutcome, ...]:
    """Take each of them up. Raises NothingChosen, TooManyChosen, PermissionDenied."""

    def accept(one: TaskAddress, own_key: str) -> None:
        handle.accept(actor=actor, ports=ports, case_id=one.case_id, task=one.task, key=own_key)

    return _each(actor, ports, tasks, key, accept)


def approve_many(
    *, actor: Actor, ports: Ports, tasks: Iterable[TaskAddress], key: str
) -> tuple[TaskOutcome, ...]:
    """Approve those of them whose conditions all hold by what is known; one that a person must judge is refused here,
    to be opened and judged. Raises NothingChosen, TooManyChosen, PermissionDenied."""

    def approve(one: TaskAddress, own_key: str) -> None:
        handle.decide(
            actor=actor,
            ports=ports,
            case_id=one.case_id,
            task=one.task,
            approved=True,
            reason="",
            judgements={},
            key=own_key,
        )

    return _each(actor, ports, tasks, key, approve)


def _each(
    actor: Actor,
    ports: Ports,
    tasks: Iterable[TaskAddress],
    key: str,
    act: Callable[[TaskAddress, str], None],
) -> tuple[TaskOutcome, ...]:
    require(actor, Permission.HANDLE_TASK)
    chosen = tuple(dict.fromkeys(tasks))
    if not chosen:
        raise NothingChosen
    if len(chosen) > MOST_AT_ONCE:
        raise TooManyChosen(chosen=len(chosen), most=MOST_AT_ONCE)
    return tuple(_outcome(actor, ports, one, f"{key}:{one.task}", act) for one in chosen)


def _outcome(
    actor: Actor, ports: Ports, one: TaskAddress, key: str, act: Callable[[TaskAddress, str], None]
) -> TaskOutcome:
    try:
        case, task = own_task(actor, one.case_id, one.task)
    except NotFound as refusal:
        return TaskOutcome(address=one, name=None, applicant="", refusal=refusal.text)
    one_thing = artefact(case.one_thing)
    refused: Text | None = None
    try:
        act(one, key)
    except (CommandRefused, StorageBusy) as refusal:
        refused = refusal.text
    return TaskOutcome(
        address=one,
        name=one_thing.services[task.spec.service].definition.name,
        applicant=applicant_name(ports, case.case_id, one_thing),
        refusal=refused,
    )
