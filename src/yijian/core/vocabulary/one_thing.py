"""A compiled life event: immutable, hashed, the same for everyone in one region on one date.

It holds all that a case needs to run for months without the definitions: whoever has the artefact can specialise,
explain and judge. The passes of `core.compiler` fill it in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.authority import Authority, Register
from yijian.core.vocabulary.concept import Concept, Entity
from yijian.core.vocabulary.decision_table import TableDefinition
from yijian.core.vocabulary.evidence import EvidenceType
from yijian.core.vocabulary.life_event import ChosenParticipant, LifeEvent, RegionOverlay
from yijian.core.vocabulary.marks import Source
from yijian.core.vocabulary.service import PublicService, TimeLimits
from yijian.core.vocabulary.writing import Writing


class DependencyKind(StrEnum):
    """Why one service comes after another."""

    EVIDENCE = "evidence"  # it needs a document the other issues
    FACT = "fact"  # it needs a fact that is born there
    ORDER = "order"  # the author says so, with a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """`service` must be done first because of `subject` (evidence type, fact path, or the author's reason)."""

    service: str
    kind: DependencyKind
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundService:
    """A service with its roles bound to the participants of the life event.

    `repeated_for` names the participant with several members: one task for each of them. `limits` and `where` are
    those of the region where its overlay states them, else those of the definition.
    """

    definition: PublicService
    optional: bool
    when: str | None
    bindings: dict[str, str | ChosenParticipant]
    repeated_for: str | None
    depends_on: tuple[Dependency, ...] = ()
    limits: TimeLimits = TimeLimits()
    where: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldUse:
    """One service's reason for a field: the requirement, and its condition over that service's roles.

    `written`: how that service is given the value; the bounds are its own, in the dictionary's terms.
    """

    service: str
    role_fact: str
    when: str | None
    optional: bool
    written: Writing | None = None
    minimum: str | None = None
    maximum: str | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedField:
    """One field of the one form: a concept of a participant, asked once for all the services that need it.

    `fact` is `participant.concept`. `born_from` names the service whose output gives birth to it: never asked.
    """

    fact: str
    participant: str
    concept: Concept
    uses: tuple[FieldUse, ...]
    born_from: str | None = None

    @property
    def concept_name(self) -> str:
        """The name of the concept in the dictionary (`ethnicity`)."""
        return self.fact.partition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedForm:
    """The one form (一张表单): fields grouped by participant, in the order in which the services first name them."""

    fields: tuple[MergedField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundDocument:
    """One document of an option, about a role of its service, with every way in which it can come.

    `issued_by`: services of this thing whose output it is; `registers`: those that hold it; `generated`: the form
    makes it. With none of them the applicant brings it. `signed_by` are roles.
    """

    type: str
    role: str
    signed_by: tuple[str, ...] = ()
    issued_by: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    generated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundRequirement:
    """A requirement of a service, ready for planning: all documents of any one option satisfy it."""

    service: str
    requirement: str
    options: tuple[tuple[BoundDocument, ...], ...]


class GoalKind(StrEnum):
    """What an undecided rule would change."""

    ADMISSION = "admission"
    SERVICE = "service"
    CHOICE = "choice"  # whether an optional service is wanted
    CRITERION = "criterion"
    PAPER = "paper"
    FIELD = "field"
    ROLE = "role"  # who fills a chosen role
    COUNT = "count"  # how many members a participant has
    PRESENCE = "presence"  # whether an optional participant takes part


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A rule that must be decided before the plan is certain. `service` is None for the whole; `rule` is FEEL over
    roles of that service, or over participants for the whole and for a service's own `when`; it is empty where a fact
    itself is the question (a choice, a role, a count, a presence). `subject` names what it decides."""

    kind: GoalKind
    subject: str
    rule: str
    service: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneThing:
    """The compiled whole.

    `order` lists the services so that each comes after what it needs; `questions` are the facts that can matter for
    somebody; `missing` names, for a figure (`days`, `statutory`, `visits`), the services that do not state their part.
    `decision_tables` are those that its rules were written with, and `written` is what their author wrote, by the text of
    the rule, in which they are written out.
    `hash` is the SHA-256 of the canonical form without `hash` and `package_version`: a change elsewhere in the package
    leaves it alone.
    """

    life_event: LifeEvent
    on: str
    region: str | None
    overlay: RegionOverlay | None
    services: dict[str, BoundService] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    evidence_types: dict[str, EvidenceType] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    registers: dict[str, Register] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    decision_tables: dict[str, TableDefinition] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    form: MergedForm = MergedForm()
    evidence: tuple[BoundRequirement, ...] = ()
    goals: tuple[Goal, ...] = ()
    questions: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    missing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    package_version: str = ""
    hash: str = ""

    @property
    def name(self) -> Text:
        """The official name of the life event."""
        return self.life_event.name
