"""How a result or a notice reaches the person, and that it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yijian.core.cases.references import TextRef


class DeliveryMode(StrEnum):
    """How a result or a notice reaches the person."""

    ELECTRONIC = "electronic"
    POST = "post"
    COLLECTED = "collected"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """That something was handed over: when, how, and a reference to the proof (tracking number, receipt)."""

    at: datetime
    mode: DeliveryMode
    proof: TextRef | None = None
