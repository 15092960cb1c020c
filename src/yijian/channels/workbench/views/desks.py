"""The desks: an officer's tasks, a coordinator's cases, and which of them a member of staff lands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.workbench.presenters.desk import (
    COORDINATOR_TURNS,
    HEAD_TURNS,
    OFFICER_TURNS,
    WORKING_DAYS_LEFT,
    Turn,
    desk_page,
    line_of,
    turn_of,
)
from yijian.channels.workbench.views import window
from yijian.channels.workbench.views.responses import page, remember_desk
from yijian.core.planning.deadlines import working_days_between
from yijian.core.planning.local_time import local_date
from yijian.ports import Ports
from yijian.usecases import coordinate, feedback, handle
from yijian.usecases.permissions import ActorKind, Permission
from yijian.usecases.staff_views import DeskRow, DeskView
from yijian.usecases.views import Light

ROWS_A_PAGE = 25


@require_safe
@access(Permission.SIGN_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Where staff land: coordinators on the cases they lead, a window elsewhere on what
    it collects, everybody else on the tasks of their authority."""
    kind = actor_of(request).kind
    if kind is ActorKind.COORDINATOR:
        return cases(request)
    if kind is ActorKind.COLLECTOR:
        return window.at_window(request)
    return tasks(request)


@require_safe
@access(Permission.HANDLE_TASK)
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks of the officer's authority."""
    actor = actor_of(request)
    turns = HEAD_TURNS if actor.kind is ActorKind.SUPERVISOR else OFFICER_TURNS
    asked = _asked(request, turns)
    turn = asked.turn
    view = handle.desk(
        actor=actor,
        ports=ports_of(request),
        statuses=turn.statuses or None if turn else None,
        owes=turn is not None and turn.owes,
        visits=turn is not None and turn.visits,
        asked=turn is not None and turn.asked,
        mine=turn is not None and turn.mine,
        light=asked.light,
        number=asked.number,
        page=asked.page,
        size=ROWS_A_PAGE,
    )
    return _shown(
        request,
        view,
        asked,
        turns=turns,
        address=lambda row: (
            reverse("workbench:handover", args=[row.case_id])
            if row.status == "sent"
            else reverse("workbench:task", args=[row.case_id, row.task or ""])
        ),
    )


@require_safe
@access(Permission.COORDINATE)
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that the coordinator's authority leads."""
    asked = _asked(request, COORDINATOR_TURNS)
    view = coordinate.pre_check_desk(
        actor=actor_of(request),
        ports=ports_of(request),
        statuses=asked.turn.statuses if asked.turn else None,
        light=asked.light,
        number=asked.number,
        page=asked.page,
        size=ROWS_A_PAGE,
    )
    return _shown(
        request,
        view,
        asked,
        turns=COORDINATOR_TURNS,
        address=lambda row: reverse(
            "workbench:handover" if row.status == "sent" else "workbench:case", args=[row.case_id]
        ),
    )


@require_safe
@access(Permission.SIGN_IN)
def ratings(request: HttpRequest) -> HttpResponse:
    """How applicants rated the cases that the authority leads."""
    view = feedback.ratings_of_authority(actor=actor_of(request), ports=ports_of(request))
    return page(request, "ratings", {"view": view})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for."""

    turn: Turn | None
    light: Light | None
    number: str
    page: int


def _asked(request: HttpRequest, turns: Sequence[Turn]) -> _Asked:
    page = request.GET.get("page", "")
    return _Asked(
        turn=turn_of(turns, request.GET.get("turn", "")),
        light=next((each for each in Light if each.value == request.GET.get("light")), None),
        number=request.GET.get("number", "").strip()[:64],
        page=int(page) if page.isascii() and page.isdigit() and len(page) <= 6 else 1,
    )


def _shown(
    request: HttpRequest,
    view: DeskView,
    asked: _Asked,
    *,
    turns: Sequence[Turn],
    address: Callable[[DeskRow], str],
) -> HttpResponse:
    remember_desk(request)
    desk = desk_page(view, turns=turns, turn=asked.turn, home=reverse("workbench:home"), light=asked.light)
    today, working_days = clockwork(ports_of(request))
    values = {
        "view": view,
        "desk": desk,
        "lines": tuple(
            line_of(row, url=address(row), today=today, working_days=working_days) for row in view.rows
        ),
        "rows_page": Paginator(range(view.matching), ROWS_A_PAGE).get_page(view.page),
        "number": asked.number,
        "all_ticked": request.GET.get("all") == "1",
        "for_visits": asked.turn is not None and asked.turn.visits,
        "for_all": asked.turn is None or not asked.turn.mine,
    }
    return page(request, "desk", values)


def clockwork(ports: Ports) -> tuple[date, WORKING_DAYS_LEFT]:
    """Today in China, and how working days are counted."""
    calendar = ports.definitions.calendar()
    return local_date(ports.clock.now()), lambda first, last: working_days_between(
        start=first, end=last, calendar=calendar
    )
