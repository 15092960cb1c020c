"""Places at which a test kills the process, as a power cut would. Without `YIJIAN_CRASH_AT` they do nothing.

`YIJIAN_CRASH_AT=NAME` dies at the first passing of that point, `NAME:3` at the third. Every point is named in
`CRASH_POINTS`, so that the crash tests can go through all of them.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from typing import Final

CRASH_POINTS: Final = (
    "transaction.begun",
    "journal.loaded",
    "journal.before_write",
    "journal.between_statements",
    "journal.written",
    "journal.indexes_written",
    "journal.timers_written",
    "journal.messages_written",
    "transaction.before_commit",
    "transaction.after_commit",
    "timers.claimed",
    "timers.settled",
    "deliveries.claimed",
    "deliveries.settled",
)
"""All points. `journal.between_statements` is passed only on SQLite: PostgreSQL writes state and journal as one."""

_passed: Counter[str] = Counter()


def crash_point(name: str) -> None:
    """Die here at once (SIGKILL) if the environment asks for it. ValueError for a name that is not listed."""
    if name not in CRASH_POINTS:
        raise ValueError(f"{name} is not listed in CRASH_POINTS")
    wanted = os.environ.get("YIJIAN_CRASH_AT")
    if not wanted:
        return
    point, _, nth = wanted.partition(":")
    if point == name:
        _passed[name] += 1
        if _passed[name] == int(nth or "1"):
            os.kill(os.getpid(), signal.SIGKILL)
