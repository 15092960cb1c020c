"""What happened to one task of a case: as `events`, for a single authority's part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yijian.core.cases.deliveries import Delivery
from yijian.core.cases.events import CaseEvent
from yijian.core.cases.judgements import Judgement
from yijian.core.cases.owing import OwedPaper
from yijian.core.cases.references import TextRef
from yijian.core.cases.states import ExternalRecord
from yijian.core.cases.task_specs import TaskSpec
from yijian.core.cases.undoings import UndoingGround
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
class TaskTransferred(TaskEvent):
    """`by` is not competent and handed the task to `to` (移送), whose papers count as received from now on."""

    by: str
    to: str
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
class LimitExtended(TaskEvent):
    """The head gave so many working days more for the decision (延长办理期限)."""

    days: int
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitExtensionRequested(TaskEvent):
    """An officer asked the head for so many working days more."""

    days: int
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitExtensionDeclined(TaskEvent):
    """The head did not give them."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDueSoon(TaskEvent):
    """The amber light: the limit ends soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOverdue(TaskEvent):
    """The red light: the limit has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskApproved(TaskEvent):
    """Decided for the applicant. `judgements`: of the criteria that no rule decided. `deemed`: by the silence of the
    authority, where the law of the service says so (逾期视为同意)."""

    external: ExternalRecord | None = None
    judgements: tuple[Judgement, ...] = ()
    deemed: bool = False


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


# ── a change of what was told (变更) ─────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDropped(TaskEvent):
    """After a change this undecided part is not wanted any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReplanned(TaskEvent):
    """After a change this undecided part needs or yields something else."""

    spec: TaskSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTouchedByChange(TaskEvent):
    """What the task or its decision rests on was changed: `paths`; `dropped`: it would be no part of the plan any more."""

    paths: tuple[str, ...]
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAcknowledged(TaskEvent):
    """Its authority said what it did about it."""

    finding: TextRef


# ── papers owed (容缺受理) ─────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersOwed(TaskEvent):
    """Accepted without these papers: each is owed until its day, counted from `since`."""

    papers: tuple[OwedPaper, ...]
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPapersReminded(TaskEvent):
    """The applicant was reminded that papers must come by `due`."""

    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPapersOverdue(TaskEvent):
    """The day passed, and not all that was owed has come."""

    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsked(TaskEvent):
    """The applicant asks for the one extension."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class OwingExtended(TaskEvent):
    """What is owed may come until `due`. `late`: the day had passed before."""

    due: date
    since: date
    late: bool
    reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPapersComplete(TaskEvent):
    """All that was owed to this task has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwingEnded(TaskEvent):
    """What was owed did not come: ended without a decision."""

    reason: TextRef


# ── promises checked afterwards (告知承诺) ─────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckScheduled(TaskEvent):
    """Decided on a promise: to be checked by `due`; None where no time for it was found."""

    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOverdue(TaskEvent):
    """The time for the check passed without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept(TaskEvent):
    """The check found the promise true."""

    finding: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken(TaskEvent):
    """The check found the promise untrue."""

    finding: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionOrdered(TaskEvent):
    """It is to be put right by `due` (责令改正)."""

    due: date
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionOverdue(TaskEvent):
    """The day of the order passed, and nobody has recorded that it was put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCorrected(TaskEvent):
    """What was ordered has been done."""

    finding: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRevoked(TaskEvent):
    """The decision is undone (撤销): nothing issued on it stands; after a broken promise, its person makes no further ones.

    `claw_back`: what was paid or given is to be claimed back. `ground`: the journals of the first release know one only.
    """

    reason: TextRef
    claw_back: bool = False
    ground: UndoingGround = UndoingGround.BROKEN_PROMISE
