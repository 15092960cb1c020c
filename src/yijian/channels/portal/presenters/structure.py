"""How the services of a one thing hang together: by authority, which waits for which, and what decides the date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from yijian.channels.portal.presenters.names import authority_name, fact_name, joined, paper_name
from yijian.channels.portal.presenters.parts import Part, PartsAlike, by_authority
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import BoundService, Dependency, DependencyKind, OneThing
from yijian.core.vocabulary.plan import Plan

OTHERWISE = Text("按先后次序", "in this order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One service, or many that are alike. `certain`: it is part of it for everybody; `deciding`: its delay would move
    the last day of the usual situation."""

    key: str
    name: Text
    note: Text | None
    certain: bool
    deciding: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """`after` begins when `before` is done; `deciding`: both lie on the chain that decides the date."""

    before: str
    after: str
    deciding: bool
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An authority and its services."""

    authority: Text
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The whole: the services by authority, and what waits for what."""

    title: Text
    result: Text
    groups: tuple[Group, ...]
    waits: tuple[Wait, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes from the top."""
        return tuple(node for group in self.groups for node in group.nodes)

    @property
    def rows(self) -> tuple[tuple[Node, Text, tuple[tuple[Text, Text], ...]], ...]:
        """The same as a table: the node, its authority, and what it waits for, each with its reason."""
        names = {node.key: node.name for node in self.nodes}
        return tuple(
            (
                node,
                group.authority,
                tuple((names[wait.before], wait.reason) for wait in self.waits if wait.after == node.key),
            )
            for group in self.groups
            for node in group.nodes
        )


def structure_of(thing: OneThing, plan: Plan, folded: PartsAlike | None) -> Structure:
    """The structure of a guide, with what decides the date in the reference case."""
    after = _needs(thing, plan)
    deciding = {task.key.partition("[")[0] for task in plan.schedule.tasks if task.critical}
    chain = [key.partition("[")[0] for key in plan.schedule.critical_path]
    steps = set(pairwise(chain))
    hidden = {part.service for part in folded.parts} if folded else set()
    shown = [bound for bound in by_authority(thing) if bound.definition.id not in hidden]
    groups = tuple(
        Group(
            authority=authority_name(thing, authority),
            nodes=tuple(_node(bound, deciding) for bound in services),
        )
        for authority, services in groupby(shown, key=lambda bound: bound.definition.authority)
    )
    waits = tuple(
        Wait(
            before=before,
            after=service,
            deciding=(before, service) in steps,
            reason=_reason(thing, service, before),
        )
        for service in thing.services
        for before in sorted(_direct(service, after), key=list(thing.services).index)
    )
    return Structure(
        title=Text("谁等谁", "What waits for what"),
        result=_result(thing, waits, chain),
        groups=(*groups, *_folded(folded)),
        waits=waits,
    )


def independent(thing: OneThing, plan: Plan) -> frozenset[str]:
    """The services that wait for nothing, that nothing waits for, and that do not decide the date."""
    after = _needs(thing, plan)
    tied = {service for service, needs in after.items() if needs} | {
        need for needs in after.values() for need in needs
    }
    deciding = {task.key.partition("[")[0] for task in plan.schedule.tasks if task.critical}
    return frozenset(thing.services) - tied - deciding


def _needs(thing: OneThing, plan: Plan) -> dict[str, frozenset[str]]:
    """What each service waits for: for anybody as far as decided without facts, and in the reference case."""
    needs: dict[str, set[str]] = {service: set() for service in thing.services}
    told = [(task.key, task.after) for task in plan.tasks]
    told += [(task.key, task.after) for task in plan.schedule.tasks]
    for key, before in told:
        needs[key.partition("[")[0]] |= {each.partition("[")[0] for each in before}
    return {service: frozenset(before) - {service} for service, before in needs.items()}


def _direct(service: str, after: dict[str, frozenset[str]]) -> frozenset[str]:
    """What a service waits for, without what one of those waits for in its turn."""
    return frozenset(
        need
        for need in after[service]
        if not any(need in _all_before(other, after) for other in after[service] - {need})
    )


def _all_before(service: str, after: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    ahead = list(after[service])
    while ahead:
        need = ahead.pop()
        if need not in found:
            found.add(need)
            ahead += after[need]
    return frozenset(found)


def _node(bound: BoundService, deciding: set[str]) -> Node:
    service = bound.definition
    note = None
    if bound.optional:
        note = Text("自愿", "if you wish")
    elif bound.when is not None:
        note = Text("看情况", "depends")
    return Node(
        key=service.id, name=service.name, note=note, certain=note is None, deciding=service.id in deciding
    )


def _folded(folded: PartsAlike | None) -> Iterator[Group]:
    if folded is None:
        return
    number, authorities = len(folded.parts), folded.authorities
    node = Node(
        key="alike",
        name=Text(f"{number} 个事项，互不等待", f"{number} services, none waits for another"),
        note=_lower(folded.first),
        certain=folded.first.tag is None,
        deciding=False,
    )
    yield Group(authority=Text(f"{authorities} 个部门", f"{authorities} authorities"), nodes=(node,))


def _lower(part: Part) -> Text | None:
    return None if part.tag is None else Text(part.tag.zh, part.tag.en.lower())


def _reason(thing: OneThing, service: str, before: str) -> Text:
    """Why one waits for the other: the paper or the fact that is made there, or the order its author gives."""
    needs = [need for need in thing.services[service].depends_on if need.service == before]
    return joined(dict.fromkeys(_words(thing, need) for need in needs)) if needs else OTHERWISE


def _words(thing: OneThing, need: Dependency) -> Text:
    if need.kind is DependencyKind.EVIDENCE:
        paper = paper_name(thing, need.subject)
        return Text(f"要用它的{paper.zh}", f"it needs: {paper.en}")
    if need.kind is DependencyKind.FACT:
        fact = fact_name(thing, need.subject)
        return Text(f"要用它的{fact.zh}", f"it needs: {fact.en}")
    return Text(need.subject, OTHERWISE.en)


def _result(thing: OneThing, waits: Iterable[Wait], chain: list[str]) -> Text:
    """The picture in a sentence."""
    waiting = len({wait.after for wait in waits})
    names = [thing.services[service].definition.name for service in chain]
    if not waiting:
        return Text(
            f"{len(thing.services)} 个事项互不等待，同时办",
            f"{len(thing.services)} services, none waits for another",
        )
    path = (
        Text(
            f"。决定总天数的是：{' → '.join(each.zh for each in names)}",
            f". What decides the date: {' → '.join(each.en for each in names)}",
        )
        if len(names) > 1
        else Text("", "")
    )
    return Text(
        f"{len(thing.services)} 个事项，{waiting} 个要等别的先办好{path.zh}",
        f"{len(thing.services)} services, {waiting} of which wait for another{path.en}",
    )
