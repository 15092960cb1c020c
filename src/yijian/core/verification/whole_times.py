"""How long the whole takes by its parts: at least for everybody, and at most for somebody.

Which parts somebody gets hangs on the conditions in the life event. They are tried on people that stand for everybody
(see `representatives`), so that "one of these two" counts as something that everybody gets. A condition that cannot be
bounded is taken as "perhaps": it counts for the most and not for the least, so both figures stay sound.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from yijian.core.feel import NOT_APPLICABLE, Compiled, Expression, Type, compile_expression
from yijian.core.verification.bindings import participants_of
from yijian.core.verification.dead_parts import MOST_PERSONS, Condition, context_of, facts_read
from yijian.core.verification.flow_checks import Need, needs_of
from yijian.core.verification.reporting import Part
from yijian.core.verification.representatives import representatives
from yijian.core.verification.rule_uses import parsed, scope_of_life_event
from yijian.core.vocabulary.life_event import LifeEvent, RegionOverlay, ServiceUse
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

DAYS_IN_WEEK = 7
WORKING_DAYS_IN_WEEK = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedPart:
    """A service with the limit that counts in a region, in working days, and where it is stated.

    `converted`: the limit is stated in calendar days, of which each full week counts as five working days.
    """

    service: str
    days: int
    source: str | None
    part: Part
    converted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Longest:
    """For somebody: their services, the chain of them that takes longest, and the facts that make it so (None where
    nothing hangs on facts)."""

    chain: tuple[LimitedPart, ...]
    services: frozenset[str]
    witness: Facts | None = None

    @property
    def days(self) -> int:
        """Working days along the chain."""
        return sum(part.days for part in self.chain)


def times_of_whole(
    package: DefinitionPackage, event: LifeEvent, overlay: RegionOverlay | None
) -> tuple[Longest, Longest] | None:
    """The longest chain of whoever is done first, and of whoever is done last. None where services wait for each other.

    Optional parts are not wanted by the first and all wanted by the last.
    """
    needs = needs_of(package, event)
    limits = {use.service: limited_part(package, overlay, use.service) for use in event.services}
    known: dict[frozenset[str], tuple[LimitedPart, ...]] = {}

    def chain(services: frozenset[str]) -> tuple[LimitedPart, ...]:
        if services not in known:
            known[services] = _longest_chain(services, needs, limits)
        return known[services]

    try:
        everybody = list(_persons(package, event))
        least = min(
            (
                Longest(chain=chain(certain), services=certain, witness=facts)
                for facts, certain, _ in everybody
            ),
            key=_least,
        )
        most = max(
            (Longest(chain=chain(some), services=some, witness=facts) for facts, _, some in everybody),
            key=_most,
        )
    except _Circular:
        return None
    return least, most


def longest_for_everybody(
    package: DefinitionPackage,
    event: LifeEvent,
    overlay: RegionOverlay | None,
    counts: Callable[[LimitedPart], bool],
) -> LimitedPart | None:
    """The longest single part, of those that `counts` lets count, of whoever has the shortest such part: everybody has
    one as long. None where somebody has none."""
    limits = [limited_part(package, overlay, use.service) for use in event.services]
    counted = {part.service: part for part in limits if part is not None and counts(part)}
    longest = [
        max((counted[service] for service in sorted(certain & counted.keys())), key=_days, default=None)
        for _, certain, _ in _persons(package, event)
    ]
    found = [part for part in longest if part is not None]
    return min(found, key=_days) if found and len(found) == len(longest) else None


def _days(part: LimitedPart) -> int:
    return part.days


def _least(longest: Longest) -> tuple[int, int]:
    """Of equally long ones the one with the fewest services: it shows best why."""
    return longest.days, len(longest.services)


def _most(longest: Longest) -> tuple[int, int]:
    return longest.days, -len(longest.services)


def _persons(
    package: DefinitionPackage, event: LifeEvent
) -> Iterator[tuple[Facts | None, frozenset[str], frozenset[str]]]:
    """People that stand for everybody: their facts, the services that they certainly and that they perhaps get."""
    scope = {
        name: getattr(type_, "member", type_) for name, type_ in scope_of_life_event(package, event).items()
    }
    lists = {name for name, participant in event.participants.items() if participant.many}
    bounded: dict[str, Expression] = {}
    for use in event.services:
        expression = parsed(use.when) if use.when is not None else None
        if expression is not None and _is_bounded(package, event, expression, scope, lists):
            bounded[use.service] = expression
    conditions = [Condition(expression, ("", "")) for expression in bounded.values()]
    facts, applying = facts_read(package, event, conditions, scope)
    domains = representatives([*bounded.values(), *applying.values()], facts or {})
    persons = 1
    for domain in (domains or {}).values():
        persons *= len(domain)
    if facts is None or domains is None or persons > MOST_PERSONS:
        bounded, domains, applying = {}, {}, {}
    # Whoever fills in the questions tells each fact that applies: nobody answers "none" to a condition.
    told = {path: tuple(value for value in domain if value is not None) for path, domain in domains.items()}
    rules = {name: compile_expression(expression) for name, expression in bounded.items()}
    applies = {path: compile_expression(rule) for path, rule in applying.items()}
    for values in itertools.product(*told.values()):
        person = dict(zip(told, values, strict=True))
        context = context_of(person, applies)
        yield (
            _witness(person, context) or None,
            _certain(package, event, rules, context),
            _possible(event, rules, context),
        )


def _is_bounded(
    package: DefinitionPackage,
    event: LifeEvent,
    expression: Expression,
    scope: Mapping[str, Type],
    lists: Iterable[str],
) -> bool:
    facts, applying = facts_read(package, event, [Condition(expression, ("", ""))], scope)
    if facts is None or any(path.partition(".")[0] in lists for path in facts):
        return False
    return representatives([expression, *applying.values()], facts) is not None


def _witness(person: Mapping[str, object], context: Mapping[str, object]) -> Facts:
    """The person as facts are told: those that apply, several codes as text."""
    told: Facts = {}
    for path, value in person.items():
        participant, _, name = path.partition(".")
        about = context.get(participant)
        if isinstance(about, Mapping) and about.get(name) is NOT_APPLICABLE:
            continue
        if isinstance(value, list):
            told[path] = " ".join(map(str, value))
        elif isinstance(value, str | int):
            told[path] = value
    return told


def _certain(
    package: DefinitionPackage, event: LifeEvent, rules: Mapping[str, Compiled], context: Mapping[str, object]
) -> frozenset[str]:
    return frozenset(
        use.service
        for use in event.services
        if not use.optional
        and (use.when is None or _holds(use, rules, context) is True)
        and not _needs_somebody_optional(package, event, use)
    )


def _needs_somebody_optional(package: DefinitionPackage, event: LifeEvent, use: ServiceUse) -> bool:
    """Whether a role of the service can be filled only by participants who need not take part."""
    service = package.services.get(use.service)
    return service is not None and any(
        all(event.participants[player].optional for player in participants_of(event, use, name))
        for name, role in service.roles.items()
        if not role.optional
    )


def _possible(
    event: LifeEvent, rules: Mapping[str, Compiled], context: Mapping[str, object]
) -> frozenset[str]:
    return frozenset(
        use.service
        for use in event.services
        if use.when is None or _holds(use, rules, context) in (True, None)
    )


def _holds(use: ServiceUse, rules: Mapping[str, Compiled], context: Mapping[str, object]) -> bool | None:
    """Whether the condition of a service holds for a person; None where nothing is known of it."""
    rule = rules.get(use.service)
    return None if rule is None else rule.evaluate(context).value is True


class _Circular(Exception):
    """Services wait for each other: there is no longest path."""


def _longest_chain(
    services: frozenset[str],
    needs: Mapping[str, tuple[Need, ...]],
    limits: Mapping[str, LimitedPart | None],
) -> tuple[LimitedPart, ...]:
    """The chain among some services that takes longest by their limits, in order; parts without a limit count 0."""
    best: dict[str, tuple[LimitedPart, ...]] = {}

    def chain_to(service: str, above: frozenset[str]) -> tuple[LimitedPart, ...]:
        if service in above:
            raise _Circular
        if service not in best:
            before = [
                chain_to(need.first, above | {service})
                for need in needs.get(service, ())
                if need.first in services
            ]
            own = limits.get(service)
            best[service] = (*max(before, key=_sum, default=()), *([own] if own else []))
        return best[service]

    return max((chain_to(service, frozenset()) for service in sorted(services)), key=_sum, default=())


def _sum(chain: tuple[LimitedPart, ...]) -> int:
    return sum(part.days for part in chain)


def limited_part(
    package: DefinitionPackage, overlay: RegionOverlay | None, service: str
) -> LimitedPart | None:
    """The limit of a service in a region: its local promise, else its promise, else the one set by law."""
    definition = package.services.get(service)
    local = overlay.services.get(service) if overlay else None
    if overlay is not None and local is not None:
        key = f"regions/{overlay.region}/{overlay.life_event}"
        found = _part(service, local.promised, (key, f"services/{service}/promised"))
        if found is not None:
            return found
    for name in ("promised", "statutory"):
        limit: TimeLimit | None = getattr(definition.time_limits, name) if definition else None
        found = _part(service, limit, (f"services/{service}", f"time_limits/{name}"))
        if found is not None:
            return found
    return None


def _part(service: str, limit: TimeLimit | None, part: Part) -> LimitedPart | None:
    if limit is None:
        return None
    match limit.unit:
        case TimeUnit.WORKING_DAY:
            return LimitedPart(service=service, days=limit.amount, source=limit.source, part=part)
        case TimeUnit.CALENDAR_DAY:
            days = limit.amount // DAYS_IN_WEEK * WORKING_DAYS_IN_WEEK
            return LimitedPart(service=service, days=days, source=limit.source, part=part, converted=True)
        case _:
            return None
