"""How numbers are written: cleaned of what typing adds, and masked where others may look."""

from __future__ import annotations

import unicodedata
from typing import Final

DIGITS: Final = "0123456789"
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_UPPER_CASE: Final = {ord(letter.lower()): letter for letter in LETTERS}

_SHOWN_FIRST: Final = 4
_SHOWN_LAST: Final = 2
_LEAST_HIDDEN: Final = 3


def normalise_identifier(value: str) -> str:
    """The number without what typing adds: spaces, hyphens and invisible characters go, full-width characters become
    ASCII, small letters capitals (also the final x). Normalising twice changes nothing more.
    """
    narrow = value.translate(_FULL_WIDTH)
    kept = "".join(character for character in narrow if not _is_filler(character))
    return kept.translate(_UPPER_CASE)


def _is_filler(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Pd", "Zs"}


def all_digits(value: str) -> bool:
    """Whether every character is an ASCII digit (`str.isdigit` also accepts ² and ٣)."""
    return all(character in DIGITS for character in value)


def mask_identifier(value: str) -> str:
    """The number with only its first 4 and last 2 characters shown; a short one shows its last 2, or nothing.

    >>> mask_identifier("11010519491231002X")
    '1101************2X'
    """
    first = _SHOWN_FIRST if len(value) >= _SHOWN_FIRST + _LEAST_HIDDEN + _SHOWN_LAST else 0
    last = _SHOWN_LAST if len(value) >= _LEAST_HIDDEN + _SHOWN_LAST else 0
    end = len(value) - last
    return value[:first] + "*" * (end - first) + value[end:]
