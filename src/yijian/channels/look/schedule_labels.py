"""Where the words of a chart stand, so that at no width of the page an arrow or the line of now runs through them.

Every x of a chart is a percentage, every text has its size in px. So a text that begins a few px right of a line stays
right of it at every width; and a text that ends before a line where a phone has room ends before it everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal
from unicodedata import east_asian_width

from yijian.channels.look.timescale import PHONE

SIDE_GAP: Final = 12
"""Between a line and the text beside it, in px."""
DAYS_GAP: Final = 8
SMALL: Final = 14.0
MARGIN: Final = 4.0
"""How much wider than reckoned a text may be drawn, in px."""
ROUNDED: Final = 0.01
FAR: Final = 2
"""A text away from its stroke is worth avoiding for this many lines more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text stands: `at` per cent, `gap` px away from there, how many px are free. `near` its own stroke."""

    at: float
    gap: int
    anchor: Literal["start", "end"]
    room: float
    near: bool = True

    def touches(self, line: float, width: float) -> bool:
        """Whether the line (per cent) could run through a text of that width on a page as wide as a phone's or wider.

        The distance between line and place grows with the page, the gap and the text do not.
        """
        away = (line - self.at) * PHONE / 100 * (1 if self.anchor == "start" else -1)
        return (ROUNDED if self.gap else -MARGIN) < away < self.gap + width + MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text in lines at its place, `days` under it or `beside` its last line; `width` of the widest line in px;
    `crossed` by those vertical lines (per cent) that could not be avoided."""

    place: Place
    lines: tuple[str, ...]
    days: tuple[str, ...]
    beside: bool
    width: float
    crossed: tuple[float, ...]

    @property
    def count(self) -> int:
        """How many lines of text there are."""
        return len(self.lines) + len(self.days) - self.beside


def attributes(place: Place) -> dict[str, object]:
    """The SVG attributes that set a text beside its place."""
    if not place.gap:
        return {"text_anchor": place.anchor}
    return {"text_anchor": place.anchor, "dx": place.gap if place.anchor == "start" else -place.gap}


def label_of(words: str, days: str, *, left: float, right: float, lines: tuple[float, ...]) -> Label:
    """The label of a stroke from `left` to `right` per cent, past the vertical `lines`: near its stroke before away
    from it, in few lines of text before many. `days` stand behind the words where there is room, else under them."""
    tried = [_set(words, days, place, lines) for place in _places(left, right, lines)]
    clear = [label for label in tried if not label.crossed and label.width <= label.place.room]
    if clear:
        return min(clear, key=lambda label: label.count + (0 if label.place.near else FAR))
    return _set(words, days, Place(at=0.0, gap=0, anchor="start", room=PHONE), lines)


def _places(left: float, right: float, lines: tuple[float, ...]) -> Iterator[Place]:
    """Right of the beginning of the stroke or of a line through it; left of its end or of such a line; at the edges."""
    for at in dict.fromkeys((left, *(line for line in sorted(lines) if left <= line < right))):
        gap = SIDE_GAP if at in lines else 0
        yield Place(at=at, gap=gap, anchor="start", room=_free(at, gap, lines, after=True))
    for at in dict.fromkeys((right, *(line for line in sorted(lines, reverse=True) if left < line <= right))):
        gap = SIDE_GAP if at in lines else 0
        yield Place(at=at, gap=gap, anchor="end", room=_free(at, gap, lines, after=False))
    yield Place(at=0.0, gap=0, anchor="start", room=_free(0.0, 0, lines, after=True), near=False)
    for line in sorted(lines):
        room = _free(line, SIDE_GAP, lines, after=True)
        yield Place(at=line, gap=SIDE_GAP, anchor="start", room=room, near=False)
        room = _free(line, SIDE_GAP, lines, after=False)
        yield Place(at=line, gap=SIDE_GAP, anchor="end", room=room, near=False)


def _free(at: float, gap: int, lines: Iterable[float], *, after: bool) -> float:
    """How many px a phone has from there to the next line, or to the edge of the chart."""
    if after:
        ends = min((line for line in lines if line > at), default=None)
        return (PHONE if ends is None else ends * PHONE / 100 - MARGIN) - at * PHONE / 100 - gap
    begins = max((line for line in lines if line < at), default=None)
    return at * PHONE / 100 - gap - (0.0 if begins is None else begins * PHONE / 100 + MARGIN)


def _set(words: str, days: str, place: Place, lines: tuple[float, ...]) -> Label:
    """The words and days in lines at a place, and which of the vertical lines would run through them."""
    named = tuple(wrapped(words, room=place.room))
    with_days = text_width(named[-1]) + DAYS_GAP + text_width(days, size=SMALL)
    beside = bool(days) and with_days <= place.room
    under = tuple(wrapped(days, room=place.room, size=SMALL)) if days and not beside else ()
    width = max(
        *(text_width(line) for line in named),
        *(text_width(line, size=SMALL) for line in under),
        with_days if beside else 0.0,
    )
    return Label(
        place=place,
        lines=named,
        days=(days,) if beside else under,
        beside=beside,
        width=width,
        crossed=tuple(line for line in lines if place.touches(line, width)),
    )


def text_width(text: str, *, size: float = 15.0) -> float:
    """About how wide a text is, in px: a Chinese character is as wide as it is high, a Latin letter a bit over half."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.56 for character in text) * size


def wrapped(text: str, *, room: float, size: float = 15.0) -> list[str]:
    """The text in lines that are not wider than `room` px; breaks at spaces, and anywhere in Chinese."""
    lines = [""]
    for word in _breakable(text):
        if lines[-1] and text_width(lines[-1] + word.rstrip(), size=size) > room:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines]


def _breakable(text: str) -> Iterator[str]:
    """The pieces between which a line may break."""
    piece = ""
    for character in text:
        wide = east_asian_width(character) in "WF"
        if wide or character == " ":
            if character in "，。、）》”；：" or character == " ":  # these never begin a line
                piece += character
                yield piece
                piece = ""
                continue
            if piece and piece[-1] not in "（《“":
                yield piece
                piece = ""
        elif piece and east_asian_width(piece[-1]) == "W":
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece
