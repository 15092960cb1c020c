"""Promises that were not kept (承诺信用记录): written in the transaction of what they note, and never changed.

A note of a paper that came late bars nobody; one of a paper that never came, or of a decision that was revoked, bars its
person from further promises. For how long was not found in any source: so it has no end here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yijian.storage.errors import storage_errors
from yijian.storage.models import CreditNote


class CreditNoteKind(StrEnum):
    """What became of a promise."""

    LATE = "late"  # the day had passed when it was extended
    NOT_BROUGHT = "not_brought"  # ended for want of what was owed
    REVOKED = "revoked"  # found untrue, not put right, revoked


BARRING = frozenset({CreditNoteKind.NOT_BROUGHT, CreditNoteKind.REVOKED})
"""Notes that bar from further promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNoteRow:
    """One note: about whom (account id), which task of which case, since when."""

    account: str
    case_id: str
    task: str
    kind: CreditNoteKind
    at: datetime


def put_credit_notes(*, notes: Iterable[CreditNoteRow]) -> None:
    """Write notes down; one of the same case, task and kind stands once."""
    with storage_errors():
        for note in notes:
            CreditNote.objects.get_or_create(
                case_id=note.case_id,
                task=note.task,
                kind=note.kind.value,
                defaults={"account": note.account, "at": note.at},
            )


def drop_credit_notes(*, case_id: str, task: str, kinds: Iterable[CreditNoteKind]) -> None:
    """Take notes back that a review found unfounded."""
    with storage_errors():
        CreditNote.objects.filter(
            case_id=case_id, task=task, kind__in=[kind.value for kind in kinds]
        ).delete()


def credit_notes_of(*, account: str) -> tuple[CreditNoteRow, ...]:
    """All notes about somebody, newest first."""
    rows = CreditNote.objects.filter(account=account).order_by("-at", "-id")
    return tuple(
        CreditNoteRow(
            account=row.account,
            case_id=row.case_id,
            task=row.task,
            kind=CreditNoteKind(row.kind),
            at=row.at,
        )
        for row in rows
    )
