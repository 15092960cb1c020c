"""T16: the machine of the database is lost; its synchronous standby takes over with everything that was acknowledged."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.durability.databases import CHAOS, start, working_on
from tests.durability.invariants import assert_invariants, told_in
from tests.postgresql_server import PostgresqlServer

pytestmark = pytest.mark.crash

PROMOTIONS = 20 if CHAOS else 1
CASES, COMMANDS = (20, 40) if CHAOS else (10, 15)
SYNCHRONOUS = {
    "wal_level": "replica",
    "max_wal_senders": "5",
    "synchronous_commit": "on",
    "synchronous_standby_names": "*",
    "hot_standby": "on",
}


@contextmanager
def served(server: PostgresqlServer) -> Iterator[PostgresqlServer]:
    try:
        yield server
    finally:
        server.stop()


def standby_of(primary: PostgresqlServer) -> PostgresqlServer:
    """A copy of a server that serves, which follows it."""
    standby = PostgresqlServer(durable=True, settings=SYNCHRONOUS)
    primary.run_on(standby.data, "pg_basebackup", "-d", primary.url, "-R", "-X", "stream", "-c", "fast")
    standby.serve()
    return standby


def wait_until_synchronous() -> None:
    """Until the standby has said that it has what there is: from now on a commit waits for it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
            if cursor.fetchone() == (1,):
                return
        time.sleep(0.05)
    raise AssertionError("the standby does not follow")


@pytest.mark.parametrize("number", range(PROMOTIONS))
def test_the_standby_has_everything_that_was_acknowledged(
    number: int, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    acknowledged = tmp_path / "acknowledged"
    acknowledged.touch()

    def workers(url: str) -> list[subprocess.Popen[bytes]]:
        return [
            start("tests.durability.load", CASES, COMMANDS, acknowledged, 10 * number + seed, 1, url=url)
            for seed in (1, 2)
        ]

    primary = PostgresqlServer(durable=True, settings=SYNCHRONOUS | {"synchronous_standby_names": ""})
    primary.start()
    with served(primary), django_db_blocker.unblock():
        with working_on(primary.url):
            standby = standby_of(primary)
        with served(standby):
            primary.crash()
            primary.settings = SYNCHRONOUS
            primary.serve()
            with working_on(primary.url):
                wait_until_synchronous()
            before = workers(primary.url)
            while acknowledged.read_bytes().count(b"\n") < CASES * COMMANDS * (1 + number % 3) // 4:
                time.sleep(0.01)
            primary.crash()
            for worker in before:
                worker.kill()
                worker.wait()
            standby.run("pg_ctl", "-w", "promote")
            standby.crash()
            standby.settings = {}  # it stands alone now
            standby.serve()
            told = told_in(acknowledged)
            with working_on(standby.url, migrate=False):
                assert_invariants(told=told)
                after = workers(standby.url)
                assert [worker.wait(timeout=300) for worker in after] == [0, 0]
                assert_invariants(told=told_in(acknowledged))
            primary.serve()
