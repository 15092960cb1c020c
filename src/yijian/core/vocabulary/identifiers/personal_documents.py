"""The kinds of document by which a person is known, and the check of each.

Where the standard is known the number is checked to its last character. Where it is not, the shape is loose on
purpose: refusing a right number keeps somebody from their due, accepting a mistyped one is found out at the register.

Certainty of the shapes
    published   permanent-resident ID card of 2023: 18 characters from 9 on, check as the citizen number; of 2017:
                3 letters and 12 digits (国家移民管理局, 新版外国人永久居留身份证机读信息规则, as reprinted by a maker of card readers)
    recalled    810000, 820000, 830000 of the residence permits; all travel permits and passports; birth date and
                sex inside the 2023 permanent-resident number
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.identifiers.citizen_id import (
    NUMBER_LENGTH,
    PROVINCES,
    Sex,
    check_birth_date,
    check_citizen_id,
    check_last_character,
    check_number_shape,
    sex_by_sequence,
)
from yijian.core.vocabulary.identifiers.problems import IdentifierFault, IdentifierProblem, nothing_entered
from yijian.core.vocabulary.identifiers.written_form import normalise_identifier


class PersonIdKind(StrEnum):
    """A kind of document that says who somebody is."""

    CITIZEN_ID = "citizen_id"
    HK_MACAO_RESIDENCE_PERMIT = "hk_macao_residence_permit"
    TAIWAN_RESIDENCE_PERMIT = "taiwan_residence_permit"
    HK_MACAO_TRAVEL_PERMIT = "hk_macao_travel_permit"
    TAIWAN_TRAVEL_PERMIT = "taiwan_travel_permit"
    FOREIGN_PERMANENT_RESIDENCE = "foreign_permanent_residence"
    CHINESE_PASSPORT = "chinese_passport"
    FOREIGN_PASSPORT = "foreign_passport"


PERSON_ID_NAMES: Final[Mapping[PersonIdKind, Text]] = MappingProxyType(
    {
        PersonIdKind.CITIZEN_ID: Text("居民身份证", "Resident identity card"),
        PersonIdKind.HK_MACAO_RESIDENCE_PERMIT: Text(
            "港澳居民居住证", "Residence permit for Hong Kong and Macao residents"
        ),
        PersonIdKind.TAIWAN_RESIDENCE_PERMIT: Text("台湾居民居住证", "Residence permit for Taiwan residents"),
        PersonIdKind.HK_MACAO_TRAVEL_PERMIT: Text(
            "港澳居民来往内地通行证", "Mainland travel permit for Hong Kong and Macao residents"
        ),
        PersonIdKind.TAIWAN_TRAVEL_PERMIT: Text(
            "台湾居民来往大陆通行证", "Mainland travel permit for Taiwan residents"
        ),
        PersonIdKind.FOREIGN_PERMANENT_RESIDENCE: Text(
            "外国人永久居留身份证", "Foreign permanent-resident ID card"
        ),
        PersonIdKind.CHINESE_PASSPORT: Text("中国护照", "Chinese passport"),
        PersonIdKind.FOREIGN_PASSPORT: Text("外国护照", "Foreign passport"),
    }
)
"""The official names of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _LooseShape:
    """A pattern for the whole normalised number and the words for what it looks like."""

    pattern: re.Pattern[str]
    looks_like: Text


_RESIDENCE_PERMIT_STARTS: Final = {
    PersonIdKind.HK_MACAO_RESIDENCE_PERMIT: ("810000", "820000"),
    PersonIdKind.TAIWAN_RESIDENCE_PERMIT: ("830000",),
}

_PERMANENT_RESIDENCE_2017: Final = _LooseShape(
    pattern=re.compile(r"[A-Z]{3}[0-9]{12}"),
    looks_like=Text(
        "9 开头的 18 位号码，旧证是 3 个字母加 12 位数字",
        "18 characters that start with 9, or on the older card 3 letters and 12 digits",
    ),
)

_LOOSE_SHAPES: Final = {
    PersonIdKind.HK_MACAO_TRAVEL_PERMIT: _LooseShape(
        # Older cards carry two more digits that count the renewals.
        pattern=re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),
        looks_like=Text("字母 H 或 M 加 8 位数字", "the letter H or M and 8 digits"),
    ),
    PersonIdKind.TAIWAN_TRAVEL_PERMIT: _LooseShape(
        # The older booklet has ten digits, some with a letter in brackets.
        pattern=re.compile(r"[0-9]{8}|[0-9]{10}(?:\(?[A-Z]\)?)?"),
        looks_like=Text("8 位数字", "8 digits"),
    ),
    PersonIdKind.CHINESE_PASSPORT: _LooseShape(
        # E with 8 digits, E with a letter and 7 digits; older and official ones begin with D, G, P, S, 14 or 15.
        pattern=re.compile(r"[A-Z][0-9]{8}|[A-Z]{1,2}[0-9]{7}|1[45][0-9]{7}"),
        looks_like=Text(
            "1 或 2 个字母加 7 或 8 位数字，共 9 位", "1 or 2 letters and 7 or 8 digits, 9 in all"
        ),
    ),
    PersonIdKind.FOREIGN_PASSPORT: _LooseShape(
        # ICAO Doc 9303 prints up to 9 characters in the machine-readable zone; some states print longer numbers.
        pattern=re.compile(r"(?=.*[0-9])[A-Z0-9]{5,15}"),
        looks_like=Text("5 到 15 位数字或字母", "5 to 15 digits or letters"),
    ),
}


def check_person_id(kind: PersonIdKind, value: str, *, as_of: date | None = None) -> IdentifierProblem | None:
    """The first problem of a number of that kind of document as typed, or None.

    `as_of`: the day on which it is entered; nobody is born after it.
    """
    number = normalise_identifier(value)
    if not number:
        return nothing_entered()
    if kind is PersonIdKind.CITIZEN_ID:
        return check_citizen_id(number, as_of=as_of)
    if kind in _RESIDENCE_PERMIT_STARTS:
        return _check_residence_permit(number, starts=_RESIDENCE_PERMIT_STARTS[kind], as_of=as_of)
    if kind is PersonIdKind.FOREIGN_PERMANENT_RESIDENCE:
        return _check_permanent_residence(number, as_of=as_of)
    return _check_loose_shape(number, _LOOSE_SHAPES[kind])


def birth_date_of(kind: PersonIdKind, value: str) -> date | None:
    """The date of birth a right number tells; None where it is wrong or tells none (passports, travel permits)."""
    number = _number_like_a_citizens(kind, value)
    return None if number is None else date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_of(kind: PersonIdKind, value: str) -> Sex | None:
    """The sex a right number tells; None where it is wrong or tells none."""
    number = _number_like_a_citizens(kind, value)
    return None if number is None else sex_by_sequence(number)


def _number_like_a_citizens(kind: PersonIdKind, value: str) -> str | None:
    """The normalised number if it is right and of a kind that carries birth date and sequence."""
    number = normalise_identifier(value)
    if kind in _LOOSE_SHAPES or len(number) != NUMBER_LENGTH or check_person_id(kind, number) is not None:
        return None
    return number


def _check_residence_permit(
    number: str, *, starts: tuple[str, ...], as_of: date | None
) -> IdentifierProblem | None:
    shape = check_number_shape(number)
    if shape is not None:
        return shape
    if not number.startswith(starts):
        return IdentifierProblem(
            fault=IdentifierFault.REGION,
            text=Text(f"应该以 {' 或 '.join(starts)} 开头", f"It should start with {' or '.join(starts)}"),
            position=1,
        )
    return check_birth_date(number, as_of=as_of) or check_last_character(number)


def _check_permanent_residence(number: str, *, as_of: date | None) -> IdentifierProblem | None:
    """2023: 9, province, country (3 digits, ISO 3166-1), birth date, sequence, check. 2017: its shape only."""
    if number[0] != "9":
        return _check_loose_shape(number, _PERMANENT_RESIDENCE_2017)
    shape = check_number_shape(number)
    if shape is not None:
        return shape
    if number[1:3] not in PROVINCES:
        return IdentifierProblem(
            fault=IdentifierFault.REGION,
            text=Text(
                "第 2、3 位是受理地区，没有这个地区，请照证件核对",
                "Characters 2 and 3 are the region of application: there is no such region. Compare the document",
            ),
            position=2,
        )
    return check_birth_date(number, as_of=as_of) or check_last_character(number)


def _check_loose_shape(number: str, shape: _LooseShape) -> IdentifierProblem | None:
    if shape.pattern.fullmatch(number):
        return None
    return IdentifierProblem(
        fault=IdentifierFault.SHAPE,
        text=Text(
            f"应该是{shape.looks_like.zh}；现在填了 {len(number)} 位",
            f"It should be {shape.looks_like.en}; {len(number)} characters are entered",
        ),
    )
