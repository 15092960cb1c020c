"""The organisation code (组织机构代码, GB 11714): 8 digits or letters and a check character.

Retired as a number of its own in 2015 (recalled), it lives on inside the unified social credit code. Its check misses
a letter typed for a character that counts 11 less or more (0 and B): known, and the reason for GB 32100.
"""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.identifiers.problems import (
    IdentifierProblem,
    check_does_not_fit,
    nothing_entered,
    wrong_character,
    wrong_length,
)
from yijian.core.vocabulary.identifiers.written_form import DIGITS, LETTERS, normalise_identifier

_ALPHABET: Final = DIGITS + LETTERS
_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_BODY_LENGTH: Final = 8
_LENGTH: Final = 9


def organisation_code_check_character(first8: str) -> str:
    """The 9th character that belongs to 8 digits or capitals. ValueError for anything else."""
    if len(first8) != _BODY_LENGTH or any(character not in _ALPHABET for character in first8):
        raise ValueError("the check character is computed from exactly 8 digits or capital letters")
    weighted = sum(
        _ALPHABET.index(character) * weight for character, weight in zip(first8, _WEIGHTS, strict=True)
    )
    return "0X987654321"[weighted % 11]


def check_organisation_code(value: str) -> IdentifierProblem | None:
    """The first problem of an organisation code as typed (with or without its hyphen), or None."""
    code = normalise_identifier(value)
    if not code:
        return nothing_entered()
    if len(code) != _LENGTH:
        return wrong_length(found=len(code), expected=_LENGTH)
    for position, character in enumerate(code, start=1):
        if position < _LENGTH and character not in _ALPHABET:
            expected = Text("数字或字母", "a digit or a letter")
            return wrong_character(value=code, position=position, expected=expected)
        if position == _LENGTH and character not in DIGITS + "X":
            return wrong_character(value=code, position=position, expected=Text("数字或 X", "a digit or X"))
    return None if organisation_code_check_character(code[:-1]) == code[-1] else check_does_not_fit()
