"""Who is looked at when a rule of a package is proved: everybody whom the dictionary allows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from yijian.core.feel import ContextOf, FeelError, Type, ast
from yijian.core.feel.lowered import Any, Fact, Lowered, Not, Sort
from yijian.core.feel.lowering import DEFAULT_DATES, Ranges, lower_for_proof
from yijian.core.feel.types import RATE_DECIMALS
from yijian.core.verification.bound_checks import day_of
from yijian.core.verification.proof_facts import Persons
from yijian.core.verification.rule_uses import PRESENT, OncePerEntity, Who, concept_types, parsed, qualified
from yijian.core.vocabulary.answers import read_rate
from yijian.core.vocabulary.concept import ConceptType, Entity
from yijian.core.vocabulary.package import DefinitionPackage

_TAKEN: Final = {
    ConceptType.INTEGER: (-(10**15) + 1, 10**15 - 1),
    ConceptType.MONEY: (0, 10**15 - 1),
    ConceptType.RATE: (-(10**12), 10**12),
}
"""What is taken for an answer at all (`vocabulary.answers`), where the dictionary declares no bounds."""


def persons_of(
    package: DefinitionPackage, who: Mapping[str, Who], *, none: bool = False, all_present: bool = False
) -> Persons:
    """The persons whose facts rules read, by whose they are.

    A fact does not apply where `applies_when` of its concept is false, or where an optional participant is not there.
    `none`: a fact may be told as "there is none". `all_present`: every participant is there.
    """
    not_applicable: dict[str, Lowered | bool] = {}
    for name, one in who.items():
        entity = package.entities.get(one.entity)
        if entity is not None:
            not_applicable |= _OUTSIDE.of(
                entity, (name, one, all_present), partial(_outside, name, one, entity, present=all_present)
            )
    return Persons(ranges=ranges_of(package, who), not_applicable=not_applicable, none=none)


def ranges_of(package: DefinitionPackage, who: Mapping[str, Who]) -> Ranges:
    """The bounds that are declared of numbers, dates and lists. (A bound `today` moves, and is left out.)"""
    numbers: dict[str, tuple[int, int]] = {}
    dates: dict[str, tuple[date, date]] = {}
    for name, one in who.items():
        entity = package.entities.get(one.entity)
        if entity is not None:
            bounds = _BOUNDS.of(entity, name, partial(_bounds, name, entity))
            numbers |= bounds.numbers
            dates |= bounds.dates
    members = {name: one.most for name, one in who.items() if one.most is not None}
    return Ranges(numbers=numbers, dates=dates, members=members)


def _bounds(name: str, entity: Entity) -> Ranges:
    numbers: dict[str, tuple[int, int]] = {}
    dates: dict[str, tuple[date, date]] = {}
    for concept_name, concept in entity.concepts.items():
        path = _path(name, concept_name)
        if concept.type in _TAKEN:
            least, most = _TAKEN[concept.type]
            read = _millionths if concept.type is ConceptType.RATE else _number
            low, high = read(concept.minimum), read(concept.maximum)
            numbers[path] = (least if low is None else low, most if high is None else high)
        elif concept.type is ConceptType.DATE:
            first, last = (day_of(text) if text else None for text in (concept.minimum, concept.maximum))
            dates[path] = (first or DEFAULT_DATES[0], last or DEFAULT_DATES[1])
    return Ranges(numbers=numbers, dates=dates)


_BOUNDS: Final[OncePerEntity[Ranges]] = OncePerEntity()
_OUTSIDE: Final[OncePerEntity[dict[str, Lowered | bool]]] = OncePerEntity()


def _path(name: str, concept: str) -> str:
    return f"{name}.{concept}" if name else concept


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.removeprefix("-").isdecimal() else None


def _millionths(text: str | None) -> int | None:
    """A bound of a rate in units of its last decimal."""
    value = read_rate(text) if text is not None else None
    return None if value is None else int(value.scaleb(RATE_DECIMALS))


def _outside(name: str, one: Who, entity: Entity, *, present: bool) -> dict[str, Lowered | bool]:
    """For each fact of one participant when it does not apply."""
    found: dict[str, Lowered | bool] = {}
    types = concept_types(entity)
    scope: Mapping[str, Type] = {name: ContextOf(types)} if name else types
    absent: list[Lowered] = []
    if one.optional and not one.many and not present:
        there = ast.Path(ast.Name(name), PRESENT)
        fact = Fact(_path(name, PRESENT), sort=Sort.TRUTH, origin=there)
        absent = [Not(fact, sort=Sort.TRUTH, origin=there)]
    for concept_name, concept in entity.concepts.items():
        rule = parsed(concept.applies_when) if concept.applies_when is not None else None
        outside = list(absent)
        if rule is not None and one.many:
            found[_path(name, concept_name)] = True  # it hangs on the member: it may apply or not
            continue
        if rule is not None:
            try:
                applies = lower_for_proof(qualified(rule, name, types) if name else rule, scope)
            except FeelError:
                found[_path(name, concept_name)] = True
                continue
            outside.append(Not(applies, sort=Sort.TRUTH, origin=rule))
        if outside:
            found[_path(name, concept_name)] = Any(tuple(outside), sort=Sort.TRUTH, origin=outside[0].origin)
    return found
