"""What holds for somebody, with facts still unknown: who takes part, who fills which role, what each rule says.

A `Situation` is a view: it changes nothing and computes each answer once. Everything that depends on facts (plan,
questions, ranges) is asked of it, so that all figures rest on the same answers. Telling a fact gives another
situation, which takes along every answer that the fact does not touch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from yijian.core.compiler.fact_paths import (
    concept_at,
    count_path,
    member_of,
    present_path,
    read_path,
    wants_path,
    without_member,
)
from yijian.core.compiler.held import Held
from yijian.core.compiler.holder import Holder
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.resolve import choices_of
from yijian.core.compiler.rule_context import rule_context_of_service, rule_context_of_whole
from yijian.core.compiler.rules import FAILS, HOLDS, Verdict, all_of, as_condition, rule_of
from yijian.core.compiler.tracked import TrackedAnswers
from yijian.core.errors import Text
from yijian.core.feel.values import NOT_APPLICABLE, UNKNOWN, Value
from yijian.core.vocabulary.concept import ConceptType, codes_in
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.one_thing import BoundService, OneThing
from yijian.core.vocabulary.provenance import Facts, FactValue

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Situation:
    """`facts` by full path, typed, those of registers among them. `skipped` are facts that somebody has said not to
    know: they are never asked.

    Whatever is computed in `once` reads facts by `fact` and `is_skipped` alone, which keep account of it.
    """

    one_thing: OneThing
    facts: Mapping[str, FactValue]
    today: date
    skipped: frozenset[str] = frozenset()
    held: Held = Held()
    _answers: TrackedAnswers = field(default_factory=TrackedAnswers, repr=False)
    _told: dict[tuple[str, type, FactValue], Situation] = field(default_factory=dict, repr=False)

    def fact(self, path: str) -> Value:
        """A fact as it was told, UNKNOWN where it was not."""
        self._answers.read(path)
        return self.facts.get(path, UNKNOWN)

    def is_skipped(self, path: str) -> bool:
        """Whether somebody has said not to know a fact."""
        self._answers.read(path)
        return path in self.skipped

    def once(self, kind: str, key: Hashable, compute: Callable[[], T]) -> T:
        """Compute once, for as long as the facts that were read stay the same; each `kind` always holds one type."""
        return self._answers.once(kind, key, compute)

    def told(self, path: str, value: FactValue) -> Situation:
        """The same person with a fact told, or told anew; told twice, it gives the same situation."""
        # The type is part of the key: True and 1 are equal.
        at = (path, type(value), value)
        known = self._told.get(at)
        if known is None:
            known = self._told[at] = self._telling(path, value)
        return known

    def _telling(self, path: str, value: FactValue) -> Situation:
        parts = read_path(path)
        changed = (path,) if parts is None else (path, _anything_about(parts.participant))
        return self._after({**self.facts, path: value}, self.skipped - {path}, changed)

    def not_known(self, path: str) -> Situation:
        """The same person after saying not to know a fact."""
        return self._after(self.facts, self.skipped | {path}, (path,))

    def _after(
        self, facts: Mapping[str, FactValue], skipped: frozenset[str], changed: tuple[str, ...]
    ) -> Situation:
        return Situation(
            one_thing=self.one_thing,
            facts=facts,
            today=self.today,
            skipped=skipped,
            held=self.held,
            _answers=TrackedAnswers(before=self._answers, changed=frozenset(changed)),
        )

    def with_only(self, facts: Facts) -> Situation:
        """The same case with these facts instead."""
        skipped = self.skipped.difference(facts)
        return Situation(
            one_thing=self.one_thing, facts=facts, today=self.today, skipped=skipped, held=self.held
        )

    def with_nothing_skipped(self) -> Situation:
        """The same case before anybody said not to know a fact."""
        if not self.skipped:
            return self
        return Situation(one_thing=self.one_thing, facts=self.facts, today=self.today, held=self.held)

    def can_answer(self, register: str) -> bool:
        """Whether a register can be asked in this case."""
        return register in self.one_thing.registers and register not in self.held.unavailable

    # Who takes part

    def presence(self, participant: str) -> Verdict:
        """Whether a participant takes part. Whoever is told anything about does."""
        declared = self.one_thing.life_event.participants[participant]
        if not declared.optional:
            return HOLDS
        return self.once("presence", participant, lambda: self._presence(participant))

    def _presence(self, participant: str) -> Verdict:
        path = present_path(participant)
        told = self.fact(path)
        if isinstance(told, bool):
            return HOLDS if told else FAILS
        self._answers.read(_anything_about(participant))
        dots = (f"{participant}.", f"{participant}[")
        if any(fact.startswith(dots) and value is not None for fact, value in self.facts.items()):
            return HOLDS
        return Verdict(None, frozenset((path,)))

    def count(self, participant: str) -> int | None:
        """How many members a participant has; None while that is not told."""
        declared = self.one_thing.life_event.participants[participant]
        if not declared.many or declared.most == 1:
            return 1
        told = self.fact(count_path(participant))
        return told if isinstance(told, int) else None

    def members(self, participant: str | None) -> tuple[int | None, ...]:
        """The numbers of the members: (None,) for a participant of one, (1,) while the count is not told."""
        if participant is None or not self.one_thing.life_event.participants[participant].many:
            return (None,)
        return tuple(range(1, (self.count(participant) or 1) + 1))

    def members_to_come(self, participant: str) -> range:
        """The numbers of the members after the first that there can be while the count is not told."""
        told = self.count(participant) is not None
        return range(2, 2 if told else self.one_thing.life_event.participants[participant].most + 1)

    def label(self, participant: str, member: int | None) -> str:
        """The participant in keys of tasks and papers: with a number only where there are known to be several."""
        several = member is not None and (self.count(participant) or 1) > 1
        return member_of(participant, member if several else None)

    def task_key(self, service: str, member: int | None) -> str:
        """The key of a task: the service, with a number where there are known to be several members."""
        repeated = self.one_thing.services[service].repeated_for
        return service + self.label(repeated, member).removeprefix(repeated) if repeated else service

    def worded(self, question: Text, participant: str, member: int | None) -> Text:
        """A question with `{who}` replaced by the participant's name, numbered where there are several."""
        name = self.one_thing.life_event.participants[participant].name
        if self.label(participant, member) != participant:
            name = Text(f"第 {member} 个{name.zh}", f"{name.en} {member}")
        return Text(question.zh.replace("{who}", name.zh), question.en.replace("{who}", name.en))

    # Facts

    def value(self, path: str) -> Value:
        """The value of a fact for rules: UNKNOWN where it is not told, NOT_APPLICABLE where it cannot be."""
        return self.once("value", path, lambda: self._value(path))

    def _value(self, path: str) -> Value:
        parts = read_path(path)
        if parts is None or parts.participant not in self.one_thing.life_event.participants:
            return self.fact(path)
        if self.one_thing.life_event.participants[parts.participant].optional:
            presence = self.presence(parts.participant)
            if path == present_path(parts.participant):
                return UNKNOWN if presence.holds is None else presence.holds
            if presence.holds is False:
                return NOT_APPLICABLE
        if self.applies(path).holds is False:
            return NOT_APPLICABLE
        if path in self._choices:
            return self._chosen(path)
        return self.fact(path)

    def _in_rules(self, path: str) -> Value:
        """The value of a fact as rules read it: several codes are a list."""
        value = self.value(path)
        found = concept_at(self.one_thing, path) if isinstance(value, str) else None
        several = found is not None and found[1].type is ConceptType.CODES
        return list(codes_in(value)) if several and isinstance(value, str) else value

    def applies(self, path: str) -> Verdict:
        """Whether a fact can be told of its participant at all (`applies_when` of its concept)."""
        return self.once("applies", path, lambda: self._applies(path))

    def _applies(self, path: str) -> Verdict:
        parts = read_path(path)
        if parts is None:
            return HOLDS
        entity = self.one_thing.entities[self.one_thing.life_event.participants[parts.participant].entity]
        concept = entity.concepts.get(parts.name)
        if concept is None or concept.applies_when is None:
            return HOLDS
        who = member_of(parts.participant, parts.member)
        rule = rule_of(concept.applies_when)
        siblings = [name for name in entity.concepts if name != parts.name and name in rule.paths]
        verdict = rule.verdict({name: self._in_rules(f"{who}.{name}") for name in siblings})
        if verdict.holds is None and not verdict.needs:
            return HOLDS  # undecided by null: nothing says that it cannot be told
        return Verdict(verdict.holds, frozenset(f"{who}.{name}" for name in verdict.needs))

    def _chosen(self, path: str) -> Value:
        """The answer to "who of them?": only those who take part count, and the only one left needs no answer."""
        among = self._choices[path].among
        possible = [code for code, who in among.items() if self.presence(who).holds is not False]
        told = self.fact(path)
        if told is UNKNOWN or (told in among and told not in possible):
            return possible[0] if len(possible) == 1 else UNKNOWN
        return told

    @property
    def _choices(self) -> Mapping[str, ChosenParticipant]:
        return remembered(self.one_thing, "choices", None, lambda: choices_of(self.one_thing))

    def is_told(self, path: str) -> Verdict:
        """Whether the value of a fact is settled, be it that it cannot be told."""
        return Verdict(None, frozenset((path,))) if self.value(path) is UNKNOWN else HOLDS

    def first_to_ask(self, path: str) -> frozenset[str]:
        """The facts to ask before this one, because they can make it not applicable; empty: it can be asked now."""
        parts = read_path(path)
        if parts is None or path == present_path(parts.participant):
            return frozenset()
        first: set[str] = set()
        for verdict in (self.presence(parts.participant), self.applies(path)):
            if verdict.holds is None:
                first |= verdict.needs
        return frozenset(fact for fact in first if not self.is_skipped(fact))

    # Roles

    def holder(self, service: BoundService, role: str) -> Holder:
        """Who fills a role of a service."""
        return self.once("holder", (service.definition.id, role), lambda: self._holder(service, role))

    def _holder(self, service: BoundService, role: str) -> Holder:
        bound = service.bindings.get(role)
        if bound is None:
            return Holder(())
        if isinstance(bound, str):
            return Holder((bound,))
        code = self.value(bound.by)
        if isinstance(code, str) and code in bound.among:
            return Holder((bound.among[code],))
        if code is not UNKNOWN:
            return Holder(())
        possible = {who for who in bound.among.values() if self.presence(who).holds is not False}
        return Holder(tuple(sorted(possible)), frozenset((bound.by,)))

    def holds_role(self, service: BoundService, role: str, participant: str) -> Verdict:
        """Whether a participant fills a role of a service."""
        holder = self.holder(service, role)
        if participant not in holder.candidates:
            return FAILS
        return HOLDS if holder.settled else Verdict(None, holder.needs)

    # Rules

    def of_whole(self, text: str) -> Verdict:
        """The verdict of a rule over participants."""
        return self.once("whole", text, lambda: self._of_whole(text))

    def _of_whole(self, text: str) -> Verdict:
        return rule_context_of_whole(self, text).judged(rule_of(text))

    def whole_need(self, need: str) -> str:
        """The fact to ask for a name that a rule over participants waits for."""
        parts = read_path(need)
        if parts is None:
            return count_path(need.partition("[")[0].partition(".")[0])
        participant = self.one_thing.life_event.participants.get(parts.participant)
        if participant is not None and not participant.many:
            return without_member(need)  # a list of one, because the role takes many
        return need

    def of_service(self, service: BoundService, member: int | None, text: str) -> Verdict:
        """The verdict of a rule over the roles of a service, for one member of its repeated participant."""
        key = (service.definition.id, member, text)
        return self.once("service", key, lambda: self._of_service(service, member, text))

    def _of_service(self, service: BoundService, member: int | None, text: str) -> Verdict:
        return rule_context_of_service(self, service, member, text).judged(rule_of(text))

    def facts_of(self, participant: str, member: int | None, names: frozenset[str]) -> dict[str, Value]:
        """Some facts of a participant as rules read them, by concept."""
        who = member_of(participant, member)
        return self.once(
            "facts of", (who, names), lambda: {name: self._in_rules(f"{who}.{name}") for name in names}
        )

    # Services

    def admitted(self) -> Verdict:
        """Whether the joint channel is open here. Without conditions it is open to all."""
        overlay = self.one_thing.overlay
        conditions = overlay.admission.conditions if overlay else ()
        return self.once(
            "admitted", None, lambda: all_of(self.of_whole(condition.rule) for condition in conditions)
        )

    def included(self, service: BoundService) -> Verdict:
        """Whether a service is part of it: its `when`, the parts that its roles need, and the wish for it."""
        return self.once("included", service.definition.id, lambda: self._included(service))

    def _included(self, service: BoundService) -> Verdict:
        conditions = [self._can_be_filled(service, role) for role in service.definition.roles]
        if service.when is not None:
            conditions.append(as_condition(self.of_whole(service.when)))
        possible = all_of(conditions)
        if possible.holds is False or not service.optional:
            return possible
        return all_of((possible, self._wanted(service.definition.id)))

    def _can_be_filled(self, service: BoundService, role: str) -> Verdict:
        if service.definition.roles[role].optional:
            return HOLDS
        holder = self.holder(service, role)
        if holder.settled is None:
            return HOLDS if holder.candidates else FAILS
        return self.presence(holder.settled)

    def _wanted(self, service: str) -> Verdict:
        told = self.fact(wants_path(service))
        if isinstance(told, bool):
            return HOLDS if told else FAILS
        return Verdict(None, frozenset((wants_path(service),)))

    def tasks(self) -> Iterator[tuple[BoundService, int | None, Verdict]]:
        """Every service for every member, in the order of the one thing, with the verdict whether it is included."""
        for service_id in self.one_thing.order:
            service = self.one_thing.services[service_id]
            for member in self.members(service.repeated_for):
                yield service, member, self.included(service)


def _anything_about(participant: str) -> str:
    """What an answer reads that hangs on whether anything at all is told about a participant."""
    return f"{participant}.*"
