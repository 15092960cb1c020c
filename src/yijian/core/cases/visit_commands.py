"""Commands about visits to a place (踏勘, 联合踏勘)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from yijian.core.cases.command_base import Command, TaskCommand
from yijian.core.cases.references import TextRef
from yijian.core.cases.visits import FindingOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeVisit(Command):
    """Propose one visit to the place `of` on `day` for these tasks: by one of their authorities, which joins with its own,
    or by the lead. Several only where the plan has them in one visit."""

    of: str
    day: date
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinVisit(TaskCommand):
    """Take part with this task."""

    visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveVisit(TaskCommand):
    """Go alone for this task, and say why."""

    visit: str
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForOtherDay(Command):
    """The applicant asks for another day."""

    visit: str
    day: date
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveVisit(Command):
    """Let it take place on another day: by who arranges it, or the lead."""

    visit: str
    day: date
    reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldVisit(Command):
    """Record that it took place on `day`: by an authority that took part."""

    visit: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFinding(TaskCommand):
    """Record what was found for this task: in words, and who was there.

    `due`: until when it is to be put right; `stops`: the special procedure of the service that stops the clock until it is
    looked at again. Both only with `to_correct`.
    """

    visit: str
    outcome: FindingOutcome
    text: TextRef
    present: TextRef
    due: date | None = None
    stops: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffVisit(Command):
    """It does not take place: by who arranges it, or the lead, with the reason."""

    visit: str
    reason: TextRef


VISITING: Final[tuple[type[Command], ...]] = (
    ProposeVisit,
    JoinVisit,
    LeaveVisit,
    AskForOtherDay,
    MoveVisit,
    HoldVisit,
    RecordFinding,
    CallOffVisit,
)
"""All of them, in the order of a visit."""
