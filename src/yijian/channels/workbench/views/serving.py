"""Notices that reached the person otherwise than on the platform: by post, at the counter, with day and proof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fact_controls import typed
from yijian.channels.look.fields import Field
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.views.acts import METHODS, Asked, text_in, unknown_choices
from yijian.channels.workbench.views.responses import REFUSALS, page, to
from yijian.core.errors import Text, YijianError
from yijian.core.planning.local_time import local_date
from yijian.usecases import coordinate, handle, serving
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied
from yijian.usecases.staff_views import OfficerTaskView, PreCheckView

SERVE: Final = Asked(
    command="ConfirmNoticeDelivery",
    title=Text("登记文书送达", "Record the delivery of a notice"),
    lead=Text(
        "申请人在办件页打开文书，平台自己会记。这里登记邮寄、当面交这些别的方式。提异议的日子从送达那天算。",
        "When the applicant opens it on the case page, the platform records it. Here you record post, counter and the like. "
        "The days to object run from the day of delivery.",
    ),
    button=Text("登记送达", "Record the delivery"),
)
DAY: Final = Field(
    name="day",
    label=Text("哪天送到的", "Day on which it reached the person"),
    hint=Text("收件人签收的那天", "The day it was signed for"),
    kind="date",
)
NOT_A_DAY: Final = Text("要填真的日子，像 2026-3-2", "Give a real day, like 2026-3-2")
HOW: Final = (controls.MODE, DAY, controls.PROOF)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def of_task(request: HttpRequest, case_id: str, task: str, notice: str) -> HttpResponse:
    """Record the delivery of a notice of the officer's task."""
    actor, ports = actor_of(request), ports_of(request)

    def carry_out(day: date) -> None:
        serving.serve_notice(
            actor=actor,
            ports=ports,
            case_id=case_id,
            task=task,
            notice=notice,
            mode=request.POST.get(controls.MODE.name, ""),
            proof=text_in(request.POST, controls.PROOF),
            on=day,
            key=posted_key(request),
        )

    view = handle.task(actor=actor, ports=ports, case_id=case_id, task=task)
    return _asked(request, view, notice, carry_out, back=("task", case_id, task))


@require_http_methods(METHODS)
@access(Permission.COORDINATE)
def of_case(request: HttpRequest, case_id: str, notice: str) -> HttpResponse:
    """Record the delivery of a notice of a case that the coordinator's authority leads."""
    actor, ports = actor_of(request), ports_of(request)

    def carry_out(day: date) -> None:
        serving.serve_notice_of_case(
            actor=actor,
            ports=ports,
            case_id=case_id,
            notice=notice,
            mode=request.POST.get(controls.MODE.name, ""),
            proof=text_in(request.POST, controls.PROOF),
            on=day,
            key=posted_key(request),
        )

    view = coordinate.pre_check(actor=actor, ports=ports, case_id=case_id)
    return _asked(request, view, notice, carry_out, back=("case", case_id))


def _asked(
    request: HttpRequest,
    view: OfficerTaskView | PreCheckView,
    notice: str,
    carry_out: Callable[[date], None],
    *,
    back: tuple[str, ...],
) -> HttpResponse:
    """The page that asks how and when; posted, the record. A notice that is delivered already has nothing to ask."""
    found = next((one for one in view.notices if one.number == notice), None)
    if found is None:
        raise NotFound(what=notice)
    problems: dict[str, Text] = {}
    refusal: YijianError | None = None
    if request.method == "POST":
        problems = controls.empty_ones(HOW, request.POST) | unknown_choices(HOW, request.POST)
        day = _day(typed(request.POST, DAY))
        if day is None:
            problems.setdefault(DAY.name, NOT_A_DAY)
        elif not problems:
            try:
                carry_out(day)
            except (NotFound, PermissionDenied):
                raise
            except REFUSALS as refused:
                refusal = refused
            else:
                return to(*back)
        fields = controls.refilled(HOW, request.POST, problems)
    elif found.delivery is not None:
        return to(*back)
    else:
        today = local_date(ports_of(request).clock.now()).isoformat()
        fields = tuple(replace(field, value=today) if field is DAY else field for field in HOW)
    title = Text(f"{SERVE.title.zh}：{found.title.zh}", f"{SERVE.title.en}: {found.title.en}")
    name, *args = back
    return page(
        request,
        "act",
        {
            "words": replace(SERVE, title=title),
            "task": view,
            "back_url": reverse(f"workbench:{name}", args=args),
            "back_words": Text("回去", "Back"),
            "fields": fields,
            "refusal": refusal,
        },
        status=409 if refusal else 422 if problems else 200,
    )


def _day(told: str) -> date | None:
    """The day as typed; None for what is none."""
    try:
        year, month, day = (int(part) for part in told.split("-"))
        return date(year, month, day)
    except ValueError:
        return None
