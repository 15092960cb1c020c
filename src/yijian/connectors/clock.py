"""The time of this installation: the machine's clock, the only place that reads it."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """`ports.Clock` from the machine. UTC, so that nothing depends on the machine's time zone."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)  # noqa: TID251 # this is the clock that is passed on as an argument
