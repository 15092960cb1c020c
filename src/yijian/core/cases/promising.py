"""Handlers: promises, papers owed (容缺受理), and the check of promises after the decision (告知承诺).

The law of this part is policy.md section 2. What it leaves open is decided here so that nobody is worse off by it: an
extension can be asked for and given before the day has passed too; it lasts as long as the first time at most; a paper
that comes before acceptance is owed to nobody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from yijian.core.cases import events as e
from yijian.core.cases import promise_commands as c
from yijian.core.cases import task_events as t
from yijian.core.cases.application_refusals import CompletenessNotGiven, PaperAlreadyThere
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import ActorKind
from yijian.core.cases.mode_transitions import owed_papers
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.owing import OwedPaper, Owing, OwingStatus
from yijian.core.cases.promise_refusals import (
    AlreadyAsked,
    AlreadyPromised,
    DayNotAhead,
    ExtensionTooLong,
    ExtensionUsed,
    NoSuchPromise,
    PaperNotOwed,
    PromiseBarred,
    PromiseNotAllowed,
)
from yijian.core.cases.promises import Attestation, Promise, Standing
from yijian.core.cases.references import TextRef
from yijian.core.cases.refusals import WrongAuthority
from yijian.core.cases.states import CaseOutcome, TaskState, TaskStatus
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.deadlines import due_date
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit

# ── promises ─────────────────────────────────────────────────────────────────


def make_promise(decision: Decision, command: c.MakePromise) -> None:
    """A promise, of the applicant in person, where the plan allows it and no record speaks against it."""
    decision.require_actor(ActorKind.APPLICANT)
    wanted = decision.facts.completeness
    if wanted is None:
        raise CompletenessNotGiven
    if decision.state.promise(command.kind, command.subject) is not None:
        raise AlreadyPromised
    if not wanted.may_promise(command.kind, command.subject):
        raise PromiseNotAllowed(subject=command.subject)
    if command.credit.standing is Standing.BARRED:
        raise PromiseBarred(source=command.credit.source)
    attestation = Attestation(
        account=decision.facts.actor.id,
        statement=command.statement,
        method=command.method,
        at=decision.at,
    )
    promise = Promise(
        kind=command.kind, subject=command.subject, attestation=attestation, credit=command.credit
    )
    decision.record(e.PromiseMade(at=decision.at, promise=promise))


def take_back_promise(decision: Decision, command: c.TakeBackPromise) -> None:
    """A promise taken back before handing in."""
    decision.require_actor(ActorKind.APPLICANT)
    if decision.state.promise(command.kind, command.subject) is None:
        raise NoSuchPromise
    decision.record(e.PromiseTakenBack(at=decision.at, kind=command.kind, subject=command.subject))


# ── papers owed ──────────────────────────────────────────────────────────────


def owe_papers(decision: Decision, task: TaskState, *, deemed: bool = False) -> bool:
    """What an accepted task is still owed, told at once in writing; False: it has everything."""
    task = decision.task(task.spec.key)
    if task.owing is None or not task.owing.outstanding:
        return False
    calendar = decision.facts.calendar
    papers = tuple(
        paper if paper.brought_at else replace(paper, due=_due_of(task, paper, calendar))
        for paper in task.owing.papers
    )
    since = decision.today
    decision.record(t.PapersOwed(at=decision.at, task=task.spec.key, papers=papers, since=since))
    _tell_owed(decision, NoticeKind.CONDITIONAL_ACCEPTANCE, task.spec.key, deemed=deemed)
    return True


def bring_owed_paper(decision: Decision, command: c.BringOwedPaper) -> None:
    """An owed paper: by the applicant, or taken in by an authority that waits for it, or by the lead."""
    key = command.paper.key
    if key not in owed_papers(decision.state):
        raise PaperNotOwed
    if decision.state.paper(command.paper.id) is not None:
        raise PaperAlreadyThere
    actor = decision.facts.actor
    waiting = [
        task for task in decision.state.tasks if task.owing and not task.settled and task.owing.owes(key)
    ]
    if actor.kind is not ActorKind.APPLICANT:
        able = {task.spec.authority for task in waiting} | {decision.state.lead}
        if actor.authority not in able:
            raise WrongAuthority(authority=" / ".join(sorted(able)), actor=actor.authority)
    decision.record(e.OwedPaperBrought(at=decision.at, paper=command.paper, mode=command.mode))
    for task in waiting:
        owing = decision.task(task.spec.key).owing
        if owing is not None and not owing.outstanding:
            decision.record(t.OwedPapersComplete(at=decision.at, task=task.spec.key))


def ask_for_extension(decision: Decision, command: c.AskForExtension) -> None:
    """The applicant asks for the one extension."""
    decision.require_actor(ActorKind.APPLICANT)
    owing = _owing(decision, command.task)
    if owing.extended:
        raise ExtensionUsed
    if owing.asked is not None:
        raise AlreadyAsked
    decision.record(t.ExtensionAsked(at=decision.at, task=command.task, reason=command.reason))


def extend_owing(decision: Decision, command: c.ExtendOwing) -> None:
    """The one extension, asked for or not; at most as long as the first time, counted anew."""
    owing = _owing(decision, command.task)
    if owing.extended:
        raise ExtensionUsed
    if command.due <= max(decision.today, owing.due or decision.today):
        raise DayNotAhead(due=command.due)
    latest = latest_extension(owing, today=decision.today, calendar=decision.facts.calendar)
    if command.due > latest:
        raise ExtensionTooLong(latest=latest)
    decision.record(
        t.OwingExtended(
            at=decision.at,
            task=command.task,
            due=command.due,
            since=decision.today,
            late=owing.status is OwingStatus.NOT_COMPLETED,
            reason=command.reason,
        )
    )
    _tell_owed(decision, NoticeKind.EXTENSION, command.task, reason=command.reason)


def latest_extension(owing: Owing, *, today: date, calendar: WorkingCalendar) -> date:
    """Until when what is outstanding may be extended: its own time again, from its day or from today."""
    return max(
        due_date(start=max(paper.due or today, today), limit=_bare(paper), calendar=calendar).day
        for paper in owing.outstanding
    )


def end_owing(decision: Decision, command: c.EndOwing) -> None:
    """An end without a decision, for want of what was owed."""
    decision.record(t.OwingEnded(at=decision.at, task=command.task, reason=command.reason))
    decision.issue_notice(NoticeKind.ENDING, task=decision.task(command.task), reasons=(command.reason,))


def remind(decision: Decision, task: TaskState) -> None:
    """The reminder before the day is over."""
    if task.owing is not None and task.owing.due is not None:
        decision.record(t.OwedPapersReminded(at=decision.at, task=task.spec.key, due=task.owing.due))


def day_passed(decision: Decision, task: TaskState) -> None:
    """The day is over and not everything has come."""
    if task.owing is not None and task.owing.due is not None:
        decision.record(t.OwedPapersOverdue(at=decision.at, task=task.spec.key, due=task.owing.due))


def _owing(decision: Decision, key: str) -> Owing:
    owing = decision.task(key).owing
    if owing is None:
        raise PaperNotOwed
    return owing


def _tell_owed(
    decision: Decision, kind: NoticeKind, key: str, *, deemed: bool = False, reason: TextRef | None = None
) -> None:
    task = decision.task(key)
    if task.owing is not None:
        decision.issue_notice(
            kind,
            task=task,
            reasons=(reason,),
            due=task.owing.due,
            papers=task.owing.outstanding,
            deemed=deemed,
        )


def _due_of(task: TaskState, paper: OwedPaper, calendar: WorkingCalendar) -> date:
    by_receipt = paper.within.starts is LimitStart.RECEIPT
    start = task.receipt_at if by_receipt else task.clock.started
    if start is None:
        raise ValueError("papers are owed from acceptance on")
    return due_date(start=start, limit=_bare(paper), calendar=calendar).day


def _bare(paper: OwedPaper) -> TimeLimit:
    """The limit as an amount; from when it counts is said by who asks."""
    return replace(paper.within, starts=LimitStart.ACCEPTANCE, occurrence=None)


# ── promises checked afterwards ──────────────────────────────────────────────


def schedule_check(decision: Decision, task: TaskState) -> None:
    """By when the promise of a decided task is to be checked: the shortest time that its definitions state."""
    task = decision.task(task.spec.key)
    if task.commitment is None:
        return
    limits = [one.checked_within for one in task.spec.promised if one.checked_within is not None]
    days = [
        due_date(
            start=decision.at,
            limit=replace(limit, starts=LimitStart.ACCEPTANCE, occurrence=None),
            calendar=decision.facts.calendar,
        ).day
        for limit in limits
    ]
    decision.record(t.CheckScheduled(at=decision.at, task=task.spec.key, due=min(days) if days else None))


def check_promise(decision: Decision, command: c.CheckPromise) -> None:
    """What the check found."""
    event = t.PromiseKept if command.kept else t.PromiseBroken
    decision.record(event(at=decision.at, task=command.task, finding=command.finding))


def order_correction(decision: Decision, command: c.OrderCorrection) -> None:
    """The order to correct, with its day."""
    if command.due <= decision.today:
        raise DayNotAhead(due=command.due)
    decision.record(
        t.CorrectionOrdered(at=decision.at, task=command.task, due=command.due, reason=command.reason)
    )
    decision.issue_notice(
        NoticeKind.CORRECTION_ORDER,
        task=decision.task(command.task),
        reasons=(command.reason,),
        due=command.due,
    )


def confirm_correction(decision: Decision, command: c.ConfirmCorrection) -> None:
    """What was ordered has been done: the decision stands."""
    decision.record(t.PromiseCorrected(at=decision.at, task=command.task, finding=command.finding))


def outcome_of(tasks: tuple[TaskState, ...]) -> CaseOutcome:
    """What came of a case whose tasks are settled: what was granted, and not revoked, counts also after its end; what a
    change made needless does not count."""
    granted = sum(task.was_granted for task in tasks)
    if granted == sum(task.status is not TaskStatus.DROPPED for task in tasks):
        return CaseOutcome.WHOLLY
    return CaseOutcome.PARTLY if granted else CaseOutcome.REFUSED
