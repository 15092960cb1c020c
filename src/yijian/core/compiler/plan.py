"""From a `OneThing` to the `Plan` of somebody. Every figure comes from the code of the pass that is in charge of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from yijian.core.compiler.count_savings import savings_of
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.fees import planned_fees
from yijian.core.compiler.held import Held
from yijian.core.compiler.inspections import planned_inspections
from yijian.core.compiler.latest_days import planned_latest_days
from yijian.core.compiler.merge import planned_fields
from yijian.core.compiler.paper_trade import plan_papers, plan_papers_with_choices
from yijian.core.compiler.papers import papers_alone
from yijian.core.compiler.plan_schedule import limits_of, schedule_of, tasks_before
from yijian.core.compiler.question_pages import page_of
from yijian.core.compiler.question_plan import question_about, question_plan
from yijian.core.compiler.questions import in_order
from yijian.core.compiler.ranges import ranges_of
from yijian.core.compiler.situation import Situation
from yijian.core.compiler.special_procedures import planned_stops
from yijian.core.compiler.table_decisions import decided_by
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import BoundService, OneThing
from yijian.core.vocabulary.plan import (
    AdmissionResult,
    Basis,
    ConditionResult,
    Plan,
    PlannedTask,
    Question,
)
from yijian.core.vocabulary.provenance import Facts

NOTHING_HELD = Held()


def specialise(
    one_thing: OneThing,
    facts: Facts,
    *,
    today: date,
    calendar: WorkingCalendar,
    held: Held = NOTHING_HELD,
    skipped: frozenset[str] = frozenset(),
) -> Plan:
    """The plan for somebody.

    `facts` are typed and by full path (`read_facts`). `held` is what registers gave already; `skipped` are facts
    somebody said not to know: they are never asked, and the figures stay ranges over them. With no facts at all,
    papers, schedule and savings are those of the reference case. Who is not admitted to the joint channel still gets
    every task, with `where` to go. The same arguments always give the same plan.
    """
    situation = situation_of(one_thing, facts, today=today, held=held, skipped=skipped)
    basis, shown = Basis.FACTS, situation
    if not situation.facts:
        basis = Basis.REFERENCE_CASE
        shown = situation.with_only(reference_facts(one_thing, today))
    folder = plan_papers_with_choices(shown, calendar)
    schedule = schedule_of(shown, calendar, folder.waits)
    return Plan(
        one_thing=one_thing.hash,
        life_event=one_thing.life_event.id,
        region=one_thing.region,
        on=today,
        basis=basis,
        admission=admission_of(situation),
        tasks=planned_tasks(situation, calendar),
        questions=question_plan(situation, calendar),
        fields=planned_fields(situation),
        evidence=folder.plan,
        schedule=schedule,
        savings=savings_of(shown, fields=planned_fields(shown), evidence=folder.plan, schedule=schedule),
        ranges=ranges_of(situation, calendar),
        inspections=planned_inspections(shown, schedule),
        latest_days=planned_latest_days(shown, calendar),
        fees=planned_fees(shown),
        stops=planned_stops(shown),
    )


def next_question(
    one_thing: OneThing,
    facts: Facts,
    *,
    today: date,
    calendar: WorkingCalendar,
    held: Held = NOTHING_HELD,
    skipped: frozenset[str] = frozenset(),
) -> Question | None:
    """Only the next question of `specialise`, with its effects and reasons: a few milliseconds."""
    situation = situation_of(one_thing, facts, today=today, held=held, skipped=skipped)
    order = in_order(situation)
    return question_about(situation, order[0], calendar) if order else None


def next_page(
    one_thing: OneThing,
    facts: Facts,
    *,
    today: date,
    calendar: WorkingCalendar,
    held: Held = NOTHING_HELD,
    skipped: frozenset[str] = frozenset(),
) -> tuple[Question, ...]:
    """Only the next page of `specialise`: the next question with those that will be asked whatever is answered to it."""
    situation = situation_of(one_thing, facts, today=today, held=held, skipped=skipped)
    return tuple(question_about(situation, fact, calendar) for fact in page_of(situation))


def situation_of(
    one_thing: OneThing, facts: Facts, *, today: date, held: Held, skipped: frozenset[str]
) -> Situation:
    """The situation of somebody: what registers told counts like what was answered."""
    known = {**facts, **held.facts}
    return Situation(
        one_thing=one_thing, facts=known, today=today, skipped=skipped.difference(known), held=held
    )


def admission_of(situation: Situation) -> AdmissionResult:
    """Each condition of the joint channel with its verdict, and the verdict of them all."""
    overlay = situation.one_thing.overlay
    conditions = overlay.admission.conditions if overlay else ()
    verdicts = [(condition, situation.of_whole(condition.rule)) for condition in conditions]
    return AdmissionResult(
        admitted=situation.admitted().holds,
        conditions=tuple(
            ConditionResult(
                condition=condition,
                holds=verdict.holds,
                needs=tuple(sorted(verdict.needs)),
                tables=decided_by(situation.one_thing, condition.rule, situation.of_whole),
            )
            for condition, verdict in verdicts
        ),
        otherwise=overlay.admission.otherwise if overlay else None,
    )


def planned_tasks(situation: Situation, calendar: WorkingCalendar) -> tuple[PlannedTask, ...]:
    """Every service for every member; those that are certainly no part of it with `included` False."""
    waits = plan_papers(situation, calendar).waits
    alone = papers_alone(situation) if situation.admitted().holds is False else {}
    return tuple(
        PlannedTask(
            key=situation.task_key(service.definition.id, member),
            service=service.definition.id,
            name=service.definition.name,
            authority=service.definition.authority,
            member=None if service.repeated_for is None else f"{service.repeated_for}[{member}]",
            included=verdict.holds,
            optional=service.optional,
            needs=tuple(sorted(verdict.needs)),
            limit=limits_of(service).promised,
            after=tasks_before(situation, service, member, waits),
            where=service.where,
            criteria=tuple(_criteria(situation, service, member)) if verdict.holds is not False else (),
            alone=tuple(sorted(alone.get(situation.task_key(service.definition.id, member), ()))),
            by_commitment=service.definition.by_commitment,
        )
        for service, member, verdict in situation.tasks()
    )


def _criteria(situation: Situation, service: BoundService, member: int | None) -> Iterator[ConditionResult]:
    for criterion in service.definition.criteria:
        judge = partial(situation.of_service, service, member)
        verdict = judge(criterion.rule)
        yield ConditionResult(
            condition=criterion,
            holds=verdict.holds,
            needs=tuple(sorted(verdict.needs)),
            tables=decided_by(situation.one_thing, criterion.rule, judge),
        )
