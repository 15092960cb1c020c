"""A life of a case for the crash tests: a process of its own lives it until it is killed.

It prints a line after each step whose effect it was told is durable.
"""

from __future__ import annotations

from datetime import timedelta

from tests.storage.given import CIPHER, NOW, add, task_row
from yijian.core.errors import Text
from yijian.core.vocabulary.provenance import Provenance, ProvenanceKind, ProvidedFact
from yijian.storage import messages, timers, vault
from yijian.storage.messages import NewMessage
from yijian.storage.timers import WantedTimer
from yijian.storage.transactions import in_transaction

CASE = "430100-20261124-000001"
STEPS = ("opened", "told", "corrected", "fired", "delivered")
"""What is printed. Each of the first three is one command; `fired` is the fourth."""


def live(*, now: timedelta = timedelta(0)) -> None:
    """All steps; those that were done before are found done."""
    moment = NOW + now
    in_transaction(_open)
    done("opened")
    in_transaction(lambda: _tell("told", amount=2, subject="a"))
    done("told")
    in_transaction(lambda: _tell("corrected", amount=3, subject="b"))
    done("corrected")
    for timer in timers.claim_due(now=moment):
        in_transaction(lambda: _fire(timer))  # noqa: B023 # called at once
    done("fired")
    for message in messages.claim_deliveries(now=moment, cipher=CIPHER):
        messages.settle_delivery(message=message, now=moment)
    done("delivered")


def done(step: str) -> None:
    """Tell the test."""
    print(step, flush=True)


def _open() -> None:
    add(CASE, "opened", amount=1)


def _tell(key: str, *, amount: int, subject: str) -> None:
    fact = ProvidedFact(value=subject, provenance=Provenance(kind=ProvenanceKind.ANSWER, source="1", at=NOW))
    words = Text(subject, subject)
    version = add(
        CASE,
        key,
        amount=amount,
        tasks=(task_row(subject),),
        timers=(WantedTimer(kind="red", subject=subject, due=NOW, generation=amount),),
        messages=(NewMessage(subject=words, body=words, address="x@example.org"),),
    )
    if "fact:name" not in {one.key for one in vault.digests_of(case_id=CASE) if one.version == version}:
        vault.put_facts(case_id=CASE, version=version, facts={"name": fact}, cipher=CIPHER)


def _fire(timer: timers.DueTimer) -> None:
    add(CASE, timer.command_key, amount=4, timers=())
    timers.settle(timer=timer)
