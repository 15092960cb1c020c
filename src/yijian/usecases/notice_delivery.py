"""How a notice reached the person, as pages and archive packages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yijian.core.errors import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDelivery:
    """That a notice reached the person: on which day, how, by whom (None: opened on the platform), by which proof."""

    day: date
    recorded_at: datetime
    mode: str
    how: Text
    by: Text | None
    proof: str
