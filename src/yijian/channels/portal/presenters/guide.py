"""A guide as a page: what is in it, who may use it, papers, days, savings, and what published guides claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from yijian.channels.look.schedule_svg import ScheduleChart
from yijian.channels.portal.presenters.claims import ClaimTable, claim_table
from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.names import (
    authority_name,
    fact_name,
    joined,
    paper_titles,
    register_name,
    service_name,
)
from yijian.channels.portal.presenters.questions import reference_value
from yijian.channels.portal.presenters.savings import SavedFigure, saved_figures
from yijian.channels.portal.presenters.schedule import plan_chart, working_days
from yijian.channels.portal.presenters.summary import TIME_LIMIT, VISITS, not_published, own_papers, span_of
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import BoundService, OneThing
from yijian.core.vocabulary.plan import FieldSource, PaperWay, Plan, PlannedPaper
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit
from yijian.usecases.views import GuideView

UNITS: dict[TimeUnit, tuple[str, str]] = {
    TimeUnit.WORKING_DAY: ("个工作日", "working days"),
    TimeUnit.CALENDAR_DAY: ("天", "days"),
    TimeUnit.HOUR: ("小时", "hours"),
    TimeUnit.MONTH: ("个月", "months"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the four figures: `value` None where it cannot be derived, `note` then says why, else the range."""

    label: Text
    value: str | None
    unit: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One service in the guide: who does it, how long it may take, what comes out, and how sure that is."""

    authority: Text
    name: Text
    summary: Text
    tag: Text | None
    limit: Text | None
    statutory: Text | None
    mark: Mark
    outputs: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of the joint channel with its mark."""

    text: Text
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One paper in the guide with its reason: what it proves and for which service, or where it comes from."""

    name: Text
    reason: Text
    hint: Text | None = None


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
    """Everything on the page of a guide, in its order."""

    figures: tuple[Figure, ...]
    reference: tuple[tuple[Text, Text | str], ...]
    parts: tuple[Part, ...]
    certain_parts: int
    authorities: int
    conditions: tuple[Condition, ...]
    otherwise: Text | None
    form: FormFigures
    yours: tuple[PaperLine, ...]
    perhaps: tuple[PaperLine, ...]
    ours: tuple[PaperLine, ...]
    papers_in_all: int
    chart: ScheduleChart | None
    saved: tuple[SavedFigure, ...]
    claims: tuple[ClaimTable, ...]
    lead: Text

    @property
    def uncertain_parts(self) -> int:
        """How many services depend on the situation or on a wish."""
        return len(self.parts) - self.certain_parts


def guide_page(guide: GuideView, *, calendar: WorkingCalendar) -> GuidePage:
    """The page from the view: every figure is that of the reference case, with its range over everybody."""
    thing, plan = guide.one_thing, guide.plan
    parts = tuple(_part(thing, bound) for bound in _by_authority(thing))
    own, titles = own_papers(plan), paper_titles(thing, plan.evidence.papers)
    return GuidePage(
        figures=_figures(thing, plan),
        reference=tuple(
            (fact_name(thing, fact), reference_value(thing, fact, value))
            for fact, value in thing.life_event.reference_case.items()
        ),
        parts=parts,
        certain_parts=sum(part.tag is None for part in parts),
        authorities=len({part.authority for part in parts}),
        conditions=tuple(
            Condition(text=result.condition.text, mark=mark_of(thing, result.condition))
            for result in plan.admission.conditions
        ),
        otherwise=plan.admission.otherwise,
        form=_form(thing, plan),
        yours=tuple(_own_line(thing, paper, titles[paper.key]) for paper in own if paper.certain),
        perhaps=tuple(_own_line(thing, paper, titles[paper.key]) for paper in own if not paper.certain),
        ours=tuple(
            _our_line(thing, paper, titles[paper.key])
            for paper in plan.evidence.papers
            if paper.way is not PaperWay.APPLICANT
        ),
        papers_in_all=len(plan.evidence.papers),
        chart=plan_chart(thing, plan, calendar=calendar),
        saved=saved_figures(thing, plan),
        claims=tuple(claim_table(thing, plan, claim) for claim in guide.claims),
        lead=authority_name(thing, thing.life_event.lead),
    )


def limit_words(limit: TimeLimit) -> Text:
    """10 个工作日, 24 小时; 当天 for a limit of nothing."""
    if limit.amount == 0:
        return Text("当天", "the same day")
    zh, en = UNITS[limit.unit]
    return Text(f"{limit.amount} {zh}", f"{limit.amount} {en if limit.amount != 1 else en.removesuffix('s')}")


def _by_authority(thing: OneThing) -> tuple[BoundService, ...]:
    """The services in the order of the work, those of one authority together."""
    ordered = [thing.services[service] for service in thing.order or tuple(thing.services)]
    authorities = list(dict.fromkeys(bound.definition.authority for bound in ordered))
    return tuple(sorted(ordered, key=lambda bound: authorities.index(bound.definition.authority)))


def _part(thing: OneThing, bound: BoundService) -> Part:
    service = bound.definition
    limit = bound.limits.promised or bound.limits.statutory
    tag = None
    if bound.optional:
        tag = Text("自愿", "If you wish")
    elif bound.when is not None:
        tag = Text("看情况", "Depends")
    return Part(
        authority=authority_name(thing, service.authority),
        name=service.name,
        summary=service.summary,
        tag=tag,
        limit=None if limit is None else limit_words(limit),
        statutory=None if bound.limits.statutory is None else limit_words(bound.limits.statutory),
        mark=mark_of(thing, limit if limit is not None else service),
        outputs=joined(output.name for output in service.outputs),
    )


def _figures(thing: OneThing, plan: Plan) -> tuple[Figure, ...]:
    days, visits = plan.schedule.promised_days, plan.savings.visits
    own = [paper for paper in own_papers(plan) if paper.certain]
    return (
        Figure(
            label=Text("从受理到全部办好", "From acceptance to the last result"),
            value=None if days is None else str(days),
            unit=Text("个工作日", "working days"),
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
    """不同家庭 0 到 5 份; nothing where it is the same for everybody or cannot be derived."""
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
    questions = span_of(plan.ranges.questions)
    most = questions.high if questions else plan.questions.total
    return FormFigures(
        told=counted[FieldSource.ANSWER] + counted[FieldSource.KNOWN],
        fetched=counted[FieldSource.REGISTER],
        born=counted[FieldSource.OUTPUT],
        questions=Text(
            f"典型情形 {plan.questions.usual} 个，有的家庭少些，最多 {most} 个",
            f"{plan.questions.usual} in the usual situation, fewer for some, at most {most}",
        ),
        registers=joined(register_name(thing, register) for register in registers if register),
    )


def _uses(thing: OneThing, paper: PlannedPaper) -> Text:
    services = joined(dict.fromkeys(service_name(thing, use.task) for use in paper.uses))
    proves = joined(dict.fromkeys(use.proves for use in paper.uses))
    return Text(f"{proves.zh}（{services.zh}）", f"{proves.en} ({services.en})")


def _own_line(thing: OneThing, paper: PlannedPaper, title: Text) -> PaperLine:
    return PaperLine(name=title, reason=_uses(thing, paper), hint=paper.hint)


def _our_line(thing: OneThing, paper: PlannedPaper, title: Text) -> PaperLine:
    if paper.way is PaperWay.REGISTER and paper.register:
        source = register_name(thing, paper.register)
        reason = Text(f"您同意后，从{source.zh}调取", f"With your consent, from {source.en}")
    elif paper.way is PaperWay.OUTPUT:
        reason = Text("前一步办好就有，直接送到后一步", "Made by an earlier step and passed on")
    elif paper.signed_by:
        reason = Text("按您填的内容生成，在手机上签名", "Made from the form, signed on the screen")
    else:
        reason = Text("按您填的内容自动生成", "Made from the form")
    return PaperLine(name=title, reason=reason)


def first_and_last(plan: Plan) -> Iterable[tuple[Text, Text | None]]:
    """First and last result in working days from acceptance."""
    for label, days in (
        (Text("最早拿到第一个结果", "First result"), plan.schedule.first_result_days),
        (Text("全部结果", "All results"), plan.schedule.promised_days),
        (Text("按法定时限，最长", "By law, at most"), plan.schedule.statutory_days),
    ):
        yield label, None if days is None else working_days(days)
