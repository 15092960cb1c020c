"""The loop of a worker process. Killing it at any point loses nothing: everything it does is claimed, not taken."""

from __future__ import annotations

from threading import Event

import structlog

from yijian.core.errors import YijianError
from yijian.ports import Ports
from yijian.usecases.advance import deliver_messages, fire_due_timers, forget_expired
from yijian.usecases.oversee import sign_days

log = structlog.get_logger(__name__)

PAUSE = 1.0
"""Seconds between two looks when there was nothing to do."""
ROUNDS_BETWEEN_CHORES = 3600


def run_worker(*, ports: Ports, stop: Event) -> None:
    """Work until told to stop; what is in hand is finished first. A database that is away is waited for."""
    log.info("worker.started")
    rounds = 0
    while not stop.is_set():
        done = 0
        try:
            done = fire_due_timers(ports=ports) + deliver_messages(ports=ports)
            if rounds % ROUNDS_BETWEEN_CHORES == 0:
                forget_expired(ports=ports)
                sign_days(ports=ports)
        except YijianError as error:
            log.warning("worker.round_failed", error=error.code)
        rounds += 1
        if not done:
            stop.wait(PAUSE)
    log.info("worker.stopped")
