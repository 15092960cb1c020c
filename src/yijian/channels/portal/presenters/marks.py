"""How sure a stated fact is, in plain words, with the place where it was read."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import CERTAINTY_WORDS, Certainty, Marked
from yijian.core.vocabulary.one_thing import OneThing


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The certainty of a fact, its source (what it is, where, when read) and what a reader must know."""

    kind: str
    words: Text
    source: str = ""
    url: str = ""
    retrieved: str = ""
    note: str = ""


def mark_of(one_thing: OneThing, marked: Marked) -> Mark:
    """The mark of a stated fact."""
    return named_mark(one_thing, marked.certainty, marked.source, note=marked.note or "")


def named_mark(one_thing: OneThing, certainty: str, source: str | None, *, note: str = "") -> Mark:
    """The mark from its parts, as the reason of a question gives them."""
    known = Certainty(certainty)
    found = one_thing.sources.get(source) if source else None
    return Mark(
        kind=known.value,
        words=CERTAINTY_WORDS[known],
        source=found.what if found else "",
        url=(found.url or "") if found else "",
        retrieved=(found.retrieved or "") if found else "",
        note=note,
    )
