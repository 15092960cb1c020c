"""T18: whatever a database can complain of becomes a typed error that may be tried again, and then all goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.durability.databases import CHAOS, working_on
from tests.durability.invariants import assert_invariants
from tests.postgresql_server import PostgresqlServer
from tests.storage.given import add, task_row
from tests.storage.test_concurrency import at_once
from yijian.storage import journal
from yijian.storage.errors import StorageBusy, StorageUnavailable, storage_errors
from yijian.storage.models import Case
from yijian.storage.transactions import drop_connection, in_transaction

pytestmark = pytest.mark.crash

TIMES = 100 if CHAOS else 5


def sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def command(case_id: str = "case", key: str = "k", *, text: str = "") -> int:
    return add(case_id, f"{case_id}:{key}", tasks=(task_row(key + text),))


def assert_goes_on(number: int) -> None:
    """The next command is carried out, on a connection that works."""
    told = {("on", f"on:{number}"): in_transaction(lambda: command("on", str(number)))}
    assert_invariants(told=told)


@pytest.mark.usefixtures("postgresql")
class TestPostgresql:
    """The real complaints of a real server."""

    def test_a_statement_that_takes_too_long(self) -> None:
        for number in range(TIMES):

            def slow() -> None:
                command(key=str(number))  # noqa: B023 # called at once
                sql("SET LOCAL statement_timeout = 20")
                sql("SELECT pg_sleep(5)")

            with pytest.raises(StorageUnavailable) as raised:
                in_transaction(slow)
            assert raised.value.retryable
            assert not Case.objects.filter(case_id="case").exists()
            assert_goes_on(number)

    def test_a_lock_that_is_not_given(self) -> None:
        in_transaction(command)
        held, done = Event(), Event()

        def hold() -> None:
            with transaction.atomic():
                sql("SELECT * FROM storage_case WHERE case_id = 'case' FOR UPDATE")
                held.set()
                done.wait(60)
            connection.close()

        holder = Thread(target=hold)
        holder.start()
        held.wait(20)
        try:
            for _ in range(TIMES):

                def wait() -> None:
                    sql("SET LOCAL lock_timeout = 20")
                    command(key="other")

                with pytest.raises(StorageBusy):
                    in_transaction(wait, attempts=2)
        finally:
            done.set()
            holder.join()
        assert_goes_on(0)

    def test_a_deadlock(self) -> None:
        """One of the two is undone and carried out again: both are there."""
        for case_id in ("a", "b"):
            in_transaction(lambda: command(case_id))  # noqa: B023 # called at once
        for number in range(TIMES):
            met, tries = Barrier(2), []

            def work(which: int) -> None:
                first = [True]

                def both() -> None:
                    tries.append(which)  # noqa: B023 # called at once
                    sql("SET LOCAL deadlock_timeout = '50ms'")
                    command("ab"[which], f"{number}:{which}")  # noqa: B023
                    if first:
                        first.clear()
                        met.wait(20)  # noqa: B023
                    command("ba"[which], f"{number}:{which}:2")  # noqa: B023

                in_transaction(both)

            at_once(work, threads=2)
            assert len(tries) >= 3, "one of them was undone and carried out again"
        for case_id in ("a", "b"):
            keys = {entry.key for entry in journal.entries(case_id=case_id)}
            assert len(keys) == 1 + 2 * TIMES
        assert_goes_on(0)

    def test_transactions_that_cannot_be_put_in_an_order(self) -> None:
        in_transaction(command)
        for number in range(TIMES):
            tries = []

            def work() -> int:
                tries.append(1)  # noqa: B023 # called at once
                sql("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
                sql("SELECT version FROM storage_case WHERE case_id = 'case'")
                if len(tries) == 1:  # noqa: B023
                    other = Thread(target=elsewhere)
                    other.start()
                    other.join()
                return command(key=f"{number}")  # noqa: B023

            def elsewhere() -> None:
                in_transaction(lambda: command(key=f"{number} elsewhere"))  # noqa: B023
                connection.close()

            in_transaction(work)
            assert len(tries) == 2
        assert_goes_on(0)

    def test_a_session_that_is_ended_from_outside(self) -> None:
        for number in range(TIMES):

            def ended() -> None:
                command(key=str(number))  # noqa: B023 # called at once
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    (pid,) = cursor.fetchone()
                killer = Thread(target=end, args=(pid,))
                killer.start()
                killer.join()
                sql("SELECT 1")

            def end(pid: int) -> None:
                sql(f"SELECT pg_terminate_backend({pid}, 5000)")
                connection.close()

            with pytest.raises(StorageUnavailable):
                in_transaction(ended)
            assert_goes_on(number)


def test_no_connection_is_left(django_db_blocker: DjangoDbBlocker) -> None:
    server = PostgresqlServer(
        settings={"max_connections": "5", "superuser_reserved_connections": "0", "max_wal_senders": "0"}
    )
    server.start()
    try:
        with django_db_blocker.unblock(), working_on(server.url):
            full, done = Barrier(6), Event()

            def hold() -> None:
                connection.ensure_connection()
                full.wait(60)
                done.wait(60)
                connection.close()

            drop_connection()
            holders = [Thread(target=hold) for _ in range(5)]
            for holder in holders:
                holder.start()
            full.wait(60)
            for _ in range(TIMES):
                with pytest.raises(StorageUnavailable) as raised:
                    in_transaction(command)
                assert raised.value.retryable
            done.set()
            for holder in holders:
                holder.join()
            assert_goes_on(0)
    finally:
        server.stop()


def fill_up(write: Callable[[int], None]) -> int:
    """Write until it fails, and then as often as wanted; how many commands were told to be durable."""
    told = failures = 0
    for number in range(100_000):
        try:
            write(number)
            told += 1
        except StorageUnavailable:  # any other error ends the test
            failures += 1
            if failures == TIMES:
                return told
    raise AssertionError("the disk does not fill up")


def big(number: int) -> int:
    return in_transaction(lambda: add("case", f"key-{number}", amount=number, tasks=(task_row("x" * 90),)))


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_of_sqlite(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with working_on(f"sqlite:///{tmp_path / 'small.sqlite3'}"):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            (pages,) = cursor.fetchone()

        def write(number: int) -> None:
            connection.ensure_connection()
            sql(f"PRAGMA max_page_count = {pages + 20}")  # it counts for one connection
            big(number)

        told = fill_up(write)
        assert told
        drop_connection()  # now there is room again
        assert_invariants(told={("case", f"key-{number}"): number + 1 for number in range(told)})
        assert_goes_on(0)


def may_mount() -> bool:
    """Whether this process may mount a small disk (CAP_SYS_ADMIN): in many containers nobody may."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return bool(int(status["CapEff"], 16) >> 21 & 1)


if may_mount():  # elsewhere the code of the complaint (53100) is tested in tests/storage/test_transactions.py

    def test_a_full_disk_of_postgresql(django_db_blocker: DjangoDbBlocker) -> None:
        server = PostgresqlServer(settings={"min_wal_size": "32MB", "max_wal_size": "32MB"})
        disk = server.directory / "data"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120m,mode=700", "none", disk], check=True)
        try:
            server.own()
            server.start()
            with django_db_blocker.unblock(), working_on(server.url):
                sql("CREATE UNLOGGED TABLE ballast (text text)")
                sql("ALTER TABLE ballast ALTER text SET STORAGE EXTERNAL")
                in_transaction(command)

                def write(number: int) -> None:
                    with storage_errors():
                        sql("INSERT INTO ballast SELECT repeat('x', 1000000) FROM generate_series(1, 2)")

                fill_up(write)
                sql("DROP TABLE ballast")
                assert_goes_on(0)
                assert_invariants(told={("case", "case:k"): 1})
            server.crash()
        finally:
            subprocess.run(["umount", "-l", disk], check=True)
            server.delete()
