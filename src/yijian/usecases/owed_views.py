"""What is owed and what was promised, as values for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yijian.core.errors import Text
from yijian.usecases.lights import Light


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A promise as it was made: which text, when, and whether somebody vouched for who made it.

    `standing`: clear, barred, or unknown (nobody answered).
    """

    subject: str
    name: Text
    text: str
    at: datetime
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPaperView:
    """One paper that is owed, by when, and when it came."""

    paper: str
    name: Text
    due: date | None
    brought_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwingView:
    """What one task is owed. `light` counts the days of the applicant; `may_bring`, `may_ask`: what is open to them now.

    `latest`: until when an extension can last; None where there is none to give.
    """

    status: str
    status_name: Text
    papers: tuple[OwedPaperView, ...]
    due: date | None
    light: Light
    extended: bool
    asked: str | None
    may_bring: bool
    may_ask: bool
    latest: date | None
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentView:
    """The promise that a task is decided on, its check, and what came of it."""

    status: str
    status_name: Text
    light: Light
    check_due: date | None
    checked_at: datetime | None
    finding: str | None
    order_due: date | None
    may_revoke: bool
    claw_back: bool
    statements: tuple[StatementView, ...]
