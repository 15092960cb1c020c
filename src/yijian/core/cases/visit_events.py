"""What happened with visits to a place (踏勘); see `visits`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yijian.core.cases.events import CaseEvent
from yijian.core.cases.references import TextRef
from yijian.core.cases.task_events import TaskEvent
from yijian.core.cases.visits import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitProposed(CaseEvent):
    """An authority proposed to come on `day`, with those of `tasks`. `again`: to look at what was to be put right."""

    visit: str
    of: str
    day: date
    by: str
    tasks: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitJoined(TaskEvent):
    """The authority of the task takes part."""

    visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLeft(TaskEvent):
    """The authority of the task goes alone, and says why."""

    visit: str
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDayAsked(CaseEvent):
    """The applicant asks for another day."""

    visit: str
    day: date
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMoved(CaseEvent):
    """It takes place on another day. Those who had joined are asked anew, but for the tasks of who moved it (`keep`)."""

    visit: str
    day: date
    keep: tuple[str, ...] = ()
    reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitHeld(CaseEvent):
    """The authorities that joined were there on `day`."""

    visit: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecorded(TaskEvent):
    """The authority of the task said what it found."""

    visit: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitConcluded(CaseEvent):
    """Everybody who was there, and whose task is still open, has said what they found."""

    visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCalledOff(CaseEvent):
    """It does not take place; `reason` None: nobody takes part any more."""

    visit: str
    reason: TextRef | None = None
