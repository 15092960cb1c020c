"""An applicant whom the day of a visit does not suit: asking for another."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fact_controls import typed
from yijian.channels.look.fields import Field, date_of
from yijian.channels.portal.views.responses import page, to
from yijian.core.errors import CommandRefused, Text
from yijian.usecases import follow, visits
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied

DAY: Final = Field(name="day", label=Text("您希望哪一天", "Which day would suit you"), kind="date")
REASON: Final = Field(
    name="reason",
    label=Text("为什么要改", "Why"),
    kind="textarea",
    maxlength=500,
    width="wide",
)
_NO_DAY: Final = Text("请填年、月、日", "Give year, month and day")
_NO_REASON: Final = Text("请写一句原因", "Please say why")


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.APPLY)
def other_day(request: HttpRequest, case_id: str, visit: str) -> HttpResponse:
    """Ask for another day."""
    day, reason = DAY, REASON
    refusal, status = None, 200
    if request.method == "POST":
        told, said = typed(request.POST, DAY), request.POST.get(REASON.name, "").strip()[: REASON.maxlength]
        wanted = date_of(told)
        day = replace(DAY, value=told, error=None if wanted else _NO_DAY)
        reason = replace(REASON, value=said, error=None if said else _NO_REASON)
        status = 422
        if wanted is not None and said:
            try:
                visits.ask_for_other_day(
                    actor=actor_of(request),
                    ports=ports_of(request),
                    case_id=case_id,
                    visit=visit,
                    day=wanted,
                    reason=said,
                    key=posted_key(request),
                )
            except (NotFound, PermissionDenied):
                raise
            except CommandRefused as refused:
                refusal, status = refused.text, 409
            else:
                return to("case", case_id, anchor="visits")
    case = follow.case(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    found = next((one for one in case.visits if one.id == visit), None)
    if found is None:
        raise NotFound(what=visit)
    if request.method != "POST" and not found.may_ask:
        return to("case", case_id, anchor="visits")
    return page(
        request,
        "other_day",
        {
            "case": case,
            "visit": found,
            "day": day,
            "reason": reason,
            "refusal": refusal,
            "fields": (day, reason),
        },
        status=status,
    )
