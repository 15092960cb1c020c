"""The desks: an officer's tasks, a coordinator's cases, and which of them a member of staff lands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.workbench.presenters.desk import (
    COORDINATOR_TURNS,
    OFFICER_TURNS,
    WORKING_DAYS_LEFT,
    Turn,
    desk_page,
    line_of,
)
from yijian.channels.workbench.views.responses import page, remember_desk
from yijian.core.planning.deadlines import working_days_between
from yijian.core.planning.local_time import local_date
from yijian.ports import Ports
from yijian.usecases import coordinate, handle
from yijian.usecases.permissions import ActorKind, Permission
from yijian.usecases.staff_views import DeskRow, DeskView
from yijian.usecases.views import Light

ROWS_A_PAGE = 25


@require_safe
@access(Permission.SIGN_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Where staff land: coordinators on the cases they lead, everybody else on the tasks of their authority."""
    if actor_of(request).kind is ActorKind.COORDINATOR:
        return cases(request)
    return tasks(request)


@require_safe
@access(Permission.HANDLE_TASK)
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks of the officer's authority."""
    view = handle.desk(actor=actor_of(request), ports=ports_of(request))
    return _shown(
        request,
        view,
        turns=OFFICER_TURNS,
        address=lambda row: reverse("workbench:task", args=[row.case_id, row.task or ""]),
    )


@require_safe
@access(Permission.COORDINATE)
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that the coordinator's authority leads."""
    view = coordinate.pre_check_desk(actor=actor_of(request), ports=ports_of(request))
    return _shown(
        request,
        view,
        turns=COORDINATOR_TURNS,
        address=lambda row: reverse("workbench:case", args=[row.case_id]),
    )


def _shown(
    request: HttpRequest, view: DeskView, *, turns: Sequence[Turn], address: Callable[[DeskRow], str]
) -> HttpResponse:
    remember_desk(request)
    number = request.GET.get("number", "").strip()[:64]
    desk = desk_page(
        view,
        turns=turns,
        chosen=request.GET.get("turn", ""),
        number=number,
        home=reverse("workbench:home"),
        light=next((each for each in Light if each.value == request.GET.get("light")), None),
    )
    rows = Paginator(desk.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    today, working_days = clockwork(ports_of(request))
    lines = tuple(line_of(row, url=address(row), today=today, working_days=working_days) for row in rows)
    values = {
        "view": view,
        "desk": desk,
        "lines": lines,
        "rows_page": rows,
        "number": number,
        "all_ticked": request.GET.get("all") == "1",
    }
    return page(request, "desk", values)


def clockwork(ports: Ports) -> tuple[date, WORKING_DAYS_LEFT]:
    """Today in China, and how working days are counted."""
    calendar = ports.definitions.calendar()
    return local_date(ports.clock.now()), lambda first, last: working_days_between(
        start=first, end=last, calendar=calendar
    )
