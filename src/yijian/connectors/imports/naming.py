"""Ids for what has only a Chinese name, and which names are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Mapping
from typing import Final, TypeVar

from pypinyin import lazy_pinyin

T = TypeVar("T")

LONGEST_ID: Final = 48
_BRACKETS: Final = re.compile(r"[（(【\[][^（()）【】\[\]]*[）)】\]]")


def id_of(name: str, taken: Container[str], *, prefix: str = "") -> str:
    """An id that can be read aloud (pinyin, without tones), and that is not taken: `chu-sheng-deng-ji`, `…-2`."""
    spelled = "-".join(lazy_pinyin(unicodedata.normalize("NFKC", plain_name(name) or name)))
    words = re.sub(r"[^a-z0-9]+", "-", spelled.lower()).strip("-")[:LONGEST_ID].strip("-") or "unnamed"
    return _free(f"{prefix}{words}", taken)


def _free(wanted: str, taken: Container[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def plain_name(name: str) -> str:
    """A name without brackets and what stands in them, quotation marks and spaces: what guides write now so, now so."""
    return re.sub(r"[\s《》〈〉“”\"'‘’·]", "", _BRACKETS.sub("", name))


def of_the_same_name(name: str, known: Mapping[str, T], name_of: Callable[[T], str]) -> str | None:
    """The id of the one value of that name: of exactly that name, else of the same plain name; None where several are."""
    exactly = [each for each, value in known.items() if name_of(value) == name]
    alike = [each for each, value in known.items() if plain_name(name_of(value)) == plain_name(name)]
    for found in (exactly, alike):
        if len(found) == 1:
            return found[0]
    return None
