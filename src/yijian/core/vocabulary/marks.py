"""How sure a fact in a definition is, and where it was written.

Law 11: no clause number from memory, no invented figure. A fact says whether it is published (with its source),
inferred from a published one, recalled from general knowledge, or not found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yijian.core.errors import Text


class Certainty(StrEnum):
    """How a fact got into a definition."""

    PUBLISHED = "published"
    INFERRED = "inferred"
    RECALLED = "recalled"
    NOT_FOUND = "not_found"


CERTAINTY_WORDS: Final[dict[Certainty, Text]] = {
    Certainty.PUBLISHED: Text("已公布", "Published"),
    Certainty.INFERRED: Text("由已公布的推出", "Inferred from what is published"),
    Certainty.RECALLED: Text("凭一般了解，还没核对", "General knowledge, not verified"),
    Certainty.NOT_FOUND: Text("没有找到出处", "No source found"),
}
"""The marks in plain words, as every channel says them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Base of every value that states a fact: its certainty, the id of its source and what a reader must know.

    `source` names a `Source` of the package; it is required where `certainty` is published (checked by
    `yijian check`, code SOURCE_MISSING).
    """

    certainty: Certainty = Certainty.NOT_FOUND
    source: str | None = None
    note: str | None = None


_FROM_SURE: Final = (Certainty.PUBLISHED, Certainty.INFERRED, Certainty.RECALLED, Certainty.NOT_FOUND)


def least_certain(facts: Iterable[Marked]) -> Marked:
    """The least sure of some facts (of equals the first): nothing that rests on them all is surer. ValueError for none."""
    return max(facts, key=lambda fact: _FROM_SURE.index(fact.certainty))


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Marked):
    """The law that a service, or a demand for a paper, rests on; a citation stands only with its source and mark."""

    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that definitions cite: what it is, where it was read, when it was retrieved (ISO date).

    `suspected_defaults` are amounts of time limits that its system may have filled in by itself: what rests on them
    is said with that caveat.
    """

    id: str
    what: str
    url: str | None = None
    retrieved: str | None = None
    suspected_defaults: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in the definitions: file (relative to the package), line (from 1), path inside it, and
    the column (from 1) at which a text begins; 0 where nothing finer than the line is known."""

    file: str
    line: int
    path: str = ""
    column: int = 0
