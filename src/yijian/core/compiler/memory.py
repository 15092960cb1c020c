"""What has been worked out about a `OneThing` once need not be worked out again.

A memory belongs to one artefact, by its hash (while it is being compiled, by its identity), and holds only what follows
from it: with or without a memory every answer is the same. A few artefacts are remembered; which has not been
asked about for longest is forgotten first. What is told of somebody is in it only as far as rules read it, and without
whose it is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, TypeVar, cast

from yijian.core.vocabulary.one_thing import OneThing

T = TypeVar("T")

MOST_ARTEFACTS: Final = 32
"""Those of today, and of the days on which the cases began that are at hand."""
MOST_ENTRIES: Final = 5_000
"""Of one artefact, after which its memory begins anew: about 15 MB, at 3 kB for an entry of newborn."""

_Memory = dict[tuple[str, Hashable], object]
_MEMORIES: Final[OrderedDict[str | int, tuple[OneThing, _Memory]]] = OrderedDict()


def remembered(one_thing: OneThing, kind: str, key: Hashable, compute: Callable[[], T]) -> T:
    """The value of `compute`, worked out once per artefact and key; each `kind` always holds one type."""
    memory = _memory_of(one_thing)
    found = memory.get((kind, key), memory)
    if found is not memory:
        return cast("T", found)
    value = compute()
    if len(memory) >= MOST_ENTRIES:
        memory.clear()
    memory[(kind, key)] = value
    return value


def _memory_of(one_thing: OneThing) -> _Memory:
    at = one_thing.hash or id(one_thing)  # an id is not used again while the memory holds its artefact
    held = _MEMORIES.get(at)
    if held is None:
        held = _MEMORIES[at] = (one_thing, {})
        while len(_MEMORIES) > MOST_ARTEFACTS:
            _MEMORIES.popitem(last=False)
    else:
        _MEMORIES[at] = _MEMORIES.pop(
            at, held
        )  # as the one asked about last, whatever other threads do meanwhile
    return held[1]
