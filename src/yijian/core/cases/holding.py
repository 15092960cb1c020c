"""Handlers: who of an authority has a task in hand (经办人). It orders lists and forbids nothing: a colleague may stand in."""

from __future__ import annotations

from typing import Final

from yijian.core.cases import holding_commands as c
from yijian.core.cases.command_base import Command
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import ActorKind
from yijian.core.cases.events import CaseEvent
from yijian.core.cases.holding_events import TaskGivenBack, TaskTaken
from yijian.core.cases.holding_refusals import HeldByAnother, HeldByNobody
from yijian.core.cases.states import TaskState

HOLDING_COMMANDS: Final[dict[type[Command], tuple[type[CaseEvent], ...]]] = {
    c.TakeTask: (TaskTaken,),
    c.GiveBackTask: (TaskGivenBack,),
    c.AssignTask: (TaskTaken,),
}
"""What each command makes happen."""


def holding_allows(task: TaskState, command: type[Command]) -> bool:
    """Whether who has the task in hand lets the command be given; any other command: yes."""
    if command is c.TakeTask:
        return task.holder is None
    return task.holder is not None if command is c.GiveBackTask else True


def take_task(decision: Decision, command: c.TakeTask) -> None:
    """Taken in hand, if nobody else has it: only the head takes it from somebody."""
    decision.require_actor(ActorKind.OFFICER, ActorKind.SUPERVISOR)
    if decision.task(command.task).holder is not None:
        raise HeldByAnother
    decision.record(TaskTaken(at=decision.at, task=command.task, holder=decision.facts.actor.id))


def give_back_task(decision: Decision, command: c.GiveBackTask) -> None:
    """Given back by who has it, or by the head for them."""
    decision.require_actor(ActorKind.OFFICER, ActorKind.SUPERVISOR)
    holder = decision.task(command.task).holder
    if holder is None:
        raise HeldByNobody
    actor = decision.facts.actor
    if actor.kind is not ActorKind.SUPERVISOR and actor.id != holder:
        raise HeldByAnother
    decision.record(TaskGivenBack(at=decision.at, task=command.task))


def assign_task(decision: Decision, command: c.AssignTask) -> None:
    """Given to an officer by the head; that the account is one of the authority is for the use case."""
    decision.require_actor(ActorKind.SUPERVISOR)
    if decision.task(command.task).holder == command.to:
        raise HeldByAnother
    decision.record(TaskTaken(at=decision.at, task=command.task, holder=command.to))


def taken_by_actor(decision: Decision, task: str) -> None:
    """Who begins the review has it in hand, unless somebody has."""
    actor = decision.facts.actor
    if actor.kind in {ActorKind.OFFICER, ActorKind.SUPERVISOR} and decision.task(task).holder is None:
        decision.record(TaskTaken(at=decision.at, task=task, holder=actor.id))
