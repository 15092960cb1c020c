"""A name read back character by character, before it is printed for life: the character, its code point, its readings.

Readings are those of the Ministry's common tables as the `pypinyin` package carries them; where a character has several,
all are listed, because only the family knows which one is meant.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from yijian.core.errors import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """One character of a name. `readings`: empty for one that has none in the tables."""

    character: str
    code_point: str
    readings: tuple[str, ...]
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReadBack:
    """A name with its characters, and whose name it is."""

    whose: Text
    name: str
    characters: tuple[Character, ...]


def read_back(name: str, *, whose: Text) -> NameReadBack:
    """The name of a person in pieces; spaces are left out."""
    return NameReadBack(
        whose=whose,
        name=name,
        characters=tuple(_character(each) for each in name if not each.isspace()),
    )


def _character(character: str) -> Character:
    # Half a second of tables, which only whoever reads a name back has to wait for.
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.TONE, heteronym=True, errors="ignore")
    readings = tuple(dict.fromkeys(found[0])) if found else ()
    return Character(
        character=character,
        code_point=f"U+{ord(character):04X}",
        readings=readings,
        note=_note(character, readings),
    )


def _note(character: str, readings: tuple[str, ...]) -> Text | None:
    point = ord(character)
    if unicodedata.category(character) == "Co":
        return Text("自造字，别处可能显示不出来", "A private character: it may not show elsewhere")
    if point > 0xFFFF or 0x3400 <= point <= 0x4DBF:
        return Text("少见字，印证前请再看一遍", "A rare character: check it once more before printing")
    if len(readings) > 1:
        return Text("多音字", "Several readings")
    if not readings and character.isalpha() and not character.isascii():
        return Text("读音没有查到", "Reading not found")
    return None
