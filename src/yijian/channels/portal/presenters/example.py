"""The worked example on the home page: the reference case of one thing as strokes, one line a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

from yijian.channels.look.language import say
from yijian.channels.look.schedule_labels import SMALL, attributes, label_of, wrapped
from yijian.channels.look.strokes import element, percent, stroke
from yijian.channels.look.timescale import PHONE, Timescale
from yijian.channels.portal.presenters.columns import columns_between
from yijian.channels.portal.presenters.names import authority_name
from yijian.channels.portal.presenters.schedule import reaches
from yijian.channels.portal.presenters.summary import own_papers
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan

LINE = 58
LABELS = 24
"""Per cent of the width for the names of the authorities."""
UNDER = 20
"""From one line of a name to the next."""
EDGE = 2.0
"""How far, in per cent, left of the strokes the names of services may begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRow:
    """One service: who, what, from where to where in per cent, and whether it decides the date."""

    authority: Text
    name: Text
    left: float
    right: float
    deciding: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The reference case of one thing: its strokes and its three figures. None: not derivable."""

    name: Text
    case_name: Text
    begins: date
    due: date | None
    rows: tuple[ExampleRow, ...]
    days: int | None
    visits: int | None
    papers: int


def worked_example(one_thing: OneThing, plan: Plan, *, calendar: WorkingCalendar) -> Example | None:
    """The example, or None where the parts do not allow a schedule."""
    scheduled = {task.key: task for task in plan.schedule.tasks}
    if not scheduled:
        return None
    last = max(task.finish for task in scheduled.values())
    scale = Timescale(columns_between(calendar, plan.schedule.start, last))
    rows = []
    for key, (begin, end) in sorted(reaches(plan).items(), key=lambda item: item[1]):
        service = one_thing.services[key.partition("[")[0]].definition
        rows.append(
            ExampleRow(
                authority=authority_name(one_thing, service.authority),
                name=service.plain_name or service.name,
                left=scale.percent(begin),
                right=scale.percent(end),
                deciding=scheduled[key].critical,
            )
        )
    visits = plan.savings.visits
    return Example(
        name=one_thing.name,
        case_name=one_thing.life_event.plain_name,
        begins=plan.schedule.start,
        due=plan.schedule.last_result,
        rows=tuple(rows),
        days=plan.schedule.promised_days,
        visits=visits.after if visits else None,
        papers=len(own_papers(plan)),
    )


def draw_example(example: Example) -> SafeString:
    """The strokes as inline SVG in the reader's language; the same rows are beside it as text for a screen reader."""
    drawn: list[str] = []
    top = 0
    for number, row in enumerate(example.rows):
        label = label_of(
            say(row.name), "", left=_across(row.left), right=_across(row.right), lines=(_across(0) - EDGE,)
        )
        repeated = number and example.rows[number - 1].authority == row.authority
        who = [] if repeated else wrapped(say(row.authority), room=LABELS * PHONE / 100, size=SMALL)
        drawn += [
            element("text", escape(line), class_="t-2", x=0, y=top + 16 + UNDER * below)
            for below, line in enumerate(who)
        ]
        drawn += [
            element(
                "text",
                escape(line),
                x=percent(label.place.at),
                y=top + 16 + UNDER * below,
                **attributes(label.place),
            )
            for below, line in enumerate(label.lines)
        ]
        under = top + UNDER * (label.count - 1)
        drawn.append(
            stroke(
                kind="key" if row.deciding else "alongside",
                x=_across(row.left),
                width=max(_across(row.right) - _across(row.left), 2.0),
                y=under + (30 if row.deciding else 32),
            )
        )
        top = max(under + LINE, top + UNDER * len(who))
    height = top
    svg = (
        f'<svg class="yj-chart" width="100%" height="{height}" aria-hidden="true" focusable="false">'
        f"{''.join(drawn)}</svg>"
    )
    return mark_safe(svg)  # noqa: S308 - every text was escaped above, the rest are fixed shapes


def _across(share: float) -> float:
    """Per cent of the whole picture for per cent of the part right of the names."""
    return round(LABELS + share * (100 - LABELS) / 100, 2)
