"""A guide as a page: what is in it, who may use it, papers, days, savings, and what published guides claim."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from yijian.channels.look.schedule_svg import ScheduleChart
from yijian.channels.portal.presenters.claims import ClaimTable, claim_table
from yijian.channels.portal.presenters.costs import Costs, costs_of
from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.names import (
    authority_name,
    fact_name,
    joined,
    register_name,
)
from yijian.channels.portal.presenters.paper_lists import PaperLists, paper_lists
from yijian.channels.portal.presenters.parts import Part, PartsAlike, alike, parts_of
from yijian.channels.portal.presenters.questions import reference_value
from yijian.channels.portal.presenters.savings import SavedFigure, saved_figures
from yijian.channels.portal.presenters.schedule import plan_chart
from yijian.channels.portal.presenters.stops import Stop, possible_stops
from yijian.channels.portal.presenters.structure import Structure, independent, structure_of
from yijian.channels.portal.presenters.summary import TIME_LIMIT, VISITS, not_published, own_papers, span_of
from yijian.channels.portal.presenters.time_line import TimeLine
from yijian.channels.portal.presenters.times import LastDay, possible_last_days, time_lines
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import FieldSource, Plan
from yijian.usecases.views import GuideView


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the four figures: `value` None where it cannot be derived, `note` then says why, else the range."""

    label: Text
    value: Text | str | None
    unit: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of the joint channel with its mark."""

    text: Text
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFigures:
    """The one form in figures: fields in all, told by the person, fetched, made on the way."""

    told: int
    fetched: int
    born: int
    questions: Text
    registers: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """Everything on the page of a guide, in its order. `alike` are told once, all other services are `parts`."""

    figures: tuple[Figure, ...]
    reference: tuple[tuple[Text, Text | str], ...]
    parts: tuple[Part, ...]
    alike: PartsAlike | None
    structure: Structure
    certain_parts: int
    uncertain_parts: int
    authorities: int
    conditions: tuple[Condition, ...]
    otherwise: Text | None
    form: FormFigures
    papers: PaperLists
    papers_in_all: int
    chart: ScheduleChart | None
    times: tuple[TimeLine, ...]
    stops: tuple[Stop, ...]
    last_days: tuple[LastDay, ...]
    saved: tuple[SavedFigure, ...]
    claims: tuple[ClaimTable, ...]
    lead: Text
    costs: Costs


def guide_page(guide: GuideView, *, calendar: WorkingCalendar) -> GuidePage:
    """The page from the view: every figure is that of the reference case, with its range over everybody."""
    thing, plan = guide.one_thing, guide.plan
    parts = parts_of(thing)
    folded = alike(parts, among=independent(thing, plan))
    certain = sum(part.tag is None for part in parts)
    return GuidePage(
        figures=_figures(thing, plan),
        reference=tuple(
            (fact_name(thing, fact), reference_value(thing, fact, value))
            for fact, value in thing.life_event.reference_case.items()
        ),
        parts=tuple(part for part in parts if folded is None or part not in folded.parts),
        alike=folded,
        structure=structure_of(thing, plan, folded),
        certain_parts=certain,
        uncertain_parts=len(parts) - certain,
        authorities=len({part.authority for part in parts}),
        conditions=tuple(
            Condition(text=result.condition.text, mark=mark_of(thing, result.condition))
            for result in plan.admission.conditions
        ),
        otherwise=plan.admission.otherwise,
        form=_form(thing, plan),
        papers=paper_lists(thing, plan),
        papers_in_all=len(plan.evidence.papers),
        chart=plan_chart(thing, plan, calendar=calendar),
        times=time_lines(thing, plan),
        stops=possible_stops(thing),
        last_days=possible_last_days(thing),
        saved=saved_figures(thing, plan),
        claims=tuple(claim_table(thing, plan, claim) for claim in guide.claims),
        lead=authority_name(thing, thing.life_event.lead),
        costs=costs_of(thing, plan),
    )


def _figures(thing: OneThing, plan: Plan) -> tuple[Figure, ...]:
    days, visits = plan.schedule.promised_days, plan.savings.visits
    own = [paper for paper in own_papers(plan) if paper.certain]
    return (
        Figure(
            label=Text("从受理到全部办好", "From acceptance to the last result"),
            value=None if days is None else str(days) if days else Text("当天", "Same day"),
            unit=Text("个工作日", "working days") if days else Text("", ""),
            note=not_published(thing, plan.schedule.unscheduled, TIME_LIMIT)
            if days is None
            else _range(plan, "days", "个工作日", "working days"),
        ),
        Figure(
            label=Text("要跑", "Visits"),
            value=None if visits is None else str(visits.after),
            unit=Text("次", "in person"),
            note=not_published(thing, thing.missing.get("visits", ()), VISITS) if visits is None else None,
        ),
        Figure(
            label=Text("要您准备", "Papers from you"),
            value=str(len(own)),
            unit=Text("份材料", "papers"),
            note=_range(plan, "papers", "份", "papers"),
        ),
        Figure(
            label=Text("您要花的时间，大约", "Your own time, about"),
            value=str(own_minutes(thing, plan)),
            unit=Text("分钟", "minutes"),
            note=Text("回答、填表、备材料，按每项估算", "Answers, form and papers, estimated item by item"),
        ),
    )


def own_minutes(thing: OneThing, plan: Plan) -> int:
    """The person's own effort in minutes: papers by their burden, fields they tell by their seconds to answer."""
    seconds = {field.fact: field.concept.seconds_to_answer for field in thing.form.fields}
    told = (
        seconds.get(f"{field.participant}.{field.fact.rpartition('.')[2]}", 0)
        for field in plan.fields
        if field.source in (FieldSource.ANSWER, FieldSource.KNOWN) and field.required is not False
    )
    return plan.evidence.minutes + -(-sum(told) // 60)


def _range(plan: Plan, name: str, zh: str, en: str) -> Text | None:
    """看情况，0 到 5 份; nothing where it is the same for everybody or cannot be derived."""
    span = span_of(getattr(plan.ranges, name))
    if span is None:
        return Text("有些情况推不出来", "In some situations it cannot be derived")
    if span.low == span.high:
        return None
    return Text(
        f"看情况，{span.low} 到 {span.high} {zh}",
        f"Depending on the situation, {span.low} to {span.high} {en}",
    )


def _form(thing: OneThing, plan: Plan) -> FormFigures:
    counted = Counter(field.source for field in plan.fields)
    registers = dict.fromkeys(field.register for field in plan.fields if field.register)
    return FormFigures(
        told=counted[FieldSource.ANSWER] + counted[FieldSource.KNOWN],
        fetched=counted[FieldSource.REGISTER],
        born=counted[FieldSource.OUTPUT],
        questions=_questions(plan),
        registers=joined(register_name(thing, register) for register in registers if register),
    )


def _questions(plan: Plan) -> Text:
    """How many questions come first: in the usual situation, and from the fewest to the most."""
    usual, span = plan.questions.usual, span_of(plan.ranges.questions)
    if span is None or span.low == span.high == usual:
        return Text(f"{usual} 个", f"{usual}")
    return Text(
        f"典型情形 {usual} 个，看情况 {span.low} 到 {span.high} 个",
        f"{usual} in the usual situation, {span.low} to {span.high} depending on the answers",
    )
