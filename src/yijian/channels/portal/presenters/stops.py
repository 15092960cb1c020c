"""What can stop the clocks: the procedures, and the days of the whole with the usual ones and with all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yijian.channels.portal.presenters.limits import limit_words
from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.names import task_name
from yijian.channels.portal.presenters.schedule import working_days
from yijian.channels.portal.presenters.summary import TIME_LIMIT, not_published
from yijian.channels.portal.presenters.time_line import TimeLine
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import least_certain
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan
from yijian.core.vocabulary.service import SpecialProcedure
from yijian.core.vocabulary.stops import PlannedStop

WHETHER: Final = Text("有没有公示、检测、听证这类程序", "whether there are notices, tests or hearings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A procedure that stops the clock of a service: which, how long at most, whether its days are in the limit."""

    service: Text
    name: Text
    words: Text
    mark: Mark


def possible_stops(thing: OneThing) -> tuple[Stop, ...]:
    """The procedures of all services, as a guide tells them."""
    return tuple(
        Stop(
            service=bound.definition.name,
            name=procedure.name,
            words=_stop_words(procedure, certain=procedure.when is None),
            mark=mark_of(thing, procedure),
        )
        for bound in thing.services.values()
        for procedure in bound.definition.special_procedures
    )


def planned_stops(thing: OneThing, plan: Plan) -> tuple[Stop, ...]:
    """The procedures that can occur for this person."""
    return tuple(
        Stop(
            service=task_name(thing, stop.task),
            name=stop.procedure.name,
            words=_stop_words(stop.procedure, certain=stop.certain),
            mark=mark_of(thing, stop.procedure),
        )
        for stop in plan.stops.items
    )


def _stop_words(procedure: SpecialProcedure, *, certain: bool) -> Text:
    often = Text("一般都有", "as a rule") if procedure.usual else Text("有时才有", "not always")
    whom = Text("", "") if certain else Text("（看情况）", " (it depends)")
    counted = (
        Text("天数已经算在时限里", "its days are in the limit")
        if procedure.counted
        else Text("天数另加，不算在时限里", "its days come on top of the limit")
    )
    limit = (
        Text("最长多久没有公布", "length not published")
        if procedure.limit is None
        else Text(f"最长{limit_words(procedure.limit).zh}", f"at most {limit_words(procedure.limit).en}")
    )
    return Text(
        f"{limit.zh}，{often.zh}{whom.zh}，{counted.zh}", f"{limit.en}, {often.en}{whom.en}, {counted.en}"
    )


def stop_lines(thing: OneThing, plan: Plan) -> Iterator[TimeLine]:
    """The days with the usual procedures, and with every one at its limit; or that nobody publishes any."""
    schedule, stops = plan.schedule, plan.stops
    if not stops.items:
        if stops.silent:
            yield TimeLine(
                label=Text(
                    "加上公示、检测、听证这类停表的程序",
                    "With notices, tests and hearings, which stop the clock",
                ),
                words=None,
                why=not_published(thing, stops.silent, WHETHER),
            )
        return
    yield _line(
        thing,
        plan,
        label=Text("加上一般都有的程序", "With the procedures that are usual"),
        days=schedule.typical_days,
        stops=stops.usual,
        none=Text("一般没有会停表的程序", "As a rule nothing stops the clock"),
    )
    yield _line(
        thing,
        plan,
        label=Text("每个程序都用满，最长", "With every procedure at its limit, at most"),
        days=schedule.worst_days,
        stops=stops.items,
        none=Text("", ""),
    )
    if stops.silent:
        left = not_published(thing, stops.silent, WHETHER)
        yield TimeLine(
            label=Text("没有算进去的", "Not counted"),
            words=left,
        )


def _line(
    thing: OneThing, plan: Plan, *, label: Text, days: int | None, stops: tuple[PlannedStop, ...], none: Text
) -> TimeLine:
    if not stops:
        return TimeLine(label=label, words=None if days is None else working_days(days), why=none)
    mark = _mark(thing, stops)
    if days is not None:
        return TimeLine(label=label, words=working_days(days), why=_named(stops), mark=mark)
    names = dict.fromkeys(stop.procedure.name for stop in stops if stop.is_open_ended)
    if not names:
        return TimeLine(
            label=label, words=None, why=not_published(thing, plan.schedule.unscheduled, TIME_LIMIT)
        )
    return TimeLine(
        label=label,
        words=None,
        why=Text(
            f"“{'”“'.join(name.zh for name in names)}”最长多久，没有公布",
            f"how long “{'”, “'.join(name.en for name in names)}” may take is not published",
        ),
        mark=mark,
    )


def _named(stops: tuple[PlannedStop, ...]) -> Text:
    """Each procedure with its days and where they stand: 评定结果公示 5 个工作日，已经算在时限里."""
    lines: dict[Text, None] = {}
    for stop in stops:
        limit = stop.procedure.limit
        days = Text("", "") if limit is None else limit_words(limit)
        where = (
            Text("，已经算在时限里", ", in the limit already")
            if stop.procedure.counted
            else Text("，另加", ", on top")
        )
        name = stop.procedure.name
        lines[Text(f"{name.zh} {days.zh}{where.zh}", f"{name.en} {days.en}{where.en}")] = None
    return Text("；".join(line.zh for line in lines), "; ".join(line.en for line in lines))


def _mark(thing: OneThing, stops: tuple[PlannedStop, ...]) -> Mark:
    """How sure a figure is that rests on all of these: as the least sure."""
    return mark_of(thing, least_certain(fact for stop in stops for fact in stop.facts))
