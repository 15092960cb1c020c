"""Pages as documents by themselves: one file with its style in it, which opens without a server and asks nobody.

The frameworks must be loaded (`Platform.load`); no table is touched.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from django.template.loader import render_to_string
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


@cache
def _sheet() -> SafeString:
    texts = [(_STATIC / name).read_text("utf-8").removeprefix('@charset "UTF-8";') for name in _SHEETS]
    return mark_safe("\n".join(texts))  # noqa: S308 - our own style sheets
