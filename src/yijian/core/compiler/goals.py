"""Goals for somebody: what they hang on, and whether they are decided.

What a goal hangs on is known beforehand (`facts_of_goal`), so its verdict is worked out once for all situations that
agree on those facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from yijian.core.compiler.fact_paths import count_path, member_of, present_path, read_path, wants_path
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.resolve import candidates_of, choices_of
from yijian.core.compiler.rules import FAILS, HOLDS, Verdict, all_of, any_of, as_condition, rule_of
from yijian.core.compiler.situation import Situation
from yijian.core.feel.values import UNKNOWN, Value
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.one_thing import BoundService, Goal, GoalKind, OneThing


@dataclass(frozen=True, slots=True)
class OpenGoal:
    """A goal of one member whose verdict more facts can still change. `at` is its position in the one thing."""

    at: int
    goal: Goal
    member: int | None
    verdict: Verdict


class Known(NamedTuple):
    """What is known of some facts, as a key: each by its full path with its value, and the day."""

    values: frozenset[tuple[str, Value]]
    today: date


def open_goals(situation: Situation) -> tuple[OpenGoal, ...]:
    """The goals that are still open. Once one condition of admission fails, the others no longer matter."""
    return situation.once("open goals", None, lambda: _open_goals(situation))


def _open_goals(situation: Situation) -> tuple[OpenGoal, ...]:
    one_thing = situation.one_thing
    return tuple(
        one
        for positions in remembered(one_thing, "goals by service", None, lambda: _by_service(one_thing))
        for one in open_among(situation, positions)
    )


def _by_service(one_thing: OneThing) -> tuple[tuple[int, ...], ...]:
    """The positions of the goals, in runs of the same service: what decides one often decides the others."""
    runs = groupby(
        enumerate(one_thing.goals), key=lambda each: (each[1].kind is GoalKind.ADMISSION, each[1].service)
    )
    return tuple(tuple(at for at, _ in run) for _, run in runs)


def open_among(situation: Situation, positions: tuple[int, ...]) -> tuple[OpenGoal, ...]:
    """The goals at some positions that are still open."""
    return situation.once("open among", positions, lambda: tuple(_find_open(situation, positions)))


def _find_open(situation: Situation, positions: tuple[int, ...]) -> Iterator[OpenGoal]:
    for at in positions:
        goal = situation.one_thing.goals[at]
        if goal.kind is GoalKind.ADMISSION and is_closed(situation):
            continue
        for member in goal_members(situation, goal):
            verdict = verdict_of_goal(situation, at, member)
            if verdict.open:
                yield OpenGoal(at, goal, member, verdict)


def admission_goals(one_thing: OneThing) -> tuple[int, ...]:
    """The positions of the conditions of admission among the goals."""
    return tuple(at for at, goal in enumerate(one_thing.goals) if goal.kind is GoalKind.ADMISSION)


def is_closed(situation: Situation) -> bool:
    """Whether a condition of admission fails."""
    return situation.once(
        "closed",
        None,
        lambda: any(
            verdict_of_goal(situation, at, None).holds is False for at in admission_goals(situation.one_thing)
        ),
    )


def support_of(situation: Situation, at: int, member: int | None) -> frozenset[str]:
    """Every fact that the verdict of a goal can hang on, for its member or, of the whole, for all members."""
    facts, repeated = _hangs_on(situation.one_thing, at)
    return situation.once(
        "support", (at, member), lambda: for_members(situation, facts, repeated=repeated, member=member)
    )


def _hangs_on(one_thing: OneThing, at: int) -> tuple[frozenset[str], str | None]:
    """The facts of a goal for first members, and the participant for whose members its service is repeated."""
    goal = one_thing.goals[at]
    service = one_thing.services[goal.service] if goal.service else None
    facts = remembered(one_thing, "support", at, lambda: facts_of_goal(one_thing, goal))
    return facts, service.repeated_for if service else None


def for_members(
    situation: Situation, facts: frozenset[str], *, repeated: str | None = None, member: int | None = None
) -> frozenset[str]:
    """The facts of one member of the repeated participant, and of all members there are of every other."""
    found: set[str] = set()
    for fact in facts:
        parts = read_path(fact)
        if parts is None or parts.member is None:
            found.add(fact)
        else:
            numbers = (member,) if parts.participant == repeated else situation.members(parts.participant)
            found |= {f"{member_of(parts.participant, number)}.{parts.name}" for number in numbers}
    return frozenset(found)


def known_of_goal(situation: Situation, at: int, member: int | None) -> Known:
    """What is known of the facts a goal hangs on: situations that agree in it agree on the goal."""
    facts, repeated = _hangs_on(situation.one_thing, at)
    return situation.once(
        "known of goal",
        (at, member),
        lambda: known_of(situation, facts, repeated=repeated, member=member),
    )


def codes_told(situation: Situation, at: int, member: int | None) -> frozenset[str]:
    """The codes and texts among what is known of a goal: all that its rules can compare an answer with."""
    return situation.once("codes told", (at, member), lambda: _texts_in(known_of_goal(situation, at, member)))


def _texts_in(known: Known) -> frozenset[str]:
    return frozenset(value for _, value in known.values if isinstance(value, str))


def known_of(
    situation: Situation, facts: frozenset[str], *, repeated: str | None = None, member: int | None = None
) -> Known:
    """The values of facts; also what is told of members while nobody has said how many there are."""
    known = {
        (fact, situation.value(fact))
        for fact in for_members(situation, facts, repeated=repeated, member=member)
    }
    for fact in facts:
        parts = read_path(fact)
        if parts is not None and parts.member is not None and parts.participant != repeated:
            known |= {
                (later, told)
                for number in situation.members_to_come(parts.participant)
                for later in (f"{member_of(parts.participant, number)}.{parts.name}",)
                if (told := situation.fact(later)) is not UNKNOWN
            }
    return Known(frozenset(known), situation.today)


def verdict_of_goal(situation: Situation, at: int, member: int | None) -> Verdict:
    """The verdict of the goal at a position; only an open one needs more facts."""
    return situation.once(
        "goal", (at, member), lambda: _verdict(situation, situation.one_thing.goals[at], member)
    )


def goal_members(situation: Situation, goal: Goal) -> tuple[int | None, ...]:
    """The members for whom a goal must be decided, each by itself."""
    service = situation.one_thing.services[goal.service] if goal.service else None
    return situation.members(service.repeated_for) if service else (None,)


def _verdict(situation: Situation, goal: Goal, member: int | None) -> Verdict:
    services = situation.one_thing.services
    match goal.kind:
        case GoalKind.ADMISSION:
            return situation.of_whole(goal.rule)
        case GoalKind.SERVICE:
            return situation.included(services[goal.subject])
        case GoalKind.CHOICE:
            return situation.included(services[goal.subject.partition(":")[2]])
        case GoalKind.PRESENCE | GoalKind.COUNT:
            taking_part = _services_about(situation.one_thing, goal.subject)
            wanted = (
                any_of(situation.included(services[name]) for name in taking_part) if taking_part else HOLDS
            )
            return all_of((wanted, _told(situation, goal.subject)))
        case _:
            assert goal.service is not None  # noqa: S101 -- goals of these kinds are made with a service
            service = services[goal.service]
            included = situation.included(service)
            if goal.kind is GoalKind.ROLE:
                return all_of((included, _told(situation, goal.subject)))
            condition = HOLDS
            if goal.rule:
                condition = as_condition(situation.of_service(service, member, goal.rule))
            if goal.kind is GoalKind.FIELD:
                condition = all_of((condition, _can_be_told(situation, service, member, goal.subject)))
            return all_of((included, condition))


def _services_about(one_thing: OneThing, subject: str) -> tuple[str, ...]:
    """The services that must be part of it for a count or a presence to matter: those that the participant can have a
    role in. Empty where one of them is part of it for everybody."""
    return remembered(one_thing, "services about", subject, lambda: _find_services_about(one_thing, subject))


def _find_services_about(one_thing: OneThing, subject: str) -> tuple[str, ...]:
    who = subject.partition(".")[0]
    bound = [
        service
        for service in one_thing.services.values()
        if any(who in candidates_of(service, role) for role in service.bindings)
    ]
    if any(service.when is None and not service.optional for service in bound):
        return ()
    return tuple(service.definition.id for service in bound)


def _can_be_told(situation: Situation, service: BoundService, member: int | None, role_fact: str) -> Verdict:
    """Whether the fact of a role applies to whoever fills it."""
    role, _, name = role_fact.partition(".")
    holder = situation.holder(service, role)
    who = holder.settled
    if who is None:
        return Verdict(None, holder.needs) if holder.candidates else FAILS
    members = situation.members(who) if service.definition.roles[role].many else (member,)
    numbered = situation.one_thing.life_event.participants[who].many
    verdicts = [situation.applies(f"{member_of(who, each if numbered else None)}.{name}") for each in members]
    needs = frozenset().union(*(verdict.needs for verdict in verdicts))  # each member has a field to decide
    return all_of((situation.presence(who), Verdict(None, needs) if needs else any_of(verdicts)))


def _told(situation: Situation, path: str) -> Verdict:
    """Whether a fact that is a question by itself has been answered; a count that is told holds."""
    parts = read_path(path)
    if parts is not None and path == count_path(parts.participant):
        absent = situation.presence(parts.participant).holds is False
        told = absent or situation.count(parts.participant) is not None
    elif parts is not None and path == present_path(parts.participant):
        return situation.presence(parts.participant)
    else:
        return situation.is_told(path)
    return Verdict(True) if told else Verdict(None, frozenset((path,)))


def read_by_goals(one_thing: OneThing) -> frozenset[str]:
    """Every fact that any goal can hang on, for the first member of a repeated participant."""
    return remembered(
        one_thing,
        "read by goals",
        None,
        lambda: frozenset().union(*(facts_of_goal(one_thing, goal) for goal in one_thing.goals)),
    )


def facts_of_goal(one_thing: OneThing, goal: Goal) -> frozenset[str]:
    """Every fact that the verdict of a goal can hang on, for the first member of a repeated participant."""
    found: set[str] = set()
    if goal.service is not None:
        service = one_thing.services[goal.service]
        found |= _facts_of_inclusion(one_thing, service) | _facts_of_rule(one_thing, goal.rule, service)
    elif goal.rule:
        found |= _facts_of_rule(one_thing, goal.rule, None)
    match goal.kind:
        case GoalKind.SERVICE:
            found |= _facts_of_inclusion(one_thing, one_thing.services[goal.subject])
        case GoalKind.CHOICE:
            found |= _facts_of_inclusion(one_thing, one_thing.services[goal.subject.partition(":")[2]])
        case GoalKind.ROLE:
            found.add(goal.subject)
        case GoalKind.COUNT | GoalKind.PRESENCE:
            found.add(goal.subject)
            for name in _services_about(one_thing, goal.subject):
                found |= _facts_of_inclusion(one_thing, one_thing.services[name])
        case GoalKind.FIELD if goal.service is not None:
            found |= _facts_of_application(one_thing, one_thing.services[goal.service], goal.subject)
        case _:
            pass
    return frozenset(_with_what_comes_first(one_thing, found))


def _facts_of_application(one_thing: OneThing, service: BoundService, role_fact: str) -> set[str]:
    """What decides whether the fact of a role applies: who fills the role, whether they take part, what they are."""
    role, _, name = role_fact.partition(".")
    bound = service.bindings.get(role)
    found = {bound.by} if isinstance(bound, ChosenParticipant) else set()
    for who in candidates_of(service, role):
        member = 1 if one_thing.life_event.participants[who].many else None
        path = f"{member_of(who, member)}.{name}"
        found |= _with_what_comes_first(one_thing, {path}) - {path}
    return found


def _facts_of_inclusion(one_thing: OneThing, service: BoundService) -> set[str]:
    found = {wants_path(service.definition.id)} if service.optional else set()
    if service.when is not None:
        found |= _facts_of_rule(one_thing, service.when, None)
    for role, declared in service.definition.roles.items():
        for who in candidates_of(service, role) if not declared.optional else ():
            if one_thing.life_event.participants[who].optional:
                found.add(present_path(who))
                bound = service.bindings[role]
                found |= {bound.by} if isinstance(bound, ChosenParticipant) else set()
    return found


def _facts_of_rule(one_thing: OneThing, text: str, service: BoundService | None) -> set[str]:
    found: set[str] = set()
    for path in rule_of(text).paths if text else ():
        root, _, name = path.partition(".")
        people: frozenset[str]
        if service is not None:
            people = candidates_of(service, root)
            bound = service.bindings.get(root)
            if isinstance(bound, ChosenParticipant):
                found.add(bound.by)
        else:
            people = frozenset((root,)) & one_thing.life_event.participants.keys()
        for who in people:
            declared = one_thing.life_event.participants[who]
            many = declared.many
            at_once = service is None or service.definition.roles[root].many
            if many and declared.most > 1 and at_once:
                found.add(count_path(who))
            if name:
                found.add(f"{member_of(who, 1 if many else None)}.{name}")
    return found


def _with_what_comes_first(one_thing: OneThing, facts: set[str]) -> set[str]:
    """The facts with those that decide whether they can be told at all."""
    found: set[str] = set()
    waiting = sorted(facts)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        parts = read_path(path)
        declared = one_thing.life_event.participants.get(parts.participant) if parts else None
        if parts is None or declared is None:
            continue
        if declared.optional and parts.name != "present":
            waiting.append(present_path(parts.participant))
        entity = one_thing.entities.get(declared.entity)
        concept = entity.concepts.get(parts.name) if entity else None
        if concept is not None and concept.applies_when is not None:
            who = member_of(parts.participant, parts.member)
            waiting += [f"{who}.{name}" for name in rule_of(concept.applies_when).paths]
        chosen = choices_of(one_thing).get(path)
        if chosen is not None:
            waiting += [
                present_path(who)
                for who in chosen.among.values()
                if one_thing.life_event.participants[who].optional
            ]
    return found
