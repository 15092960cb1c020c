"""The lanes of a case: what each department has done, is doing and has promised, with the line of now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from yijian.channels.look.dates import day_words, local_day
from yijian.channels.look.schedule_svg import Band, Row, ScheduleChart, Stroke
from yijian.channels.portal.presenters.columns import columns_between, place_of, place_of_moment
from yijian.channels.portal.presenters.statuses import task_lamp
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.usecases.views import CaseView, Light, StopView, TaskView

TITLE = Text("各部门办到哪一步", "How far each authority is")
SHORTEST = 0.25
"""No stroke is drawn shorter than this part of a day."""


def case_chart(case: CaseView, *, calendar: WorkingCalendar) -> ScheduleChart | None:
    """The chart; None while no task has a day yet."""
    days = [day for task in case.tasks for day in _days(task)]
    if not days:
        return None
    today = local_day(case.now)
    first, last = min(days), max(days)
    if first <= today:
        last = max(last, today) if any(task.light is not Light.DONE for task in case.tasks) else last
    ordered = list(dict.fromkeys(task.authority for task in case.tasks))
    tasks = sorted(case.tasks, key=lambda task: ordered.index(task.authority))
    columns = columns_between(calendar, first, last)
    return ScheduleChart(
        title=TITLE,
        result=_result(case),
        columns=columns,
        bands=tuple(
            Band(authority=authority, rows=tuple(_row(task, first, len(columns), case.now) for task in group))
            for authority, group in groupby(tasks, key=lambda task: task.authority)
        ),
        promise=_promise(case.last_result),
        now=min(max(place_of_moment(case.now, first), 0.0), float(len(columns))),
        key="lanes",
    )


def _days(task: TaskView) -> Iterator[date]:
    finished = local_day(task.finished_at) if task.finished_at else None
    stopped = local_day(task.stops[0].since) if task.stops else None
    days = (task.start, task.due or task.promised, finished, stopped)
    yield from (day for day in days if day is not None)


def _row(task: TaskView, first: date, columns: int, now: datetime) -> Row:
    lamp = task_lamp(task)
    words = lamp.words if isinstance(lamp.words, Text) else Text(lamp.words, lamp.words)
    return Row(
        label=task.name,
        days=words,
        strokes=tuple(_inside(each, columns) for each in _strokes(task, first, now)),
        tone="soon" if task.light in (Light.SOON, Light.LATE, Light.STOPPED) else "plain",
    )


def _strokes(task: TaskView, first: date, now: datetime) -> Iterator[Stroke]:
    """Promised as an outline, over it what has been done, over that the stop."""
    at = place_of_moment(now, first)
    begins = None if task.start is None else place_of(task.start, first)
    if task.light is not Light.ENDED and task.finished_at is not None:
        end = place_of(local_day(task.finished_at), first) + 1
        yield Stroke(
            start=min(begins if begins is not None else end - 1, end - SHORTEST), end=end, kind="key"
        )
        return
    if begins is None and task.light is Light.STOPPED and task.stops:
        begins = place_of_moment(task.stops[0].since, first)
    if begins is None:
        return
    expected = task.due or task.promised
    ends = max(place_of(expected, first) + 1 if expected else at, begins + SHORTEST)
    if task.light is Light.ENDED:
        yield Stroke(start=begins, end=ends, kind="before")
        return
    yield Stroke(start=begins, end=ends, kind="promised")
    if task.light is Light.WAITING or task.status == "dispatched":
        return
    stop = _open_stop(task)
    stopped = min(place_of_moment(stop.since, first), at) if stop else at
    if stopped > begins:
        yield Stroke(start=begins, end=max(min(stopped, ends), begins + SHORTEST), kind="running")
    if stop is not None and at > stopped:
        yield Stroke(start=max(stopped, begins), end=max(at, stopped + SHORTEST), kind="stopped")


def _open_stop(task: TaskView) -> StopView | None:
    """The stop that runs now, if any: the last one of a task whose clock stands."""
    return task.stops[-1] if task.light is Light.STOPPED and task.stops else None


def _inside(stroke: Stroke, columns: int) -> Stroke:
    """The stroke cut to the chart."""
    end = min(max(stroke.end, SHORTEST), float(columns))
    return Stroke(start=min(max(stroke.start, 0.0), end - SHORTEST), end=end, kind=stroke.kind)


def _promise(last: date | None) -> Text | None:
    if last is None:
        return None
    return Text(f"{day_words(last, 'zh-hans')}前全部办好", f"All done by {day_words(last, 'en')}")


def _result(case: CaseView) -> Text:
    """How every task stands, in a sentence."""
    told = [(task.name, task_lamp(task).words) for task in case.tasks]
    parts = [(name, words) for name, words in told if isinstance(words, Text)]
    promise = _promise(case.last_result)
    zh = "；".join(f"{name.zh}：{words.zh}" for name, words in parts)
    en = "; ".join(f"{name.en}: {words.en}" for name, words in parts)
    return Text(f"{zh}。{promise.zh}", f"{en}. {promise.en}") if promise else Text(zh, en)
