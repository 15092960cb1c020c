"""Where a visitor's answers are found again: the token of the draft and the pages on which its questions were answered,
in a signed cookie that no script can read. The cookie holds names of facts and no answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

COOKIE: Final = "yijian_draft"
SALT: Final = "portal.draft"
SECONDS: Final = 30 * 24 * 3600
"""As long as drafts are kept."""
MOST_FACTS: Final = 60
"""A cookie has room for about this many names; of a longer way back the beginning is forgotten."""
_TOGETHER: Final = "+"
"""Stands between the facts of one page; no name of a fact has it."""


@dataclass(frozen=True, slots=True)
class DraftCookie:
    """The token of a draft and the facts answered, page by page, first to last."""

    token: str
    pages: tuple[tuple[str, ...], ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """The facts, first to last."""
        return tuple(fact for page in self.pages for fact in page)

    def answered(self, facts: Iterable[str]) -> DraftCookie:
        """After a page was answered: facts answered anew keep their place."""
        known = self.order
        page = tuple(fact for fact in facts if fact not in known)
        if not page:
            return self
        pages = (*self.pages, page)
        while len(pages) > 1 and sum(map(len, pages)) > MOST_FACTS:
            pages = pages[1:]
        return DraftCookie(self.token, pages)

    def without(self, fact: str) -> DraftCookie:
        """After an answer was taken back."""
        left = (tuple(each for each in page if each != fact) for page in self.pages)
        return DraftCookie(self.token, tuple(page for page in left if page))


def read_cookie(request: HttpRequest) -> DraftCookie | None:
    """The cookie; None where there is none, or where it was tampered with or is too old."""
    found = str(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS))
    token, *pages = found.split(",")
    return DraftCookie(token, tuple(tuple(page.split(_TOGETHER)) for page in pages)) if token else None


def keep_cookie(request: HttpRequest, response: HttpResponse, cookie: DraftCookie) -> None:
    """Remember the draft in this browser for thirty days."""
    response.set_signed_cookie(
        COOKIE,
        ",".join((cookie.token, *(_TOGETHER.join(page) for page in cookie.pages))),
        salt=SALT,
        max_age=SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget_cookie(response: HttpResponse) -> None:
    """The draft has become a case."""
    response.delete_cookie(COOKIE, samesite="Lax")
