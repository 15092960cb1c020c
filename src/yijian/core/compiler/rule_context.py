"""The facts that a rule reads, as it names them: by participant for the whole, by role for a service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yijian.core.compiler.fact_paths import member_of
from yijian.core.compiler.rules import Rule, Verdict, names_by_root
from yijian.core.feel.values import NOT_APPLICABLE, Value
from yijian.core.vocabulary.one_thing import BoundService

if TYPE_CHECKING:
    from yijian.core.compiler.situation import Situation


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RuleContext:
    """What a rule is judged by. `who` is the participant or member (`child[2]`) behind a name in the rule, `open` what to
    ask where it is not known who that is."""

    situation: Situation
    facts: Mapping[str, Value]
    who: Mapping[str, str]
    open: Mapping[str, frozenset[str]]

    def judged(self, rule: Rule) -> Verdict:
        """The verdict of the rule, with the facts to ask by their full paths."""
        verdict = rule.verdict(self.facts)
        asked: frozenset[str] = frozenset().union(*map(self.asked, verdict.needs))
        return Verdict(verdict.holds, asked)

    def asked(self, need: str) -> frozenset[str]:
        """The facts to ask for a name that the rule waits for."""
        name = need.partition(".")[0].partition("[")[0]
        if name in self.open:
            return self.open[name]
        return frozenset((self.situation.whole_need(self.who.get(name, name) + need[len(name) :]),))


def rule_context_of_whole(situation: Situation, text: str) -> RuleContext:
    """The facts of a rule over participants."""
    facts: dict[str, Value] = {"today": situation.today}
    names = names_by_root(text)
    for participant, declared in situation.one_thing.life_event.participants.items():
        if participant not in names:
            continue
        if not declared.many:
            facts[participant] = situation.facts_of(participant, None, names[participant])
        elif situation.presence(participant).holds is False:
            facts[participant] = []
        elif situation.count(participant) is not None:
            facts[participant] = [
                situation.facts_of(participant, member, names[participant])
                for member in situation.members(participant)
            ]
    return RuleContext(situation=situation, facts=facts, who={}, open={})


def rule_context_of_service(
    situation: Situation, service: BoundService, member: int | None, text: str
) -> RuleContext:
    """The facts of a rule over the roles of a service, for one member of its repeated participant."""
    facts: dict[str, Value] = {"today": situation.today}
    people: dict[str, str] = {}
    undecided: dict[str, frozenset[str]] = {}
    for role, names in names_by_root(text).items():
        if role not in service.definition.roles:
            continue
        holder = situation.holder(service, role)
        who = holder.settled
        if who is None:
            if holder.candidates:
                undecided[role] = holder.needs
            else:
                facts[role] = dict.fromkeys(names, NOT_APPLICABLE)
        elif not service.definition.roles[role].many:
            number = member if who == service.repeated_for else None
            facts[role] = situation.facts_of(who, number, names)
            people[role] = member_of(who, number)
        else:
            if situation.presence(who).holds is False:
                facts[role] = []
            elif situation.count(who) is not None:
                facts[role] = [situation.facts_of(who, each, names) for each in situation.members(who)]
            people[role] = who
    return RuleContext(situation=situation, facts=facts, who=people, open=undecided)
