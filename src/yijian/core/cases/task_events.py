"""What happened to one task of a case: as `events`, for a single authority's part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yijian.core.cases.deliveries import Delivery
from yijian.core.cases.events import CaseEvent
from yijian.core.cases.judgements import Judgement
from yijian.core.cases.references import TextRef
from yijian.core.cases.states import ExternalRecord
from yijian.core.vocabulary.time_limit import TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvent(CaseEvent):
    """Base of events about one task."""

    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDispatched(TaskEvent):
    """The authority got its part; its papers count as received from `receipt_at`."""

    receipt_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAccepted(TaskEvent):
    """The authority took the matter up (受理): the clock starts."""

    external: ExternalRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDeemedAccepted(TaskEvent):
    """Nothing was told in time: accepted by silence (视为受理), the clock started on `since`."""

    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAcceptanceOverdue(TaskEvent):
    """The authority neither accepted nor declined in time, and silence has no effect for this kind of matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskNotAccepted(TaskEvent):
    """The authority does not take the matter up (不予受理)."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskNotCompetent(TaskEvent):
    """The matter belongs to another authority (不属本机关)."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskBlocked(TaskEvent):
    """The task can never begin: `by` failed, and this one needs what it would have yielded."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBegun(TaskEvent):
    """An officer took the matter in hand (审查)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSuspended(TaskEvent):
    """A special procedure stops the clock; `start` is the first day that does not count."""

    kind: str
    start: date
    reason: TextRef | None = None
    limit: TimeLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockResumed(TaskEvent):
    """The clock runs again; `end` is the first day that counts. `lapsed`: the procedure took all its time."""

    end: date
    lapsed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDueSoon(TaskEvent):
    """The amber light: the limit ends soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOverdue(TaskEvent):
    """The red light: the limit has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskApproved(TaskEvent):
    """Decided for the applicant. `judgements`: of the criteria that no rule decided."""

    external: ExternalRecord | None = None
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRefused(TaskEvent):
    """Decided against the applicant, with reasons. `judgements`: of the criteria that no rule decided."""

    reason: TextRef
    external: ExternalRecord | None = None
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWithdrawn(TaskEvent):
    """The applicant took this part back before it was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEnded(TaskEvent):
    """Its authority ended this part without a decision (终止)."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEndedWithCase(TaskEvent):
    """The lead authority ended everything undecided, and this part with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputIssued(TaskEvent):
    """One output is there: `document` is its hash (None: nothing on paper), `number` its official number."""

    output: str
    document: str | None
    number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOutputsIssued(TaskEvent):
    """Every output of the task is there (已出件)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputDelivered(TaskEvent):
    """One output reached the person."""

    output: str
    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDelivered(TaskEvent):
    """Every output of the task that can be handed over has been (已送达)."""
