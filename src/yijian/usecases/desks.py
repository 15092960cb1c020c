"""The desks of staff: what waits for an authority's officers, and for the coordinator of the lead authority."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from yijian.core.cases import (
    CaseState,
    CaseStatus,
    TaskState,
    TaskStatus,
    correction_deadline,
    due_of,
    end_of_day,
)
from yijian.core.errors import Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.one_thing import OneThing
from yijian.ports import Ports
from yijian.storage import queries
from yijian.usecases.casework import ValuesDestroyed, artefact, bare, provided_of, read_state
from yijian.usecases.permissions import Actor, Permission, PermissionDenied, require
from yijian.usecases.planning import applicant_of
from yijian.usecases.promise_views import mode_light
from yijian.usecases.staff_views import DeskRow, DeskView
from yijian.usecases.task_views import in_pre_check, light_of, used_share, waits_for
from yijian.usecases.views import Light

_LED = (
    CaseStatus.RECEIVED,
    CaseStatus.SUPPLEMENTED,
    CaseStatus.CORRECTION_NOTIFIED,
    CaseStatus.IN_PROGRESS,
    CaseStatus.DECIDED,
    CaseStatus.DELIVERED,
)


def desk(*, actor: Actor, ports: Ports) -> DeskView:
    """The tasks that wait for the officer's authority, the earliest due first; and those that will come to it."""
    require(actor, Permission.HANDLE_TASK)
    authority = _authority(actor)
    calendar, now = ports.definitions.calendar(), ports.clock.now()
    rows: list[DeskRow] = []
    coming: list[DeskRow] = []
    names: dict[str, str] = {}
    states: dict[str, CaseState] = {}
    for listed in queries.open_tasks(authority=authority):
        if listed.case_id not in states:
            states[listed.case_id] = read_state(case_id=listed.case_id)
        state = states[listed.case_id]
        one_thing = artefact(state.one_thing)
        task = state.task(listed.task.key)
        if task is None or state.received_at is None:
            continue
        if state.case_id not in names:
            names[state.case_id] = applicant_name(ports, state.case_id, one_thing)
        due = None if task.clock.ended else due_of(task, calendar)
        objection = task.open_objection
        to_come = task.status is TaskStatus.WAITING and not in_pre_check(state)
        (coming if to_come else rows).append(
            DeskRow(
                case_id=state.case_id,
                task=task.spec.key,
                name=one_thing.services[task.spec.service].definition.name,
                life_event=one_thing.name,
                applicant=names[state.case_id],
                status=_status(state, task),
                light=_light_of_row(task, due.day if due else None, local_date(now)),
                due=objection.due if objection else due.day if due else None,
                received_at=state.received_at,
                waits_for=waits_for(case=state, task=task, one_thing=one_thing),
                used=used_share(task, now=now, calendar=calendar) if due else 0.0,
                owes=bool(task.owed),
            )
        )
    return replace(_desk(ports, authority, rows), coming=tuple(coming))


def pre_check_desk(*, actor: Actor, ports: Ports) -> DeskView:
    """The cases that the coordinator's authority leads, the longest received first."""
    require(actor, Permission.COORDINATE)
    authority = _authority(actor)
    calendar, now = ports.definitions.calendar(), ports.clock.now()
    rows = []
    for summary in queries.cases_led_by(lead=authority, statuses=[status.value for status in _LED]):
        state = read_state(case_id=summary.case_id)
        one_thing = artefact(state.one_thing)
        if state.received_at is None:
            continue
        deadline = correction_deadline(state, calendar) if in_pre_check(state) else None
        rows.append(
            DeskRow(
                case_id=state.case_id,
                task=None,
                name=one_thing.name,
                life_event=one_thing.name,
                applicant=applicant_name(ports, state.case_id, one_thing),
                status=state.status.value,
                light=_light(state.status, deadline, now),
                due=local_date(deadline) - date.resolution if deadline else summary.promised_finish,
                received_at=state.received_at,
                waits_for=_at_work(state, one_thing),
                used=_share(state.received_at, deadline or _end_of(summary.promised_finish), now),
            )
        )
    return _desk(ports, authority, rows)


def applicant_name(ports: Ports, case_id: str, one_thing: OneThing) -> str:
    """The name of who applies; empty where it is not told, or forgotten for good: a desk must not fail by one case."""
    declared = one_thing.life_event.applicant
    if isinstance(declared, ChosenParticipant):
        paths = [declared.by, *(f"{participant}.name" for participant in declared.among.values())]
    else:
        paths = [f"{declared}.name"]
    try:
        facts = bare(provided_of(ports=ports, case_id=case_id, paths=paths))
    except ValuesDestroyed:
        return ""
    return str(facts.get(f"{applicant_of(one_thing, facts)}.name") or "")


def _status(case: CaseState, task: TaskState) -> str:
    """The engine's word, or what is to be done beside it: in the pre-check, whether it is the first or one of what the
    applicant has corrected; a decision that is objected to, or that a change touches."""
    if in_pre_check(case):
        return "returned" if case.status is CaseStatus.SUPPLEMENTED else "pre_check"
    if task.open_objection is not None:
        return "objection"
    return "changed" if task.granted and task.unseen_changes else task.status.value


def _light_of_row(task: TaskState, due: date | None, today: date) -> Light:
    """The light of a task on a desk: once decided, its clock cannot be late any more; a day that is over counts as late
    before the timer says so."""
    urgent = mode_light(task, today=today)
    if urgent is not None:
        return urgent
    if task.granted and task.unseen_changes:
        return Light.SOON
    light = Light.RUNNING if task.to_check or task.open_objection else light_of(task)
    if light in (Light.RUNNING, Light.SOON, Light.LATE):
        if task.clock.ended:
            return Light.RUNNING
        if due is not None and due < today:
            return Light.LATE
    return light


def _light(status: CaseStatus, deadline: datetime | None, now: datetime) -> Light:
    """The light of a whole case: of the pre-check while it lasts, else of whose turn it is."""
    if deadline is not None:
        if now >= deadline:
            return Light.LATE
        return Light.SOON if deadline - now <= timedelta(days=2) else Light.RUNNING
    if status is CaseStatus.CORRECTION_NOTIFIED:
        return Light.WAITING
    return Light.DONE if status in (CaseStatus.DECIDED, CaseStatus.DELIVERED) else Light.RUNNING


def _at_work(case: CaseState, one_thing: OneThing) -> tuple[Text, ...]:
    """The authorities that have a part of the case in hand now, each once."""
    if case.status is not CaseStatus.IN_PROGRESS:
        return ()
    busy = [task for task in case.tasks if not task.settled and task.status is not TaskStatus.WAITING]
    return tuple(dict.fromkeys(one_thing.authorities[task.spec.authority].short_name for task in busy))


def _end_of(day: date | None) -> datetime | None:
    return end_of_day(day) if day else None


def _share(start: datetime, end: datetime | None, now: datetime) -> float:
    if end is None:
        return 0.0
    whole = (end - start).total_seconds()
    return min(max((now - start).total_seconds() / whole, 0.0), 1.0) if whole > 0 else 1.0


def _authority(actor: Actor) -> str:
    if actor.authority is None:
        raise PermissionDenied(permission=Permission.HANDLE_TASK.value)
    return actor.authority


def _desk(ports: Ports, authority: str, rows: list[DeskRow]) -> DeskView:
    return DeskView(
        authority=ports.definitions.package().authorities[authority].name,
        rows=tuple(rows),
        counts=dict(Counter(row.light for row in rows)),
    )
