"""What happened to an objection, and what its review made of the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yijian.core.cases.objections import ExternalReview
from yijian.core.cases.references import TextRef
from yijian.core.cases.task_events import TaskEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised(TaskEvent):
    """The applicant objects to the decision; to be answered by `due`, by none of `deciders`."""

    reason: TextRef
    due: date
    deciders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionTakenBack(TaskEvent):
    """The applicant took the objection back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionOverdue(TaskEvent):
    """The day by which the objection should have been answered passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEvent(TaskEvent):
    """Base of what a review says. `external` None: an internal review of the open objection."""

    finding: TextRef
    external: ExternalReview | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionUpheld(ReviewEvent):
    """The decision stands as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChanged(ReviewEvent):
    """The refusal is changed: the application is approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSetAside(ReviewEvent):
    """The decision is set aside, nothing issued on it stands, and the authority decides anew: its clock begins again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoingSetAside(ReviewEvent):
    """What undid the decision is itself undone: the decision and what was issued on it stand again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskUnblocked(TaskEvent):
    """What the task needs can come about again: it waits for it again."""
