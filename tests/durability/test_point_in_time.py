"""T17: base backup and write-ahead log bring the database back as it was at any moment: all of a command, or nothing."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.durability.databases import CHAOS, start, working_on
from tests.durability.invariants import assert_invariants, told_in
from tests.postgresql_server import PostgresqlServer
from yijian.storage.models import Journal

pytestmark = pytest.mark.crash

RESTORES = 10 if CHAOS else 2
CASES, COMMANDS = 20, 1000
"""More than there is time for: the processes work until the last position is taken."""


def position() -> str:
    """Where the write-ahead log is now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_flush_lsn()")
        (found,) = cursor.fetchone()
    return str(found)


def wait_for(acknowledged: Path, *, more: int) -> None:
    """Until so many commands more were acknowledged."""
    wanted = acknowledged.read_bytes().count(b"\n") + more
    while acknowledged.read_bytes().count(b"\n") < wanted:
        time.sleep(0.005)


def wait_until_archived() -> None:
    """Until all that was written so far lies in the archive."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_walfile_name(pg_switch_wal())")
        (segment,) = cursor.fetchone()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            cursor.execute("SELECT coalesce(last_archived_wal, '') >= %s FROM pg_stat_archiver", [segment])
            if cursor.fetchone() == (True,):
                return
            time.sleep(0.05)
    raise AssertionError("the log is not archived")


def test_a_restore_to_any_position_has_what_was_acknowledged_before_and_nothing_half(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    chance, acknowledged = random.Random(17), tmp_path / "acknowledged"
    acknowledged.touch()
    server = PostgresqlServer(durable=True)
    archive = server.directory / "archive"
    archive.mkdir(mode=0o777)
    archive.chmod(0o777)
    server.settings = {
        "wal_level": "replica",
        "archive_mode": "on",
        "archive_command": f"cp %p {archive}/%f",
        "max_wal_senders": "5",
    }
    server.start()
    backup = PostgresqlServer(durable=True)
    try:
        with django_db_blocker.unblock(), working_on(server.url):
            workers = [
                start("tests.durability.load", CASES, COMMANDS, acknowledged, seed, 1, url=server.url)
                for seed in (1, 2)
            ]
            while not acknowledged.read_bytes():
                time.sleep(0.01)
            server.run_on(backup.data, "pg_basebackup", "-d", server.url, "-X", "none", "-c", "fast")
            moments = []
            for _ in range(RESTORES):
                wait_for(acknowledged, more=chance.randint(10, 80))
                told = acknowledged.read_text().rpartition("\n")[0]  # first what was told, then the position
                moments.append((position(), told))
            wait_for(acknowledged, more=20)
            for worker in workers:
                worker.kill()
                worker.wait()
            wait_until_archived()
            entries = Journal.objects.count()
            for lsn, told in moments:
                restored = backup.copy()
                restored.settings = {
                    "restore_command": f"cp {archive}/%f %p",
                    "recovery_target_lsn": lsn,
                    "recovery_target_action": "promote",
                }
                (restored.data / "recovery.signal").touch()
                restored.own()
                restored.serve()
                (tmp_path / "told").write_text(told)
                try:
                    with working_on(restored.url, migrate=False):
                        assert_invariants(told=told_in(tmp_path / "told"))
                        count = Journal.objects.count()
                        assert len(told_in(tmp_path / "told")) <= count
                        assert count < entries, "it was brought back to an earlier moment"
                finally:
                    restored.stop()
    finally:
        server.stop()
        backup.delete()
