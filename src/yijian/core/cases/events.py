"""What happened to a case (办件日志): past tense, append-only, without personal values.

Every class has a `schema_version`; `event_json` turns them into the journal's JSON and back, and says what to do when
a class changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yijian.core.cases.deliveries import Delivery, DeliveryMode
from yijian.core.cases.judgements import Judgement
from yijian.core.cases.notices import Notice
from yijian.core.cases.promises import Promise, PromiseKind
from yijian.core.cases.references import RecordedFact, TextRef
from yijian.core.cases.states import (
    CaseOutcome,
    Defect,
    Paper,
)
from yijian.core.cases.task_specs import TaskSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """Base of all events. `at`: when, in UTC; never before the event it follows."""

    schema_version: ClassVar[int] = 1
    at: datetime


# ── the application ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStarted(CaseEvent):
    """A draft was begun under the compiled artefact `one_thing` (hash); `lead` is the lead authority (牵头部门)."""

    case_id: str
    life_event: str
    one_thing: str
    region: str | None
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersRecorded(CaseEvent):
    """An applicant or a co-signer told something, themselves or through an officer."""

    facts: tuple[RecordedFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsLearned(CaseEvent):
    """Facts became known without asking: from a register, from an officer, or born with an output."""

    facts: tuple[RecordedFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsForgotten(CaseEvent):
    """Facts were taken out of the application."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAttached(CaseEvent):
    """A document was added."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRemoved(CaseEvent):
    """A document was taken out; `key` is the planned paper it answered."""

    paper_id: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRequested(CaseEvent):
    """A participant was asked to sign."""

    participant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureGiven(CaseEvent):
    """A participant signed the `statement` about the facts `covers` (() is all)."""

    participant: str
    statement: TextRef
    method: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturesVoided(CaseEvent):
    """Something that had been signed was changed afterwards: these participants must sign again."""

    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(CaseEvent):
    """Somebody promised to bring a paper later, or that something holds."""

    promise: Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseTakenBack(CaseEvent):
    """A promise was taken back, or the paper came after all, before the application was handed in."""

    kind: PromiseKind
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReceived(CaseEvent):
    """The papers were received (收件) under a case number; the tasks are fixed as planned."""

    number: str
    tasks: tuple[TaskSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersChanged(CaseEvent):
    """The applicant changed what was told after handing in (变更); `papers` are needed now and came with it."""

    facts: tuple[RecordedFact, ...]
    forgotten: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAdded(CaseEvent):
    """After a change one service more is part of the case."""

    spec: TaskSpec


# ── the pre-check and the one correction notice ──────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectsReported(CaseEvent):
    """An authority found something to correct; it goes into the joint notice."""

    defects: tuple[Defect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectDropped(CaseEvent):
    """A defect that was reported but not yet told turned out to be none."""

    subject: str
    task: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNotified(CaseEvent):
    """Everything that is missing was told in one notice. `supervisor_reason`: why once more, where it is not new."""

    round: int
    defects: tuple[Defect, ...]
    due: date
    supervisor_reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementOverdue(CaseEvent):
    """The day by which the applicant should have corrected passed."""

    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSupplemented(CaseEvent):
    """All that was told has been corrected; `tasks` are as planned from the corrected application."""

    tasks: tuple[TaskSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDispatched(CaseEvent):
    """The pre-check is over, every authority gets its part. `lapsed`: because the time for a notice ran out.

    `judgements`: of the admission conditions that no rule decided.
    """

    lapsed: bool = False
    judgements: tuple[Judgement, ...] = ()


# ── papers owed ──────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPaperBrought(CaseEvent):
    """A paper that was owed came in, by upload, at a counter or by post."""

    paper: Paper
    mode: DeliveryMode


# ── the whole again ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeIssued(CaseEvent):
    """A document was issued to the applicant."""

    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDelivered(CaseEvent):
    """A notice reached the person."""

    number: str
    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided(CaseEvent):
    """No decision is open any more."""

    outcome: CaseOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRevised(CaseEvent):
    """A decision was undone: this is what came of the whole now."""

    outcome: CaseOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDelivered(CaseEvent):
    """Everything that can be handed over has been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRated(CaseEvent):
    """The applicant rated the service: 1 (worst) to 5."""

    score: int
    text: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(CaseEvent):
    """Archived: nothing is owed any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTakenUpAgain(CaseEvent):
    """Out of the archive, or no more delivered: an objection waits for its review, or a result is issued once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(CaseEvent):
    """A review changed or set aside a decision: the whole is in progress again, until all its parts are decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemainderWithdrawn(CaseEvent):
    """The applicant took back what was not yet decided; what was granted goes on to be issued and handed over."""

    reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemainderEnded(CaseEvent):
    """The lead authority ended what was not yet decided; what was granted goes on to be issued and handed over."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    """The applicant took the application back, and nothing had been granted: it is over."""

    reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEnded(CaseEvent):
    """The lead authority ended the case, and nothing had been granted: it is over."""

    reason: TextRef
