"""The difference of two packages: each definition that differs by its content, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from yijian.core.compiler.difference.events import Side, event_differences
from yijian.core.compiler.difference.parts import (
    TABLES,
    FoundPart,
    differing_definitions,
    differing_parts,
)
from yijian.core.compiler.difference.rules import RuleChanges
from yijian.core.compiler.difference.values import (
    Difference,
    Eligibility,
    EventDifference,
    Fate,
    NamedItem,
    PartChange,
    RuleComparison,
    Sort,
    Verdict,
)
from yijian.core.errors import Text
from yijian.core.vocabulary.canonical import to_plain
from yijian.core.vocabulary.decision_table import name_in_rules
from yijian.core.vocabulary.marks import Place

_TITLES = ("name", "text", "proves", "title", "what", "region_name")


def difference_of(old: Side, new: Side) -> Difference:
    """What changing `old` into `new` means. Definitions equal by content are not looked at."""
    difference = Difference(old=old.package.version, new=new.package.version)
    if old.package.version == new.package.version and old.calendar == new.calendar:
        return difference
    rules = RuleChanges(old.package, new.package)
    differing = list(differing_definitions(old.package, new.package))
    parts = [
        _judged(part, rules, (was, is_), (old, new))
        for definition, was, is_ in differing
        for part in differing_parts(definition, was, is_)
    ]
    parts = list(_with_tables(parts))
    return replace(
        difference,
        parts=tuple(parts),
        eligibility=tuple(_eligibility(rules, (key for key, _, _ in differing), new)),
        events=tuple(_touched(event, parts, new) for event in event_differences(old, new)),
    )


def _touched(event: EventDifference, parts: Iterable[PartChange], new: Side) -> EventDifference:
    """The event with those of its services whose own definition changes in meaning."""
    declared = new.package.life_events.get(event.life_event)
    if declared is None or event.fate is not Fate.CHANGED:
        return event
    changed = {part.definition for part in parts if part.sort is Sort.MEANING}
    services = [use.service for use in declared.services if f"services/{use.service}" in changed]
    named = tuple(
        NamedItem(key=one, name=new.package.services[one].name)
        for one in services
        if one in new.package.services
    )
    return replace(event, touched=named)


def _judged(
    part: FoundPart,
    rules: RuleChanges,
    both: tuple[object | None, object | None],
    sides: tuple[Side, Side],
) -> PartChange:
    """A part with what its rule comes to, what it is called and where it stands."""
    comparison = rules.of_part(part)
    same = comparison is not None and comparison.verdict is Verdict.SAME
    written = [
        _written(side, value) if part.is_rule else value
        for side, value in zip(sides, (part.old, part.new), strict=True)
    ]
    was, is_ = both
    at_old, at_new = part.at
    side, at = (sides[0], at_old) if is_ is None or (part.new is None and part.path) else (sides[1], at_new)
    return PartChange(
        definition=part.definition,
        path=part.path,
        about=_about(was if side is sides[0] else is_, at or "", part, side),
        fate=part.fate,
        sort=Sort.REWRITTEN if same else part.sort,
        old=written[0],
        new=written[1],
        place=_place(side, part.definition, at or ""),
        rule=comparison,
    )


def _written(side: Side, text: Any) -> Any:
    """A rule as its author wrote it: decision tables stand in it written out."""
    return side.package.written.get(text, text) if isinstance(text, str) else text


def _place(side: Side, definition: str, path: str) -> Place:
    return side.package.place_of(definition, path)


def _about(definition: object, at: str, part: FoundPart, side: Side) -> Text:
    """The nearest name above a part: that of the criterion, the paper, the service."""
    plain = to_plain(definition)
    found = _title(plain)
    for name in at.split("/") if at else ():
        plain = (
            plain[int(name)]
            if isinstance(plain, list)
            else plain.get(name)
            if isinstance(plain, dict)
            else None
        )
        title = _title(plain) or _fact_title(plain, side, part.definition)
        found = title or found
    return found or Text(part.definition, part.definition)


def _title(plain: Any) -> Text | None:
    if not isinstance(plain, dict):
        return None
    for key in _TITLES:
        words = plain.get(key)
        if isinstance(words, dict) and words.keys() == {"zh", "en"}:
            return Text(words["zh"], words["en"])
        if isinstance(words, str):
            return Text(words, words)
    return None


def _fact_title(plain: Any, side: Side, definition: str) -> Text | None:
    """The name of a fact that a service asks for, or of a service that a life event lists."""
    if not isinstance(plain, dict):
        return None
    service = side.package.services.get(str(plain.get("service")))
    if service is not None:
        return service.name
    role, _, name = str(plain.get("fact", "")).partition(".")
    asking = side.package.services.get(definition.partition("/")[2])
    entity = asking.roles[role].entity if asking and role in asking.roles else ""
    concept = side.package.concept_of(entity, name)
    return concept.name if concept else None


def _with_tables(parts: Iterable[PartChange]) -> Iterator[PartChange]:
    """A decision table decides nothing by itself: it changes in meaning where a rule that names it does."""
    parts = list(parts)
    for part in parts:
        kind, _, identifier = part.definition.partition("/")
        if kind != TABLES or part.sort is not Sort.MEANING or not part.path:
            yield part
            continue
        name = name_in_rules(identifier)
        judged = [one.rule for one in parts if one.rule is not None and name in f"{one.old} {one.new}"]
        if all(rule.verdict is Verdict.SAME for rule in judged):
            yield replace(part, sort=Sort.REWRITTEN, rule=RuleComparison(verdict=Verdict.SAME))
        else:
            yield part


def _eligibility(rules: RuleChanges, keys: Iterable[str], new: Side) -> Iterator[Eligibility]:
    for key in keys:
        kind, _, identifier = key.partition("/")
        found = (
            rules.who_may_have(identifier, on=new.on)
            if kind == "services"
            else rules.who_is_admitted(identifier, on=new.on)
            if kind == "regions"
            else None
        )
        if found is not None:
            yield found
