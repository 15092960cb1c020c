"""Where the nodes of a process stand: a grid of columns (how far from the start) and rows (lane by lane).

A flow over several columns gets a cell of its own in each column between, so that no line runs behind a node. No two
things share a cell. A task that may be skipped takes three columns and two rows: choice, task and merge above, the way
around the task below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yijian.core.standards.process import Flow, NodeKind, Process


@dataclass(frozen=True, slots=True)
class Cell:
    """A column and a row, both from 0; rows count through all lanes."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`nodes` has the cell of each node; `ways` for each flow the cells from its source to its target, one a column.
    `lanes` has the rows of each lane as (first, after the last)."""

    nodes: Mapping[str, Cell]
    ways: tuple[tuple[Cell, ...], ...]
    lanes: Mapping[str, tuple[int, int]]
    columns: int
    rows: int


def grid_of(process: Process) -> Grid:
    """The grid. Ways are in the order of the flows."""
    columns = _columns(process)
    places = _Places(process, columns)
    for node in process.nodes:
        places.put_node(node.id)
    first_rows: dict[str, tuple[int, int]] = {}
    rows = 0
    for lane in process.lanes:
        height = max(1, places.heights.get(lane, 0))
        first_rows[lane] = (rows, rows + height)
        rows += height
    at = {
        key: Cell(place.column, first_rows[place.lane][0] + place.row) for key, place in places.places.items()
    }
    return Grid(
        nodes={node.id: at[node.id] for node in process.nodes},
        ways=tuple(tuple(at[key] for key in places.way(number)) for number in range(len(process.flows))),
        lanes=first_rows,
        columns=max(columns.values()) + 1,
        rows=rows,
    )


def _columns(process: Process) -> dict[str, int]:
    """The longest way from the start to each node."""
    columns = {node.id: 0 for node in process.nodes}
    incoming: dict[str, list[str]] = {}
    for flow in process.flows:
        incoming.setdefault(flow.target, []).append(flow.source)
    for node in process.nodes:
        for source in incoming.get(node.id, ()):
            columns[node.id] = max(columns[node.id], columns[source] + 1)
    return columns


@dataclass(frozen=True, slots=True)
class _Place:
    lane: str
    column: int
    row: int


class _Places:
    """Puts nodes, and the cells of long flows, into free cells of their lanes."""

    def __init__(self, process: Process, columns: Mapping[str, int]) -> None:
        self.places: dict[str, _Place] = {}
        self.heights: dict[str, int] = {}
        self._columns = columns
        self._flows = process.flows
        self._nodes = {node.id: node for node in process.nodes}
        self._taken: set[tuple[str, int, int]] = set()
        self._out: dict[str, list[int]] = {}
        self._in: dict[str, list[int]] = {}
        for number, flow in enumerate(process.flows):
            self._out.setdefault(flow.source, []).append(number)
            self._in.setdefault(flow.target, []).append(number)

    def way(self, number: int) -> list[str]:
        """The keys of all cells of a flow, its source and target among them."""
        flow = self._flows[number]
        between = range(self._columns[flow.source] + 1, self._columns[flow.target])
        return [flow.source, *(_between(number, column) for column in between), flow.target]

    def put_node(self, name: str) -> None:
        """Put a node, unless it stands with its choice, then the cells of the flows that leave it."""
        node = self._nodes[name]
        if name not in self.places:
            straight = node.kind in (NodeKind.START, NodeKind.END)
            wish = 0 if straight else self._row_before(name, node.lane)
            if node.kind is NodeKind.CHOICE:
                self._put_choice(name, node.lane, wish)
            else:
                self._put((name,), node.lane, self._columns[name], wish)
        if node.kind is NodeKind.CHOICE:
            return
        for number in self._out.get(name, ()):
            lane = self._lane_of_way(self._flows[number])
            before = self.places[name]
            for step, key in enumerate(self.way(number)[1:-1], 1):
                row = before.row if before.lane == lane else 0
                self._put((key,), lane, self._columns[name] + step, row)
                before = self.places[key]

    def _put_choice(self, choice: str, lane: str, wish: int) -> None:
        """Put a choice with its task, its merge and the way around."""
        to_task, around = sorted(self._out[choice], key=lambda number: self._flows[number].skips)
        upper = (choice, self._flows[to_task].target, self._flows[around].target)
        below = (f"below {choice}", self.way(around)[1], f"beside {choice}")
        self._put(upper, lane, self._columns[choice], wish, below=below)

    def _lane_of_way(self, flow: Flow) -> str:
        """A long flow out of a split runs in the lane to which it goes, every other where it comes from."""
        source = self._nodes[flow.source]
        lonely = len(self._in[flow.target]) == 1
        return self._nodes[flow.target].lane if source.kind is NodeKind.SPLIT and lonely else source.lane

    def _row_before(self, name: str, lane: str) -> int:
        """The row of what leads here, in the same lane; the topmost of several."""
        before = [self.places[self.way(number)[-2]] for number in self._in.get(name, ())]
        return min((place.row for place in before if place.lane == lane), default=0)

    def _put(
        self, keys: tuple[str, ...], lane: str, column: int, wish: int, *, below: tuple[str, ...] = ()
    ) -> None:
        """Put keys side by side from a column on, in the first free row from a wish on, and others in the row below."""
        block = [(keys, 0)] + ([(below, 1)] if below else [])
        row = wish
        while any(
            (lane, column + step, row + under) in self._taken
            for names, under in block
            for step in range(len(names))
        ):
            row += 1
        for names, under in block:
            for step, key in enumerate(names):
                self._taken.add((lane, column + step, row + under))
                self.places[key] = _Place(lane, column + step, row + under)
        self.heights[lane] = max(self.heights.get(lane, 0), row + len(block))


def _between(number: int, column: int) -> str:
    return f"way {number} in {column}"
