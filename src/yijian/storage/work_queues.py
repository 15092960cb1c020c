"""Work that waits for a worker, for the operator: how much, since when, and what was tried again and again in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from django.db.models import Count, Min, QuerySet

from yijian.storage.errors import storage_errors
from yijian.storage.models import Delivery, Timer

Rows: TypeAlias = "QuerySet[Timer, Timer] | QuerySet[Delivery, Delivery]"


class Queue(StrEnum):
    """What waits: timers of cases to fire, messages to hand over."""

    TIMERS = "timers"
    DELIVERIES = "deliveries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What of a queue could be done now and is not yet: how much, and since when the oldest waits (None: nothing)."""

    queue: Queue
    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckWork:
    """One piece that failed at least once. `case` is its number, or its id before it had one; `what` the kind of timer
    or the channel; `problem` what went wrong the last time; `again_at` when it is tried next."""

    queue: Queue
    case: str
    what: str
    attempts: int
    problem: str
    again_at: datetime


def backlogs(*, now: datetime) -> tuple[Backlog, ...]:
    """One line for each queue."""
    found = []
    for queue, rows in _open().items():
        counted = rows.filter(claimable_at__lte=now).aggregate(n=Count("*"), oldest=Min("claimable_at"))
        found.append(Backlog(queue=queue, waiting=counted["n"], oldest=counted["oldest"]))
    return tuple(found)


def stuck(*, attempts: int, limit: int = 200) -> tuple[StuckWork, ...]:
    """At most `limit` pieces of each queue that were tried at least so often in vain, the most often tried first."""
    return tuple(
        StuckWork(
            queue=queue,
            case=row.case.number or row.case_id,
            what=row.kind if isinstance(row, Timer) else row.channel,
            attempts=row.attempts,
            problem=row.problem,
            again_at=row.claimable_at,
        )
        for queue, rows in _open().items()
        for row in _tried(rows, attempts).select_related("case").order_by("-attempts", "claimable_at")[:limit]
    )


def try_again(*, attempts: int, now: datetime) -> int:
    """Let workers claim at once what was tried at least so often in vain; how many pieces."""
    with storage_errors():
        return sum(_tried(rows, attempts).update(claimable_at=now) for rows in _open().values())


def _tried(rows: Rows, attempts: int) -> Rows:
    return rows.filter(attempts__gte=attempts).exclude(problem="")


def _open() -> dict[Queue, Rows]:
    return {
        Queue.TIMERS: Timer.objects.all(),
        Queue.DELIVERIES: Delivery.objects.filter(settled_at=None),
    }
