"""How one department writes a datum of the shared dictionary: another form of dates, unit or code list.

The form asks once, in the dictionary's own terms. What a department is given is converted by its declaration, exactly:
nothing is rounded, cut or guessed, and what would read back as something else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Concept, ConceptType, codes_in
from yijian.core.vocabulary.provenance import FactValue
from yijian.core.vocabulary.units import Unit, ratio

MOST_DECIMALS: Final = 12
"""More decimals than any exact conversion between the units needs."""


class DateForm(StrEnum):
    """How a day is written; `iso` is the dictionary's own form."""

    ISO = "iso"  # 2026-01-02
    COMPACT = "compact"  # 20260102
    CHINESE = "chinese"  # 2026年1月2日
    DOTTED = "dotted"  # 2026.01.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What differs from the dictionary. `date`: the form of a day. `unit` of a number, with as many `decimals` as it is
    written with at most. `codes`: from each code of the dictionary to the department's own; for a yes or no from
    `true` and `false`.

    ValueError for decimals out of range, and for a code of the department's that is empty or holds a space.
    """

    date: DateForm = DateForm.ISO
    unit: Unit | None = None
    decimals: int = 0
    codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.decimals <= MOST_DECIMALS:
            raise ValueError(f"{self.decimals} decimals are not between 0 and {MOST_DECIMALS}")
        if self.decimals and self.unit is None:
            raise ValueError("`decimals` go with a `unit`")
        for theirs in self.codes.values():
            if not theirs or theirs.split() != [theirs]:
                raise ValueError(f"“{theirs}” is no code: a code has no spaces")


@dataclass(frozen=True, slots=True)
class WritingProblem:
    """Why a value cannot be written as the department wants it."""

    text: Text


_FORMS: Final[Mapping[DateForm, re.Pattern[str]]] = {
    DateForm.ISO: re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    DateForm.COMPACT: re.compile(r"(\d{4})(\d{2})(\d{2})"),
    DateForm.CHINESE: re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
    DateForm.DOTTED: re.compile(r"(\d{4})\.(\d{2})\.(\d{2})"),
}
_NUMBER: Final = re.compile(r"(-?)(\d+)(?:\.(\d+))?")


def unit_of(concept: Concept) -> Unit | None:
    """The unit of a concept's values; None where it has none or the dictionary does not say it."""
    return Unit.FEN if concept.type is ConceptType.MONEY else concept.unit


def write(concept: Concept, writing: Writing, value: FactValue) -> str | WritingProblem:
    """The value as the department writes it; a problem where that would lose something or there is no way.

    What is written is read back and must be the same value: a declaration that says two things with one word is
    refused here even where nobody checked it before.
    """
    if value is None:
        return ""
    written = _written(concept, writing, value)
    if isinstance(written, WritingProblem):
        return written
    if read(concept, writing, written) != value:
        return WritingProblem(
            Text(
                f"写成“{written}”就读不回原来的值，没有换",
                f"“{written}” would not be read back as the same value: not converted",
            )
        )
    return written


def _written(concept: Concept, writing: Writing, value: FactValue) -> str | WritingProblem:
    if isinstance(value, date):
        return _day(value, writing.date)
    if writing.codes:
        return _codes(concept, writing, value)
    if writing.unit is not None and isinstance(value, int) and not isinstance(value, bool):
        return _number(concept, writing, value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _day(day: date, form: DateForm) -> str:
    match form:
        case DateForm.ISO:
            return day.isoformat()
        case DateForm.COMPACT:
            return f"{day.year:04d}{day.month:02d}{day.day:02d}"
        case DateForm.CHINESE:
            return f"{day.year:04d}年{day.month}月{day.day}日"
        case DateForm.DOTTED:
            return f"{day.year:04d}.{day.month:02d}.{day.day:02d}"


def _codes(concept: Concept, writing: Writing, value: FactValue) -> str | WritingProblem:
    plain = ("true" if value else "false") if isinstance(value, bool) else str(value)
    ours = codes_in(plain) if concept.type is ConceptType.CODES else (plain,)
    missing = [code for code in ours if code not in writing.codes]
    if missing:
        return WritingProblem(
            Text(
                f"代码 {'、'.join(missing)} 在部门的代码表里没有对应",
                f"The department has no code for {', '.join(missing)}",
            )
        )
    return " ".join(writing.codes[code] for code in ours)


def _number(concept: Concept, writing: Writing, value: int) -> str | WritingProblem:
    factor = _factor(concept, writing)
    if factor is None:
        return WritingProblem(
            Text("单位换不了：两边量的不是一种东西", "The units measure different things: not converted")
        )
    scaled = value * factor * 10**writing.decimals
    if scaled.denominator != 1:
        return WritingProblem(
            Text(
                f"换算后小数多于 {writing.decimals} 位，会丢掉一部分，没有换",
                f"More than {writing.decimals} decimals would be needed: not converted, nothing is cut off",
            )
        )
    digits = str(abs(scaled.numerator)).rjust(writing.decimals + 1, "0")
    whole = digits[: len(digits) - writing.decimals]
    part = digits[len(digits) - writing.decimals :].rstrip("0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def _factor(concept: Concept, writing: Writing) -> Fraction | None:
    own = unit_of(concept)
    return ratio(own, writing.unit) if own is not None and writing.unit is not None else None


def read(concept: Concept, writing: Writing, written: str) -> FactValue:
    """The value that a department's text stands for in the dictionary; None where it stands for none, or for several."""
    if concept.type is ConceptType.DATE:
        found = _FORMS[writing.date].fullmatch(written)
        try:
            return date(*(int(part) for part in found.groups())) if found else None
        except ValueError:
            return None
    if writing.codes:
        return _read_codes(concept, writing, written)
    if writing.unit is not None:
        return _read_number(concept, writing, written)
    match concept.type:
        case ConceptType.BOOLEAN:
            return {"true": True, "false": False}.get(written)
        case ConceptType.INTEGER | ConceptType.MONEY:
            return int(written) if re.fullmatch(r"-?\d+", written) else None
        case _:
            return written


def _read_codes(concept: Concept, writing: Writing, written: str) -> FactValue:
    ours: list[str] = []
    for theirs in written.split(" "):
        meant = [code for code, other in writing.codes.items() if other == theirs]
        if len(meant) != 1:
            return None
        ours += meant
    if concept.type is ConceptType.CODES:
        return " ".join(ours)
    if len(ours) != 1:
        return None
    return ours[0] == "true" if concept.type is ConceptType.BOOLEAN else ours[0]


def _read_number(concept: Concept, writing: Writing, written: str) -> int | None:
    found, factor = _NUMBER.fullmatch(written), _factor(concept, writing)
    if found is None or factor is None:
        return None
    sign, whole, part = found[1], found[2], found[3] or ""
    value = Fraction(int(whole + part), 10 ** len(part)) / factor
    if value.denominator != 1:
        return None
    return -value.numerator if sign else value.numerator
