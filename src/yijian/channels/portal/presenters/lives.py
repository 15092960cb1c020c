"""The life of a person and of a firm: a stroke with stops, under each stop the things that exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from yijian.core.errors import Text
from yijian.usecases.views import CatalogueEntry

STAGES: Final[dict[str, Text]] = {
    "birth": Text("出生", "Birth"),
    "school": Text("上学", "School"),
    "work": Text("工作", "Work"),
    "marriage": Text("结婚", "Marriage"),
    "life": Text("生活", "Living"),
    "help": Text("帮扶", "Support"),
    "old-age": Text("养老", "Old age"),
    "death": Text("身后", "Death"),
    "opening": Text("开办", "Opening"),
    "running": Text("经营", "Running"),
    "credit": Text("信用", "Credit"),
    "closing": Text("退出", "Closing"),
}
"""The stops in the order of a life; a stage that a definition names and this list does not comes last."""
_LIVES: Final = (
    ("person", Text("人的一生", "The life of a person"), "life"),
    ("enterprise", Text("企业的一生", "The life of a firm"), "firm"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stop with its things; `at` is where its dot stands on the stroke, in per cent."""

    name: Text
    things: tuple[CatalogueEntry, ...]
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One life with those of its stages under which something exists."""

    name: Text
    anchor: str
    count: int
    stages: tuple[Stage, ...]


def lives_of(entries: Sequence[CatalogueEntry]) -> tuple[Life, ...]:
    """The lives in which something happens; nothing that does not exist is shown."""
    lives = []
    for audience, name, anchor in _LIVES:
        inside = sorted((each for each in entries if each.audience == audience), key=_rank)
        if not inside:
            continue
        grouped = [(stage, tuple(things)) for stage, things in groupby(inside, key=lambda each: each.stage)]
        lives.append(
            Life(
                name=name,
                anchor=anchor,
                count=len(inside),
                stages=tuple(
                    Stage(
                        name=STAGES.get(stage, Text(stage, stage)),
                        things=things,
                        at=f"{place * 100 / len(grouped):g}%",
                    )
                    for place, (stage, things) in enumerate(grouped)
                ),
            )
        )
    return tuple(lives)


def in_order_of_life(lives: Sequence[Life]) -> tuple[CatalogueEntry, ...]:
    """All things in the order of the page: of persons from birth on, then of firms."""
    return tuple(thing for life in lives for stage in life.stages for thing in stage.things)


def often_asked(lives: Sequence[Life], *, most: int = 4) -> tuple[CatalogueEntry, ...]:
    """Some things of every life, taken by turns, as examples of what can be said."""
    by_life = [in_order_of_life((life,)) for life in lives]
    turns = (each[turn] for turn in range(most) for each in by_life if turn < len(each))
    return tuple(islice(turns, most))


def _rank(entry: CatalogueEntry) -> tuple[int, str, str]:
    known = list(STAGES)
    place = known.index(entry.stage) if entry.stage in STAGES else len(known)
    return place, entry.stage, entry.id
