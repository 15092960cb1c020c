"""Who fills a role of a service, as far as that is certain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Who fills a role: the participant, or (open) those who still can, and the fact that decides."""

    candidates: tuple[str, ...]
    needs: frozenset[str] = frozenset()

    @property
    def settled(self) -> str | None:
        """The participant, once it is certain."""
        return self.candidates[0] if len(self.candidates) == 1 else None
