"""Deadlines: silence, amber and red, the clock that stands and runs again, and the worker that fires the timers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.usecases.world import World
from yijian.core.cases import FireTimer, TimerKind
from yijian.core.cases.refusals import SuspensionNotAllowed, TaskCommandNotPossible, TimerNotWanted
from yijian.core.errors import PlatformError
from yijian.storage import timers
from yijian.storage.models import Timer
from yijian.usecases import advance, follow, handle
from yijian.usecases.casework import carry_out
from yijian.usecases.permissions import SYSTEM, Actor
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.views import Light, TaskView

HOSPITAL, VACCINATION = "health.birth-certificate", "health.vaccination-book"


def task_of(world: World, mother: Actor, case_id: str, key: str = HOSPITAL) -> TaskView:
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    return next(task for task in case.tasks if task.key == key)


def suspend(world: World, case_id: str, **more: object) -> OfficerTaskView:
    wanted: dict[str, object] = {"kind": "other", "reason": "等鉴定结果", "limit_days": 10} | more
    return handle.suspend(
        actor=world.officer_of("delivery-hospital"),
        ports=world.ports,
        case_id=case_id,
        task=HOSPITAL,
        key=world.key(),
        **wanted,  # type: ignore[arg-type] # what a test wants otherwise
    )


def test_silence_on_a_matter_that_is_no_licence_is_recorded_and_accepts_nothing(world: World) -> None:
    """No rule was found by which silence accepts: the delay is on record, and the authority can still accept."""
    mother, case_id = world.dispatched()
    assert world.later(timedelta(days=8)) >= 1
    view = task_of(world, mother, case_id)
    assert (view.status, view.due) == ("dispatched", None)  # no clock runs before acceptance
    assert world.later(timedelta(days=1)) == 0
    world.accept(world.officer_of("delivery-hospital"), case_id, HOSPITAL)
    assert task_of(world, mother, case_id).status == "under_review"


def test_the_light_turns_amber_and_red_and_the_desk_shows_it(world: World) -> None:
    mother, case_id = world.dispatched()
    officer = world.officer_of("delivery-hospital")
    view = world.accept(officer, case_id, HOSPITAL)
    assert view.due is not None
    assert task_of(world, mother, case_id).light is Light.RUNNING
    lights = []
    for _ in range(30):
        world.later(timedelta(days=1))
        light = task_of(world, mother, case_id).light
        if light not in lights:
            lights.append(light)
    assert [one for one in lights if one is not Light.RUNNING] == [Light.SOON, Light.LATE]
    row = next(one for one in handle.desk(actor=officer, ports=world.ports).rows if one.task == HOSPITAL)
    assert (row.light, row.used) == (Light.LATE, 1.0)


def test_a_stop_moves_the_due_day_by_the_days_it_took(world: World) -> None:
    """The applicant is told in writing, sees why and how long, and the day moves when the clock runs again."""
    mother, case_id = world.dispatched()
    officer = world.officer_of("delivery-hospital")
    before = world.accept(officer, case_id, HOSPITAL).due
    assert before is not None
    with pytest.raises(ReasonMissing):
        suspend(world, case_id, reason=" ")
    for wrong in ({"kind": "holiday"}, {"limit_days": 0}, {"limit_days": 1000}):
        with pytest.raises(SuspensionNotAllowed):
            suspend(world, case_id, **wrong)
    suspend(world, case_id)
    stopped = task_of(world, mother, case_id)
    assert (stopped.light, stopped.due, stopped.promised) == (Light.STOPPED, None, None)
    assert [(one.reason, one.limit_days, one.until) for one in stopped.stops] == [("等鉴定结果", 10, None)]
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert [one.reasons for one in case.notices if one.kind == "suspension"] == [("等鉴定结果",)]
    with pytest.raises(TaskCommandNotPossible):
        suspend(world, case_id)
    calendar, start = world.ports.definitions.calendar(), date(2026, 11, 24)
    world.later(timedelta(days=7))
    after = handle.resume(
        actor=officer, ports=world.ports, case_id=case_id, task=HOSPITAL, key=world.key()
    ).due
    assert after is not None
    assert task_of(world, mother, case_id).stops[0].until is not None
    stood = [start + timedelta(days=n) for n in range(1, 7)]  # the day of acceptance itself never counts
    moved = [before + timedelta(days=n) for n in range(1, (after - before).days + 1)]
    working = sum(calendar.is_working_day(day) for day in moved)
    assert working == sum(calendar.is_working_day(day) for day in stood)


def test_a_stop_that_has_used_its_time_ends_by_itself(world: World) -> None:
    mother, case_id = world.dispatched()
    world.accept(world.officer_of("delivery-hospital"), case_id, HOSPITAL)
    suspend(world, case_id, limit_days=2)
    world.later(timedelta(days=1))
    assert task_of(world, mother, case_id).status == "suspended"
    world.later(timedelta(days=2))
    task = task_of(world, mother, case_id)
    assert (task.status, task.light) == ("under_review", Light.RUNNING)
    titles = [one.subject.zh for one in follow.messages(actor=mother, ports=world.ports)]
    assert sum("恢复计时" in title for title in titles) == 1


def test_a_timer_of_a_day_that_has_moved_waits_for_the_new_day(world: World) -> None:
    """A timer row that is older than the calendar is not lost: it is tried again when the deadline really comes."""
    _, case_id = world.submitted()
    early = timers.next_due()
    assert early is not None
    Timer.objects.filter(case_id=case_id).update(due=world.clock.now(), claimable_at=world.clock.now())
    assert advance.fire_due_timers(ports=world.ports) == 1
    assert world.journal_of(case_id)[-1] == "SubmitCase"
    assert timers.next_due() == early
    world.clock.set(early)
    assert advance.fire_due_timers(ports=world.ports) == 1
    assert world.journal_of(case_id)[-1] == "FireTimer"


def test_a_timer_that_failed_is_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, case_id = world.submitted()

    def broken(**_: object) -> None:
        raise PlatformError(port="disk", reason="full")

    with monkeypatch.context() as patched:
        patched.setattr(advance, "carry_out", broken)
        assert world.later(timedelta(days=8)) == 1
    assert world.journal_of(case_id)[-1] == "SubmitCase"
    assert world.later(timedelta(seconds=30)) == 0
    assert world.later(timedelta(minutes=5)) == 1
    assert world.journal_of(case_id)[-1] == "FireTimer"


def test_a_void_timer_does_nothing(world: World) -> None:
    """The case has gone on: what was claimed meanwhile is refused and goes."""
    mother, case_id = world.submitted()
    world.clock.move(timedelta(days=8))
    claimed = timers.claim_due(now=world.clock.now())
    assert [one.kind for one in claimed] == ["correction_deadline"]
    world.dispatch(case_id)
    before = world.journal_of(case_id)
    with pytest.raises(TimerNotWanted):
        carry_out(
            actor=SYSTEM,
            ports=world.ports,
            case_id=case_id,
            key=claimed[0].command_key,
            prepare=lambda _: FireTimer(
                kind=TimerKind(claimed[0].kind), subject="", generation=claimed[0].generation
            ),
        )
    assert world.journal_of(case_id) == before
    assert follow.case(actor=mother, ports=world.ports, case_id=case_id).status == "in_progress"
