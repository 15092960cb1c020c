"""Commands about objections and their review."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.cases.command_base import TaskCommand
from yijian.core.cases.objections import ExternalReview, ReviewOutcome
from yijian.core.cases.references import TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseObjection(TaskCommand):
    """The applicant objects to the decision. `deciders`: accounts of those who made it, as the journal knows them."""

    reason: TextRef
    deciders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackObjection(TaskCommand):
    """The applicant takes the objection back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideObjection(TaskCommand):
    """Answer an objection (复核): by an officer who did not make the decision."""

    outcome: ReviewOutcome
    finding: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExternalReview(TaskCommand):
    """Record what a reconsideration office or a court said of the decision, with the number of its document."""

    review: ExternalReview
    outcome: ReviewOutcome
    finding: TextRef


APPLICANTS_OWN: tuple[type[TaskCommand], ...] = (RaiseObjection, TakeBackObjection)
"""Given by the applicant, not by the authority of the task."""
