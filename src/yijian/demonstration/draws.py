"""Choices that look like chance and are the same everywhere: drawn from a hash of the seed and a label."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draw:
    """A source of choices. The same seed and label choose the same, on every machine and Python version."""

    seed: str

    def number(self, label: str, below: int) -> int:
        """A whole number from 0 to `below` - 1."""
        digest = hashlib.sha256(f"{self.seed}/{label}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % below

    def choice(self, label: str, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.number(label, len(options))]

    def chance(self, label: str, *, percent: int) -> bool:
        """True in that many of a hundred cases."""
        return self.number(label, 100) < percent

    def day(self, label: str, first: date, last: date) -> date:
        """A day from `first` to `last`, both included."""
        return first + timedelta(days=self.number(label, (last - first).days + 1))
