"""How the journal speaks of what it must not contain: digests and vault keys instead of personal values."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.vocabulary.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRef:
    """A free text somebody wrote (a reason, a remark): `key` in the vault of the case (`text:<id>`), keyed digest."""

    key: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEntry:
    """What the state keeps of a fact: the keyed digest of its value and who vouches for it."""

    digest: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFact:
    """A fact as a command or an event names it. The value lies in the vault under `fact:<path>`."""

    path: str
    digest: str
    provenance: Provenance

    @property
    def entry(self) -> FactEntry:
        """The part kept under the path."""
        return FactEntry(digest=self.digest, provenance=self.provenance)
