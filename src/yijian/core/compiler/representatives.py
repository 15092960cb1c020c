"""A few values that stand for all: what somebody could answer, as far as the rules can tell answers apart.

Rules compare codes and texts for equality, with literals and with each other. So every literal, every value already
told of the same kind, and one fresh value that stands for the rest show all that can happen; the fresh one carries the
weight of those it stands for. Dates and numbers are cut at the limits that rules name; there the weights are uniform
over the pieces, which is a convention and no statistics. The uniform prior is the first; counts from past answers
may later replace it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from yijian.core.compiler.fact_paths import COUNT, concept_at, read_path, without_member
from yijian.core.compiler.facts import TODAY
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.resolve import choices_of
from yijian.core.compiler.rules import Rule, rule_of
from yijian.core.compiler.situation import Situation
from yijian.core.feel.dates import add_months, ordinary, read_date
from yijian.core.feel.types import RATE_DECIMALS
from yijian.core.feel.values import DaysTime, YearsMonths
from yijian.core.vocabulary.concept import Concept, ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import FactValue

Weighted = tuple[tuple[FactValue, float], ...]

_DAY: Final = timedelta(days=1)
MOST_SINGLE_CODES: Final = 12
"""Of more choices that can be ticked together, the rest is not tried one by one."""


def representatives(situation: Situation, path: str, *, told: frozenset[str] | None = None) -> Weighted:
    """Values that stand for everything that could be answered, with weights that add up to 1.

    `told`: the codes that a rule might compare the answer with; of everything that is known where it is None."""
    parts = read_path(path)
    found = concept_at(situation.one_thing, path)
    if found is None:
        if parts is not None and parts.name == COUNT:
            most = situation.one_thing.life_event.participants[parts.participant].most
            return _uniform(range(1, most + 1))
        return _uniform((True, False))
    concept = found[1]
    match concept.type:
        case ConceptType.BOOLEAN:
            return _uniform((True, False))
        case ConceptType.CODE:
            return _codes(situation, path, _told_codes(situation) if told is None else told)
        case ConceptType.CODES:
            return _uniform(_several(situation, path, concept))
        case ConceptType.DATE:
            return _uniform(_dates(situation, path, concept))
        case ConceptType.INTEGER | ConceptType.MONEY:
            return _uniform(_numbers(situation.one_thing, path))
        case ConceptType.RATE:
            return _uniform(_rates(situation.one_thing, path))
        case _:
            literals = sorted(_literals(situation.one_thing, path))
            return _uniform((*literals, "".join(literals) + "?"))


def is_finite(one_thing: OneThing, path: str) -> bool:
    """Whether the representatives of a fact show everything that can happen (not so for dates, numbers and several codes)."""
    found = concept_at(one_thing, path)
    return found is None or found[1].type in (ConceptType.BOOLEAN, ConceptType.CODE)


def choices(situation: Situation, path: str) -> tuple[str, ...]:
    """The codes that can be chosen now: "who of them?" offers only those who can take part."""
    found = concept_at(situation.one_thing, path)
    codes = tuple(code.code for code in found[1].codes) if found else ()
    chosen = choices_of(situation.one_thing).get(path)
    if chosen is None:
        return codes
    return tuple(
        code
        for code in codes
        if code not in chosen.among or situation.presence(chosen.among[code]).holds is not False
    )


def _told_codes(situation: Situation) -> frozenset[str]:
    names = remembered(
        situation.one_thing, "names in rules", None, lambda: _names_in_rules(situation.one_thing)
    )
    return frozenset(
        value
        for fact, value in situation.facts.items()
        if isinstance(value, str) and fact.rpartition(".")[2] in names
    )


def _codes(situation: Situation, path: str, told: frozenset[str]) -> Weighted:
    codes = choices(situation, path)
    special = _literals(situation.one_thing, path) | told
    chosen = choices_of(situation.one_thing).get(path)
    if chosen is not None:
        special |= chosen.among.keys()
    told_apart = [code for code in codes if code in special]
    alike = [code for code in codes if code not in special]
    weighted: list[tuple[FactValue, float]] = [(code, 1 / len(codes)) for code in told_apart]
    if alike:
        weighted.append((alike[0], len(alike) / len(codes)))
    return tuple(weighted)


def _several(situation: Situation, path: str, concept: Concept) -> tuple[str, ...]:
    """Of the choices that can be ticked together: each alone that rules tell apart, one that stands for the others,
    and all. Enough to see which goals an answer decides, not all that can happen."""
    special = _literals(situation.one_thing, path)
    codes = [code.code for code in concept.codes]
    told_apart = [code for code in codes if code in special][:MOST_SINGLE_CODES]
    alike = [code for code in codes if code not in special][:1]
    return (*told_apart, *alike, " ".join(codes))


def _uniform(values: Iterable[FactValue]) -> Weighted:
    different = tuple(dict.fromkeys(values))
    return tuple((value, 1 / len(different)) for value in different)


def _literals(one_thing: OneThing, path: str) -> frozenset[str]:
    return remembered(
        one_thing,
        "literals",
        without_member(path),
        lambda: frozenset().union(*(rule.literals for rule in _rules_about(one_thing, path))),
    )


def _dates(situation: Situation, path: str, concept: Concept) -> tuple[date, ...]:
    """Today and both sides of every limit that a rule about the date draws from today or names, as far as they can
    be answered."""
    key = (without_member(path), situation.today)
    return remembered(
        situation.one_thing,
        "dates",
        key,
        lambda: _dates_between(
            _dates_around(_rules_about(situation.one_thing, path), situation.today),
            first=_limit(concept.minimum, situation.today),
            last=_limit(concept.maximum, situation.today),
        ),
    )


def _dates_around(rules: Iterable[Rule], today: date) -> frozenset[date]:
    days = {today}
    for limit in {limit for rule in rules for limit in rule.limits}:
        for sign in (0,) if isinstance(limit, date) else (-1, 1):
            edge = _moved(today, limit, sign)
            days |= {edge - _DAY, edge, edge + _DAY}
    return frozenset(days)


def _dates_between(days: frozenset[date], *, first: date | None, last: date | None) -> tuple[date, ...]:
    return tuple(
        day for day in sorted(days) if (first is None or first <= day) and (last is None or day <= last)
    )


def _limit(text: str | None, today: date) -> date | None:
    """A limit of the dictionary: an ISO date, or the word `today`."""
    if text is None:
        return None
    return today if text == TODAY else ordinary(read_date(text))


def _moved(today: date, limit: date | YearsMonths | DaysTime, sign: int) -> date:
    if isinstance(limit, DaysTime):
        return today + sign * timedelta(seconds=int(limit.seconds))
    if isinstance(limit, YearsMonths):
        return ordinary(add_months(today, sign * limit.months)) or today
    return limit


def _numbers(one_thing: OneThing, path: str) -> tuple[int, ...]:
    named = {int(number) for rule in _rules_about(one_thing, path) for number in rule.numbers}
    return tuple(
        sorted({near for value in named | {0} for near in (value - 1, value, value + 1) if near >= 0})
    )


def _rates(one_thing: OneThing, path: str) -> tuple[Decimal, ...]:
    """The rates that rules name, nothing and all of it, and their neighbours."""
    named = {number for rule in _rules_about(one_thing, path) for number in rule.numbers}
    step = Decimal(1).scaleb(-RATE_DECIMALS)
    shown = {
        near for value in named | {Decimal(0), Decimal(1)} for near in (value - step, value, value + step)
    }
    return tuple(sorted(near for near in shown if near >= 0))


def _names_in_rules(one_thing: OneThing) -> frozenset[str]:
    """The names of the concepts that any rule reads."""
    return frozenset(path.rpartition(".")[2] for rule in _rules(one_thing) for path in rule.paths)


def _rules_about(one_thing: OneThing, path: str) -> tuple[Rule, ...]:
    """The rules that read a concept of that name, under whatever role."""
    name = path.rpartition(".")[2]
    return tuple(
        rule for rule in _rules(one_thing) if any(read.rpartition(".")[2] == name for read in rule.paths)
    )


def _rules(one_thing: OneThing) -> tuple[Rule, ...]:
    texts = {goal.rule for goal in one_thing.goals if goal.rule}
    for entity in one_thing.entities.values():
        texts |= {concept.applies_when for concept in entity.concepts.values() if concept.applies_when}
    return tuple(rule_of(text) for text in sorted(texts))
