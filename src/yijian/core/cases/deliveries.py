"""How a result or a notice reaches the person, and that it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yijian.core.cases.references import TextRef
from yijian.core.planning.local_time import local_date


class DeliveryMode(StrEnum):
    """How a result or a notice reaches the person."""

    ELECTRONIC = "electronic"
    POST = "post"
    COLLECTED = "collected"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """That something was handed over: when it was recorded, how, and a reference to the proof (tracking number, receipt).

    `by`: the authority whose officer handed it over or had it posted; None: the platform, and the addressee opened it.
    `on`: the day it reached the person, where that is another than the day of the record.
    """

    at: datetime
    mode: DeliveryMode
    proof: TextRef | None = None
    by: str | None = None
    on: date | None = None

    @property
    def day(self) -> date:
        """The day in China on which it reached the person."""
        return self.on or local_date(self.at)
