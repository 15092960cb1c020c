"""A fact's value in words: for applicants and for officers alike, numbers of people masked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString

from yijian.channels.look.dates import day_element
from yijian.channels.look.templatetags.look import masked
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, ConceptType, codes_in
from yijian.core.vocabulary.provenance import FactValue
from yijian.core.vocabulary.units import UNIT_NAMES, Unit

YES: Final = Text("是", "Yes")
NO: Final = Text("否", "No")
NONE: Final = Text("没有", "None")
MASKED: Final = frozenset({ConceptType.PERSON_ID, ConceptType.BANK_ACCOUNT})
"""What is masked for everybody, its owner too: a screen has onlookers."""
MASKED_FOR_STAFF: Final = MASKED | {ConceptType.MOBILE}


def value_words(
    value: FactValue,
    *,
    kind: ConceptType,
    codes: Sequence[Code] = (),
    unit: Unit | None = None,
    masked_kinds: frozenset[ConceptType] = MASKED,
) -> Text | str | SafeString:
    """The value as a reader meets it: the word of a code, a day in `<time>`, yuan for fen, a number with its unit,
    numbers of people masked."""
    if value is None:
        return NONE
    plain = typed_text(value)
    if kind is ConceptType.CODES:
        names = [code.name for code in codes if code.code in codes_in(plain)]
        return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    for code in codes:
        if code.code == plain:
            return code.name
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return day_element(value, form="full")
    if kind is ConceptType.MONEY and isinstance(value, int | Decimal):
        yuan = f"{Decimal(value) / 100:,.2f}"
        return Text(f"{yuan} 元", f"{yuan} yuan")
    if kind is ConceptType.RATE and isinstance(value, int | Decimal):
        share = f"{(Decimal(value) * 100).normalize():f}%"
        return Text(share, share)
    if unit is not None:
        return Text(f"{plain} {UNIT_NAMES[unit].zh}", f"{plain} {UNIT_NAMES[unit].en}")
    return masked(plain) if kind in masked_kinds else plain


def typed_text(value: FactValue) -> str:
    """The value as it would be typed into a form: ISO for a day, `true` and `false` for a yes and a no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
