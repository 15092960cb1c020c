"""A message is stored with its command, shown to its reader, and delivered at least once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.storage.given import CIPHER, NOW, OFFICER, add, case_row, given_account, given_case
from yijian.core.errors import Text
from yijian.storage import journal, messages, vault
from yijian.storage.messages import NewMessage, claim_deliveries, messages_of
from yijian.storage.models import Delivery, Message
from yijian.storage.transactions import in_transaction

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def message(**changes: Any) -> NewMessage:
    values: dict[str, Any] = {"subject": Text("要补正", "To correct"), "body": Text("请补照片", "A photo")}
    return NewMessage(**(values | changes))


def test_the_newest_message_is_shown_first() -> None:
    account = given_account().id
    case_id = given_case(
        messages=(message(account=account), message(account=account, subject=Text("二", "2")))
    )
    in_transaction(
        lambda: add(
            case_id, "k", now=NOW + MINUTE, messages=(message(account=account, subject=Text("三", "3")),)
        )
    )
    assert [view.subject and view.subject.en for view in messages_of(account=account, cipher=CIPHER)] == [
        "3",
        "2",
        "To correct",
    ]


def test_somebody_elses_messages_are_not_shown_and_not_marked() -> None:
    account, other = given_account().id, given_account("li").id
    given_case(messages=(message(account=account),))
    (view,) = messages_of(account=account, cipher=CIPHER)
    messages.mark_read(account=other, now=NOW, message_id=view.id)
    assert messages_of(account=other, cipher=CIPHER) == ()
    assert messages.unread_count(account=account) == 1


def test_a_message_is_read_once() -> None:
    account = given_account().id
    given_case("c/1", messages=(message(account=account), message(account=account)))
    first = messages_of(account=account, cipher=CIPHER)[0]
    messages.mark_read(account=account, now=NOW, message_id=first.id)
    assert messages.unread_count(account=account) == 1
    messages.mark_read(account=account, now=NOW + MINUTE)
    assert messages.unread_count(account=account) == 0
    read = {view.id: view.read_at for view in messages_of(account=account, cipher=CIPHER)}
    assert read[first.id] == NOW


def test_words_and_address_are_sealed() -> None:
    given_case(messages=(message(address="secret@example.org"),))
    row = Message.objects.get()
    assert b"secret" not in bytes(row.sealed)


def test_a_delivery_has_the_words_in_the_language_of_the_person() -> None:
    account = given_account().id
    given_case("c", messages=(message(account=account, language="en"), message(address="x@example.org")))
    one, other = sorted(claim_deliveries(now=NOW, cipher=CIPHER), key=lambda outgoing: outgoing.id)
    assert (one.id, one.to, one.subject, one.body) == (
        "c/1/1/mail",
        "wang@example.org",
        "To correct",
        "A photo",
    )
    assert (other.to, other.subject, other.attempts) == ("x@example.org", "要补正", 1)


def test_a_message_that_is_only_shown_is_not_delivered() -> None:
    given_case(messages=(message(account=given_account().id, mail=False),))
    assert claim_deliveries(now=NOW, cipher=CIPHER) == ()


def test_a_claimed_delivery_is_left_alone_until_the_claim_runs_out() -> None:
    given_case(messages=(message(address="x@example.org"),))
    assert len(claim_deliveries(now=NOW, cipher=CIPHER, claim=MINUTE)) == 1
    assert claim_deliveries(now=NOW + MINUTE / 2, cipher=CIPHER) == ()
    (again,) = claim_deliveries(now=NOW + MINUTE, cipher=CIPHER)
    assert again.attempts == 2


def test_a_settled_delivery_never_comes_back() -> None:
    given_case(messages=(message(address="x@example.org"),))
    (outgoing,) = claim_deliveries(now=NOW, cipher=CIPHER)
    messages.settle_delivery(message=outgoing, now=NOW)
    messages.postpone_delivery(message=outgoing, until=NOW, problem="late")
    assert claim_deliveries(now=NOW + timedelta(days=1), cipher=CIPHER) == ()
    row = Delivery.objects.get()
    assert (row.delivered, row.problem, row.settled_at) == (True, "", NOW)


@pytest.mark.parametrize("why", ["no address", "values forgotten"])
def test_what_cannot_be_delivered_at_all_is_settled_with_the_reason(why: str) -> None:
    account = given_account(email="" if why == "no address" else "wang@example.org").id
    case_id = given_case(messages=(message(account=account),))
    if why == "values forgotten":
        vault.destroy_key(case_id=case_id, now=NOW)
    assert claim_deliveries(now=NOW, cipher=CIPHER) == ()
    row = Delivery.objects.get()
    assert (row.settled_at, row.delivered, row.problem) == (NOW, False, why)


def test_messages_need_the_cipher() -> None:
    case_id = given_case()
    loaded = journal.load(case_id=case_id, key="k")
    with pytest.raises(ValueError, match="cipher"):
        journal.append(
            loaded=loaded,
            actor=OFFICER,
            command="Add",
            events=[],
            state={},
            row=case_row(),
            now=NOW,
            messages=(message(),),
        )
