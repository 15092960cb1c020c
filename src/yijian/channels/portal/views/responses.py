"""What all views of the portal share: a page with a fresh key for its form, and the redirect after an act."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yijian.channels.look.access import ports_of
from yijian.channels.look.responses import SeeOther, not_stored, see_other


def page(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the portal. `key` in it is the idempotency key of its form: a second click is the same act."""
    context = {"key": ports_of(request).randomness.token(), **values}
    return not_stored(render(request, f"portal/{template}.html", context, status=status))


def to(name: str, *args: str, anchor: str = "", query: str = "") -> SeeOther:
    """A redirect to a page of the portal."""
    return see_other(f"portal:{name}", *args, anchor=anchor, query=query)
