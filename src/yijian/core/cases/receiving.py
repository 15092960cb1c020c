"""Handlers: receipt, pre-check, the one joint correction notice, supplement, dispatch.

The law of this part (行政许可法 art. 32, recalled; other kinds by their profile): what is missing is told once, all of
it, within the time; if nothing was told in time the matter counts as accepted from the day of receipt.
Defects are collected from all authorities while the case is received or supplemented; dispatch ends that stage. When
the time runs out first, the silence of the lead authority does not hold up the applicant: every authority gets its
part, and silence accepts where the profile says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from yijian.core.cases import commands as c
from yijian.core.cases import events as e
from yijian.core.cases.application_refusals import (
    CaseIncomplete,
    CompletenessNotGiven,
    CorrectionTimePassed,
    DefectsNotTold,
    DefectsUnanswered,
    DueDayPassed,
    NoDefects,
    NoSuchDefect,
    NotAdmitted,
    NothingGiven,
    SecondNoticeNotAllowed,
    TasksInconsistent,
)
from yijian.core.cases.clocks import correction_deadline
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import ActorKind
from yijian.core.cases.following import accept_by_silence, dispatch_ready_tasks, silence_accepts
from yijian.core.cases.handing_over import require_collection_fits
from yijian.core.cases.judgements import Judgement
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.promises import PromiseKind
from yijian.core.cases.states import CaseState, Defect, TaskStatus
from yijian.core.cases.task_specs import TaskSpec, faults_of


def submit_case(decision: Decision, command: c.SubmitCase) -> None:
    """Receipt, if nothing required is missing."""
    require_collection_fits(decision)
    require_complete(decision)
    require_consistent(decision.state, command.tasks)
    decision.record(e.CaseReceived(at=decision.at, number=command.number, tasks=command.tasks))
    decision.issue_notice(NoticeKind.RECEIPT)


def report_defects(decision: Decision, command: c.ReportDefects) -> None:
    """Defects for the joint notice: an authority's for its tasks, the lead's for all."""
    new = _new_defects(decision.state.defects, command.defects)
    if not new:
        raise NothingGiven
    for defect in new:
        _require_competent(decision, defect.task)
    decision.record(e.DefectsReported(at=decision.at, defects=new))


def drop_defect(decision: Decision, command: c.DropDefect) -> None:
    """A reported defect taken back before it was told."""
    if not any((one.subject, one.task) == (command.subject, command.task) for one in decision.state.defects):
        raise NoSuchDefect(subject=command.subject)
    _require_competent(decision, command.task)
    decision.record(e.DefectDropped(at=decision.at, subject=command.subject, task=command.task))


def notify_correction(decision: Decision, command: c.NotifyCorrection) -> None:
    """Everything that is missing, told in one notice."""
    state = decision.state
    by_supervisor = command.supervisor_reason is not None
    if by_supervisor:
        decision.require_actor(ActorKind.SUPERVISOR)
    else:
        decision.require_authority(state.lead)
    _require_in_time(decision)
    defects = (*state.defects, *_new_defects(state.defects, command.defects))
    if not defects:
        raise NoDefects
    for defect in defects:
        if defect.task is not None:
            decision.task(defect.task)
    if command.due <= decision.today:
        raise DueDayPassed(due=command.due)
    if state.corrections and not by_supervisor:
        old = _subjects(one for one in defects if one.subject not in state.newly_supplied)
        if old:
            raise SecondNoticeNotAllowed(subjects=old)
    decision.record(
        e.CorrectionNotified(
            at=decision.at,
            round=len(state.corrections) + 1,
            defects=defects,
            due=command.due,
            supervisor_reason=command.supervisor_reason,
        )
    )
    reasons = tuple(defect.text for defect in defects)
    decision.issue_notice(NoticeKind.CORRECTION, reasons=reasons, due=command.due)


def submit_supplement(decision: Decision, command: c.SubmitSupplement) -> None:
    """The correction handed in, if all that was told has been answered and nothing else is missing now.

    Nothing was dispatched yet, so the tasks are those of the corrected application.
    """
    state = decision.state
    unanswered = _subjects(
        one for one in state.corrections[-1].defects if one.subject not in state.newly_supplied
    )
    if unanswered:
        raise DefectsUnanswered(subjects=unanswered)
    require_complete(decision)
    require_consistent(state, command.tasks)
    decision.record(e.CaseSupplemented(at=decision.at, tasks=command.tasks))
    decision.issue_notice(NoticeKind.RECEIPT)


def dispatch_case(decision: Decision, command: c.DispatchCase) -> None:
    """The end of the pre-check."""
    decision.require_authority(decision.state.lead)
    deadline = correction_deadline(decision.state, decision.facts.calendar)
    lapsed = deadline is not None and decision.at >= deadline
    if decision.state.defects and not lapsed:
        raise DefectsNotTold(subjects=_subjects(decision.state.defects))
    dispatch(decision, lapsed=lapsed, judgements=command.judgements)


def dispatch(decision: Decision, *, lapsed: bool, judgements: tuple[Judgement, ...] = ()) -> None:
    """Every authority gets its part, as of receipt. `lapsed`: the time for a notice ran out."""
    receipt_at = decision.state.receipt_at or decision.at
    decision.record(e.CaseDispatched(at=decision.at, lapsed=lapsed, judgements=judgements))
    dispatch_ready_tasks(decision, receipt_at=receipt_at)
    for task in decision.state.tasks:
        if task.status is TaskStatus.DISPATCHED and silence_accepts(decision, task):
            accept_by_silence(decision, task)


def _require_in_time(decision: Decision) -> None:
    deadline = correction_deadline(decision.state, decision.facts.calendar)
    if deadline is not None and decision.at >= deadline:
        raise CorrectionTimePassed(deadline=deadline)


def _require_competent(decision: Decision, task: str | None) -> None:
    lead = decision.state.lead
    if task is None:
        decision.require_authority(lead)
    else:
        decision.require_authority(decision.task(task).spec.authority, lead)


def require_complete(decision: Decision, *, signed: bool = True) -> None:
    """Raises the refusal that lists all that is missing; with `signed` False signatures may still come."""
    wanted, state = decision.facts.completeness, decision.state
    if wanted is None:
        raise CompletenessNotGiven
    if wanted.admitted is False:
        raise NotAdmitted
    attached = {paper.key for paper in state.papers}
    signed_by = {one.participant for one in state.signatures if one.signed_at is not None}
    facts = tuple(path for path in wanted.required_facts if path not in state.facts)
    promised = {
        one.subject
        for one in state.promises
        if one.kind is not PromiseKind.CONDITIONS and wanted.may_promise(one.kind, one.subject)
    }
    papers = tuple(key for key in wanted.required_papers if key not in attached | promised)
    promises = tuple(
        one for one in wanted.required_promises if state.promise(PromiseKind.CONDITIONS, one) is None
    )
    signatures = tuple(one for one in wanted.required_signatures if one not in signed_by) if signed else ()
    if facts or papers or signatures or promises or wanted.undecided:
        raise CaseIncomplete(
            facts=facts,
            papers=papers,
            signatures=signatures,
            promises=promises,
            undecided=wanted.undecided,
        )


def require_consistent(state: CaseState, tasks: tuple[TaskSpec, ...]) -> None:
    """Raises TasksInconsistent where the tasks could never all run."""
    faults = faults_of(tasks, known_facts=state.facts)
    if faults:
        raise TasksInconsistent(faults=faults)


def _new_defects(known: tuple[Defect, ...], given: tuple[Defect, ...]) -> tuple[Defect, ...]:
    """The given defects without those already known: the same subject of the same task is told once."""
    seen = {(one.subject, one.task) for one in known}
    new = []
    for defect in given:
        if (defect.subject, defect.task) not in seen:
            seen.add((defect.subject, defect.task))
            new.append(defect)
    return tuple(new)


def _subjects(defects: Iterable[Defect]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(defect.subject for defect in defects))
