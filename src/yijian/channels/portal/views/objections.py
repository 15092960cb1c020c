"""An applicant who disagrees with a decision: what an objection is, why they object, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fields import Field
from yijian.channels.portal.views.responses import page, to
from yijian.core.errors import CommandRefused, Text
from yijian.usecases import follow, objections
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.views import CaseView, TaskView

REASON: Final = Field(
    name="reason",
    label=Text("为什么不同意", "Why you disagree"),
    hint=Text("哪里不对，您希望怎么办", "What is wrong, and what you would like"),
    kind="textarea",
    maxlength=1000,
    width="wide",
)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.OBJECT)
def object_to(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Object to the decision on one service."""
    reason, refusal, status = REASON, None, 200
    if request.method == "POST":
        said = request.POST.get(REASON.name, "").strip()[: REASON.maxlength]
        try:
            objections.raise_objection(
                actor=actor_of(request),
                ports=ports_of(request),
                case_id=case_id,
                task=task,
                reason=said,
                key=posted_key(request),
            )
        except ReasonMissing:
            missing = Text("请写明为什么不同意，复核的人会看到", "Say why: whoever reviews it reads this")
            reason, status = replace(REASON, error=missing), 422
        except (NotFound, PermissionDenied):
            raise
        except CommandRefused as refused:
            reason, refusal, status = replace(REASON, value=said), refused.text, 409
        else:
            return to("case", case_id, anchor="disputes")
    case, found = _task(request, case_id, task)
    if request.method != "POST" and not found.dispute.may_object:
        return to("case", case_id)
    return page(
        request,
        "object",
        {"case": case, "task": found, "reason": reason, "refusal": refusal, "fields": (reason,)},
        status=status,
    )


@require_POST
@access(Permission.OBJECT)
def take_back(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Take the objection back."""
    objections.take_back_objection(
        actor=actor_of(request), ports=ports_of(request), case_id=case_id, task=task, key=posted_key(request)
    )
    return to("case", case_id, anchor="disputes")


def _task(request: HttpRequest, case_id: str, task: str) -> tuple[CaseView, TaskView]:
    case = follow.case(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    found = next((one for one in case.tasks if one.key == task), None)
    if found is None:
        raise NotFound(what=task)
    return case, found
