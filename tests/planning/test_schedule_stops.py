"""Special procedures stop a clock: the promise leaves them out, the ordinary and the worst case have them."""

from __future__ import annotations

from datetime import date

from tests.planning.strategies import shipped_calendar
from yijian.core.planning.schedule import TaskToSchedule, earliest_schedule
from yijian.core.vocabulary.plan import Schedule
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit


def days(amount: int) -> TimeLimit:
    return TimeLimit(amount=amount, unit=TimeUnit.WORKING_DAY)


def scheduled(*tasks: TaskToSchedule) -> Schedule:
    return earliest_schedule(list(tasks), start=date(2026, 3, 2), calendar=shipped_calendar())


def test_stops_lengthen_the_ordinary_and_the_worst_case_and_not_the_promise() -> None:
    found = scheduled(
        TaskToSchedule(key="notice", promised=days(3), usual_stops=(days(5),), stops=(days(5), days(10))),
        TaskToSchedule(key="licence", promised=days(2), after=("notice",)),
    )
    assert (found.promised_days, found.typical_days, found.worst_days) == (5, 10, 20)


def test_a_stop_beside_the_longest_chain_can_make_another_one_the_longest() -> None:
    found = scheduled(
        TaskToSchedule(key="long", promised=days(9)),
        TaskToSchedule(key="objection", promised=days(3), stops=(days(10),)),
    )
    assert (found.promised_days, found.typical_days, found.worst_days) == (9, 9, 13)


def test_a_stop_without_a_limit_leaves_the_worst_case_open() -> None:
    found = scheduled(TaskToSchedule(key="expert", promised=days(3), stops=(None,)))
    assert (found.promised_days, found.typical_days, found.worst_days) == (3, 3, None)


def test_where_nothing_stops_the_clock_there_is_one_figure() -> None:
    found = scheduled(TaskToSchedule(key="plain", promised=days(3)))
    assert (found.promised_days, found.typical_days, found.worst_days) == (3, None, None)
