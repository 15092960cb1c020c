"""What a case is at one moment: immutable values that `evolve` makes from events and that storage keeps as one row.

Rule 1: no personal values. A fact is its path, a keyed digest and its provenance; a paper is the hash of a document;
a free text is a `TextRef`. The values themselves lie in the encrypted vault of the case and can be forgotten.
Rule 2: a state carries all that its case needs for months (the tasks as planned), so no definition is looked up.
Rule 3: every value goes to JSON and back through `vocabulary.canonical` unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from yijian.core.cases.clock_ledger import NOT_STARTED
from yijian.core.cases.clock_ledger import ClockLedger as ClockLedger
from yijian.core.cases.clock_ledger import ClockStop as ClockStop
from yijian.core.cases.clock_ledger import ExtensionRequest as ExtensionRequest
from yijian.core.cases.commitments import OPEN_COMMITMENTS, Commitment
from yijian.core.cases.defects import CorrectionRound as CorrectionRound
from yijian.core.cases.defects import Defect as Defect
from yijian.core.cases.defects import DefectKind as DefectKind
from yijian.core.cases.handed_on import ChangeTouching as ChangeTouching
from yijian.core.cases.handed_on import Transfer as Transfer
from yijian.core.cases.handovers import Collection, Handover
from yijian.core.cases.issued_outputs import IssuedOutput as IssuedOutput
from yijian.core.cases.judgements import Judgement
from yijian.core.cases.notices import Notice
from yijian.core.cases.objections import Objection
from yijian.core.cases.owing import OPEN_OWING, Owing
from yijian.core.cases.promises import Promise, PromiseKind
from yijian.core.cases.references import FactEntry, TextRef
from yijian.core.cases.rule_decisions import RuleDecision, RuleDecisionStatus
from yijian.core.cases.task_specs import TaskSpec
from yijian.core.cases.undoings import Undoing, UndoingKind
from yijian.core.cases.visits import Visit
from yijian.core.vocabulary.provenance import Provenance


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
    DROPPED = "dropped"  # 不用办了: final, after a change of what was told it is not wanted any more
    REVOKED = "revoked"  # 已撤销: the decision was wrong from the beginning; nothing of it stands
    RETRACTED = "retracted"  # 已撤回许可: what the licence rested on changed
    REVOKED_AS_PENALTY = "revoked_as_penalty"  # 已吊销: taken away for what its holder did
    CANCELLED = "cancelled"  # 已注销: the licence or record has ended in the register


GRANTED_STATUSES = frozenset({TaskStatus.APPROVED, TaskStatus.OUTPUT_ISSUED, TaskStatus.DELIVERED})
"""Decided for the applicant."""

UNDONE_STATUSES = frozenset(
    {TaskStatus.REVOKED, TaskStatus.RETRACTED, TaskStatus.REVOKED_AS_PENALTY, TaskStatus.CANCELLED}
)
"""Was decided for the applicant; nothing of it is valid any more."""

FAILED_STATUSES = UNDONE_STATUSES | frozenset(
    {
        TaskStatus.REFUSED,
        TaskStatus.NOT_ACCEPTED,
        TaskStatus.NOT_COMPETENT,
        TaskStatus.CANNOT_START,
        TaskStatus.WITHDRAWN,
        TaskStatus.ENDED,
        TaskStatus.DROPPED,
    }
)
"""Over without a grant that stands: no output will come of it."""

SETTLED_STATUSES = GRANTED_STATUSES | FAILED_STATUSES
"""No decision is open any more."""

RUNNING_STATUSES = frozenset({TaskStatus.ACCEPTED, TaskStatus.UNDER_REVIEW})
"""The clock runs."""


class Light(StrEnum):
    """How a running task stands against its limit, as the supervisor sees it."""

    GREEN = "green"
    AMBER = "amber"  # the limit ends soon
    RED = "red"  # the limit has passed


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
class TaskState:
    """One authority's part of a case.

    `receipt_at`: from when its papers count as received by its authority (the case's receipt; for a task that waited,
    the moment all it needs was there). `clock.started`: acceptance, or that receipt when silence accepted it.
    `judgements`: of the criteria that no rule decided, as the decision rests on them. `owing`: the papers it was received
    without; `commitment`: the promise it is decided on. `undoings`: what undid the decision, as far as it stands.
    `transfers`: through which authorities it came here. `changes`: what was changed of what it rests on.
    `holder`: the account of the officer who has it in hand. `by_rules`: what became of its decision by rules (秒批).
    `extension_requests`: what its officers asked of the head. `deemed_approved`: approved by silence.
    """

    spec: TaskSpec
    status: TaskStatus = TaskStatus.WAITING
    receipt_at: datetime | None = None
    deemed_accepted: bool = False
    acceptance_overdue: bool = False
    clock: ClockLedger = NOT_STARTED
    light: Light = Light.GREEN
    settled_at: datetime | None = None
    reason: TextRef | None = None
    blocked_by: str | None = None
    external: ExternalRecord | None = None
    judgements: tuple[Judgement, ...] = ()
    outputs: tuple[IssuedOutput, ...] = ()
    owing: Owing | None = None
    commitment: Commitment | None = None
    undoings: tuple[Undoing, ...] = ()
    objections: tuple[Objection, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    changes: tuple[ChangeTouching, ...] = ()
    holder: str | None = None
    by_rules: RuleDecision | None = None
    extension_requests: tuple[ExtensionRequest, ...] = ()
    deemed_approved: bool = False

    @property
    def open_extension_request(self) -> ExtensionRequest | None:
        """The request for more time that the head has not answered, or None."""
        return next((one for one in self.extension_requests if one.open), None)

    @property
    def unseen_changes(self) -> tuple[ChangeTouching, ...]:
        """The changes that its authority has not answered for."""
        return tuple(one for one in self.changes if one.acknowledged_at is None)

    @property
    def settled(self) -> bool:
        """Whether no decision is open any more."""
        return self.status in SETTLED_STATUSES

    @property
    def granted(self) -> bool:
        """Whether it was decided for the applicant."""
        return self.status in GRANTED_STATUSES

    @property
    def was_granted(self) -> bool:
        """Whether it was decided for the applicant, and that decision was not revoked: it may have ended since."""
        revoked = any(one.kind is UndoingKind.REVOKE for one in self.undoings)
        return self.granted or (self.status in UNDONE_STATUSES and not revoked)

    @property
    def decided_at(self) -> datetime | None:
        """When the decision was made that stands now: the last undoing, else when it was settled."""
        return self.undoings[-1].at if self.undoings else self.settled_at

    @property
    def open_objection(self) -> Objection | None:
        """The objection that waits for its review, or None."""
        return next((one for one in self.objections if one.open), None)

    def standing(self, output: str) -> IssuedOutput | None:
        """The output of that id that is valid now, or None."""
        return next((one for one in self.outputs if one.id == output and one.stands), None)

    @property
    def outputs_to_issue(self) -> tuple[str, ...]:
        """Ids of outputs still to be issued; () unless granted."""
        issued = {output.id for output in self.outputs if output.stands}
        return tuple(out.id for out in self.spec.outputs if out.id not in issued) if self.granted else ()

    @property
    def outputs_to_deliver(self) -> tuple[str, ...]:
        """Ids of issued outputs still to be handed over; () unless the grant stands."""
        if not self.granted:
            return ()
        deliverable = {output.id for output in self.spec.outputs if output.deliverable}
        return tuple(
            out.id for out in self.outputs if out.id in deliverable and out.stands and out.delivery is None
        )

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
    def to_look_at(self) -> bool:
        """Whether it was approved by rules, drawn for the sample, and nobody has looked at it yet."""
        return self._sample_is(RuleDecisionStatus.TO_LOOK_AT)

    @property
    def found_wrong(self) -> bool:
        """Whether the look at the sample found its decision wrong, and it still stands."""
        return self._sample_is(RuleDecisionStatus.FOUND_WRONG)

    def _sample_is(self, status: RuleDecisionStatus) -> bool:
        return self.granted and self.by_rules is not None and self.by_rules.status is status

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
    latest correction notice; `judgements` are of the admission conditions that no rule decided. `to_sign`: participants who
    have to sign because of a change. `collection`: from which other region it is made; `handover`: how its papers come over.
    `visits`: of authorities to a place, in the order they were proposed.
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
    to_sign: tuple[str, ...] = ()
    collection: Collection | None = None
    handover: Handover | None = None
    visits: tuple[Visit, ...] = ()
    outcome: CaseOutcome | None = None
    rating: Rating | None = None

    @property
    def receipt_at(self) -> datetime | None:
        """From when the papers count as received: the first receipt (where they are collected elsewhere, by all places that
        decide), or the supplement that completed them."""
        first = self.received_at if self.handover is None else self.handover.received_at
        return self.supplemented_at or first

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

    def visit(self, visit_id: str) -> Visit | None:
        """The visit of that number, or None."""
        return next((visit for visit in self.visits if visit.id == visit_id), None)

    def signature_of(self, participant: str) -> Signature | None:
        """The signature asked of a participant, or None."""
        return next((one for one in self.signatures if one.participant == participant), None)

    def promise(self, kind: PromiseKind, subject: str) -> Promise | None:
        """The promise of that kind about that paper or service, or None."""
        return next((one for one in self.promises if (one.kind, one.subject) == (kind, subject)), None)
