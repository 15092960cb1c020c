"""The reason that groups services: what an author writes (CPSV-AP LifeEvent, BusinessEvent), and its regions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Marked
from yijian.core.vocabulary.service import AutomaticDecision, Criterion
from yijian.core.vocabulary.time_limit import TimeLimit


class Audience(StrEnum):
    """Whom a life event happens to."""

    PERSON = "person"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody or something that takes part. `many`: there may be several (twins), each with a task of its own.

    `signs`: the participant signs the application; the first signer applies, others co-sign by link and code.
    `presence_question` asks whether an optional participant takes part, `count_question` how many there are; without
    them a general wording is used.
    """

    entity: str
    name: Text
    optional: bool = False
    many: bool = False
    most: int = 1
    signs: bool = False
    presence_question: Text | None = None
    count_question: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenParticipant(Marked):
    """A role that an answer fills: the fact `by` has a code, `among` maps each code to a participant."""

    by: str
    among: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Marked):
    """An order between services that no output explains: `service` first, for `reason`."""

    service: str
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceUse(Marked):
    """A service inside a life event. `when` is FEEL over participants; `optional` services are the applicant's
    choice. `roles` binds role → participant where their names differ, or → a participant chosen by an answer."""

    service: str
    optional: bool = False
    when: str | None = None
    roles: dict[str, str | ChosenParticipant] = field(default_factory=dict)
    after: tuple[Order, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent(Marked):
    """What an author writes. `reference_case` are the facts of the typical case by fact path (a date may be `today`);
    `keywords` are people's words for search; `stage` places it in a life (birth, school, work, …). `applicant` is the
    participant who applies, or the answer that says who of several does; None: whoever is signed in takes no part."""

    id: str
    name: Text
    plain_name: Text
    summary: Text
    audience: Audience
    stage: str
    lead: str
    participants: dict[str, Participant]
    services: tuple[ServiceUse, ...]
    reference_case: dict[str, str | int | bool | None]
    keywords: tuple[str, ...] = ()
    applicant: str | ChosenParticipant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCondition(Marked):
    """A condition that a guide states in words which nobody can test (“符合要求”). It admits and excludes nobody."""

    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Who may use the joint channel here. It is local, and never a criterion of a service, which is law."""

    conditions: tuple[Criterion, ...] = ()
    stated: tuple[StatedCondition, ...] = ()
    otherwise: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRule(Marked):
    """What a guide says about a question of law (`decides`) for a service: FEEL over the roles of that service."""

    service: str
    decides: str
    text: Text
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAttachment(Marked):
    """A sample, form or chart that hangs on a guide. `shows` is what it shows: the id of an evidence type, a service
    or a life event, or a title where none of ours is meant."""

    name: Text
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCaveat(Marked):
    """What a reader must know before saying that a guide is wrong. `leaves_out` are the services that the days it
    promises may not count, as far as its words can be read so."""

    text: Text
    leaves_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedClaim(Marked):
    """What somebody's guide says of the whole: checked, never used. Days are working days.

    A guide that says different things in different places (its figures, its questions and answers) makes several
    claims. `services` counts the parts it speaks of, `services_listed` those it lists. `process` is its description
    of the procedure, word for word. `days_after` is the figure that it gives for "now" beside its promise. `guides`
    areas publish `distinct_texts` different texts of it. `rules` are what it says of questions of law, `attachments`
    what hangs on it, `caveats` what it may mean otherwise.
    """

    promised_days: int | None = None
    days_before: int | None = None
    visits: int | None = None
    visits_before: int | None = None
    papers: int | None = None
    papers_before: int | None = None
    papers_listed: int | None = None
    steps: int | None = None
    steps_before: int | None = None
    services: int | None = None
    services_listed: int | None = None
    process: str | None = None
    days_after: int | None = None
    guides: int | None = None
    distinct_texts: int | None = None
    rules: tuple[PublishedRule, ...] = ()
    attachments: tuple[PublishedAttachment, ...] = ()
    caveats: tuple[PublishedCaveat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalDeferral(Marked):
    """That a region lets the paper of one requirement of a service come later (容缺): `within` this time of acceptance."""

    requirement: str
    within: TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalService(Marked):
    """What a region may say of a service: a shorter promise, where to go, which papers may come later there, and that the
    rules grant it without an officer there (秒批)."""

    promised: TimeLimit | None = None
    where: Text | None = None
    may_follow: tuple[LocalDeferral, ...] = ()
    automatic: AutomaticDecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionOverlay(Marked):
    """A life event in one region (GB/T 2260 code): only these attributes may differ from the base.

    `promised` is what this installation itself promises for the whole; left out, the derived figure stands.
    """

    region: str
    region_name: Text
    life_event: str
    admission: Admission = Admission()
    published_claims: tuple[PublishedClaim, ...] = ()
    services: dict[str, LocalService] = field(default_factory=dict)
    promised: TimeLimit | None = None
