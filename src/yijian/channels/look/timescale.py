"""Where a moment lies on the width of a chart: working days are wide, weekends and holidays narrow, long spans weeks.

A position on the time axis is a number of columns: 0 is the beginning of the first day given, 1.5 the middle of the second.
The scale turns it into per cent of the chart's width, so that it holds at every width of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby, pairwise
from typing import Final, Literal

from yijian.core.errors import Text

MOST_DAYS: Final = 12
"""Working days that still have a column each; a longer chart has a column a week."""
REST_WIDTH: Final = 0.55
"""Width of a run of days of rest, in working days, however long it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One calendar day of the chart; days follow one another without gaps. `name` is that of a holiday (国庆节)."""

    day: date
    working: bool
    name: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A labelled piece of the axis: a working day, a run of rest, or a week, from `left` to `right` per cent."""

    left: float
    right: float
    columns: tuple[Column, ...]
    working: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Timescale:
    """The time axis over consecutive days."""

    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a time axis needs at least one day")
        if any((b.day - a.day).days != 1 for a, b in pairwise(self.columns)):
            raise ValueError("the days of a time axis follow one another without gaps")

    @property
    def in_weeks(self) -> bool:
        """Whether the axis is so long that its columns are weeks."""
        return sum(column.working for column in self.columns) > MOST_DAYS

    def stretches(self) -> tuple[Stretch, ...]:
        """The axis in pieces, from left to right, covering 0 to 100 % without gaps."""
        groups = [tuple(group) for _, group in groupby(self.columns, key=self._group_key)]
        bounds = _spread([self._width(group) for group in groups])
        return tuple(
            Stretch(left=left, right=right, columns=group, working=any(c.working for c in group))
            for group, (left, right) in zip(groups, pairwise(bounds), strict=True)
        )

    def percent(self, position: float) -> float:
        """Per cent of the width for a position in columns; positions outside the axis are at its ends."""
        bounds = self._day_bounds()
        inside = min(max(position, 0.0), float(len(self.columns)))
        index = min(int(inside), len(self.columns) - 1)
        left, right = bounds[index], bounds[index + 1]
        return left + (right - left) * (inside - index)

    def _day_bounds(self) -> list[float]:
        """The left edge of every day, and 100 at the end."""
        bounds = [0.0]
        for stretch in self.stretches():
            days = _spread(self._day_widths(stretch.columns))
            bounds += [stretch.left + (stretch.right - stretch.left) * day / 100 for day in days[1:]]
        bounds[-1] = 100.0
        return bounds

    def _group_key(self, column: Column) -> object:
        """Days with the same key share a stretch: a week, a working day of its own, or a run of rest."""
        if self.in_weeks:
            return column.day.isocalendar()[:2]
        return column.day if column.working else "rest"

    def _width(self, group: tuple[Column, ...]) -> float:
        working = sum(column.working for column in group)
        if self.in_weeks:
            return max(working, 1)
        return working or REST_WIDTH

    def _day_widths(self, group: tuple[Column, ...]) -> list[float]:
        """In a week the days of rest take no room, unless the whole week is one."""
        if any(column.working for column in group):
            return [float(column.working) for column in group]
        return [1.0] * len(group)


Anchor = Literal["start", "middle", "end"]

PHONE: Final = 252.0
"""Inner width in px of a chart on a page of 320 px."""
TABLET: Final = 560.0
"""Inner width in px of a chart where the labels of class `is-fine` appear (48 rem)."""
EDGE: Final = 12.0
"""How far, in px, a label may stand out of the chart, into the padding of its card."""
GAP: Final = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label that wants a place on the axis, `at` per cent. `first` labels are placed before the others."""

    lines: tuple[str, str]
    width: float
    at: float
    anchor: Anchor
    first: bool = False
    on_rest: bool = False

    def reach(self, room: float) -> tuple[float, float]:
        """From where to where the label reaches, in px of a chart that is `room` px wide."""
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        left = self.at * room / 100 - self.width * share
        return left, left + self.width


def place_labels(labels: Sequence[Label]) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    """The labels for which a phone has room, and those that fit in addition on a wider page, each from the left.

    No two of them touch. Labels of a new month come first, then the others from the left, those of days of rest last.
    """
    ordered = sorted(labels, key=lambda label: (not label.first, label.on_rest))
    coarse = _that_fit(ordered, room=PHONE, taken=())
    return tuple(_from_left(coarse)), tuple(_from_left(_that_fit(ordered, room=TABLET, taken=coarse)))


def _that_fit(labels: Sequence[Label], *, room: float, taken: Sequence[Label]) -> list[Label]:
    """Those of the labels, in their order of precedence, that touch neither the taken ones nor one another."""
    fitting: list[Label] = []
    for label in labels:
        left, right = label.reach(room)
        others = [other.reach(room) for other in (*taken, *fitting)]
        apart = all(right + GAP <= begins or ends + GAP <= left for begins, ends in others)
        if label not in taken and apart and left >= -EDGE and right <= room + EDGE:
            fitting.append(label)
    return fitting


def _from_left(labels: Sequence[Label]) -> list[Label]:
    return sorted(labels, key=lambda label: label.at)


def _spread(widths: list[float]) -> list[float]:
    """The edges of neighbours of these widths, from 0 to 100."""
    total = sum(widths)
    return [0.0, *(100 * edge / total for edge in accumulate(widths))]
