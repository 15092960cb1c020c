"""Pages as documents by themselves: one file with its style in it, which opens without a server and asks nobody.

The frameworks must be loaded (`Platform.load`); no table is touched.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from yijian.channels.look.language import HTML_LANG, Language, speaking

_STATIC: Final = Path(__file__).parent / "static" / "look"
_SHEETS: Final = ("built/govuk.css", "tokens.css", "base.css", "parts.css", "rooms.css", "modes.css")


def document(template: str, values: dict[str, Any], *, language: Language) -> str:
    """The template as a whole document in a language.

    Raises FileNotFoundError where the style was not built (`make install` builds it).
    """
    with speaking(language):
        page = {"html_lang": HTML_LANG[language], "sheet": _sheet(), **values}
        return render_to_string(template, page)


def script_at(address: str) -> SafeString:
    """The element by which a page loads a script."""
    return format_html('<script src="{}" defer></script>', address)


@cache
def static_text(name: str) -> str:
    """A text file among the static files of the look."""
    return (_STATIC / name).read_text("utf-8")


@cache
def _sheet() -> SafeString:
    texts = [static_text(name).removeprefix('@charset "UTF-8";') for name in _SHEETS]
    return mark_safe("\n".join(texts))  # noqa: S308 - our own style sheets
