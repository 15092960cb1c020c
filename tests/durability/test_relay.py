"""T7: the way of messages loses, doubles and delays, and workers die with mail in hand; every reader has each once."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.durability.databases import CHAOS
from tests.durability.invariants import assert_invariants
from tests.storage.given import CIPHER, add
from tests.usecases.conftest import definitions, installation, registers_url
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.core.errors import PlatformError, Text
from yijian.ports import Message
from yijian.storage.messages import NewMessage
from yijian.storage.models import Delivery
from yijian.storage.transactions import in_transaction
from yijian.usecases import advance

__all__ = ["definitions", "registers_url"]

MESSAGES = 100_000 if CHAOS else 200


class Dies(BaseException):
    """The worker is killed while it sends."""


@dataclass
class BadWay:
    """`ports.Notifier`: one in ten is lost, one in ten arrives although the sender is told that it did not, of some the
    sender dies, and mail overtakes other mail.

    A reader's mail program shows what has one Message-ID once.
    """

    chance: random.Random
    under_way: list[Message] = field(default_factory=list)
    arrived: Counter[str] = field(default_factory=Counter)
    shown: dict[str, Message] = field(default_factory=dict)

    def send(self, message: Message) -> None:
        fate = self.chance.random()
        if fate < 0.1:
            raise PlatformError(port="mail", reason="lost")
        self.under_way.append(message)
        if len(self.under_way) > 7:
            self.arrive()
        if fate < 0.2:
            raise PlatformError(port="mail", reason="arrived, but the answer did not")
        if fate < 0.23:
            raise Dies

    def arrive(self) -> None:
        """One of those under way arrives, whichever."""
        message = self.under_way.pop(self.chance.randrange(len(self.under_way)))
        self.arrived[message.id] += 1
        assert self.shown.setdefault(message.id, message) == message, "one id, two messages"


@pytest.mark.django_db
def test_every_message_is_shown_once_whatever_happens_on_the_way(
    registers_url: str, definitions: CompiledDefinitions, tmp_path: Path
) -> None:
    world, chance = installation(registers_url, definitions, tmp_path), random.Random(7)
    way = BadWay(chance)
    ports = replace(world.ports, notifier=way, cipher=CIPHER)
    sent = 0
    while sent < MESSAGES:
        several = tuple(
            NewMessage(
                subject=Text(f"第 {sent + n}", f"No. {sent + n}"),
                body=Text("好", "Well"),
                address="x@example.org",
            )
            for n in range(chance.randint(1, 4))
        )
        case, key = f"case-{sent % 50}", f"key-{sent}"
        in_transaction(lambda: add(case, key, messages=several, now=world.clock.now()))  # noqa: B023 # at once
        sent += len(several)
    rounds = 0
    while Delivery.objects.filter(settled_at=None).exists():
        with suppress(Dies):
            advance.deliver_messages(ports=ports)
        world.clock.move(timedelta(minutes=chance.choice((0, 0, 0, 1, 10))))
        rounds += 1
        assert rounds < 100 * MESSAGES, "I5: messages are lost"
    while way.under_way:
        way.arrive()
    assert {message.subject for message in way.shown.values()} == {f"第 {n}" for n in range(sent)}
    assert len(way.shown) == sent, "a message has two ids"
    assert max(way.arrived.values()) > 1, "the way did double some"
    assert not any(
        message.id in message.to + message.subject or "case" in message.id for message in way.shown.values()
    )
    assert_invariants(all_delivered=True)
