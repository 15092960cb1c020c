"""A timer is never early, never lost, and claimed by one worker at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.given import NOW, add, given_case, undone
from yijian.storage import timers
from yijian.storage.models import Timer
from yijian.storage.timers import DueTimer, WantedTimer, claim_due
from yijian.storage.transactions import in_transaction

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def red(
    subject: str = "police.birth-registration", *, due: datetime = NOW, generation: int = 1
) -> WantedTimer:
    return WantedTimer(kind="task_red", subject=subject, due=due, generation=generation)


def claimed(now: datetime = NOW, *, limit: int = 100) -> list[tuple[str, int]]:
    return [(timer.subject, timer.generation) for timer in claim_due(now=now, limit=limit)]


def test_a_timer_is_not_claimed_early() -> None:
    given_case(timers=(red(due=NOW + MINUTE),))
    assert claim_due(now=NOW + MINUTE - timedelta(microseconds=1)) == ()
    (timer,) = claim_due(now=NOW + MINUTE)
    assert timer == DueTimer(
        case_id="430100-20261124-000001",
        kind="task_red",
        subject="police.birth-registration",
        due=NOW + MINUTE,
        generation=1,
        attempts=1,
    )
    assert timer.command_key == "timer:task_red:police.birth-registration:1"


def test_a_claimed_timer_is_left_alone_until_the_claim_runs_out() -> None:
    given_case(timers=(red(),))
    assert len(claim_due(now=NOW, claim=MINUTE)) == 1
    assert claim_due(now=NOW + MINUTE / 2) == ()
    (again,) = claim_due(now=NOW + MINUTE)
    assert again.attempts == 2


def test_a_settled_timer_is_gone() -> None:
    given_case(timers=(red(),))
    (timer,) = claim_due(now=NOW)
    timers.settle(timer=timer)
    assert claim_due(now=NOW + timedelta(days=1)) == ()
    assert timers.next_due() is None


def test_settling_an_old_timer_leaves_the_newer_one() -> None:
    case_id = given_case(timers=(red(),))
    (timer,) = claim_due(now=NOW)
    in_transaction(lambda: add(case_id, "k", timers=(red(generation=2),)))
    timers.settle(timer=timer)
    timers.postpone(timer=timer, until=NOW + MINUTE, problem="old")
    assert claimed() == [("police.birth-registration", 2)]


def test_a_postponed_timer_comes_back_with_its_problem() -> None:
    given_case(timers=(red(),))
    (timer,) = claim_due(now=NOW)
    timers.postpone(timer=timer, until=NOW + MINUTE, problem="x" * 600)
    assert Timer.objects.get().problem == "x" * 500
    assert timers.next_due() == NOW + MINUTE
    assert claimed() == []
    assert claimed(NOW + MINUTE) == [("police.birth-registration", 1)]


def test_a_command_that_does_not_change_a_timer_leaves_its_claim() -> None:
    case_id = given_case(timers=(red(),))
    claim_due(now=NOW)
    in_transaction(lambda: add(case_id, "k", timers=(red(),)))
    in_transaction(lambda: add(case_id, "l", timers=None))
    assert claim_due(now=NOW) == ()


def test_a_changed_timer_is_free_to_be_claimed_again_without_attempts() -> None:
    case_id = given_case(timers=(red(),))
    claim_due(now=NOW)
    in_transaction(lambda: add(case_id, "k", timers=(red(due=NOW - MINUTE, generation=2),)))
    (timer,) = claim_due(now=NOW)
    assert (timer.generation, timer.attempts) == (2, 1)


def test_the_longest_due_come_first_and_no_more_than_the_limit() -> None:
    given_case(timers=tuple(red(str(number), due=NOW - number * MINUTE) for number in range(5)))
    assert [subject for subject, _ in claimed(limit=2)] == ["4", "3"]
    assert {subject for subject, _ in claimed(limit=9)} == {"2", "1", "0"}


sets_of_timers = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(-2, 2), st.integers(1, 3)))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(sets_of_timers, min_size=1, max_size=4))
def test_after_a_command_the_timers_are_those_wanted(series: list[dict[str, tuple[int, int]]]) -> None:
    with undone():
        for number, wanted in enumerate(series):
            rows = tuple(
                red(name, due=NOW + minutes * MINUTE, generation=generation)
                for name, (minutes, generation) in wanted.items()
            )
            in_transaction(lambda: add("c", str(number), timers=rows))  # noqa: B023 # called at once
            stored = Timer.objects.filter(case_id="c").values_list("subject", "due", "generation")
            assert set(stored) == {(row.subject, row.due, row.generation) for row in rows}
        due = {name for name, (minutes, _) in series[-1].items() if minutes <= 0}
        assert {subject for subject, _ in claimed()} == due
