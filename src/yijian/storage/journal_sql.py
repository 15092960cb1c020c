"""The statements that write a state row and its journal row together."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, connection

from yijian.storage.case_rows import CaseRow
from yijian.storage.chain import JournalEntry
from yijian.storage.crash_points import crash_point
from yijian.storage.errors import storage_errors

_STATE_COLUMNS: Final = (
    *("version", "head", "state", "changed_at"),
    *("life_event", "one_thing", "region", "lead", "status", "led_as", "final", "applicant_id", "number"),
    *("started_at", "received_at", "due", "promised_finish"),
)
_JOURNAL_COLUMNS: Final = (
    *("case_id", "version", "at", "actor_kind", "actor_account", "actor_authority"),
    *("command", "idempotency_key", "events", "previous_hash", "hash"),
)


def _places(columns: tuple[str, ...]) -> str:
    return ", ".join(["%s"] * len(columns))


# The texts are put together from the constants above, never from values (hence the ignores).
_OPEN: Final = (
    f"INSERT INTO storage_case (case_id, opening_key, query_code_hash, {', '.join(_STATE_COLUMNS)})"  # noqa: S608
    f" VALUES (%s, %s, '', {_places(_STATE_COLUMNS)})"
)
_MOVE: Final = (
    f"UPDATE storage_case SET {', '.join(f'{column} = %s' for column in _STATE_COLUMNS)}"  # noqa: S608
    " WHERE case_id = %s AND version = %s"
)
_JOURNAL: Final = f"INSERT INTO storage_journal ({', '.join(_JOURNAL_COLUMNS)})"
_JOURNAL_VALUES: Final = f"{_JOURNAL} VALUES ({_places(_JOURNAL_COLUMNS)})"
_JOURNAL_SELECT: Final = (
    f"{_JOURNAL} SELECT %s, %s, %s::timestamptz, {_places(_JOURNAL_COLUMNS[3:])} FROM written"  # noqa: S608
)
_OPEN_AS_ONE: Final = f"WITH written AS ({_OPEN} RETURNING 1) {_JOURNAL_SELECT}"
_MOVE_AS_ONE: Final = f"WITH written AS ({_MOVE} RETURNING 1) {_JOURNAL_SELECT}"


def write(*, entry: JournalEntry, expected: int, state: str, row: CaseRow) -> bool:
    """Write both rows if the case is still at version `expected` (0: does not exist); False: it is not."""
    columns = _state_values(entry, state, row)
    if expected == 0:
        first, one, parameters = _OPEN, _OPEN_AS_ONE, [entry.case_id, entry.key, *columns]
    else:
        first, one, parameters = _MOVE, _MOVE_AS_ONE, [*columns, entry.case_id, expected]
    with storage_errors(), connection.cursor() as cursor:
        try:
            if connection.vendor == "postgresql":
                cursor.execute(one, [*parameters, *_journal_values(entry)])
                return bool(cursor.rowcount)
            cursor.execute(first, parameters)
            if not cursor.rowcount:
                return False
            crash_point("journal.between_statements")
            cursor.execute(_JOURNAL_VALUES, _journal_values(entry))
            return True
        except IntegrityError as error:
            if _is_taken(error):
                return False
            raise


def _is_taken(error: IntegrityError) -> bool:
    """Whether the case was opened meanwhile: by that id, or under that key."""
    reason = str(error)
    return any(
        name in reason
        for name in (
            "storage_case_pkey",
            "storage_case.case_id",
            "case_opening_key_unique",
            "storage_case.opening_key",
        )
    )


def _state_values(entry: JournalEntry, state: str, row: CaseRow) -> list[Any]:
    return [
        *(entry.version, entry.hash, state, _instant(entry.at)),
        *(row.life_event, row.one_thing, row.region, row.lead, row.status, row.led_as, row.final),
        *(None if row.applicant is None else int(row.applicant), row.number),
        *(_instant(row.started_at), _instant(row.received_at), _instant(row.due), row.promised_finish),
    ]


def _journal_values(entry: JournalEntry) -> list[Any]:
    return [
        *(entry.case_id, entry.version, _instant(entry.at)),
        *(entry.actor.kind, entry.actor.account, entry.actor.authority),
        *(entry.command, entry.key, entry.events, entry.previous_hash, entry.hash),
    ]


def _instant(value: datetime | None) -> Any:
    """What the driver takes for an instant: SQLite's tables hold it as text in UTC."""
    return connection.ops.adapt_datetimefield_value(value)
