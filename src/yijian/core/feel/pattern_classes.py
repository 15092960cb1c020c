"""Sets of characters in patterns (XML Schema part 2, appendix F; XPath functions 3.1, clause 5.6.1).

Under the flag `i` a character belongs to a literal or a range if one of its case variants does: two characters are
variants of each other if their lower or their upper cases are the same. Categories, blocks and the classes written with
a backslash look at the character itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from yijian.core.feel.pattern_blocks import BLOCKS

Belongs: TypeAlias = Callable[[str], bool]

_LAST_CASED: Final = 0x1FFFF
_CATEGORIES: Final = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "C",
        "Cc",
        "Cf",
        "Co",
        "Cn",
    ]
)
_NAME_STARTS: Final = (
    *((ord(each), ord(each)) for each in ":_"),
    *((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D), (0x37F, 0x1FFF)),
    *((0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF)),
    *((0xFDF0, 0xFFFD), (0x10000, 0xEFFFF)),
)
_NAME_PARTS: Final = (
    *_NAME_STARTS,
    (0x2D, 0x2E),
    (0x30, 0x39),
    (0xB7, 0xB7),
    (0x300, 0x36F),
    (0x203F, 0x2040),
)
"""`NameStartChar` and `NameChar` of XML 1.0, fifth edition."""


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """Characters in ranges of code points or in classes, less those of another set; negated, all others."""

    ranges: tuple[tuple[int, int], ...] = ()
    classes: tuple[Belongs, ...] = ()
    negated: bool = False
    less: CharacterSet | None = None
    ignore_case: bool = False

    def __call__(self, character: str) -> bool:
        """Whether a character belongs to the set."""
        if self.less is not None and self.less(character):
            return False
        return self._listed(character) != self.negated

    def _listed(self, character: str) -> bool:
        for each in variants(character) if self.ignore_case else (character,):
            code = ord(each)
            for first, last in self.ranges:
                if first <= code <= last:
                    return True
        return any(belongs(character) for belongs in self.classes)


def variants(character: str) -> tuple[str, ...]:
    """A character and those that differ from it in case only."""
    return _variants().get(character, (character,))


@lru_cache(maxsize=1)
def _variants() -> dict[str, tuple[str, ...]]:
    alike: dict[str, list[str]] = {}
    cased = [
        each for each in map(chr, range(_LAST_CASED + 1)) if each.lower() != each or each.upper() != each
    ]
    for each in cased:
        for key in {f"lower {each.lower()}", f"upper {each.upper()}"}:
            alike.setdefault(key, []).append(each)
    return {
        each: tuple(dict.fromkeys((each, *alike[f"lower {each.lower()}"], *alike[f"upper {each.upper()}"])))
        for each in cased
    }


def category(name: str) -> Belongs | None:
    """The class that `\\p{name}` stands for: a general category, or a block where the name begins with `Is`."""
    if name in _CATEGORIES:
        return lambda character: unicodedata.category(character).startswith(name)
    block = BLOCKS.get(name.removeprefix("Is")) if name.startswith("Is") else None
    return None if block is None else _within((block,))


def opposite(belongs: Belongs) -> Belongs:
    """All other characters."""
    return lambda character: not belongs(character)


def _within(ranges: tuple[tuple[int, int], ...]) -> Belongs:
    return lambda character: any(first <= ord(character) <= last for first, last in ranges)


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] not in "PZC"


_SINGLE: Final[dict[str, Belongs]] = {
    "s": lambda character: character in " \t\n\r",
    "i": _within(_NAME_STARTS),
    "c": _within(_NAME_PARTS),
    "d": lambda character: unicodedata.category(character) == "Nd",
    "w": _is_word,
}
CLASSES: Final[dict[str, Belongs]] = {
    **_SINGLE,
    **{letter.upper(): opposite(belongs) for letter, belongs in _SINGLE.items()},
}
"""The classes written with a backslash and one letter."""
