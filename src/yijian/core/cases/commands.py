"""What can be asked of a case (指令): imperative, frozen. `decide` answers with events or refuses.

Commands carry references, never personal values: the use case puts values and texts into the vault first. `key` is
the idempotency key of a command from outside; storage answers a repeated key with the first answer. Timers fire as
commands too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from yijian.core.cases.command_base import Command as Command
from yijian.core.cases.command_base import TaskCommand as TaskCommand
from yijian.core.cases.deliveries import DeliveryMode
from yijian.core.cases.handover_commands import HANDOVER_COMMANDS
from yijian.core.cases.handover_commands import BringToWindow as BringToWindow
from yijian.core.cases.handover_commands import ChooseCollection as ChooseCollection
from yijian.core.cases.handover_commands import GiveOutResult as GiveOutResult
from yijian.core.cases.handover_commands import HandOver as HandOver
from yijian.core.cases.handover_commands import RefuseHandover as RefuseHandover
from yijian.core.cases.handover_commands import SendResult as SendResult
from yijian.core.cases.handover_commands import TakeOver as TakeOver
from yijian.core.cases.holding_commands import HOLDING
from yijian.core.cases.judgements import Judgement
from yijian.core.cases.life_commands import AcknowledgeChange as AcknowledgeChange
from yijian.core.cases.life_commands import ChangeAnswers as ChangeAnswers
from yijian.core.cases.life_commands import DeclineLimitExtension as DeclineLimitExtension
from yijian.core.cases.life_commands import ExtendLimit as ExtendLimit
from yijian.core.cases.life_commands import RequestLimitExtension as RequestLimitExtension
from yijian.core.cases.life_commands import TransferTask as TransferTask
from yijian.core.cases.objection_commands import DecideObjection as DecideObjection
from yijian.core.cases.objection_commands import RaiseObjection as RaiseObjection
from yijian.core.cases.objection_commands import RecordExternalReview as RecordExternalReview
from yijian.core.cases.objection_commands import TakeBackObjection as TakeBackObjection
from yijian.core.cases.promise_commands import AskForExtension as AskForExtension
from yijian.core.cases.promise_commands import BringOwedPaper as BringOwedPaper
from yijian.core.cases.promise_commands import CheckPromise as CheckPromise
from yijian.core.cases.promise_commands import ConfirmCorrection as ConfirmCorrection
from yijian.core.cases.promise_commands import EndOwing as EndOwing
from yijian.core.cases.promise_commands import ExtendOwing as ExtendOwing
from yijian.core.cases.promise_commands import MakePromise as MakePromise
from yijian.core.cases.promise_commands import OrderCorrection as OrderCorrection
from yijian.core.cases.promise_commands import RevokeDecision as RevokeDecision
from yijian.core.cases.promise_commands import TakeBackPromise as TakeBackPromise
from yijian.core.cases.references import RecordedFact, TextRef
from yijian.core.cases.rule_decision_commands import RecordSample as RecordSample
from yijian.core.cases.states import Defect, ExternalRecord, Paper
from yijian.core.cases.task_specs import TaskSpec
from yijian.core.cases.timer_kinds import TimerKind
from yijian.core.cases.undoing_commands import CancelResult as CancelResult
from yijian.core.cases.undoing_commands import ReissueOutput as ReissueOutput
from yijian.core.cases.undoing_commands import RetractLicence as RetractLicence
from yijian.core.cases.undoing_commands import RevokeAsPenalty as RevokeAsPenalty
from yijian.core.cases.visit_commands import VISITING
from yijian.core.vocabulary.time_limit import TimeLimit

# ── the applicant's side ─────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCase(Command):
    """Begin a draft under the compiled artefact `one_thing` (hash). `lead`: authority id of the lead (牵头部门)."""

    case_id: str
    life_event: str
    one_thing: str
    region: str | None
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswers(Command):
    """Record what an applicant or co-signer told. Provenance must be of kind answer, or officer at a counter."""

    facts: tuple[RecordedFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnFacts(Command):
    """Record what a register answered or an officer knows. After receipt it may not replace what was answered."""

    facts: tuple[RecordedFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetFacts(Command):
    """Take facts out of the application, before receipt or while it is being corrected."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachPaper(Command):
    """Add a document."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePaper(Command):
    """Take a document out."""

    paper_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSignature(Command):
    """Ask a participant to sign."""

    participant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Command):
    """Sign the statement. `covers`: the fact paths shown to the signer, () is all; `method`: how they are known."""

    participant: str
    statement: TextRef
    method: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitCase(Command):
    """Hand the application in: receipt (收件) under a case number, tasks fixed as planned."""

    number: str
    tasks: tuple[TaskSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitSupplement(Command):
    """Hand in what the correction notice asked for. `tasks`: as planned from the corrected application."""

    tasks: tuple[TaskSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCase(Command):
    """Take back everything that is not yet decided (撤回申请)."""

    reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateCase(Command):
    """Rate the service once it is decided: 1 (worst) to 5."""

    score: int
    text: TextRef | None = None


# ── the lead authority ───────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDefects(Command):
    """Report what is to be corrected: an authority for its own tasks, the lead for all."""

    defects: tuple[Defect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDefect(Command):
    """Take back a defect reported but not yet told."""

    subject: str
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyCorrection(Command):
    """Tell everything that is missing in one notice: all that was reported, and `defects` more.

    A further notice is only for what was newly supplied, unless a supervisor gives it with a reason.
    """

    due: date
    defects: tuple[Defect, ...] = ()
    supervisor_reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchCase(Command):
    """End the pre-check: every authority gets its part, those that need an output of another as soon as it is there.

    `judgements`: of the admission conditions that no rule decided.
    """

    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCase(Command):
    """End everything that is not yet decided, with reasons (终止)."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(Command):
    """Archive a case that owes nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmNoticeDelivery(Command):
    """Record that a notice reached the person: the applicant opened it on the platform, or an officer of the authority
    that issued it, or of the lead, handed it over. `on`: the day, where that is not today."""

    number: str
    mode: DeliveryMode
    proof: TextRef | None = None
    on: date | None = None


# ── the authority of a task ──────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptTask(TaskCommand):
    """Take the matter up (受理): the clock starts."""

    external: ExternalRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineTask(TaskCommand):
    """Do not take the matter up (不予受理), with reasons."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareNotCompetent(TaskCommand):
    """Say that another authority is competent (不属本机关): the reason names it."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginReview(TaskCommand):
    """Take the matter in hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendClock(TaskCommand):
    """Stop the clock for a special procedure of the service (its id), or for `other` with a reason.

    `limit`: the longest it may take, where the service's rule does not say.
    """

    kind: str
    reason: TextRef | None = None
    limit: TimeLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeClock(TaskCommand):
    """Let the clock run again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveTask(TaskCommand):
    """Decide for the applicant. `external`: decided in a vertical system, entered by hand.

    `judgements`: of the criteria that no rule decided.
    """

    external: ExternalRecord | None = None
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseTask(TaskCommand):
    """Decide against the applicant, with reasons. `judgements`: of the criteria that no rule decided."""

    reason: TextRef
    external: ExternalRecord | None = None
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTask(TaskCommand):
    """End this part without a decision, with reasons (终止)."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueOutput(TaskCommand):
    """Issue one output, with exactly the facts that are born with it (provenance of kind output)."""

    output: str
    document: str | None = None
    number: str | None = None
    facts: tuple[RecordedFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverOutput(TaskCommand):
    """Record that an output reached the person; the lead authority may do so too (统一出件)."""

    output: str
    mode: DeliveryMode
    proof: TextRef | None = None


# ── the clock ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class FireTimer(Command):
    """A timer that the state wants is due. `subject`: task key, "" for the case."""

    kind: TimerKind
    subject: str
    generation: int


COMMANDS: Final[tuple[type[Command], ...]] = (
    StartCase,
    RecordAnswers,
    LearnFacts,
    ForgetFacts,
    AttachPaper,
    RemovePaper,
    RequestSignature,
    Sign,
    MakePromise,
    TakeBackPromise,
    SubmitCase,
    *HANDOVER_COMMANDS,
    ReportDefects,
    DropDefect,
    NotifyCorrection,
    SubmitSupplement,
    ChangeAnswers,
    DispatchCase,
    AcceptTask,
    DeclineTask,
    DeclareNotCompetent,
    TransferTask,
    *HOLDING,
    BeginReview,
    SuspendClock,
    ResumeClock,
    RequestLimitExtension,
    ExtendLimit,
    DeclineLimitExtension,
    AcknowledgeChange,
    *VISITING,
    BringOwedPaper,
    AskForExtension,
    ExtendOwing,
    EndOwing,
    ApproveTask,
    RefuseTask,
    IssueOutput,
    DeliverOutput,
    CheckPromise,
    OrderCorrection,
    ConfirmCorrection,
    RecordSample,
    RevokeDecision,
    RetractLicence,
    RevokeAsPenalty,
    CancelResult,
    ReissueOutput,
    RaiseObjection,
    TakeBackObjection,
    DecideObjection,
    RecordExternalReview,
    EndTask,
    ConfirmNoticeDelivery,
    WithdrawCase,
    EndCase,
    RateCase,
    CloseCase,
    FireTimer,
)
"""Every command there is, in the order of a case's life."""
