"""The font of issued documents: it comes with the installation, so that a document looks the same on every machine."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FAMILY: Final = "Noto Sans CJK SC"
_PACKAGE: Final = "noto_cjk_sans_otc"
_FILE: Final = "NotoSansCJK-Regular.ttc"
_FACE: Final = 2
"""Simplified Chinese in the collection; all its faces hold the same characters."""
_NOT_A_CHARACTER: Final = "\uffff"
_MISSING_TYPE: Final = "〓"


def font_directory() -> Path:
    """The directory of the font file (Noto Sans CJK, SIL Open Font License 1.1)."""
    return Path(str(files(_PACKAGE)))


def printable(text: str) -> str:
    """The text as it can be printed without loss.

    A character that the font has not becomes 〓, the printers' mark for missing type, with its code point in brackets:
    〓（U+2A6A5）, never a blank box that could be anything. What prints nothing and can only mislead (controls, marks that
    turn the direction of writing) is left out.
    """
    return "".join(
        character if is_in_font(character) else f"{_MISSING_TYPE}（U+{ord(character):04X}）"
        for character in text
        if unicodedata.category(character) not in {"Cc", "Cf"}
    )


@cache
def is_in_font(character: str) -> bool:
    """Whether the font draws that character, found by comparing with how it draws what is no character."""
    if character.isspace():
        return True
    return _drawn(character) != _drawn(_NOT_A_CHARACTER)


def _drawn(character: str) -> bytes:
    return bytes(_measuring_font().getmask(character))


@cache
def _measuring_font() -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(
        font_directory() / _FILE, size=32, index=_FACE, layout_engine=ImageFont.Layout.BASIC
    )
