"""Reading pages as a test does: their text, the hidden fields of a form, where they lead."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, Protocol


class Page(Protocol):
    """What a test reads of an answer, whichever class the client makes of it."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        ...

    @property
    def content(self) -> Any:
        """The bytes sent."""
        ...

    @property
    def headers(self) -> Any:
        """The headers, by name."""
        ...


def html(response: Page, status: int = 200) -> str:
    """The page as sent, with the status it must have."""
    assert response.status_code == status, response.content.decode()[:2000]
    return str(response.content.decode())


def words(response: Page, status: int = 200) -> str:
    """The words of the page, without tags, blanks drawn together."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html(response, status))).split())


def key_of(response: Page) -> str:
    """The idempotency key of the first form that has one."""
    found = re.search(r'name="key" value="([^"]+)"', html(response))
    assert found is not None
    return found[1]


def fact_of(response: Page) -> str:
    """The fact that a question page asks for."""
    found = re.search(r'name="fact" value="([^"]+)"', html(response))
    assert found is not None
    return unescape(found[1])


def goes_to(response: Page) -> str:
    """Where a redirect after an act leads; it must be a 303."""
    assert response.status_code == 303, words(response, response.status_code)[:900]
    return str(response.headers["Location"])
