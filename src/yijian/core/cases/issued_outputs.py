"""One output that a task issued, and which act ended it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yijian.core.cases.deliveries import Delivery


class EndedBy(StrEnum):
    """Which act made an output invalid. They are never one word for each other (design.md section 2)."""

    REVOKED = "revoked"  # 撤销
    RETRACTED = "retracted"  # 撤回
    CANCELLED = "cancelled"  # 注销
    REVOKED_AS_PENALTY = "revoked_as_penalty"  # 吊销
    SET_ASIDE = "set_aside"  # 复核后重新作决定: the decision it rests on is to be made again
    REPLACED = "replaced"  # 补发、换发、更正: a later copy stands in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedOutput:
    """One output of a task: `id` as in its specification, document hash (None: nothing on paper), number, delivery.

    `sent_at`: to the window that collected the papers, which hands it out. `revoked_at`: from then on it is not valid any more, by the act `ended_by`. An output that was replaced is followed
    by another of the same id; at most one of an id stands.
    """

    id: str
    issued_at: datetime
    document: str | None
    number: str | None
    delivery: Delivery | None = None
    revoked_at: datetime | None = None
    ended_by: EndedBy | None = None
    sent_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it is valid."""
        return self.revoked_at is None
