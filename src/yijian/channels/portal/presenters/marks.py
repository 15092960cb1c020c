"""How sure a stated fact is, in plain words, with the place where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty, Marked
from yijian.core.vocabulary.one_thing import OneThing

WORDS: Final[dict[Certainty, Text]] = {
    Certainty.PUBLISHED: Text("已公布", "Published"),
    Certainty.INFERRED: Text("由已公布的推出", "Inferred from what is published"),
    Certainty.RECALLED: Text("凭一般了解，还没核对", "General knowledge, not verified"),
    Certainty.NOT_FOUND: Text("没有找到出处", "No source found"),
}


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
        words=WORDS[known],
        source=found.what if found else "",
        url=(found.url or "") if found else "",
        retrieved=(found.retrieved or "") if found else "",
        note=note,
    )
