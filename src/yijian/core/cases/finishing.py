"""Handlers: withdrawal, ending, rating, archiving, delivery of notices, and the timers.

What was granted before a withdrawal or an end stays granted: the case is then decided in part and its results are
still issued and handed over. Where nothing was granted the case is over.
"""

from __future__ import annotations

from yijian.core.cases import commands as c
from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases import objection_events as o
from yijian.core.cases import promising
from yijian.core.cases import task_events as t
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import ActorKind
from yijian.core.cases.deliveries import Delivery, DeliveryMode
from yijian.core.cases.following import accept_by_silence, follow_visits, silence_accepts
from yijian.core.cases.handing_over import silence_takes_over
from yijian.core.cases.handling import approve_by_silence, day_clock_runs_again
from yijian.core.cases.life_refusals import ChangesUnseen
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.promise_refusals import PromisesOpen
from yijian.core.cases.receiving import dispatch
from yijian.core.cases.refusals import (
    AlreadyRated,
    DeliveryDayImpossible,
    NoSuchNotice,
    NoticeAlreadyDelivered,
    ResultsOutstanding,
    ScoreOutOfRange,
    TimerNotDue,
    TimerNotWanted,
    WrongActor,
)
from yijian.core.cases.rule_deciding import decide_by_rules
from yijian.core.cases.rule_refusals import SamplesOpen
from yijian.core.cases.timer_kinds import TimerKind
from yijian.core.cases.timers import timers_of
from yijian.core.cases.undoing_refusals import ObjectionsOpen
from yijian.core.planning.local_time import local_date

_BEST_SCORE = 5


def withdraw_case(decision: Decision, command: c.WithdrawCase) -> None:
    """Everything not yet decided taken back by the applicant."""
    for task in decision.state.tasks:
        if not task.settled:
            decision.record(t.TaskWithdrawn(at=decision.at, task=task.spec.key))
        elif task.open_objection is not None:
            decision.record(o.ObjectionTakenBack(at=decision.at, task=task.spec.key))
    follow_visits(decision)
    if any(task.was_granted for task in decision.state.tasks):
        decision.record(e.RemainderWithdrawn(at=decision.at, reason=command.reason))
    else:
        decision.record(e.CaseWithdrawn(at=decision.at, reason=command.reason))
    decision.issue_notice(NoticeKind.WITHDRAWAL)


def end_case(decision: Decision, command: c.EndCase) -> None:
    """Everything not yet decided ended by the lead authority."""
    decision.require_authority(decision.state.lead)
    _require_reviewed(decision)
    for task in decision.state.tasks:
        if not task.settled:
            decision.record(t.TaskEndedWithCase(at=decision.at, task=task.spec.key))
    follow_visits(decision)
    if any(task.was_granted for task in decision.state.tasks):
        decision.record(e.RemainderEnded(at=decision.at, reason=command.reason))
    else:
        decision.record(e.CaseEnded(at=decision.at, reason=command.reason))
    decision.issue_notice(NoticeKind.ENDING, reasons=(command.reason,))


def rate_case(decision: Decision, command: c.RateCase) -> None:
    """The applicant's rating, once."""
    decision.require_actor(ActorKind.APPLICANT, ActorKind.CO_SIGNER)
    if decision.state.rating is not None:
        raise AlreadyRated
    if not 1 <= command.score <= _BEST_SCORE:
        raise ScoreOutOfRange(score=command.score)
    decision.record(e.CaseRated(at=decision.at, score=command.score, text=command.text))


def close_case(decision: Decision, _: c.CloseCase) -> None:
    """Archived by the lead authority or by the platform, if nothing is owed."""
    if decision.facts.actor.kind is not ActorKind.SYSTEM:
        decision.require_authority(decision.state.lead)
    outstanding = tuple(task.spec.key for task in decision.state.tasks if not task.complete)
    if outstanding:
        raise ResultsOutstanding(tasks=outstanding)
    unchecked = tuple(task.spec.key for task in decision.state.tasks if task.to_check)
    if unchecked:
        raise PromisesOpen(tasks=unchecked)
    unlooked = tuple(task.spec.key for task in decision.state.tasks if task.to_look_at or task.found_wrong)
    if unlooked:
        raise SamplesOpen(tasks=unlooked)
    _require_reviewed(decision)
    unseen = tuple(task.spec.key for task in decision.state.tasks if task.unseen_changes and task.granted)
    if unseen:
        raise ChangesUnseen(tasks=unseen)
    decision.record(e.CaseClosed(at=decision.at))


def confirm_notice_delivery(decision: Decision, command: c.ConfirmNoticeDelivery) -> None:
    """A notice reached the person: opened by the applicant, or handed over by the authority that issued it or the lead. The
    first time counts."""
    notice = next((one for one in decision.state.notices if one.number == command.number), None)
    if notice is None:
        raise NoSuchNotice(number=command.number)
    opened = decision.facts.actor.kind is ActorKind.APPLICANT
    if opened and command.mode is not DeliveryMode.ELECTRONIC:
        raise WrongActor(wanted=(ActorKind.OFFICER.value,))
    if not opened:
        decision.require_authority(notice.authority, decision.state.lead)
    if notice.delivery is not None:
        raise NoticeAlreadyDelivered(number=command.number)
    first, last = local_date(notice.issued_at), decision.today
    if command.on is not None and not first <= command.on <= last:
        raise DeliveryDayImpossible(first=first, last=last)
    delivery = Delivery(
        at=decision.at,
        mode=command.mode,
        proof=command.proof,
        by=None if opened else decision.facts.actor.authority,
        on=command.on,
    )
    decision.record(e.NoticeDelivered(at=decision.at, number=command.number, delivery=delivery))


def fire_timer(decision: Decision, command: c.FireTimer) -> None:
    """What a deadline brings. Refused while the timer is not due, and when the state does not want it any more."""
    decision.require_actor(ActorKind.RULES if command.kind is TimerKind.RULES else ActorKind.SYSTEM)
    _require_due(decision, command)
    at, subject = decision.at, command.subject
    match command.kind:
        case TimerKind.CORRECTION_DEADLINE:
            dispatch(decision, lapsed=True)
        case TimerKind.HAND_OVER_DUE:
            decision.record(h.CollectingOverdue(at=at))
        case TimerKind.TAKE_OVER_DUE:
            silence_takes_over(decision, subject)
        case TimerKind.SUPPLEMENT_DUE:
            decision.record(e.SupplementOverdue(at=at, round=len(decision.state.corrections)))
        case TimerKind.ACCEPTANCE_DEADLINE:
            task = decision.task(subject)
            if silence_accepts(decision, task):
                accept_by_silence(decision, task)
            else:
                decision.record(t.TaskAcceptanceOverdue(at=at, task=subject))
        case TimerKind.TASK_AMBER:
            decision.record(t.TaskDueSoon(at=at, task=subject))
        case TimerKind.TASK_RED:
            decision.record(t.TaskOverdue(at=at, task=subject))
        case TimerKind.DECISION_SILENCE:
            approve_by_silence(decision, decision.task(subject))
        case TimerKind.SUSPENSION_LIMIT:
            end = day_clock_runs_again(decision, decision.task(subject))
            decision.record(t.ClockResumed(at=at, task=subject, end=end, lapsed=True))
        case TimerKind.OWED_REMINDER:
            promising.remind(decision, decision.task(subject))
        case TimerKind.OWED_DUE:
            promising.day_passed(decision, decision.task(subject))
        case TimerKind.PROMISE_CHECK:
            decision.record(t.CheckOverdue(at=at, task=subject))
        case TimerKind.ORDER_DUE:
            decision.record(t.CorrectionOverdue(at=at, task=subject))
        case TimerKind.RULES:
            decide_by_rules(decision, subject)
        case TimerKind.REVIEW_DUE:
            decision.record(o.ObjectionOverdue(at=at, task=subject))


def _require_reviewed(decision: Decision) -> None:
    """Raises ObjectionsOpen while an objection waits for its review."""
    waiting = tuple(task.spec.key for task in decision.state.tasks if task.open_objection is not None)
    if waiting:
        raise ObjectionsOpen(tasks=waiting)


def _require_due(decision: Decision, command: c.FireTimer) -> None:
    named = (command.kind, command.subject, command.generation)
    for timer in timers_of(decision.state, decision.facts.calendar):
        if (timer.kind, timer.subject, timer.generation) == named:
            if decision.facts.now < timer.due:
                raise TimerNotDue(kind=command.kind.value, subject=command.subject, due=timer.due)
            return
    raise TimerNotWanted(kind=command.kind.value, subject=command.subject)
