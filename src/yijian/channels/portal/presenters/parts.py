"""What is in a one thing: its services by authority, those that are alike told once with a list to open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yijian.channels.portal.presenters.limits import limit_words
from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.names import authority_name, joined
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import BoundService, OneThing

MOST_ALIKE = 12
"""Services that differ in nothing but their names are told once when there are more than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One service in the guide: who does it, how long it may take, what comes out, and how sure that is."""

    service: str
    authority: Text
    name: Text
    summary: Text
    tag: Text | None
    limit: Text | None
    statutory: Text | None
    mark: Mark
    outputs: Text

    @property
    def kind(self) -> object:
        """What services that are told together have in common; those that give the person something stand alone."""
        return (self.tag, self.limit, self.statutory, self.mark.kind) if not self.outputs.zh else self.service


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsAlike:
    """Many services that differ in nothing but their names."""

    parts: tuple[Part, ...]

    @property
    def first(self) -> Part:
        """One of them, for what all have in common."""
        return self.parts[0]

    @property
    def authorities(self) -> int:
        """How many authorities do them."""
        return len({part.authority for part in self.parts})


def by_authority(thing: OneThing) -> tuple[BoundService, ...]:
    """The services in the order of the work, those of one authority together."""
    ordered = [thing.services[service] for service in thing.order or tuple(thing.services)]
    authorities = list(dict.fromkeys(bound.definition.authority for bound in ordered))
    return tuple(sorted(ordered, key=lambda bound: authorities.index(bound.definition.authority)))


def parts_of(thing: OneThing) -> tuple[Part, ...]:
    """All services of a one thing."""
    return tuple(_part(thing, bound) for bound in by_authority(thing))


def alike(parts: Sequence[Part], *, among: frozenset[str]) -> PartsAlike | None:
    """The largest group of services that are told once; None where there are few. Only services `among` those."""
    groups: dict[object, list[Part]] = {}
    for part in parts:
        if part.service in among:
            groups.setdefault(part.kind, []).append(part)
    largest = max(groups.values(), key=len, default=[])
    return PartsAlike(parts=tuple(largest)) if len(largest) > MOST_ALIKE else None


def _part(thing: OneThing, bound: BoundService) -> Part:
    service = bound.definition
    limit = bound.limits.promised or bound.limits.statutory
    tag = None
    if bound.optional:
        tag = Text("自愿", "If you wish")
    elif bound.when is not None:
        tag = Text("看情况", "Depends")
    return Part(
        service=service.id,
        authority=authority_name(thing, service.authority),
        name=service.name,
        summary=service.summary,
        tag=tag,
        limit=None if limit is None else limit_words(limit),
        statutory=None if bound.limits.statutory is None else limit_words(bound.limits.statutory),
        mark=mark_of(thing, limit if limit is not None else service),
        outputs=joined(output.name for output in service.outputs),
    )
