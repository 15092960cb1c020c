"""Accounts are found by name and by person; the id number is readable only with the cipher."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory, override_settings
from django.utils.functional import SimpleLazyObject

from tests.storage.given import CIPHER, NOW, given_account, undone
from yijian.storage import accounts
from yijian.storage.accounts import AccountKind, PersonIdentity
from yijian.storage.errors import ConstraintBroken, IdentityTaken, NothingStored, UsernameTaken
from yijian.storage.models import Account

pytestmark = pytest.mark.django_db

WANG = PersonIdentity(kind="resident_id", number="11010519491231002X")


def test_an_account_comes_back_without_secrets() -> None:
    made = given_account(identity=WANG, cipher=CIPHER)
    assert accounts.account(account_id=made.id) == made == accounts.account_by_username(username="wang")
    assert (made.kind, made.has_identity, made.demonstration, made.active) == (
        AccountKind.APPLICANT,
        True,
        False,
        True,
    )


def test_the_person_is_found_by_any_spelling_of_the_number() -> None:
    made = given_account(identity=WANG, cipher=CIPHER)
    for number in ("11010519491231002x", " 11010519491231002X "):
        assert (
            accounts.account_by_identity(identity=PersonIdentity(kind="resident_id", number=number)) == made
        )
    assert accounts.account_by_identity(identity=PersonIdentity(kind="passport", number=WANG.number)) is None


def test_the_id_number_opens_only_with_the_cipher() -> None:
    made = given_account(identity=WANG, cipher=CIPHER)
    assert accounts.identity_of(account_id=made.id, cipher=CIPHER) == WANG
    row = Account.objects.get()
    assert WANG.number.encode() not in bytes(row.id_number_sealed or b"")
    assert WANG.number not in str(row.id_number_digest)


def test_an_account_without_identity_has_none() -> None:
    made = given_account()
    assert not made.has_identity
    assert accounts.identity_of(account_id=made.id, cipher=CIPHER) is None


def test_an_identity_needs_the_cipher() -> None:
    with pytest.raises(ValueError, match="cipher"):
        given_account(identity=WANG)


def test_a_name_and_a_person_have_one_account() -> None:
    given_account(identity=WANG, cipher=CIPHER)
    with pytest.raises(UsernameTaken), undone():
        given_account()
    with pytest.raises(IdentityTaken), undone():
        given_account("li", identity=WANG, cipher=CIPHER)


def test_staff_have_no_stored_identity() -> None:
    with pytest.raises(ConstraintBroken) as refused:
        given_account(kind=AccountKind.OFFICER, identity=WANG, cipher=CIPHER)
    assert refused.value.fields == {"constraint": "account_identity_of_applicant"}


@pytest.mark.parametrize("account_id", ["0", "999999999999999999999", "x", ""])
def test_an_unknown_account_is_not_found(account_id: str) -> None:
    with pytest.raises(NothingStored):
        accounts.account(account_id=account_id)


def test_signing_in_goes_by_password() -> None:
    made = given_account(password="correct horse")
    given_account("nopassword")
    request = RequestFactory().post("/")
    user = authenticate(request, username="wang", password="correct horse")
    assert accounts.account_signed_in(user=SimpleLazyObject(lambda: user)) == made
    assert authenticate(request, username="wang", password="wrong") is None
    assert authenticate(request, username="nopassword", password="") is None
    assert accounts.account_signed_in(user=AnonymousUser()) is None


def test_demonstration_accounts_and_staff_are_listed() -> None:
    given_account()
    officer = given_account("zhang", kind=AccountKind.OFFICER, authority="police", demonstration=True)
    assert accounts.demonstration_accounts() == (officer,)
    assert accounts.officers_of(authority="police") == (officer,)
    assert accounts.officers_of(authority="health") == ()


def test_the_language_can_be_changed() -> None:
    made = given_account()
    accounts.change_language(account_id=made.id, language="en")
    assert accounts.account(account_id=made.id).language == "en"
    assert Account.objects.get().created_at == NOW


def test_a_demonstration_password_is_quick_until_it_is_used_and_no_other_is() -> None:
    """A hundred of them are made before the first page; whoever signs in gets the slow hash."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        given_account(username="shown", password="drawn", demonstration=True)
        given_account(username="real", password="chosen")
        rounds = {one.username: int(one.password.split("$")[1]) for one in Account.objects.all()}
        assert rounds["shown"] == accounts.DEMONSTRATION_ITERATIONS < rounds["real"]
        shown = Account.objects.get(username="shown")
        assert not shown.check_password("guessed")
        assert shown.check_password("drawn")
        assert int(Account.objects.get(username="shown").password.split("$")[1]) == rounds["real"]
