"""An officer and the tasks of their own authority: accept, decline, stop and go, decide."""

from __future__ import annotations

from collections.abc import Mapping

from yijian.core.cases import (
    AcceptTask,
    ApproveTask,
    BeginReview,
    DeclareNotCompetent,
    DeclineTask,
    DropDefect,
    ExternalRecord,
    RefuseTask,
    ReportDefects,
    ResumeClock,
    SuspendClock,
    TaskCommand,
)
from yijian.core.vocabulary.plan import ConditionResult
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit
from yijian.ports import Ports
from yijian.storage.transactions import in_transaction
from yijian.usecases.casework import Workspace, carry_out
from yijian.usecases.criteria import CriteriaUnjudged as CriteriaUnjudged
from yijian.usecases.criteria import criteria_of, judged_by_hand, require_judged
from yijian.usecases.defects import Defect as Defect
from yijian.usecases.defects import kept_defects
from yijian.usecases.desks import desk as desk  # part of what this module offers
from yijian.usecases.officer_views import officer_task_view
from yijian.usecases.ownership import own_task
from yijian.usecases.permissions import Actor
from yijian.usecases.planning import plan_of_case
from yijian.usecases.reading_log import record_fields_read
from yijian.usecases.reasons import ReasonMissing, given_reason
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task, task_as_it_is


def task(*, actor: Actor, ports: Ports, case_id: str, task: str) -> OfficerTaskView:
    """One task of the officer's authority; that it was read is recorded, concept by concept, once a day while nothing
    new is there to read. Raises NotFound."""
    case, found = own_task(actor, case_id, task)
    view = officer_task_view(actor=actor, ports=ports, case=case, task=found)
    record_fields_read(
        actor=actor, ports=ports, case_id=case_id, task=task, fields=view.fields, purpose="task"
    )
    return view


def accept(*, actor: Actor, ports: Ports, case_id: str, task: str, key: str) -> OfficerTaskView:
    """Take the matter up: the clock starts; and take it in hand."""
    own_task(actor, case_id, task)

    def work() -> None:
        carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=lambda _: AcceptTask(task=task))
        carry_out(
            actor=actor,
            ports=ports,
            case_id=case_id,
            key=f"{key}:review",
            prepare=lambda _: BeginReview(task=task),
        )

    in_transaction(work)
    return task_as_it_is(actor, ports, case_id, task)


def decline(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    reason: str,
    basis: str,
    competent: bool,
    key: str,
) -> OfficerTaskView:
    """Do not take it up (不予受理), or say that another authority is competent (不属本机关). Raises ReasonMissing."""
    words = _reason(reason, basis)

    def make(space: Workspace) -> TaskCommand:
        kept = space.keep_text(words)
        return (
            DeclineTask(task=task, reason=kept) if competent else DeclareNotCompetent(task=task, reason=kept)
        )

    return act_on_task(actor, ports, case_id, task, key, make)


def suspend(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    kind: str,
    reason: str,
    limit_days: int | None = None,
    key: str,
) -> OfficerTaskView:
    """Stop the clock for a special procedure, with a written notice. Raises ReasonMissing, SuspensionNotAllowed.

    `limit_days`: the longest it may take in working days, where the procedure's own rule does not say.
    """
    words = _reason(reason)
    limit = None if limit_days is None else TimeLimit(amount=limit_days, unit=TimeUnit.WORKING_DAY)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: SuspendClock(task=task, kind=kind, reason=space.keep_text(words), limit=limit),
    )


def resume(*, actor: Actor, ports: Ports, case_id: str, task: str, key: str) -> OfficerTaskView:
    """Let the clock run again."""
    return act_on_task(actor, ports, case_id, task, key, lambda _: ResumeClock(task=task))


def decide(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    approved: bool,
    reason: str,
    basis: str = "",
    judgements: Mapping[str, bool],
    judgement_reasons: Mapping[str, str] | None = None,
    key: str,
) -> OfficerTaskView:
    """Decide. Approving needs every criterion to hold, undecided ones by `judgements`; refusing needs a reason, with
    the clause it rests on (`basis`).

    The judgements, each with its reason (`judgement_reasons` by criterion), are recorded with the decision. Raises
    CriteriaUnjudged, ReasonMissing.
    """
    if not approved:
        words = _reason(reason, basis)
        return act_on_task(
            actor,
            ports,
            case_id,
            task,
            key,
            lambda space: RefuseTask(
                task=task,
                reason=space.keep_text(words),
                judgements=judged_by_hand(_criteria(space, task), judgements),
            ),
        )

    def make(space: Workspace) -> ApproveTask:
        judged = require_judged(
            _criteria(space, task), judgements, reasons=judgement_reasons, keep=space.keep_text
        )
        return ApproveTask(task=task, judgements=judged)

    return act_on_task(actor, ports, case_id, task, key, make)


def record_external_result(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    system: str,
    number: str,
    approved: bool,
    reason: str,
    key: str,
) -> OfficerTaskView:
    """A decision taken in a vertical system, entered by hand with that system's name and number."""
    if not system.strip() or not number.strip():
        raise ReasonMissing
    record = ExternalRecord(system=system.strip(), number=number.strip())
    if approved:
        return act_on_task(
            actor, ports, case_id, task, key, lambda _: ApproveTask(task=task, external=record)
        )
    words = _reason(reason)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: RefuseTask(task=task, reason=space.keep_text(words), external=record),
    )


def report_defects(
    *, actor: Actor, ports: Ports, case_id: str, task: str, defects: tuple[Defect, ...], key: str
) -> OfficerTaskView:
    """Report what is to be corrected while the case is in its pre-check; it goes into the one joint notice.

    Raises DefectRefused.
    """
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: ReportDefects(defects=kept_defects(space, defects, task=task)),
    )


def take_back_defect(
    *, actor: Actor, ports: Ports, case_id: str, task: str, subject: str, key: str
) -> OfficerTaskView:
    """Take back a defect that this task reported and that is not told yet. Raises NoSuchDefect."""
    return act_on_task(actor, ports, case_id, task, key, lambda _: DropDefect(subject=subject, task=task))


def _reason(reason: str, basis: str = "") -> str:
    """The reason with the clause it rests on, as the applicant reads it."""
    words, clause = given_reason(reason), basis.strip()
    if not clause:
        return words
    return f"{words} ({clause})" if words.isascii() else f"{words}（{clause}）"


def _criteria(space: Workspace, task: str) -> tuple[ConditionResult, ...]:
    plan = plan_of_case(
        case=space.case, one_thing=space.one_thing, facts=space.facts(), ports=space.ports, now=space.now
    )
    return criteria_of(plan, task)
