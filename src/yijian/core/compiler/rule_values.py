"""Values as people read them: money in yuan, codes by their label, days and durations in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel.value_text import string_of
from yijian.core.feel.values import NOT_APPLICABLE, UNKNOWN, DaysTime, Value, YearsMonths
from yijian.core.planning.day_words import day_words
from yijian.core.vocabulary.concept import Concept, ConceptType
from yijian.core.vocabulary.units import UNIT_NAMES, Unit

Measure: TypeAlias = Concept | Unit | None
"""What tells how a number or a code is said: the concept whose value it is, or what it counts."""

_MONTHS_A_YEAR: Final = 12
_SECONDS_A_DAY: Final = 86_400
_GROUPED_FROM: Final = 10_000
_PRIVATE: Final = frozenset(
    {
        ConceptType.PERSON_NAME,
        ConceptType.PERSON_ID,
        ConceptType.MOBILE,
        ConceptType.ADDRESS,
        ConceptType.BANK_ACCOUNT,
        ConceptType.TEXT,
    }
)
"""What is told of these in a sentence is that they are given, never their value."""


def is_private(concept: Concept | None) -> bool:
    """Whether a sentence never holds the value."""
    return concept is not None and concept.type in _PRIVATE


def value_words(value: Value, measure: Measure) -> Text:
    """A value in words; in Chinese a number has a space before it, as inside a sentence."""
    if value is UNKNOWN:
        return Text("还不知道", "not known yet")
    if value is NOT_APPLICABLE:
        return Text("不适用", "not applicable")
    if value is None:
        return Text("没有", "none")
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(measure, Concept) and is_private(measure):
        return Text("已填", "given")
    if isinstance(value, str):
        return code_words(value, measure, quoted=False)
    if isinstance(value, list | tuple):
        said = [value_words(each, measure) for each in value]
        if not said:
            return Text("没有", "none")
        return Text("、".join(one.zh.strip() for one in said), ", ".join(one.en for one in said))
    if isinstance(value, Decimal | int):
        return number_words(Decimal(value), measure)
    return temporal_words(value) or Text(string_of(value), string_of(value))


def number_words(value: Decimal, measure: Measure) -> Text:
    """A number with what it counts; of money, which is counted in fen, the yuan."""
    if isinstance(measure, Concept) and measure.type is ConceptType.MONEY:
        yuan = f"{value.scaleb(-2):,.2f}".removesuffix(".00")
        return Text(f" {yuan} 元", f"{yuan} yuan")
    if isinstance(measure, Concept) and measure.type is ConceptType.RATE:
        percent = f"{(value * 100).normalize():f}%"
        return Text(f" {percent}", percent)
    unit = measure.unit if isinstance(measure, Concept) else measure
    grouped = "," if abs(value) >= _GROUPED_FROM else ""  # a year is not 2,026
    if unit is None:
        return Text(f" {value:{grouped}f}", f"{value:{grouped}f}")
    name = UNIT_NAMES[unit]
    one = name.en.removesuffix("s") if value == 1 else name.en
    return Text(f" {value:{grouped}f} {name.zh}", f"{value:{grouped}f} {one}")


def code_words(value: str, measure: Measure, *, quoted: bool = True) -> Text:
    """The label of a code; a text that is none, in quotes where it stands in a rule."""
    for code in measure.codes if isinstance(measure, Concept) else ():
        if code.code == value:
            return code.name
    return Text(f"“{value}”", f"“{value}”") if quoted else Text(value, value)


def temporal_words(value: object) -> Text | None:
    """A day, or a duration of whole days or months; None for anything else."""
    if isinstance(value, YearsMonths):
        years, months = divmod(value.months, _MONTHS_A_YEAR)
        return _amounts((years, "年", "year"), (months, "个月", "month"))
    if isinstance(value, DaysTime):
        days, rest = divmod(int(value.seconds), _SECONDS_A_DAY)
        return None if rest else _amounts((days, "天", "day"))
    return day_words(value) if type(value) is date else None


def _amounts(*amounts: tuple[int, str, str]) -> Text | None:
    told = [one for one in amounts if one[0]] or [amounts[-1]]
    if any(number < 0 for number, _, _ in told):
        return None
    return Text(
        " ".join(f"{number} {zh}" for number, zh, _ in told),
        " ".join(f"{number} {en}{'' if number == 1 else 's'}" for number, _, en in told),
    )
