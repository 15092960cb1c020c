"""What waits for a worker, as the operator sees it, and having it tried again. Nothing of a case but its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yijian.ports import Ports
from yijian.storage import work_queues
from yijian.storage.work_queues import Backlog, Queue, StuckWork
from yijian.usecases.permissions import Actor, Permission, require

STUCK_AFTER: Final = 3
"""Attempts in vain: what a pause of a minute would have mended is not told."""
WORKED_WITHIN: Final = timedelta(minutes=5)
"""A worker looks every second: what waits longer than this waits for a worker that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueReport:
    """The backlog of each queue and what is stuck. `idle`: something waits, and no worker comes for it."""

    backlogs: tuple[Backlog, ...]
    stuck: tuple[StuckWork, ...]
    idle: bool

    @property
    def sound(self) -> bool:
        """Whether there is nothing for the operator to do."""
        return not self.idle and not self.stuck


def queues(*, actor: Actor, ports: Ports) -> QueueReport:
    """What waits now. Raises PermissionDenied."""
    require(actor, Permission.SEE_QUEUES)
    now = ports.clock.now()
    backlogs = work_queues.backlogs(now=now)
    return QueueReport(
        backlogs=backlogs,
        stuck=work_queues.stuck(attempts=STUCK_AFTER),
        idle=any(one.oldest is not None and one.oldest < now - WORKED_WITHIN for one in backlogs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckKind:
    """Pieces that are stuck for the same reason, without their cases: how many, how often the most tried was tried in
    vain, and when the first of them is tried next."""

    queue: Queue
    what: str
    problem: str
    pieces: int
    attempts: int
    again_at: datetime


def stuck_kinds(report: QueueReport) -> tuple[StuckKind, ...]:
    """What is stuck, by reason, most first: for eyes that see no case."""
    kinds: dict[tuple[Queue, str, str], list[StuckWork]] = {}
    for piece in report.stuck:
        kinds.setdefault((piece.queue, piece.what, piece.problem), []).append(piece)
    found = [
        StuckKind(
            queue=queue,
            what=what,
            problem=problem,
            pieces=len(pieces),
            attempts=max(piece.attempts for piece in pieces),
            again_at=min(piece.again_at for piece in pieces),
        )
        for (queue, what, problem), pieces in kinds.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.pieces, one.queue, one.what, one.problem)))


def try_again(*, actor: Actor, ports: Ports) -> int:
    """Let the workers try at once what is stuck, instead of after the pause; how many pieces. Raises PermissionDenied."""
    require(actor, Permission.TEND_QUEUES)
    return work_queues.try_again(attempts=STUCK_AFTER, now=ports.clock.now())
