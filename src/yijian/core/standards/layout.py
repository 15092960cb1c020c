"""A process as a drawing (BPMN DI): boxes and lines in pixels, x to the right, y downwards.

Laws: no two boxes overlap unless one stands inside or on the border of the other; no line runs through a box that it
does not join; no two lines run along each other unless they leave or reach the same node.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from yijian.core.standards.grid import Cell, Grid, grid_of
from yijian.core.standards.process import END, START, Node, NodeKind, Process
from yijian.core.standards.tracks import Hop, Tracks, tracks_of

Point = tuple[int, int]

TASK: Final = (160, 80)
GATEWAY: Final = (50, 50)
EVENT: Final = (36, 36)
_HEADER: Final = 30
_MARGIN: Final = 30
_TRACK: Final = 14
_LEFT, _TOP, _POOL_GAP, _APPLICANT = 160, 80, 70, 60
_LABEL_HEIGHT: Final = 14
_NARROWEST: Final = 56


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner, width and height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> Point:
        """The point in the middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def right(self) -> int:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The y of the lower side."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Timer:
    """The timer on the border of a task, the event that it leads to, the line between them and their labels."""

    event: Box
    end: Box
    line: tuple[Point, ...]
    event_label: Box
    end_label: Box


@dataclass(frozen=True, slots=True)
class Drawing:
    """`flows` has the line of each flow of the process, in their order, and `flow_labels` where its words stand.
    `application` and `results` are the messages between the applicant's pool and the start and end."""

    applicant: Box
    pool: Box
    lanes: Mapping[str, Box]
    nodes: Mapping[str, Box]
    node_labels: Mapping[str, Box]
    flows: tuple[tuple[Point, ...], ...]
    flow_labels: tuple[Box, ...]
    timers: Mapping[str, Timer]
    application: tuple[Point, Point]
    results: tuple[Point, Point]


def drawing_of(process: Process, *, timed: frozenset[str]) -> Drawing:
    """The drawing of a process. `timed` are the keys of the tasks with a timer."""
    grid = grid_of(process)
    channels = _channels(process, grid)
    sheet = _Sheet(process, grid, channels, timed)
    flows = tuple(sheet.line(number) for number in range(len(process.flows)))
    applicant = Box(_LEFT, _TOP, sheet.pool.width, _APPLICANT)
    start, end = sheet.nodes[START], sheet.nodes[END]
    return Drawing(
        applicant=applicant,
        application=((start.centre[0], applicant.bottom), (start.centre[0], start.y)),
        results=((end.centre[0], end.y), (end.centre[0], applicant.bottom)),
        pool=sheet.pool,
        lanes=sheet.lanes(),
        nodes=sheet.nodes,
        node_labels={
            node.id: _node_label(node, sheet.nodes[node.id])
            for node in process.nodes
            if node.kind in (NodeKind.START, NodeKind.END, NodeKind.CHOICE)
        },
        flows=flows,
        flow_labels=tuple(_flow_label(line) for line in flows),
        timers={
            node.id: _timer(sheet.nodes[node.id])
            for node in process.nodes
            if node.task in timed and _is_task(node)
        },
    )


def _is_task(node: Node) -> bool:
    return node.kind is NodeKind.TASK


def _size(node: Node) -> Point:
    match node.kind:
        case NodeKind.TASK:
            return TASK
        case NodeKind.START | NodeKind.END:
            return EVENT
        case _:
            return GATEWAY


def _reach(node: Node, timed: frozenset[str]) -> Point:
    """How far a node and what hangs on it reach above and below its row."""
    match node.kind:
        case NodeKind.TASK:
            return 55, 125 if node.task in timed else 55
        case NodeKind.CHOICE:
            return 55, 35
        case NodeKind.START | NodeKind.END:
            return 35, 55
        case _:
            return 35, 35


_FREE_ROW: Final = 18
"""How far a row without a node reaches above and below."""


def _net(process: Process, number: int, *, first: bool, last: bool) -> str:
    """Which lines share the vertical part of a flow between two columns."""
    flow = process.flows[number]
    turning = [other for other in process.flows if not other.skips]
    if first and sum(other.source == flow.source for other in turning) > 1:
        return f"from {flow.source}"
    if last and sum(other.target == flow.target for other in turning) > 1:
        return f"to {flow.target}"
    return f"flow {number}"


def _hops(process: Process, grid: Grid, number: int) -> list[tuple[int, Hop]]:
    """The parts of a flow between columns, each with the column that it leaves."""
    way = grid.ways[number]
    return [
        (
            start.column,
            Hop(_net(process, number, first=step == 0, last=step == len(way) - 2), start.row, end.row),
        )
        for step, (start, end) in enumerate(pairwise(way))
    ]


def _channels(process: Process, grid: Grid) -> list[Tracks]:
    hops: list[list[Hop]] = [[] for _ in range(grid.columns)]
    for number, flow in enumerate(process.flows):
        if not flow.skips:
            for column, hop in _hops(process, grid, number):
                hops[column].append(hop)
    return [tracks_of(each) for each in hops]


class _Sheet:
    """Turns columns, rows and tracks into pixels."""

    def __init__(self, process: Process, grid: Grid, channels: list[Tracks], timed: frozenset[str]) -> None:
        self._process, self._grid, self._channels = process, grid, channels
        widths = [0] * grid.columns
        above, below = [_FREE_ROW] * grid.rows, [_FREE_ROW] * grid.rows
        for node in process.nodes:
            cell = grid.nodes[node.id]
            widths[cell.column] = max(widths[cell.column], _size(node)[0])
            over, under = _reach(node, timed)
            above[cell.row], below[cell.row] = max(above[cell.row], over), max(below[cell.row], under)
        gaps = [max(_NARROWEST, 2 * 20 + _TRACK * channel.width) for channel in channels]
        start = _LEFT + 2 * _HEADER + _MARGIN
        self._column_ends: list[tuple[int, int]] = []
        for width, gap in zip(widths, gaps, strict=True):
            self._column_ends.append((start, start + width))
            start += width + gap
        top = _TOP + _APPLICANT + _POOL_GAP
        heights = [over + under for over, under in zip(above, below, strict=True)]
        self._row_tops = [top, *accumulate(heights, initial=top)][1:]
        self._middles = [row_top + over for row_top, over in zip(self._row_tops, above, strict=False)]
        self.pool = Box(_LEFT, top, self._column_ends[-1][1] + _MARGIN - _LEFT, self._row_tops[-1] - top)
        self.nodes = {node.id: self._box(node) for node in process.nodes}

    def lanes(self) -> dict[str, Box]:
        """The box of each lane, beside the name of the pool."""
        return {
            lane: Box(
                _LEFT + _HEADER,
                self._row_tops[first],
                self.pool.width - _HEADER,
                self._row_tops[end] - self._row_tops[first],
            )
            for lane, (first, end) in self._grid.lanes.items()
        }

    def _box(self, node: Node) -> Box:
        cell = self._grid.nodes[node.id]
        left, right = self._column_ends[cell.column]
        width, height = _size(node)
        return Box((left + right - width) // 2, self._middles[cell.row] - height // 2, width, height)

    def line(self, number: int) -> tuple[Point, ...]:
        """The points of a flow from the right side of its source to the left side of its target; the way around a
        task goes from below its choice to below its merge."""
        flow, way = self._process.flows[number], self._grid.ways[number]
        if flow.skips:
            choice, merge = self.nodes[flow.source], self.nodes[flow.target]
            level = self._middles[way[1].row]
            start, end = choice.centre[0], merge.centre[0]
            return (start, choice.bottom), (start, level), (end, level), (end, merge.bottom)
        points: list[Point] = [(self.nodes[flow.source].right, self._middles[way[0].row])]
        for (column, hop), cell in zip(_hops(self._process, self._grid, number), way[1:], strict=True):
            points += self._turn(column, hop, cell)
        points.append((self.nodes[flow.target].x, self._middles[way[-1].row]))
        return tuple(points)

    def _turn(self, column: int, hop: Hop, end: Cell) -> list[Point]:
        if hop.row == hop.to_row:
            return []
        track = self._channels[column].nets[hop.net]
        first, here, there = self._x(column, track.first), self._middles[hop.row], self._middles[end.row]
        if track.second is None:
            return [(first, here), (first, there)]
        second = self._x(column, track.second)
        between = self._row_tops[hop.to_row] + 3  # whatever else comes into this row comes to the same node
        return [(first, here), (first, between), (second, between), (second, there)]

    def _x(self, column: int, track: int) -> int:
        return self._column_ends[column][1] + 20 + _TRACK * track


def _node_label(node: Node, box: Box) -> Box:
    x = box.centre[0]
    if node.kind is NodeKind.CHOICE:
        return Box(x - 45, box.y - _LABEL_HEIGHT - 6, 90, _LABEL_HEIGHT)
    return Box(x - 45, box.bottom + 6, 90, _LABEL_HEIGHT)


def _flow_label(line: tuple[Point, ...]) -> Box:
    """Above the beginning of a line, or of the level part of one that goes around a task."""
    x, y = line[1] if line[0][0] == line[1][0] else line[0]
    return Box(x + 6, y - _LABEL_HEIGHT - 4, 44, _LABEL_HEIGHT)


def _timer(task: Box) -> Timer:
    """Below the task: the timer on its border, its end event to the right."""
    width, height = EVENT
    event = Box(task.x + 10, task.bottom - height // 2, width, height)
    end = Box(task.x + 84, task.bottom + 40, width, height)
    level = end.centre[1]
    return Timer(
        event=event,
        end=end,
        line=((event.centre[0], event.bottom), (event.centre[0], level), (end.x, level)),
        event_label=Box(event.right + 4, task.bottom + 6, 126, _LABEL_HEIGHT),
        end_label=Box(end.right + 4, level - _LABEL_HEIGHT // 2, 52, _LABEL_HEIGHT),
    )
