"""The schedule of a plan as a chart: departments side by side, the strokes that decide the date joined."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from yijian.channels.look.dates import day_words
from yijian.channels.look.schedule_svg import Band, Row, ScheduleChart, Stroke
from yijian.channels.portal.presenters.columns import columns_between, place_of
from yijian.channels.portal.presenters.names import authority_name, joined
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, PlannedTask, ScheduledTask

TITLE = Text("哪天办到哪一步", "What is done when")


def reaches(plan: Plan) -> dict[str, tuple[float, float]]:
    """From where to where each scheduled task goes, in columns from the start of the plan, by task key.

    A task begins where the last of those before it ends, also over a weekend, so that strokes follow one another.
    """
    after = {task.key: task.after for task in plan.tasks}
    first = plan.schedule.start
    found: dict[str, tuple[float, float]] = {}
    for task in sorted(plan.schedule.tasks, key=lambda each: (each.finish, each.start)):
        end = place_of(task.finish, first) + 1
        before = [found[key][1] for key in after.get(task.key, ()) if key in found]
        begin = max(before, default=place_of(task.start, first))
        found[task.key] = (min(begin, end - 0.5), end)
    return found


def working_days(days: int) -> Text:
    """3 个工作日."""
    return Text(f"{days} 个工作日", f"{days} working day{'' if days == 1 else 's'}")


def plan_chart(one_thing: OneThing, plan: Plan, *, calendar: WorkingCalendar) -> ScheduleChart | None:
    """The chart; None where nothing can be scheduled."""
    scheduled = {task.key: task for task in plan.schedule.tasks}
    if not scheduled:
        return None
    last = max(task.finish for task in scheduled.values())
    tasks = [task for task in plan.tasks if task.key in scheduled]
    authorities = list(dict.fromkeys(task.authority for task in tasks))
    tasks.sort(key=lambda task: authorities.index(task.authority))
    places = reaches(plan)
    return ScheduleChart(
        title=TITLE,
        result=_result(plan, tasks),
        columns=columns_between(calendar, plan.schedule.start, last),
        bands=tuple(
            Band(
                authority=authority_name(one_thing, authority),
                rows=tuple(_row(task, scheduled[task.key], places) for task in group),
            )
            for authority, group in groupby(tasks, key=lambda task: task.authority)
        ),
        promise=_promise(plan),
        key="dates",
    )


def _row(task: PlannedTask, scheduled: ScheduledTask, places: Mapping[str, tuple[float, float]]) -> Row:
    begin, end = places[task.key]
    return Row(
        label=task.name,
        days=working_days(scheduled.days),
        strokes=(Stroke(start=begin, end=end, kind="key" if scheduled.critical else "alongside"),),
    )


def _promise(plan: Plan) -> Text | None:
    last = plan.schedule.last_result
    if last is None:
        return None
    return Text(f"{day_words(last, 'zh-hans')}前全部办好", f"All done by {day_words(last, 'en')}")


def _result(plan: Plan, tasks: list[PlannedTask]) -> Text:
    """The outcome in a sentence, for those who do not see the chart."""
    names = {task.key: task.name for task in tasks}
    deciding = joined(names[key] for key in plan.schedule.critical_path if key in names)
    promise = _promise(plan) or Text("最后一天推不出来", "The last day cannot be derived")
    if not deciding.zh:
        return promise
    return Text(
        f"{promise.zh}。决定总天数的是：{deciding.zh}，一个接一个。其余事项同时进行",
        f"{promise.en}. What decides the date, one after another: {deciding.en}. The rest runs at the same time",
    )
