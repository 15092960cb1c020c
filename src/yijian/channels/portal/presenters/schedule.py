"""The schedule of a plan as a chart: departments side by side, the strokes that decide the date joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from yijian.channels.look.dates import day_words
from yijian.channels.look.schedule_svg import Band, Row, RowMember, ScheduleChart, Stroke
from yijian.channels.portal.presenters.columns import columns_between, place_of
from yijian.channels.portal.presenters.names import authority_name, joined, task_authority, task_name
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, ScheduledTask

TITLE = Text("哪天办到哪一步", "What is done when")
MOST_ALIKE = 8
"""Strokes of other authorities that are alike are drawn as one when there are at least this many."""


def reaches(plan: Plan) -> dict[str, tuple[float, float]]:
    """From where to where each scheduled task goes, in columns from the start of the plan, by task key.

    A task begins where the last of those before it ends, also over a weekend, so that strokes follow one another.
    """
    first = plan.schedule.start
    found: dict[str, tuple[float, float]] = {}
    for task in sorted(plan.schedule.tasks, key=lambda each: (each.finish, each.start)):
        end = place_of(task.finish, first) + 1
        before = [found[key][1] for key in task.after]
        begin = max(before, default=place_of(task.start, first))
        found[task.key] = (min(begin, end - 0.5), end)
    return found


def working_days(days: int) -> Text:
    """3 个工作日; 当天 for none."""
    if days == 0:
        return Text("当天", "the same day")
    return Text(f"{days} 个工作日", f"{days} working day{'' if days == 1 else 's'}")


def plan_chart(one_thing: OneThing, plan: Plan, *, calendar: WorkingCalendar) -> ScheduleChart | None:
    """The chart; None where nothing can be scheduled."""
    if not plan.schedule.tasks:
        return None
    last = max(task.finish for task in plan.schedule.tasks)
    rank = {service: place for place, service in enumerate(one_thing.services)}
    tasks = sorted(plan.schedule.tasks, key=lambda task: (rank.get(task.key.partition("[")[0], 0), task.key))
    authorities = list(dict.fromkeys(task_authority(one_thing, task.key) for task in tasks))
    tasks.sort(key=lambda task: authorities.index(task_authority(one_thing, task.key)))
    alike = _alike(tasks)
    places = reaches(plan)
    return ScheduleChart(
        title=TITLE,
        result=_result(one_thing, plan),
        columns=columns_between(calendar, plan.schedule.start, last),
        bands=(
            *(
                Band(
                    authority=authority_name(one_thing, authority),
                    rows=tuple(_row(one_thing, task, places) for task in group),
                )
                for authority, group in groupby(
                    (task for task in tasks if task not in alike),
                    key=lambda task: task_authority(one_thing, task.key),
                )
            ),
            *_folded(one_thing, alike, places),
        ),
        promise=_promise(plan),
        key="dates",
    )


def _row(thing: OneThing, task: ScheduledTask, places: Mapping[str, tuple[float, float]]) -> Row:
    begin, end = places[task.key]
    return Row(
        label=task_name(thing, task.key),
        days=working_days(task.days),
        strokes=(Stroke(start=begin, end=end, kind="key" if task.critical else "alongside"),),
    )


def _alike(tasks: Sequence[ScheduledTask]) -> tuple[ScheduledTask, ...]:
    """The largest group of tasks that run on the same days, wait for nothing, and do not decide the date; () if small."""
    groups: dict[tuple[object, ...], list[ScheduledTask]] = {}
    for task in tasks:
        if not task.critical and not task.after:
            groups.setdefault((task.start, task.finish, task.days), []).append(task)
    largest = max(groups.values(), key=len, default=[])
    waited = {key for task in tasks for key in task.after}
    free = tuple(task for task in largest if task.key not in waited)
    return free if len(free) >= MOST_ALIKE else ()


def _folded(
    thing: OneThing, tasks: Sequence[ScheduledTask], places: Mapping[str, tuple[float, float]]
) -> Iterator[Band]:
    """One band for all that are alike; the table beside the chart names each of them."""
    if not tasks:
        return
    authorities = len({task_authority(thing, task.key) for task in tasks})
    label = Text(f"{len(tasks)} 个事项，每个都一样", f"{len(tasks)} services, all alike")
    begin, end = places[tasks[0].key]
    row = Row(
        label=label,
        days=working_days(tasks[0].days),
        strokes=(Stroke(start=begin, end=end, kind="alongside"),),
        members=tuple(
            RowMember(
                authority=authority_name(thing, task_authority(thing, task.key)),
                label=task_name(thing, task.key),
            )
            for task in tasks
        ),
    )
    yield Band(authority=Text(f"{authorities} 个部门", f"{authorities} authorities"), rows=(row,))


def _promise(plan: Plan) -> Text | None:
    last = plan.schedule.last_result
    if last is None:
        return None
    return Text(f"{day_words(last, 'zh-hans')}前全部办好", f"All done by {day_words(last, 'en')}")


def _result(thing: OneThing, plan: Plan) -> Text:
    """The outcome in a sentence, for those who do not see the chart."""
    deciding = joined(task_name(thing, key) for key in plan.schedule.critical_path)
    promise = _promise(plan) or Text("最后一天推不出来", "The last day cannot be derived")
    if not deciding.zh:
        return promise
    return Text(
        f"{promise.zh}。决定总天数的是：{deciding.zh}，一个接一个。其余事项同时进行",
        f"{promise.en}. What decides the date, one after another: {deciding.en}. The rest runs at the same time",
    )
