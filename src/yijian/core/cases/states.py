"""What a case is at one moment: immutable values that `evolve` makes from events and that storage keeps as one row.

Rule 1: no personal values. A fact is its path, a keyed digest and its provenance; a paper is the hash of a document;
a free text is a `TextRef`. The values themselves lie in the encrypted vault of the case and can be forgotten.
Rule 2: a state carries all that its case needs for months (the tasks as planned), so no definition is looked up.
Rule 3: every value goes to JSON and back through `vocabulary.canonical` unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from yijian.core.cases.commitments import OPEN_COMMITMENTS, Commitment
from yijian.core.cases.deliveries import Delivery
from yijian.core.cases.judgements import Judgement
from yijian.core.cases.notices import Notice
from yijian.core.cases.owing import OPEN_OWING, Owing
from yijian.core.cases.promises import Promise, PromiseKind
from yijian.core.cases.references import FactEntry, TextRef
from yijian.core.cases.task_specs import TaskSpec
from yijian.core.planning.deadlines import Suspension
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.provenance import Provenance
from yijian.core.vocabulary.time_limit import TimeLimit


class CaseStatus(StrEnum):
    """Where the whole application stands."""

    DRAFT = "draft"  # 填写中: being filled in; nobody but the applicants sees it
    RECEIVED = (
        "received"  # 已收件: papers received, the lead authority and all others pre-check; no clock runs yet
    )
    CORRECTION_NOTIFIED = (
        "correction_notified"  # 待补正: told once what is missing, waiting for the applicant
    )
    SUPPLEMENTED = "supplemented"  # 已补正: what was missing has come, pre-checked again
    IN_PROGRESS = "in_progress"  # 办理中: dispatched, each authority handles its task
    DECIDED = "decided"  # 已办结: no task is open any more; results are still to be issued or handed over
    DELIVERED = "delivered"  # 已送达: every result that can be handed over has been
    CLOSED = "closed"  # 已归档: final, archived
    WITHDRAWN = (
        "withdrawn"  # 已撤回: final, the applicant took the application back before anything was granted
    )
    ENDED = "ended"  # 已终止: final, the lead authority ended it before anything was granted


FINAL_CASE_STATUSES = frozenset({CaseStatus.CLOSED, CaseStatus.WITHDRAWN, CaseStatus.ENDED})
"""Statuses in which nothing is owed any more: no open task, no timer."""


class CaseOutcome(StrEnum):
    """What came of a decided case as a whole."""

    WHOLLY = "wholly"  # every task was approved
    PARTLY = "partly"  # some were
    REFUSED = "refused"  # none was


class TaskStatus(StrEnum):
    """Where one authority's part stands."""

    WAITING = (
        "waiting"  # 等待: not with its authority yet: not dispatched, or an output it needs is not there
    )
    DISPATCHED = "dispatched"  # 待受理: with its authority, which must accept or decline; no clock runs yet
    ACCEPTED = "accepted"  # 已受理: taken up, also by silence; the clock runs
    UNDER_REVIEW = "under_review"  # 审查中: an officer works on it; the clock runs
    SUSPENDED = "suspended"  # 暂停计时: a special procedure runs; the clock stands
    APPROVED = "approved"  # 已准予: decided for the applicant; final where nothing is issued
    OUTPUT_ISSUED = "output_issued"  # 已出件: every output issued; final where nothing is to be handed over
    DELIVERED = "delivered"  # 已送达: final, every deliverable output handed over
    REFUSED = "refused"  # 不予批准: final, decided against the applicant
    NOT_ACCEPTED = "not_accepted"  # 不予受理: final, not taken up
    NOT_COMPETENT = "not_competent"  # 不属本机关: final, another authority is competent
    CANNOT_START = "cannot_start"  # 未能启动: final, what it needs from another task will never come
    WITHDRAWN = "withdrawn"  # 已撤回: final, taken back by the applicant
    ENDED = "ended"  # 已终止: final, ended by an authority without a decision
    REVOKED = "revoked"  # 已撤销: final, granted on a promise that was broken and not made good; nothing of it stands


GRANTED_STATUSES = frozenset({TaskStatus.APPROVED, TaskStatus.OUTPUT_ISSUED, TaskStatus.DELIVERED})
"""Decided for the applicant."""

FAILED_STATUSES = frozenset(
    {
        TaskStatus.REFUSED,
        TaskStatus.NOT_ACCEPTED,
        TaskStatus.NOT_COMPETENT,
        TaskStatus.CANNOT_START,
        TaskStatus.WITHDRAWN,
        TaskStatus.ENDED,
        TaskStatus.REVOKED,
    }
)
"""Over without a grant: no output will come of it."""

SETTLED_STATUSES = GRANTED_STATUSES | FAILED_STATUSES
"""No decision is open any more."""

RUNNING_STATUSES = frozenset({TaskStatus.ACCEPTED, TaskStatus.UNDER_REVIEW})
"""The clock runs."""


class Light(StrEnum):
    """How a running task stands against its limit, as the supervisor sees it."""

    GREEN = "green"
    AMBER = "amber"  # the limit ends soon
    RED = "red"  # the limit has passed


class DefectKind(StrEnum):
    """What is wrong with something an applicant gave or should have given."""

    MISSING_PAPER = "missing_paper"
    FAULTY_PAPER = "faulty_paper"
    MISSING_FACT = "missing_fact"
    WRONG_FACT = "wrong_fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One thing to correct: `subject` is the plan's paper key or a fact path, `text` says what is wrong.

    `task` names the task whose authority found it, None when the lead authority did for the whole.
    """

    kind: DefectKind
    subject: str
    text: TextRef
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRound:
    """One joint correction notice (一次性补正告知): what was told, by when, and when it was answered."""

    number: int
    notified_at: datetime
    due: date
    defects: tuple[Defect, ...]
    overdue: bool = False
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document attached: `id` of its own, `key` of the planned paper it answers, its type, hash and pages."""

    id: str
    key: str
    type: str
    document: str
    pages: int
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature asked for (`signed_at` None) or given. `covers` are the fact paths shown to the signer; () is all.

    `statement` refers to the text that was signed, `method` names how the person was known (assurance).
    """

    participant: str
    requested_at: datetime
    signed_at: datetime | None = None
    statement: TextRef | None = None
    method: str | None = None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalRecord:
    """A step done "by hand from system X": the vertical system and its number for the matter."""

    system: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedOutput:
    """One output of a task: `id` as in its specification, document hash (None: nothing on paper), number, delivery.

    `revoked_at`: from then on it is not valid any more.
    """

    id: str
    issued_at: datetime
    document: str | None
    number: str | None
    delivery: Delivery | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStop:
    """One stop of the clock: from `start`, the first day that does not count, to `end`, the first that counts again."""

    kind: str
    start: date
    reason: TextRef | None = None
    limit: TimeLimit | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLedger:
    """The clock of a task as a ledger. Due dates are derived from it on the calendar, never stored.

    `generation` grows with every entry: a timer of an older generation is void.
    """

    started: datetime | None = None
    stops: tuple[ClockStop, ...] = ()
    ended: datetime | None = None
    generation: int = 0

    @property
    def suspensions(self) -> tuple[Suspension, ...]:
        """The stops as the planner counts them."""
        return tuple(Suspension(stop.start, stop.end) for stop in self.stops)

    @property
    def open_stop(self) -> ClockStop | None:
        """The stop that still lasts, or None while the clock runs."""
        return self.stops[-1] if self.stops and self.stops[-1].end is None else None

    def begun(self, at: datetime) -> ClockLedger:
        """The clock starts."""
        return replace(self, started=at, generation=self.generation + 1)

    def stopped(self, stop: ClockStop) -> ClockLedger:
        """The clock stands from the stop's first day."""
        return replace(self, stops=(*self.stops, stop), generation=self.generation + 1)

    def resumed(self, on: date) -> ClockLedger:
        """The clock runs again; the day `on` counts. Unchanged while no stop is open."""
        if self.open_stop is None:
            return self
        closed = replace(self.open_stop, end=max(on, self.open_stop.start))
        return replace(self, stops=(*self.stops[:-1], closed), generation=self.generation + 1)

    def over(self, at: datetime) -> ClockLedger:
        """The clock has done its work; a stop that still lasted ends with it. Unchanged if it never started."""
        if self.started is None:
            return self
        ledger = self.resumed(local_date(at))
        return replace(ledger, ended=at, generation=ledger.generation + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskState:
    """One authority's part of a case.

    `receipt_at`: from when its papers count as received by its authority (the case's receipt; for a task that waited,
    the moment all it needs was there). `clock.started`: acceptance, or that receipt when silence accepted it.
    `judgements`: of the criteria that no rule decided, as the decision rests on them. `owing`: the papers it was received
    without; `commitment`: the promise it is decided on.
    """

    spec: TaskSpec
    status: TaskStatus = TaskStatus.WAITING
    receipt_at: datetime | None = None
    deemed_accepted: bool = False
    acceptance_overdue: bool = False
    clock: ClockLedger = ClockLedger()
    light: Light = Light.GREEN
    settled_at: datetime | None = None
    reason: TextRef | None = None
    blocked_by: str | None = None
    external: ExternalRecord | None = None
    judgements: tuple[Judgement, ...] = ()
    outputs: tuple[IssuedOutput, ...] = ()
    owing: Owing | None = None
    commitment: Commitment | None = None

    @property
    def settled(self) -> bool:
        """Whether no decision is open any more."""
        return self.status in SETTLED_STATUSES

    @property
    def granted(self) -> bool:
        """Whether it was decided for the applicant."""
        return self.status in GRANTED_STATUSES

    @property
    def outputs_to_issue(self) -> tuple[str, ...]:
        """Ids of outputs still to be issued; () unless granted."""
        issued = {output.id for output in self.outputs}
        return tuple(out.id for out in self.spec.outputs if out.id not in issued) if self.granted else ()

    @property
    def outputs_to_deliver(self) -> tuple[str, ...]:
        """Ids of issued outputs still to be handed over; () unless the grant stands."""
        if not self.granted:
            return ()
        deliverable = {output.id for output in self.spec.outputs if output.deliverable}
        return tuple(out.id for out in self.outputs if out.id in deliverable and out.delivery is None)

    @property
    def owed(self) -> tuple[str, ...]:
        """Keys of the papers for which its authority waits now; () unless accepted without them and still open."""
        if self.settled or self.owing is None or self.owing.status not in OPEN_OWING:
            return ()
        return tuple(paper.paper for paper in self.owing.outstanding)

    @property
    def to_check(self) -> bool:
        """Whether the promise it was granted on has still to be checked or made good."""
        return self.granted and self.commitment is not None and self.commitment.status in OPEN_COMMITMENTS

    @property
    def complete(self) -> bool:
        """Whether nothing is owed any more: failed, or everything issued and handed over."""
        return self.settled and not self.outputs_to_issue and not self.outputs_to_deliver


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The applicant's rating (好差评): 1 (worst) to 5, with a reference to the words."""

    score: int
    at: datetime
    text: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """One application for one thing.

    `version` counts the events folded so far (the journal's own version counts commands); `one_thing` is the hash of
    the compiled artefact it began under; `supplied_facts` (paths) and `supplied_papers` (ids) came in answer to the
    latest correction notice; `judgements` are of the admission conditions that no rule decided.
    """

    case_id: str
    life_event: str
    one_thing: str
    region: str | None
    lead: str
    started_at: datetime
    last_at: datetime
    version: int = 0
    status: CaseStatus = CaseStatus.DRAFT
    number: str | None = None
    facts: dict[str, FactEntry] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    signatures: tuple[Signature, ...] = ()
    received_at: datetime | None = None
    supplemented_at: datetime | None = None
    defects: tuple[Defect, ...] = ()
    corrections: tuple[CorrectionRound, ...] = ()
    supplied_facts: tuple[str, ...] = ()
    supplied_papers: tuple[str, ...] = ()
    tasks: tuple[TaskState, ...] = ()
    notices: tuple[Notice, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    promises: tuple[Promise, ...] = ()
    outcome: CaseOutcome | None = None
    rating: Rating | None = None

    @property
    def receipt_at(self) -> datetime | None:
        """From when the papers count as received: the first receipt, or the supplement that completed them."""
        return self.supplemented_at or self.received_at

    @property
    def final(self) -> bool:
        """Whether the case is over for good."""
        return self.status in FINAL_CASE_STATUSES

    @property
    def newly_supplied(self) -> frozenset[str]:
        """Fact paths and planned paper keys for which something came in answer to the latest correction notice."""
        keys = {paper.key for paper in self.papers if paper.id in self.supplied_papers}
        return frozenset(self.supplied_facts) | keys

    def task(self, key: str) -> TaskState | None:
        """The task of that key, or None."""
        return next((task for task in self.tasks if task.spec.key == key), None)

    def paper(self, paper_id: str) -> Paper | None:
        """The attached document of that id, or None."""
        return next((paper for paper in self.papers if paper.id == paper_id), None)

    def signature_of(self, participant: str) -> Signature | None:
        """The signature asked of a participant, or None."""
        return next((one for one in self.signatures if one.participant == participant), None)

    def promise(self, kind: PromiseKind, subject: str) -> Promise | None:
        """The promise of that kind about that paper or service, or None."""
        return next((one for one in self.promises if (one.kind, one.subject) == (kind, subject)), None)
