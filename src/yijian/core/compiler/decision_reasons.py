"""What is decided for somebody, each with its reasons in sentences and what it rests on: services, criteria, admission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yijian.core.compiler.fact_paths import COUNT, PRESENT, WANTS, concept_at, read_path
from yijian.core.compiler.rule_context import RuleContext, rule_context_of_service, rule_context_of_whole
from yijian.core.compiler.rule_reasons import Reason, reason_of
from yijian.core.compiler.rule_terms import Subject, fact_words
from yijian.core.compiler.rules import Verdict, as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.verification.rule_uses import parse_rule
from yijian.core.vocabulary.marks import Certainty, Marked, Source
from yijian.core.vocabulary.one_thing import BoundService, OneThing
from yijian.core.vocabulary.service import Criterion


class DecisionKind(StrEnum):
    """What is decided."""

    SERVICE = "service"  # whether a service is part of it for this person
    CRITERION = "criterion"  # whether a condition of a service holds
    ADMISSION = "admission"  # whether a condition of the joint channel holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a rule rests on: the clause (None: the rule was read in the source as such), how sure that is, and where it
    was read (None: no source)."""

    clause: str | None
    certainty: str
    source: Source | None
    note: str | None


_NO_LAW = Ground(clause=None, certainty=Certainty.NOT_FOUND.value, source=None, note=None)
"""Of a service for which no law was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A verdict with its reasons. `subject` is the key of a task or the id of a condition, `service` the key of the task
    that a criterion belongs to. `needs` are the facts still to tell, by path, where it is open."""

    kind: DecisionKind
    subject: str
    service: str | None
    title: Text
    holds: bool | None
    reasons: tuple[Reason, ...]
    needs: tuple[str, ...]
    grounds: tuple[Ground, ...]

    @property
    def outcome(self) -> Text:
        """The verdict in a few words."""
        return _OUTCOMES[self.kind is DecisionKind.SERVICE, self.holds, bool(self.needs)]


_UNKNOWN = Text("还定不下来", "Not decided yet")
_OFFICER = Text("规则没有结论，由工作人员来看", "The rule gives no answer: an officer looks")
_OUTCOMES = {
    (True, True, False): Text("要办", "Part of it"),
    (True, False, False): Text("不用办", "Not part of it"),
    (True, None, True): _UNKNOWN,
    (True, None, False): _OFFICER,
    (False, True, False): Text("符合", "Holds"),
    (False, False, False): Text("不符合", "Does not hold"),
    (False, None, True): _UNKNOWN,
    (False, None, False): _OFFICER,
}


def decisions_of(situation: Situation) -> Iterator[Decision]:
    """Everything that is decided: the joint channel, each service, and the criteria of those that may be part of it."""
    overlay = situation.one_thing.overlay
    for condition in overlay.admission.conditions if overlay else ():
        yield decision_on_admission(situation, condition)
    for service, member, included in situation.tasks():
        yield decision_on_service(situation, service, member)
        if included.holds is not False:
            for criterion in service.definition.criteria:
                yield decision_on_criterion(situation, service, member, criterion)


def decision_on_admission(situation: Situation, condition: Criterion) -> Decision:
    """Whether a condition of the joint channel holds."""
    verdict = situation.of_whole(condition.rule)
    return Decision(
        kind=DecisionKind.ADMISSION,
        subject=condition.id,
        service=None,
        title=condition.text,
        holds=verdict.holds,
        reasons=(_of_whole(situation, condition.rule),),
        needs=tuple(sorted(verdict.needs)),
        grounds=(_ground(situation.one_thing, condition),),
    )


def decision_on_criterion(
    situation: Situation, service: BoundService, member: int | None, criterion: Criterion
) -> Decision:
    """Whether a condition of a service holds, with the law the service rests on."""
    verdict = situation.of_service(service, member, criterion.rule)
    context = rule_context_of_service(situation, service, member, criterion.rule)
    one_thing = situation.one_thing
    subjects = {
        role: _subject(situation, context.who[role])
        for role in service.definition.roles
        if role in context.who
    }
    laws = [_ground(one_thing, law, clause=law.cite) for law in service.definition.legal_basis]
    return Decision(
        kind=DecisionKind.CRITERION,
        subject=criterion.id,
        service=situation.task_key(service.definition.id, member),
        title=criterion.text,
        holds=verdict.holds,
        reasons=(_reason(situation, context, criterion.rule, subjects),),
        needs=tuple(sorted(verdict.needs)),
        grounds=(_ground(one_thing, criterion), *(laws or [_NO_LAW])),
    )


def decision_on_service(situation: Situation, service: BoundService, member: int | None) -> Decision:
    """Whether a service is part of it: who it takes, its `when`, the wish for it."""
    verdict = situation.included(service)
    name = service.definition.name
    use = next(one for one in situation.one_thing.life_event.services if one.service == service.definition.id)
    told = tuple(_reasons_of_inclusion(situation, service))
    decisive = tuple(one for one in told if one.holds is verdict.holds)
    return Decision(
        kind=DecisionKind.SERVICE,
        subject=situation.task_key(service.definition.id, member),
        service=None,
        title=name,
        holds=verdict.holds,
        reasons=decisive[:1] if verdict.holds is False else decisive,
        needs=tuple(sorted(verdict.needs)),
        grounds=(_ground(situation.one_thing, use),),
    )


def _reasons_of_inclusion(situation: Situation, service: BoundService) -> Iterator[Reason]:
    one_thing = situation.one_thing
    for role, declared in service.definition.roles.items():
        if not declared.optional:
            yield from _of_role(situation, service, role)
    if service.when is not None:
        reason = _of_whole(situation, service.when)
        # Null says that a `when` does not apply.
        holds = as_condition(situation.of_whole(service.when)).holds
        yield Reason(text=reason.text, holds=holds, parts=reason.parts)
    if service.optional:
        yield _of_wish(situation, service)
    elif service.when is None:
        yield Reason(
            text=Text(
                f"办“{one_thing.name.zh}”的都要办", f"Everybody who does “{one_thing.name.en}” does it"
            ),
            holds=True,
        )


def _of_role(situation: Situation, service: BoundService, role: str) -> Iterator[Reason]:
    """Where somebody may be absent, or is chosen by an answer."""
    holder = situation.holder(service, role)
    who = holder.settled
    if who is None:
        if holder.candidates:
            return  # who of them it is changes nothing here
        name = service.definition.roles[role].name or Text(role, role)
        yield Reason(text=Text(f"没有{name.zh}", f"There is no {name.en}"), holds=False)
        return
    declared = situation.one_thing.life_event.participants[who]
    if declared.optional:
        yield _of_presence(declared.name, situation.presence(who))


def _of_presence(name: Text, verdict: Verdict) -> Reason:
    words = {
        True: Text(f"{name.zh}一起办", f"{name.en} takes part"),
        False: Text(f"{name.zh}不一起办", f"{name.en} does not take part"),
        None: Text(f"还不知道：{name.zh}是否一起办", f"Not known yet: whether {name.en} takes part"),
    }[verdict.holds]
    return Reason(text=Text(words.zh, words.en[:1].upper() + words.en[1:]), holds=verdict.holds)


def _of_wish(situation: Situation, service: BoundService) -> Reason:
    wish = situation.fact(f"{WANTS}{service.definition.id}")
    if wish is True:
        return Reason(text=Text("您要一起办", "You want it, too"), holds=True)
    if wish is False:
        return Reason(text=Text("您说不办", "You do not want it"), holds=False)
    return Reason(text=Text("自愿办，还不知道您要不要办", "It is up to you, and not known yet"), holds=None)


def _of_whole(situation: Situation, rule: str) -> Reason:
    context = rule_context_of_whole(situation, rule)
    subjects = {name: _subject(situation, name) for name in situation.one_thing.life_event.participants}
    return _reason(situation, context, rule, subjects)


def _reason(situation: Situation, context: RuleContext, rule: str, subjects: Mapping[str, Subject]) -> Reason:
    def asked(need: str) -> Text:
        return _joined(asked_words(situation, path) for path in sorted(context.asked(need)))

    return reason_of(parse_rule(rule), context.facts, subjects, asked=asked)


def asked_words(situation: Situation, path: str) -> Text:
    """The name of a fact that is still to be told: 妈妈的民族, 几个宝宝."""
    one_thing = situation.one_thing
    if path.startswith(WANTS):
        name = one_thing.services[path.removeprefix(WANTS)].definition.name
        return Text(f"要不要办{name.zh}", f"whether {name.en} is wanted")
    parts = read_path(path)
    participant = one_thing.life_event.participants.get(parts.participant) if parts else None
    if parts is None or participant is None:
        return Text(path, path)
    if parts.name == COUNT:
        return Text(f"有几个{participant.name.zh}", f"how many ({participant.name.en})")
    if parts.name == PRESENT:
        return Text(f"{participant.name.zh}是否一起办", f"whether {participant.name.en} takes part")
    found = concept_at(one_thing, path)
    if found is None:
        return Text(path, path)
    owner = _subject(situation, path.rpartition(".")[0])
    return fact_words(owner, found[1])


def _subject(situation: Situation, who: str) -> Subject:
    """Who a participant or a member (`child[2]`) is, numbered where there are several."""
    one_thing = situation.one_thing
    participant, _, number = who.partition("[")
    declared = one_thing.life_event.participants[participant]
    several = declared.many and (situation.count(participant) or 1) > 1 and number
    member = int(number.removesuffix("]")) if several else None
    name = declared.name
    if member is not None:
        name = Text(f"第 {member} 个{name.zh}", f"{name.en} {member}")
    alone = sum(one.entity == declared.entity for one in one_thing.life_event.participants.values()) == 1
    return Subject(name, one_thing.entities[declared.entity], alone=alone and member is None)


def _ground(one_thing: OneThing, marked: Marked, *, clause: str | None = None) -> Ground:
    return Ground(
        clause=clause,
        certainty=marked.certainty.value,
        source=one_thing.sources.get(marked.source) if marked.source else None,
        note=marked.note,
    )


def _joined(names: Iterable[Text]) -> Text:
    given = tuple(names)
    return Text("、".join(each.zh for each in given), ", ".join(each.en for each in given))
