"""What use cases give back: frozen values for pages, terminals and interfaces, never rows. Personal values are plain
`str` or `FactValue` and are shown only where the use case that made the view was allowed to read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import PlannedPaper
from yijian.core.vocabulary.life_event import PublishedClaim
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, PlannedField
from yijian.core.vocabulary.provenance import Facts, FactValue, Provenance
from yijian.usecases.decided_views import NO_DISPUTE, DisputeView
from yijian.usecases.handover_views import HandoverView
from yijian.usecases.life_views import BlockView, ExtensionView, TransferView
from yijian.usecases.life_views import StopView as StopView
from yijian.usecases.lights import Light as Light
from yijian.usecases.notice_delivery import NoticeDelivery as NoticeDelivery
from yijian.usecases.owed_views import CommitmentView, OwingView
from yijian.usecases.visit_views import VisitView


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One thing in the list: what it is called, in people's words too, and how much is in it."""

    id: str
    name: Text
    plain_name: Text
    summary: Text
    stage: str
    audience: str
    services: int
    authorities: int
    keywords: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Everything that people may call it, in every language, for a search."""
        names = (self.name, self.plain_name, self.summary)
        return " ".join((*(each.zh for each in names), *(each.en for each in names), *self.keywords))


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """A guide: the one thing, its plan without facts (ranges, and figures of the reference case), what guides claim."""

    one_thing: OneThing
    plan: Plan
    claims: tuple[PublishedClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """Answers given before signing in, and the plan they make. `skipped`: “I don't know”."""

    token: str
    one_thing: OneThing
    facts: Facts
    skipped: frozenset[str]
    plan: Plan


class Keeper(StrEnum):
    """Whose part of the form a field or paper is."""

    APPLICANT = "applicant"
    CO_SIGNER = "co_signer"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenValue:
    """A value as a department writes it: the text with its unit, or why it cannot be written so."""

    text: str | None
    unit: Text | None
    problem: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field with what is known. `keeper` fills it in; a co-signer's values are hidden from the applicant
    (`hidden`), and the other way round. `written`: for the officer of a department that writes it differently."""

    field: PlannedField
    known: bool
    value: FactValue
    provenance: Provenance | None
    keeper: Keeper
    hidden: bool
    written: WrittenValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """One uploaded or issued document."""

    id: str
    name: str
    media_type: str
    pages: int
    size: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseOffer:
    """A promise that may be made in the place of a paper, or of conditions: `kind` later, instead or conditions, word for
    word. `made_at`: it has been made."""

    kind: str
    subject: str
    name: Text
    text: Text
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """One paper of the plan with what is there for it. `held_by`: a register answered that it holds it. `offers`: the
    promises that may take its place."""

    paper: PlannedPaper
    documents: tuple[DocumentView, ...]
    held_by: Provenance | None
    to_bring: bool
    keeper: Keeper
    offers: tuple[PromiseOffer, ...] = ()

    @property
    def promised(self) -> PromiseOffer | None:
        """The promise that was made about it, or None."""
        return next((one for one in self.offers if one.made_at is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureView:
    """One signature: who signs, whether it is there, whether an invitation is open and until when."""

    participant: str
    name: Text
    applicant: bool
    signed_at: datetime | None
    invited_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """One register the plan would ask: what it would be asked, on which basis, and how the last try went.

    `state`: not_asked, key_missing (about no person, and the number by which it looks is not filled in yet), agreed (all
    leave is there, and yet nothing was asked: the platform stopped in between), answered, nothing_found, unavailable,
    refused (the person brings it themselves).
    """

    register: str
    name: Text
    authority: Text
    facts: tuple[Text, ...]
    papers: tuple[Text, ...]
    consent_needed: bool
    basis: Text | None
    state: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView:
    """One thing that keeps an application from being submitted. `kind`: field, co_signer_field, paper, signature (of a
    co-signer), own_signature (given with submitting), promise (of
    conditions), question (unanswered), admission."""

    kind: str
    subject: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationView:
    """An application that is being filled in (or corrected)."""

    case_id: str
    one_thing: OneThing
    facts: Facts
    plan: Plan
    fields: tuple[FieldView, ...]
    papers: tuple[PaperView, ...]
    signatures: tuple[SignatureView, ...]
    registers: tuple[RegisterView, ...]
    missing: tuple[MissingView, ...]
    editable: bool
    promises: tuple[PromiseOffer, ...] = ()
    """Promises of conditions that services of the plan are decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """An invitation to co-sign: the link and the code that the applicant passes on, once."""

    link: str
    code: str
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoSignView:
    """What a co-signer sees: their own fields, what the whole is about, who asks; nothing of the other's data."""

    case_id: str
    one_thing: OneThing
    participant: str
    participant_name: Text
    applicant_name: str
    children: tuple[str, ...]
    services: tuple[Text, ...]
    fields: tuple[FieldView, ...]
    registers: tuple[RegisterView, ...]
    signed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """The receipt of a submission: number, query code (shown once more only to the applicant), the promised day.
    `pre_check_due` None: the papers are with a window elsewhere first."""

    case_id: str
    query_code: str
    received_at: datetime
    pre_check_due: date | None
    last_result: date | None
    provisional: bool
    tasks: tuple[tuple[Text, Text], ...]
    """Each service with its authority."""
    handover: HandoverView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputView:
    """One result: its document, number, and who issued it; `sent_at`: to the window that
    collected the papers; `ended`: which act made it invalid at `revoked_at`."""

    id: str
    task: str
    name: Text
    number: str
    issued_at: datetime
    document: str | None
    delivered_at: datetime | None
    sent_at: datetime | None = None
    revoked_at: datetime | None = None
    ended: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """One notice (文书): number, title, reasons, remedies, when and by whom; `delivery` None: not delivered yet."""

    id: str
    number: str
    kind: str
    title: Text
    authority: Text
    at: datetime
    paragraphs: tuple[Text, ...]
    reasons: tuple[str, ...]
    delivery: NoticeDelivery | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """One service of a case as the applicant sees it. `status` is the engine's word; `light` sums it up."""

    key: str
    name: Text
    authority: Text
    status: str
    light: Light
    start: date | None
    due: date | None
    promised: date | None
    finished_at: datetime | None
    provisional: bool
    waits_for: tuple[Text, ...]
    stops: tuple[StopView, ...]
    reason: str | None
    by_hand: str | None
    owing: OwingView | None = None
    commitment: CommitmentView | None = None
    dispute: DisputeView = NO_DISPUTE
    extension: ExtensionView | None = None
    transfers: tuple[TransferView, ...] = ()
    block: BlockView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectView:
    """One defect of the joint correction notice: who asks, what is wrong, what to do, the paper or field it is about.

    `task` found it; None: the lead for the whole."""

    authority: Text
    kind: str
    subject: str
    text: str
    settled: bool
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """The one joint correction notice that is open: everything that is missing, told once, with its date."""

    notice: str
    due: date
    defects: tuple[DefectView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessView:
    """One reading of personal data: when, by whom (authority and role, not a person), of what, for what."""

    at: datetime
    authority: Text
    role: Text
    what: tuple[Text, ...]
    purpose: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchView:
    """One question to a register about the people of a case: when, of what, on which basis, whether it told something.

    `consent` names who agreed; empty where a law allows it.
    """

    at: datetime
    register: Text
    what: tuple[Text, ...]
    consent: tuple[Text, ...]
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message of the message centre."""

    id: str
    case_id: str
    at: datetime
    subject: Text
    body: Text
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case as its applicant sees it."""

    case_id: str
    life_event: str
    name: Text
    status: str
    received_at: datetime | None
    query_code: str
    lead: Text
    last_result: date | None
    first_promised: date | None
    provisional: bool
    tasks: tuple[TaskView, ...]
    correction: CorrectionView | None
    notices: tuple[NoticeView, ...]
    outputs: tuple[OutputView, ...]
    access: tuple[AccessView, ...]
    fetches: tuple[FetchView, ...]
    may_withdraw: bool
    may_rate: bool
    rating: int | None
    now: datetime
    may_change: bool = False
    to_sign: tuple[Text, ...] = ()
    handover: HandoverView | None = None
    visits: tuple[VisitView, ...] = ()
    visits_made: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of “my cases”."""

    case_id: str
    name: Text
    status: str
    started_at: datetime
    received_at: datetime | None
    last_result: date | None
    your_turn: bool
