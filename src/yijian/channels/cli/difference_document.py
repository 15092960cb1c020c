"""The JSON of `yijian diff`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from yijian.channels.cli.reading import plain_facts
from yijian.core.compiler.difference import CaseEffect, Difference
from yijian.core.compiler.difference.values import (
    Eligibility,
    EventDifference,
    NamedItem,
    PartChange,
    Person,
    RuleComparison,
)


def difference_document(
    difference: Difference, effects: Sequence[CaseEffect] | None, language: str
) -> dict[str, Any]:
    """The whole difference; `cases` only where running cases were asked for."""
    document: dict[str, Any] = {
        "old": difference.old,
        "new": difference.new,
        "changes_meaning": not difference.is_empty_in_meaning,
        "parts": [_part(part, language) for part in difference.parts],
        "eligibility": [_eligibility(one, language) for one in difference.eligibility],
        "life_events": [_event(one, language) for one in difference.events],
    }
    return document if effects is None else {**document, "cases": _cases(effects, language)}


def _part(part: PartChange, language: str) -> dict[str, Any]:
    place = part.place
    return {
        "definition": part.definition,
        "path": part.path,
        "about": part.about.in_language(language),
        "fate": part.fate.value,
        "sort": part.sort.value,
        "old": part.old,
        "new": part.new,
        "place": None if place is None else {"file": place.file, "line": place.line},
        "rule": None if part.rule is None else _rule(part.rule, language),
    }


def _rule(rule: RuleComparison, language: str) -> dict[str, Any]:
    return {
        "verdict": rule.verdict.value,
        "gained": _person(rule.gained),
        "lost": _person(rule.lost),
        "otherwise": _person(rule.otherwise),
        "reason": None if rule.reason is None else rule.reason.in_language(language),
        "never": rule.never,
        "always": rule.always,
    }


def _person(person: Person | None) -> dict[str, object] | None:
    """The facts of a witness, as `--facts` reads them."""
    return None if person is None else plain_facts({fact.path: fact.value for fact in person})


def _eligibility(one: Eligibility, language: str) -> dict[str, Any]:
    return {
        "definition": one.definition,
        "name": one.name.in_language(language),
        **_rule(one.comparison, language),
    }


def _event(event: EventDifference, language: str) -> dict[str, Any]:
    return {
        "id": event.life_event,
        "regions": list(event.regions),
        "fate": event.fate.value,
        "same": event.is_plain,
        "touched": [one.key for one in event.touched],
        "items": {
            items.items: {"added": _items(items.added), "removed": _items(items.removed)}
            for items in event.items
        },
        "figures": {figure.name: {"old": figure.old, "new": figure.new} for figure in event.figures},
        "critical_path": None
        if event.critical_path is None
        else {"old": list(event.critical_path.old), "new": list(event.critical_path.new)},
        "broken": [reason.in_language(language) for reason in event.broken],
    }


def _items(items: Sequence[NamedItem]) -> list[Any]:
    return [{"id": one.key, "service": one.service} if one.service else one.key for one in items]


def _cases(effects: Sequence[CaseEffect], language: str) -> dict[str, Any]:
    running = Counter(effect.status for effect in effects)
    touched = [effect for effect in effects if effect.is_touched]
    return {
        "running": dict(sorted(running.items())),
        "touched": dict(sorted(Counter(effect.status for effect in touched).items())),
        "effects": [_effect(effect, language) for effect in touched],
    }


def _effect(effect: CaseEffect, language: str) -> dict[str, Any]:
    lost = [{"fact": one.path, "reason": one.reason.in_language(language)} for one in effect.lost]
    return {
        "case": effect.case,
        "life_event": effect.life_event,
        "region": effect.region,
        "status": effect.status,
        "gone": effect.gone,
        "services_added": list(effect.services_added),
        "services_removed": list(effect.services_removed),
        "unmet": list(effect.unmet),
        "met": list(effect.met),
        "admission_lost": effect.admission_lost,
        "papers_added": list(effect.papers_added),
        "papers_removed": list(effect.papers_removed),
        "to_ask": list(effect.to_ask),
        "lost": lost,
    }
