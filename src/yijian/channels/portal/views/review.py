"""Before handing in: everything once more, the name character by character, the declaration; then the receipt."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fields import Choice, Field
from yijian.channels.portal.presenters.papers import papers_page
from yijian.channels.portal.presenters.review import missing_links, names_read_back
from yijian.channels.portal.presenters.schedule import plan_chart
from yijian.channels.portal.views.application import filling, frame
from yijian.channels.portal.views.correction import restriction_of
from yijian.channels.portal.views.responses import page, to
from yijian.core.errors import Text
from yijian.usecases import apply, places
from yijian.usecases.apply import DECLARATION, SubmissionIncomplete
from yijian.usecases.permissions import Permission
from yijian.usecases.views import MissingView

AGREE = Field(
    name="declared",
    label=Text("确认", "Confirmation"),
    kind="checkboxes",
    choices=(Choice(value="yes", label=DECLARATION),),
)
NOT_AGREED = Text("请看过以后打勾，再提交", "Read it and tick the box before you submit")


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.APPLY)
def review(request: HttpRequest, case_id: str) -> HttpResponse:
    """The whole application with links to change; POST hands it in."""
    if request.method != "POST":
        return _shown(request, case_id)
    if request.POST.get("declared") != "yes":
        return _shown(request, case_id, agree=replace(AGREE, error=NOT_AGREED))
    try:
        apply.submit(
            actor=actor_of(request), ports=ports_of(request), case_id=case_id, key=posted_key(request)
        )
    except SubmissionIncomplete as refusal:
        return _shown(request, case_id, agree=replace(AGREE, value="yes"), missing=refusal.missing)
    return to("receipt", case_id)


@require_safe
@access(Permission.READ_OWN_CASE)
def receipt(request: HttpRequest, case_id: str) -> HttpResponse:
    """The receipt: number, query code, what happens next. Made to be printed."""
    found = apply.receipt(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    return page(request, "receipt", {"receipt": found})


def _shown(
    request: HttpRequest,
    case_id: str,
    *,
    agree: Field = AGREE,
    missing: tuple[MissingView, ...] | None = None,
) -> HttpResponse:
    view = apply.application(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    if not view.editable or restriction_of(request, view):
        return to("case", case_id)
    shown = filling(view)
    where = places.places(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    chosen = where.chosen
    open_ = tuple(
        each
        for each in (view.missing if missing is None else missing)
        if each.kind != "own_signature"  # given with handing in, nothing to be done before
    )
    return page(
        request,
        "review",
        {
            **frame(shown),
            "papers": papers_page(view),
            "where": where,
            "where_name": next(
                (each.name for each in where.places if chosen and each.code == chosen.place), ""
            ),
            "names": names_read_back(view),
            "missing": missing_links(view, open_),
            "refused": missing is not None,
            "agree": agree,
            "fields": (agree,),
            "chart": plan_chart(view.one_thing, view.plan, calendar=ports_of(request).definitions.calendar()),
        },
        status=422 if missing or agree.error else 200,
    )
