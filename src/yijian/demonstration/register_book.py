"""A register of the demonstration as a book: entries that are found exactly, by everything their key names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

PlainValue = str | bool | int | None
"""A fact as the answer carries it: a date is ISO text, None is "there is none"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a register: facts by concept, and the papers of which it holds the original."""

    facts: Mapping[str, PlainValue]
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBook:
    """All entries of one register about one kind of entity. A key has the names `key`, and may have those of `more`."""

    entity: str
    key: tuple[str, ...]
    entries: Mapping[tuple[str, ...], Entry]
    more: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Further names with the value each has where it is left out."""

    def accepts(self, key: Mapping[str, str]) -> bool:
        """Whether the key has every name it needs and none that is unknown here."""
        return set(self.key) <= set(key) <= {*self.key, *self.more}

    def find(self, key: Mapping[str, str]) -> Entry | None:
        """The entry of an accepted key, or None where the register has none."""
        further = (key.get(name, usual) for name, usual in self.more.items())
        return self.entries.get((*(key[name] for name in self.key), *further))


def day(value: date) -> str:
    """A day as the answer of a register carries it."""
    return value.isoformat()
