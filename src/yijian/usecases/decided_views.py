"""What use cases give back about a decided matter: objections and their review, and what undid the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from yijian.core.errors import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionView:
    """One objection, or one outcome from outside: `status` is the engine's word, `reason` what the applicant wrote,
    `finding` what the review says, `by` who reviewed outside the authority, with `number`."""

    status: str
    status_name: Text
    raised_at: datetime | None
    reason: str
    due: date | None
    late: bool
    decided_at: datetime | None
    finding: str
    by: Text | None
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoingView:
    """One act that undid the decision: `kind` and its name, why as a kind, the reason in words, when; whether what was
    given is claimed back."""

    kind: str
    name: Text
    ground: Text
    reason: str
    at: datetime
    claw_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """All of it for one task. `may_object`: the applicant can object now, until the end of `object_until`; `waits`: an
    objection waits for its review. `outcomes`: what a review could say, with their names; `grounds`: by the name of each
    command that undoes, the grounds that fit now."""

    undoings: tuple[UndoingView, ...] = ()
    objections: tuple[ObjectionView, ...] = ()
    may_object: bool = False
    object_until: date | None = None
    waits: bool = False
    decided_by_reader: bool = False
    outcomes: tuple[tuple[str, Text], ...] = ()
    grounds: tuple[tuple[str, Text, str], ...] = ()


NO_DISPUTE: Final = DisputeView()
"""Nothing is objected, reviewed or undone."""
