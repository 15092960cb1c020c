"""What moves cases on without anybody acting: due timers, undelivered messages, expired drafts."""

from __future__ import annotations

from datetime import timedelta

import structlog

from yijian.core.cases import FireTimer, TimerKind
from yijian.core.cases.refusals import TimerNotDue
from yijian.core.errors import CommandRefused, PlatformError, YijianError
from yijian.ports import Message, Ports
from yijian.storage import drafts, guesses, messages, timers
from yijian.storage.timers import DueTimer
from yijian.usecases.casework import carry_out
from yijian.usecases.permissions import SYSTEM
from yijian.usecases.throttling import WINDOW

log = structlog.get_logger(__name__)

RETRY = timedelta(seconds=30)
"""After the first failure; doubled with each further one, up to an hour."""
LONGEST_RETRY = timedelta(hours=1)


def fire_due_timers(*, ports: Ports, limit: int = 100) -> int:
    """Fire what is due, each as an ordinary command under a key of its own; how many were handled.

    A timer that the case does not want any more is void and goes; one that failed is tried again later.
    """
    now = ports.clock.now()
    claimed = timers.claim_due(now=now, limit=limit)
    for timer in claimed:
        try:
            carry_out(
                actor=SYSTEM,
                ports=ports,
                case_id=timer.case_id,
                key=timer.command_key,
                prepare=lambda _, timer=timer: _command(timer),  # type: ignore[misc] # bound per timer
            )
        except TimerNotDue as refusal:  # the calendar has changed since: the day is another
            timers.postpone(timer=timer, until=refusal.due, problem=refusal.code)
            continue
        except CommandRefused as refusal:
            log.info("timer.void", case=timer.case_id, kind=timer.kind, refusal=refusal.code)
        except YijianError as error:
            log.warning("timer.failed", case=timer.case_id, kind=timer.kind, error=error.code)
            timers.postpone(timer=timer, until=now + _pause(timer.attempts), problem=error.code)
            continue
        timers.settle(timer=timer)
    return len(claimed)


def deliver_messages(*, ports: Ports, limit: int = 50) -> int:
    """Mail what is waiting; how many were handled. At least once: a receiver may get a message twice, never not."""
    now = ports.clock.now()
    claimed = messages.claim_deliveries(now=now, cipher=ports.cipher, limit=limit)
    for one in claimed:
        if not one.to:
            messages.settle_delivery(message=one, now=now)  # no address: the message centre shows it
            continue
        try:
            ports.notifier.send(Message(to=one.to, subject=one.subject, body=one.body))
        except PlatformError as error:
            log.warning("message.failed", case=one.case_id, attempts=one.attempts, error=error.code)
            messages.postpone_delivery(message=one, until=now + _pause(one.attempts), problem=error.code)
        else:
            messages.settle_delivery(message=one, now=now)
    return len(claimed)


def forget_expired(*, ports: Ports) -> int:
    """Delete answers given before signing in that nobody came back to, and counts of wrong codes; how many."""
    now = ports.clock.now()
    return drafts.forget_expired_drafts(now=now) + guesses.forget_guesses(before=now - WINDOW)


def _command(timer: DueTimer) -> FireTimer:
    return FireTimer(kind=TimerKind(timer.kind), subject=timer.subject, generation=timer.generation)


def _pause(attempts: int) -> timedelta:
    doubled: int = 1 << min(attempts, 10)
    return min(RETRY * doubled, LONGEST_RETRY)
