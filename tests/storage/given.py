"""Cases and commands for the tests of storage: a case whose state is the sum of what its events add."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from yijian.connectors.cipher import MasterKeyCipher
from yijian.storage import journal, vault
from yijian.storage.accounts import AccountKind, AccountView, create_account
from yijian.storage.case_rows import CaseRow, TaskRow
from yijian.storage.chain import ActedBy
from yijian.storage.errors import NothingStored
from yijian.storage.transactions import in_transaction

NOW = datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=UTC)
CIPHER = MasterKeyCipher(bytes(range(32)))
OFFICER = ActedBy(kind="officer", account="7", authority="police")


def case_row(**changes: Any) -> CaseRow:
    """The columns of a newborn's case."""
    values: dict[str, Any] = {
        "life_event": "newborn",
        "one_thing": "a" * 64,
        "region": "430100",
        "lead": "health",
        "status": "draft",
        "final": False,
        "applicant": None,
        "started_at": NOW,
    }
    return CaseRow(**(values | changes))


def task_row(key: str = "police.birth-registration", **changes: Any) -> TaskRow:
    """The police's part of it."""
    values: dict[str, Any] = {
        "key": key,
        "service": key.partition("[")[0],
        "authority": "police",
        "status": "dispatched",
        "open": True,
    }
    return TaskRow(**(values | changes))


def fold(events: tuple[Any, ...]) -> Any:
    """The state that the events of these tests make."""
    return {"sum": sum(event["add"] for event in events), "events": len(events)}


def add(case_id: str, key: str, *, amount: int = 1, row: CaseRow | None = None, **more: Any) -> int:
    """Carry out one command in the surrounding transaction, opening the case if need be; the version it has given."""
    now = more.pop("now", NOW)
    loaded = journal.load_opened(key=key)
    if loaded is None:
        try:
            loaded = journal.load(case_id=case_id, key=key)
        except NothingStored:
            loaded = journal.unopened(case_id=case_id, key=key)
            vault.create_key(case_id=case_id, cipher=CIPHER)
    if loaded.answered is not None:
        return loaded.answered.version
    before = loaded.state or {"sum": 0, "events": 0}
    return journal.append(
        loaded=loaded,
        actor=OFFICER,
        command="Add",
        events=[{"add": amount, "名": "甲"}],
        state={"sum": before["sum"] + amount, "events": before["events"] + 1},
        row=row or case_row(),
        now=now,
        cipher=CIPHER,
        **more,
    )


def given_case(case_id: str = "430100-20261124-000001", *, commands: int = 1, **more: Any) -> str:
    """A case with so many commands, the last with what is given."""
    for number in range(1, commands + 1):
        last = more if number == commands else {}
        in_transaction(lambda: add(case_id, f"{case_id}:{number}", amount=number, **last))  # noqa: B023 # called at once
    return case_id


def given_account(username: str = "wang", **more: Any) -> AccountView:
    """An applicant."""
    values: dict[str, Any] = {
        "username": username,
        "password": None,
        "kind": AccountKind.APPLICANT,
        "display_name": "王芳",
        "email": f"{username}@example.org",
        "now": NOW,
    }
    return create_account(**(values | more))


@contextmanager
def undone() -> Iterator[None]:
    """What is changed inside is rolled back: for tampering, and for the examples of a property."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
