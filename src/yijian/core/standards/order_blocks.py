"""An order of tasks as nested blocks: what runs one after another, what runs at the same time.

Law: `orders_of(blocks(order))` is the order again. A set of tasks of which each is comparable with the rest falls into a
series, one that falls apart into unrelated sets is parallel; an order that is neither (it has an N in it: c after a and
b, d after b alone) stays a `Web`, whose tasks wait for each other one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Series:
    """Blocks of which each begins when the one before it is finished."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """Blocks that have nothing to do with each other."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Web:
    """Tasks with those that each directly waits for."""

    after: tuple[tuple[str, tuple[str, ...]], ...]


Block: TypeAlias = str | Series | Parallel | Web
"""A task by its key, or tasks in an order."""


def blocks(after: Mapping[str, Sequence[str]]) -> Block:
    """The order as blocks. `after` gives the tasks that each task waits for; those it does not know are ignored.

    Raises ValueError where there is no task, or tasks wait for each other.
    """
    if not after:
        raise ValueError("there is no task")
    before = _closure(after)
    return _block(tuple(after), before)


def orders_of(block: Block) -> Iterator[tuple[str, str]]:
    """The pairs (earlier, later) of an order, directly or by others between them."""
    match block:
        case Series(parts=parts):
            for position, part in enumerate(parts):
                yield from orders_of(part)
                for later in parts[position + 1 :]:
                    yield from ((one, other) for one in tasks_of(part) for other in tasks_of(later))
        case Parallel(parts=parts):
            for part in parts:
                yield from orders_of(part)
        case Web(after=after):
            before = _closure(dict(after))
            yield from ((one, task) for task, earlier in before.items() for one in sorted(earlier))


def tasks_of(block: Block) -> tuple[str, ...]:
    """The keys of all tasks in a block."""
    match block:
        case Series(parts=parts) | Parallel(parts=parts):
            return tuple(task for part in parts for task in tasks_of(part))
        case Web(after=after):
            return tuple(task for task, _ in after)
        case _:
            return (block,)


def _closure(after: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """All tasks that come before each task. Raises ValueError for a circle."""
    found: dict[str, frozenset[str]] = {}
    waiting = dict(after)
    while waiting:
        ready = [task for task, needs in waiting.items() if not any(need in waiting for need in needs)]
        if not ready:
            raise ValueError(f"tasks wait for each other: {', '.join(sorted(waiting))}")
        for task in ready:
            direct = [need for need in waiting.pop(task) if need in after]
            found[task] = frozenset(direct).union(*(found[need] for need in direct))
    return found


def _block(tasks: tuple[str, ...], before: Mapping[str, frozenset[str]]) -> Block:
    if len(tasks) == 1:
        return tasks[0]
    unrelated = _components(tasks, lambda one, other: one in before[other] or other in before[one])
    if len(unrelated) > 1:
        return Parallel(tuple(_block(part, before) for part in unrelated))
    stages = _components(tasks, lambda one, other: not (one in before[other] or other in before[one]))
    if len(stages) > 1:
        stages.sort(key=lambda part: len(before[part[0]].intersection(tasks)))
        return Series(tuple(_block(part, before) for part in stages))
    return Web(tuple((task, _direct(task, tasks, before)) for task in tasks))


def _direct(task: str, tasks: tuple[str, ...], before: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    earlier = [one for one in tasks if one in before[task]]
    return tuple(one for one in earlier if not any(one in before[other] for other in earlier))


def _components(tasks: tuple[str, ...], linked: Callable[[str, str], bool]) -> list[tuple[str, ...]]:
    """The sets of tasks that links hold together, in the order of their first tasks."""
    group = dict.fromkeys(tasks, -1)
    for number, first in enumerate(tasks):
        if group[first] >= 0:
            continue
        waiting = [first]
        group[first] = number
        while waiting:
            one = waiting.pop()
            for other in tasks:
                if group[other] < 0 and linked(one, other):
                    group[other] = number
                    waiting.append(other)
    numbers = dict.fromkeys(group[task] for task in tasks)
    return [tuple(task for task in tasks if group[task] == number) for number in numbers]
