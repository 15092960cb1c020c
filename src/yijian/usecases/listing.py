"""From the state of a case to the rows that lists, timers and checks read; written in the command's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from yijian.core.cases import (
    FINAL_CASE_STATUSES,
    CaseEvent,
    CaseState,
    CaseStatus,
    TaskState,
    TaskStatus,
    timers_of,
)
from yijian.core.cases import objection_events as o
from yijian.core.cases import task_events as t
from yijian.core.cases.clocks import (
    amber_from,
    correction_deadline,
    due_of,
    end_of,
    end_of_day,
    hand_over_deadline,
    take_over_deadline,
)
from yijian.core.cases.handovers import WITH_THE_WINDOW, HandoverStatus, ResultReturn
from yijian.core.cases.issued_outputs import IssuedOutput
from yijian.core.cases.states import RUNNING_STATUSES
from yijian.core.cases.undoings import UndoingGround
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.local_time import local_date
from yijian.storage.case_rows import CaseRow, CollectedRow, NoticeRow, OutputRow, TaskRow
from yijian.storage.credit_notes import CreditNoteKind, CreditNoteRow
from yijian.storage.numbers import next_case_id
from yijian.storage.timers import WantedTimer
from yijian.usecases.work_places import (
    act_by,
    base_light,
    comes_over,
    led_as,
    parcel_for,
    parcel_to_lead,
    place_of,
    urgent_from,
    visit_ahead,
    with_deciders,
)

_WITH_AUTHORITY = RUNNING_STATUSES | {TaskStatus.DISPATCHED, TaskStatus.SUSPENDED}
_TO_COME = {CaseStatus.RECEIVED, CaseStatus.SUPPLEMENTED, CaseStatus.IN_PROGRESS}
"""Cases whose waiting tasks their authorities see. While the applicant corrects, nobody knows which there will be."""


@dataclass(frozen=True, slots=True)
class Promise:
    """The day that the applicant was promised for the last result; None: no day could be derived."""

    day: date | None


def new_case_id(*, region: str, now: datetime) -> str:
    """The id of a case begun now (China's day)."""
    return next_case_id(region=region, day=local_date(now))


def case_row(
    state: CaseState, *, applicant: str | None, promised: Promise | None, calendar: WorkingCalendar
) -> CaseRow:
    """The columns of the state row."""
    return CaseRow(
        life_event=state.life_event,
        one_thing=state.one_thing,
        region=state.region,
        lead=state.lead,
        status=state.status.value,
        led_as=led_as(state),
        final=state.status in FINAL_CASE_STATUSES,
        applicant=applicant,
        started_at=state.started_at,
        number=state.number,
        received_at=state.received_at,
        due=_due_of_whole(state, calendar),
        promised_finish=promised.day if promised else None,
    )


def _due_of_whole(state: CaseState, calendar: WorkingCalendar) -> datetime | None:
    """By when the next thing must happen to the whole: the lead takes over what was sent, the end of the pre-check, or of the
    time for corrections."""
    parcel = parcel_to_lead(state)
    if parcel is not None:
        return take_over_deadline(parcel, calendar)
    if state.status in (CaseStatus.RECEIVED, CaseStatus.SUPPLEMENTED):
        return correction_deadline(state, calendar)
    if state.status is CaseStatus.CORRECTION_NOTIFIED:
        return end_of_day(state.corrections[-1].due)
    return None


def task_rows(state: CaseState, *, calendar: WorkingCalendar) -> tuple[TaskRow, ...]:
    """One row a task. A task is open for its authority while it has to do something, also in the pre-check, and while
    it waits for the result of another that is being handled: then it is to come."""
    return tuple(_task_row(state, task, calendar) for task in state.tasks)


def _task_row(state: CaseState, task: TaskState, calendar: WorkingCalendar) -> TaskRow:
    due = due_of(task, calendar)
    soon, late = urgent_from(state, task, calendar)
    return TaskRow(
        key=task.spec.key,
        service=task.spec.service,
        authority=task.spec.authority,
        status=task.status.value,
        open=_is_open(state, task),
        clock_runs=task.status in RUNNING_STATUSES,
        since=task.receipt_at,
        amber_from=amber_from(task, calendar),
        due=end_of(due) if due else None,
        external_system=task.external.system if task.external else "",
        external_number=task.external.number if task.external else "",
        region=task.spec.place or "",
        place=place_of(state, task),
        holder=task.holder or "",
        owes=bool(task.owed),
        asks_more=task.status in RUNNING_STATUSES and task.open_extension_request is not None,
        visit_on=visit_ahead(state, task),
        act_by=act_by(state, task, calendar),
        base_light=base_light(task).value,
        soon_from=soon,
        late_from=late,
    )


def _is_open(state: CaseState, task: TaskState) -> bool:
    if comes_over(state):  # whoever has taken it over sees it again when all have
        return parcel_for(state, task) is not None
    return (
        (task.status is TaskStatus.WAITING and state.status in _TO_COME and with_deciders(state))
        or task.status in _WITH_AUTHORITY
        or bool(task.outputs_to_issue)
        or bool(task.outputs_to_deliver)
        or task.to_check
        or task.to_look_at
        or task.found_wrong
        or task.open_objection is not None
        or bool(task.unseen_changes)
    )


def collected_row(state: CaseState, *, calendar: WorkingCalendar) -> CollectedRow | None:
    """The row by which the window that collects finds the case; None where none does. It stays on its list until it is
    taken over, and as long as a result may come to be handed out there."""
    handover = state.handover
    if handover is None:
        return None
    to_come_back = handover.collection.returns is ResultReturn.COLLECTING_PLACE
    return CollectedRow(
        place=handover.collection.place,
        status=handover.status.value,
        open=not state.final
        and state.status is not CaseStatus.DELIVERED
        and (to_come_back or handover.status is not HandoverStatus.TAKEN),
        due=hand_over_deadline(handover, calendar) if handover.status in WITH_THE_WINDOW else None,
    )


def timer_rows(state: CaseState, *, calendar: WorkingCalendar) -> tuple[WantedTimer, ...]:
    """The timers the state wants."""
    return tuple(
        WantedTimer(kind=timer.kind.value, subject=timer.subject, due=timer.due, generation=timer.generation)
        for timer in timers_of(state, calendar)
    )


def notice_rows(*, before: CaseState | None, after: CaseState) -> tuple[NoticeRow, ...]:
    """The notices that are new or changed."""
    known = set(before.notices) if before else set()
    return tuple(
        NoticeRow(
            number=notice.number,
            kind=notice.kind.value,
            authority=notice.authority,
            task=notice.task,
            issued_at=notice.issued_at,
            due=notice.due,
            delivered_at=notice.delivery.at if notice.delivery else None,
        )
        for notice in after.notices
        if notice not in known
    )


def output_rows(
    *, before: CaseState | None, after: CaseState, check_codes: dict[str, str]
) -> tuple[OutputRow, ...]:
    """The results that are new or changed. `check_codes` by output id: those the command printed on documents."""
    known = {(task.spec.key, output) for task in before.tasks for output in task.outputs} if before else set()
    return tuple(
        OutputRow(
            task=task.spec.key,
            output=output.id if copy == 1 else f"{output.id}#{copy}",
            authority=task.spec.authority,
            number=output.number,
            issued_at=output.issued_at,
            document=output.document,
            check_code=check_codes.get(output.id) if output.stands else None,
            delivered_at=output.delivery.at if output.delivery else None,
            revoked_at=output.revoked_at,
            ended_by=output.ended_by.value if output.ended_by else None,
        )
        for task in after.tasks
        for copy, output in _copies(task.outputs)
        if (task.spec.key, output) not in known
    )


def _copies(outputs: tuple[IssuedOutput, ...]) -> Iterator[tuple[int, IssuedOutput]]:
    """Each output and which copy of it this is, from 1."""
    issued: Counter[str] = Counter()
    for output in outputs:
        issued[output.id] += 1
        yield issued[output.id], output


def credit_note_rows(
    events: Iterable[CaseEvent], *, case_id: str, applicant: str | None
) -> tuple[CreditNoteRow, ...]:
    """What a command says of how its applicant keeps promises: an extension after the day, an end, a revocation for it."""
    if applicant is None:
        return ()
    kinds = {t.OwingEnded: CreditNoteKind.NOT_BROUGHT, t.DecisionRevoked: CreditNoteKind.REVOKED}
    rows = []
    for event in events:
        kind = kinds.get(type(event))
        if isinstance(event, t.OwingExtended) and event.late:
            kind = CreditNoteKind.LATE
        if isinstance(event, t.DecisionRevoked) and event.ground is not UndoingGround.BROKEN_PROMISE:
            kind = None
        if kind is not None and isinstance(event, t.TaskEvent):
            rows.append(
                CreditNoteRow(account=applicant, case_id=case_id, task=event.task, kind=kind, at=event.at)
            )
    return tuple(rows)


def unfounded_notes(events: Iterable[CaseEvent]) -> Iterator[tuple[str, frozenset[CreditNoteKind]]]:
    """The notes that go with a decision which a review set aside: of which task, and of which kinds."""
    for event in events:
        if isinstance(event, o.UndoingSetAside):
            yield event.task, frozenset({CreditNoteKind.REVOKED})
        if isinstance(event, o.DecisionSetAside):
            yield event.task, frozenset({CreditNoteKind.NOT_BROUGHT})
