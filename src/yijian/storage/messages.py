"""Messages to people about their cases: shown in the message centre, delivered by mail at least once.

They are written in the transaction of the command that causes them. What they say and to which address they go is
sealed under the key of the case, so they are forgotten with it. A receiver may get a message twice and knows it by
`OutgoingMessage.id`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet

from yijian.core.errors import Text
from yijian.ports import Cipher
from yijian.storage import vault
from yijian.storage.chain import json_text
from yijian.storage.crash_points import crash_point
from yijian.storage.errors import KeyDestroyed, storage_errors
from yijian.storage.locking import unclaimed
from yijian.storage.models import Delivery, Message

CLAIM: Final = timedelta(minutes=2)
"""How long a claimed delivery is left to the worker that claimed it."""
MAIL: Final = "mail"
"""The channel of e-mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message to somebody: an `account` (shown in its message centre, mailed to its address) or an `address`.

    `mail` False: only shown.
    """

    subject: Text
    body: Text
    account: str | None = None
    address: str = ""
    language: str = "zh-hans"
    mail: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message in the centre. `id` names it; subject and body are None where the case's values were forgotten."""

    id: str
    case_id: str
    at: datetime
    read_at: datetime | None
    subject: Text | None
    body: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """A delivery claimed by this worker, with its words in the language of the person.

    `id` is the same at every attempt.
    """

    id: str
    case_id: str
    version: int
    ordinal: int
    channel: str
    attempts: int
    to: str
    subject: str
    body: str


def put_messages(
    *, case_id: str, version: int, messages: Iterable[NewMessage], cipher: Cipher, now: datetime
) -> None:
    """Store the messages of one command. Raises NothingStored, KeyDestroyed: the case needs its key."""
    key = vault.wrapped_key(case_id=case_id)
    rows, deliveries = [], []
    for ordinal, message in enumerate(messages, start=1):
        content = {
            "to": message.address,
            "subject": [message.subject.zh, message.subject.en],
            "body": [message.body.zh, message.body.en],
        }
        rows.append(
            Message(
                case_id=case_id,
                version=version,
                ordinal=ordinal,
                account_id=message.account,
                language=message.language,
                sealed=cipher.seal(
                    key, json_text(content).encode(), context=_context(case_id, version, ordinal)
                ),
                at=now,
            )
        )
        if message.mail:
            deliveries.append(
                Delivery(case_id=case_id, version=version, ordinal=ordinal, channel=MAIL, claimable_at=now)
            )
    with storage_errors():
        Message.objects.bulk_create(rows)
        Delivery.objects.bulk_create(deliveries)


def messages_of(*, account: str, cipher: Cipher, limit: int = 100) -> tuple[MessageView, ...]:
    """The newest messages to an account, newest first."""
    rows = Message.objects.filter(account_id=account).order_by("-at", "case_id", "-version", "-ordinal")[
        :limit
    ]
    keys: dict[str, bytes | None] = {}
    views = []
    for row in rows:
        if row.case_id not in keys:
            keys[row.case_id] = _key_or_none(row.case_id)
        _, subject, body = _opened(row, keys[row.case_id], cipher)
        views.append(
            MessageView(
                id=_id_of(row),
                case_id=row.case_id,
                at=row.at,
                read_at=row.read_at,
                subject=subject,
                body=body,
            )
        )
    return tuple(views)


def unread_count(*, account: str) -> int:
    """How many messages an account has not read."""
    return Message.objects.filter(account_id=account, read_at=None).count()


def mark_read(*, account: str, now: datetime, message_id: str | None = None) -> None:
    """The account has read one message, or all; the first time counts."""
    rows = Message.objects.filter(account_id=account, read_at=None)
    if message_id is not None:
        case_id, version, ordinal = message_id.rsplit("/", 2)
        rows = rows.filter(case_id=case_id, version=version, ordinal=ordinal)
    rows.update(read_at=now)


def claim_deliveries(
    *, now: datetime, cipher: Cipher, limit: int = 100, claim: timedelta = CLAIM
) -> tuple[OutgoingMessage, ...]:
    """At most `limit` messages to deliver now, claimed by nobody else, the longest waiting first.

    One that cannot be delivered at all (no address, values forgotten) is settled on the way and not returned.
    """
    with storage_errors(), transaction.atomic():
        rows = unclaimed(Delivery.objects.filter(settled_at=None, claimable_at__lte=now), limit=limit)
        if rows:
            Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
                claimable_at=now + claim, attempts=F("attempts") + 1
            )
        outgoing = [_outgoing(row, cipher, now) for row in rows]
    crash_point("deliveries.claimed")
    return tuple(one for one in outgoing if one is not None)


def settle_delivery(*, message: OutgoingMessage, now: datetime) -> None:
    """The message was handed over."""
    _delivery(message).filter(settled_at=None).update(settled_at=now, delivered=True, problem="")
    crash_point("deliveries.settled")


def postpone_delivery(*, message: OutgoingMessage, until: datetime, problem: str) -> None:
    """It could not be handed over: try again at `until`."""
    _delivery(message).filter(settled_at=None).update(claimable_at=until, problem=problem[:500])


def _outgoing(row: Delivery, cipher: Cipher, now: datetime) -> OutgoingMessage | None:
    message = Message.objects.select_related("account").get(
        case_id=row.case_id, version=row.version, ordinal=row.ordinal
    )
    address, subject, body = _opened(message, _key_or_none(row.case_id), cipher)
    to = address or (message.account.email if message.account else "")
    if subject is None or body is None or not to:
        problem = "no address" if subject else "values forgotten"
        Delivery.objects.filter(pk=row.pk).update(settled_at=now, problem=problem)
        return None
    return OutgoingMessage(
        id=f"{_id_of(message)}/{row.channel}",
        case_id=row.case_id,
        version=row.version,
        ordinal=row.ordinal,
        channel=row.channel,
        attempts=row.attempts + 1,
        to=to,
        subject=subject.in_language(message.language),
        body=body.in_language(message.language),
    )


def _delivery(message: OutgoingMessage) -> QuerySet[Delivery, Delivery]:
    return Delivery.objects.filter(
        case_id=message.case_id, version=message.version, ordinal=message.ordinal, channel=message.channel
    )


def _key_or_none(case_id: str) -> bytes | None:
    try:
        return vault.wrapped_key(case_id=case_id)
    except KeyDestroyed:
        return None


def _opened(row: Message, key: bytes | None, cipher: Cipher) -> tuple[str, Text | None, Text | None]:
    if key is None:
        return "", None, None
    context = _context(row.case_id, row.version, row.ordinal)
    content = json.loads(cipher.open(key, bytes(row.sealed), context=context))
    return content["to"], Text(*content["subject"]), Text(*content["body"])


def _id_of(row: Message) -> str:
    return f"{row.case_id}/{row.version}/{row.ordinal}"


def _context(case_id: str, version: int, ordinal: int) -> str:
    return f"message:{case_id}:{version}:{ordinal}"
