"""How a thing stands, in one sign."""

from __future__ import annotations

from enum import StrEnum


class Light(StrEnum):
    """How a task stands, for a reader: shape, word and colour are the channel's."""

    DONE = "done"
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    STOPPED = "stopped"
    WAITING = "waiting"
    ENDED = "ended"
