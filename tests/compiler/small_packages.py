"""Small packages of definitions, built in memory."""

from __future__ import annotations

from datetime import date
from typing import Any

from yijian.core.compiler.pipeline import Compilation, compile_life_event
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar, calendar_from_years
from yijian.core.vocabulary.authority import Authority, Register
from yijian.core.vocabulary.concept import Code, Concept, ConceptType, Entity
from yijian.core.vocabulary.evidence import (
    Burden,
    EvidenceItem,
    EvidenceMaker,
    EvidenceRequirement,
    EvidenceType,
)
from yijian.core.vocabulary.life_event import Audience, LifeEvent, Participant, RegionOverlay, ServiceUse
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import (
    InformationRequirement,
    PublicService,
    Role,
    ServiceKind,
    TimeLimits,
)
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

TODAY = date(2026, 11, 24)
CALENDAR: WorkingCalendar = calendar_from_years([])


def words(text: str) -> Text:
    """The same words in both languages."""
    return Text(text, text)


def concept(kind: ConceptType = ConceptType.TEXT, **more: Any) -> Concept:
    """A concept of a type."""
    return Concept(name=words("c"), type=kind, question=words("{who}?"), **more)


def codes(*names: str) -> tuple[Code, ...]:
    """A code list."""
    return tuple(Code(code=name, name=words(name)) for name in names)


def working_days(amount: int) -> TimeLimit:
    """A limit in working days."""
    return TimeLimit(amount=amount, unit=TimeUnit.WORKING_DAY)


def paper(kind: str, of: str = "owner") -> EvidenceItem:
    """A document about a role."""
    return EvidenceItem(type=kind, of=of)


def requirement(
    name: str, *options: tuple[EvidenceItem, ...], when: str | None = None
) -> EvidenceRequirement:
    """A requirement with its options."""
    return EvidenceRequirement(id=name, proves=words(name), any_of=options, when=when)


def service(
    name: str,
    *,
    days: int | None = 5,
    roles: dict[str, Role] | None = None,
    facts: tuple[str, ...] = (),
    **more: Any,
) -> PublicService:
    """A service about its owner, a person, promised within some working days."""
    return PublicService(
        id=name,
        name=words(name),
        authority="office",
        kind=ServiceKind.CONFIRMATION,
        summary=words(name),
        roles=roles if roles is not None else {"owner": Role(entity="person")},
        information=tuple(InformationRequirement(fact=fact) for fact in facts),
        time_limits=TimeLimits(promised=None if days is None else working_days(days)),
        **more,
    )


def package(
    *services: PublicService,
    uses: tuple[ServiceUse, ...] | None = None,
    participants: dict[str, Participant] | None = None,
    evidence: dict[str, EvidenceType] | None = None,
    overlay: RegionOverlay | None = None,
    reference_case: dict[str, str | int | bool | None] | None = None,
    concepts: dict[str, Concept] | None = None,
    **of_life_event: Any,
) -> DefinitionPackage:
    """A package with one life event, `event`, over these services."""
    person = Entity(
        id="person",
        name=words("person"),
        concepts={
            "name": concept(),
            "number": concept(register="people"),
            "citizen": concept(ConceptType.BOOLEAN),
            "group": concept(ConceptType.CODE, codes=codes("a", "b", "c"), applies_when="citizen"),
            "rich": concept(ConceptType.BOOLEAN),
            "born": concept(ConceptType.DATE, maximum="today"),
            "chosen": concept(ConceptType.CODE, codes=codes("first", "second")),
            **(concepts or {}),
        },
    )
    kinds = {
        item.type for one in services for need in one.evidence for option in need.any_of for item in option
    } | {output.evidence for one in services for output in one.outputs if output.evidence}
    types = {
        kind: EvidenceType(id=kind, name=words(kind), maker=EvidenceMaker.APPLICANT, entity="person")
        for kind in kinds
    } | (evidence or {})
    event = LifeEvent(
        id="event",
        name=words("event"),
        plain_name=words("event"),
        summary=words("event"),
        audience=Audience.PERSON,
        stage="life",
        lead="office",
        participants=participants or {"owner": Participant(entity="person", name=words("owner"))},
        services=uses if uses is not None else tuple(ServiceUse(service=one.id) for one in services),
        reference_case=reference_case or {},
        **of_life_event,
    )
    return DefinitionPackage(
        entities={"person": person},
        authorities={"office": Authority(id="office", name=words("office"), short_name=words("office"))},
        registers={"people": Register(id="people", name=words("people"), authority="office")},
        evidence=types,
        services={one.id: one for one in services},
        life_events={"event": event},
        overlays={f"{overlay.region}/event": overlay} if overlay else {},
    )


def evidence_type(kind: str, minutes: int, fen: int = 0, **more: Any) -> EvidenceType:
    """A kind of document with its burden."""
    return EvidenceType(
        id=kind,
        name=words(kind),
        maker=more.pop("maker", EvidenceMaker.APPLICANT),
        entity="person",
        burden=Burden(minutes=minutes, fen=fen),
        **more,
    )


def compilation(definitions: DefinitionPackage, region: str | None = None) -> Compilation:
    """The life event of a small package, compiled."""
    return compile_life_event(definitions, "event", on=TODAY, region=region)


def compiled(definitions: DefinitionPackage, region: str | None = None) -> OneThing:
    """The one thing of a small package that is sound."""
    result = compilation(definitions, region)
    assert result.one_thing is not None, [finding.message.en for finding in result.findings]
    return result.one_thing
