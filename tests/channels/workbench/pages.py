"""Reading the pages that the views answer with."""

from __future__ import annotations

import re
from typing import Protocol


class Answered(Protocol):
    """What Django's test client gives back, as far as `body` reads it."""

    @property
    def content(self) -> bytes: ...


def body(response: Answered) -> str:
    return response.content.decode()


def inputs(html: str) -> dict[str, str]:
    """The hidden inputs of a page by name."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))
