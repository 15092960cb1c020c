"""The desks of staff: what waits for an authority's officers, and for the coordinator of the lead authority."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final, TypeVar

from yijian.core.cases import CaseState, CaseStatus, TaskState, TaskStatus, correction_deadline, end_of_day
from yijian.core.cases.clocks import take_over_deadline
from yijian.core.cases.states import RUNNING_STATUSES
from yijian.core.errors import Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.one_thing import OneThing
from yijian.ports import Ports
from yijian.storage import led_lists, work_lists
from yijian.storage.work_lists import ListedRow, Wanted
from yijian.usecases.case_history import name_of_staff
from yijian.usecases.casework import ValuesDestroyed, artefact, bare, provided_of, read_state
from yijian.usecases.permissions import Actor, ActorKind, Permission, PermissionDenied, require
from yijian.usecases.planning import applicant_of
from yijian.usecases.staff_views import DeskRow, DeskView
from yijian.usecases.task_views import in_pre_check, used_share, waits_for
from yijian.usecases.views import Light
from yijian.usecases.work_places import act_by, led_as, parcel_for, parcel_to_lead, place_of, visit_ahead

MOST_ROWS: Final = 200
"""Rows of a page where the caller does not say."""

LED: Final = (
    "sent",
    "between_places",
    CaseStatus.RECEIVED.value,
    CaseStatus.SUPPLEMENTED.value,
    CaseStatus.CORRECTION_NOTIFIED.value,
    CaseStatus.IN_PROGRESS.value,
    CaseStatus.DECIDED.value,
    CaseStatus.DELIVERED.value,
)
"""The statuses of a case in which its lead authority has something to do or to see to."""


def desk(
    *,
    actor: Actor,
    ports: Ports,
    statuses: frozenset[str] | None = None,
    owes: bool = False,
    visits: bool = False,
    asked: bool = False,
    mine: bool = False,
    light: Light | None = None,
    number: str = "",
    page: int = 1,
    size: int = MOST_ROWS,
) -> DeskView:
    """A page of a list of the officer's authority, the earliest day first.

    Without a choice: everything there is to do. `statuses`: the places of a tab; `owes`: those that await promised papers;
    `visits`: those with a visit ahead; `asked`: those for which more time is asked of the head; `mine`: those that the officer has in hand. A page past the last is the last.
    """
    require(actor, Permission.HANDLE_TASK)
    authority, account, region = _authority(actor), actor.account or "", actor.place or ""
    now = ports.clock.now()
    counts = work_lists.list_counts(authority=authority, region=region, holder=account, now=now)
    wanted = Wanted(
        places=statuses,
        owes=owes,
        visits=visits,
        asked=asked,
        holder=account if mine else None,
        light=light.value if light else None,
        number=number,
    )
    page, found, matching = _page(
        page,
        size,
        lambda offset: work_lists.listed(
            authority=authority, region=region, wanted=wanted, now=now, offset=offset, limit=size
        ),
    )
    return DeskView(
        authority=ports.definitions.package().authorities[authority].name,
        rows=_rows(ports, found, head=actor.kind is ActorKind.SUPERVISOR),
        counts={Light(one): many for one, many in counts.lights.items() if one},
        by_status=counts.places,
        owing=counts.owes,
        visiting=counts.visits,
        asked=counts.asked,
        mine=counts.mine,
        total=sum(counts.lights.values()),
        matching=matching,
        page=page,
        pages=max(-(-matching // size), 1),
    )


_Rows = TypeVar("_Rows")


def _page(page: int, size: int, read: Callable[[int], tuple[_Rows, int]]) -> tuple[int, _Rows, int]:
    """The page that was asked for, or the last: its number, its rows, how many there are in all."""
    page = max(page, 1)
    rows, matching = read((page - 1) * size)
    last = max(-(-matching // size), 1)
    if page > last:
        page = last
        rows, matching = read((page - 1) * size)
    return page, rows, matching


def _rows(ports: Ports, found: tuple[ListedRow, ...], *, head: bool) -> tuple[DeskRow, ...]:
    """The rows of one page; each case is read once."""
    calendar, now = ports.definitions.calendar(), ports.clock.now()
    states = {one.case_id: read_state(case_id=one.case_id) for one in found}
    names = {
        case_id: applicant_name(ports, case_id, artefact(state.one_thing))
        for case_id, state in states.items()
    }
    rows = []
    for listed in found:
        state = states[listed.case_id]
        one_thing, task = artefact(state.one_thing), state.task(listed.task)
        if task is None or state.received_at is None:
            continue
        due, parcel = act_by(state, task, calendar), parcel_for(state, task)
        used = used_share(task, now=now, calendar=calendar) if due and not task.clock.ended else 0.0
        if parcel is not None:
            used = _share(parcel.sent_at, take_over_deadline(parcel, calendar), now)
        rows.append(
            DeskRow(
                case_id=state.case_id,
                task=task.spec.key,
                name=one_thing.services[task.spec.service].definition.name,
                life_event=one_thing.name,
                applicant=names[state.case_id],
                status=_status(state, task, head=head),
                light=Light(listed.light),
                due=due,
                received_at=parcel.sent_at if parcel else state.received_at,
                waits_for=() if parcel else waits_for(case=state, task=task, one_thing=one_thing),
                used=used,
                owes=bool(task.owed),
                visit_on=visit_ahead(state, task),
                holder=name_of_staff(task.holder) if task.holder else "",
            )
        )
    return tuple(rows)


def pre_check_desk(
    *,
    actor: Actor,
    ports: Ports,
    statuses: frozenset[str] | None = None,
    light: Light | None = None,
    number: str = "",
    page: int = 1,
    size: int = MOST_ROWS,
) -> DeskView:
    """A page of the cases that the coordinator's authority leads, the earliest day first; of some `statuses`, or a `light`."""
    require(actor, Permission.COORDINATE)
    authority = _authority(actor)
    calendar, now = ports.definitions.calendar(), ports.clock.now()
    counts = led_lists.led_counts(lead=authority, statuses=LED, now=now)
    page, found, matching = _page(
        page,
        size,
        lambda offset: led_lists.led(
            lead=authority,
            statuses=statuses or LED,
            light=light.value if light else None,
            number=number,
            now=now,
            offset=offset,
            limit=size,
        ),
    )
    rows = []
    for case_id, its_light, promised in found:
        state = read_state(case_id=case_id)
        one_thing = artefact(state.one_thing)
        if state.received_at is None:
            continue
        deadline = correction_deadline(state, calendar) if in_pre_check(state) else None
        coming_over = parcel_to_lead(state)
        if coming_over is not None:
            deadline = take_over_deadline(coming_over, calendar)
        rows.append(
            DeskRow(
                case_id=state.case_id,
                task=None,
                name=one_thing.name,
                life_event=one_thing.name,
                applicant=applicant_name(ports, state.case_id, one_thing),
                status=led_as(state),
                light=Light(its_light),
                due=local_date(deadline) - date.resolution if deadline else promised,
                received_at=state.received_at,
                waits_for=_at_work(state, one_thing),
                used=_share(state.received_at, deadline or _end_of(promised), now),
            )
        )
    return DeskView(
        authority=ports.definitions.package().authorities[authority].name,
        rows=tuple(rows),
        counts={Light(one): many for one, many in counts.lights.items()},
        by_status=counts.statuses,
        total=sum(counts.statuses.values()),
        matching=matching,
        page=page,
        pages=max(-(-matching // size), 1),
    )


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


def _status(case: CaseState, task: TaskState, *, head: bool) -> str:
    """Where it stands on the list; for the head, that more time is asked for."""
    if head and task.status in RUNNING_STATUSES and task.open_extension_request is not None:
        return "extension_asked"
    return place_of(case, task)


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
