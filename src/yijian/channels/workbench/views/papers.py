"""One paper by itself: looked at, and where it cannot be used, returned with a reason from the office's list."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.workbench.presenters import controls, returning
from yijian.channels.workbench.presenters.defects import PAPER
from yijian.channels.workbench.presenters.facts import Paper, papers_of
from yijian.channels.workbench.presenters.names import names_in
from yijian.channels.workbench.views.acts import METHODS
from yijian.channels.workbench.views.responses import REFUSALS, page, to
from yijian.core.errors import Text, YijianError
from yijian.usecases import coordinate, handle
from yijian.usecases.defects import correctable_paper
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied
from yijian.usecases.staff_views import OfficerTaskView, PreCheckView

FIELDS = (returning.WHY, returning.MORE)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def of_task(request: HttpRequest, case_id: str, task: str, paper: str) -> HttpResponse:
    """A paper that the task needs; returned, it goes into the one joint notice."""
    actor, ports = actor_of(request), ports_of(request)
    refusal: YijianError | None = None
    problems = returning.problems_in(request.POST) if request.method == "POST" else {}
    if request.method == "POST" and not problems:
        try:
            handle.report_defects(
                actor=actor,
                ports=ports,
                case_id=case_id,
                task=task,
                defects=(returning.returned(request.POST, paper),),
                key=posted_key(request),
            )
        except (NotFound, PermissionDenied):
            raise
        except REFUSALS as refused:
            refusal = refused
        else:
            return to("task", case_id, task)
    view = handle.task(actor=actor, ports=ports, case_id=case_id, task=task)
    allowed = "ReportDefects" in view.possible and any(
        one.paper.key == paper and correctable_paper(one.paper, task=task) for one in view.papers
    )
    return _shown(
        request,
        view,
        paper,
        problems=problems,
        refusal=refusal,
        may_return=allowed,
        back=(reverse("workbench:task", args=[case_id, task]), Text("回到这一件", "Back to the task")),
    )


@require_http_methods(METHODS)
@access(Permission.COORDINATE)
def of_case(request: HttpRequest, case_id: str, paper: str) -> HttpResponse:
    """A paper of the case; returned, it stands in the notice that the coordinator writes."""
    problems = returning.problems_in(request.POST) if request.method == "POST" else {}
    if request.method == "POST" and not problems:
        defect = returning.returned(request.POST, paper)
        told = {"subject-1": f"{PAPER}{paper}", "problem-1": "wrong", "text-1": defect.text}
        return to("correction", case_id, query=urlencode(told))
    view = coordinate.pre_check(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    allowed = "NotifyCorrection" in view.possible and any(
        one.paper.key == paper and correctable_paper(one.paper) for one in view.papers
    )
    return _shown(
        request,
        view,
        paper,
        problems=problems,
        refusal=None,
        may_return=allowed,
        back=(reverse("workbench:case", args=[case_id]), Text("回到这件事", "Back to the case")),
    )


def _shown(
    request: HttpRequest,
    view: OfficerTaskView | PreCheckView,
    paper: str,
    *,
    problems: dict[str, Text],
    refusal: YijianError | None,
    may_return: bool,
    back: tuple[str, Text],
) -> HttpResponse:
    found = _paper(request, view, paper)
    if found is None:
        raise NotFound(what=paper)
    fields = controls.refilled(FIELDS, request.POST, problems) if request.method == "POST" else FIELDS
    return page(
        request,
        "paper",
        {
            "paper": found,
            "about": view,
            "fields": fields if may_return else (),
            "refusal": refusal,
            "back_url": back[0],
            "back_words": back[1],
        },
        status=409 if refusal else 422 if problems else 200,
    )


def _paper(request: HttpRequest, view: OfficerTaskView | PreCheckView, paper: str) -> Paper | None:
    life_event = view.life_event if isinstance(view, OfficerTaskView) else view.name
    names = names_in(
        ports_of(request).definitions.package(), life_event=life_event, applicant=view.applicant_role
    )
    if isinstance(view, OfficerTaskView):
        place, name = [view.case_id, view.task], "workbench:document"
    else:
        place, name = [view.case_id], "workbench:case-document"
    found = papers_of(
        [one for one in view.papers if one.paper.key == paper],
        names,
        url=lambda one: reverse(name, args=[*place, one]),
        paper_url=lambda _: request.path,
    )
    return found[0] if found else None
