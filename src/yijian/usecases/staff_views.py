"""What use cases give back to staff: desks, tasks with their criteria, cases in pre-check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from yijian.core.compiler.rule_reasons import Reason
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, ConceptType
from yijian.core.vocabulary.plan import PlannedField
from yijian.core.vocabulary.provenance import FactValue
from yijian.core.vocabulary.time_limit import TimeLimit
from yijian.usecases.change_views import TouchingView
from yijian.usecases.decided_views import NO_DISPUTE, DisputeView
from yijian.usecases.handover_views import HandoverView
from yijian.usecases.life_views import BlockView, ExtensionRequestView, ExtensionView, TransferView
from yijian.usecases.owed_views import CommitmentView, OwingView
from yijian.usecases.permissions import ActorKind
from yijian.usecases.views import (
    CorrectionView,
    DefectView,
    FieldView,
    Light,
    NoticeView,
    OutputView,
    PaperView,
    SignatureView,
    StopView,
    TaskView,
)
from yijian.usecases.visit_views import VisitChoice, VisitView


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """One line of a desk: a case to pre-check or a task to work on. `used` is the share of its time that is gone.

    `owes`: papers are awaited that were promised for later (容缺受理). `visit_on`: the next visit; `holder`: the name of who
    has it in hand.
    """

    case_id: str
    task: str | None
    name: Text
    life_event: Text
    applicant: str
    status: str
    light: Light
    due: date | None
    received_at: datetime
    waits_for: tuple[Text, ...]
    used: float
    owes: bool = False
    visit_on: date | None = None
    holder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """A page of a desk: its rows by day, and how many stand where on the whole desk.

    `counts`: to do, by light; `total`: to do in all (what waits for the result of another is not). `by_status`, `owing`,
    `visiting`, `mine`: how many each list holds. `matching`: rows of the list that is shown, on all its `pages`.
    """

    authority: Text
    rows: tuple[DeskRow, ...]
    counts: Mapping[Light, int]
    by_status: Mapping[str, int] = field(default_factory=dict)
    owing: int = 0
    visiting: int = 0
    asked: int = 0
    mine: int = 0
    total: int = 0
    matching: int = 0
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """A fact by which a criterion was checked, with what a channel needs to word its value."""

    name: Text
    value: FactValue
    type: ConceptType
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """Who did something: the authority (None: none), and of staff the name, empty for applicants and the platform."""

    kind: ActorKind
    authority: Text | None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedByHand:
    """How a person judged what no rule decides: who, when, and why (empty where no reason was written)."""

    holds: bool
    by: Doer
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One thing that happened to a case: when, what in words, of which service (None: the whole), and by whom."""

    at: datetime
    words: Text
    service: Text | None
    by: Doer


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCriterion:
    """One criterion with its automatic result; None: undecided, the officer judges. `facts` it was checked by.

    `rule`: in words what the rule looks at; None where it has no plain words. `reasons`: why it came out so. `judged`: how a person judged it when
    deciding; None where nobody did. `tables`: by which rows of which decision tables it came to its result.
    """

    id: str
    text: Text
    holds: bool | None
    explanation: Text
    facts: tuple[KnownFact, ...]
    certainty: str
    source: str | None
    rule: Text | None = None
    judged: JudgedByHand | None = None
    tables: tuple[Text, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDecisionView:
    """A decision by rules: where it stands in words, the reasons it rests on, why it was left to an officer (the conditions),
    and what the look afterwards found."""

    status: str
    state: Text
    reasons: str | None
    left_for: tuple[Text, ...]
    finding: str | None
    sampled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerTaskView:
    """One task for the officer of its authority: only what this service needs. `hidden` counts what is not shown.

    `lost_results`: services whose result this one rests on and that is not valid any more. `issued_facts` are the facts born
    with each result (its id) that stands. `reported` are the defects that this task reported and that are not yet told.
    `applicant_role`: which of the participants applies (妈妈), where that is told. `longest_extension`: by how many working
    days the reader may extend the limit; `competent`: authorities to which the task can be handed. `changes`: what the
    applicant changed of what it rests on; `to_sign`: who has to sign because of it. `block`: why it could not begin;
    `hanging`: services, with their authorities, that could not begin without it. `holder`: the name of who has it in hand,
    `mine` where that is the reader; `colleagues`: to whom a head can give it. `visits` it is part of, `visit_choices`: what
    can be arranged now; `by_rules`: what became of its decision by rules (秒批). `rating`: how the applicant rated the whole,
    1 to 5, and their words.
    """

    case_id: str
    task: str
    name: Text
    authority: Text
    life_event: Text
    status: str
    light: Light
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    due: date | None
    provisional: bool
    used_days: int
    allowed_days: int | None
    fields: tuple[FieldView, ...]
    papers: tuple[PaperView, ...]
    criteria: tuple[CheckedCriterion, ...]
    hidden: int
    possible: tuple[str, ...]
    stop_kinds: tuple[tuple[str, Text], ...]
    stops: tuple[StopView, ...]
    outputs_to_issue: tuple[tuple[str, Text], ...]
    born_facts: tuple[PlannedField, ...]
    outputs: tuple[OutputView, ...]
    notices: tuple[NoticeView, ...]
    waits_for: tuple[Text, ...]
    history: tuple[HistoryEntry, ...]
    reported: tuple[DefectView, ...] = ()
    applicant_role: Text | None = None
    handover: HandoverView | None = None
    owing: OwingView | None = None
    commitment: CommitmentView | None = None
    dispute: DisputeView = NO_DISPUTE
    issued_facts: tuple[tuple[str, PlannedField], ...] = ()
    lost_results: tuple[Text, ...] = ()
    extension: ExtensionView | None = None
    transfers: tuple[TransferView, ...] = ()
    longest_extension: int | None = None
    competent: tuple[tuple[str, Text], ...] = ()
    changes: tuple[TouchingView, ...] = ()
    to_sign: tuple[Text, ...] = ()
    block: BlockView | None = None
    hanging: tuple[tuple[Text, Text], ...] = ()
    holder: str | None = None
    mine: bool = False
    colleagues: tuple[tuple[str, Text], ...] = ()
    visits: tuple[VisitView, ...] = ()
    visit_choices: tuple[VisitChoice, ...] = ()
    by_rules: RuleDecisionView | None = None
    rating: tuple[int, str] | None = None
    extension_request: ExtensionRequestView | None = None
    objection_limit: TimeLimit | None = None
    extension_by_law: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreCheckView:
    """A whole case for the coordinator: what is there, what is undecided, who would get what.

    `reported` are defects that authorities found and that are not yet told; `outputs` are results that are issued and
    can be handed over together (统一出件).
    """

    case_id: str
    name: Text
    applicant: str
    status: str
    received_at: datetime
    pre_check_due: date
    provisional: bool
    admission: tuple[CheckedCriterion, ...]
    fields: tuple[FieldView, ...]
    papers: tuple[PaperView, ...]
    signatures: tuple[SignatureView, ...]
    tasks: tuple[TaskView, ...]
    reported: tuple[DefectView, ...]
    correction: CorrectionView | None
    corrected_before: bool
    possible: tuple[str, ...]
    outputs: tuple[OutputView, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    applicant_role: Text | None = None
    handover: HandoverView | None = None
    notices: tuple[NoticeView, ...] = ()
