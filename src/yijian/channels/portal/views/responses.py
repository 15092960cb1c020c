"""What all views of the portal share: a page with a fresh key for its form, and the redirect after an act."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yijian.channels.look.access import ports_of
from yijian.usecases.sealed_documents import DocumentContent


class SeeOther(HttpResponseRedirect):
    """303: what was asked for is done, look here."""

    status_code = 303


def page(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the portal. `key` in it is the idempotency key of its form: a second click is the same act."""
    context = {"key": ports_of(request).randomness.token(), **values}
    response = render(request, f"portal/{template}.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def to(name: str, *args: str, anchor: str = "", query: str = "") -> SeeOther:
    """A redirect to a page of the portal."""
    address = reverse(f"portal:{name}", args=args)
    return SeeOther(f"{address}{'?' + query if query else ''}{'#' + anchor if anchor else ''}")


def posted_key(request: HttpRequest) -> str:
    """The key of the form that was sent; a fresh one where a page without it was sent."""
    return request.POST.get("key", "")[:64] or ports_of(request).randomness.token()


def download(document: DocumentContent) -> HttpResponse:
    """A document as a file: never opened by the browser as a page of this site, nor guessed to be something else."""
    response = HttpResponse(document.content, content_type=document.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.name)}"
    response.headers["Content-Security-Policy"] = "sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
