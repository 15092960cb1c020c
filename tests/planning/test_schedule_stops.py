"""Special procedures stop a clock: the promise leaves them out, the ordinary and the worst case have them."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

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


def test_a_stop_whose_days_are_in_the_limit_adds_none_and_the_figures_are_there() -> None:
    found = scheduled(TaskToSchedule(key="notice", promised=days(22), counted_stops=True))
    assert (found.promised_days, found.typical_days, found.worst_days) == (22, 22, 22)
    both = scheduled(TaskToSchedule(key="notice", promised=days(22), counted_stops=True, stops=(days(10),)))
    assert (both.promised_days, both.typical_days, both.worst_days) == (22, 22, 32)


LIMITS = st.builds(TimeLimit, amount=st.integers(0, 40), unit=st.sampled_from(list(TimeUnit)))


@st.composite
def plans_with_stops(draw: st.DrawFn) -> tuple[TaskToSchedule, ...]:
    """Tasks that wait for earlier ones; each with limits, perhaps without one, and stops of which some are usual."""
    tasks: list[TaskToSchedule] = []
    for number in range(draw(st.integers(1, 5))):
        stops = draw(
            st.lists(st.tuples(st.none() | LIMITS if draw(st.integers(0, 5)) == 0 else LIMITS, st.booleans()))
        )
        tasks.append(
            TaskToSchedule(
                key=f"t{number}",
                promised=draw(LIMITS),
                after=tuple(task.key for task in tasks if draw(st.booleans())),
                usual_stops=tuple(stop for stop, usual in stops if usual),
                stops=tuple(stop for stop, _ in stops),
                counted_stops=draw(st.booleans()),
            )
        )
    return tuple(tasks)


@given(tasks=plans_with_stops(), start=st.dates(date(2024, 1, 1), date(2026, 12, 31)))
@settings(max_examples=150, deadline=None)
def test_stops_never_make_it_shorter(tasks: tuple[TaskToSchedule, ...], start: date) -> None:
    """Law: without stops ≤ with the usual ones ≤ with all; and more is known of fewer stops, never the other way round."""
    found = earliest_schedule(list(tasks), start=start, calendar=shipped_calendar())
    assert found.promised_days is not None
    assert found.typical_days is not None or found.worst_days is None
    if found.typical_days is not None:
        assert found.promised_days <= found.typical_days
        if found.worst_days is not None:
            assert found.typical_days <= found.worst_days
    unlimited = any(stop is None for task in tasks for stop in task.stops)
    known = any(task.stops or task.counted_stops for task in tasks)
    assert (found.worst_days is None) == (unlimited or not known)


def test_where_nothing_stops_the_clock_there_is_one_figure() -> None:
    found = scheduled(TaskToSchedule(key="plain", promised=days(3)))
    assert (found.promised_days, found.typical_days, found.worst_days) == (3, None, None)
