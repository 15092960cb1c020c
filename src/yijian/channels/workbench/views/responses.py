"""What all views of the workbench share: a page with a fresh key for its forms, redirects, documents, refusals."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yijian.channels.look.access import actor_of, ports_of
from yijian.core.errors import CommandRefused, PlatformError
from yijian.storage.errors import StorageBusy
from yijian.usecases.sealed_documents import DocumentContent

REFUSALS: Final = (CommandRefused, PlatformError, StorageBusy)
"""What a use case may answer instead of acting; the page says it and keeps what was typed."""


_DESK: Final = "workbench.desk"


class SeeOther(HttpResponseRedirect):
    """303: what was asked for is done, look here."""

    status_code = 303


def page(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the workbench. `key` is the idempotency key of its form: a second click is the same act."""
    context = {
        "key": ports_of(request).randomness.token(),
        "account_url": reverse("portal:account"),
        "account_label": actor_of(request).name,
        "desk_url": _desk_address(request),
        **values,
    }
    response = render(request, f"workbench/{template}.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def remember_desk(request: HttpRequest) -> None:
    """Keep which part of the desk is looked at: whoever comes back from a case goes on where they were."""
    if hasattr(request, "session"):
        told = {name: request.GET.get(name, "")[:64] for name in ("turn", "number", "page")}
        request.session[_DESK] = urlencode({name: value for name, value in told.items() if value})


def _desk_address(request: HttpRequest) -> str:
    query = request.session.get(_DESK, "") if hasattr(request, "session") else ""
    return reverse("workbench:home") + (f"?{query}" if query else "")


def to(name: str, *args: str, query: str = "", anchor: str = "") -> SeeOther:
    """A redirect to a page of the workbench."""
    address = reverse(f"workbench:{name}", args=args)
    return SeeOther(f"{address}{'?' + query if query else ''}{'#' + anchor if anchor else ''}")


def posted_key(request: HttpRequest) -> str:
    """The key of the form that was sent; a fresh one where a page without it was sent."""
    return request.POST.get("key", "")[:64] or ports_of(request).randomness.token()


def attachment(document: DocumentContent) -> HttpResponse:
    """A document of an applicant: never shown by the browser as a page, nor guessed to be something else."""
    response = HttpResponse(document.content, content_type=document.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.name)}"
    response.headers["Content-Security-Policy"] = "sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
