"""Timers of cases: what becomes due, who fires it, and that it is done.

Firing is an ordinary command under the key `DueTimer.command_key`; so a timer that is claimed twice (a worker died,
a claim ran out) still has its effect once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet

from yijian.storage.crash_points import crash_point
from yijian.storage.errors import storage_errors
from yijian.storage.locking import unclaimed
from yijian.storage.models import Timer

CLAIM: Final = timedelta(minutes=2)
"""How long a claimed timer is left to the worker that claimed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedTimer:
    """A timer that a case wants: at `due` (an instant) `kind` happens to `subject` ("" the case, else a task key).

    `generation` is the caller's: it grows whenever an older timer of that kind and subject must not count any more.
    """

    kind: str
    subject: str
    due: datetime
    generation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTimer:
    """A timer claimed by this worker. `attempts` counts claims, this one included."""

    case_id: str
    kind: str
    subject: str
    due: datetime
    generation: int
    attempts: int

    @property
    def command_key(self) -> str:
        """The idempotency key of the command that fires it."""
        return f"timer:{self.kind}:{self.subject}:{self.generation}"


def replace_timers(*, case_id: str, wanted: Iterable[WantedTimer]) -> None:
    """Make the timers of a case those given; one that has not changed keeps its claim and its attempts."""
    by_name = {(timer.kind, timer.subject): timer for timer in wanted}
    stored = {
        (row.kind, row.subject): WantedTimer(
            kind=row.kind, subject=row.subject, due=row.due, generation=row.generation
        )
        for row in Timer.objects.filter(case_id=case_id)
    }
    for kind, subject in stored.keys() - by_name.keys():
        Timer.objects.filter(case_id=case_id, kind=kind, subject=subject).delete()
    Timer.objects.bulk_create(
        [
            Timer(
                case_id=case_id,
                kind=timer.kind,
                subject=timer.subject,
                due=timer.due,
                generation=timer.generation,
                claimable_at=timer.due,
            )
            for name, timer in by_name.items()
            if stored.get(name) != timer
        ],
        update_conflicts=True,
        unique_fields=["case_id", "kind", "subject"],
        update_fields=["due", "generation", "claimable_at", "attempts", "problem"],
    )


def claim_due(*, now: datetime, limit: int = 100, claim: timedelta = CLAIM) -> tuple[DueTimer, ...]:
    """At most `limit` timers that are due and claimed by nobody, the longest due first, now claimed for `claim`.

    Never early: `due <= now`. Workers that claim at the same time get different ones.
    """
    with storage_errors(), transaction.atomic():
        rows = unclaimed(Timer.objects.filter(claimable_at__lte=now, due__lte=now), limit=limit)
        if rows:
            Timer.objects.filter(pk__in=[row.pk for row in rows]).update(
                claimable_at=now + claim, attempts=F("attempts") + 1
            )
    crash_point("timers.claimed")
    return tuple(
        DueTimer(
            case_id=row.case_id,
            kind=row.kind,
            subject=row.subject,
            due=row.due,
            generation=row.generation,
            attempts=row.attempts + 1,
        )
        for row in rows
    )


def settle(*, timer: DueTimer) -> None:
    """The timer has been fired, or is void: it goes, unless the case has set a newer one meanwhile."""
    _stored(timer).delete()
    crash_point("timers.settled")


def postpone(*, timer: DueTimer, until: datetime, problem: str) -> None:
    """Firing failed: try again at `until`. `problem` is for the operator."""
    _stored(timer).update(claimable_at=until, problem=problem[:500])


def next_due() -> datetime | None:
    """When the next timer can be claimed; None where there is none."""
    return Timer.objects.order_by("claimable_at").values_list("claimable_at", flat=True).first()


def _stored(timer: DueTimer) -> QuerySet[Timer, Timer]:
    return Timer.objects.filter(
        case_id=timer.case_id,
        kind=timer.kind,
        subject=timer.subject,
        generation=timer.generation,
        due=timer.due,
    )
