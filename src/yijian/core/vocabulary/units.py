"""Units of whole numbers and of money, and the exact ratio between two of one kind.

A month has no fixed number of days: there is no way from days to months, and none is invented.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Final

from yijian.core.errors import Text


class Unit(StrEnum):
    """What a number counts."""

    FEN = "fen"
    YUAN = "yuan"
    WAN_YUAN = "wan_yuan"  # 万元
    SQUARE_METRE = "square_metre"
    MU = "mu"  # 亩
    HECTARE = "hectare"
    KILOGRAM = "kilogram"
    TONNE = "tonne"
    METRE = "metre"
    KILOMETRE = "kilometre"
    KILOWATT = "kilowatt"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class _Kind(StrEnum):
    MONEY = "money"
    AREA = "area"
    MASS = "mass"
    LENGTH = "length"
    POWER = "power"
    DAYS = "days"
    MONTHS = "months"


_SIZES: Final[dict[Unit, tuple[_Kind, Fraction]]] = {
    Unit.FEN: (_Kind.MONEY, Fraction(1)),
    Unit.YUAN: (_Kind.MONEY, Fraction(100)),
    Unit.WAN_YUAN: (_Kind.MONEY, Fraction(1_000_000)),
    Unit.SQUARE_METRE: (_Kind.AREA, Fraction(1)),
    Unit.MU: (_Kind.AREA, Fraction(2_000, 3)),  # 15 亩 are one hectare
    Unit.HECTARE: (_Kind.AREA, Fraction(10_000)),
    Unit.KILOGRAM: (_Kind.MASS, Fraction(1)),
    Unit.TONNE: (_Kind.MASS, Fraction(1_000)),
    Unit.METRE: (_Kind.LENGTH, Fraction(1)),
    Unit.KILOMETRE: (_Kind.LENGTH, Fraction(1_000)),
    Unit.KILOWATT: (_Kind.POWER, Fraction(1)),
    Unit.DAY: (_Kind.DAYS, Fraction(1)),
    Unit.MONTH: (_Kind.MONTHS, Fraction(1)),
    Unit.YEAR: (_Kind.MONTHS, Fraction(12)),
}

UNIT_NAMES: Final[dict[Unit, Text]] = {
    Unit.FEN: Text("分", "fen"),
    Unit.YUAN: Text("元", "yuan"),
    Unit.WAN_YUAN: Text("万元", "ten thousand yuan"),
    Unit.SQUARE_METRE: Text("平方米", "square metres"),
    Unit.MU: Text("亩", "mu"),
    Unit.HECTARE: Text("公顷", "hectares"),
    Unit.KILOGRAM: Text("千克", "kilograms"),
    Unit.TONNE: Text("吨", "tonnes"),
    Unit.METRE: Text("米", "metres"),
    Unit.KILOMETRE: Text("千米", "kilometres"),
    Unit.KILOWATT: Text("千瓦", "kilowatts"),
    Unit.DAY: Text("天", "days"),
    Unit.MONTH: Text("个月", "months"),
    Unit.YEAR: Text("年", "years"),
}
"""The units in words, as they stand after a number."""


def ratio(unit: Unit, to: Unit) -> Fraction | None:
    """How many of `to` one of `unit` is, exactly; None where they measure different things."""
    kind, size = _SIZES[unit]
    other_kind, other_size = _SIZES[to]
    return size / other_size if kind is other_kind else None


def decimals_needed(factor: Fraction) -> int | None:
    """The least number of decimals with which every whole number times the factor can be written; None: no number of
    them is enough (thirds)."""
    rest, twos, fives = factor.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
