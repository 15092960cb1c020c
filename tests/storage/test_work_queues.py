"""What waits for a worker, and what was tried in vain."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.storage.given import CIPHER, NOW, case_row, given_case
from tests.storage.test_messages import message
from tests.storage.test_timers import red
from yijian.storage import messages, timers, work_queues
from yijian.storage.messages import claim_deliveries
from yijian.storage.work_queues import Backlog, Queue

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(hours=1)


def fail(times: int) -> None:
    """Let the timer and the mail of a case fail so often, a minute apart."""
    for attempt in range(times):
        now = NOW + attempt * MINUTE
        (timer,) = timers.claim_due(now=now)
        timers.postpone(timer=timer, until=now + MINUTE, problem="REGISTER_AWAY")
        (outgoing,) = claim_deliveries(now=now, cipher=CIPHER)
        messages.postpone_delivery(message=outgoing, until=now + MINUTE, problem="MAIL_REFUSED")


def test_nothing_waits_at_first() -> None:
    assert work_queues.backlogs(now=NOW) == tuple(
        Backlog(queue=queue, waiting=0, oldest=None) for queue in Queue
    )
    assert work_queues.stuck(attempts=1) == ()


def test_what_can_be_done_now_waits_since_it_could() -> None:
    """A timer of tomorrow waits for nobody."""
    given_case(timers=(red(),), messages=(message(address="x@example.org"),))
    given_case("another", timers=(red(due=LATER),))
    assert work_queues.backlogs(now=NOW + MINUTE) == tuple(
        Backlog(queue=queue, waiting=1, oldest=NOW) for queue in Queue
    )


def test_what_was_tried_in_vain_is_told_with_its_case_and_problem() -> None:
    given_case(
        row=case_row(number="430100-20261124-000001"),
        timers=(red(),),
        messages=(message(address="x@example.org"),),
    )
    fail(3)
    found = {one.queue: one for one in work_queues.stuck(attempts=3)}
    assert {one.case for one in found.values()} == {"430100-20261124-000001"}
    assert (found[Queue.TIMERS].problem, found[Queue.DELIVERIES].problem) == ("REGISTER_AWAY", "MAIL_REFUSED")
    assert {one.attempts for one in found.values()} == {3}
    assert {one.again_at for one in found.values()} == {NOW + 3 * MINUTE}
    assert work_queues.stuck(attempts=4) == ()


def test_trying_again_lets_workers_claim_it_at_once() -> None:
    given_case(timers=(red(),), messages=(message(address="x@example.org"),))
    fail(3)
    now = NOW + 2 * MINUTE + MINUTE / 2
    assert timers.claim_due(now=now) == ()
    assert work_queues.try_again(attempts=3, now=now) == 2
    assert len(timers.claim_due(now=now)) == len(claim_deliveries(now=now, cipher=CIPHER)) == 1


def test_what_has_not_failed_keeps_its_time() -> None:
    given_case(timers=(red(due=LATER),))
    assert work_queues.try_again(attempts=0, now=NOW) == 0
    assert timers.claim_due(now=NOW) == ()
