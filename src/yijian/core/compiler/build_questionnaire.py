"""Pass 4: what must be decided before a plan is certain (goals), and the facts that can matter for it (questions).

A goal is decided once its verdict is known; the adaptive questionnaire (`questions`) asks until all are. Criteria of
services do not shape the plan, they are judged on the filled form: they are goals only where they read a fact that
the form would not bring.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from yijian.core.compiler.draft import Draft
from yijian.core.compiler.fact_paths import count_path, present_path, read_path, wants_path, without_member
from yijian.core.compiler.goals import facts_of_goal
from yijian.core.compiler.resolve import candidates_of, facts_read_by, unreadable
from yijian.core.compiler.rules import rule_of
from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.one_thing import BoundService, Goal, GoalKind, OneThing


def build_questionnaire(draft: Draft) -> Draft:
    """Collect the goals, and every fact that can matter for somebody."""
    overlay = draft.one_thing.overlay
    findings: list[Finding] = []
    if overlay is not None:
        place = f"regions/{overlay.region}/{overlay.life_event}"
        for at, condition in enumerate(overlay.admission.conditions):
            findings += unreadable(draft, condition.rule, (place, f"admission/conditions/{at}/rule"))
    if findings:
        return draft.found(*findings)
    goals = (*_goals_of_whole(draft), *_goals_of_services(draft))
    one_thing = replace(draft.one_thing, goals=goals)
    questions = sorted({fact for goal in goals for fact in facts_of_goal(one_thing, goal)})
    born = {field.fact for field in one_thing.form.fields if field.born_from}
    one_thing = replace(
        one_thing, questions=tuple(fact for fact in questions if without_member(fact) not in born)
    )
    unknown = [fact for fact in one_thing.questions if _is_unknown(one_thing, fact)]
    findings += [
        draft.error(
            "FACT_UNKNOWN",
            Text(f"规则里的“{fact}”不在数据元字典里", f"“{fact}”, read by a rule, is not in the dictionary"),
            Text("改正规则，或在字典里补上", "Correct the rule, or add the concept to the dictionary"),
            (f"life-events/{one_thing.life_event.id}", "services"),
        )
        for fact in unknown
    ]
    return replace(draft, one_thing=one_thing).found(*findings)


def _goals_of_whole(draft: Draft) -> Iterator[Goal]:
    one_thing = draft.one_thing
    if one_thing.overlay is not None:
        for condition in one_thing.overlay.admission.conditions:
            yield Goal(kind=GoalKind.ADMISSION, subject=condition.id, rule=condition.rule)
    services = draft.in_author_order()
    for participant, declared in sorted(one_thing.life_event.participants.items()):
        if declared.optional and any(_binds(service, participant) for service in services):
            yield Goal(kind=GoalKind.PRESENCE, subject=present_path(participant), rule="")
        if declared.many and declared.most > 1:
            yield Goal(kind=GoalKind.COUNT, subject=count_path(participant), rule="")


def _goals_of_services(draft: Draft) -> Iterator[Goal]:
    for service in draft.in_author_order():
        service_id = service.definition.id
        if service.when is not None:
            yield Goal(kind=GoalKind.SERVICE, subject=service_id, rule=service.when)
        if service.optional:
            yield Goal(kind=GoalKind.CHOICE, subject=wants_path(service_id), rule="")
        for by in sorted({b.by for b in service.bindings.values() if isinstance(b, ChosenParticipant)}):
            yield Goal(kind=GoalKind.ROLE, subject=by, rule="", service=service_id)
        for paper in service.definition.evidence:
            if paper.when is not None:
                yield Goal(kind=GoalKind.PAPER, subject=paper.id, rule=paper.when, service=service_id)
        for need in service.definition.information:
            if need.when is not None or _may_not_apply(draft.one_thing, service, need.fact):
                yield Goal(kind=GoalKind.FIELD, subject=need.fact, rule=need.when or "", service=service_id)
        for criterion in service.definition.criteria:
            if _reads_beyond_form(draft.one_thing, service, criterion.rule):
                yield Goal(
                    kind=GoalKind.CRITERION, subject=criterion.id, rule=criterion.rule, service=service_id
                )


def _may_not_apply(one_thing: OneThing, service: BoundService, role_fact: str) -> bool:
    """Whether the concept of a fact does not apply to everybody."""
    role, _, name = role_fact.partition(".")
    participants = one_thing.life_event.participants
    entities = {participants[who].entity for who in candidates_of(service, role)}
    concepts = (one_thing.entities[entity].concepts.get(name) for entity in entities)
    return any(concept is not None and concept.applies_when is not None for concept in concepts)


def _binds(service: BoundService, participant: str) -> bool:
    return any(participant in candidates_of(service, role) for role in service.bindings)


def _reads_beyond_form(one_thing: OneThing, service: BoundService, rule: str) -> bool:
    fields = {field.fact for field in one_thing.form.fields}
    read = {path for path in rule_of(rule).paths if path in facts_read_by(service)}
    return any(
        f"{who}.{path.partition('.')[2]}" not in fields
        for path in read
        for who in candidates_of(service, path.partition(".")[0])
    )


def _is_unknown(one_thing: OneThing, path: str) -> bool:
    parts = read_path(path)
    if parts is None or parts.participant not in one_thing.life_event.participants:
        return parts is not None
    declared = one_thing.life_event.participants[parts.participant]
    if path in (count_path(parts.participant), present_path(parts.participant)):
        return False
    entity = one_thing.entities.get(declared.entity)
    return entity is None or parts.name not in entity.concepts
