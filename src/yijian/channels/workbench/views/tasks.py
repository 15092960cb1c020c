"""One task: its page, its documents, and the acts that need no page of their own (accept, approve)."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.look.parts import Light
from yijian.channels.look.responses import download
from yijian.channels.workbench.presenters.actions import actions_of
from yijian.channels.workbench.presenters.changed import changed_of
from yijian.channels.workbench.presenters.clock import clock_of, time_left
from yijian.channels.workbench.presenters.criteria import Judging, checked_of, judging_in, summary_of
from yijian.channels.workbench.presenters.defects import subjects_of, told_of
from yijian.channels.workbench.presenters.desk import KINDS, state_words
from yijian.channels.workbench.presenters.facts import groups_of, papers_of
from yijian.channels.workbench.presenters.history import happened_of
from yijian.channels.workbench.presenters.names import names_in, numbered
from yijian.channels.workbench.views.desks import clockwork
from yijian.channels.workbench.views.responses import REFUSALS, on_task, page, to
from yijian.core.errors import Text, YijianError
from yijian.usecases import handle
from yijian.usecases.handle import CriteriaUnjudged
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied
from yijian.usecases.sealed_documents import read_document

JUDGE_FIRST = Text("先判断标黄的条件，再批准", "Judge the marked conditions first, then approve")


@require_safe
@access(Permission.HANDLE_TASK)
def task(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """The task page."""
    return shown(request, case_id, task)


@require_safe
@access(Permission.HANDLE_TASK)
def document(request: HttpRequest, case_id: str, task: str, document: str) -> HttpResponse:  # noqa: ARG001 - the task is part of the address, the use case checks the authority
    """A document of the task, or its small picture with `?preview=1`; reading it is recorded."""
    return download(
        read_document(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            document=document,
            preview=request.GET.get("preview") == "1",
        )
    )


@require_POST
@access(Permission.HANDLE_TASK)
def accept(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Take the matter up: the clock starts."""
    try:
        handle.accept(**on_task(request, case_id, task))
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return shown(request, case_id, task, refusal=refusal, status=409)
    return to("task", case_id, task)


@require_POST
@access(Permission.HANDLE_TASK)
def approve(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Approve with the judgements made on the page; a judgement against the applicant leads to the refusal."""
    judging = judging_in(request.POST)
    if judging.denied:
        return to("refuse", case_id, task, query=urlencode({"no": judging.denied}, doseq=True))
    if not judging.reasoned:
        return shown(request, case_id, task, judging=judging, complained=True, status=422)
    try:
        handle.decide(
            **on_task(request, case_id, task),
            approved=True,
            reason="",
            judgements=judging.answers,
            judgement_reasons=judging.reasons,
        )
    except (NotFound, PermissionDenied):
        raise
    except CriteriaUnjudged as refusal:
        return shown(request, case_id, task, refusal=refusal, judging=judging, complained=True, status=422)
    except REFUSALS as refusal:
        return shown(request, case_id, task, refusal=refusal, judging=judging, status=409)
    return to("task", case_id, task)


def shown(
    request: HttpRequest,
    case_id: str,
    task: str,
    *,
    refusal: YijianError | None = None,
    judging: Judging = Judging(),  # noqa: B008 - a frozen value
    complained: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The task page, after a refusal with what was refused and the judgements as they were made."""
    ports = ports_of(request)
    view = handle.task(actor=actor_of(request), ports=ports, case_id=case_id, task=task)
    names = names_in(ports.definitions.package(), life_event=view.life_event, applicant=view.applicant_role)
    today, working_days = clockwork(ports)
    criteria = checked_of(
        view.criteria,
        judging=judging,
        asked="ApproveTask" in view.possible,
        complained=complained,
    )
    return page(
        request,
        "task",
        {
            "task": view,
            "name": numbered(view.name, view.task),
            "light": Light(
                kind=KINDS[view.light], words=state_words(_status(view.status, view.possible), view.waits_for)
            ),
            "changed": changed_of(view),
            "criteria": criteria,
            "criteria_summary": summary_of(view.criteria),
            "unjudged": tuple(each for each in criteria if each.missing or each.why_missing),
            "history": happened_of(view.history, with_service=False),
            "time_left": time_left(view, today=today, working_days=working_days),
            "reported": told_of(view.reported, subjects_of(view.papers, view.fields, names)),
            "groups": groups_of(view.fields, names),
            "papers": papers_of(
                view.papers,
                names,
                url=lambda one: reverse("workbench:document", args=[case_id, task, one]),
                paper_url=lambda one: reverse("workbench:paper", args=[case_id, task, one]),
            ),
            "clock": clock_of(view, today=today),
            "actions": actions_of(view),
            "owed_light": Light(kind=KINDS[view.owing.light], words=view.owing.status_name)
            if view.owing
            else None,
            "promise_light": Light(kind=KINDS[view.commitment.light], words=view.commitment.status_name)
            if view.commitment
            else None,
            "refusal": refusal,
            "judge_first": JUDGE_FIRST if complained else None,
        },
        status=status,
    )


def _status(status: str, possible: tuple[str, ...]) -> str:
    """`pre_check` while defects can be reported, as on the desk."""
    return "pre_check" if "ReportDefects" in possible else status
