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

from yijian.channels.look.dates import weekday
from yijian.channels.look.language import Language, said
from yijian.channels.look.schedule_labels import SIDE_GAP, Label, Place, attributes, label_of, text_width
from yijian.channels.look.strokes import HEIGHTS, StrokeKind, element, hatch, percent, stroke
from yijian.channels.look.timescale import EDGE, PHONE, Column, Stretch, Timescale, place_labels
from yijian.channels.look.timescale import Label as DayLabel
from yijian.core.errors import Text

HEAD: Final = 64
ROW: Final = 58
LINE: Final = 20
LIFT: Final = 8
"""How much lower the stroke is where its arrow ends under words that could not make way."""
AT_EDGE: Final = 24.0
"""A line of now nearer than this to the edge, in px on a phone, stands left of the names of the authorities."""
SHORT_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A bar of time from `start` to `end`, both in columns (0.5 is noon of the first day)."""

    start: float
    end: float
    kind: StrokeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMember:
    """One of several services that are drawn as one row because their strokes are alike."""

    authority: Text
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A service: its name, its days or state in a few words, its strokes (later ones over earlier ones; none if nothing is set).

    With `members` the row stands for all of them: the picture shows it once, the table names each.
    """

    label: Text
    days: Text | None = None
    strokes: tuple[Stroke, ...] = ()
    tone: Literal["plain", "soon"] = "plain"
    members: tuple[RowMember, ...] = ()

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
            label=each.label,
            authority=each.authority,
            days=row.days,
            last_day=chart.columns[math.ceil(row.reach[1]) - 1].day if row.reach else None,
        )
        for band, row in _rows(chart)
        for each in row.members or (RowMember(authority=band.authority, label=row.label),)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """An arrow at `x` per cent from a stroke of the row `start` to one of the row `end`, counted from the top."""

    x: float
    start: int
    end: int

    def passes(self, row: int) -> bool:
        """Whether it runs through the words above the stroke of that row."""
        return min(self.start, self.end) < row <= max(self.start, self.end)


class _Drawing:
    """Draws one chart from the top to the bottom."""

    def __init__(self, chart: ScheduleChart, language: Language) -> None:
        self.chart = chart
        self.language = language
        self.scale = Timescale(chart.columns)
        self.pattern = f"{chart.key}-hatch"
        self.say: Callable[[Text], str] = lambda text: said(text, language)
        self._now = None if chart.now is None else round(self.scale.percent(chart.now), 2)
        self._links = tuple(self._joined()) if chart.now is None else ()
        self._tops: list[float] = []
        """The y of the strokes, row by row, as far as drawn."""
        self._words: list[tuple[float, float, float]] = []
        """Where a vertical line makes way for words that cannot make way for it: x in per cent, from y to y."""

    def svg(self) -> str:
        bands, bottom = self._bands()
        foot, height = self._foot(bottom)
        drawn = [
            element("title", escape(self.say(self.chart.title)), id=f"{self.chart.key}-title"),
            element("desc", escape(self.say(self.chart.result)), id=f"{self.chart.key}-desc"),
            hatch(self.pattern) if "stopped" in self.chart.kinds else "",
            *self._ground(bottom),
            *self._head(),
            *self._arrows(),
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
        if self._now is not None:
            yield from self._vertical("now", self._now, 56, bottom)

    def _vertical(self, class_: str, x: float, start: float, end: float) -> Iterator[str]:
        """A vertical line in pieces that leave out the words in its way."""
        y, bottom = min(start, end), max(start, end)
        in_its_way = sorted((top, below) for at, top, below in self._words if at == x)
        for top, below in (*in_its_way, (bottom, bottom)):
            if y < min(top, bottom):
                yield element("line", class_=class_, x1=percent(x), x2=percent(x), y1=y, y2=min(top, bottom))
            y = max(y, below)

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

    def _labels(self) -> Iterator[DayLabel]:
        """What stands over each column: over the middle of a day, at the beginning of a week."""
        weeks = self.scale.in_weeks
        months: set[int] = set()
        for stretch in self.scale.stretches():
            month = stretch.columns[0].day.month
            first = stretch.working and month not in months
            months |= {month} if stretch.working else set()
            lines = self._column_words(stretch, spelt=first or weeks)
            label = DayLabel(
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

    def _joined(self) -> Iterator[_Link]:
        """From the end of each key stroke to each key stroke of another row that begins where it ends."""
        keys = [
            (row, each)
            for row, (_, shown) in enumerate(_rows(self.chart))
            for each in shown.strokes
            if each.kind == "key"
        ]
        for start, before in keys:
            for end, after in keys:
                if start != end and abs(before.end - after.start) <= 1e-6:
                    yield _Link(x=round(self.scale.percent(before.end), 2), start=start, end=end)

    def _through(self, row: int) -> tuple[float, ...]:
        """The vertical lines that run through the words of a row, in per cent."""
        now = () if self._now is None else (self._now,)
        return tuple(sorted({*now, *(link.x for link in self._links if link.passes(row))}))

    def _bands(self) -> tuple[list[str], float]:
        """The bands, and the y under the last one."""
        drawn: list[str] = []
        y: float = HEAD
        for band in self.chart.bands:
            drawn.append(element("line", class_="band", x1=0, x2="100%", y1=y, y2=y))
            drawn.append(self._authority(self.say(band.authority), y + 24))
            base = y + 24 - (ROW - 28)
            for row in _ordered(band, plan=self.chart.now is None):
                label = self._label(row)
                base += ROW + LINE * (label.count - 1)
                drawn += self._row(row, label, base=base)
                base += LIFT if label.crossed else 0
            y = base + 46
        return drawn, y

    def _authority(self, name: str, y: float) -> str:
        """The name of an authority at the edge, or beside the line of now where that is at the edge, too."""
        edge = self._now is not None and self._now * PHONE / 100 < AT_EDGE
        place = Place(at=self._now or 0.0, gap=SIDE_GAP if edge else 0, anchor="start", room=PHONE)
        if not edge:
            place = Place(at=0.0, gap=0, anchor="start", room=PHONE)
        width = text_width(name, size=14)
        crossed = (line for line in self._through(len(self._tops)) if place.touches(line, width))
        self._words += [(line, y - 16, y + 6) for line in crossed]
        return self._text(name, class_="t-2", x=percent(place.at), y=y, **attributes(place))

    def _label(self, row: Row) -> Label:
        """The words of the next row at their place."""
        left, right = (
            round(self.scale.percent(each), 2) for each in row.reach or (0, len(self.chart.columns))
        )
        return label_of(
            self.say(row.label),
            self.say(row.days) if row.days else "",
            left=left,
            right=right,
            lines=self._through(len(self._tops)),
        )

    def _row(self, row: Row, label: Label, *, base: float) -> Iterator[str]:
        """The words, the last line of them at `base`, and the strokes under them."""
        tone = "t-amber" if row.tone == "soon" else "t-2"
        lines = [escape(line) for line in label.lines]
        if label.beside:
            lines[-1] += element("tspan", escape(label.days[0]), class_=tone, dx=8)
        else:
            lines += [element("tspan", escape(line), class_=tone) for line in label.days]
        place = label.place
        for below, line in enumerate(lines, start=1 - len(lines)):
            yield element("text", line, x=percent(place.at), y=base + LINE * below, **attributes(place))
        self._words += [(x, base - LINE * (len(lines) - 1) - 16, base + 6) for x in label.crossed]
        stroke_top = base + 14 + (LIFT if label.crossed else 0)
        self._tops.append(stroke_top)
        for each in row.strokes:
            start, end = self.scale.percent(each.start), self.scale.percent(each.end)
            top = stroke_top + (HEIGHTS["key"] - HEIGHTS[each.kind]) / 2
            yield stroke(kind=each.kind, x=start, width=end - start, y=top, pattern=self.pattern)

    def _arrows(self) -> Iterator[str]:
        """Dotted arrows from key stroke to key stroke."""
        for link in self._links:
            top, after_top = self._tops[link.start], self._tops[link.end]
            down = after_top > top
            start, end = (top + 20, after_top - 8) if down else (top - 7, after_top + 21)
            yield from self._vertical("link", link.x, start, end)
            head = element("path", class_="arrow", d="M-5-5 0 1 5-5" if down else "M-5 5 0-1 5 5")
            yield element("svg", head, x=percent(link.x), y=end, overflow="visible")

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


def _inside(label: DayLabel) -> DayLabel:
    """The label at the edge of the chart if it would stand out of it on a phone."""
    left, right = label.reach(PHONE)
    if left < -EDGE:
        return replace(label, at=0.0, anchor="start")
    return replace(label, at=100.0, anchor="end") if right > PHONE + EDGE else label
