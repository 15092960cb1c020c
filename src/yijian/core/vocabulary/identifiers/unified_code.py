"""The unified social credit code (统一社会信用代码, GB 32100) of firms, authorities and other organisations.

    1 registering department   2 kind   3–8 region   9–17 organisation code (GB 11714)   18 check (mod 31)

31 characters, without I, O, S, V and Z. The check catches every single wrong character and every swap of two
neighbours. The organisation code inside carries a check of its own, which is left unjudged: the outer check covers
those characters already, and refusing a code that its register has issued would be the worse mistake.
"""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.identifiers.problems import (
    IdentifierFault,
    IdentifierProblem,
    check_does_not_fit,
    nothing_entered,
    wrong_character,
    wrong_length,
)
from yijian.core.vocabulary.identifiers.written_form import DIGITS, all_digits, normalise_identifier

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH: Final = 18

_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_MODULUS: Final = 31
_REGION_POSITIONS: Final = range(3, 9)
_REGISTRATION_NUMBER_LENGTH: Final = 15
_ORGANISATION_CODE_LENGTH: Final = 9


def unified_code_check_character(first17: str) -> str:
    """The 18th character that belongs to 17 characters of the alphabet. ValueError for anything else."""
    if len(first17) != len(_WEIGHTS) or any(character not in ALPHABET for character in first17):
        raise ValueError("the check character is computed from exactly 17 characters of the code's alphabet")
    weighted = sum(
        ALPHABET.index(character) * weight for character, weight in zip(first17, _WEIGHTS, strict=True)
    )
    return ALPHABET[-weighted % _MODULUS]


def check_unified_code(value: str) -> IdentifierProblem | None:
    """The first problem of a unified social credit code as typed, or None."""
    code = normalise_identifier(value)
    if not code:
        return nothing_entered()
    if len(code) == _REGISTRATION_NUMBER_LENGTH and all_digits(code):
        return _retired(Text("15 位的旧注册号", "an old registration number with 15 digits"))
    if len(code) == _ORGANISATION_CODE_LENGTH:
        return _retired(Text("9 位的组织机构代码", "an organisation code with 9 characters"))
    if len(code) != LENGTH:
        return wrong_length(found=len(code), expected=LENGTH)
    for position, character in enumerate(code, start=1):
        if position in _REGION_POSITIONS and character not in DIGITS:
            return wrong_character(value=code, position=position, expected=Text("数字", "a digit"))
        if character not in ALPHABET:
            expected = Text(
                "数字或字母，字母里没有 I、O、S、V、Z", "a digit or a letter other than I, O, S, V and Z"
            )
            return wrong_character(value=code, position=position, expected=expected)
    return None if unified_code_check_character(code[:-1]) == code[-1] else check_does_not_fit()


def organisation_code_in(value: str) -> str | None:
    """The organisation code inside a code that passes `check_unified_code` (characters 9 to 17), else None."""
    return None if check_unified_code(value) else normalise_identifier(value)[8:17]


def _retired(what: Text) -> IdentifierProblem:
    return IdentifierProblem(
        fault=IdentifierFault.OLD_FORM,
        text=Text(
            f"这像是{what.zh}，应该是 18 位的统一社会信用代码，在营业执照或登记证书上",
            f"This looks like {what.en}: it should be the unified code with 18 characters, printed on the licence",
        ),
    )
