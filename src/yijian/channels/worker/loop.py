"""The loop of a worker process. Killing it at any point loses nothing: everything it does is claimed, not taken."""

from __future__ import annotations

from threading import Event

import structlog

from yijian.core.errors import YijianError
from yijian.ports import Ports
from yijian.storage.database_clock import clocks_agree
from yijian.storage.errors import StorageUnavailable, storage_errors
from yijian.storage.transactions import drop_connection
from yijian.usecases.advance import deliver_messages, fire_due_timers, forget_expired
from yijian.usecases.oversee import sign_days

log = structlog.get_logger(__name__)

PAUSE = 1.0
"""Seconds between two looks when there was nothing to do."""
ROUNDS_BETWEEN_CHORES = 3600


def run_worker(*, ports: Ports, stop: Event) -> None:
    """Work until told to stop; what is in hand is finished first.

    A database that is away is waited for, and so is a clock that is not that of the database: nothing happens early.
    """
    log.info("worker.started")
    rounds = 0
    while not stop.is_set():
        done = 0
        try:
            with storage_errors():
                done = _round(ports, stop, chores=rounds % ROUNDS_BETWEEN_CHORES == 0)
        except YijianError as error:
            log.warning("worker.round_failed", error=error.code)
            if isinstance(error, StorageUnavailable):
                drop_connection()
        rounds += 1
        if not done:
            stop.wait(PAUSE)
    log.info("worker.stopped")


def _round(ports: Ports, stop: Event, *, chores: bool) -> int:
    """Do what can be done now; how much that was."""
    if not clocks_agree(now=ports.clock.now()):
        log.warning("worker.clock_differs")
        return 0
    done = fire_due_timers(ports=ports)
    if not stop.is_set():
        done += deliver_messages(ports=ports)
    if chores and not stop.is_set():
        forget_expired(ports=ports)
        sign_days(ports=ports)
    return done
