"""Accounts: who may sign in.

The id number of an applicant is kept twice: sealed under a key of the account (`ports.Cipher`), to show it to its
owner and to fill the form; and as an HMAC under SECRET_KEY, to find the account of a person. Whoever has only the
database can neither read it nor try out numbers. Changing SECRET_KEY needs the hashes to be made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher

from yijian.ports import Cipher
from yijian.storage.errors import NothingStored, storage_errors
from yijian.storage.hashed_secrets import keyed_hash
from yijian.storage.models import Account
from yijian.storage.models.accounts import AccountKind as AccountKind  # part of what this module offers

DEMONSTRATION_ITERATIONS: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonIdentity:
    """The document by which a person is known: kind (`resident_id`, `passport` …) and number."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """An account without its secrets. `authority`: of staff; `place`: the region of
    staff elsewhere. `has_identity`: an id number is stored."""

    id: str
    username: str
    kind: AccountKind
    display_name: str
    email: str
    authority: str | None
    place: str | None
    language: str
    active: bool
    demonstration: bool
    has_identity: bool


def create_account(
    *,
    username: str,
    password: str | None,
    kind: AccountKind,
    display_name: str,
    now: datetime,
    email: str = "",
    authority: str | None = None,
    place: str | None = None,
    language: str = "zh-hans",
    identity: PersonIdentity | None = None,
    cipher: Cipher | None = None,
    demonstration: bool = False,
) -> AccountView:
    """A new account; `password` None: cannot sign in with one. `identity` needs `cipher` and an applicant.

    Raises UsernameTaken, IdentityTaken, ConstraintBroken.
    """
    account = Account(
        username=Account.normalize_username(username),
        kind=kind.value,
        display_name=display_name,
        email=email,
        authority=authority,
        place=place or "",
        language=language,
        demonstration=demonstration,
        created_at=now,
    )
    _keep_password(account, password)
    if identity is not None:
        if cipher is None:
            raise ValueError("an identity is stored sealed: give the cipher")
        _seal_identity(account, identity, cipher)
    with storage_errors():
        account.save(force_insert=True)
    return _view_of(account)


def _keep_password(account: Account, password: str | None) -> None:
    """As a hash that is slow to try out. Passwords of the demonstration are drawn, too many to try anyway, and a hundred of
    them are made before anybody sees the first page: theirs is a quick one, and a slow one from the first sign-in on."""
    hasher = get_hasher()
    if account.demonstration and password is not None and isinstance(hasher, PBKDF2PasswordHasher):
        account.password = hasher.encode(password, hasher.salt(), iterations=DEMONSTRATION_ITERATIONS)
    else:
        account.set_password(password)


def account(*, account_id: str) -> AccountView:
    """The account of that id. Raises NothingStored."""
    return _view_of(_get(account_id))


def account_by_username(*, username: str) -> AccountView | None:
    """The account of that user name, or None."""
    found = Account.objects.filter(username=Account.normalize_username(username)).first()
    return _view_of(found) if found else None


def account_by_identity(*, identity: PersonIdentity) -> AccountView | None:
    """The account of that person, or None."""
    found = Account.objects.filter(id_number_digest=_identity_digest(identity)).first()
    return _view_of(found) if found else None


def account_signed_in(*, user: object) -> AccountView | None:
    """The account behind Django's `request.user`; None for nobody."""
    # request.user is lazy: isinstance looks through the wrapper, `type` would not
    return _view_of(user) if isinstance(user, Account) else None


def identity_of(*, account_id: str, cipher: Cipher) -> PersonIdentity | None:
    """The person's document, opened; None where none is stored. Raises NothingStored, PlatformError."""
    found = _get(account_id)
    if found.id_number_key is None or found.id_number_sealed is None:
        return None
    number = cipher.open(
        bytes(found.id_number_key), bytes(found.id_number_sealed), context=_identity_context(found)
    )
    return PersonIdentity(kind=found.id_kind, number=number.decode())


def change_language(*, account_id: str, language: str) -> None:
    """In which language messages to this account are written."""
    Account.objects.filter(pk=account_id).update(language=language)


def demonstration_accounts() -> tuple[AccountView, ...]:
    """All accounts that exist only to try the platform out, by user name. `yijian serve` refuses to start with any."""
    return tuple(_view_of(found) for found in Account.objects.filter(demonstration=True).order_by("username"))


def officers_of(*, authority: str) -> tuple[AccountView, ...]:
    """The active staff of one authority, by user name."""
    found = Account.objects.filter(authority=authority, is_active=True).order_by("username")
    return tuple(_view_of(one) for one in found)


STAFF: Final = (
    AccountKind.OFFICER,
    AccountKind.COORDINATOR,
    AccountKind.SUPERVISOR,
    AccountKind.COLLECTOR,
    AccountKind.AUDITOR,
)
"""The kinds of accounts that belong to people who work here."""


def staff_accounts() -> tuple[AccountView, ...]:
    """All accounts of staff, those that are disabled too, by user name."""
    found = Account.objects.filter(kind__in=[kind.value for kind in STAFF]).order_by("username")
    return tuple(_view_of(one) for one in found)


def disable_account(*, account_id: str) -> None:
    """The account cannot sign in any more, and whoever is signed in with it is nobody from the next page on."""
    Account.objects.filter(pk=account_id).update(is_active=False)


def _get(account_id: str) -> Account:
    found = Account.objects.filter(pk=account_id).first() if account_id.isdecimal() else None
    if found is None:
        raise NothingStored(what="account", key=account_id)
    return found


def _seal_identity(account: Account, identity: PersonIdentity, cipher: Cipher) -> None:
    key = cipher.new_key()
    account.id_kind = identity.kind
    account.id_number_key = key
    account.id_number_sealed = cipher.seal(key, identity.number.encode(), context=_identity_context(account))
    account.id_number_digest = _identity_digest(identity)


def _identity_context(account: Account) -> str:
    return f"account:{account.username}:identity"


def _identity_digest(identity: PersonIdentity) -> str:
    return keyed_hash(f"{identity.kind}:{identity.number.strip().upper()}", use="accounts.identity")


def _view_of(account: Account) -> AccountView:
    return AccountView(
        id=str(account.pk),
        username=account.username,
        kind=AccountKind(account.kind),
        display_name=account.display_name,
        email=account.email,
        authority=account.authority,
        place=account.place or None,
        language=account.language,
        active=account.is_active,
        demonstration=account.demonstration,
        has_identity=account.id_number_digest is not None,
    )
