"""The days of a plan with what stops the clocks, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty, least_certain
from yijian.core.vocabulary.plan import Plan
from yijian.core.vocabulary.stops import PlannedStop
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

_UNITS: Final = {
    TimeUnit.WORKING_DAY: Text("个工作日", "working days"),
    TimeUnit.CALENDAR_DAY: Text("天", "days"),
    TimeUnit.HOUR: Text("小时", "hours"),
    TimeUnit.MONTH: Text("个月", "months"),
}
_SURE: Final = {
    Certainty.PUBLISHED: Text("已公布", "published"),
    Certainty.INFERRED: Text("推断的", "inferred"),
    Certainty.RECALLED: Text("凭一般了解", "from general knowledge"),
    Certainty.NOT_FOUND: Text("没有找到出处", "no source found"),
}


def stop_lines(plan: Plan) -> Iterator[Text]:
    """With the usual procedures, with every one at its limit, each procedure, and how many tasks publish none."""
    schedule, stops = plan.schedule, plan.stops
    if stops.items:
        yield _days(Text("加上一般都有的程序", "With the procedures that are usual"), schedule.typical_days)
        yield _days(
            Text("每个程序都用满，最长", "With every procedure at its limit, at most"), schedule.worst_days
        )
    names = {task.key: task.name for task in plan.tasks}
    for stop in stops.items:
        what, task = stop.procedure.name, names[stop.task]
        words = _procedure(stop)
        yield Text(f"    {what.zh}（{task.zh}）：{words.zh}", f"    {what.en} ({task.en}): {words.en}")
    if stops.silent:
        count = len(stops.silent)
        yield Text(
            f"  {count} 个事项没有公布有没有公示、检测、听证这类停表的程序，没有算进去",
            f"  {count} services do not publish whether notices, tests or hearings can stop the clock: not counted",
        )


def _days(label: Text, days: int | None) -> Text:
    if days is None:
        return Text(f"  {label.zh}：推不出来", f"  {label.en}: not derivable")
    return Text(f"  {label.zh}：{days} 个工作日", f"  {label.en}: {days} working days")


def _procedure(stop: PlannedStop) -> Text:
    limit = _limit(stop.procedure.limit)
    often = Text("一般都有", "as a rule") if stop.procedure.usual else Text("有时才有", "not always")
    depends = Text("", "") if stop.certain else Text("（看情况）", " (it depends)")
    where = (
        Text("已经算在时限里", "in the limit already")
        if stop.procedure.counted
        else Text("另加，不算在时限里", "on top of the limit")
    )
    sure = _SURE[least_certain(stop.facts).certainty]
    return Text(
        f"{limit.zh}，{often.zh}{depends.zh}，{where.zh}，{sure.zh}",
        f"{limit.en}, {often.en}{depends.en}, {where.en}, {sure.en}",
    )


def _limit(limit: TimeLimit | None) -> Text:
    if limit is None:
        return Text("最长多久没有公布", "how long is not published")
    unit = _UNITS[limit.unit]
    return Text(f"最长 {limit.amount} {unit.zh}", f"at most {limit.amount} {unit.en}")
