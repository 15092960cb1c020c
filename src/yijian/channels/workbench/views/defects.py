"""What an authority finds missing while the case is in its pre-check: told to the coordinator, or taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.defects import (
    defect_fields,
    defect_in,
    offered_subjects,
    subjects_of,
    told_of,
)
from yijian.channels.workbench.presenters.names import names_in
from yijian.channels.workbench.views.responses import REFUSALS, page, to
from yijian.channels.workbench.views.tasks import shown
from yijian.core.errors import Text, YijianError
from yijian.usecases import handle
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.HANDLE_TASK)
def defects(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Report one thing to be corrected; the page comes back for the next."""
    actor, ports = actor_of(request), ports_of(request)
    refusal: YijianError | None = None
    posted = request.method == "POST"
    defect = defect_in(request.POST, 1) if posted else None
    if defect is not None:
        try:
            handle.report_defects(
                actor=actor,
                ports=ports,
                case_id=case_id,
                task=task,
                defects=(defect,),
                key=posted_key(request),
            )
        except (NotFound, PermissionDenied):
            raise
        except REFUSALS as refused:
            refusal = refused
        else:
            return to("defects", case_id, task, query="reported=1")
    view = handle.task(actor=actor, ports=ports, case_id=case_id, task=task)
    if not posted and "ReportDefects" not in view.possible:
        return to("task", case_id, task)
    names = names_in(ports.definitions.package(), life_event=view.life_event)
    fields = defect_fields(offered_subjects(view.papers, view.fields, names, task=task), 1)
    problems: dict[str, Text] = {}
    if posted:
        problems = controls.empty_ones(fields, request.POST)
        fields = controls.refilled(fields, request.POST, problems)
    return page(
        request,
        "defects",
        {
            "task": view,
            "fields": fields,
            "refusal": refusal,
            "own": told_of(view.reported, subjects_of(view.papers, view.fields, names)),
            "reported": request.GET.get("reported") == "1" and not posted,
        },
        status=422 if problems else 409 if refusal else 200,
    )


@require_POST
@access(Permission.HANDLE_TASK)
def take_back(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Take back a defect that this task reported and that is not told yet."""
    try:
        handle.take_back_defect(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            task=task,
            subject=request.POST.get("subject", ""),
            key=posted_key(request),
        )
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return shown(request, case_id, task, refusal=refusal, status=409)
    return to("task", case_id, task)
