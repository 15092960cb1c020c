"""What registers were asked for a case, on which basis, and how it ended."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yijian.storage.chain import json_text
from yijian.storage.errors import storage_errors
from yijian.storage.models import RegisterExchange


class ExchangeOutcome(StrEnum):
    """How a question to a register ended."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question: what was asked, on which basis (clause or consent), to what end; `receipt`: the register's."""

    at: datetime
    case_id: str
    register: str
    concepts: tuple[str, ...]
    evidence: tuple[str, ...]
    basis: str
    purpose: str
    outcome: ExchangeOutcome
    receipt: str = ""


def record_exchange(*, exchange: Exchange) -> None:
    """Write it down."""
    with storage_errors():
        RegisterExchange.objects.create(
            at=exchange.at,
            case_id=exchange.case_id,
            register=exchange.register,
            concepts=json_text(list(exchange.concepts)),
            evidence=json_text(list(exchange.evidence)),
            basis=exchange.basis,
            purpose=exchange.purpose,
            outcome=exchange.outcome.value,
            receipt=exchange.receipt,
        )


def exchanges_of(*, case_id: str) -> tuple[Exchange, ...]:
    """All questions asked for a case, oldest first."""
    rows = RegisterExchange.objects.filter(case_id=case_id).order_by("at", "id")
    return tuple(
        Exchange(
            at=row.at,
            case_id=row.case_id,
            register=row.register,
            concepts=tuple(json.loads(row.concepts)),
            evidence=tuple(json.loads(row.evidence)),
            basis=row.basis,
            purpose=row.purpose,
            outcome=ExchangeOutcome(row.outcome),
            receipt=row.receipt,
        )
        for row in rows
    )
