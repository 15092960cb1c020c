"""T8: four schedulers whose clocks jump, die with what they have claimed, and a database whose clock goes back."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from tests.durability.databases import CHAOS
from tests.durability.invariants import assert_invariants
from tests.storage.given import NOW, add, given_case
from yijian.connectors.clock import SystemClock
from yijian.storage import database_clock, timers
from yijian.storage.database_clock import MOST_DIFFERENCE, clocks_agree, database_now
from yijian.storage.models import Journal, Timer
from yijian.storage.timers import WantedTimer, claim_due
from yijian.storage.transactions import in_one_commit

pytestmark = pytest.mark.django_db(transaction=True)

CASES, EACH = (1000, 100) if CHAOS else (20, 15)
SCHEDULERS = 4
SPAN = 7200
"""Seconds within which all timers are due."""
JUMPS = [timedelta(0)] * 6 + [sign * by for sign in (1, -1) for by in (timedelta(hours=1), timedelta(days=1))]


def test_clocks_that_jump_let_nothing_come_early_get_lost_or_happen_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance, truth = random.Random(8), [NOW]
    monkeypatch.setattr(database_clock, "database_now", lambda: truth[0])
    due: dict[tuple[str, str], datetime] = {}
    for case in range(CASES):
        wanted = tuple(
            WantedTimer(
                kind="red",
                subject=f"{case}/{n}",
                due=NOW + timedelta(seconds=chance.randrange(SPAN)),
                generation=1,
            )
            for n in range(EACH)
        )
        due |= {(f"case-{case:04d}", f"timer:red:{one.subject}:1"): one.due for one in wanted}
        given_case(f"case-{case:04d}", timers=wanted)
    fired: dict[tuple[str, str], datetime] = {}
    refused = 0

    def scheduler(jump: timedelta) -> None:
        nonlocal refused
        now = truth[0] + jump
        if not clocks_agree(now=now):
            refused += 1
            return
        claimed = sorted(claim_due(now=now, limit=20), key=lambda timer: timer.case_id)
        if chance.random() < 0.1:
            return  # it dies here with what it claimed
        in_one_commit([lambda timer=timer: fire(timer, now) for timer in claimed])  # type: ignore[misc] # bound per timer

    def fire(timer: timers.DueTimer, now: datetime) -> None:
        add(timer.case_id, timer.command_key, now=now)
        timers.settle(timer=timer)
        assert (timer.case_id, timer.command_key) not in fired, "I6: fired twice"
        fired[timer.case_id, timer.command_key] = truth[0]

    steps = 0
    while Timer.objects.exists():
        steps += 1
        truth[0] += timedelta(seconds=chance.choice((1, 30, 60)))
        if steps % 97 == 0:  # the machine of the database is put right, too
            truth[0] += chance.choice((timedelta(hours=-1), timedelta(hours=1)))
        for _ in range(SCHEDULERS):
            scheduler(chance.choice(JUMPS))
        assert steps < 100 * CASES * EACH, "I6: timers are lost"
    assert refused
    assert fired.keys() == due.keys()
    early = [key for key, moment in fired.items() if moment < due[key]]
    assert not early, f"I6: {len(early)} timers came early"
    assert Journal.objects.filter(idempotency_key__startswith="timer:").count() == len(due)
    assert_invariants(due={key: moment for (_, key), moment in due.items()})


def test_the_database_tells_the_time_of_this_machine() -> None:
    assert clocks_agree(now=database_now())
    assert abs(database_now() - SystemClock().now()) < timedelta(seconds=5)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_clock_that_is_off_does_not_agree(sign: int) -> None:
    assert clocks_agree(now=database_now() + sign * MOST_DIFFERENCE / 2)
    assert not clocks_agree(now=database_now() + 2 * sign * MOST_DIFFERENCE)
