"""What all views of the workbench share: a page with a fresh key for its forms, redirects, refusals."""

from __future__ import annotations

from typing import Any, Final, TypedDict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from yijian.channels.look.access import actor_of, ports_of, posted_key
from yijian.channels.look.responses import SeeOther, not_stored, see_other
from yijian.core.errors import CommandRefused, PlatformError
from yijian.ports import Ports
from yijian.storage.errors import StorageBusy
from yijian.usecases.permissions import Actor

REFUSALS: Final = (CommandRefused, PlatformError, StorageBusy)
"""What a use case may answer instead of acting; the page says it and keeps what was typed."""


class OnTask(TypedDict):
    """What every use case that acts on a task is told beside what it is about: who acts, and the key of the form."""

    actor: Actor
    ports: Ports
    case_id: str
    task: str
    key: str


def on_task(request: HttpRequest, case_id: str, task: str) -> OnTask:
    """Of the form that was sent."""
    return OnTask(
        actor=actor_of(request), ports=ports_of(request), case_id=case_id, task=task, key=posted_key(request)
    )


_DESK: Final = "workbench.desk"
"""Where the session keeps which part of the desk was looked at."""


def page(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the workbench. `key` is the idempotency key of its form: a second click is the same act."""
    context = {
        "key": ports_of(request).randomness.token(),
        "account_url": reverse("portal:account"),
        "account_label": actor_of(request).name,
        "desk_url": _desk_address(request),
        **values,
    }
    return not_stored(render(request, f"workbench/{template}.html", context, status=status))


def remember_desk(request: HttpRequest) -> None:
    """Keep which part of the desk is looked at: whoever comes back from a case goes on where they were."""
    if hasattr(request, "session"):
        told = {name: request.GET.get(name, "")[:64] for name in ("turn", "light", "number", "page")}
        request.session[_DESK] = urlencode({name: value for name, value in told.items() if value})


def _desk_address(request: HttpRequest) -> str:
    query = request.session.get(_DESK, "") if hasattr(request, "session") else ""
    return reverse("workbench:home") + (f"?{query}" if query else "")


def to(name: str, *args: str, query: str = "", anchor: str = "") -> SeeOther:
    """A redirect to a page of the workbench."""
    return see_other(f"workbench:{name}", *args, query=query, anchor=anchor)
