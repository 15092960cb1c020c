"""T4, T5: a command that was carried out although its sender was told otherwise, and commands that arrive many times."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.durability.databases import CHAOS, start
from tests.durability.invariants import assert_invariants, told_in
from tests.durability.load import until_told
from tests.storage.given import add, task_row
from tests.storage.test_crashes import environment
from yijian.storage import transactions
from yijian.storage.errors import StorageUnavailable
from yijian.storage.transactions import in_transaction

COMMANDS = 10_000 if CHAOS else 300


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("share", [0.01, 0.1])
def test_a_commit_whose_sender_sees_an_error_is_found_when_it_sends_again(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit happens, then the connection is lost: sent again under its key, the command is answered, not repeated."""
    chance, lied = random.Random(4), []

    def crash_point(name: str) -> None:
        if name == "transaction.after_commit" and chance.random() < share:
            lied.append(name)
            raise StorageUnavailable(reason="the connection was lost")

    monkeypatch.setattr(transactions, "crash_point", crash_point)
    monkeypatch.setattr("time.sleep", lambda _: None)
    told = {}
    for number in range(COMMANDS):
        case_id, key = f"case-{number % 20}", f"key-{number}"
        told[case_id, key] = until_told(
            lambda: in_transaction(lambda: add(case_id, key, tasks=(task_row(key),)))  # noqa: B023 # called at once
        )
    assert lied
    assert_invariants(told=told)


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
def test_commands_that_arrive_up_to_five_times_from_two_processes_have_one_effect_and_one_answer(
    tmp_path: Path,
) -> None:
    cases, commands = (100, 170) if CHAOS else (10, 25)
    acknowledged = tmp_path / "acknowledged"
    url = environment()["YIJIAN_DATABASE_URL"]
    senders = [
        start("tests.durability.load", cases, commands, acknowledged, seed, 5, url=url) for seed in (1, 2)
    ]
    assert [sender.wait(timeout=3600) for sender in senders] == [0, 0]
    assert len(acknowledged.read_text().splitlines()) > 4 * cases * commands
    assert_invariants(told=told_in(acknowledged))
