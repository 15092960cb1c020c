"""Which sources an artefact cites, anywhere in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Marked
from yijian.core.vocabulary.one_thing import OneThing


def cited_sources(one_thing: OneThing) -> frozenset[str]:
    """The ids of all sources that anything in the artefact cites."""
    found: set[str] = set()
    waiting: list[object] = [one_thing]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            parts: Iterable[object] = value.values()
        elif isinstance(value, tuple):
            parts = value
        else:
            if isinstance(value, Marked) and value.source is not None:
                found.add(value.source)
            kind: Any = type(value)
            parts = [getattr(value, name) for name in _fields_of(kind)]
        waiting += [part for part in parts if type(part) not in _WITHOUT_PARTS]
    return frozenset(found)


_WITHOUT_PARTS: Final = frozenset({str, int, bool, type(None), Text})


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    return tuple(getattr(kind, "__dataclass_fields__", ()))
