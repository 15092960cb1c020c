"""What must hold of every artefact and of every plan, whatever the definitions say.

Checked once when a life event is compiled, and on every plan in tests. A broken law is a defect of the compiler, not
of a definition. Each law is a sentence that fills its gaps when broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Basis, FieldSource, Plan
from yijian.core.vocabulary.savings import Saving

Law: TypeAlias = Callable[[OneThing], Iterator[str]]


def broken_invariants(one_thing: OneThing) -> tuple[str, ...]:
    """The laws that a finished artefact breaks, in words; empty when it is sound."""
    return tuple(broken for laws in INVARIANTS.values() for broken in laws(one_thing))


def _after_resolve(one_thing: OneThing) -> Iterator[str]:
    for name, service in one_thing.services.items():
        for role, declared in service.definition.roles.items():
            if role not in service.bindings and not declared.optional:
                yield f"nobody fills the role {role} of {name}"
        for need in service.depends_on:
            if need.service not in one_thing.services or need.service == name:
                yield f"{name} depends on {need.service}, which is no other part"


def _after_merge(one_thing: OneThing) -> Iterator[str]:
    facts = [field.fact for field in one_thing.form.fields]
    yield from (f"{fact} is asked twice" for fact in sorted(set(facts)) if facts.count(fact) > 1)
    told = {(use.service, use.role_fact) for field in one_thing.form.fields for use in field.uses}
    for name, service in one_thing.services.items():
        for need in service.definition.information:
            if (name, need.fact) not in told and need.fact.partition(".")[0] in service.bindings:
                yield f"no field of the form meets {need.fact} of {name}"


def _after_evidence(one_thing: OneThing) -> Iterator[str]:
    planned = {(one.service, one.requirement): one for one in one_thing.evidence}
    for name, service in one_thing.services.items():
        for requirement in service.definition.evidence:
            bound = planned.get((name, requirement.id))
            if bound is None or not bound.options or len(bound.options) != len(requirement.any_of):
                yield f"no evidence meets {requirement.id} of {name}"
    for document in (item for one in one_thing.evidence for option in one.options for item in option):
        if document.type not in one_thing.evidence_types:
            yield f"the artefact does not hold the evidence type {document.type}"
        for register in document.registers:
            if register not in one_thing.registers:
                yield f"the artefact does not hold the register {register}"


def _after_questionnaire(one_thing: OneThing) -> Iterator[str]:
    if len(set(one_thing.questions)) != len(one_thing.questions):
        yield "a question stands twice in the questionnaire"
    born = {field.fact for field in one_thing.form.fields if field.born_from}
    yield from (
        f"{fact} is asked although a part gives birth to it" for fact in one_thing.questions if fact in born
    )


def _after_schedule(one_thing: OneThing) -> Iterator[str]:
    if sorted(one_thing.order) != sorted(one_thing.services):
        yield "the order does not hold every service exactly once"
        return
    for name, service in one_thing.services.items():
        for need in service.depends_on:
            if one_thing.order.index(need.service) >= one_thing.order.index(name):
                yield f"{name} starts before {need.service}, which it needs"


def _after_savings(one_thing: OneThing) -> Iterator[str]:
    for figure, without in one_thing.missing.items():
        for name in without:
            if name not in one_thing.services:
                yield f"{name}, which does not state its {figure}, is no part of it"


INVARIANTS: Final[dict[str, Law]] = {
    "resolve": _after_resolve,
    "merge": _after_merge,
    "plan_evidence": _after_evidence,
    "build_questionnaire": _after_questionnaire,
    "plan_schedule": _after_schedule,
    "count_savings": _after_savings,
}
"""What holds after each pass, and stays so."""


def broken_plan_invariants(one_thing: OneThing, plan: Plan) -> tuple[str, ...]:
    """The laws that a plan breaks, in words; empty when it is sound."""
    broken = [*_fields(one_thing, plan), *_papers(one_thing, plan), *_schedule(plan), *_figures(plan)]
    return tuple(broken)


def _fields(one_thing: OneThing, plan: Plan) -> Iterator[str]:
    facts = [field.fact for field in plan.fields]
    yield from (f"{fact} is asked twice" for fact in sorted(set(facts)) if facts.count(fact) > 1)
    included = {task.service for task in plan.included}
    born = {f.fact for f in one_thing.form.fields if f.born_from in included}
    for field in plan.fields:
        if (
            f"{field.participant}.{field.fact.rpartition('.')[2]}" in born
            and field.source is FieldSource.ANSWER
        ):
            yield f"{field.fact} is asked although another part gives birth to it"
    questions = plan.questions
    page = [question.fact for question in questions.page]
    yield from (
        f"{fact} stands on the next page and is not open" for fact in sorted(set(page) - set(questions.open))
    )
    if page[:1] != list(questions.open[:1]):
        yield "the next page does not begin with the next question"
    yield from (
        f"{fact} is asked and already answered" for fact in set(questions.open) & set(questions.answered)
    )


def _papers(one_thing: OneThing, plan: Plan) -> Iterator[str]:
    met = {(use.task, use.requirement) for paper in plan.evidence.papers for use in paper.uses}
    keys = [paper.key for paper in plan.evidence.papers]
    yield from (f"the paper {key} is demanded twice" for key in sorted(set(keys)) if keys.count(key) > 1)
    if plan.basis is Basis.REFERENCE_CASE:
        return
    for task in plan.included:
        definition = one_thing.services[task.service].definition
        yield from (
            f"no paper meets {one.id} of {task.key}"
            for one in definition.evidence
            if one.when is None
            and (task.key, one.id) not in met
            and one.any_of
            and not all(definition.roles[i.of].optional for option in one.any_of for i in option)
        )


def _schedule(plan: Plan) -> Iterator[str]:
    finish = {task.key: task.finish for task in plan.schedule.tasks}
    after = {task.key: task.after for task in plan.tasks}
    for scheduled in plan.schedule.tasks:
        yield from (
            f"{scheduled.key} starts before {need} has finished"
            for need in after.get(scheduled.key, ())
            if plan.basis is Basis.FACTS and need in finish and finish[need] > scheduled.start
        )
    whole = plan.schedule.promised_days
    if whole is not None and any(task.days > whole for task in plan.schedule.tasks):
        yield "the whole is promised faster than one of its parts"


def _figures(plan: Plan) -> Iterator[str]:
    savings = plan.savings
    for name in ("days", "visits", "papers", "steps", "fields"):
        saving: Saving | None = getattr(savings, name)
        if saving is None:
            continue
        for side in ("before", "after"):
            if getattr(saving, side) != sum(getattr(part, side) for part in saving.parts):
                yield f"the parts of {name} {side} do not add up"
            yield from (
                f"what {part.key} counts for {name} {side} does not add up"
                for part in saving.parts
                if part.items and getattr(part, side) != sum(getattr(item, side) for item in part.items)
            )
    if plan.basis is Basis.FACTS:
        brought = sum(p.certain and p.way is PaperWay.APPLICANT for p in plan.evidence.papers)
        certain = {"services": len(plan.included), "papers": brought}
        for name, figure in certain.items():
            span = getattr(plan.ranges, name)
            if span.most is not None and figure > span.most:
                yield f"{figure} {name} are certain, but the range ends at {span.most}"
