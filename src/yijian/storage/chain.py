"""The hash chain of a case's journal.

Entry n holds the hash of entry n-1 (64 zeros before the first) and the SHA-256 of the canonical JSON of itself:
every column, the events as the very text that is stored. The state row of the case holds the hash of its last entry.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

GENESIS: Final = "0" * 64
"""What the first entry of a case names as the hash before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActedBy:
    """Who acted: in which capacity, under which account (None: not signed in), for which authority (staff)."""

    kind: str
    account: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One command that was carried out on a case. `events` is JSON text; `key` the idempotency key."""

    case_id: str
    version: int
    at: datetime
    actor: ActedBy
    command: str
    key: str
    events: str
    previous_hash: str
    hash: str

    @property
    def plain_events(self) -> list[Any]:
        """The events as JSON values."""
        events: list[Any] = json.loads(self.events)
        return events


def json_text(plain: Any) -> str:
    """The text under which JSON values are stored: sorted keys, no spaces, characters as they are."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def entry_hash(
    *,
    case_id: str,
    version: int,
    at: datetime,
    actor: ActedBy,
    command: str,
    key: str,
    events: str,
    previous_hash: str,
) -> str:
    """The hash of an entry: 64 hexadecimal digits. `at` counts as an instant, in whatever time zone it is given."""
    covered = {
        "case_id": case_id,
        "version": version,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": {"kind": actor.kind, "account": actor.account, "authority": actor.authority},
        "command": command,
        "key": key,
        "events": events,
        "previous": previous_hash,
    }
    return hashlib.sha256(json_text(covered).encode()).hexdigest()


def hash_of(entry: JournalEntry) -> str:
    """The hash that an entry ought to have."""
    return entry_hash(
        case_id=entry.case_id,
        version=entry.version,
        at=entry.at,
        actor=entry.actor,
        command=entry.command,
        key=entry.key,
        events=entry.events,
        previous_hash=entry.previous_hash,
    )
