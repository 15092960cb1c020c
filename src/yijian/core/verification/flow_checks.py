"""What comes before what: services of a life event must not wait for each other, and a fact is born in one place.

An order follows from outputs (who needs a document or a fact that another service yields about the same participant
comes after it) and from the author's own `after`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yijian.core.errors import Text
from yijian.core.feel import free_paths
from yijian.core.verification.bindings import participants_of
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import Part, error
from yijian.core.verification.rule_uses import parsed
from yijian.core.vocabulary.life_event import LifeEvent, ServiceUse
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService


@dataclass(frozen=True, slots=True)
class Need:
    """`service` waits for `first`: where it says so, and where `first` yields what it needs."""

    service: str
    first: str
    parts: tuple[Part, ...]


def check_flow(package: DefinitionPackage) -> Iterator[Finding]:
    """Cycles between services, and facts that two services give birth to."""
    for event in package.life_events.values():
        yield from _check_births(package, event)
        needs = needs_of(package, event)
        for cycle in _cycles(needs):
            names = [(package.services[n.service].name, package.services[n.first].name) for n in cycle]
            waiting = Text(
                "，".join(f"“{later.zh}”等“{first.zh}”" for later, first in names),
                ", ".join(f"“{later.en}” for “{first.en}”" for later, first in names),
            )
            yield error(
                package,
                "CYCLE",
                Text(f"事项互相等待：{waiting.zh}", f"Services wait for each other: {waiting.en}"),
                Text(
                    "去掉其中一处需要，或给出不依赖它的替代材料",
                    "Remove one of the needs, or offer another paper instead of the output",
                ),
                *(part for need in cycle for part in need.parts),
            )


def needs_of(package: DefinitionPackage, event: LifeEvent) -> dict[str, tuple[Need, ...]]:
    """For each service of a life event, what it waits for (also for itself, where it needs its own output)."""
    uses = [(use, package.services[use.service]) for use in event.services if use.service in package.services]
    found: dict[str, list[Need]] = {service.id: [] for _, service in uses}
    for position, use in enumerate(event.services):
        for at, order in enumerate(use.after):
            if use.service in found and order.service in found:
                part = (f"life-events/{event.id}", f"services/{position}/after/{at}")
                found[use.service].append(Need(use.service, order.service, (part,)))
    for use, service in uses:
        for other_use, other in uses:
            found[service.id] += _needs_between(event, (use, service), (other_use, other))
    return {service: tuple(needs) for service, needs in found.items()}


def _needs_between(
    event: LifeEvent, later: tuple[ServiceUse, PublicService], first: tuple[ServiceUse, PublicService]
) -> Iterator[Need]:
    use, service = later
    first_use, other = first
    for at, output in enumerate(other.outputs):
        output_part = (f"services/{other.id}", f"outputs/{at}")
        about = set(participants_of(event, first_use, output.of)) if output.of else set()
        for part, kind, role in _documents_of(service):
            if kind == output.evidence and about & set(participants_of(event, use, role)):
                yield Need(service.id, other.id, (part, output_part))
        for fact in output.facts:
            role, _, concept = fact.partition(".")
            born_to = set(participants_of(event, first_use, role))
            for part, read in _facts_read(service):
                reader, _, name = read.partition(".")
                if name == concept and born_to & set(participants_of(event, use, reader)):
                    yield Need(service.id, other.id, (part, output_part))


def _documents_of(service: PublicService) -> Iterator[tuple[Part, str, str]]:
    """The documents a service may ask for: where, the type, the role it is about."""
    for at, requirement in enumerate(service.evidence):
        for option, items in enumerate(requirement.any_of):
            for position, item in enumerate(items):
                part = (f"services/{service.id}", f"evidence/{at}/any_of/{option}/{position}")
                yield part, item.type, item.of


def _facts_read(service: PublicService) -> Iterator[tuple[Part, str]]:
    """The facts a service must be told or its rules read: where, and `role.concept`."""
    key = f"services/{service.id}"
    rules: dict[str, str | None] = {}
    for at, told in enumerate(service.information):
        yield (key, f"information/{at}/fact"), told.fact
        rules[f"information/{at}/when"] = told.when
    rules |= {f"criteria/{at}/rule": one.rule for at, one in enumerate(service.criteria)}
    rules |= {f"evidence/{at}/when": one.when for at, one in enumerate(service.evidence)}
    rules |= {f"inspections/{at}/when": one.when for at, one in enumerate(service.inspections)}
    for path, text in rules.items():
        expression = parsed(text) if text is not None else None
        if expression is not None:
            for read in free_paths(expression, roots=service.roles):
                yield (key, path), read


def _cycles(needs: Mapping[str, tuple[Need, ...]]) -> Iterator[tuple[Need, ...]]:
    """One shortest cycle through each group of services that wait for each other."""
    reported: set[str] = set()
    for service in needs:
        if service in reported:
            continue
        cycle = _shortest_way_back(service, needs)
        if cycle:
            yield cycle
            reported |= {need.service for need in cycle}


def _shortest_way_back(start: str, needs: Mapping[str, tuple[Need, ...]]) -> tuple[Need, ...]:
    """The shortest chain of needs that leads from a service back to it; empty where there is none."""
    waiting: list[tuple[Need, ...]] = [(need,) for need in needs[start]]
    seen: set[str] = set()
    for chain in waiting:  # grows while it is walked: breadth first
        last = chain[-1].first
        if last == start:
            return chain
        if last not in seen:
            seen.add(last)
            waiting.extend((*chain, need) for need in needs.get(last, ()))
    return ()


def _check_births(package: DefinitionPackage, event: LifeEvent) -> Iterator[Finding]:
    born: dict[str, Part] = {}
    for use in event.services:
        service = package.services.get(use.service)
        for at, output in enumerate(service.outputs if service else ()):
            for position, fact in enumerate(output.facts):
                role, _, concept = fact.partition(".")
                part = (f"services/{use.service}", f"outputs/{at}/facts/{position}")
                for player in participants_of(event, use, role):
                    path = f"{player}.{concept}"
                    if path in born and born[path] != part:
                        yield error(
                            package,
                            "FACT_BORN_TWICE",
                            Text(f"“{path}”在两个事项里产生", f"“{path}” is born in two services"),
                            Text(
                                "只在真正产生它的事项里写",
                                "Name it only in the service that gives birth to it",
                            ),
                            born[path],
                            part,
                        )
                    born.setdefault(path, part)
