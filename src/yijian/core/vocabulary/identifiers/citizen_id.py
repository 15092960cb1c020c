"""The citizen identification number (公民身份号码, GB 11643) and the numbers built like it.

    1–6 region (GB/T 2260)   7–14 date of birth   15–17 sequence, odd for men   18 check (ISO 7064 MOD 11-2)

The check character catches every single wrong digit and every swap of two neighbours. Residence permits for
Hong Kong, Macao and Taiwan residents and the foreign permanent-resident ID card of 2023 use the same date, sequence
and check (`personal_documents`).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
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

NUMBER_LENGTH: Final = 18
OLD_NUMBER_LENGTH: Final = 15

PROVINCES: Final = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
    for code in range(first, last + 1)
)
"""Province-level codes of GB/T 2260 (recalled)."""

_BODY_LENGTH: Final = 17
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS: Final = "10X98765432"
_EARLIEST_BIRTH_YEAR: Final = 1870
"""Nobody born earlier can hold a number: they were first given out in the 1980s (a bound of ours)."""
_CENTENARIANS: Final = frozenset({"996", "997", "998", "999"})
"""Sequences of the old 15-digit form that meant a birth in the 1800s (recalled)."""
_OTHER_DOCUMENTS: Final = {
    "81": Text("港澳居民居住证", "a residence permit for Hong Kong or Macao residents"),
    "82": Text("港澳居民居住证", "a residence permit for Hong Kong or Macao residents"),
    "83": Text("台湾居民居住证", "a residence permit for Taiwan residents"),
    "9": Text("外国人永久居留身份证", "a foreign permanent-resident ID card"),
}


class Sex(StrEnum):
    """Sex as the number tells it."""

    MALE = "male"
    FEMALE = "female"


def citizen_id_check_character(first17: str) -> str:
    """The 18th character that belongs to 17 digits (ISO 7064 MOD 11-2). ValueError for anything but 17 digits."""
    if len(first17) != _BODY_LENGTH or not all_digits(first17):
        raise ValueError("the check character is computed from exactly 17 digits")
    weighted = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[weighted % 11]


def check_citizen_id(value: str, *, as_of: date | None = None) -> IdentifierProblem | None:
    """The first problem of a citizen number as typed, or None. `as_of`: nobody is born after that day."""
    number = normalise_identifier(value)
    if not number:
        return nothing_entered()
    if len(number) == OLD_NUMBER_LENGTH and all_digits(number):
        return _old_form(number)
    for start, document in _OTHER_DOCUMENTS.items():
        if len(number) == NUMBER_LENGTH and number.startswith(start):
            return _other_document(start, document)
    return (
        check_number_shape(number)
        or _check_region(number)
        or check_birth_date(number, as_of=as_of)
        or check_last_character(number)
    )


def check_number_shape(number: str) -> IdentifierProblem | None:
    """Whether a normalised number has 17 digits and then a digit or X."""
    if len(number) != NUMBER_LENGTH:
        return wrong_length(found=len(number), expected=NUMBER_LENGTH)
    for position, character in enumerate(number, start=1):
        if position < NUMBER_LENGTH and character not in DIGITS:
            return wrong_character(value=number, position=position, expected=Text("数字", "a digit"))
        if position == NUMBER_LENGTH and character not in DIGITS + "X":
            return wrong_character(value=number, position=position, expected=Text("数字或 X", "a digit or X"))
    return None


def check_birth_date(number: str, *, as_of: date | None) -> IdentifierProblem | None:
    """Whether characters 7 to 14 of a well-shaped number are a day on which its holder can have been born."""
    born = _birth_date(number)
    if born is None:
        text = Text(
            "第 7 到 14 位是出生日期，应该是年 4 位、月 2 位、日 2 位；没有填的这一天",
            "Characters 7 to 14 are the date of birth, as year, month and day: there is no such day",
        )
    elif born.year < _EARLIEST_BIRTH_YEAR:
        text = Text(
            f"第 7 到 14 位是出生日期，应该在 {_EARLIEST_BIRTH_YEAR} 年以后",
            f"Characters 7 to 14 are the date of birth: it should be after {_EARLIEST_BIRTH_YEAR}",
        )
    elif as_of is not None and born > as_of:
        text = Text(
            "第 7 到 14 位是出生日期，应该不晚于今天",
            "Characters 7 to 14 are the date of birth: it should not be later than today",
        )
    else:
        return None
    return IdentifierProblem(fault=IdentifierFault.BIRTH_DATE, text=text, position=7)


def check_last_character(number: str) -> IdentifierProblem | None:
    """Whether the check character fits the 17 digits of a well-shaped number."""
    return None if citizen_id_check_character(number[:-1]) == number[-1] else check_does_not_fit()


def birth_date_of_citizen_id(value: str) -> date | None:
    """The date of birth told by a number that passes `check_citizen_id`, else None."""
    return None if check_citizen_id(value) else _birth_date(normalise_identifier(value))


def sex_of_citizen_id(value: str) -> Sex | None:
    """The sex told by the 17th digit of a number that passes `check_citizen_id`, else None."""
    return None if check_citizen_id(value) else sex_by_sequence(normalise_identifier(value))


def sex_by_sequence(number: str) -> Sex:
    """Odd sequences are men's, even ones women's (17th digit of a well-shaped number)."""
    return Sex.MALE if int(number[_BODY_LENGTH - 1]) % 2 else Sex.FEMALE


def eighteen_digits_of(value: str) -> str | None:
    """The 18-character number of an old 15-digit one, which left out the century and the check; None if it is none.

    Only a guess to compare with the card: some holders were given another sequence.
    """
    old = normalise_identifier(value)
    if len(old) != OLD_NUMBER_LENGTH or not all_digits(old):
        return None
    century = "18" if old[-3:] in _CENTENARIANS else "19"
    body = old[:6] + century + old[6:]
    number = body + citizen_id_check_character(body)
    return None if check_citizen_id(number) else number


def _old_form(number: str) -> IdentifierProblem:
    return IdentifierProblem(
        fault=IdentifierFault.OLD_FORM,
        text=Text(
            "这是 15 位的旧号码，应该是 18 位，请照现在的身份证填写",
            "This is the old number with 15 digits: it should have 18. Copy it from the present ID card",
        ),
        suggestion=eighteen_digits_of(number),
    )


def _other_document(start: str, document: Text) -> IdentifierProblem:
    return IdentifierProblem(
        fault=IdentifierFault.OTHER_KIND,
        text=Text(
            f"{start} 开头的是{document.zh}号码，请把证件种类改成它",
            f"A number that starts with {start} is that of {document.en}: choose that kind of document",
        ),
    )


def _check_region(number: str) -> IdentifierProblem | None:
    if number[:2] in PROVINCES and number[2:6] != "0000":
        return None
    return IdentifierProblem(
        fault=IdentifierFault.REGION,
        text=Text(
            "前 6 位是地区代码，没有这个地区，请照证件核对",
            "The first 6 digits are the region: there is no such region. Compare them with the document",
        ),
        position=1,
    )


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
