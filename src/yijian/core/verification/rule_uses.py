"""Every rule of a package: its text, where it stands, and the names it may read with their types."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Generic, TypeVar

from yijian.core.feel import (
    BOOLEAN,
    DATE,
    INTEGER,
    MONEY,
    RATE,
    TEXT,
    Code,
    ContextOf,
    Expression,
    FeelError,
    ListOf,
    Type,
    ast,
    parse,
)
from yijian.core.verification.reporting import Part
from yijian.core.vocabulary.concept import CHOICES, Concept, ConceptType, Entity
from yijian.core.vocabulary.life_event import LifeEvent
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService, Role

T = TypeVar("T")

TODAY: Final = "today"
PRESENT: Final = "present"

_TYPES: Final[Mapping[ConceptType, Type]] = {
    ConceptType.BOOLEAN: BOOLEAN,
    ConceptType.INTEGER: INTEGER,
    ConceptType.MONEY: MONEY,
    ConceptType.RATE: RATE,
    ConceptType.DATE: DATE,
}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody whose facts a rule may read: of which entity, whether there may be nobody, whether there are several.

    `most`: how many there are at most; None where that is not declared.
    """

    entity: str
    optional: bool = False
    many: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """A rule and its place. `scope` types the names it may read; it is empty where one of them is of no known entity,
    and then nothing is said about names and types. `who` says whose facts they are, by name (the empty name: the facts
    of one entity stand at the top). `criterion`: the rule decides something about a person, so that "undecided" is an
    answer (an officer decides). `text` needs nothing beside itself; `written` is what its author wrote, where that names
    decision tables."""

    text: str
    part: Part
    scope: Mapping[str, Type]
    who: Mapping[str, Who]
    criterion: bool = False
    written: str = ""

    @property
    def shown(self) -> str:
        """The rule as its author wrote it."""
        return self.written or self.text


def rules_of(package: DefinitionPackage) -> Iterator[RuleUse]:
    """All rules of all definitions."""
    for use in _rules_of(package):
        written = package.written.get(use.text)
        yield use if written is None else replace(use, written=written)


def _rules_of(package: DefinitionPackage) -> Iterator[RuleUse]:
    for entity in package.entities.values():
        scope = concept_types(entity)
        for name, concept in entity.concepts.items():
            if concept.applies_when is not None:
                yield RuleUse(
                    text=concept.applies_when,
                    part=(f"concepts/{entity.id}", f"concepts/{name}/applies_when"),
                    scope=scope,
                    who={"": Who(entity.id)},
                )
    for service in package.services.values():
        yield from _rules_of_service(package, service)
    for life_event in package.life_events.values():
        scope = scope_of_life_event(package, life_event)
        for position, use in enumerate(life_event.services):
            if use.when is not None:
                part = (f"life-events/{life_event.id}", f"services/{position}/when")
                yield RuleUse(text=use.when, part=part, scope=scope, who=who_takes_part(life_event))
    for key, overlay in package.overlays.items():
        event = package.life_events.get(overlay.life_event)
        scope = scope_of_life_event(package, event) if event else {}
        for position, condition in enumerate(overlay.admission.conditions):
            part = (f"regions/{key}", f"admission/conditions/{position}/rule")
            who = who_takes_part(event) if event else {}
            yield RuleUse(text=condition.rule, part=part, scope=scope, who=who, criterion=True)
        for position, claim in enumerate(overlay.published_claims):
            for at, rule in enumerate(claim.rules):
                about = package.services.get(rule.service)
                yield RuleUse(
                    text=rule.rule,
                    part=(f"regions/{key}", f"published_claims/{position}/rules/{at}/rule"),
                    scope=scope_of_service(package, about) if about is not None else {},
                    who=who_plays(about) if about is not None else {},
                    criterion=True,
                )


def _rules_of_service(package: DefinitionPackage, service: PublicService) -> Iterator[RuleUse]:
    scope = scope_of_service(package, service)
    key = f"services/{service.id}"
    who = who_plays(service)
    for position, criterion in enumerate(service.criteria):
        part = (key, f"criteria/{position}/rule")
        yield RuleUse(text=criterion.rule, part=part, scope=scope, who=who, criterion=True)
    conditions: dict[str, list[str | None]] = {
        "information": [one.when for one in service.information],
        "evidence": [one.when for one in service.evidence],
        "fees": [one.when for one in service.fees],
        "inspections": [one.when for one in service.inspections],
        "special_procedures": [one.when for one in service.special_procedures],
        "latest": [one.when for one in service.latest],
    }
    if service.cross_region is not None and service.cross_region.when is not None:
        part = (key, "cross_region/when")
        yield RuleUse(text=service.cross_region.when, part=part, scope=scope, who=who)
    for name, texts in conditions.items():
        for position, text in enumerate(texts):
            if text is not None:
                yield RuleUse(text=text, part=(key, f"{name}/{position}/when"), scope=scope, who=who)


def scope_of_service(package: DefinitionPackage, service: PublicService) -> dict[str, Type]:
    """The names that the rules of a service may read: its roles and `today`."""
    return scope_of_roles(package, service.roles)


def scope_of_roles(package: DefinitionPackage, roles: Mapping[str, Role]) -> dict[str, Type]:
    """The names that rules over these roles may read, `today` among them; empty where one is of no known entity."""
    scope: dict[str, Type] = {TODAY: DATE}
    for name, role in roles.items():
        entity = package.entities.get(role.entity)
        if entity is None:
            return {}
        facts = _facts_of(entity, optional=role.optional)
        scope[name] = ListOf(facts) if role.many else facts
    return scope


def who_plays(service: PublicService) -> dict[str, Who]:
    """Whose facts the rules of a service may read, by role."""
    return who_plays_roles(service.roles)


def who_plays_roles(roles: Mapping[str, Role]) -> dict[str, Who]:
    """Whose facts rules over these roles may read, by role."""
    return {name: Who(role.entity, optional=role.optional, many=role.many) for name, role in roles.items()}


def who_takes_part(life_event: LifeEvent) -> dict[str, Who]:
    """Whose facts the rules of a life event may read, by participant."""
    return {
        name: Who(one.entity, optional=one.optional, many=one.many, most=one.most if one.many else None)
        for name, one in life_event.participants.items()
    }


def scope_of_life_event(package: DefinitionPackage, life_event: LifeEvent) -> dict[str, Type]:
    """The names that the rules of a life event may read: its participants (lists where there are many) and `today`."""
    scope: dict[str, Type] = {TODAY: DATE}
    for name, participant in life_event.participants.items():
        entity = package.entities.get(participant.entity)
        if entity is None:
            return {}
        facts = _facts_of(entity, optional=participant.optional)
        scope[name] = ListOf(facts) if participant.many else facts
    return scope


def _facts_of(entity: Entity, *, optional: bool) -> ContextOf:
    return _MEMBERS.of(entity, optional, lambda: _members(entity, optional=optional))


def _members(entity: Entity, *, optional: bool) -> ContextOf:
    members = {name: _type_of(entity, name, concept) for name, concept in entity.concepts.items()}
    return ContextOf({**members, PRESENT: BOOLEAN} if optional else members)


def concept_types(entity: Entity) -> Mapping[str, Type]:
    """The types of the concepts of an entity."""
    return _facts_of(entity, optional=False).members


class OncePerEntity(Generic[T]):
    """What is worked out about entities, each by its identity: all services speak of the same few."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, Hashable], tuple[Entity, T]] = {}

    def of(self, entity: Entity, key: Hashable, compute: Callable[[], T]) -> T:
        """The value of `compute` for an entity and a key, worked out once."""
        at = (id(entity), key)
        found = self._found.get(at)  # an id is not used again while this holds its entity
        if found is None:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            found = self._found[at] = (entity, compute())
        return found[1]


_MOST_REMEMBERED: Final = 2_000
_MEMBERS: Final[OncePerEntity[ContextOf]] = OncePerEntity()


def _type_of(entity: Entity, name: str, concept: Concept) -> Type:
    if concept.type in CHOICES:
        codes = tuple(code.code for code in concept.codes)
        one = Code(concept.code_list or f"{entity.id}.{name}", codes)
        return one if concept.type is ConceptType.CODE else ListOf(one)
    return _TYPES.get(concept.type, TEXT)


@lru_cache(maxsize=32_768)
def parse_rule(text: str) -> Expression:
    """The tree of a rule, read once however many checks ask for it. Raises `FeelError`."""
    return parse(text)


def parsed(text: str) -> Expression | None:
    """The tree of a rule, or None where it cannot be read (`rule_checks` says why)."""
    try:
        return parse_rule(text)
    except FeelError:
        return None


def qualified(rule: Expression, participant: str, names: Container[str]) -> Expression:
    """A rule over sibling concepts as a rule over a participant: the `names` become paths."""

    def change(child: ast.Node) -> ast.Node:
        if isinstance(child, ast.Name) and child.name in names:
            return ast.Path(ast.Name(participant), child.name)
        return ast.with_children(child, change)

    changed = change(rule)
    return changed if isinstance(changed, ast.Expression) else rule
