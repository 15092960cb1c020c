"""What one authority offers, defined by that authority alone (CPSV-AP PublicService)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.evidence import EvidenceRequirement
from yijian.core.vocabulary.marks import Marked
from yijian.core.vocabulary.time_limit import TimeLimit


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
class Criterion(Marked):
    """A condition that must hold (CCCEV Criterion). `rule` is FEEL over roles; null or unknown means undecided."""

    id: str
    text: Text
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequirement(Marked):
    """A fact that must be told (CCCEV InformationRequirement); `optional` facts may stay empty."""

    fact: str
    when: str | None = None
    optional: bool = False


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
    """A stop of the clock that the rules know (特别程序): its name and the longest it may take."""

    id: str
    name: Text
    limit: TimeLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Marked):
    """The law that a service rests on; a citation stands only with its source and mark."""

    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(Marked):
    """A fee in fen."""

    id: str
    name: Text
    fen: int
    when: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """From which day to which (inclusive) a definition is in force; ISO dates, None is open."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimits:
    """The limit set by law and the shorter one the authority promises; None where not found."""

    statutory: TimeLimit | None = None
    promised: TimeLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence(Marked):
    """How many visits in person the service needs when applied for alone; None where the data does not say."""

    visits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicService(Marked):
    """A service of one authority. Mappings are keyed by role name; FEEL texts range over the roles and `today`."""

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
    presence: Presence = Presence()
    outputs: tuple[Output, ...] = ()
    where: Text | None = None
