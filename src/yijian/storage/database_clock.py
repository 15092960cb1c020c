"""Whether the clock of this process goes with that of the database, which all processes of an installation share.

A worker whose clock runs ahead would let time pass that has not passed: reminders, deemed acceptances and red lights
would come early. It is not let near the timers until its clock is right.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import connection

from yijian.storage.errors import storage_errors

MOST_DIFFERENCE: Final = timedelta(seconds=30)
"""What clocks that are kept by the network, and a slow answer of the database, never come to."""

_NOW: Final = {
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
}


def database_now() -> datetime:
    """What the clock of the database shows. SQLite has that of the machine."""
    with storage_errors(), connection.cursor() as cursor:
        cursor.execute(_NOW[connection.vendor])
        (shown,) = cursor.fetchone()
    return datetime.fromisoformat(shown) if isinstance(shown, str) else shown.astimezone(UTC)


def clocks_agree(*, now: datetime) -> bool:
    """Whether `now`, as this process takes it, is the database's now."""
    return abs(now - database_now()) <= MOST_DIFFERENCE
