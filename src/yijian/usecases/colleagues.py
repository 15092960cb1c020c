"""Who works for the same authority."""

from __future__ import annotations

from yijian.storage import accounts
from yijian.storage.accounts import AccountKind
from yijian.usecases.permissions import Actor


def colleagues(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Account and name of everybody who can have a task of the actor's authority in hand."""
    if actor.authority is None:
        return ()
    return tuple(
        (one.id, one.display_name)
        for one in accounts.officers_of(authority=actor.authority)
        if one.kind in (AccountKind.OFFICER, AccountKind.SUPERVISOR)
    )
