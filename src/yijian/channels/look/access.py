"""How a view says which permission its address needs, and how refusals of use cases become pages.

Rule: every view of every channel is wrapped by `access` (a test walks all addresses). The decorator only looks at
the kind of actor; whether *this* case is theirs is the use case's question, asked again in every channel alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yijian.channels.look.middleware import preferences_of
from yijian.channels.look.responses import not_stored
from yijian.core.errors import CommandRefused, PlatformError, Text, YijianError
from yijian.ports import Ports
from yijian.storage.errors import KeyDestroyed, StorageBusy, StorageUnavailable
from yijian.usecases.appoint import actor_of_account
from yijian.usecases.permissions import (
    VISITOR,
    Actor,
    ActorKind,
    NotFound,
    Permission,
    PermissionDenied,
    require,
)
from yijian.usecases.throttling import TooManyAttempts

log = structlog.get_logger(__name__)

UNANSWERED: Final = Text(
    "系统正忙，或者要问的部门暂时没有答复。填过的都还在，请稍后再试",
    "The system is busy, or an authority it asks does not answer. What you filled in is kept: please try again soon",
)
RETRY_SECONDS: Final = 5

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def access(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Mark a view with the permission its address needs and turn refusals into pages that say what to do."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = actor_of(request)
            try:
                require(actor, permission)
                return view(request, *args, **kwargs)
            except PermissionDenied as refusal:
                if actor.kind is ActorKind.VISITOR and request.method in ("GET", "HEAD"):
                    return _to_sign_in(request)
                return refused(request, refusal, status=403)
            except NotFound as refusal:
                return refused(request, refusal, status=404)
            except TooManyAttempts as refusal:
                return _later(refused(request, refusal, status=429), seconds=refusal.seconds)
            except CommandRefused as refusal:
                return refused(request, refusal, status=409)
            except KeyDestroyed as refusal:
                return refused(request, refusal, status=410)
            except (PlatformError, StorageBusy, StorageUnavailable) as failure:
                # its reason speaks of databases and addresses inside: for the log, not for the page
                log.warning("request.unanswered", error=failure.code, view=view.__name__)
                return _later(refused(request, UNANSWERED, status=503), seconds=RETRY_SECONDS)

        guarded.permission = permission  # type: ignore[attr-defined] # read by the structure test
        return cast("View[P]", guarded)

    return decorate


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking: the account that is signed in, or a visitor; in the language of the page."""
    language = preferences_of(request).language
    address = request.META.get("REMOTE_ADDR", "")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Actor(kind=VISITOR.kind, language=language, address=address)
    return replace(actor_of_account(account=str(user.pk), language=language), address=address)


def ports_of(request: HttpRequest) -> Ports:
    """The outside of this installation, as the site's middleware set it."""
    ports = getattr(request, "ports", None)
    if not isinstance(ports, Ports):
        raise TypeError("the site's middleware has not set request.ports")
    return ports


def posted_key(request: HttpRequest) -> str:
    """The key of a form that was sent; a fresh one where a page without it was sent."""
    return request.POST.get("key", "")[:64] or ports_of(request).randomness.token()


def refused(request: HttpRequest, refusal: YijianError | Text, *, status: int) -> HttpResponse:
    """A calm page that says what cannot be done, why, and what to do instead."""
    return not_stored(
        render(request, "look/refused.html", {"refusal": refusal, "status": status}, status=status)
    )


def _later(response: HttpResponse, *, seconds: int) -> HttpResponse:
    response.headers["Retry-After"] = str(seconds)
    return response


def _to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    target = reverse(str(settings.LOGIN_URL))
    return HttpResponseRedirect(f"{target}?{urlencode({'next': request.get_full_path()})}")
