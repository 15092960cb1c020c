"""What follows by itself: dispatch when what is needed is there, blocking when it never comes, the whole decided.

Rule 1: a task that waits is dispatched by the event that brings the last thing it needs, in the same decision.
Rule 2: one authority's refusal stops only the tasks that need its output or a fact born there. Such a task becomes
`cannot_start` at once and for good, with a notice: its authority never had it, so the applicant may apply to it alone,
and nobody waits for what will not come. A task that was only to come later (`order`) goes ahead.
Rule 3: the case is decided by the event that settles its last task, in whichever order the tasks are settled.
"""

from __future__ import annotations

from datetime import datetime

from yijian.core.cases import events as e
from yijian.core.cases import task_events as t
from yijian.core.cases import visit_events as v
from yijian.core.cases.clocks import acceptance_deadline
from yijian.core.cases.decision import Decision
from yijian.core.cases.needs import blocker_of, is_ready
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.procedures import procedure_for
from yijian.core.cases.promising import outcome_of, owe_papers
from yijian.core.cases.states import CaseStatus, TaskState, TaskStatus
from yijian.core.cases.visits import Answer, VisitStatus


def follow_up(decision: Decision) -> None:
    """Record everything that follows from what was recorded; nothing if nothing does."""
    if decision.state.status in {CaseStatus.IN_PROGRESS, CaseStatus.DECIDED}:
        _complete_tasks(decision)
    if decision.state.status is CaseStatus.IN_PROGRESS:
        follow_visits(decision)
        _block_tasks(decision)
        dispatch_ready_tasks(decision, receipt_at=decision.at)
        _decide_case(decision)
    if decision.state.status is CaseStatus.DECIDED:
        _deliver_case(decision)


def dispatch_ready_tasks(decision: Decision, *, receipt_at: datetime) -> None:
    """Every waiting task that has all it needs goes to its authority, its papers received as of `receipt_at`."""
    for task in decision.state.tasks:
        if is_ready(decision.state, task):
            decision.record(t.TaskDispatched(at=decision.at, task=task.spec.key, receipt_at=receipt_at))


def silence_accepts(decision: Decision, task: TaskState) -> bool:
    """Whether the time to answer has run out and the profile of the kind makes silence acceptance."""
    deadline = acceptance_deadline(task, decision.facts.calendar)
    passed = deadline is not None and decision.at >= deadline
    return passed and procedure_for(task.spec).deemed_acceptance.allowed


def accept_by_silence(decision: Decision, task: TaskState) -> None:
    """The matter counts as accepted from the day of receipt (视为受理)."""
    since = task.receipt_at or decision.at
    decision.record(t.TaskDeemedAccepted(at=decision.at, task=task.spec.key, since=since))
    if not owe_papers(decision, task, deemed=True):
        decision.issue_notice(NoticeKind.ACCEPTANCE, task=task, deemed=True)


def follow_visits(decision: Decision) -> None:
    """What follows for visits when tasks are settled or the last finding is in: it is called off, or concluded."""
    for visit in decision.state.visits:
        if not visit.open:
            continue
        left = [part for part in visit.parts if not decision.task(part.task).settled]
        if visit.status is VisitStatus.PROPOSED and all(part.answer is Answer.ALONE for part in left):
            decision.record(v.VisitCalledOff(at=decision.at, visit=visit.id))
        if visit.status is VisitStatus.HELD and all(
            part.finding is not None for part in left if part.answer is Answer.JOINS
        ):
            decision.record(v.VisitConcluded(at=decision.at, visit=visit.id))


def _complete_tasks(decision: Decision) -> None:
    for key in tuple(task.spec.key for task in decision.state.tasks):
        task = decision.task(key)
        if task.status is TaskStatus.APPROVED and task.spec.outputs and not task.outputs_to_issue:
            decision.record(t.TaskOutputsIssued(at=decision.at, task=key))
            task = decision.task(key)
        deliverable = any(output.deliverable for output in task.spec.outputs)
        if task.status is TaskStatus.OUTPUT_ISSUED and deliverable and not task.outputs_to_deliver:
            decision.record(t.TaskDelivered(at=decision.at, task=key))


def _block_tasks(decision: Decision) -> None:
    """A blocked task blocks those that need it in turn."""
    blocked = True
    while blocked:
        blocked = False
        for task in decision.state.tasks:
            blocker = blocker_of(decision.state, decision.task(task.spec.key))
            if blocker is not None:
                decision.record(t.TaskBlocked(at=decision.at, task=task.spec.key, by=blocker))
                decision.issue_notice(NoticeKind.CANNOT_START, task=task)
                blocked = True


def _decide_case(decision: Decision) -> None:
    tasks = decision.state.tasks
    if not all(task.settled for task in tasks):
        return
    decision.record(e.CaseDecided(at=decision.at, outcome=outcome_of(tasks)))


def _deliver_case(decision: Decision) -> None:
    """A case in which nothing was granted has nothing to deliver and stays decided."""
    tasks = decision.state.tasks
    if any(task.granted for task in tasks) and all(task.complete for task in tasks):
        decision.record(e.CaseDelivered(at=decision.at))
