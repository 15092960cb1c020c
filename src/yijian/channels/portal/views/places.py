"""Where to hand in: where it is decided, or at a window in another region as far as the services allow it (跨域通办)."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fields import Field
from yijian.channels.portal.presenters.places import HERE, place_fields
from yijian.channels.portal.views.responses import page, to
from yijian.core.cases.handovers import ResultReturn
from yijian.core.errors import CommandRefused, Text, YijianError
from yijian.usecases import places
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied

PLEASE_CHOOSE = Text("请选一个", "Choose one")


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.APPLY)
def place(request: HttpRequest, case_id: str) -> HttpResponse:
    """Choose the place, and where results go."""
    if request.method != "POST":
        return _shown(request, case_id)
    chosen = request.POST.get("place", "")
    returns = request.POST.get("returns", "") or ResultReturn.APPLICANT.value
    if not chosen:
        return _shown(request, case_id, error=PLEASE_CHOOSE, status=422)
    try:
        places.choose_place(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            place=None if chosen == HERE else chosen,
            returns=returns,
            key=posted_key(request),
        )
    except (NotFound, PermissionDenied):
        raise
    except CommandRefused as refusal:
        return _shown(request, case_id, refusal=refusal, status=409)
    return to("review", case_id)


def _shown(
    request: HttpRequest,
    case_id: str,
    *,
    error: Text | None = None,
    refusal: YijianError | None = None,
    status: int = 200,
) -> HttpResponse:
    view = places.places(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    fields: tuple[Field, ...] = place_fields(view)
    if error is not None:
        fields = (replace(fields[0], error=error), *fields[1:])
    values = {"view": view, "fields": fields, "refusal": refusal}
    return page(request, "place", values, status=status)
