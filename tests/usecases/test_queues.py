"""What the operator sees of work that waits, and having it tried again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.usecases.terminal import at_the_terminal
from tests.usecases.world import World
from yijian.storage import timers
from yijian.storage.models import Case, Timer
from yijian.usecases import advance, queues
from yijian.usecases.permissions import Actor, ActorKind, PermissionDenied
from yijian.usecases.queues import STUCK_AFTER, WORKED_WITHIN

OPERATOR = Actor(kind=ActorKind.OPERATOR, name="root-at-the-terminal")
HOUR = timedelta(hours=1)


def given_due_timer(world: World) -> None:
    """A case with one timer that is due now, and nothing else that waits."""
    _, case_id = world.submitted()
    now = world.clock.now()
    Timer.objects.filter(case_id=case_id).update(due=now, claimable_at=now)
    assert Timer.objects.count() == 1
    advance.deliver_messages(ports=world.ports)


def given_failing_timer(world: World, *, times: int) -> None:
    """That timer, which could not be fired so often and is tried again in an hour."""
    given_due_timer(world)
    for _ in range(times):
        (timer,) = timers.claim_due(now=world.clock.now() + HOUR)
        timers.postpone(timer=timer, until=world.clock.now() + HOUR, problem="REGISTER_AWAY")


def test_a_quiet_platform_is_sound(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = at_the_terminal(world, capsys, "queues")
    assert (code, out) == (0, "timers: 0 waiting\ndeliveries: 0 waiting\n")


def test_work_that_nobody_comes_for_says_that_the_worker_is_missing(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """A moment's wait is no sign of it."""
    given_due_timer(world)
    assert at_the_terminal(world, capsys, "queues")[0] == 0
    world.clock.move(WORKED_WITHIN + timedelta(seconds=1))
    code, out, _ = at_the_terminal(world, capsys, "queues")
    assert code == 1
    assert "no worker comes for them" in out


def test_what_failed_again_and_again_is_shown_with_its_problem_and_tried_at_once(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    given_failing_timer(world, times=STUCK_AFTER)
    code, out, _ = at_the_terminal(world, capsys, "queues", "--json")
    (piece,) = json.loads(out)["stuck"]
    assert code == 1
    assert (piece["problem"], piece["attempts"]) == ("REGISTER_AWAY", STUCK_AFTER)
    assert piece["case"] == Case.objects.get().number
    assert timers.claim_due(now=world.clock.now()) == ()
    code, out, _ = at_the_terminal(world, capsys, "queues", "--try-again")
    assert (code, "1 are tried again at once" in out) == (1, True)
    assert len(timers.claim_due(now=world.clock.now())) == 1


def test_what_failed_once_or_twice_is_not_told(world: World) -> None:
    """The pause before the next attempt will do."""
    given_failing_timer(world, times=STUCK_AFTER - 1)
    assert queues.queues(actor=OPERATOR, ports=world.ports).sound


def test_what_is_stuck_for_one_reason_is_one_line_without_a_case(world: World) -> None:
    given_failing_timer(world, times=STUCK_AFTER)
    report = queues.queues(actor=OPERATOR, ports=world.ports)
    (kind,) = queues.stuck_kinds(report)
    assert (kind.problem, kind.pieces, kind.attempts) == ("REGISTER_AWAY", 1, STUCK_AFTER)
    assert str(Case.objects.get().number) not in str(kind)


@pytest.mark.parametrize("kind", sorted(set(ActorKind) - {ActorKind.OPERATOR}))
def test_only_an_auditor_sees_queues_besides_the_operator_and_nobody_else_moves_them(
    world: World, kind: ActorKind
) -> None:
    with pytest.raises(PermissionDenied):
        queues.try_again(actor=Actor(kind=kind), ports=world.ports)
    if kind is ActorKind.AUDITOR:
        assert queues.queues(actor=Actor(kind=kind), ports=world.ports).sound
        return
    with pytest.raises(PermissionDenied):
        queues.queues(actor=Actor(kind=kind), ports=world.ports)
