"""Who plays which role: the participants of a life event, and the facts that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.verification.references import unknown
from yijian.core.verification.reporting import Part, error
from yijian.core.vocabulary.answers import read_rate
from yijian.core.vocabulary.concept import CHOICES, Concept, ConceptType, codes_in
from yijian.core.vocabulary.life_event import ChosenParticipant, LifeEvent, ServiceUse
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

WANTS: Final = "wants:"
_FACT_PATH: Final = re.compile(r"(?P<participant>\w+)(?:\[[1-9]\d*\])?\.(?P<name>\w+)")


def check_bindings(package: DefinitionPackage) -> Iterator[Finding]:
    """Life events bind every role to a fitting participant; regions speak of life events and services that exist."""
    for event in package.life_events.values():
        key = f"life-events/{event.id}"
        yield from unknown(package, "UNKNOWN_AUTHORITY", event.lead, package.authorities, (key, "lead"))
        for name, participant in event.participants.items():
            part = (key, f"participants/{name}/entity")
            yield from unknown(package, "UNKNOWN_ENTITY", participant.entity, package.entities, part)
        yield from _check_player(package, event, event.applicant, (key, "applicant"))
        for position, use in enumerate(event.services):
            yield from _check_use(package, event, position, use)
        yield from _check_repetitions(package, event)
        for path, value in event.reference_case.items():
            yield from _check_fact(package, event, path, value, (key, f"reference_case/{path}"))
    for identifier, overlay in package.overlays.items():
        key = f"regions/{identifier}"
        yield from unknown(
            package, "UNKNOWN_LIFE_EVENT", overlay.life_event, package.life_events, (key, "life_event")
        )
        found = package.life_events.get(overlay.life_event)
        services = [use.service for use in found.services] if found else list(package.services)
        for service in overlay.services:
            yield from unknown(package, "UNKNOWN_SERVICE", service, services, (key, f"services/{service}"))
        for service, local in overlay.services.items():
            known = (
                [one.id for one in package.services[service].evidence] if service in package.services else []
            )
            for position, deferral in enumerate(local.may_follow):
                where = (key, f"services/{service}/may_follow/{position}/requirement")
                yield from unknown(package, "UNKNOWN_REQUIREMENT", deferral.requirement, known, where)
        for position, claim in enumerate(overlay.published_claims):
            for at, rule in enumerate(claim.rules):
                where = (key, f"published_claims/{position}/rules/{at}/service")
                yield from unknown(package, "UNKNOWN_SERVICE", rule.service, services, where)
            for at, caveat in enumerate(claim.caveats):
                where = (key, f"published_claims/{position}/caveats/{at}/leaves_out")
                for service in caveat.leaves_out:
                    yield from unknown(package, "UNKNOWN_SERVICE", service, services, where)


def _check_repetitions(package: DefinitionPackage, event: LifeEvent) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for position, use in enumerate(event.services):
        if use.service in first:
            key = f"life-events/{event.id}"
            yield error(
                package,
                "SERVICE_TWICE",
                Text(f"“{use.service}”列了两次", f"“{use.service}” is listed twice"),
                Text("只留一个", "Keep one of them"),
                (key, f"services/{first[use.service]}"),
                (key, f"services/{position}"),
            )
        first.setdefault(use.service, position)


def _check_use(
    package: DefinitionPackage, event: LifeEvent, position: int, use: ServiceUse
) -> Iterator[Finding]:
    key, part = f"life-events/{event.id}", f"services/{position}"
    yield from unknown(package, "UNKNOWN_SERVICE", use.service, package.services, (key, f"{part}/service"))
    others = [other.service for other in event.services if other.service != use.service]
    for at, order in enumerate(use.after):
        where = (key, f"{part}/after/{at}/service")
        yield from unknown(package, "UNKNOWN_SERVICE", order.service, others, where)
    service = package.services.get(use.service)
    if service is None:
        return
    for role, bound in use.roles.items():
        where = (key, f"{part}/roles/{role}")
        yield from unknown(package, "UNKNOWN_ROLE", role, service.roles, where)
        yield from _check_player(package, event, bound, where)
    yield from _check_roles(package, event, use, service, (key, part))


def _check_roles(
    package: DefinitionPackage, event: LifeEvent, use: ServiceUse, service: PublicService, part: Part
) -> Iterator[Finding]:
    for name, role in service.roles.items():
        role_part = (f"services/{service.id}", f"roles/{name}")
        players = participants_of(event, use, name)
        if not players and not role.optional and name not in use.roles:
            yield error(
                package,
                "ROLE_NOT_BOUND",
                Text(
                    f"“{service.name.zh}”的角色 {name} 没有人",
                    f"Nobody plays the role {name} of “{service.name.en}”",
                ),
                Text(
                    f"在 roles 里写明谁是 {name}（{role.entity}）",
                    f"Say in `roles` which participant is {name} (a {role.entity})",
                ),
                part,
                role_part,
            )
        for player in players:
            participant = event.participants[player]
            if participant.entity != role.entity:
                yield error(
                    package,
                    "ROLE_WRONG_ENTITY",
                    Text(
                        f"角色 {name} 要的是 {role.entity}，{player} 是 {participant.entity}",
                        f"The role {name} is a {role.entity}, but {player} is a {participant.entity}",
                    ),
                    Text("换一个参与方", "Bind another participant"),
                    part,
                    role_part,
                    (f"life-events/{event.id}", f"participants/{player}"),
                )


def _check_player(
    package: DefinitionPackage, event: LifeEvent, bound: str | ChosenParticipant | None, part: Part
) -> Iterator[Finding]:
    if isinstance(bound, ChosenParticipant):
        yield from _check_choice(package, event, bound, part)
    elif bound is not None:
        yield from unknown(package, "UNKNOWN_PARTICIPANT", bound, event.participants, part)


def _check_choice(
    package: DefinitionPackage, event: LifeEvent, bound: ChosenParticipant, part: Part
) -> Iterator[Finding]:
    """The fact of a choice has codes, and each of them leads to a participant."""
    key, path = part
    yield from _check_path(package, event, bound.by, (key, f"{path}/by"))
    for code, player in bound.among.items():
        where = (key, f"{path}/among/{code}")
        yield from unknown(package, "UNKNOWN_PARTICIPANT", player, event.participants, where)
    concept = concept_at(package, event, bound.by)
    if concept is None:
        return
    codes = [code.code for code in concept.codes]
    for code in bound.among:
        yield from unknown(package, "UNKNOWN_CODE", code, codes, (key, f"{path}/among/{code}"))
    missing = [code for code in codes if code not in bound.among]
    if missing or not codes:
        yield error(
            package,
            "CHOICE_INCOMPLETE",
            Text(
                f"{bound.by} 选“{'、'.join(missing)}”时没有人担任这个角色"
                if missing
                else f"{bound.by} 没有代码可选",
                f"Nobody plays the role where {bound.by} is {', '.join(missing)}"
                if missing
                else f"{bound.by} has no codes to choose from",
            ),
            Text("在 among 里写全每个代码", "Give a participant for each code in `among`"),
            (key, f"{path}/among"),
        )


def _check_fact(
    package: DefinitionPackage, event: LifeEvent, path: str, value: object, part: Part
) -> Iterator[Finding]:
    """A fact of a reference case has a known path and a value of its type."""
    if path.startswith(WANTS):
        optional = [use.service for use in event.services if use.optional]
        yield from unknown(package, "UNKNOWN_SERVICE", path.removeprefix(WANTS), optional, part)
        return
    yield from _check_path(package, event, path, part)
    concept = concept_at(package, event, path)
    if concept is None or value is None:
        return
    if concept.type in CHOICES:
        several = concept.type is ConceptType.CODES
        for code in codes_in(str(value)) if several else (str(value),):
            yield from unknown(package, "UNKNOWN_CODE", code, [one.code for one in concept.codes], part)
        return
    if concept.type is ConceptType.RATE and read_rate(str(value)) is not None and type(value) is not bool:
        return
    wanted: type = {ConceptType.BOOLEAN: bool, ConceptType.INTEGER: int, ConceptType.MONEY: int}.get(
        concept.type, str
    )
    if type(value) is not wanted:
        words = {bool: Text("true 或 false", "true or false"), int: Text("整数", "a whole number")}
        right = words.get(wanted, Text("带引号的文字", "a text in quotes"))
        yield error(
            package,
            "FACT_WRONG_TYPE",
            Text(f"“{path}”要写{right.zh}", f"“{path}” takes {right.en}"),
            Text("按字典里的类型改正", "Correct it by the type in the dictionary"),
            part,
        )


def _check_path(package: DefinitionPackage, event: LifeEvent, path: str, part: Part) -> Iterator[Finding]:
    found = _FACT_PATH.fullmatch(path)
    name = found["participant"] if found else path.partition(".")[0]
    yield from unknown(package, "UNKNOWN_PARTICIPANT", name, event.participants, part)
    participant = event.participants.get(name)
    entity = package.entities.get(participant.entity) if participant else None
    if participant is None or entity is None:
        return
    own = {"count"} if participant.many else set()
    own |= {"present"} if participant.optional else set()
    concept = found["name"] if found else path.partition(".")[2]
    yield from unknown(package, "UNKNOWN_CONCEPT", concept, own | entity.concepts.keys(), part)


def concept_at(package: DefinitionPackage, event: LifeEvent, path: str) -> Concept | None:
    """The concept at a fact path, or None where there is none (also for `child.count` and `father.present`)."""
    found = _FACT_PATH.fullmatch(path)
    participant = event.participants.get(found["participant"]) if found else None
    return package.concept_of(participant.entity, found["name"]) if found and participant else None


def participants_of(event: LifeEvent, use: ServiceUse, role: str) -> tuple[str, ...]:
    """The participants who play a role, or can; only those who exist."""
    bound = use.roles.get(role, role)
    players = [bound] if isinstance(bound, str) else list(bound.among.values())
    return tuple(sorted({player for player in players if player in event.participants}))
