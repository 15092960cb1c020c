"""A plan in three figures: papers, days, visits, as they stand beside a question."""

from __future__ import annotations

from yijian.channels.look.parts import PlanSummary, Span
from yijian.channels.portal.presenters.apart import brought_alone
from yijian.channels.portal.presenters.names import joined, paper_titles, service_name
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import PaperWay, PlannedPaper
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, Range

MOST_NAMED = 2
"""More services than this are counted and not named in a note."""
TIME_LIMIT = Text("时限", "a time limit")
VISITS = Text("要跑几次", "how many visits it takes")
APART = Text("分开办，看每一项的天数", "Each part on its own: see its days")
FOLLOWS_ANSWERS = Text("随回答更新", "Follows your answers")


def own_papers(plan: Plan) -> tuple[PlannedPaper, ...]:
    """The papers that the person brings."""
    return tuple(paper for paper in plan.evidence.papers if paper.way is PaperWay.APPLICANT)


def span_of(figure: Range) -> Span | None:
    """A range as a span; None where the data does not allow the figure to be derived."""
    if figure.least is None or figure.most is None:
        return None
    return Span(figure.least, figure.most)


def no_days_note(one_thing: OneThing, plan: Plan) -> Text:
    """Why no number of days can be said: the services that state no limit."""
    silent = plan.schedule.unscheduled or one_thing.missing.get("days", ())
    return underivable(not_published(one_thing, silent, TIME_LIMIT))


def no_visits_note(one_thing: OneThing) -> Text:
    """Why no number of visits can be said."""
    return underivable(not_published(one_thing, one_thing.missing.get("visits", ()), VISITS))


def underivable(why: Text) -> Text:
    """推不出来：… for a place where no figure stands beside it."""
    return Text(f"推不出来：{why.zh}", f"Cannot be derived: {why.en}")


def not_published(one_thing: OneThing, silent: tuple[str, ...], what: Text) -> Text:
    """Who does not say their part: by name, or how many where they are more than two."""
    names = tuple(dict.fromkeys(service_name(one_thing, key) for key in silent))
    if not names:
        return Text(f"没有公布{what.zh}", f"{what.en} not published")
    if len(names) > MOST_NAMED:
        return Text(
            f"{len(names)} 个事项没有公布{what.zh}", f"{len(names)} services do not publish {what.en}"
        )
    listed = joined(names)
    return Text(f"{listed.zh}没有公布{what.zh}", f"{listed.en}: {what.en} not published")


def plan_summary(one_thing: OneThing, plan: Plan, *, note: Text | None = FOLLOWS_ANSWERS) -> PlanSummary:
    """The summary of a plan for somebody: single figures once they are decided, ranges while facts are missing.

    The days of the whole belong to the joint channel: who is not admitted is told none, and the papers of all parts.
    """
    own = own_papers(plan)
    titles = paper_titles(one_thing, own)
    certain = sum(paper.certain for paper in own)
    if plan.admission.admitted is False:
        return _summary_apart(one_thing, plan, note=note)
    days = span_of(plan.ranges.days)
    settled = days is not None and days.low == days.high
    visits = plan.savings.visits
    return PlanSummary(
        papers=Span(certain, len(own)),
        papers_in_all=len(plan.evidence.papers),
        days=days,
        visits=None if visits is None else Span.exactly(visits.after),
        begins=plan.schedule.start if settled else None,
        due=plan.schedule.last_result if settled else None,
        days_note=None if days else no_days_note(one_thing, plan),
        visits_note=no_visits_note(one_thing) if visits is None else None,
        paper_names=tuple(titles[paper.key] for paper in own if paper.certain),
        service_names=tuple(task.name for task in plan.included),
        note=note,
    )


def _summary_apart(one_thing: OneThing, plan: Plan, *, note: Text | None) -> PlanSummary:
    """Each part on its own: nothing is shared or fetched then, so every paper is brought."""
    papers = brought_alone(one_thing, plan)
    brought = tuple(paper for paper in papers if not paper.made)
    visits = plan.savings.visits
    return PlanSummary(
        papers=Span.exactly(len(brought)),
        papers_in_all=len(papers),
        days=None,
        visits=None if visits is None else Span.exactly(visits.before),
        days_note=APART,
        visits_note=no_visits_note(one_thing) if visits is None else None,
        paper_names=tuple(paper.name for paper in brought),
        note=note,
    )
