"""A plan as a process: lanes, nodes and flows, before anything is drawn.

Laws, for every plan: each task that is not ruled out is one activity; a task begins when all that it waits for is
finished or was skipped, and waits for nothing else; every path from the start comes to the end with one token. A task
that hangs on facts still unknown stands between an exclusive gateway and its merge, with its condition in FEEL on the
way in; all other gateways are parallel. A task that may be skipped holds its place in the order all the same: what
comes after it waits for what comes before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import Final

from yijian.core.standards.order_blocks import Block, Parallel, Series, Web, blocks


class NodeKind(StrEnum):
    """What a node of a process is."""

    START = "start"
    END = "end"
    TASK = "task"
    SPLIT = "split"  # parallel gateways
    JOIN = "join"
    CHOICE = "choice"  # exclusive gateways
    MERGE = "merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A task to be drawn: whose it is, and what it waits for. `condition`: FEEL, None where it is certain."""

    key: str
    lane: str
    after: tuple[str, ...] = ()
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node; `task` is the key of a task, or of the task that a choice or merge is about."""

    id: str
    kind: NodeKind
    lane: str
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A sequence flow. `condition` is FEEL; `skips`: the way around a task, taken where its condition does not hold."""

    source: str
    target: str
    condition: str | None = None
    skips: bool = False


@dataclass(frozen=True, slots=True)
class Process:
    """Nodes in an order in which each comes after those before it; `lanes` from top to bottom, the lead's first."""

    lanes: tuple[str, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]


START: Final = "Start"
END: Final = "End"


def process_of(steps: tuple[Step, ...], *, lead: str) -> Process:
    """The process of some tasks, led by an authority. Raises ValueError without tasks, and for tasks in a circle."""
    by_key = {step.key: step for step in steps}
    if len(by_key) != len(steps):
        raise ValueError("two tasks have the same key")
    drawing = _Drawing(by_key, lead)
    drawing.node(START, NodeKind.START, lead)
    first, last = drawing.block(blocks({step.key: step.after for step in steps}), lead, lead)
    drawing.node(END, NodeKind.END, lead)
    drawing.flow(START, first)
    drawing.flow(last, END)
    return Process(
        lanes=tuple(dict.fromkeys([lead, *(step.lane for step in steps)])),
        nodes=drawing.in_order(),
        flows=tuple(drawing.flows),
    )


@dataclass(slots=True)
class _Drawing:
    steps: Mapping[str, Step]
    lead: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    _counts: dict[NodeKind, int] = field(default_factory=dict)

    def node(self, name: str, kind: NodeKind, lane: str, task: str | None = None) -> str:
        self.nodes[name] = Node(id=name, kind=kind, lane=lane, task=task)
        return name

    def gateway(self, kind: NodeKind, lane: str) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self.node(f"{kind.value.capitalize()}_{self._counts[kind]}", kind, lane)

    def flow(self, source: str, target: str, condition: str | None = None, *, skips: bool = False) -> None:
        self.flows.append(Flow(source=source, target=target, condition=condition, skips=skips))

    def block(self, block: Block, lane_before: str, lane_after: str) -> tuple[str, str]:
        """Draw a block between two lanes; its first and last node."""
        match block:
            case Series(parts=parts):
                return self._series(parts, lane_before, lane_after)
            case Parallel(parts=parts):
                split = self.gateway(NodeKind.SPLIT, lane_before)
                ends = [self.block(part, lane_before, lane_after) for part in parts]
                join = self.gateway(NodeKind.JOIN, lane_after)
                for first, last in ends:
                    self.flow(split, first)
                    self.flow(last, join)
                return split, join
            case Web(after=after):
                return self._web(dict(after), lane_before, lane_after)
            case _:
                return self._step(self.steps[block])

    def _series(self, parts: tuple[Block, ...], lane_before: str, lane_after: str) -> tuple[str, str]:
        def lane_at(position: int, otherwise: str) -> str:
            """The lane of a lone task beside a block: a gateway stands with it."""
            part = parts[position] if 0 <= position < len(parts) else None
            return self.steps[part].lane if isinstance(part, str) else otherwise

        drawn = [
            self.block(part, lane_at(position - 1, lane_before), lane_at(position + 1, lane_after))
            for position, part in enumerate(parts)
        ]
        for (_, last), (first, _) in pairwise(drawn):
            self.flow(last, first)
        return drawn[0][0], drawn[-1][1]

    def _web(self, after: Mapping[str, tuple[str, ...]], before: str, behind: str) -> tuple[str, str]:
        """Tasks that wait for each other one by one: a join before who waits for several, a split after who is waited
        for by several."""
        waited_for = {task: [one for one, needs in after.items() if task in needs] for task in after}
        ends = {task: self._step(self.steps[task]) for task in after}
        firsts = [ends[task][0] for task, needs in after.items() if not needs]
        lasts = [ends[task][1] for task, others in waited_for.items() if not others]
        into = {
            task: self._gathered(len(needs), NodeKind.JOIN, self.steps[task].lane, ends[task][0], self._to)
            for task, needs in after.items()
        }
        out_of = {
            task: self._gathered(len(others), NodeKind.SPLIT, self.steps[task].lane, ends[task][1], self.flow)
            for task, others in waited_for.items()
        }
        for task, needs in after.items():
            for need in needs:
                self.flow(out_of[need], into[task])
        first = self._many(firsts, NodeKind.SPLIT, before, self.flow)
        last = self._many(lasts, NodeKind.JOIN, behind, self._to)
        return first, last

    def _gathered(
        self, ways: int, kind: NodeKind, lane: str, node: str, connect: Callable[[str, str], None]
    ) -> str:
        """The node itself where one way leads to it, else a gateway beside it."""
        if ways < 2:
            return node
        gateway = self.gateway(kind, lane)
        connect(node, gateway)
        return gateway

    def _many(self, nodes: list[str], kind: NodeKind, lane: str, connect: Callable[[str, str], None]) -> str:
        if len(nodes) == 1:
            return nodes[0]
        gateway = self.gateway(kind, lane)
        for node in nodes:
            connect(gateway, node)
        return gateway

    def _to(self, target: str, source: str) -> None:
        self.flow(source, target)

    def _step(self, step: Step) -> tuple[str, str]:
        task = self.node(f"Task:{step.key}", NodeKind.TASK, step.lane, step.key)
        if step.condition is None:
            return task, task
        choice = self.node(f"Choice:{step.key}", NodeKind.CHOICE, step.lane, step.key)
        merge = self.node(f"Merge:{step.key}", NodeKind.MERGE, step.lane, step.key)
        self.flow(choice, task, step.condition)
        self.flow(choice, merge, skips=True)
        self.flow(task, merge)
        return choice, merge

    def in_order(self) -> tuple[Node, ...]:
        before: dict[str, list[str]] = {name: [] for name in self.nodes}
        for flow in self.flows:
            before[flow.target].append(flow.source)
        return tuple(self.nodes[name] for name in TopologicalSorter(before).static_order())
