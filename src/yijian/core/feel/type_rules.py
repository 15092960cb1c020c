"""The types of calculations in the verifiable subset."""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.errors import sentence
from yijian.core.feel.types import DATE, DAYS, INTEGER, MONEY, MONTHS, NUMBER, TEXT, Scalar, Type, fits

_TABLE: Final[dict[tuple[str, Type, Type], Scalar]] = {
    ("+", MONEY, MONEY): MONEY,
    ("-", MONEY, MONEY): MONEY,
    ("*", MONEY, INTEGER): MONEY,
    ("*", INTEGER, MONEY): MONEY,
    ("+", DATE, MONTHS): DATE,
    ("+", MONTHS, DATE): DATE,
    ("-", DATE, MONTHS): DATE,
    ("+", DATE, DAYS): DATE,
    ("+", DAYS, DATE): DATE,
    ("-", DATE, DAYS): DATE,
    ("-", DATE, DATE): DAYS,
    ("+", MONTHS, MONTHS): MONTHS,
    ("-", MONTHS, MONTHS): MONTHS,
    ("*", MONTHS, INTEGER): MONTHS,
    ("*", INTEGER, MONTHS): MONTHS,
    ("+", DAYS, DAYS): DAYS,
    ("-", DAYS, DAYS): DAYS,
    ("*", DAYS, INTEGER): DAYS,
    ("*", INTEGER, DAYS): DAYS,
}
_ROUNDED: Final[dict[tuple[str, Type, Type], Scalar]] = {
    ("*", MONEY, NUMBER): MONEY,
    ("*", NUMBER, MONEY): MONEY,
    ("/", MONEY, NUMBER): MONEY,
    ("/", NUMBER, NUMBER): NUMBER,
}
"""What has a whole result only because a rounding stands around it."""

NEEDS_ROUNDING: Final = Text("结果可能不是整数", "The result may not be whole")
POWER: Final = Text("乘方不能证明", "A power cannot be proved")


def calculation_type(sign: str, left: Type, right: Type, *, rounded: bool) -> Type | Text:
    """The type of a calculation; a text says why the subset has none (`NEEDS_ROUNDING`, `POWER`, or a mismatch)."""
    if fits(left, NUMBER) and fits(right, NUMBER):
        if sign == "**":
            return POWER
        if sign == "/":
            return NUMBER if rounded else NEEDS_ROUNDING
        return INTEGER if left == right == INTEGER else NUMBER
    if sign == "+" and fits(left, TEXT) and fits(right, TEXT):
        return TEXT
    found = _TABLE.get((sign, left, right))
    if found is not None:
        return found
    widened = (sign, _widened(left), _widened(right))
    if widened in _ROUNDED:
        return _ROUNDED[widened] if rounded else NEEDS_ROUNDING
    one, other = left.words(), right.words()
    words = _WORDS[sign]
    return Text(
        f"{one.zh}和{other.zh}不能{words.zh}", sentence(f"{one.en} and {other.en} cannot be {words.en}")
    )


def _widened(type_: Type) -> Type:
    return NUMBER if fits(type_, NUMBER) else type_


_WORDS: Final[dict[str, Text]] = {
    "+": Text("相加", "added"),
    "-": Text("相减", "subtracted"),
    "*": Text("相乘", "multiplied"),
    "/": Text("相除", "divided"),
    "**": Text("乘方", "raised to a power"),
}
