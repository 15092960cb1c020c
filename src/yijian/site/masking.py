"""What a log line may not say: whatever has the shape of an identifier of a person, or of a secret, is masked.

Rule 1: shapes, not fields: a value is masked wherever it stands, also inside a sentence. Rule 2: rather too much than
too little: a number of eight digits and more is somebody's until it is known to be something else. Known to be
something else are case numbers, dates with times, and hashes; they stay readable, or a log would be worth nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from datetime import date, datetime, time
from typing import Final

MASK: Final = "▇"
DEEPEST: Final = 8
"""Nesting of values below which nothing is written at all."""

SECRET_WORDS: Final = (
    "password", "secret", "token", "cookie", "authorization", "csrf", "session", "body", "facts", "typed", "content",
    "name", "address", "mobile", "mail",
)  # fmt: skip
"""Words in the name of a value that is never written, whatever it looks like."""

_DIGIT: Final = r"[0-9０-９]"
_LETTER: Final = r"[A-Za-zＡ-Ｚａ-ｚ]"
_BEFORE, _AFTER = rf"(?<!{_DIGIT})(?<!{_LETTER})", rf"(?!{_DIGIT}|{_LETTER})"
_KEPT: Final = (
    r"\d{6}-\d{8}-\d{6}",  # a case number
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?",  # ISO 8601
    r"[0-9a-f]{64}",  # SHA-256
)
_WORDS_MASKED: Final = (
    r"[A-Za-z0-9_-]{32,}",  # tokens in addresses, session keys
    rf"{_LETTER}{{1,3}}[ -]?{_DIGIT}{{6,}}{_LETTER}?",  # passports, permits
    r"(?=(?:[A-Za-z]*\d){3})(?=\d*[A-Za-z])[A-Za-z0-9]{7,31}",  # passports of many countries
)
_MASKED: Final = (
    r"[^\s@<>\"'(),:;\[\]\\]+@[^\s@<>\"'(),:;\[\]\\]+\.[^\s@<>\"'(),:;\[\]\\]+",  # e-mail
    # numbers of persons, mobiles, bank cards, in groups too; glued to whatever stands before or behind
    rf"(?:\+?86[ -]?)?{_DIGIT}(?:[ \u00a0\u3000·–—-]?{_DIGIT}){{9,}}[XxＸｘ]?",
    rf"{_DIGIT}{{8,}}[XxＸｘ]?",
)
_SHAPES: Final = re.compile(
    rf"{_BEFORE}(?P<kept>{'|'.join(_KEPT)}){_AFTER}"
    rf"|{_BEFORE}(?:{'|'.join(_WORDS_MASKED)}){_AFTER}|{'|'.join(_MASKED)}"
)
_CJK: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·]+")


def masked_text(text: str) -> str:
    """The text with every identifier and secret in it replaced by `MASK`."""
    return _SHAPES.sub(lambda found: found["kept"] or MASK, text)


def without_names(text: str) -> str:
    """The text of somebody else's error: identifiers masked, and Chinese characters, which may be a name or address."""
    return _CJK.sub(MASK, masked_text(text))


def masked(value: object, *, depth: int = 0) -> object:
    """A value for a log line: numbers, truth values and dates as they are unless they look like an identifier; texts
    masked; what holds other values, with each of them masked. Anything else becomes its masked text."""
    if depth > DEEPEST:
        return MASK
    if value is None or isinstance(value, bool | float | datetime | date | time):
        return value
    if isinstance(value, int):
        text = str(value)
        return value if masked_text(text) == text else MASK
    if isinstance(value, Mapping):
        return {
            masked_text(str(name)): MASK if is_secret(str(name)) else masked(each, depth=depth + 1)
            for name, each in value.items()
        }
    if isinstance(value, list | tuple | Set):
        return [masked(each, depth=depth + 1) for each in value]
    if isinstance(value, bytes | bytearray | memoryview):
        return f"<{len(value)} bytes>"
    return masked_text(str(value))


def is_secret(name: str) -> bool:
    """Whether a value of that name is never written."""
    lowered = name.lower()
    return any(word in lowered for word in SECRET_WORDS)
