"""Visits to a place (踏勘, 联合踏勘): officers arrange, answer and record them; the applicant may ask for another day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from yijian.core.cases import Command
from yijian.core.cases.visit_commands import (
    AskForOtherDay,
    CallOffVisit,
    HoldVisit,
    JoinVisit,
    LeaveVisit,
    MoveVisit,
    ProposeVisit,
    RecordFinding,
)
from yijian.core.cases.visits import FindingOutcome
from yijian.ports import Ports
from yijian.usecases import follow
from yijian.usecases.casework import Workspace, carry_out
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, NotFound, Permission
from yijian.usecases.reasons import ReasonMissing, given_reason
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task
from yijian.usecases.views import CaseView


def propose(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    place: str,
    day: date,
    with_tasks: tuple[str, ...] = (),
    key: str,
) -> OfficerTaskView:
    """Arrange one visit to `place` for the officer's own task and those of others that the plan lets be made together.

    The applicant gets a notice of the day. Raises VisitNotPlanned, NotOneVisit, VisitUnderWay, NothingToVisit,
    VisitDayWrong, NotFound.
    """
    command = ProposeVisit(of=place, day=day, tasks=(task, *with_tasks))
    return act_on_task(actor, ports, case_id, task, key, lambda _: command)


def join(*, actor: Actor, ports: Ports, case_id: str, task: str, visit: str, key: str) -> OfficerTaskView:
    """Take part in a visit. Raises NoSuchVisit, VisitNotPossible, NotFound."""
    return act_on_task(actor, ports, case_id, task, key, lambda _: JoinVisit(task=task, visit=visit))


def go_alone(
    *, actor: Actor, ports: Ports, case_id: str, task: str, visit: str, reason: str, key: str
) -> OfficerTaskView:
    """Say that the authority goes alone, and why. Raises ReasonMissing, NoSuchVisit, VisitNotPossible, NotFound."""
    return _with_reason(
        actor,
        ports,
        case_id,
        task,
        key,
        reason,
        lambda space, words: LeaveVisit(task=task, visit=visit, reason=space.keep_text(words)),
    )


def move(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    visit: str,
    day: date,
    reason: str = "",
    key: str,
) -> OfficerTaskView:
    """Another day, asked for by the applicant or not; they get a new notice. Raises VisitDayWrong, WrongAuthority, NotFound."""
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: MoveVisit(visit=visit, day=day, reason=space.keep_text_if_any(reason)),
    )


def hold(
    *, actor: Actor, ports: Ports, case_id: str, task: str, visit: str, day: date, key: str
) -> OfficerTaskView:
    """Record that the visit took place. Raises NobodyJoined, VisitDayWrong, WrongAuthority, NotFound."""
    return act_on_task(actor, ports, case_id, task, key, lambda _: HoldVisit(visit=visit, day=day))


def record_finding(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    visit: str,
    outcome: str,
    text: str,
    present: str,
    due: date | None = None,
    stops: str | None = None,
    key: str,
) -> OfficerTaskView:
    """What the officer's authority found, and who was there; the applicant gets it in writing.

    `stops`: the special procedure of the service that stops its clock until it is looked at again; nothing else does.
    Raises ReasonMissing (nothing written), FindingDetailsWrong, StopNotOfService, NoSuchVisit, NotFound.
    """
    words, there = given_reason(text), present.strip()
    if not there:
        raise ReasonMissing
    try:
        found = FindingOutcome(outcome)
    except ValueError as error:
        raise NotFound(what="outcome") from error
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: RecordFinding(
            task=task,
            visit=visit,
            outcome=found,
            text=space.keep_text(words),
            present=space.keep_text(there),
            due=due,
            stops=stops,
        ),
    )


def call_off(
    *, actor: Actor, ports: Ports, case_id: str, task: str, visit: str, reason: str, key: str
) -> OfficerTaskView:
    """The visit does not take place. Raises ReasonMissing, WrongAuthority, NotFound."""
    return _with_reason(
        actor,
        ports,
        case_id,
        task,
        key,
        reason,
        lambda space, words: CallOffVisit(visit=visit, reason=space.keep_text(words)),
    )


def ask_for_other_day(
    *, actor: Actor, ports: Ports, case_id: str, visit: str, day: date, reason: str, key: str
) -> CaseView:
    """The applicant asks for another day. Raises ReasonMissing, NoSuchVisit, VisitNotPossible, VisitDayWrong, NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)
    words = given_reason(reason)
    carry_out(
        actor=actor,
        ports=ports,
        case_id=case_id,
        key=key,
        prepare=lambda space: AskForOtherDay(visit=visit, day=day, reason=space.keep_text(words)),
    )
    return follow.case(actor=actor, ports=ports, case_id=case_id)


def _with_reason(
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    key: str,
    reason: str,
    make: Callable[[Workspace, str], Command],
) -> OfficerTaskView:
    words = given_reason(reason)
    return act_on_task(actor, ports, case_id, task, key, lambda space: make(space, words))
