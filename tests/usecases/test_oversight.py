"""Days are signed when they are over, by whichever worker comes first, and verified with the journals."""

from __future__ import annotations

from datetime import date, timedelta

from tests.usecases.world import World
from yijian.core.planning.local_time import local_date
from yijian.storage.models import Case, Journal
from yijian.usecases.oversee import SETTLED_AFTER, sign_days, verify_journal


def today(world: World) -> date:
    return local_date(world.clock.now())


def test_a_day_is_signed_once_when_it_is_over(world: World) -> None:
    world.started("married")
    day = today(world)
    assert sign_days(ports=world.ports) == ()
    while today(world) == day:
        world.clock.move(timedelta(hours=1))
        assert local_date(world.clock.now() - SETTLED_AFTER) == day
        assert sign_days(ports=world.ports) == ()
    world.clock.move(SETTLED_AFTER)
    assert sign_days(ports=world.ports) == (day,)
    assert sign_days(ports=world.ports) == ()
    report = verify_journal(ports=world.ports)
    assert (report.signed_days, report.sound) == (1, True)


def test_days_are_signed_in_their_order_also_after_a_pause(world: World) -> None:
    _, first = world.started("married")
    days = [today(world)]
    for _ in range(2):
        world.clock.move(timedelta(days=3))
        days.append(today(world))
        world.started("twins")
    world.clock.move(timedelta(days=3))
    assert sign_days(ports=world.ports) == tuple(days)
    assert verify_journal(ports=world.ports).sound
    kept = Case.objects.get(case_id=first), list(Journal.objects.filter(case_id=first))
    Journal.objects.filter(case_id=first).delete()
    report = verify_journal(ports=world.ports)
    assert not report.sound
    assert [one.day for one in report.broken_days] == days[:1]
    Journal.objects.bulk_create(kept[1])
    assert verify_journal(ports=world.ports).sound
