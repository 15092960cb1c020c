"""A `OneThing` for somebody (办事方案): specialised by the facts known so far, a day and a region.

Without facts its figures are ranges; a single figure belongs to the reference case of the life event and is shown
with it. Every figure can be opened to the parts it was derived from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, ConceptType, Sensitivity
from yijian.core.vocabulary.evidence import ByCommitment
from yijian.core.vocabulary.evidence_plan import EvidencePlan
from yijian.core.vocabulary.savings import Savings
from yijian.core.vocabulary.service import Criterion, Fee, LatestDay
from yijian.core.vocabulary.stops import StopPlan
from yijian.core.vocabulary.time_limit import TimeLimit
from yijian.core.vocabulary.units import Unit


class Basis(StrEnum):
    """What the single figures of a plan rest on."""

    REFERENCE_CASE = "reference_case"
    FACTS = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDecision:
    """How a decision table decided in a condition: by which of its `rows` (from 1; of a table that adds up, all that
    apply). Without rows by its default, or where it has none not at all."""

    table: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionResult:
    """One condition and its verdict. None: undecided; with `needs` by facts still unknown, else an officer looks.
    `tables` are the decision tables on which the verdict hangs, as far as it is known what they decide."""

    condition: Criterion
    holds: bool | None
    needs: tuple[str, ...]
    tables: tuple[TableDecision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTask:
    """One service for one member. `included` None: not yet decided, `needs` says on which facts it hangs.

    `key` is the service id, with `[n]` for the n-th member once a repeated participant is known to have several.
    `member` is the prefix of the member's facts (`child[1]`), None for a service that is not repeated. `limit` is the
    promised limit or, without one, the statutory. `where` says where to go when the joint channel is closed, `alone`
    which papers (by key) to bring there: nothing is shared or fetched then. It is empty for who may use the channel.
    `criteria` are the conditions of the service itself with their verdicts. `by_commitment`: it is decided on a promise.
    """

    key: str
    service: str
    name: Text
    authority: str
    member: str | None
    included: bool | None
    optional: bool
    needs: tuple[str, ...]
    limit: TimeLimit | None
    after: tuple[str, ...]
    where: Text | None = None
    criteria: tuple[ConditionResult, ...] = ()
    alone: tuple[str, ...] = ()
    by_commitment: ByCommitment | None = None


class EffectKind(StrEnum):
    """What an answer does to the plan, for the line under a choice."""

    SAME = "same"
    MORE = "more"
    LESS = "less"
    OUT = "out"  # not admitted to the joint channel


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEffect:
    """What choosing one value would change in what is certain now. `days`: how much later (negative: earlier) the last
    result comes; None where a part states no limit. Services by task key, papers by paper key."""

    kind: EffectKind
    services_added: tuple[str, ...] = ()
    services_removed: tuple[str, ...] = ()
    papers_added: tuple[str, ...] = ()
    papers_removed: tuple[str, ...] = ()
    days: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReason:
    """Why a question is asked: who uses the answer and for what."""

    service: str | None
    text: Text
    certainty: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the adaptive questionnaire. `fact` is the path the answer is stored under.

    `choices` are all that can be answered (empty: free entry); the code of a yes is `true`, of a no `false`.
    `effects` by code.
    """

    fact: str
    text: Text
    hint: Text | None
    type: ConceptType
    choices: tuple[Code, ...]
    effects: dict[str, AnswerEffect]
    reasons: tuple[QuestionReason, ...]
    minimum: str | None = None
    maximum: str | None = None
    max_length: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlan:
    """The questions that still matter, best first. `page` are the next one and those that will be asked whatever is
    answered to it: they share a page. `expected` is the mean number still to be asked under uniform priors, `usual` the
    number for who answers the rest as in the reference case; `total` counts every question that could matter for
    somebody."""

    page: tuple[Question, ...]
    open: tuple[str, ...]
    answered: tuple[str, ...]
    total: int
    expected: float
    usual: int

    @property
    def next(self) -> Question | None:
        """The question to ask where one is asked at a time."""
        return self.page[0] if self.page else None


class FieldSource(StrEnum):
    """How a field of the form gets its value."""

    ANSWER = "answer"
    REGISTER = "register"
    OUTPUT = "output"
    KNOWN = "known"  # answered in the questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedField:
    """One field of the one form for one member: `fact` is the full path (`child[2].name`), `section` says under which
    heading it stands (`mother`, `child[2]`). `register` can answer for it, whatever `source` it has now.
    `required` None: depends on facts not yet known. The bounds are the strictest of the dictionary and of all services
    that need the field."""

    fact: str
    participant: str
    name: Text
    question: Text
    hint: Text | None
    type: ConceptType
    codes: tuple[Code, ...]
    sensitivity: Sensitivity
    source: FieldSource
    register: str | None
    needed_by: tuple[str, ...]
    required: bool | None
    section: str = ""
    minimum: str | None = None
    maximum: str | None = None
    max_length: int = 100
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledTask:
    """When a task runs: first and last day, whether it decides the end, whether the dates are provisional.

    `after` are the keys of the scheduled tasks that it waits for.
    """

    key: str
    start: date
    finish: date
    days: int
    critical: bool
    provisional: bool
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The fastest parallel order from `start`. Days are working days from acceptance; None: a part states no limit.

    `promised_days` leave out the special procedures that stop a clock. `typical_days` have those of an ordinary case,
    `worst_days` all of them at their limits; both None too where one of these states no limit, and where no task knows of
    any. Law: where all three are known, promised ≤ typical ≤ worst.
    """

    start: date
    tasks: tuple[ScheduledTask, ...]
    promised_days: int | None
    statutory_days: int | None
    first_result_days: int | None
    first_result: date | None
    last_result: date | None
    critical_path: tuple[str, ...]
    unscheduled: tuple[str, ...]
    provisional: bool
    typical_days: int | None = None
    worst_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From the least to the most over everybody whom the known facts do not exclude; None where not derivable."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """The figures of a plan as ranges over all facts still unknown."""

    services: Range
    questions: Range
    fields: Range
    papers: Range
    days: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedInspection:
    """One visit of authorities to `of`, for the tasks named; several tasks where their visits may be made together.

    `certain` False: whether it takes place hangs on `needs`. `first` and `last`: the days on which it can be made, while
    all its tasks are under way; None where a part states no limit.
    """

    of: str
    names: tuple[Text, ...]
    tasks: tuple[str, ...]
    authorities: tuple[str, ...]
    certain: bool
    needs: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFee:
    """A fee of one task. `fen` None: the amount was not found. `certain` False: whether it is due hangs on `needs`."""

    task: str
    authority: str
    fee: Fee
    certain: bool
    needs: tuple[str, ...] = ()

    @property
    def fen(self) -> int | None:
        """The amount in fen."""
        return self.fee.fen


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePlan:
    """All fees as one payment, kept item by item, in whole fen.

    `at_least` is the sum of what is certainly due and known; `at_most` that of all that can be due, None where a part of
    it is not known. `silent` are the tasks of which nothing is known, not even that they are free.
    """

    items: tuple[PlannedFee, ...] = ()
    silent: tuple[str, ...] = ()
    at_least: int = 0
    at_most: int | None = 0

    @property
    def exact(self) -> bool:
        """Whether the sum is known to the fen."""
        return self.at_least == self.at_most


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLatestDay:
    """By when a task must be applied for, reckoned from the date in `fact`; `day` and `passed` are None while that date
    is not told."""

    task: str
    latest: LatestDay
    fact: str
    day: date | None
    passed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionResult:
    """Whether the joint channel is open. Not admitted is not refused: each service is still planned on its own."""

    admitted: bool | None
    conditions: tuple[ConditionResult, ...]
    otherwise: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan for somebody.

    With `basis` reference_case (no facts given) `evidence`, `schedule`, `savings`, `inspections`, `latest_days`, `fees` and
    `stops` are those of the reference case of the life event; everything else is what holds without facts.
    """

    one_thing: str
    life_event: str
    region: str | None
    on: date
    basis: Basis
    admission: AdmissionResult
    tasks: tuple[PlannedTask, ...]
    questions: QuestionPlan
    fields: tuple[PlannedField, ...]
    evidence: EvidencePlan
    schedule: Schedule
    savings: Savings
    ranges: Ranges
    inspections: tuple[PlannedInspection, ...] = ()
    latest_days: tuple[PlannedLatestDay, ...] = ()
    fees: FeePlan = FeePlan()
    stops: StopPlan = StopPlan()

    @property
    def included(self) -> tuple[PlannedTask, ...]:
        """The tasks that are certainly part of it."""
        return tuple(task for task in self.tasks if task.included)
