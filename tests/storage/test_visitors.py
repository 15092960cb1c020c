"""Drafts and invitations: found by a token, kept as hashes and sealed, for a time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.storage.given import CIPHER, NOW, given_case
from yijian.core.vocabulary.provenance import Facts
from yijian.storage import drafts, invitations
from yijian.storage.invitations import MOST_ATTEMPTS, CodeCheck
from yijian.storage.models import Draft, Invitation

pytestmark = pytest.mark.django_db

FACTS: Facts = {
    "mother.ethnicity": "HA",
    "child.count": 2,
    "child[1].birth_date": date(2026, 11, 1),
    "father.name": None,
    "wants:insurance.maternity-benefit": True,
    "income": Decimal("1.50"),
}
DAY = timedelta(days=1)


def save(facts: Facts, *, days: int = 0) -> None:
    drafts.save_draft(token="token", life_event="newborn", facts=facts, cipher=CIPHER, now=NOW + days * DAY)


def test_answers_come_back_under_their_token_only() -> None:
    save(FACTS)
    found = drafts.load_draft(token="token", cipher=CIPHER, now=NOW)
    assert found == drafts.DraftView(
        life_event="newborn", facts=FACTS, updated_at=NOW, expires_at=NOW + 30 * DAY
    )
    assert drafts.load_draft(token="other", cipher=CIPHER, now=NOW) is None


def test_neither_token_nor_answers_are_readable_in_the_table() -> None:
    save({"mother.name": "王芳"})
    row = Draft.objects.get()
    assert row.token_hash != "token"
    assert "王芳".encode() not in bytes(row.sealed)


def test_later_answers_take_the_place_and_are_kept_thirty_days_from_then() -> None:
    save(FACTS)
    save({"child.count": 1}, days=10)
    assert drafts.load_draft(token="token", cipher=CIPHER, now=NOW + 39 * DAY) is not None
    assert drafts.load_draft(token="token", cipher=CIPHER, now=NOW + 40 * DAY) is None


def test_expired_answers_are_deleted() -> None:
    save(FACTS)
    assert drafts.forget_expired_drafts(now=NOW + 29 * DAY) == 0
    assert drafts.forget_expired_drafts(now=NOW + 30 * DAY) == 1
    assert not Draft.objects.exists()


def test_answers_can_be_forgotten_at_once() -> None:
    save(FACTS)
    drafts.forget_draft(token="token")
    assert not Draft.objects.exists()


def invite(token: str = "link", code: str = "123456", participant: str = "father") -> None:
    invitations.invite(
        case_id="c", participant=participant, token=token, code=code, expires_at=NOW + DAY, now=NOW
    )


@pytest.fixture
def _case() -> None:
    given_case("c")


@pytest.mark.usefixtures("_case")
def test_an_invitation_is_found_until_it_expires() -> None:
    invite()
    found = invitations.invitation(token="link", now=NOW)
    assert found is not None
    assert (found.case_id, found.participant, found.attempts_left) == ("c", "father", MOST_ATTEMPTS)
    assert invitations.invitation(token="link", now=NOW + DAY) is None
    assert invitations.invitation(token="other", now=NOW) is None
    assert "123456" not in Invitation.objects.get().code_hash


@pytest.mark.usefixtures("_case")
def test_the_right_code_is_right_until_too_many_were_tried() -> None:
    invite()
    assert invitations.check_code(token="link", code=" 123456 ", now=NOW) is CodeCheck.RIGHT
    for _ in range(MOST_ATTEMPTS - 1):
        assert invitations.check_code(token="link", code="000000", now=NOW) is CodeCheck.WRONG
    assert invitations.check_code(token="link", code="123456", now=NOW) is CodeCheck.VOID


@pytest.mark.usefixtures("_case")
def test_a_used_invitation_is_void() -> None:
    invite()
    assert invitations.use_invitation(case_id="c", participant="father", now=NOW)
    assert not invitations.use_invitation(case_id="c", participant="father", now=NOW)
    assert invitations.check_code(token="link", code="123456", now=NOW) is CodeCheck.VOID
    assert invitations.invitation(token="link", now=NOW) is None
    assert [one.used_at for one in invitations.invitations_of(case_id="c")] == [NOW]


@pytest.mark.usefixtures("_case")
def test_a_new_invitation_makes_the_former_link_void() -> None:
    invite()
    invitations.check_code(token="link", code="000000", now=NOW)
    invite("new link", "654321")
    assert invitations.check_code(token="link", code="123456", now=NOW) is CodeCheck.VOID
    assert invitations.check_code(token="new link", code="123456", now=NOW) is CodeCheck.WRONG
    assert invitations.check_code(token="new link", code="654321", now=NOW) is CodeCheck.RIGHT


@pytest.mark.usefixtures("_case")
def test_the_code_of_one_participant_does_not_fit_another() -> None:
    invite()
    invite("other", "222222", "mother")
    assert invitations.check_code(token="other", code="123456", now=NOW) is CodeCheck.WRONG
