"""Objections of an applicant to a decision (异议), and their review (复核): inside the authority, or outside it.

Transitions: `mode_transitions.OBJECTION_TRANSITIONS`. No rule for an internal review was found in the sources: its
limits are the platform's own (`procedures`), and it takes nothing from 行政复议 and 行政诉讼, whose outcome is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yijian.core.cases.references import TextRef


class ObjectionStatus(StrEnum):
    """Where an objection stands."""

    RAISED = "raised"  # 等复核
    TAKEN_BACK = "taken_back"  # 已收回: final
    UPHELD = "upheld"  # 维持: final, the decision stands
    CHANGED = "changed"  # 改变: final, decided otherwise at once
    SENT_BACK = "sent_back"  # 重新办理: final, to be decided again


class ReviewOutcome(StrEnum):
    """What a review says of the decision."""

    UPHELD = "upheld"
    CHANGED = "changed"
    SENT_BACK = "sent_back"


class ReviewBody(StrEnum):
    """Who reviewed a decision outside its authority."""

    RECONSIDERATION = "reconsideration"  # 行政复议机关
    COURT = "court"  # 人民法院


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalReview:
    """A review outside: by whom, and the number of its decision or judgment."""

    body: ReviewBody
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One objection to the decision of a task, or one outcome from outside (`external`, then without what was raised).

    `deciders`: accounts of those who made the decision: none of them reviews it. `due`: by when it is to be answered.
    `about`: when the decision was made that it is about.
    """

    status: ObjectionStatus
    about: datetime
    raised_at: datetime | None = None
    reason: TextRef | None = None
    due: date | None = None
    deciders: tuple[str, ...] = ()
    overdue: bool = False
    decided_at: datetime | None = None
    finding: TextRef | None = None
    external: ExternalReview | None = None

    @property
    def open(self) -> bool:
        """Whether it waits for its review."""
        return self.status is ObjectionStatus.RAISED
