"""Mobile numbers of the Chinese mainland: 11 digits, 13 to 19 first (recalled; the numbering plan still grows)."""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.identifiers.problems import (
    IdentifierFault,
    IdentifierProblem,
    nothing_entered,
    wrong_character,
    wrong_length,
)
from yijian.core.vocabulary.identifiers.written_form import DIGITS, normalise_identifier

_LENGTH: Final = 11
_SECOND_DIGITS: Final = "3456789"
_COUNTRY_CODES: Final = ("+86", "0086", "86")


def normalise_mobile_number(value: str) -> str:
    """The number as typed, cleaned like every identifier, without the country code 86. Twice changes nothing more."""
    number = normalise_identifier(value)
    for code in _COUNTRY_CODES:
        if number.startswith(code) and len(number) == len(code) + _LENGTH:
            return number[len(code) :]
    return number


def check_mobile_number(value: str) -> IdentifierProblem | None:
    """The first problem of a mainland mobile number as typed, or None."""
    number = normalise_mobile_number(value)
    if not number:
        return nothing_entered()
    for position, character in enumerate(number, start=1):
        if character not in DIGITS:
            return wrong_character(value=number, position=position, expected=Text("数字", "a digit"))
    if len(number) != _LENGTH:
        return wrong_length(found=len(number), expected=_LENGTH)
    if number[0] != "1" or number[1] not in _SECOND_DIGITS:
        return IdentifierProblem(
            fault=IdentifierFault.SHAPE,
            text=Text(
                "手机号应该以 13 到 19 开头，请填大陆的手机号",
                "A mobile number starts with 13 to 19: enter a mainland mobile number",
            ),
            position=1,
        )
    return None
