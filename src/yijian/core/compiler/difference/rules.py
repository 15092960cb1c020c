"""Changes of rules: each matched with its former self by where it stands, and proved to come out alike or not.

A condition that is not there holds for everybody, a paper or a question that is not there is asked of nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from yijian.core.compiler.difference.parts import FoundPart
from yijian.core.compiler.difference.proofs import Proofs, Scope, both_dictionaries
from yijian.core.compiler.difference.values import Eligibility, Fate, RuleComparison, Verdict
from yijian.core.compiler.in_force import criteria_in_force
from yijian.core.errors import Text
from yijian.core.verification.rule_uses import (
    Who,
    concept_types,
    scope_of_life_event,
    scope_of_service,
    who_plays,
    who_takes_part,
)
from yijian.core.vocabulary.life_event import LifeEvent
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Criterion, PublicService

_EVERYBODY: Final[tuple[str, ...]] = ()
_NOBODY: Final = ("false",)
_LEFT_TO_AN_OFFICER: Final = "null"
_ASKED: Final = ("evidence", "information", "fees", "inspections", "special_procedures", "latest")


@dataclass(frozen=True, slots=True)
class _Situated:
    """A package whose rules are read in the dictionary of both."""

    package: DefinitionPackage

    def scope(self, definition: str) -> Scope | None:
        """What the rules of a definition may read; None where that cannot be told."""
        kind, _, identifier = definition.partition("/")
        if kind == "services":
            service = self.package.services.get(identifier)
            return None if service is None else self._of_service(service)
        if kind in ("life-events", "regions"):
            overlay = self.package.overlays.get(identifier) if kind == "regions" else None
            event = self.package.life_events.get(overlay.life_event if overlay else identifier)
            return None if event is None else self._of_event(event)
        entity = self.package.entities.get(identifier) if kind == "concepts" else None
        if entity is None:
            return None
        return Scope(types=concept_types(entity), who={"": Who(identifier)}, names={"": entity.name})

    def _of_service(self, service: PublicService) -> Scope:
        names = {name: role.name or Text(name, name) for name, role in service.roles.items()}
        return Scope(types=scope_of_service(self.package, service), who=who_plays(service), names=names)

    def _of_event(self, event: LifeEvent) -> Scope:
        names = {name: one.name for name, one in event.participants.items()}
        return Scope(types=scope_of_life_event(self.package, event), who=who_takes_part(event), names=names)


class RuleChanges:
    """The rules of two packages against each other."""

    def __init__(self, old: DefinitionPackage, new: DefinitionPackage) -> None:
        entities = both_dictionaries(old, new)
        self._old, self._new = (_Situated(replace(package, entities=entities)) for package in (old, new))
        self._proofs = Proofs(entities)

    def of_part(self, part: FoundPart) -> RuleComparison | None:
        """What a part that differs comes to, where a rule says it; None for any other part."""
        path = part.path.split("/")
        if part.is_rule:
            return self._compared(part.definition, _texts(part.old), _texts(part.new))
        whole = part.fate is not Fate.CHANGED and isinstance(part.new or part.old, dict)
        if not whole or len(path) < 2:
            return None
        if path[-2] in ("criteria", "conditions"):
            return self._compared(part.definition, _rule_in(part.old), _rule_in(part.new))
        if path[0] in _ASKED and len(path) == 2:
            was = _NOBODY if part.old is None else _when_in(part.old)
            return self._compared(part.definition, was, _NOBODY if part.new is None else _when_in(part.new))
        return None

    def who_may_have(self, service: str, *, on: date) -> Eligibility | None:
        """Who may have a service that both packages know; None where nothing changes for anybody."""
        old, new = self._old.package.services.get(service), self._new.package.services.get(service)
        if old is None or new is None:
            return None
        return self._eligibility(f"services/{service}", new.name, old.criteria, new.criteria, on)

    def who_is_admitted(self, overlay: str, *, on: date) -> Eligibility | None:
        """Who is admitted to the joint channel of a region; None where nothing changes for anybody."""
        old, new = self._old.package.overlays.get(overlay), self._new.package.overlays.get(overlay)
        known = new or old
        event = self._new.package.life_events.get(known.life_event) if known else None
        if event is None or event.id not in self._old.package.life_events:
            return None
        before, after = (one.admission.conditions if one else () for one in (old, new))
        return self._eligibility(f"regions/{overlay}", event.name, before, after, on)

    def _eligibility(
        self,
        definition: str,
        name: Text,
        old: tuple[Criterion, ...],
        new: tuple[Criterion, ...],
        on: date,
    ) -> Eligibility | None:
        before, after = (_conditions(criteria_in_force(criteria, on)) for criteria in (old, new))
        if before == after:
            return None
        comparison = self._compared(definition, before, after)
        return (
            None
            if comparison.verdict is Verdict.SAME
            else Eligibility(definition=definition, name=name, comparison=comparison)
        )

    def _compared(self, definition: str, old: tuple[str, ...], new: tuple[str, ...]) -> RuleComparison:
        was, is_ = self._old.scope(definition), self._new.scope(definition)
        scope = _joined(was, is_) if was and is_ else was or is_
        if scope is None:
            reason = Text("不知道条件说的是谁", "it is not known of whom the condition speaks")
            return RuleComparison(verdict=Verdict.NOT_DECIDED, reason=reason)
        return self._proofs.compare(old, new, scope)


def _joined(old: Scope, new: Scope) -> Scope:
    """What either version may read: somebody who may be absent in one of them may be absent."""
    who = {**old.who, **new.who}
    for name in old.who.keys() & new.who.keys():
        who[name] = replace(new.who[name], optional=old.who[name].optional or new.who[name].optional)
    return Scope(types={**old.types, **new.types}, who=who, names={**old.names, **new.names})


def _texts(rule: Any) -> tuple[str, ...]:
    return _EVERYBODY if rule is None else (str(rule),)


def _rule_in(criterion: Mapping[str, Any] | None) -> tuple[str, ...]:
    return _EVERYBODY if criterion is None else _texts(criterion.get("rule"))


def _when_in(asked: Mapping[str, Any]) -> tuple[str, ...]:
    return _texts(asked.get("when"))


def _conditions(criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    """The rules that can be tested, in an order of their own; what is left to an officer makes nobody eligible or not."""
    return tuple(sorted({one.rule for one in criteria} - {_LEFT_TO_AN_OFFICER}))
