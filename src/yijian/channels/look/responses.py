"""Answers that every channel of pages gives alike: redirects after an act, documents as files."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yijian.usecases.sealed_documents import DocumentContent


class SeeOther(HttpResponseRedirect):
    """303: what was asked for is done, look here."""

    status_code = 303


def see_other(view: str, *args: str, query: str = "", anchor: str = "") -> SeeOther:
    """A redirect to a page by the name of its view (`portal:case`)."""
    address = reverse(view, args=args)
    return SeeOther(f"{address}{'?' + query if query else ''}{'#' + anchor if anchor else ''}")


def download(document: DocumentContent) -> HttpResponse:
    """A document as a file: never opened by the browser as a page of this site, nor guessed to be something else."""
    response = HttpResponse(document.content, content_type=document.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.name)}"
    response.headers["Content-Security-Policy"] = "sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return not_stored(response)


def not_stored(response: HttpResponse) -> HttpResponse:
    """What is personal stays in no cache, neither of the browser nor on the way."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
