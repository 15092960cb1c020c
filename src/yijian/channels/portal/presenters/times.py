"""When what is done: the figures of a schedule, the stops of the clock, the last days for handing in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yijian.channels.look.dates import day_element
from yijian.channels.look.language import say_filled
from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.names import task_name
from yijian.channels.portal.presenters.schedule import working_days
from yijian.channels.portal.presenters.stops import stop_lines
from yijian.channels.portal.presenters.summary import TIME_LIMIT, not_published
from yijian.channels.portal.presenters.time_line import TimeLine
from yijian.core.compiler.plan_schedule import limits_of
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan

STATUTORY = Text("法定时限", "a statutory limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDay:
    """By when something must be handed in. `day` is None while the date that it is reckoned from is not told."""

    service: Text
    text: Text
    day: date | None
    passed: bool
    mark: Mark


def time_lines(thing: OneThing, plan: Plan) -> tuple[TimeLine, ...]:
    """First result, all results, what decides the date, by law, with stops of the clock, if handed in today."""
    return tuple(_lines(thing, plan))


def _lines(thing: OneThing, plan: Plan) -> Iterator[TimeLine]:
    schedule = plan.schedule
    if schedule.last_result is not None:
        dates = {"start": day_element(schedule.start), "last": day_element(schedule.last_result)}
        later = Text("（节假日安排还没公布，先按周末算）", " (holidays not yet published: provisional)")
        sure = later if schedule.provisional else Text("", "")
        yield TimeLine(
            label=say_filled(Text("{start}交齐、受理的话", "If complete and accepted on {start}"), dates),
            words=say_filled(
                Text("{last}前全部办好{sure}", "All done by {last}{sure}"), {**dates, "sure": sure}
            ),
        )
    yield _days(
        Text("最早拿到第一个结果", "First result"), schedule.first_result_days, thing, schedule.unscheduled
    )
    added = any(not stop.procedure.counted for stop in plan.stops.items)
    whole = (
        Text("全部结果，不算停表的程序", "All results, without what stops the clock")
        if added
        else Text("全部结果", "All results")
    )
    yield _days(whole, schedule.promised_days, thing, schedule.unscheduled)
    if len(schedule.critical_path) > 1:
        path = [task_name(thing, key) for key in schedule.critical_path]
        yield TimeLine(
            label=Text("决定总天数的", "What decides the date"),
            words=Text(" → ".join(each.zh for each in path), " → ".join(each.en for each in path)),
        )
    yield from stop_lines(thing, plan)
    silent = tuple(
        task.key
        for task in schedule.tasks
        if limits_of(thing.services[task.key.partition("[")[0]]).statutory is None
    )
    yield TimeLine(
        label=Text("按法定时限，最长", "By law, at most"),
        words=None if schedule.statutory_days is None else working_days(schedule.statutory_days),
        why=not_published(thing, silent or schedule.unscheduled, STATUTORY),
    )


def _days(label: Text, days: int | None, thing: OneThing, silent: tuple[str, ...]) -> TimeLine:
    if days is None:
        return TimeLine(label=label, words=None, why=not_published(thing, silent, TIME_LIMIT))
    return TimeLine(label=label, words=working_days(days))


def last_days(thing: OneThing, plan: Plan) -> tuple[LastDay, ...]:
    """The last days that certainly bind this person."""
    return tuple(
        LastDay(
            service=task_name(thing, each.task),
            text=each.latest.text,
            day=each.day,
            passed=bool(each.passed),
            mark=mark_of(thing, each.latest),
        )
        for each in plan.latest_days
    )


def possible_last_days(thing: OneThing) -> tuple[LastDay, ...]:
    """The last days that bind somebody, as a guide tells them: without a date."""
    return tuple(
        LastDay(
            service=bound.definition.name,
            text=latest.text,
            day=None,
            passed=False,
            mark=mark_of(thing, latest),
        )
        for bound in thing.services.values()
        for latest in bound.definition.latest
    )
