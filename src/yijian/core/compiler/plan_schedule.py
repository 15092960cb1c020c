"""Pass 5: the order of the services, and the fastest schedule of the tasks of somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from yijian.core.compiler.draft import Draft
from yijian.core.compiler.situation import Situation
from yijian.core.compiler.special_procedures import stops_of_task
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.schedule import TaskToSchedule, earliest_schedule
from yijian.core.vocabulary.one_thing import BoundService, DependencyKind
from yijian.core.vocabulary.plan import Schedule
from yijian.core.vocabulary.service import Processing, TimeLimits
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

_ON_THE_SPOT = TimeLimit(amount=0, unit=TimeUnit.WORKING_DAY)
"""What 即办件 means: done on the spot. Used only where such a service states no limit of its own, and for what nobody
applies for: a clock that starts with an application never starts there, whatever limit is stated."""


def plan_schedule(draft: Draft) -> Draft:
    """Put the services in an order in which each comes after what it needs; a circle is a finding."""
    services = draft.in_author_order()
    rank = {service.definition.id: position for position, service in enumerate(services)}
    sorter = TopologicalSorter(
        {name: {need.service for need in draft.one_thing.services[name].depends_on} for name in rank}
    )
    try:
        sorter.prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return draft.found(
            draft.error(
                "DEPENDENCY_CYCLE",
                Text(
                    f"事项互相等待：{' → '.join(circle)}",
                    f"The services wait for each other: {' → '.join(circle)}",
                ),
                Text("去掉其中一个先后关系", "Remove one of the orders"),
                *((f"services/{name}", "") for name in dict.fromkeys(circle)),
            )
        )
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=lambda name: rank[name])
        order += ready
        sorter.done(*ready)
    return replace(draft, one_thing=replace(draft.one_thing, order=tuple(order)))


def limits_of(service: BoundService) -> TimeLimits:
    """The limits a service runs under: promised, else statutory, else (即办件 only) on the spot; 免申即享 always so."""
    limits = service.limits
    if service.definition.proactive:
        return TimeLimits(statutory=_ON_THE_SPOT, promised=_ON_THE_SPOT)
    promised = limits.promised or limits.statutory
    if promised is None and service.definition.processing is Processing.IMMEDIATE:
        promised = _ON_THE_SPOT
    return TimeLimits(statutory=limits.statutory, promised=promised)


def tasks_before(
    situation: Situation, service: BoundService, member: int | None, waits: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """The keys of the tasks a task comes after.

    A document of another part counts only where the chosen papers use it (`waits`: task key → services); the fact or
    the author's order counts wherever that part is not ruled out.
    """
    key = situation.task_key(service.definition.id, member)
    before = set(waits.get(key, frozenset()))
    before |= {need.service for need in service.depends_on if need.kind is not DependencyKind.EVIDENCE}
    keys: list[str] = []
    for name in situation.one_thing.order:
        other = situation.one_thing.services[name]
        if name not in before or situation.included(other).holds is False:
            continue
        same = other.repeated_for == service.repeated_for
        members = (member,) if same else situation.members(other.repeated_for)
        keys += [situation.task_key(name, one) for one in members]
    return tuple(keys)


def schedule_of(
    situation: Situation, calendar: WorkingCalendar, waits: Mapping[str, frozenset[str]]
) -> Schedule:
    """The schedule of all tasks that are certainly included, beginning today."""
    return earliest_schedule(
        [
            _to_schedule(situation, service, member, tasks_before(situation, service, member, waits))
            for service, member, included in situation.tasks()
            if included.holds
        ],
        start=situation.today,
        calendar=calendar,
    )


def _to_schedule(
    situation: Situation, service: BoundService, member: int | None, after: tuple[str, ...]
) -> TaskToSchedule:
    stops = tuple(stops_of_task(situation, service, member))
    return TaskToSchedule(
        key=situation.task_key(service.definition.id, member),
        promised=limits_of(service).promised,
        statutory=limits_of(service).statutory,
        after=after,
        usual_stops=tuple(
            stop.procedure.limit for stop in stops if stop.is_usual and not stop.procedure.counted
        ),
        stops=tuple(stop.procedure.limit for stop in stops if not stop.procedure.counted),
        counted_stops=any(stop.procedure.counted for stop in stops),
    )
