"""What one authority offers, defined by that authority alone (CPSV-AP PublicService)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.cross_region import CrossRegion
from yijian.core.vocabulary.evidence import ByCommitment, EvidenceRequirement
from yijian.core.vocabulary.marks import Certainty, LegalBasis, Marked
from yijian.core.vocabulary.procedure import ServiceProcedure
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit
from yijian.core.vocabulary.writing import Writing


class ServiceKind(StrEnum):
    """The kind of matter; it selects the procedure profile."""

    LICENCE = "licence"  # 行政许可
    CONFIRMATION = "confirmation"  # 行政确认
    BENEFIT = "benefit"  # 行政给付
    REWARD = "reward"  # 行政奖励
    PUBLIC_SERVICE = "public_service"  # 公共服务
    OTHER = "other"  # 其他行政权力


class Processing(StrEnum):
    """Done on the spot (即办件) or within a promised time (承诺件)."""

    IMMEDIATE = "immediate"
    PROMISED = "promised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A part that an entity plays in a service: child, host, enterprise. A life event binds participants to roles.

    `many`: the service takes all members of a repeated participant at once and is done once for them (a mother's
    benefit after the birth of twins); its rules see the role as a list, and nothing is issued about it. Otherwise the
    service is done for each member.
    """

    entity: str
    optional: bool = False
    many: bool = False
    name: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """From which day to which (inclusive) a definition is in force; ISO dates, None is open."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Marked):
    """A condition that must hold (CCCEV Criterion). `rule` is FEEL over roles; null or unknown means undecided.

    A case is judged by the rules in force on its day: outside `effective` a criterion does not count. `replaces` names
    the earlier criterion that it takes the place of. `decides` names the question of law that it answers
    (`statutory-retirement-age`): whoever answers the same question must answer it alike for everybody.
    """

    id: str
    text: Text
    rule: str
    effective: Effective = Effective()
    replaces: str | None = None
    decides: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequirement(Marked):
    """A fact that must be told (CCCEV InformationRequirement); `optional` facts may stay empty.

    `written`: how this authority writes it where that differs from the dictionary. `minimum`, `maximum` and
    `max_length` are in the dictionary's own terms and may only be stricter than those of the concept.
    """

    fact: str
    when: str | None = None
    optional: bool = False
    written: Writing | None = None
    minimum: str | None = None
    maximum: str | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Marked):
    """What a service yields: a document about a role, and facts it gives birth to (`child.id_number`)."""

    id: str
    name: Text
    evidence: str | None = None
    of: str | None = None
    facts: tuple[str, ...] = ()
    deliverable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialProcedure(Marked):
    """A stop of the clock that the rules know (特别程序): its name and the longest it may take. `when` is FEEL over the
    roles; `usual`: it happens in an ordinary case (a public notice), else only in the worst (an objection). `counted`:
    its days are already in the limit of the service."""

    id: str
    name: Text
    limit: TimeLimit | None = None
    when: str | None = None
    usual: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticDecision(Marked):
    """The rules may grant the service without an officer (秒批、智能审批), where every criterion holds by its rule; they never
    refuse. `sampled`: of a hundred such decisions, so many are looked at by an officer afterwards.

    ValueError for a share outside 0 to 100.
    """

    sampled: int

    def __post_init__(self) -> None:
        if not 0 <= self.sampled <= 100:
            raise ValueError(f"of a hundred decisions 0 to 100 can be looked at, not {self.sampled}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(Marked):
    """A fee in fen: 0 says that it is free, None that nobody knows the amount (`certainty: not_found`).

    ValueError for an amount below 0, and for one that is missing without being marked so.
    """

    id: str
    name: Text
    fen: int | None = None
    when: str | None = None

    def __post_init__(self) -> None:
        if self.fen is not None and self.fen < 0:
            raise ValueError("a fee is not below 0")
        if self.fen is None and self.certainty is not Certainty.NOT_FOUND:
            raise ValueError("a fee has its amount in `fen` unless it is marked `not_found`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Marked):
    """A visit of the authority to what a role names (现场核查、踏勘). `joint`: it may be made together with the visits of
    other authorities to the same place (联合踏勘)."""

    id: str
    name: Text
    of: str
    when: str | None = None
    joint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimits:
    """The limit set by law and the shorter one the authority promises; None where not found."""

    statutory: TimeLimit | None = None
    promised: TimeLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestDay(Marked):
    """By when an application must be in: at least `amount` of `unit` before the date in the fact `before` (a role's)."""

    id: str
    text: Text
    before: str
    amount: int
    unit: TimeUnit
    when: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence(Marked):
    """How many visits in person the service needs when applied for alone; None where the data does not say."""

    visits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicService(Marked):
    """A service of one authority. Mappings are keyed by role name; FEEL texts range over the roles and `today`.

    `proactive`: nothing is applied for (免申即享); whoever meets the criteria has it, and no clock runs. `latest` are days
    by which an application must be in. Without `fees` nothing is known of what it costs: a fee of 0 says that it is free.
    `also_competent`: authorities that may handle it too, by what the matter is about or where: to them a case of it can be
    handed that `authority` is not competent for (移送). `cross_region`: how it can be had from another region (跨域通办);
    None: it cannot. `by_commitment`: decided at once on a promise that all conditions are met, and checked afterwards (告知承诺).
    `automatic`: decided by the rules alone where they all hold (秒批).
    `procedure`: what its own law says otherwise than the profile of its kind.
    """

    id: str
    name: Text
    authority: str
    kind: ServiceKind
    summary: Text
    processing: Processing = Processing.PROMISED
    plain_name: Text | None = None
    legal_basis: tuple[LegalBasis, ...] = ()
    effective: Effective = Effective()
    roles: dict[str, Role] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    information: tuple[InformationRequirement, ...] = ()
    evidence: tuple[EvidenceRequirement, ...] = ()
    fees: tuple[Fee, ...] = ()
    time_limits: TimeLimits = TimeLimits()
    special_procedures: tuple[SpecialProcedure, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    latest: tuple[LatestDay, ...] = ()
    proactive: bool = False
    presence: Presence = Presence()
    by_commitment: ByCommitment | None = None
    automatic: AutomaticDecision | None = None
    outputs: tuple[Output, ...] = ()
    where: Text | None = None
    also_competent: tuple[str, ...] = ()
    cross_region: CrossRegion | None = None
    procedure: ServiceProcedure | None = None
