"""Where a visitor's answers are found again: the token of the draft and the order in which its questions were answered,
in a signed cookie that no script can read. The cookie holds names of facts and no answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

COOKIE: Final = "yijian_draft"
SALT: Final = "portal.draft"
SECONDS: Final = 30 * 24 * 3600
"""As long as drafts are kept."""
MOST_FACTS: Final = 60
"""A cookie has room for about this many names; of a longer way back the beginning is forgotten."""


@dataclass(frozen=True, slots=True)
class DraftCookie:
    """The token of a draft and the facts answered, first to last."""

    token: str
    order: tuple[str, ...] = ()

    def answered(self, fact: str) -> DraftCookie:
        """After an answer: a fact answered anew keeps its place."""
        return self if fact in self.order else DraftCookie(self.token, (*self.order, fact)[-MOST_FACTS:])

    def without(self, fact: str) -> DraftCookie:
        """After an answer was taken back."""
        return DraftCookie(self.token, tuple(each for each in self.order if each != fact))


def read_cookie(request: HttpRequest) -> DraftCookie | None:
    """The cookie; None where there is none, or where it was tampered with or is too old."""
    found = str(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS))
    token, *order = found.split(",")
    return DraftCookie(token, tuple(order)) if token else None


def keep_cookie(request: HttpRequest, response: HttpResponse, cookie: DraftCookie) -> None:
    """Remember the draft in this browser for thirty days."""
    response.set_signed_cookie(
        COOKIE,
        ",".join((cookie.token, *cookie.order)),
        salt=SALT,
        max_age=SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget_cookie(response: HttpResponse) -> None:
    """The draft has become a case."""
    response.delete_cookie(COOKIE, samesite="Lax")
