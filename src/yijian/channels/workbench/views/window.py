"""The window that collects for another place: its list, a case with its papers, handing over, handing results out."""

from __future__ import annotations

from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fields import Field
from yijian.channels.look.responses import download
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.handovers import IDENTITY, LOOKED_AT, lamp_of, papers_field
from yijian.channels.workbench.views.acts import METHODS, text_in
from yijian.channels.workbench.views.responses import REFUSALS, page, to
from yijian.core.errors import Text, YijianError
from yijian.usecases import collect
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied
from yijian.usecases.sealed_documents import read_document

NO_FILE = Text("请选一个文件", "Choose a file")


@require_safe
@access(Permission.COLLECT)
def at_window(request: HttpRequest) -> HttpResponse:
    """What the window has in hand, the earliest due first."""
    view = collect.window(actor=actor_of(request), ports=ports_of(request))
    lines = tuple((row, lamp_of(row.status, overdue=row.overdue)) for row in view.rows)
    return page(request, "window", {"view": view, "lines": lines})


@require_http_methods(METHODS)
@access(Permission.COLLECT)
def collected(request: HttpRequest, case_id: str) -> HttpResponse:
    """One case at the window; POST hands it over."""
    if request.method != "POST":
        return _shown(request, case_id)
    identity = request.POST.get(IDENTITY.name, "")
    ticked = frozenset(request.POST.getlist(LOOKED_AT.name))
    problems = {} if identity else {IDENTITY.name: controls.PLEASE_CHOOSE}
    if not problems:
        try:
            collect.hand_over(
                actor=actor_of(request),
                ports=ports_of(request),
                case_id=case_id,
                identity=identity,
                papers=ticked,
                key=posted_key(request),
            )
        except (NotFound, PermissionDenied):
            raise
        except REFUSALS as refusal:
            return _shown(request, case_id, identity=identity, ticked=ticked, refusal=refusal, status=409)
        return to("window-case", case_id)
    return _shown(request, case_id, identity=identity, ticked=ticked, problems=problems, status=422)


@require_POST
@access(Permission.COLLECT)
def bring(request: HttpRequest, case_id: str) -> HttpResponse:
    """Take in a better copy of a paper."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _shown(request, case_id, refusal=NO_FILE, status=422)
    try:
        collect.bring_paper(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            paper=request.POST.get("paper", ""),
            content=file.read(),
            key=posted_key(request),
        )
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return _shown(request, case_id, refusal=refusal, status=409)
    return to("window-case", case_id)


@require_POST
@access(Permission.COLLECT)
def give_out(request: HttpRequest, case_id: str, task: str, output: str) -> HttpResponse:
    """Record that a result was handed to the person at the window."""
    try:
        collect.give_out(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            task=task,
            output=output,
            proof=text_in(request.POST, controls.PROOF),
            key=posted_key(request),
        )
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return _shown(request, case_id, refusal=refusal, status=409)
    return to("window-case", case_id)


@require_safe
@access(Permission.COLLECT)
def document(request: HttpRequest, case_id: str, document: str) -> HttpResponse:
    """A paper that the window looks at; reading it is recorded."""
    return download(
        read_document(actor=actor_of(request), ports=ports_of(request), case_id=case_id, document=document)
    )


def _shown(
    request: HttpRequest,
    case_id: str,
    *,
    identity: str = "",
    ticked: frozenset[str] = frozenset(),
    problems: dict[str, Text] | None = None,
    refusal: YijianError | Text | None = None,
    status: int = 200,
) -> HttpResponse:
    view = collect.collected(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    wrong = problems or {}
    fields: tuple[Field, ...] = (
        replace(IDENTITY, value=identity, error=wrong.get(IDENTITY.name)),
        replace(papers_field(view), value=" ".join(sorted(ticked))),
    )
    values = {
        "view": view,
        "handover": view.handover,
        "light": lamp_of(view.handover.status, overdue=view.handover.overdue)
        if view.handover.status
        else None,
        "fields": tuple(one for one in fields if one.choices),
        "refusal": refusal,
    }
    return page(request, "window_case", values, status=status)
