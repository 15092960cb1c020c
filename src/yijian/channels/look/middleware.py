"""Reads what the visitor chose about the page and answers in their language."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from yijian.channels.look.language import HTML_LANG, speaking
from yijian.channels.look.preferences import COOKIE_PREFIX, COOKIE_SECONDS, Preferences


class LookMiddleware:
    """Sets `request.look` (`Preferences`) and says everything in the language while the answer is made.

    `?lang=zh-hans|zh-hant|en` in any address chooses a language and is remembered, so that a link on a poster or in a
    message can open a page in the reader's language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang")
        preferences = Preferences.read(request.COOKIES, asked_language=asked)
        request.look = preferences  # type: ignore[attr-defined]  # read back through `preferences_of`
        with speaking(preferences.language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", HTML_LANG[preferences.language])
        if asked == preferences.language:
            remember(response, "language", asked, secure=request.is_secure())
        return response


def preferences_of(request: HttpRequest) -> Preferences:
    """What the middleware read, or the cookies where it did not run (error pages, tests of single views)."""
    found = getattr(request, "look", None)
    return found if isinstance(found, Preferences) else Preferences.read(request.COOKIES)


def remember(response: HttpResponse, name: str, value: str, *, secure: bool) -> None:
    """Keep one choice for a year. The cookie says nothing about the person and no script needs to read it."""
    response.set_cookie(
        COOKIE_PREFIX + name, value, max_age=COOKIE_SECONDS, secure=secure, httponly=True, samesite="Lax"
    )
