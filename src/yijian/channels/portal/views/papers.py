"""Papers: what to bring, upload page by page, remove, look at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fact_controls import html_name
from yijian.channels.look.responses import download
from yijian.channels.portal.presenters.papers import papers_page
from yijian.channels.portal.presenters.progress import next_url
from yijian.channels.portal.views.application import filling, frame
from yijian.channels.portal.views.correction import restriction_of
from yijian.channels.portal.views.responses import page, to
from yijian.core.cases.promise_refusals import AlreadyPromised, PromiseBarred, PromiseNotAllowed
from yijian.core.errors import Text
from yijian.ports import UploadRefused
from yijian.usecases import apply, obtain, sealed_documents
from yijian.usecases import promise as promising
from yijian.usecases.permissions import Permission
from yijian.usecases.promise import PromiseNotAgreed

NOTHING_CHOSEN = Text("请先选一个文件或一张照片", "Choose a file or a photo first")


@require_safe
@access(Permission.APPLY)
def papers(request: HttpRequest, case_id: str) -> HttpResponse:
    """All papers of the application."""
    return _shown(request, case_id)


@require_POST
@access(Permission.APPLY)
def attach(request: HttpRequest, case_id: str) -> HttpResponse:
    """Add one or several photos or files to a paper."""
    paper, key = request.POST.get("paper", ""), posted_key(request)
    slug = html_name(paper)
    files = request.FILES.getlist(f"file-{slug}")
    if not files:
        return _shown(request, case_id, refused=paper, problem=NOTHING_CHOSEN)
    for number, file in enumerate(files):
        try:
            obtain.attach_paper(
                actor=actor_of(request),
                ports=ports_of(request),
                case_id=case_id,
                paper=paper,
                file_name=(file.name or "")[-100:],
                content=file.read(),
                key=f"{key}-{number}",
            )
        except UploadRefused as refusal:
            problem = Text(f"{file.name}：{refusal.text.zh}", f"{file.name}: {refusal.text.en}")
            return _shown(request, case_id, refused=paper, problem=problem)
    return to("papers", case_id, anchor=f"paper-{slug}")


@require_POST
@access(Permission.APPLY)
def remove(request: HttpRequest, case_id: str) -> HttpResponse:
    """Take one document away from a paper."""
    paper = request.POST.get("paper", "")
    obtain.remove_paper(
        actor=actor_of(request),
        ports=ports_of(request),
        case_id=case_id,
        paper=paper,
        document=request.POST.get("document", ""),
        key=posted_key(request),
    )
    return to("papers", case_id, anchor=f"paper-{html_name(paper)}")


@require_POST
@access(Permission.APPLY)
def promise(request: HttpRequest, case_id: str) -> HttpResponse:
    """Promise to bring a paper later, or that something holds."""
    kind, subject = request.POST.get("kind", ""), request.POST.get("subject", "")
    slug = f"{kind}-{html_name(subject)}"
    try:
        promising.promise(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            kind=kind,
            subject=subject,
            agreed=request.POST.get(f"agreed-{slug}") == "yes",
            key=posted_key(request),
        )
    except (PromiseNotAgreed, PromiseBarred, PromiseNotAllowed, AlreadyPromised) as refusal:
        return _shown(request, case_id, refused=f"{kind} {subject}", problem=refusal.text)
    return to("papers", case_id, anchor=f"promise-{slug}")


@require_POST
@access(Permission.APPLY)
def take_back_promise(request: HttpRequest, case_id: str) -> HttpResponse:
    """Take a promise back before handing in."""
    kind, subject = request.POST.get("kind", ""), request.POST.get("subject", "")
    promising.take_back_promise(
        actor=actor_of(request),
        ports=ports_of(request),
        case_id=case_id,
        kind=kind,
        subject=subject,
        key=posted_key(request),
    )
    return to("papers", case_id, anchor=f"promise-{kind}-{html_name(subject)}")


@require_safe
@access(Permission.READ_OWN_CASE)
def document(request: HttpRequest, case_id: str, document: str) -> HttpResponse:
    """One uploaded document, or its small picture with `?preview=1`."""
    preview = request.GET.get("preview") == "1"
    found = sealed_documents.read_document(
        actor=actor_of(request), ports=ports_of(request), case_id=case_id, document=document, preview=preview
    )
    return download(found)


def _shown(
    request: HttpRequest, case_id: str, *, refused: str = "", problem: Text | None = None
) -> HttpResponse:
    view = apply.application(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    only = restriction_of(request, view)
    shown = filling(view, only=only)
    listed = papers_page(view, refused=refused, problem=problem, only=None if only is None else only.papers)
    here = reverse("portal:papers", args=[case_id])
    return page(
        request,
        "papers",
        {
            **frame(shown),
            "papers": listed,
            "fields": listed.fields,
            "restriction": only,
            "next_url": reverse("portal:case", args=[case_id]) if only else next_url(view, shown.steps, here),
        },
        status=422 if problem else 200,
    )
