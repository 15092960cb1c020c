"""The fastest parallel order of tasks."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.strategies import shipped_calendar
from yijian.core.planning.deadlines import due_date
from yijian.core.planning.schedule import TaskToSchedule, earliest_schedule
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

START = date(2026, 3, 2)  # a Monday; the notice for 2026 is loaded


def task(key: str, days: int | None, *after: str, statutory: int | None = None) -> TaskToSchedule:
    """A task promised within working days."""
    return TaskToSchedule(key=key, promised=_days(days), statutory=_days(statutory), after=after)


def _days(amount: int | None) -> TimeLimit | None:
    return None if amount is None else TimeLimit(amount=amount, unit=TimeUnit.WORKING_DAY)


@st.composite
def task_lists(draw: st.DrawFn) -> list[TaskToSchedule]:
    """Tasks that wait only for earlier ones, in working and in calendar days."""
    count = draw(st.integers(1, 6))
    tasks = []
    for number in range(count):
        unit = draw(st.sampled_from((TimeUnit.WORKING_DAY, TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY)))
        after = draw(st.lists(st.integers(0, number - 1), unique=True, max_size=2)) if number else []
        limit = TimeLimit(amount=draw(st.integers(0, 30)), unit=unit)
        tasks.append(
            TaskToSchedule(key=f"t{number}", promised=limit, after=tuple(f"t{one}" for one in after))
        )
    return draw(st.permutations(tasks))


@given(task_lists(), st.dates(date(2025, 1, 1), date(2026, 6, 1)))
@settings(max_examples=80, deadline=None)
def test_a_schedule_keeps_every_order_and_is_as_short_as_its_longest_chain(
    tasks: list[TaskToSchedule], start: date
) -> None:
    """Laws: no task before what it needs; each as early as it can be; the whole no shorter than any part, no longer
    than one after another; the critical path is a chain of critical tasks without a pause."""
    calendar = shipped_calendar()
    schedule = earliest_schedule(tasks, start=start, calendar=calendar)
    runs = {run.key: run for run in schedule.tasks}
    assert runs.keys() == {one.key for one in tasks}
    for one in tasks:
        ready = max((runs[need].finish for need in one.after), default=start)
        assert runs[one.key].start == ready
        assert one.promised is not None
        assert runs[one.key].finish == due_date(start=ready, limit=one.promised, calendar=calendar).day
    assert schedule.promised_days is not None
    assert max(run.days for run in runs.values()) <= schedule.promised_days
    assert schedule.promised_days <= sum(run.days for run in runs.values())
    path = [runs[key] for key in schedule.critical_path]
    assert path[0].start == start
    assert path[-1].finish == schedule.last_result == max(run.finish for run in runs.values())
    assert all(before.finish == after.start for before, after in pairwise(path))
    assert sum(run.days for run in path) == schedule.promised_days
    assert all(run.critical for run in path)


@given(task_lists())
@settings(max_examples=40, deadline=None)
def test_a_task_is_critical_exactly_when_a_later_end_of_it_ends_the_whole_later(
    tasks: list[TaskToSchedule],
) -> None:
    """Law, where all limits are in working days: one day more for a critical task is one day more for the whole."""
    tasks = [task(one.key, one.promised.amount if one.promised else 0, *one.after) for one in tasks]
    schedule = earliest_schedule(tasks, start=START, calendar=shipped_calendar())
    for run in schedule.tasks:
        slower = [task(one.key, run.days + 1, *one.after) if one.key == run.key else one for one in tasks]
        again = earliest_schedule(slower, start=START, calendar=shipped_calendar())
        assert schedule.promised_days is not None
        assert (again.promised_days == schedule.promised_days + 1) is run.critical


@given(task_lists())
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_tasks_changes_nothing(tasks: list[TaskToSchedule]) -> None:
    """Law: the same tasks in another order give the same schedule."""
    calendar = shipped_calendar()
    backwards = list(reversed(tasks))
    assert earliest_schedule(backwards, start=START, calendar=calendar) == earliest_schedule(
        tasks, start=START, calendar=calendar
    )


def test_the_birth_of_a_child_takes_5_and_10_and_30_working_days() -> None:
    """Certificate, then registration, then card; insurance and vaccination do not lengthen it."""
    schedule = earliest_schedule(
        [
            task("certificate", 5),
            task("book", 1),
            task("registration", 10, "certificate"),
            task("card", 30, "registration"),
            task("insurance", 1, "registration"),
        ],
        start=START,
        calendar=shipped_calendar(),
    )
    assert (schedule.promised_days, schedule.first_result_days) == (45, 1)
    assert schedule.critical_path == ("certificate", "registration", "card")
    assert {run.key for run in schedule.tasks if run.critical} == set(schedule.critical_path)
    assert schedule.statutory_days is None


def test_a_task_without_a_limit_leaves_the_whole_open() -> None:
    """It has no finish, nor has what waits for it; what is promised besides still has its first result."""
    schedule = earliest_schedule(
        [task("a", 2), task("b", None), task("c", 3, "b")], start=START, calendar=shipped_calendar()
    )
    assert schedule.promised_days is None
    assert schedule.last_result is None
    assert schedule.unscheduled == ("b", "c")
    assert (schedule.first_result_days, schedule.critical_path) == (2, ())
    assert not any(run.critical for run in schedule.tasks)


def test_the_statutory_limit_steps_in_for_a_promise_and_has_a_figure_of_its_own() -> None:
    """Law: a task without a promise runs under its statutory limit."""
    schedule = earliest_schedule(
        [task("a", None, statutory=20), task("b", 3, "a", statutory=7)],
        start=START,
        calendar=shipped_calendar(),
    )
    assert (schedule.promised_days, schedule.statutory_days) == (23, 27)


def test_days_beyond_the_published_years_are_provisional() -> None:
    """A long task that starts late in the last published year ends in a year nobody knows yet."""
    schedule = earliest_schedule(
        [task("a", 10), task("b", 30, "a"), task("c", 1, "b")],
        start=date(2026, 12, 1),
        calendar=shipped_calendar(),
    )
    assert [run.provisional for run in schedule.tasks] == [False, True, True]
    assert schedule.provisional


def test_no_tasks_have_no_end() -> None:
    """Nothing to do is not done in 0 days."""
    schedule = earliest_schedule([], start=START, calendar=shipped_calendar())
    assert (schedule.promised_days, schedule.last_result, schedule.critical_path) == (None, None, ())


def test_tasks_that_wait_for_each_other_are_refused() -> None:
    """The message names the circle."""
    with pytest.raises(ValueError, match="wait for each other"):
        earliest_schedule([task("a", 1, "b"), task("b", 1, "a")], start=START, calendar=shipped_calendar())


def test_two_tasks_with_one_key_are_refused() -> None:
    """A key names one task."""
    with pytest.raises(ValueError, match="same key"):
        earliest_schedule([task("a", 1), task("a", 2)], start=START, calendar=shipped_calendar())
