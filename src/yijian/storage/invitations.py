"""Invitations to sign: a link (token) and a code that comes by another way, few attempts, once, for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import F, QuerySet

from yijian.storage.errors import storage_errors
from yijian.storage.hashed_secrets import keyed_hash, same_hash, token_hash
from yijian.storage.models import Invitation

MOST_ATTEMPTS: Final = 5
"""How often a code may be tried before the invitation is void."""


class CodeCheck(StrEnum):
    """What came of showing a code."""

    RIGHT = "right"
    WRONG = "wrong"
    VOID = "void"  # unknown, expired, used, or tried too often: ask for a new one


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """Who is asked to sign what. `attempts_left` 0: void."""

    case_id: str
    participant: str
    invited_at: datetime
    expires_at: datetime
    attempts_left: int
    used_at: datetime | None


def invite(
    *, case_id: str, participant: str, token: str, code: str, expires_at: datetime, now: datetime
) -> None:
    """Invite a participant; a former invitation of the same participant is void from now on."""
    with storage_errors():
        Invitation.objects.update_or_create(
            case_id=case_id,
            participant=participant,
            defaults={
                "token_hash": token_hash(token),
                "code_hash": _code_hash(case_id, participant, code),
                "attempts": 0,
                "invited_at": now,
                "expires_at": expires_at,
                "used_at": None,
            },
        )


def invitation(*, token: str, now: datetime) -> InvitationView | None:
    """The invitation behind a link; None where it is unknown, used or expired."""
    row = _open(token, now).first()
    return _view_of(row) if row else None


def invitations_of(*, case_id: str) -> tuple[InvitationView, ...]:
    """All invitations of a case, by participant."""
    return tuple(_view_of(row) for row in Invitation.objects.filter(case_id=case_id).order_by("participant"))


def check_code(*, token: str, code: str, now: datetime) -> CodeCheck:
    """Whether the code fits the link. Every try counts, also those made at the same time.

    Call it in a transaction of its own: an attempt must count even if what follows is rolled back.
    """
    # the attempt is counted before the code is looked at, so that parallel guesses cannot share one
    with storage_errors():
        counted = _open(token, now).filter(attempts__lt=MOST_ATTEMPTS).update(attempts=F("attempts") + 1)
    row = _open(token, now).first()
    if not counted or row is None:
        return CodeCheck.VOID
    if same_hash(row.code_hash, _code_hash(row.case_id, row.participant, code)):
        return CodeCheck.RIGHT
    return CodeCheck.WRONG


def code_was_right(*, token: str, now: datetime) -> None:
    """The code fitted: that try is forgiven, so that a person may come back to the page as often as they like.

    Wrong tries stay counted: whoever guesses cannot win new ones by coming back.
    """
    with storage_errors():
        _open(token, now).filter(attempts__gt=0).update(attempts=F("attempts") - 1)


def used_invitation(*, token: str, code: str) -> InvitationView | None:
    """The invitation behind a link that is used up, for whoever still holds its code; a wrong code counts here too."""
    rows = Invitation.objects.filter(
        token_hash=token_hash(token), attempts__lt=MOST_ATTEMPTS, used_at__isnull=False
    )
    row = rows.first()
    if row is None:
        return None
    if same_hash(row.code_hash, _code_hash(row.case_id, row.participant, code)):
        return _view_of(row)
    with storage_errors():
        rows.update(attempts=F("attempts") + 1)
    return None


def use_invitation(*, case_id: str, participant: str, now: datetime) -> bool:
    """The participant has signed: the link is used up. False where it was already."""
    rows = Invitation.objects.filter(case_id=case_id, participant=participant, used_at=None)
    return bool(rows.update(used_at=now))


def _open(token: str, now: datetime) -> QuerySet[Invitation, Invitation]:
    return Invitation.objects.filter(token_hash=token_hash(token), used_at=None, expires_at__gt=now)


def _code_hash(case_id: str, participant: str, code: str) -> str:
    return keyed_hash(f"{case_id}:{participant}:{code.strip()}", use="invitations.code")


def _view_of(row: Invitation) -> InvitationView:
    return InvitationView(
        case_id=row.case_id,
        participant=row.participant,
        invited_at=row.invited_at,
        expires_at=row.expires_at,
        attempts_left=MOST_ATTEMPTS - row.attempts,
        used_at=row.used_at,
    )
