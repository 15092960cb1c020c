"""Names of persons as their documents write them.

Rule 1: a name is never changed beyond how it was typed. Unicode normalisation would turn some ideographs into
others, so a name with Han characters is not normalised.
Rule 2: rare characters are right. Every ideograph of the supplementary planes is accepted, also those newer than the
Unicode tables of this Python; a character from a private area is not, because the next office would see a blank.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.identifiers.problems import IdentifierFault, IdentifierProblem, wrong_character

MIDDLE_DOT: Final = "\u00b7"
"""The dot between the parts of a name (买买提·吐尔逊)."""

LONGEST_NAME: Final = 50
"""Characters a name field holds (a bound of ours)."""
_SHORTEST_HAN_NAME: Final = 2

_DOT_LOOKALIKES: Final = {
    ord(dot): MIDDLE_DOT
    for dot in "\u0387\u16eb\u2022\u2024\u2027\u2218\u2219\u22c5\u25cf\u25e6\u2e31\u2e33\u30fb\ua78f\uff65"
}
_HAN_BLOCKS: Final = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFD))
_IDEOGRAPHIC_ZERO: Final = "\u3007"
_PRIVATE_AREAS: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
_LAST_OF_BASIC_PLANE: Final = 0xFFFF

_FULL_WIDTH_LETTERS: Final = {
    code: code - 0xFEE0 for first in (0xFF21, 0xFF41) for code in range(first, first + 26)
}
_FULL_STOPS: Final = frozenset(".\uff0e")
_LATIN_PUNCTUATION: Final = frozenset(" -.'\u2019")
_SPACES: Final = re.compile(r"\s+")
_AROUND_DOT: Final = re.compile(rf" ?{MIDDLE_DOT} ?")


def normalise_person_name(value: str) -> str:
    """The name without what typing adds.

    Outer spaces and invisible characters go, inner ones become one space; between Han characters (张　三) and around
    the middle dot they go too. Look-alike dots become U+00B7, full-width Latin letters ASCII. A name without Han
    characters is composed (NFC). Normalising twice changes nothing more.
    """
    spaced = _SPACES.sub(" ", value)
    visible = "".join(
        character for character in spaced if unicodedata.category(character) not in {"Cc", "Cf"}
    )
    name = visible.translate(_FULL_WIDTH_LETTERS).translate(_DOT_LOOKALIKES)
    if any(_is_han(character) for character in name):
        name = _tidied_between_han(name)
    else:
        name = unicodedata.normalize("NFC", name)
    return _AROUND_DOT.sub(MIDDLE_DOT, _SPACES.sub(" ", name).strip())


def check_person_name(value: str) -> IdentifierProblem | None:
    """The first problem of a name as typed, or None."""
    name = normalise_person_name(value)
    if not name:
        return IdentifierProblem(
            fault=IdentifierFault.EMPTY,
            text=Text("还没有填姓名，请照证件填写", "No name is entered yet. Copy it from the document"),
        )
    if len(name) > LONGEST_NAME:
        return _length(
            Text(f"姓名太长，最多 {LONGEST_NAME} 个字", f"The name is too long: at most {LONGEST_NAME}")
        )
    for position in range(1, len(name) + 1):
        problem = _check_character(name, position)
        if problem is not None:
            return problem
    if _is_han(name[0]) and len(name) < _SHORTEST_HAN_NAME:
        return _length(
            Text("只有 1 个字，姓和名都要填", "There is only 1 character: enter family name and given name")
        )
    return None


def describe_characters(name: str) -> tuple[tuple[str, str], ...]:
    """Every character with its code point, to read a name back: `(("张", "U+5F20"), …)`."""
    return tuple((character, f"U+{ord(character):04X}") for character in name)


def rare_characters(name: str) -> tuple[tuple[str, str], ...]:
    """The characters beyond the Basic Multilingual Plane with their code points: those older systems lose."""
    return tuple(
        (character, point)
        for character, point in describe_characters(name)
        if ord(character) > _LAST_OF_BASIC_PLANE
    )


def _tidied_between_han(name: str) -> str:
    """Between two Han characters a space is layout and a full stop is a mistyped middle dot."""
    kept = []
    for index, character in enumerate(name):
        between = 0 < index < len(name) - 1 and _is_han(name[index - 1]) and _is_han(name[index + 1])
        if between and character in _FULL_STOPS:
            kept.append(MIDDLE_DOT)
        elif not (between and character == " "):
            kept.append(character)
    return "".join(kept)


def _check_character(name: str, position: int) -> IdentifierProblem | None:
    character = name[position - 1]
    neighbours = name[max(position - 2, 0) : position - 1], name[position : position + 1]
    if _is_in(_PRIVATE_AREAS, character):
        return _private_character(position, character)
    if character == MIDDLE_DOT:
        return None if all(_is_letter(neighbour) for neighbour in neighbours) else _dot_out_of_place(position)
    if character in _LATIN_PUNCTUATION and any(_is_letter(near) and not _is_han(near) for near in neighbours):
        return None
    if _is_letter(character) and (position > 1 or not _is_mark(character)):
        return None
    return wrong_character(
        value=name,
        position=position,
        expected=Text("汉字、字母或间隔点“·”", "a Han character, a letter or the dot “·”"),
    )


def _private_character(position: int, character: str) -> IdentifierProblem:
    return IdentifierProblem(
        fault=IdentifierFault.CHARACTER,
        text=Text(
            f"第 {position} 个字是某个系统自造的（U+{ord(character):04X}），换个系统就看不到；请用输入法打出这个字，打不出就到窗口办",
            f"Character {position} exists in one system only (U+{ord(character):04X}) and is blank in others: "
            "type it with an input method, or ask at the counter",
        ),
        position=position,
    )


def _dot_out_of_place(position: int) -> IdentifierProblem:
    return IdentifierProblem(
        fault=IdentifierFault.SHAPE,
        text=Text(
            "间隔点“·”应该在名字的两段之间，只要一个",
            "The dot “·” should stand between two parts of the name, and only once there",
        ),
        position=position,
    )


def _length(text: Text) -> IdentifierProblem:
    return IdentifierProblem(fault=IdentifierFault.LENGTH, text=text)


def _is_han(character: str) -> bool:
    return character == _IDEOGRAPHIC_ZERO or _is_in(_HAN_BLOCKS, character)


def _is_letter(character: str) -> bool:
    """A letter, or a mark that belongs to the letter before it (also a variation selector); not the empty string."""
    if not character:
        return False
    return _is_han(character) or unicodedata.category(character)[0] in "LM"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _is_in(ranges: tuple[tuple[int, int], ...], character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)
