"""Parts of services that nobody in the joint channel can ever need: a paper or a question that is listed in vain.

A part is dead where its condition and the admission of a region exclude each other: proved over representatives that
stand for everybody (see `representatives`), or by the solver where there are none (see `proof`), never guessed.
Undecided admission counts as open, because an officer decides then. No finding means "not shown to be dead".
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import (
    BOOLEAN,
    NOT_APPLICABLE,
    Compiled,
    ContextOf,
    Expression,
    FeelError,
    ListOf,
    Type,
    ast,
    compile_expression,
    free_paths,
)
from yijian.core.verification.bindings import participants_of
from yijian.core.verification.findings import Finding
from yijian.core.verification.proof import find_person
from yijian.core.verification.proof_answers import NOBODY, Outcome, Rule, rule_for_proof
from yijian.core.verification.proof_facts import Persons
from yijian.core.verification.proof_persons import persons_of
from yijian.core.verification.proof_trials import try_persons
from yijian.core.verification.reporting import Part, warning
from yijian.core.verification.representatives import TODAY_OF_WITNESSES, representatives
from yijian.core.verification.rule_uses import (
    PRESENT,
    TODAY,
    parsed,
    qualified,
    scope_of_life_event,
    who_takes_part,
)
from yijian.core.vocabulary.life_event import LifeEvent, RegionOverlay, ServiceUse
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

MOST_PERSONS: Final = 20_000
"""More representatives than this are not tried: the solver is asked."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition over participants (each a single one) and where it stands."""

    expression: Expression
    part: Part


@dataclass(frozen=True, slots=True)
class _Listed:
    """A paper or question with a condition: what it is called, its code, the condition, who says so."""

    name: Text
    code: str
    when: str
    part: Part
    source: str | None


def check_dead_parts(package: DefinitionPackage) -> Iterator[Finding]:
    """Papers and questions whose condition can never hold for anybody whom a region admits."""
    overlays: dict[str, list[tuple[str, RegionOverlay]]] = {}
    for key, overlay in package.overlays.items():
        overlays.setdefault(overlay.life_event, []).append((key, overlay))
    users = Counter(
        service
        for event in package.life_events.values()
        for service in {use.service for use in event.services}
    )
    for event in package.life_events.values():
        proofs = EventProofs(package, event)
        admissions = [
            _Admission(overlay, tuple(_admission(event, key, overlay)))
            for key, overlay in overlays.get(event.id, ())
        ]
        sources = {event.source} | {one.overlay.source for one in admissions}
        for position, use in enumerate(event.services):
            service = package.services.get(use.service)
            for listed in _listed(package, service) if service else ():
                # Where several life events use the service, only what its own guide says is of this one: what an adult
                # brings is not listed in vain because newborns use the same service.
                of_event = users[use.service] == 1 or listed.source in sources
                yield from _check(proofs, (position, use), listed, admissions if of_event else [])


@dataclass(frozen=True, slots=True)
class _Admission:
    """A region's rules, and their conditions over single participants."""

    overlay: RegionOverlay
    conditions: tuple[Condition, ...]


def _listed(package: DefinitionPackage, service: PublicService) -> Iterator[_Listed]:
    key = f"services/{service.id}"
    for at, requirement in enumerate(service.evidence):
        if requirement.when is not None:
            kinds = {item.type for option in requirement.any_of for item in option}
            names = [package.evidence[kind].name for kind in sorted(kinds) if kind in package.evidence]
            name = Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))
            part = (key, f"evidence/{at}/when")
            yield _Listed(name, "DEAD_EVIDENCE", requirement.when, part, requirement.source)
    for at, told in enumerate(service.information):
        if told.when is not None:
            name, part = Text(told.fact, told.fact), (key, f"information/{at}/when")
            yield _Listed(name, "DEAD_INFORMATION", told.when, part, told.source)


def _check(
    proofs: EventProofs,
    placed_use: tuple[int, ServiceUse],
    listed: _Listed,
    admissions: list[_Admission],
) -> Iterator[Finding]:
    """One finding for a part: that it is dead everywhere, or in which regions and by which conditions."""
    package, event = proofs.package, proofs.event
    position, use = placed_use
    expression = parsed(listed.when)
    if expression is None:
        return
    wanted = [Condition(bound, listed.part) for bound in over_participants(package, event, use, expression)]
    own = parsed(use.when) if use.when is not None else None
    given = _single_conjuncts(event, own, (f"life-events/{event.id}", f"services/{position}/when"))
    if wanted and all(proofs.exclude([one, *given]) for one in wanted):
        yield _dead(package, listed, Text("自身", "itself"), [one.part for one in given])
        return
    regions: list[Text] = []
    parts: list[Part] = []
    for admission in admissions:
        excluding = _excluding(proofs, wanted, [*given, *admission.conditions])
        if excluding:
            regions.append(admission.overlay.region_name)
            parts += [condition.part for condition in excluding]
    if regions:
        yield _dead(package, listed, _joined(regions), parts)


def _joined(regions: list[Text]) -> Text:
    return Text("、".join(one.zh for one in regions), ", ".join(one.en for one in regions))


def _dead(package: DefinitionPackage, listed: _Listed, where: Text, parts: list[Part]) -> Finding:
    own = where.en == "itself"
    reason = (
        Text("它的条件谁也满足不了", "nobody can meet its condition")
        if own
        else Text(
            f"{where.zh}的联办范围和它的条件不能同时成立",
            f"its condition and the admission of {where.en} exclude each other",
        )
    )
    return warning(
        package,
        listed.code,
        Text(
            f"“{listed.name.zh}”永远用不上：{reason.zh}", f"“{listed.name.en}” is never needed: {reason.en}"
        ),
        Text(
            "核对条件；联办里用不上的，指南里不必列",
            "Check the condition; what is never needed need not stand in the guide of the joint service",
        ),
        listed.part,
        *parts,
    )


def _admission(event: LifeEvent, key: str, overlay: RegionOverlay) -> list[Condition]:
    found: list[Condition] = []
    for at, condition in enumerate(overlay.admission.conditions):
        part = (f"regions/{key}", f"admission/conditions/{at}/rule")
        found += _single_conjuncts(event, parsed(condition.rule), part)
    return found


def _excluding(proofs: EventProofs, wanted: list[Condition], given: list[Condition]) -> list[Condition]:
    """The conditions that together exclude all of the wanted; a single one where one is enough; none: alive."""
    if not wanted:
        return []
    for condition in given:
        if all(proofs.exclude([one, condition]) for one in wanted):
            return [condition]
    related = _related(wanted, given)
    if len(related) > 1 and all(proofs.exclude([one, *related]) for one in wanted):
        return related
    return []


def _related(wanted: list[Condition], given: list[Condition]) -> list[Condition]:
    """The conditions that share a fact with the wanted ones. Leaving the others out can only hide a dead part."""
    reads = {path for one in wanted for path in free_paths(one.expression)} - {TODAY}
    return [one for one in given if reads & set(free_paths(one.expression))]


# From rules to conditions over single participants


def over_participants(
    package: DefinitionPackage, event: LifeEvent, use: ServiceUse, expression: Expression
) -> Iterator[Expression]:
    """The rule of a service once for every way in which participants can play the roles it reads.

    None for a rule over a list of members: nothing is proved about it here.
    """
    service = package.services[use.service]
    roles = sorted({path.partition(".")[0] for path in free_paths(expression)} & service.roles.keys())
    if any(service.roles[role].many for role in roles):
        return
    choices = [participants_of(event, use, role) for role in roles]
    for players in itertools.product(*choices):
        yield _renamed(expression, dict(zip(roles, players, strict=True)))


def _renamed(node: Expression, names: Mapping[str, str]) -> Expression:
    def change(child: ast.Node) -> ast.Node:
        if isinstance(child, ast.Name):
            return ast.Name(names.get(child.name, child.name), span=child.span)
        return ast.with_children(child, change)

    renamed = change(node)
    return renamed if isinstance(renamed, ast.Expression) else node


def _single_conjuncts(event: LifeEvent, expression: Expression | None, part: Part) -> list[Condition]:
    """The conjuncts of a rule over participants, as conditions over single ones.

    Of several children, what holds for every one holds for the one in question: `every` over the list becomes its
    condition. Any other conjunct over a list is left out: fewer conditions exclude less, so nothing false is said.
    """
    if expression is None:
        return []
    conjuncts = expression.operands if isinstance(expression, ast.Conjunction) else (expression,)
    lists = {name for name, participant in event.participants.items() if participant.many}
    found: list[Condition] = []
    for conjunct in conjuncts:
        single = conjunct
        match conjunct:
            case ast.Quantified(
                quantifier="every", iterators=(ast.Iterator(variable=variable, domain=ast.Name(name=name)),)
            ) if name in lists:
                if not any(path.partition(".")[0] in lists for path in free_paths(conjunct.condition)):
                    found.append(Condition(_renamed(conjunct.condition, {variable: name}), part))
                continue
        if not any(path.partition(".")[0] in lists for path in free_paths(single)):
            found.append(Condition(single, part))
    return found


# The proof


def is_impossible(package: DefinitionPackage, event: LifeEvent, conditions: list[Condition]) -> bool:
    """`EventProofs.exclude`, of one question."""
    return EventProofs(package, event).exclude(conditions)


class EventProofs:
    """Questions about the participants of one life event, each taken as a single one."""

    def __init__(self, package: DefinitionPackage, event: LifeEvent) -> None:
        self.package = package
        self.event = event
        self._scope = {
            name: type_.member if isinstance(type_, ListOf) else type_
            for name, type_ in scope_of_life_event(package, event).items()
        }
        self._rules: dict[int, tuple[Expression, Rule | None]] = {}

    @cached_property
    def _persons(self) -> Persons:
        who = {name: replace(one, many=False) for name, one in who_takes_part(self.event).items()}
        return persons_of(self.package, who, none=True)

    def _rule(self, expression: Expression) -> Rule | None:
        """The expression ready to be proved; None where it does not fit."""
        at = id(expression)  # held here, so that the id is not used again
        if at not in self._rules:
            try:
                rule = rule_for_proof(expression, self._scope, ranges=self._persons.ranges)
            except FeelError:
                rule = None
            self._rules[at] = (expression, rule)
        return self._rules[at][1]

    def exclude(self, conditions: list[Condition]) -> bool:
        """Whether it is proved that nobody meets the first condition while none of the others fails.

        False means "not proved": somebody does, or it is not decided.
        """
        rules = [rule for one in conditions if (rule := self._rule(one.expression)) is not None]
        asked = [(rule, Outcome.NOT_FAILS if at else Outcome.HOLDS) for at, rule in enumerate(rules)]
        if len(asked) == len(conditions):
            tried = try_persons(asked, self._persons)
            if tried is not None:
                return tried is NOBODY
        facts, applying = facts_read(self.package, self.event, conditions, self._scope)
        expressions = [condition.expression for condition in conditions]
        domains = None if facts is None else representatives([*expressions, *applying.values()], facts)
        if domains is None or math.prod(map(len, domains.values())) > MOST_PERSONS:
            return len(asked) == len(conditions) and find_person(*asked, persons=self._persons) is NOBODY
        compiled = [compile_expression(expression) for expression in expressions]
        applies = {path: compile_expression(rule) for path, rule in applying.items()}
        for values in itertools.product(*domains.values()):
            context = context_of(dict(zip(domains, values, strict=True)), applies)
            if _may_hold(compiled, context):
                return False
        return True


def _may_hold(compiled: list[Compiled], context: Mapping[str, object]) -> bool:
    wanted, *others = compiled
    return wanted.evaluate(context).value is True and all(
        other.evaluate(context).value is not False for other in others
    )


def facts_read(
    package: DefinitionPackage, event: LifeEvent, conditions: list[Condition], scope: Mapping[str, Type]
) -> tuple[dict[str, Type] | None, dict[str, Expression]]:
    """The facts that decide the conditions, with those that decide whether they apply; None where one is unknown.

    The second value gives, for a fact that does not apply to everybody, the rule when it does; rules come after those
    of the facts that they read.
    """
    facts: dict[str, Type] = {}
    applying: dict[str, Expression] = {}
    above: dict[str, tuple[str, ...]] = {}
    waiting = [path for condition in conditions for path in free_paths(condition.expression)]
    while waiting:
        path = waiting.pop()
        if path == TODAY or path in facts:
            continue
        participant, _, name = path.partition(".")
        members = scope.get(participant)
        if not isinstance(members, ContextOf) or name not in members.members:
            return None, {}
        facts[path] = members.members[name]
        if event.participants[participant].optional:
            facts[f"{participant}.{PRESENT}"] = BOOLEAN
        concept = package.concept_of(event.participants[participant].entity, name)
        rule = parsed(concept.applies_when) if concept and concept.applies_when else None
        if rule is not None:
            siblings = {sibling: f"{participant}.{sibling}" for sibling in free_paths(rule)}
            applying[path] = qualified(rule, participant, siblings)
            above[path] = tuple(siblings.values())
            waiting += above[path]
    try:
        order = tuple(TopologicalSorter(above).static_order())
    except CycleError:
        return None, {}
    return facts, {path: applying[path] for path in order if path in applying}


def context_of(values: Mapping[str, object], applies: Mapping[str, Compiled]) -> dict[str, object]:
    """The facts of one representative as rules read them: not applicable where the participant or the rule says so."""
    context: dict[str, dict[str, object]] = {}
    for path, value in values.items():
        participant, _, name = path.partition(".")
        absent = values.get(f"{participant}.{PRESENT}") is False and name != PRESENT
        context.setdefault(participant, {})[name] = NOT_APPLICABLE if absent else value
    whole: dict[str, object] = {**context, TODAY: TODAY_OF_WITNESSES}
    for path, rule in applies.items():
        participant, _, name = path.partition(".")
        if rule.evaluate(whole).value is False:
            context[participant][name] = NOT_APPLICABLE
    return whole
