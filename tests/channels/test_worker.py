"""The loop of a worker: it waits for a database that is away and for a clock that is wrong, and ends what it has begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import OperationalError

from tests.usecases.conftest import definitions, registers_url, world
from tests.usecases.world import World
from yijian.channels.worker import loop
from yijian.ports import Ports
from yijian.storage import database_clock
from yijian.storage.errors import StorageUnavailable
from yijian.storage.models import Delivery

__all__ = ["definitions", "registers_url", "world"]


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the loop did, in order; the parts themselves do nothing."""
    done: list[str] = []

    def part(name: str) -> Callable[..., int]:
        def work(**_: object) -> int:
            done.append(name)
            return 0

        return work

    for name in ("fire_due_timers", "deliver_messages", "forget_expired", "sign_days"):
        monkeypatch.setattr(loop, name, part(name))
    monkeypatch.setattr(loop, "clocks_agree", lambda *, now: True)
    monkeypatch.setattr(loop, "PAUSE", 0.001)
    return done


@pytest.fixture
def ports(world: World) -> Ports:
    return world.ports


def run_until(wanted: Callable[[], bool], ports: Ports) -> None:
    """Let a worker work until something is so; it ends by itself when it is told to stop."""
    stop = Event()
    worker = Thread(target=loop.run_worker, kwargs={"ports": ports, "stop": stop})
    worker.start()
    for _ in range(2000):
        if wanted():
            break
        stop.wait(0.005)
    stop.set()
    worker.join(10)
    assert wanted()
    assert not worker.is_alive()


@pytest.mark.parametrize(
    "error", [StorageUnavailable(reason="away"), OperationalError("server closed the connection")]
)
def test_a_database_that_is_away_is_waited_for(
    error: Exception, rounds: list[str], ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever statement meets it: the next round has a connection of its own."""
    left, dropped = [1, 2, 3], []

    def away(**_: object) -> int:
        if left:
            left.pop()
            raise error
        rounds.append("back")
        return 0

    monkeypatch.setattr(loop, "fire_due_timers", away)
    monkeypatch.setattr(loop, "drop_connection", lambda: dropped.append(1))
    run_until(lambda: "back" in rounds, ports)
    assert dropped == [1, 1, 1]


def test_what_is_in_hand_is_finished_and_nothing_new_begun_when_told_to_stop(
    rounds: list[str], ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Event()

    def fire(**_: object) -> int:
        stop.set()  # the signal comes in the middle
        rounds.append("fired to the end")
        return 1

    monkeypatch.setattr(loop, "fire_due_timers", fire)
    loop.run_worker(ports=ports, stop=stop)
    assert rounds == ["fired to the end"]


@pytest.mark.parametrize("off", [timedelta(days=1), timedelta(hours=-1)])
def test_a_worker_whose_clock_is_wrong_does_nothing_until_it_is_right(
    off: timedelta, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "PAUSE", 0.0)
    world.submitted()
    waiting = Delivery.objects.filter(settled_at=None).count()
    assert waiting
    right = world.clock.now()
    monkeypatch.setattr(database_clock, "database_now", lambda: right)
    world.clock.move(off)
    assert loop._round(world.ports, Event(), chores=False) == 0
    assert Delivery.objects.filter(settled_at=None).count() == waiting
    world.clock.set(right)
    assert loop._round(world.ports, Event(), chores=False) >= waiting
    assert not Delivery.objects.filter(settled_at=None).exists()
