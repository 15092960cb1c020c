"""Pages for what no view answered: in our look, in the reader's language, and silent about what went wrong inside.

Rule: nothing here asks the database or a use case, for it may be the database that failed.
"""

from __future__ import annotations

from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import loader

from yijian.channels.look.context import look
from yijian.channels.look.language import speaking
from yijian.channels.look.middleware import preferences_of
from yijian.channels.look.responses import not_stored
from yijian.core.errors import Text

BAD_REQUEST: Final = Text(
    "这次发来的内容我们读不懂。请回到上一页，重新打开再试",
    "We could not read what was sent. Please go back, open the page again and try once more",
)
TOO_LARGE: Final = Text(
    "一次发来的内容太大。请一次少传几张，或者把照片拍小一点再试",
    "Too much was sent at once. Please send fewer files at a time, or smaller pictures",
)
FORGED: Final = Text(
    "为了您的安全，这次没有提交：页面放得太久，或者不是从本站打开的。请回到上一页，刷新以后再试",
    "For your safety nothing was sent: the page was open too long, or was not opened from this site. "
    "Please go back, reload it and try again",
)
NOT_OPEN: Final = Text("这一页不对您开放", "This page is not open to you")
NOT_FOUND: Final = Text(
    "没有这一页。可能是地址抄错了，也可能已经不在了",
    "There is no such page: the address may be mistyped, or the page is gone",
)
FAILED: Final = Text(
    "是我们这边出了问题，不是您的错。填过的都还在，请过几分钟再试；急用请打 12345",
    "Something went wrong on our side, not yours. What you filled in is kept: please try again in a few minutes; "
    "if it is urgent, call 12345",
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 where more came than is taken at once."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(request, BAD_REQUEST, status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return _page(request, TOO_LARGE, status=413)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 # Django tells why; the page does not
    """403: a form without the token of this browser."""
    return _page(request, FORGED, status=403)


def not_open(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 # the same
    """403."""
    return _page(request, NOT_OPEN, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 # the same
    """404."""
    return _page(request, NOT_FOUND, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, FAILED, status=500)


def _page(request: HttpRequest, said: Text, *, status: int) -> HttpResponse:
    """The page, drawn without context processors: they ask who is signed in."""
    with speaking(preferences_of(request).language):
        drawn = loader.get_template("look/refused.html").render(
            {**look(request), "refusal": said, "status": status}
        )
    return not_stored(HttpResponse(drawn, status=status))
