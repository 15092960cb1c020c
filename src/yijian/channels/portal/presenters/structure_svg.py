"""The structure of a one thing as inline SVG: services in lines under their authorities, at their left what waits for what.

Every x is in px from the left edge and every y in px from the top, so nothing scrolls on a phone and text keeps its
size; names are broken into lines for the narrowest page. A service from which others wait has a line of its own, which
runs in a track left of the dots and has an arrow at each of those that wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from yijian.channels.look.language import Language, said
from yijian.channels.look.schedule_labels import DAYS_GAP, SMALL, text_width, wrapped
from yijian.channels.look.strokes import element
from yijian.channels.look.timescale import PHONE
from yijian.channels.portal.presenters.structure import Node, Structure

TRACK: Final = 14
"""From one track to the next."""
DOT: Final = 7
BETWEEN: Final = 15
"""From a dot to its words."""
LINE: Final = 20
ROW: Final = 16
"""Between the last line of a service and the first of the next."""
HEAD: Final = 30
"""The line of an authority."""
ARROW: Final = 4
CORNER: Final = 6
APART: Final = 4
"""A line leaves a dot this much below its middle and arrives this much above it."""


def draw_structure(structure: Structure, *, language: Language, key: str = "structure") -> str:
    """The picture as SVG markup, all texts escaped, in that language. `key` makes its ids its own."""
    tracks = _tracks(structure)
    left = (max(tracks.values(), default=-1) + 1) * TRACK + 6
    words_at = left + 2 * DOT + BETWEEN
    drawn: list[str] = []
    places: dict[str, float] = {}
    y = 0.0
    for group in structure.groups:
        drawn.append(element("line", class_="band", x1=0, x2="100%", y1=y + 0.5, y2=y + 0.5))
        authority = escape(said(group.authority, language))
        drawn.append(element("text", authority, class_="t-2", x=words_at, y=y + 22))
        y += HEAD
        for node in group.nodes:
            places[node.key] = y + 12
            lines = _lines(node, language, room=PHONE - words_at)
            drawn += [
                element("text", line, x=words_at, y=y + 17 + LINE * number)
                for number, line in enumerate(lines)
            ]
            y += LINE * len(lines) + ROW
    dots = [_dot(node, left + DOT, places[node.key]) for node in structure.nodes]
    edges = _edges(structure, tracks, places, left)
    return element(
        "svg",
        element("title", escape(said(structure.title, language)), id=f"{key}-title"),
        element("desc", escape(said(structure.result, language)), id=f"{key}-desc"),
        *drawn,
        *edges,
        *dots,
        class_="yj-chart yj-structure",
        width="100%",
        height=y,
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
    )


def draw_dot(kind: str) -> str:
    """A sample of a dot for a legend: `is-key`, `is-sure` or `is-open`."""
    return element(
        "svg",
        element("circle", class_=f"dot-of {kind}", cx=20, cy=10, r=DOT - (2 if kind == "is-open" else 1)),
        class_="yj-structure",
        aria_hidden="true",
    )


def _lines(node: Node, language: Language, *, room: float) -> list[str]:
    """The name in lines, its note behind the last one or under it, as markup."""
    lines = wrapped(said(node.name, language), room=room)
    marked = [escape(line) for line in lines]
    if node.note is not None:
        note = said(node.note, language)
        beside = text_width(lines[-1]) + DAYS_GAP + text_width(note, size=SMALL) <= room
        if beside:
            marked[-1] += element("tspan", escape(note), class_="t-2", dx=DAYS_GAP)
        else:
            marked.append(element("tspan", escape(note), class_="t-2"))
    return marked


def _dot(node: Node, x: float, y: float) -> str:
    kind = "is-key" if node.deciding else "is-sure" if node.certain else "is-open"
    return element("circle", class_=f"dot-of {kind}", cx=x, cy=y, r=DOT - (2 if kind == "is-open" else 1))


@dataclass(frozen=True, slots=True)
class _Reach:
    sources: tuple[str, ...]
    first: int
    last: int


def _tracks(structure: Structure) -> dict[str, int]:
    """The track of each service from which others wait, counted from the left.

    Services for which the same others wait share a track; of the rest none shares one that shares a row.
    """
    rank = {node.key: number for number, node in enumerate(structure.nodes)}
    targets: dict[str, frozenset[str]] = {}
    for wait in structure.waits:
        targets[wait.before] = targets.get(wait.before, frozenset()) | {wait.after}
    reaches = []
    for waiting in dict.fromkeys(targets.values()):
        sources = tuple(source for source, after in targets.items() if after == waiting)
        rows = [rank[key] for key in (*sources, *waiting)]
        reaches.append(_Reach(sources, min(rows), max(rows)))
    inner: dict[str, int] = {}
    taken: list[list[_Reach]] = []
    for reach in sorted(reaches, key=lambda each: (each.last - each.first, each.first)):
        free = next(
            (
                number
                for number, others in enumerate(taken)
                if all(reach.last < other.first or other.last < reach.first for other in others)
            ),
            len(taken),
        )
        if free == len(taken):
            taken.append([])
        taken[free].append(reach)
        inner |= dict.fromkeys(reach.sources, free)
    return {source: len(taken) - 1 - number for source, number in inner.items()}


def _edges(structure: Structure, tracks: dict[str, int], places: dict[str, float], left: float) -> list[str]:
    """The lines, those that decide the date last, so that they lie on top."""
    edges: list[str] = []
    for wait in sorted(structure.waits, key=lambda each: each.deciding):
        x = tracks[wait.before] * TRACK + 6
        begin, end = places[wait.before] + APART, places[wait.after] - APART
        down = 1 if end > begin else -1
        if down < 0:
            begin, end = places[wait.before] - APART, places[wait.after] + APART
        kind = " is-key" if wait.deciding else ""
        edge = left - 1
        path = (
            f"M{_n(left + DOT)} {_n(begin)}H{_n(x + CORNER)}Q{_n(x)} {_n(begin)} {_n(x)} {_n(begin + down * CORNER)}"
            f"V{_n(end - down * CORNER)}Q{_n(x)} {_n(end)} {_n(x + CORNER)} {_n(end)}H{_n(edge)}"
        )
        edges.append(element("path", class_=f"edge{kind}", d=path))
        head = (
            f"M{_n(edge - ARROW)} {_n(end - ARROW)}L{_n(edge)} {_n(end)}L{_n(edge - ARROW)} {_n(end + ARROW)}"
        )
        edges.append(element("path", class_=f"edge{kind}", d=head))
    return edges


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
