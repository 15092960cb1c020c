"""Where a task stands on its authority's lists, written with every command so that lists read it page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from yijian.core.cases import CaseState, CaseStatus, TaskState, amber_from, due_of
from yijian.core.cases.clocks import end_of, end_of_day, reminder_day, take_over_deadline
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.handovers import HandoverStatus, Office, Parcel
from yijian.core.cases.owing import OwingStatus
from yijian.core.cases.states import RUNNING_STATUSES
from yijian.core.cases.visits import Answer, VisitStatus
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.local_time import local_date, start_of_day
from yijian.usecases.lights import REVIEW_SOON, Light, in_pre_check, light_of

TAKE_OVER_SOON: Final = timedelta(days=2)
"""How long before its end the time to take over is soon late (our choice)."""


@dataclass(frozen=True, slots=True)
class _Urgency:
    """From when it is soon late, and late; None: never by this."""

    soon: datetime | None = None
    late: datetime | None = None


def with_deciders(case: CaseState) -> bool:
    """Whether the places that decide have the papers, or at least were sent them: before, they see nothing of it."""
    return case.handover is None or case.handover.status is not HandoverStatus.COLLECTING


def comes_over(case: CaseState) -> bool:
    """Whether papers that a window elsewhere collected are not with all who decide."""
    return case.handover is not None and case.handover.received_at is None and not case.final


def parcel_for(case: CaseState, task: TaskState) -> Parcel | None:
    """What a window elsewhere sent to the office of a task and waits for its answer."""
    return _parcel(case, Office(place=task.spec.place or case.region or "", authority=task.spec.authority))


def parcel_to_lead(case: CaseState) -> Parcel | None:
    """The same for the lead of the whole."""
    return _parcel(case, Office(place=case.region or "", authority=case.lead))


def _parcel(case: CaseState, office: Office) -> Parcel | None:
    parcel = case.handover.parcel_to(office) if case.handover is not None and comes_over(case) else None
    return parcel if parcel is not None and parcel.answer is None else None


def led_as(case: CaseState) -> str:
    """Where a case stands on the list of its lead: the engine's word, or where the handover stands while the papers are not
    with all who decide; empty before they were sent."""
    if not with_deciders(case):
        return ""
    if parcel_to_lead(case) is not None:
        return "sent"
    return "between_places" if comes_over(case) else case.status.value


def place_of(case: CaseState, task: TaskState) -> str:
    """The engine's word, or what is to be done beside it: in the pre-check, whether it is the first or one of what the
    applicant has corrected; papers sent by a window elsewhere; a decision that is objected to, that was drawn to be looked
    at, or that a change touches."""
    if parcel_for(case, task) is not None:
        return "sent"
    if in_pre_check(case):
        return "returned" if case.status is CaseStatus.SUPPLEMENTED else "pre_check"
    if task.open_objection is not None:
        return "objection"
    if task.to_look_at or task.found_wrong:
        return "sample"
    return "changed" if task.granted and task.unseen_changes else task.status.value


def act_by(case: CaseState, task: TaskState, calendar: WorkingCalendar) -> date | None:
    """The day by which its authority must act next: take over what was sent, answer an objection, else the end of the
    running limit."""
    parcel = parcel_for(case, task)
    if parcel is not None:
        return local_date(take_over_deadline(parcel, calendar)) - date.resolution
    if task.open_objection is not None:
        return task.open_objection.due
    due = None if task.clock.ended else due_of(task, calendar)
    return due.day if due else None


def base_light(task: TaskState) -> Light:
    """The light as long as nothing is urgent."""
    if task.to_check or task.open_objection or task.to_look_at or task.found_wrong or task.unseen_changes:
        return Light.RUNNING
    light = light_of(task)
    return Light.RUNNING if light in (Light.SOON, Light.LATE) else light


def urgent_from(
    case: CaseState, task: TaskState, calendar: WorkingCalendar
) -> tuple[datetime | None, datetime | None]:
    """From which instants it is soon late, and late: by its clock, by what is owed, by a promise to be checked, by an
    objection, by a change (at once), by what was sent to be taken over."""
    found = (*_of_clock(task, calendar), *_of_modes(task, case.last_at))
    parcel = parcel_for(case, task)
    if parcel is not None:
        late_at = take_over_deadline(parcel, calendar)
        found = (*found, _Urgency(late_at - TAKE_OVER_SOON, late_at))
    soon = [one.soon for one in found if one.soon is not None]
    late = [one.late for one in found if one.late is not None]
    return min(soon, default=None), min(late, default=None)


def visit_ahead(case: CaseState, task: TaskState) -> date | None:
    """The day of the next visit for which something is to be done by its authority: answer, go, record, or look again."""
    key, days = task.spec.key, []
    if task.settled:
        return None
    for visit in case.visits:
        part = visit.part(key)
        if part is None:
            continue
        arranged = visit.status is VisitStatus.PROPOSED and part.answer is not Answer.ALONE
        awaited = visit.status is VisitStatus.HELD and part.answer is Answer.JOINS and part.finding is None
        if arranged or awaited:
            days.append(visit.held_on or visit.day)
        elif part.finding is not None and part.finding.due is not None and _is_last(case, key, visit.id):
            days.append(part.finding.due)
    return min(days, default=None)


def _is_last(case: CaseState, task: str, visit: str) -> bool:
    """Whether nothing was arranged for the task after that visit."""
    mine = [one.id for one in case.visits if one.part(task) and one.status is not VisitStatus.CALLED_OFF]
    return bool(mine) and mine[-1] == visit


def _of_clock(task: TaskState, calendar: WorkingCalendar) -> tuple[_Urgency, ...]:
    if task.status not in RUNNING_STATUSES or task.clock.ended is not None:
        return ()
    due = due_of(task, calendar)
    return (_Urgency(amber_from(task, calendar), end_of(due) if due else None),)


def _of_modes(task: TaskState, at: datetime) -> tuple[_Urgency, ...]:
    found = []
    owing = task.owing
    if owing is not None and task.owed and owing.due is not None:
        passed = owing.status is OwingStatus.NOT_COMPLETED
        late = at if passed else end_of_day(owing.due)
        found.append(_Urgency(start_of_day(reminder_day(owing)), late))
    commitment = task.commitment
    if commitment is not None and task.to_check and commitment.status is not CommitmentStatus.BROKEN:
        ordered = commitment.status is CommitmentStatus.ORDERED
        due = commitment.order_due if ordered else commitment.check_due
        found.append(_Urgency(late=end_of_day(due) if due else None))
    objection = task.open_objection
    if objection is not None and objection.due is not None:
        soon = start_of_day(objection.due - timedelta(days=REVIEW_SOON))
        found.append(_Urgency(soon, end_of_day(objection.due)))
    if task.found_wrong or (task.granted and task.unseen_changes):
        found.append(_Urgency(soon=at))
    return tuple(found)
