"""The fastest parallel order of tasks: each begins on the day on which the last task it needs has finished.

Law: a task takes its whole limit, counted from the day it begins, and no two tasks wait for each other's people. The
result is therefore what the limits allow at most, not a forecast. A task that states no limit has no finish, nor has
anything after it: they are listed as unscheduled, and the figures of the whole are None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.deadlines import due_date, working_days_between
from yijian.core.vocabulary.plan import Schedule, ScheduledTask
from yijian.core.vocabulary.time_limit import TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskToSchedule:
    """A task with the limit its authority promises, the one set by law, and the keys of the tasks it waits for.

    `usual_stops` are the special procedures that stop its clock in an ordinary case, `stops` all that can; a stop
    without a limit is None. `counted_stops`: there are some whose days are already in the limit.
    """

    key: str
    promised: TimeLimit | None
    statutory: TimeLimit | None = None
    after: tuple[str, ...] = ()
    usual_stops: tuple[TimeLimit | None, ...] = ()
    stops: tuple[TimeLimit | None, ...] = ()
    counted_stops: bool = False


def earliest_schedule(tasks: Sequence[TaskToSchedule], *, start: date, calendar: WorkingCalendar) -> Schedule:
    """The schedule of tasks that are all accepted as soon as they can be, beginning on `start`.

    A task without a promise runs under its statutory limit. Needs that are not among the tasks do not hold anything
    up. The critical path is one longest chain (of equal ones, the first by key); `critical` marks every task whose
    delay would move the end. ValueError for a key given twice and for tasks that wait for each other.
    """
    by_key = {task.key: task for task in tasks}
    if len(by_key) != len(tasks):
        raise ValueError("two tasks have the same key")
    order = _order(by_key)
    limits = {t.key: _alone(t.promised or t.statutory) for t in tasks}
    promised = _run(order, limits, start, calendar)
    statutory = _run(order, {t.key: _alone(t.statutory) for t in tasks}, start, calendar)
    typical = _run(order, {t.key: _with(limits[t.key], t.usual_stops) for t in tasks}, start, calendar)
    worst = _run(order, {t.key: _with(limits[t.key], t.stops) for t in tasks}, start, calendar)
    stopped = any(task.stops or task.counted_stops for task in tasks)
    critical = _critical(order, promised)
    first = min((run.finish for run in promised.values()), default=None)
    complete = bool(tasks) and len(promised) == len(tasks)
    last = max(run.finish for run in promised.values()) if complete else None
    return Schedule(
        start=start,
        tasks=tuple(
            ScheduledTask(
                key=task.key,
                start=promised[task.key].start,
                finish=promised[task.key].finish,
                days=promised[task.key].days,
                critical=complete and task.key in critical,
                provisional=promised[task.key].provisional,
                after=tuple(need for need in task.after if need in promised),
            )
            for task in order
            if task.key in promised
        ),
        promised_days=_days_until(last, start, calendar),
        statutory_days=_whole(statutory, tasks, start, calendar),
        first_result_days=_days_until(first, start, calendar),
        first_result=first,
        last_result=last,
        critical_path=_longest_chain(order, promised) if complete else (),
        unscheduled=tuple(task.key for task in order if task.key not in promised),
        provisional=any(run.provisional for run in promised.values()),
        typical_days=_whole(typical, tasks, start, calendar) if stopped else None,
        worst_days=_whole(worst, tasks, start, calendar) if stopped else None,
    )


@dataclass(frozen=True, slots=True)
class _Run:
    start: date
    finish: date
    days: int
    provisional: bool


def _order(by_key: dict[str, TaskToSchedule]) -> tuple[TaskToSchedule, ...]:
    """Every task after those it needs; of several that could be next, the first by key."""
    sorter = TopologicalSorter(
        {task.key: [need for need in task.after if need in by_key] for task in by_key.values()}
    )
    try:
        sorter.prepare()
    except CycleError as error:
        raise ValueError(f"tasks wait for each other: {' → '.join(error.args[1])}") from error
    order: list[TaskToSchedule] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += [by_key[key] for key in ready]
        sorter.done(*ready)
    return tuple(order)


_Limits: TypeAlias = tuple[TimeLimit, ...] | None
"""Limits that run one after another; None: one of them is not stated."""


def _alone(limit: TimeLimit | None) -> _Limits:
    return None if limit is None else (limit,)


def _with(limits: _Limits, stops: tuple[TimeLimit | None, ...]) -> _Limits:
    stated = tuple(stop for stop in stops if stop is not None)
    return None if limits is None or len(stated) < len(stops) else (*limits, *stated)


def _run(
    order: Sequence[TaskToSchedule],
    limits: dict[str, _Limits],
    start: date,
    calendar: WorkingCalendar,
) -> dict[str, _Run]:
    """When each task runs; a task without a limit, or after one without, is left out."""
    runs: dict[str, _Run] = {}
    for task in order:
        own = limits[task.key]
        needs = [need for need in task.after if need in limits]
        if own is None or any(need not in runs for need in needs):
            continue
        begin = finish = max((runs[need].finish for need in needs), default=start)
        provisional = any(runs[need].provisional for need in needs)
        for limit in own:
            due = due_date(start=finish, limit=limit, calendar=calendar)
            finish, provisional = due.day, provisional or due.provisional
        days = working_days_between(start=begin, end=finish, calendar=calendar)
        runs[task.key] = _Run(begin, finish, days, provisional)
    return runs


def _days_until(end: date | None, start: date, calendar: WorkingCalendar) -> int | None:
    return None if end is None else working_days_between(start=start, end=end, calendar=calendar)


def _whole(
    runs: dict[str, _Run], tasks: Sequence[TaskToSchedule], start: date, calendar: WorkingCalendar
) -> int | None:
    """Days of the whole, or None where any task has no limit: it could last longer than all the others."""
    if not tasks or len(runs) != len(tasks):
        return None
    return _days_until(max(run.finish for run in runs.values()), start, calendar)


def _critical(order: Sequence[TaskToSchedule], runs: dict[str, _Run]) -> frozenset[str]:
    """The tasks on any chain without a pause that ends on the last day."""
    end = max((run.finish for run in runs.values()), default=None)
    critical = {key for key, run in runs.items() if run.finish == end}
    for task in reversed(order):
        if task.key in critical:
            critical |= set(_without_pause(task, runs))
    return frozenset(critical)


def _without_pause(task: TaskToSchedule, runs: dict[str, _Run]) -> list[str]:
    """The needs of a task that finish on the very day it begins."""
    return [need for need in task.after if need in runs and runs[need].finish == runs[task.key].start]


def _longest_chain(order: Sequence[TaskToSchedule], runs: dict[str, _Run]) -> tuple[str, ...]:
    """From a first task to the task that finishes last, without a pause."""
    if not runs:
        return ()
    by_key = {task.key: task for task in order}
    end = max(run.finish for run in runs.values())
    key = min(key for key, run in runs.items() if run.finish == end)
    chain = [key]
    while before := _without_pause(by_key[key], runs):
        key = min(before)
        chain.append(key)
    return tuple(reversed(chain))
