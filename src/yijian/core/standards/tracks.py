"""The lines between two columns of a grid: in which order their vertical parts stand, so that none runs along another.

Lines that leave one node share one vertical part, and so do those that come to one node. Law: a line that leaves a row
turns away before another line comes into that row. Where lines change places so that no order does that, one of them
turns twice, along a height of its own between the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter


@dataclass(frozen=True, slots=True)
class Hop:
    """One line between two columns. `net` names the lines that share its vertical part."""

    net: str
    row: int
    to_row: int


@dataclass(frozen=True, slots=True)
class Track:
    """Where a net turns: the position of its vertical part; with `second`, it crosses over to another one there."""

    first: int
    second: int | None = None


@dataclass(frozen=True, slots=True)
class Tracks:
    """The tracks of all nets that turn, and how many positions there are."""

    nets: Mapping[str, Track]
    width: int


def tracks_of(hops: Sequence[Hop]) -> Tracks:
    """The tracks of the lines between two columns; lines that go straight need none."""
    turning = [hop for hop in hops if hop.row != hop.to_row]
    nets = list(dict.fromkeys(hop.net for hop in turning))
    twice: set[str] = set()
    while True:
        try:
            order = _order(nets, turning, twice)
        except CycleError as circle:
            twice.add(next(net for net, _ in circle.args[1] if net not in twice))
        else:
            break
    position = {part: number for number, part in enumerate(order)}
    return Tracks(
        nets={net: Track(position[net, 0], position[net, 1] if net in twice else None) for net in nets},
        width=len(order),
    )


def _order(nets: list[str], hops: list[Hop], twice: set[str]) -> list[tuple[str, int]]:
    """The parts of the nets from left to right. Raises CycleError where none is right."""
    before: dict[tuple[str, int], set[tuple[str, int]]] = {
        (net, part): set() for net in nets for part in range(2 if net in twice else 1)
    }
    for net in twice:
        before[net, 1].add((net, 0))
    leaving: dict[int, set[str]] = {}
    for hop in hops:
        leaving.setdefault(hop.row, set()).add(hop.net)
    for hop in hops:
        coming = (hop.net, 1 if hop.net in twice else 0)
        before[coming].update((net, 0) for net in leaving.get(hop.to_row, ()) if net != hop.net)
    rank = {part: number for number, part in enumerate(before)}
    sorter = TopologicalSorter({part: sorted(found) for part, found in before.items()})
    sorter.prepare()
    order: list[tuple[str, int]] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=lambda part: rank[part])
        order += ready
        sorter.done(*ready)
    return order
