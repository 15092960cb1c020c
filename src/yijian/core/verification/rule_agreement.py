"""Whether those who answer the same question of law answer it alike: services among each other, and guides.

A disagreement is shown by a person for whom the two come to different results; the person is real, whatever else was
not tried. No finding means "none was found": the search changes at most two facts of the reference case at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import BOOLEAN, DATE, INTEGER, Code, Compiled, Expression, Type, ast, compile_expression
from yijian.core.verification.dead_parts import Condition, context_of, facts_read, over_participants
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import Part, warning
from yijian.core.verification.representatives import TODAY_OF_WITNESSES, months_before
from yijian.core.verification.rule_uses import parsed, scope_of_life_event
from yijian.core.vocabulary.life_event import LifeEvent
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.provenance import Facts

MOST_TRIED: Final = 20_000
"""How many people are tried for one pair of statements."""

_MOST_MONTHS: Final = 12 * 120
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """What one place says: its words and source, the rule over participants, and where it stands."""

    decides: str
    place: str
    text: Text
    source: str | None
    expressions: tuple[Expression, ...]
    parts: tuple[Part, ...]


def check_agreement(package: DefinitionPackage) -> Iterator[Finding]:
    """Two places that answer the same question of law differently for somebody."""
    for event in package.life_events.values():
        statements = list(_statements(package, event))
        for one, other in itertools.combinations(statements, 2):
            if one.decides == other.decides and one.place != other.place:
                witness = _witness(package, event, one, other)
                if witness is not None:
                    yield _disagree(package, one, other, *witness)


def _statements(package: DefinitionPackage, event: LifeEvent) -> Iterator[_Statement]:
    """Of each service its criteria on a question, taken together; of each guide what it says for a service."""
    for use in event.services:
        service = package.services.get(use.service)
        criteria = list(enumerate(service.criteria)) if service else []
        for decides in dict.fromkeys(one.decides for _, one in criteria if one.decides):
            own = [(at, one) for at, one in criteria if one.decides == decides]
            bound = [_bound(package, event, use.service, one.rule) for _, one in own]
            if all(bound):
                yield _Statement(
                    decides=decides,
                    place=use.service,
                    text=own[0][1].text,
                    source=own[0][1].source,
                    expressions=tuple(expression for each in bound for expression in each),
                    parts=tuple((f"services/{use.service}", f"criteria/{at}/rule") for at, _ in own),
                )
    for key, overlay in package.overlays.items():
        if overlay.life_event != event.id:
            continue
        for position, claim in enumerate(overlay.published_claims):
            for at, rule in enumerate(claim.rules):
                bound_rule = _bound(package, event, rule.service, rule.rule)
                if bound_rule:
                    yield _Statement(
                        decides=rule.decides,
                        place=f"{key}/{position}/{at}",
                        text=rule.text,
                        source=rule.source,
                        expressions=tuple(bound_rule),
                        parts=((f"regions/{key}", f"published_claims/{position}/rules/{at}/rule"),),
                    )


def _bound(package: DefinitionPackage, event: LifeEvent, service: str, rule: str) -> list[Expression]:
    """The rule over participants; empty where it cannot be read, or nobody or several can play its roles."""
    expression = parsed(rule)
    use = next((use for use in event.services if use.service == service), None)
    if expression is None or use is None or service not in package.services:
        return []
    found = list(over_participants(package, event, use, expression))
    return found if len(found) == 1 else []


def _witness(
    package: DefinitionPackage, event: LifeEvent, one: _Statement, other: _Statement
) -> tuple[Facts, bool] | None:
    """Somebody for whom the two differ, and what the first says of them."""
    scope = {
        name: getattr(type_, "member", type_) for name, type_ in scope_of_life_event(package, event).items()
    }
    rules = (*one.expressions, *other.expressions)
    facts, applying = facts_read(package, event, [Condition(rule, ("", "")) for rule in rules], scope)
    if facts is None:
        return None
    applies = {path: compile_expression(rule) for path, rule in applying.items()}
    first = [compile_expression(rule) for rule in one.expressions]
    second = [compile_expression(rule) for rule in other.expressions]
    for values in itertools.islice(_people(event, facts, rules), MOST_TRIED):
        context = context_of(values, applies)
        said, said_there = _all_hold(first, context), _all_hold(second, context)
        if said is not None and said_there is not None and said is not said_there:
            return {path: _plain(value) for path, value in values.items()}, said
    return None


def _all_hold(rules: list[Compiled], context: Mapping[str, object]) -> bool | None:
    """Whether all rules hold; None where one is neither true nor false."""
    values = [rule.evaluate(context).value for rule in rules]
    if any(value is False for value in values):
        return False
    return True if all(value is True for value in values) else None


def _people(
    event: LifeEvent, facts: Mapping[str, Type], rules: tuple[Expression, ...]
) -> Iterator[dict[str, object]]:
    """The person of the reference case, then everybody who differs from them in one fact, then in two."""
    numbers, days = _named(rules)
    choices = {path: _values(event, path, type_, numbers, days) for path, type_ in facts.items()}
    base = {path: values[0] for path, values in choices.items() if values}
    if len(base) < len(facts):
        return
    yield base
    for path, values in choices.items():
        for value in values[1:]:
            yield {**base, path: value}
    for path, other in itertools.combinations(choices, 2):
        for value, beside in itertools.product(choices[path][1:], choices[other][1:]):
            yield {**base, path: value, other: beside}


def _values(
    event: LifeEvent, path: str, type_: Type, numbers: frozenset[int], days: frozenset[date]
) -> tuple[object, ...]:
    """What is tried for a fact: the reference case first, then the values near what the rules name."""
    told: object = event.reference_case.get(path)
    values: list[object] = []
    if type_ == BOOLEAN:
        values = [True, False]
    elif isinstance(type_, Code):
        values = list(type_.values)
    elif type_ == DATE:
        told = _day(told)
        around = {months_before(TODAY_OF_WITNESSES, m) for m in _months(numbers)} | days
        values = [
            TODAY_OF_WITNESSES,
            *(d + shift for d in sorted(around) for shift in (0 * _DAY, -_DAY, _DAY)),
        ]
    elif type_ == INTEGER:
        told = Decimal(told) if isinstance(told, int) else None
        values = [Decimal(n + shift) for n in sorted({0} | numbers) for shift in (0, -1, 1) if n + shift >= 0]
    first = [told] if told is not None and (told in values or not isinstance(type_, Code)) else []
    return tuple(dict.fromkeys([*first, *values]))


def _months(numbers: frozenset[int]) -> frozenset[int]:
    """What a whole number in a rule can mean as a distance: so many months, so many years."""
    return frozenset(m for n in numbers for m in (n, 12 * n) if 0 < m <= _MOST_MONTHS)


def _named(rules: tuple[Expression, ...]) -> tuple[frozenset[int], frozenset[date]]:
    """The whole numbers and the days that rules name; a period counts as its months."""
    numbers: set[int] = set()
    days: set[date] = set()
    waiting: list[ast.Node] = list(rules)
    while waiting:
        node = waiting.pop()
        waiting.extend(ast.children(node))
        if isinstance(node, ast.Number):
            numbers.add(int(node.value))
        elif isinstance(node, ast.Temporal):
            if isinstance(node.value, date):
                days.add(node.value)
            else:
                numbers.add(int(getattr(node.value, "months", 0)))
    return frozenset(numbers), frozenset(days)


def _day(told: object) -> date | None:
    if told == "today":
        return TODAY_OF_WITNESSES
    return date.fromisoformat(told) if isinstance(told, str) else None


def _plain(value: object) -> str | int | bool | date | None:
    if isinstance(value, Decimal):
        return int(value)
    return value if isinstance(value, str | bool | date) else None


def _disagree(
    package: DefinitionPackage, one: _Statement, other: _Statement, witness: Facts, first: bool
) -> Finding:
    said = Text("是", "yes") if first else Text("否", "no")
    there = Text("否", "no") if first else Text("是", "yes")
    person = ", ".join(f"{path} = {value}" for path, value in sorted(witness.items()))
    return warning(
        package,
        "RULES_DISAGREE",
        Text(
            f"同一个问题两种说法：“{one.text.zh}”（来源 {one.source}）和“{other.text.zh}”（来源 {other.source}）。"
            f"例如 {person}：按前者{said.zh}，按后者{there.zh}",
            f"Two answers to one question: “{one.text.en}” (source {one.source}) and “{other.text.en}”"
            f" (source {other.source}). Take {person}: {said.en} by the first, {there.en} by the second",
        ),
        Text(
            "按现行的规定改正其中一处；平台用的是事项里的规定",
            "Correct one of them by the law in force; the platform uses the rule of the service",
        ),
        *one.parts,
        *other.parts,
        witness=witness,
    )
