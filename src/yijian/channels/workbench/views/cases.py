"""The coordinator's case: pre-check of the whole, dispatch, progress, end and close."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.responses import download
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.criteria import Judging, against, checked_of, judging_in, summary_of
from yijian.channels.workbench.presenters.defects import subjects_of, told_of
from yijian.channels.workbench.presenters.facts import groups_of, papers_of
from yijian.channels.workbench.presenters.history import happened_of
from yijian.channels.workbench.presenters.names import names_in
from yijian.channels.workbench.presenters.pre_check import (
    IN_PRE_CHECK,
    case_lamp,
    coordinator_actions,
    deadline_lamp,
    parts_of,
    signatures_of,
    to_hand_over,
)
from yijian.channels.workbench.views.acts import METHODS
from yijian.channels.workbench.views.desks import clockwork
from yijian.channels.workbench.views.responses import REFUSALS, page, to
from yijian.core.errors import Text, YijianError
from yijian.usecases import archive as archiving
from yijian.usecases import coordinate
from yijian.usecases.handle import CriteriaUnjudged
from yijian.usecases.notice_texts import told_remedies
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied
from yijian.usecases.sealed_documents import read_document

JUDGE_FIRST = Text("先判断标黄的条件，再分送", "Judge the marked conditions first, then dispatch")


@require_safe
@access(Permission.COORDINATE)
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    """The whole case."""
    return shown(request, case_id)


@require_safe
@access(Permission.COORDINATE)
def document(request: HttpRequest, case_id: str, document: str) -> HttpResponse:
    """A document of the case, or its small picture with `?preview=1`; reading it is recorded."""
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
@access(Permission.COORDINATE)
def dispatch(request: HttpRequest, case_id: str) -> HttpResponse:
    """End the pre-check; a judgement against the applicant leads to the page that ends the case with reasons."""
    judging = judging_in(request.POST)
    if judging.denied:
        return to("end", case_id, query=urlencode({"no": judging.denied}, doseq=True))
    if not judging.reasoned:
        return shown(request, case_id, judging=judging, complained=True, status=422)
    try:
        coordinate.dispatch(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            judgements=judging.answers,
            judgement_reasons=judging.reasons,
            key=posted_key(request),
        )
    except (NotFound, PermissionDenied):
        raise
    except CriteriaUnjudged as refusal:
        return shown(request, case_id, refusal=refusal, judging=judging, complained=True, status=422)
    except REFUSALS as refusal:
        return shown(request, case_id, refusal=refusal, judging=judging, status=409)
    return to("case", case_id)


@require_POST
@access(Permission.COORDINATE)
def take_back(request: HttpRequest, case_id: str) -> HttpResponse:
    """Leave a reported defect out of the notice."""
    try:
        coordinate.take_back_defect(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            subject=request.POST.get("subject", ""),
            task=request.POST.get("task") or None,
            key=posted_key(request),
        )
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return shown(request, case_id, refusal=refusal, status=409)
    return to("case", case_id)


@require_http_methods(METHODS)
@access(Permission.COORDINATE)
def end(request: HttpRequest, case_id: str) -> HttpResponse:
    """End what is not yet decided, with reasons and remedies."""
    actor, ports = actor_of(request), ports_of(request)
    reason, refusal, status = controls.REASON, None, 200
    if request.method == "POST":
        problems = controls.empty_ones((reason,), request.POST)
        (reason,) = controls.refilled((reason,), request.POST, problems)
        status = 422
        if not problems:
            try:
                coordinate.end(
                    actor=actor,
                    ports=ports,
                    case_id=case_id,
                    reason=reason.value[: controls.LONGEST_REASON],
                    key=posted_key(request),
                )
            except (NotFound, PermissionDenied):
                raise
            except REFUSALS as refused:
                refusal, status = refused, 409
            else:
                return to("case", case_id)
    view = coordinate.pre_check(actor=actor, ports=ports, case_id=case_id)
    if request.method != "POST" and "EndCase" not in view.possible:
        return to("case", case_id)
    return page(
        request,
        "end",
        {
            "case": view,
            "fields": (reason,),
            "refusal": refusal,
            "remedies": told_remedies(objection=None),
            "against": against(view.admission, request.GET.getlist("no")),
        },
        status=status,
    )


@require_POST
@access(Permission.COORDINATE)
def close(request: HttpRequest, case_id: str) -> HttpResponse:
    """Archive the case."""
    try:
        coordinate.close(
            actor=actor_of(request), ports=ports_of(request), case_id=case_id, key=posted_key(request)
        )
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return shown(request, case_id, refusal=refusal, status=409)
    return to("case", case_id)


@require_POST
@access(Permission.ARCHIVE)
def archive(request: HttpRequest, case_id: str) -> HttpResponse:
    """The archive package of a case that is over; taking it is recorded."""
    try:
        return download(
            archiving.archive_package(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
        )
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return shown(request, case_id, refusal=refusal, status=409)


def shown(
    request: HttpRequest,
    case_id: str,
    *,
    refusal: YijianError | None = None,
    judging: Judging = Judging(),  # noqa: B008 - a frozen value
    complained: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The case page, after a refusal with what was refused and the judgements as they were made."""
    ports = ports_of(request)
    view = coordinate.pre_check(actor=actor_of(request), ports=ports, case_id=case_id)
    names = names_in(ports.definitions.package(), life_event=view.name, applicant=view.applicant_role)
    today, working_days = clockwork(ports)
    pre_check = view.status in IN_PRE_CHECK
    admission = checked_of(view.admission, judging=judging, asked=pre_check, complained=complained)
    subjects = subjects_of(view.papers, view.fields, names)
    return page(
        request,
        "case",
        {
            "case": view,
            "pre_check": pre_check,
            "light": case_lamp(view.status),
            "deadline": deadline_lamp(view, today=today, working_days=working_days),
            "criteria": admission,
            "criteria_summary": summary_of(view.admission),
            "unjudged": tuple(each for each in admission if each.missing or each.why_missing),
            "history": happened_of(view.history, with_service=True),
            "reported": told_of(view.reported, subjects),
            "told": told_of(view.correction.defects, subjects) if view.correction else (),
            "groups": groups_of(view.fields, names),
            "papers": papers_of(
                view.papers,
                names,
                url=lambda one: reverse("workbench:case-document", args=[case_id, one]),
                paper_url=lambda one: reverse("workbench:case-paper", args=[case_id, one]),
            ),
            "signatures": signatures_of(view.signatures),
            "parts": parts_of(view.tasks, pre_check=pre_check),
            "hand_over": to_hand_over(view),
            "actions": coordinator_actions(view, today=today),
            "refusal": refusal,
            "judge_first": JUDGE_FIRST if complained else None,
        },
        status=status,
    )
