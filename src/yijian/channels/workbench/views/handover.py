"""The place that decides: what a window elsewhere handed over, taking it over or sending it back, sending results there."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_safe

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.responses import download
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.handovers import lamp_of
from yijian.channels.workbench.views.acts import METHODS, Asked, asked_first, text_in
from yijian.channels.workbench.views.responses import REFUSALS, OnTask, page, to
from yijian.core.errors import Text, YijianError
from yijian.usecases import take_over
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied

SEND_RESULT = Asked(
    command="SendResult",
    title=Text("发往代收窗口", "Send to the window"),
    lead=Text(
        "申请人选了在代收窗口取。发出以后由窗口交给申请人，这里不再登记送达。",
        "The applicant chose to fetch it at the window. Once sent, the window hands it out and no delivery is recorded here.",
    ),
    button=Text("发往代收窗口", "Send to the window"),
)
WHY = replace(
    controls.REASON,
    label=Text("退回的原因", "Why it is sent back"),
    hint=Text(
        "写明哪一份、差什么、怎么补。窗口和申请人都看得到",
        "Which paper, what is wrong, how to put it right. The window and the applicant read it",
    ),
)


@require_http_methods(METHODS)
@access(Permission.TAKE_OVER)
def handover(request: HttpRequest, case_id: str) -> HttpResponse:
    """The handover of one case; POST takes it over or sends it back."""
    if request.method != "POST":
        return _shown(request, case_id)
    actor, ports, key = actor_of(request), ports_of(request), posted_key(request)
    back = request.POST.get("act") == "send-back"
    problems = controls.empty_ones((WHY,), request.POST) if back else {}
    if problems:
        return _shown(request, case_id, problems=problems, status=422)
    try:
        if back:
            reason = text_in(request.POST, WHY)
            take_over.send_back(actor=actor, ports=ports, case_id=case_id, reason=reason, key=key)
        else:
            take_over.take_over(actor=actor, ports=ports, case_id=case_id, key=key)
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return _shown(request, case_id, refusal=refusal, status=409)
    return to("handover", case_id)


@require_safe
@access(Permission.TAKE_OVER)
def messages(request: HttpRequest, case_id: str) -> HttpResponse:
    """The messages between the window and this office, as JSON."""
    return download(take_over.messages(actor=actor_of(request), ports=ports_of(request), case_id=case_id))


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def send_result(request: HttpRequest, case_id: str, task: str, output: str) -> HttpResponse:
    """Send a result to the window that collected the papers."""

    def carry_out(_: QueryDict, own: OnTask) -> object:
        return take_over.send_result(**own, output=output)

    return asked_first(request, case_id, task, SEND_RESULT, (), carry_out)


def _shown(
    request: HttpRequest,
    case_id: str,
    *,
    problems: dict[str, Text] | None = None,
    refusal: YijianError | None = None,
    status: int = 200,
) -> HttpResponse:
    view = take_over.sent(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    (why,) = controls.refilled((WHY,), request.POST, problems or {}) if request.method == "POST" else (WHY,)
    values = {
        "view": view,
        "handover": view.handover,
        "light": lamp_of(view.handover.status, overdue=view.handover.overdue)
        if view.handover.status
        else None,
        "fields": (why,),
        "refusal": refusal,
        "leads": actor_of(request).kind.value == "coordinator",
    }
    return page(request, "handover", values, status=status)
