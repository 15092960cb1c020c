"""The state row and the journal of a case: load, decide outside, append.

Rule 1: one journal row per command, with all its events; versions go 1, 2, 3 … without a gap.
Rule 2: state row and journal row are written together or not at all, and only if the case is still at the version
        that was loaded. Two writers never both win; the loser gets VersionConflict and must load again.
Rule 3: a command carries an idempotency key. `load` looks for it where it reads the state; if it finds it, the
        command was carried out before, `answered` says how, and nothing may be appended. As `append` takes what `load`
        gave, the key cannot slip in between: that would have raised the version.

Hot path: SQL through a cursor, one statement on PostgreSQL, two on SQLite inside BEGIN IMMEDIATE.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.db.transaction import TransactionManagementError

from yijian.ports import Cipher
from yijian.storage import case_rows, journal_sql
from yijian.storage.case_rows import CaseRow, CollectedRow, NoticeRow, OutputRow, TaskRow
from yijian.storage.chain import GENESIS, ActedBy, JournalEntry, entry_hash, json_text
from yijian.storage.crash_points import crash_point
from yijian.storage.errors import NothingStored, VersionConflict, storage_errors
from yijian.storage.messages import NewMessage, put_messages
from yijian.storage.models import Case, Journal
from yijian.storage.timers import WantedTimer, replace_timers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a command was answered before: the version it gave the case, its name, its events (JSON values)."""

    version: int
    command: str
    events: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCase:
    """A case as it was read, for one command under one key. Version 0, state None: the case does not exist yet.

    `state`: JSON values. `head`: hash of the last entry. `answered`: the key was used before, and this came of it.
    `applicant`: account id. `promised_finish`: what the applicant was promised.
    """

    case_id: str
    version: int
    state: Any
    head: str
    key: str
    answered: Answer | None
    applicant: str | None = None
    promised_finish: date | None = None


_LOAD: Final = """
    SELECT c.version, c.head, c.state, c.applicant_id, c.promised_finish, j.version, j.command, j.events
    FROM storage_case c LEFT JOIN storage_journal j ON j.case_id = c.case_id AND j.idempotency_key = %s
    WHERE c.case_id = %s
"""
# the key is looked for among the entries of the case, by the leading column of the primary key: no index of its own


def load(*, case_id: str, key: str) -> LoadedCase:
    """A case, for a command under an idempotency key. Raises NothingStored."""
    with storage_errors(), connection.cursor() as cursor:
        cursor.execute(_LOAD, [key, case_id])
        row = cursor.fetchone()
    if row is None:
        raise NothingStored(what="case", key=case_id)
    version, head, state, applicant, promised_finish, answered, command, events = row
    crash_point("journal.loaded")
    return LoadedCase(
        case_id=case_id,
        version=version,
        state=json.loads(state),
        head=head,
        key=key,
        answered=None
        if answered is None
        else Answer(version=answered, command=command, events=tuple(json.loads(events))),
        applicant=None if applicant is None else str(applicant),
        promised_finish=_as_date(promised_finish),
    )


def _as_date(value: date | str | None) -> date | None:
    """A date as the driver gave it: SQLite's tables hold it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def load_opened(*, key: str) -> LoadedCase | None:
    """The case that a command under this key opened before, or None: then open it with `unopened`."""
    case_id = Case.objects.filter(opening_key=key).values_list("case_id", flat=True).first()
    return None if case_id is None else load(case_id=case_id, key=key)


def unopened(*, case_id: str, key: str) -> LoadedCase:
    """What the first command of a new case appends to. A key that opened a case before ends in VersionConflict."""
    return LoadedCase(case_id=case_id, version=0, state=None, head=GENESIS, key=key, answered=None)


def append(
    *,
    loaded: LoadedCase,
    actor: ActedBy,
    command: str,
    events: list[Any],
    state: Any,
    row: CaseRow,
    now: datetime,
    tasks: tuple[TaskRow, ...] | None = None,
    timers: tuple[WantedTimer, ...] | None = None,
    co_signers: tuple[str, ...] | None = None,
    collected: CollectedRow | None = None,
    notices: tuple[NoticeRow, ...] = (),
    outputs: tuple[OutputRow, ...] = (),
    messages: tuple[NewMessage, ...] = (),
    cipher: Cipher | None = None,
) -> int:
    """Write what a command did, in the caller's transaction; returns the new version.

    `events` and `state` are JSON values. `tasks`, `timers` and `co_signers` (account ids) are the whole wanted sets,
    None leaves them as they are,
    and so with `collected`; `notices` and `outputs` only the new and the changed. Messages need `cipher`.
    Raises VersionConflict (the transaction must be rolled back), ConstraintBroken; ValueError if the command had been
    answered, TransactionManagementError outside a transaction.
    """
    if loaded.answered is not None:
        raise ValueError(f"command {loaded.key} was carried out before: return its answer, do not append")
    if not connection.in_atomic_block:
        raise TransactionManagementError("append needs a transaction (storage.transactions.in_transaction)")
    entry = _next_entry(loaded, actor=actor, command=command, events=json_text(events), now=now)
    crash_point("journal.before_write")
    if not journal_sql.write(entry=entry, expected=loaded.version, state=json_text(state), row=row):
        raise VersionConflict(case_id=loaded.case_id, expected=loaded.version)
    crash_point("journal.written")
    case_id = loaded.case_id
    with storage_errors():
        if tasks is not None:
            case_rows.keep_tasks(case_id=case_id, tasks=tasks)
        if co_signers is not None:
            case_rows.keep_co_signers(case_id=case_id, accounts=co_signers)
        if collected is not None:
            case_rows.keep_collected(case_id=case_id, collected=collected)
        case_rows.put_notices(case_id=case_id, notices=notices)
        case_rows.put_outputs(case_id=case_id, outputs=outputs)
        crash_point("journal.indexes_written")
        if timers is not None:
            replace_timers(case_id=case_id, wanted=timers)
        crash_point("journal.timers_written")
    if messages:
        if cipher is None:
            raise ValueError("messages are stored sealed: give the cipher")
        put_messages(case_id=case_id, version=entry.version, messages=messages, cipher=cipher, now=now)
    crash_point("journal.messages_written")
    return entry.version


def entries(*, case_id: str) -> tuple[JournalEntry, ...]:
    """The journal of a case, oldest first; () where there is none."""
    return tuple(_entry_of(row) for row in Journal.objects.filter(case_id=case_id).order_by("version"))


def entries_between(*, start: datetime, end: datetime) -> Iterator[JournalEntry]:
    """All entries from `start` (inclusive) to `end` (exclusive), by time: for the supervisor."""
    rows = Journal.objects.filter(at__gte=start, at__lt=end).order_by("at", "case_id", "version")
    return (_entry_of(row) for row in rows.iterator())


def replace_state(*, case_id: str, version: int, state: Any) -> None:
    """Store a state that was folded anew from the journal (`yijian rebuild-state`); the journal stays as it is.

    Raises VersionConflict where the case is not at that version.
    """
    with storage_errors():
        changed = Case.objects.filter(case_id=case_id, version=version).update(state=json_text(state))
    if not changed:
        raise VersionConflict(case_id=case_id, expected=version)


def _next_entry(
    loaded: LoadedCase, *, actor: ActedBy, command: str, events: str, now: datetime
) -> JournalEntry:
    version = loaded.version + 1
    return JournalEntry(
        case_id=loaded.case_id,
        version=version,
        at=now,
        actor=actor,
        command=command,
        key=loaded.key,
        events=events,
        previous_hash=loaded.head,
        hash=entry_hash(
            case_id=loaded.case_id,
            version=version,
            at=now,
            actor=actor,
            command=command,
            key=loaded.key,
            events=events,
            previous_hash=loaded.head,
        ),
    )


def _entry_of(row: Journal) -> JournalEntry:
    return JournalEntry(
        case_id=row.case_id,
        version=row.version,
        at=row.at,
        actor=ActedBy(kind=row.actor_kind, account=row.actor_account, authority=row.actor_authority),
        command=row.command,
        key=row.idempotency_key,
        events=row.events,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
