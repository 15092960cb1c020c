"""T3: PostgreSQL is stopped without warning again and again while processes work; what was acknowledged is there."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.durability.databases import CHAOS, start
from tests.durability.invariants import assert_invariants, told_in
from tests.postgresql_server import PostgresqlServer
from yijian.storage.transactions import drop_connection

pytestmark = pytest.mark.crash

RESTARTS = 100 if CHAOS else 5
CASES, COMMANDS = (60, 400) if CHAOS else (12, 25)


def test_a_database_that_falls_over_again_and_again_loses_nothing(
    postgresql: PostgresqlServer, tmp_path: Path
) -> None:
    chance, acknowledged = random.Random(3), tmp_path / "acknowledged"
    acknowledged.touch()

    def lines() -> int:
        return acknowledged.read_bytes().count(b"\n")

    workers = [
        start("tests.durability.load", CASES, COMMANDS, acknowledged, seed, 1, url=postgresql.url)
        for seed in (1, 2)
    ]
    share = 2 * CASES * COMMANDS // (RESTARTS + 1)  # so that every fall meets work
    for number in range(RESTARTS):
        while lines() < number * share + chance.randint(1, share // 2):
            assert any(worker.poll() is None for worker in workers)
            time.sleep(0.01)
        postgresql.crash()
        time.sleep(chance.uniform(0, 0.3))
        postgresql.serve()
    assert [worker.wait(timeout=600) for worker in workers] == [0, 0]
    drop_connection()  # ours died with the server as well
    told = told_in(acknowledged)
    assert len(told) == CASES * COMMANDS
    assert_invariants(told=told)
