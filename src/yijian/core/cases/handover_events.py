"""What happened to an application that is collected in one place and decided in others: as `events`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yijian.core.cases.events import CaseEvent
from yijian.core.cases.handovers import Collection, FormCheck, Office, Parcel
from yijian.core.cases.references import TextRef
from yijian.core.cases.states import Paper
from yijian.core.cases.task_events import TaskEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionChosen(CaseEvent):
    """The applicant chose to apply from another region, or (None) where it is decided after all."""

    collection: Collection | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBroughtToWindow(CaseEvent):
    """The window took in a paper that was missing or not in form; what lay there of the same kind gives way."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersHandedOver(CaseEvent):
    """The window handed over: `by` (account id), after this check, these parcels."""

    round: int
    by: str
    checked: FormCheck
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectingOverdue(CaseEvent):
    """The time of the collecting place passed, and it has not handed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverTaken(CaseEvent):
    """A deciding place took over; its papers count as received `as_of`. `deemed`: by its silence."""

    office: Office
    as_of: datetime
    by: str | None = None
    deemed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRefused(CaseEvent):
    """A deciding place refused what it was sent, with reasons: it is with the window again."""

    office: Office
    by: str
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverComplete(CaseEvent):
    """Every place that decides has taken over: from now on it is an application like any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSent(TaskEvent):
    """A result was sent to the window that collected the papers, which hands it out."""

    output: str
