"""Who has read whose data (谁看过我的信息). Apart from the journal: reading must not write to a case's chain."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from yijian.storage.chain import ActedBy, json_text
from yijian.storage.errors import storage_errors
from yijian.storage.models import AccessEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Somebody read values of a case: for which task (None: the whole), which concepts or papers, to what end."""

    at: datetime
    case_id: str
    task: str | None
    reader: ActedBy
    concepts: tuple[str, ...]
    purpose: str


def record_access(*, access: Access) -> None:
    """Write it down, in the transaction that reads: who cannot be recorded does not read."""
    with storage_errors():
        AccessEntry.objects.create(
            at=access.at,
            case_id=access.case_id,
            task=access.task,
            account=access.reader.account,
            role=access.reader.kind,
            authority=access.reader.authority,
            concepts=json_text(list(access.concepts)),
            purpose=access.purpose,
        )


def was_recorded(*, access: Access, since: datetime) -> bool:
    """Whether an entry from `since` on says already that this reader read all of this, for this task and purpose."""
    rows = AccessEntry.objects.filter(
        at__gte=since,
        case_id=access.case_id,
        task=access.task,
        account=access.reader.account,
        role=access.reader.kind,
        authority=access.reader.authority,
        purpose=access.purpose,
    )
    wanted = set(access.concepts)
    return any(wanted.issubset(json.loads(told)) for told in rows.values_list("concepts", flat=True))


def accesses_of(*, case_id: str) -> tuple[Access, ...]:
    """Everybody who read values of a case, newest first."""
    return _accesses(AccessEntry.objects.filter(case_id=case_id))


def accesses_between(*, start: datetime, end: datetime, limit: int = 1000) -> tuple[Access, ...]:
    """What was read from `start` (inclusive) to `end` (exclusive), newest first, for the auditor."""
    return _accesses(AccessEntry.objects.filter(at__gte=start, at__lt=end), limit=limit)


def _accesses(rows: QuerySet[AccessEntry, AccessEntry], *, limit: int | None = None) -> tuple[Access, ...]:
    return tuple(
        Access(
            at=row.at,
            case_id=row.case_id,
            task=row.task,
            reader=ActedBy(kind=row.role, account=row.account, authority=row.authority),
            concepts=tuple(json.loads(row.concepts)),
            purpose=row.purpose,
        )
        for row in rows.order_by("-at", "-id")[:limit]
    )
