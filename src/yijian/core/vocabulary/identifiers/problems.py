"""What is wrong with a number or a name somebody typed, and what right looks like.

Nothing here raises: people mistype, that is not an error of the program. The words are for the person at the form
and never repeat the number, because a text may end up in a log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from yijian.core.errors import Text


class IdentifierFault(StrEnum):
    """The kind of mistake, stable for programs."""

    EMPTY = "empty"  # nothing entered
    LENGTH = "length"  # characters missing or too many
    CHARACTER = "character"  # a character that cannot stand there
    SHAPE = "shape"  # not built like a number of this kind
    REGION = "region"  # no such province
    BIRTH_DATE = "birth_date"  # no such day, or one nobody holding the document can have
    CHECK = "check"  # the check character does not fit
    OLD_FORM = "old_form"  # a retired form of the same number
    OTHER_KIND = "other_kind"  # a right number of another kind


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierProblem:
    """One problem: its kind, the words for the person, where the mistake stands (from 1) if it stands somewhere.

    `suggestion` is the number it was probably meant to be: show it only to the person who typed it, and let that
    person compare it with the document.
    """

    fault: IdentifierFault
    text: Text
    position: int | None = None
    suggestion: str | None = field(default=None, repr=False)


def nothing_entered() -> IdentifierProblem:
    """The field is empty, or holds only spaces."""
    return IdentifierProblem(
        fault=IdentifierFault.EMPTY,
        text=Text("还没有填，请照证件填写", "Nothing is entered yet. Copy it from the document"),
    )


def wrong_length(*, found: int, expected: int) -> IdentifierProblem:
    """So many characters are missing or too many."""
    difference = abs(found - expected)
    plural = "" if difference == 1 else "s"
    if found < expected:
        text = Text(
            f"少了 {difference} 位，应该是 {expected} 位",
            f"{difference} character{plural} missing: it should have {expected}",
        )
    else:
        text = Text(
            f"多了 {difference} 位，应该是 {expected} 位",
            f"{difference} character{plural} too many: it should have {expected}",
        )
    return IdentifierProblem(fault=IdentifierFault.LENGTH, text=text)


def wrong_character(*, value: str, position: int, expected: Text) -> IdentifierProblem:
    """The character at `position` (from 1) cannot stand there; `expected` says what can."""
    found = value[position - 1]
    if not found.isprintable():
        found = f"U+{ord(found):04X}"
    return IdentifierProblem(
        fault=IdentifierFault.CHARACTER,
        text=Text(
            f"第 {position} 位是“{found}”，应该是{expected.zh}",
            f"Character {position} is “{found}”: it should be {expected.en}",
        ),
        position=position,
    )


def check_does_not_fit() -> IdentifierProblem:
    """Some character is wrong or two have changed places; the check character cannot say which."""
    return IdentifierProblem(
        fault=IdentifierFault.CHECK,
        text=Text(
            "号码对不上，有一位填错了或两位填反了，请照证件逐位核对",
            "The number does not add up: a character is wrong or two are swapped. Compare it with the document",
        ),
    )
