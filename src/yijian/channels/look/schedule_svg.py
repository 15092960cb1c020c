"""The schedule of a plan and the lanes of a case as one inline SVG (look, section 5: Schedule, Timeline lanes).

Rule 1: every x is a percentage and every y is in px, so text keeps its size and nothing scrolls at 320 px.
Rule 2: no inline style, only classes (the content security policy). Rule 3: nothing is said by the picture alone:
`<title>` and `<desc>` give the result in a sentence, and `table_rows` the same dates as a table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from itertools import pairwise
from typing import Final, Literal
from unicodedata import east_asian_width

from yijian.channels.look.dates import weekday
from yijian.channels.look.language import Language, said
from yijian.channels.look.strokes import HEIGHTS, StrokeKind, element, hatch, percent, stroke
from yijian.channels.look.timescale import EDGE, PHONE, Column, Label, Stretch, Timescale, place_labels
from yijian.core.errors import Text

HEAD: Final = 64
ROW: Final = 58
LINE: Final = 20
SIDE_GAP: Final = 12
SHORT_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A bar of time from `start` to `end`, both in columns (0.5 is noon of the first day)."""

    start: float
    end: float
    kind: StrokeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A service: its name, its days or state in a few words, its strokes (later ones over earlier ones; none if nothing is set)."""

    label: Text
    days: Text | None = None
    strokes: tuple[Stroke, ...] = ()
    tone: Literal["plain", "soon"] = "plain"

    @property
    def is_key(self) -> bool:
        """Whether a stroke of it decides the date."""
        return any(each.kind == "key" for each in self.strokes)

    @property
    def reach(self) -> tuple[float, float] | None:
        """From where to where its strokes go; None if it has none."""
        if not self.strokes:
            return None
        return min(each.start for each in self.strokes), max(each.end for each in self.strokes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """An authority and what it does."""

    authority: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleChart:
    """What the chart shows.

    `columns` are consecutive calendar days (about 12 working days are drawn as days, more as weeks); `title` names the
    chart and `result` says its outcome in a sentence; `promise` stands at the end of the time axis; `now` is the moment
    of a case, in columns: without it the chart is a plan, in which key strokes come last in their band and are joined.
    `key` makes the ids of this chart its own on a page with several.
    """

    title: Text
    result: Text
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    promise: Text | None = None
    now: float | None = None
    key: str = "schedule"

    def __post_init__(self) -> None:
        end = len(Timescale(self.columns).columns)
        for row in (row for band in self.bands for row in band.rows):
            if any(not 0 <= each.start < each.end <= end for each in row.strokes):
                raise ValueError(f"a stroke of {row.label.en!r} lies outside the {end} days of the chart")

    @property
    def kinds(self) -> tuple[StrokeKind, ...]:
        """The kinds of stroke that occur, in the order of the legend."""
        present = {each.kind for band in self.bands for row in band.rows for each in row.strokes}
        return tuple(kind for kind in HEIGHTS if kind in present)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of the chart in words: `last_day` is the day on which its last stroke ends."""

    label: Text
    authority: Text
    days: Text | None
    last_day: date | None


def table_rows(chart: ScheduleChart) -> tuple[TableRow, ...]:
    """The rows of the chart as a table, in the order of the chart."""
    return tuple(
        TableRow(
            label=row.label,
            authority=band.authority,
            days=row.days,
            last_day=chart.columns[math.ceil(row.reach[1]) - 1].day if row.reach else None,
        )
        for band, row in _rows(chart)
    )


def draw_schedule(chart: ScheduleChart, *, language: Language) -> str:
    """The chart as SVG markup, all texts escaped, in that language."""
    return _Drawing(chart, language).svg()


def _rows(chart: ScheduleChart) -> Iterator[tuple[Band, Row]]:
    for band in chart.bands:
        yield from ((band, row) for row in _ordered(band, plan=chart.now is None))


def _ordered(band: Band, *, plan: bool) -> list[Row]:
    """In a plan the strokes that decide the date come last in their band: so the arrow to the next band is short."""
    return sorted(band.rows, key=lambda row: row.is_key) if plan else list(band.rows)


def text_width(text: str, *, size: float = 15.0) -> float:
    """About how wide a text is, in px: a Chinese character is as wide as it is high, a Latin letter a bit over half."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.56 for character in text) * size


def wrapped(text: str, *, room: float) -> list[str]:
    """The text in lines that are not wider than `room` px; breaks at spaces, and anywhere in Chinese."""
    lines = [""]
    for word in _breakable(text):
        if lines[-1] and text_width(lines[-1] + word.rstrip()) > room:
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


class _Drawing:
    """Draws one chart from the top to the bottom."""

    def __init__(self, chart: ScheduleChart, language: Language) -> None:
        self.chart = chart
        self.language = language
        self.scale = Timescale(chart.columns)
        self.pattern = f"{chart.key}-hatch"
        self.say: Callable[[Text], str] = lambda text: said(text, language)

    def svg(self) -> str:
        bands, ends, bottom = self._bands()
        foot, height = self._foot(bottom)
        drawn = [
            element("title", escape(self.say(self.chart.title)), id=f"{self.chart.key}-title"),
            element("desc", escape(self.say(self.chart.result)), id=f"{self.chart.key}-desc"),
            hatch(self.pattern) if "stopped" in self.chart.kinds else "",
            *self._ground(bottom),
            *self._head(),
            *(self._links(ends) if self.chart.now is None else ()),
            *bands,
            *foot,
        ]
        return element(
            "svg",
            *drawn,
            class_="yj-chart",
            width="100%",
            height=height,
            role="img",
            aria_labelledby=f"{self.chart.key}-title {self.chart.key}-desc",
        )

    def _ground(self, bottom: float) -> Iterator[str]:
        """Runs of rest as sunk columns, a hairline between working days or weeks, the line of now."""
        stretches = self.scale.stretches()
        for stretch in stretches:
            if not stretch.working:
                width = percent(stretch.right - stretch.left)
                yield element(
                    "rect", class_="rest", x=percent(stretch.left), width=width, y=0, height=bottom, rx=8
                )
        for before, after in pairwise(stretches):
            if before.working and after.working:
                x = percent(after.left)
                yield element("line", class_="grid", x1=x, x2=x, y1=52, y2=bottom)
        if self.chart.now is not None:
            x = percent(self.scale.percent(self.chart.now))
            yield element("line", class_="now", x1=x, x2=x, y1=56, y2=bottom)

    def _head(self) -> Iterator[str]:
        """The dates over the columns, as many as fit; the first of a month is spelt with the month."""
        coarse, fine = place_labels(tuple(self._labels()))
        for labels, class_ in ((coarse, ""), (fine, " is-fine")):
            for label in labels:
                ground = " on-rest" if label.on_rest else ""
                for words, own, y in zip(label.lines, ("t-b", "t-2"), (18, 40), strict=True):
                    if words:
                        x, anchor = percent(label.at), label.anchor
                        yield self._text(words, class_=f"{own}{class_}{ground}", x=x, y=y, text_anchor=anchor)

    def _labels(self) -> Iterator[Label]:
        """What stands over each column: over the middle of a day, at the beginning of a week."""
        weeks = self.scale.in_weeks
        months: set[int] = set()
        for stretch in self.scale.stretches():
            month = stretch.columns[0].day.month
            first = stretch.working and month not in months
            months |= {month} if stretch.working else set()
            lines = self._column_words(stretch, spelt=first or weeks)
            label = Label(
                lines=lines,
                width=max(text_width(lines[0], size=16), text_width(lines[1], size=14)),
                at=stretch.left if weeks else stretch.middle,
                anchor="start" if weeks else "middle",
                first=first,
                on_rest=not stretch.working,
            )
            yield label if weeks else _inside(label)

    def _column_words(self, stretch: Stretch, *, spelt: bool) -> tuple[str, str]:
        """What stands over a column: the date and the weekday; over a run of rest what rest it is."""
        day = stretch.columns[0].day
        if not stretch.working and not self.scale.in_weeks:
            named = next((column.name for column in stretch.columns if column.name), None)
            weekend = all(column.day.weekday() > 4 for column in stretch.columns)
            rest = named or (Text("周末", "Sat–Sun") if weekend else Text("放假", "Holiday"))
            return "", self.say(rest)
        if self.language == "en":
            date_words = f"{day.day} {SHORT_MONTHS[day.month - 1]}" if spelt else str(day.day)
        else:
            date_words = f"{day.month}月{day.day}日" if spelt else f"{day.day}日"
        return date_words, weekday(day, self.language)

    def _bands(self) -> tuple[list[str], list[tuple[Stroke, float]], float]:
        """The bands, the key strokes with the y of their tops, and the y under the last band."""
        drawn: list[str] = []
        keys: list[tuple[Stroke, float]] = []
        y: float = HEAD
        for band in self.chart.bands:
            drawn.append(element("line", class_="band", x1=0, x2="100%", y1=y, y2=y))
            drawn.append(self._text(self.say(band.authority), class_="t-2", x=0, y=y + 24))
            base = y + 24 - (ROW - 28)
            for row in _ordered(band, plan=self.chart.now is None):
                lines = self._row_lines(row)
                base += ROW + LINE * (len(lines) - 1)
                drawn += self._row(row, lines=lines, base=base)
                keys += [(each, base + 14) for each in row.strokes if each.kind == "key"]
            y = base + 46
        return drawn, keys, y

    def _row_lines(self, row: Row) -> list[str]:
        """The label of a row in as many lines as a phone needs, marked up, the days last."""
        lines = wrapped(self.say(row.label), room=PHONE)
        days = self.say(row.days) if row.days else ""
        marked = [escape(line) for line in lines]
        if not days:
            return marked
        tone = "t-amber" if row.tone == "soon" else "t-2"
        if text_width(lines[-1]) + 8 + text_width(days, size=14) <= PHONE:
            marked[-1] += element("tspan", escape(days), class_=tone, dx=8)
            return marked
        return marked + [element("tspan", escape(line), class_=tone) for line in wrapped(days, room=PHONE)]

    def _row(self, row: Row, *, lines: list[str], base: float) -> Iterator[str]:
        left, right = (self.scale.percent(each) for each in row.reach or (0, len(self.chart.columns)))
        widths = [text_width(line) for line in wrapped(self.say(row.label), room=PHONE)]
        days = text_width(self.say(row.days), size=14) if row.days else 0.0
        widest = max(*widths, widths[-1] + 8 + days) if len(lines) == len(widths) else max(*widths, days)
        x, gap, anchor = _label_place(left=left, right=right, width=widest)
        for below, line in enumerate(lines, start=1 - len(lines)):
            attributes = {"x": x, "y": base + LINE * below, "text_anchor": anchor}
            yield element("text", line, **attributes, **({"dx": gap} if gap else {}))
        for each in row.strokes:
            start, end = self.scale.percent(each.start), self.scale.percent(each.end)
            top = base + 14 + (HEIGHTS["key"] - HEIGHTS[each.kind]) / 2
            yield stroke(kind=each.kind, x=start, width=end - start, y=top, pattern=self.pattern)

    def _links(self, keys: list[tuple[Stroke, float]]) -> Iterator[str]:
        """A dotted arrow from the end of a key stroke to each key stroke that begins where it ends."""
        for before, top in keys:
            for after, after_top in keys:
                if before is after or abs(before.end - after.start) > 1e-6:
                    continue
                down = after_top > top
                start, end = (top + 20, after_top - 8) if down else (top - 7, after_top + 21)
                x = percent(self.scale.percent(before.end))
                yield element("line", class_="link", x1=x, x2=x, y1=start, y2=end)
                head = element("path", class_="arrow", d="M-5-5 0 1 5-5" if down else "M-5 5 0-1 5 5")
                yield element("svg", head, x=x, y=end, overflow="visible")

    def _foot(self, bottom: float) -> tuple[list[str], float]:
        """The words of now and of the promise under the axis; under one another where a phone has no room for both."""
        promise = self.say(self.chart.promise) if self.chart.promise else ""
        drawn: list[str] = []
        y = bottom + 24
        if self.chart.now is not None:
            word = self.say(Text("现在", "Now"))
            at = self.scale.percent(self.chart.now)
            anchor = "start" if at < 8 else "end" if at > 92 else "middle"
            drawn.append(self._text(word, class_="now-t", x=percent(at), y=y, text_anchor=anchor))
            if promise and at * PHONE / 100 + text_width(word) + text_width(promise, size=16) > PHONE:
                y += 24
        if promise:
            drawn.append(self._text(promise, class_="t-brand", x="100%", y=y, text_anchor="end"))
        return drawn, (y + 6 if drawn else bottom + 2)

    def _text(self, words: str, **attributes: object) -> str:
        return element("text", escape(words), **attributes)


def _inside(label: Label) -> Label:
    """The label at the edge of the chart if it would stand out of it on a phone."""
    left, right = label.reach(PHONE)
    if left < -EDGE:
        return replace(label, at=0.0, anchor="start")
    return replace(label, at=100.0, anchor="end") if right > PHONE + EDGE else label


def _label_place(*, left: float, right: float, width: float) -> tuple[str, int, str]:
    """Where a label of that width (px) stands so that a phone shows it whole: x, distance from x in px, anchor.

    At the beginning of its stroke if there is room to the right, else at the end of the stroke if there is room to the
    left, else at the edge of the chart.
    """
    begins = left * PHONE / 100
    gap = SIDE_GAP if left else 0
    if begins + gap + width <= PHONE:
        return percent(left), gap, "start"
    if right * PHONE / 100 >= width:
        return percent(right), 0, "end"
    return "0%", 0, "start"
