"""What moves cases on without anybody acting: due timers, undelivered messages, expired drafts."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog

from yijian.core.cases import FireTimer, TimerKind
from yijian.core.cases.refusals import TimerNotDue
from yijian.core.errors import CommandRefused, PlatformError, YijianError
from yijian.ports import Message, Ports
from yijian.storage import drafts, guesses, messages, timers
from yijian.storage.timers import DueTimer
from yijian.storage.transactions import in_one_commit
from yijian.usecases.casework import Workspace, carry_out
from yijian.usecases.deciding_by_rules import ask_the_rules
from yijian.usecases.permissions import RULES, SYSTEM
from yijian.usecases.throttling import WINDOW

log = structlog.get_logger(__name__)

RETRY = timedelta(seconds=30)
"""After the first failure; doubled with each further one, up to an hour."""
LONGEST_RETRY = timedelta(hours=1)


MOST_TIMERS: Final = 16
"""Timers that are fired in one transaction: others wait for their cases no longer than a part of a second."""
MOST_MAILS: Final = 10
"""Mails claimed at once: a mail server that is slow with each has taken them before the claim runs out."""


def fire_due_timers(*, ports: Ports, limit: int = MOST_TIMERS) -> int:
    """Fire what is due, each as an ordinary command under a key of its own, with one commit; how many were handled.

    A timer that the case does not want any more is void and goes; one that failed is tried again later.
    """
    now = ports.clock.now()
    # by case, so that two workers never wait for each other in a ring
    claimed = sorted(timers.claim_due(now=now, limit=limit), key=lambda timer: timer.case_id)
    for timer, problem in zip(
        claimed, in_one_commit([partial(_fire, timer, ports) for timer in claimed]), strict=True
    ):
        if problem is not None:
            _settle_failed(timer, problem, now)
    return len(claimed)


def _fire(timer: DueTimer, ports: Ports) -> None:
    carry_out(
        actor=RULES if timer.kind == TimerKind.RULES else SYSTEM,
        ports=ports,
        case_id=timer.case_id,
        key=timer.command_key,
        prepare=lambda space: _command(space, timer),
    )
    timers.settle(timer=timer)


def _settle_failed(timer: DueTimer, problem: Exception, now: datetime) -> None:
    if isinstance(problem, TimerNotDue):  # the calendar has changed since: the day is another
        timers.postpone(timer=timer, until=problem.due, problem=problem.code)
    elif isinstance(problem, CommandRefused):
        log.info("timer.void", case=timer.case_id, kind=timer.kind, refusal=problem.code)
        timers.settle(timer=timer)
    else:
        code = problem.code if isinstance(problem, YijianError) else type(problem).__name__
        log.warning("timer.failed", case=timer.case_id, kind=timer.kind, error=code)
        timers.postpone(timer=timer, until=now + _pause(timer.attempts), problem=code)


def deliver_messages(*, ports: Ports, limit: int = MOST_MAILS) -> int:
    """Mail what is waiting; how many were handled. At least once: a receiver may get a message twice, never not."""
    now = ports.clock.now()
    claimed = messages.claim_deliveries(now=now, cipher=ports.cipher, limit=limit)
    for one in claimed:
        if not one.to:
            messages.settle_delivery(message=one, now=now)  # no address: the message centre shows it
            continue
        try:
            ports.notifier.send(Message(to=one.to, subject=one.subject, body=one.body, id=_public_id(one.id)))
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


def _public_id(message_id: str) -> str:
    """A name for the outside: always the same for a message, and the number of a case is not in it."""
    return hashlib.sha256(message_id.encode()).hexdigest()[:32]


def _command(space: Workspace, timer: DueTimer) -> FireTimer:
    command = FireTimer(kind=TimerKind(timer.kind), subject=timer.subject, generation=timer.generation)
    return ask_the_rules(space, command) if command.kind is TimerKind.RULES else command


def _pause(attempts: int) -> timedelta:
    doubled: int = 1 << min(attempts, 10)
    return min(RETRY * doubled, LONGEST_RETRY)
