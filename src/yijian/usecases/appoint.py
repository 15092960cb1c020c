"""Accounts: who somebody is when they sign in, and the accounts of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.ports import Ports
from yijian.storage import accounts
from yijian.storage.accounts import AccountKind, PersonIdentity
from yijian.usecases.permissions import Actor, ActorKind

_KINDS = {
    AccountKind.APPLICANT: ActorKind.APPLICANT,
    AccountKind.OFFICER: ActorKind.OFFICER,
    AccountKind.COORDINATOR: ActorKind.COORDINATOR,
    AccountKind.SUPERVISOR: ActorKind.SUPERVISOR,
    AccountKind.COLLECTOR: ActorKind.COLLECTOR,
    AccountKind.AUDITOR: ActorKind.AUDITOR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to be made: for an applicant with their document, for staff with their authority. `password` None:
    cannot sign in with one."""

    username: str
    password: str | None
    kind: str
    name: str
    email: str = ""
    authority: str | None = None
    place: str | None = None
    id_kind: str | None = None
    id_number: str | None = None


def actor_of_account(*, account: str, language: str) -> Actor:
    """The actor behind an account that is signed in. An account of a kind without a channel yet is a visitor."""
    found = accounts.account(account_id=account)
    kind = _KINDS.get(found.kind) if found.active else None
    if kind is None:
        return Actor(kind=ActorKind.VISITOR, language=language)
    return Actor(
        kind=kind,
        account=found.id,
        name=found.display_name,
        authority=found.authority,
        place=found.place,
        language=language,
    )


def appoint_demonstration(*, ports: Ports, wanted: tuple[NewAccount, ...]) -> int:
    """Make the demonstration accounts that are not there yet; how many were made."""
    made = 0
    for one in wanted:
        if accounts.account_by_username(username=one.username) is not None:
            continue
        identity = (
            PersonIdentity(kind=one.id_kind, number=one.id_number) if one.id_kind and one.id_number else None
        )
        accounts.create_account(
            username=one.username,
            password=one.password,
            kind=AccountKind(one.kind),
            display_name=one.name,
            email=one.email,
            authority=one.authority,
            place=one.place,
            identity=identity,
            cipher=ports.cipher if identity else None,
            now=ports.clock.now(),
            demonstration=True,
        )
        made += 1
    return made


def has_demonstration_accounts() -> bool:
    """Whether any demonstration account exists: `yijian serve` then refuses to start."""
    return bool(accounts.demonstration_accounts())
