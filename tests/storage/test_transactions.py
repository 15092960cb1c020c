"""A conflict is tried again, anything else rolls back and passes; every database complaint has a name."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)

from tests.storage.given import given_case
from yijian.storage import crash_points, journal, transactions
from yijian.storage.crash_points import CRASH_POINTS, crash_point
from yijian.storage.errors import (
    ConstraintBroken,
    StorageBusy,
    StorageUnavailable,
    VersionConflict,
    storage_error_of,
)
from yijian.storage.models import Artefact, NumberSeries, Task


def conflicting(times: int) -> list[int]:
    """Work that meets a conflict so many times, after having written something."""
    runs: list[int] = []

    def work() -> int:
        runs.append(len(runs))
        NumberSeries.objects.create(series=f"run {len(runs)}", last=1)
        if len(runs) <= times:
            raise VersionConflict(case_id="c", expected=1)
        return len(runs)

    try:
        transactions.in_transaction(work, attempts=3)
    except VersionConflict:
        runs.append(-1)
    return runs


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("times", "runs"), [(0, [0]), (2, [0, 1, 2]), (3, [0, 1, 2, -1])])
def test_a_conflict_is_tried_again_as_often_as_told(times: int, runs: list[int]) -> None:
    assert conflicting(times) == runs
    kept = list(NumberSeries.objects.values_list("series", flat=True))
    assert kept == ([] if runs[-1] == -1 else [f"run {times + 1}"])


@pytest.mark.django_db(transaction=True)
def test_inside_another_transaction_there_is_one_attempt() -> None:
    with transaction.atomic():
        assert conflicting(1) == [0, -1]


@pytest.mark.django_db(transaction=True)
def test_other_errors_roll_back_and_pass() -> None:
    def work() -> None:
        NumberSeries.objects.create(series="s", last=1)
        raise KeyError("a defect")

    with pytest.raises(KeyError):
        transactions.in_transaction(work)
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_lost_connection_the_next_transaction_has_a_new_one() -> None:
    def lose() -> None:
        Artefact.objects.count()
        raise OperationalError("server closed the connection unexpectedly")

    with pytest.raises(StorageUnavailable):
        transactions.in_transaction(lose)
    assert connection.connection is None
    assert transactions.in_transaction(Artefact.objects.count) == 0


def test_without_attempts_nothing_is_done() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        transactions.in_transaction(lambda: None, attempts=0)


class _Complaint(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__("…")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "cause", "kind"),
    [
        (OperationalError("database is locked"), sqlite3.OperationalError(), StorageBusy),
        (OperationalError("deadlock detected\nDETAIL: …"), _Complaint("40P01"), StorageBusy),
        (OperationalError("could not serialize access"), _Complaint("40001"), StorageBusy),
        (OperationalError("canceling statement due to lock timeout"), _Complaint("55P03"), StorageBusy),
        (OperationalError("canceling statement"), _Complaint("57014"), StorageUnavailable),
        (OperationalError("disk full"), _Complaint("53100"), StorageUnavailable),
        (OperationalError("terminating connection"), _Complaint("57P01"), StorageUnavailable),
        (OperationalError("database or disk is full"), None, StorageUnavailable),
        (InterfaceError("connection already closed"), None, StorageUnavailable),
        (DataError("value too long for type character varying(100)"), _Complaint("22001"), ConstraintBroken),
        (IntegrityError("UNIQUE constraint failed: storage_case.number"), None, ConstraintBroken),
    ],
)
def test_every_complaint_of_a_database_has_a_name(
    error: DatabaseError, cause: BaseException | None, kind: type[Exception]
) -> None:
    error.__cause__ = cause
    named = storage_error_of(error)
    assert type(named) is kind
    assert "\n" not in str(named)
    assert named.retryable == (kind is not ConstraintBroken)


@pytest.mark.django_db(transaction=True)
def test_a_row_of_a_case_that_does_not_exist_is_refused_at_the_latest_at_commit() -> None:
    def work() -> None:
        Task.objects.create(
            case_id="none",
            key="t",
            service="s",
            authority="a",
            status="x",
            open=True,
            clock_runs=False,
        )

    with pytest.raises(ConstraintBroken):
        transactions.in_transaction(work)


@pytest.mark.django_db
def test_crash_points_do_nothing_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YIJIAN_CRASH_AT", raising=False)
    given_case("one", commands=2)
    monkeypatch.setenv("YIJIAN_CRASH_AT", "journal.written:1000")
    given_case("other", commands=2)
    assert [len(journal.entries(case_id=case_id)) for case_id in ("one", "other")] == [2, 2]


def test_a_crash_point_must_be_listed() -> None:
    with pytest.raises(ValueError, match="not listed"):
        crash_point("nowhere")


def test_a_crash_point_kills_at_the_passing_it_names() -> None:
    """The module alone, in a process of its own: no Django, no clean-up."""
    program = (
        f"import sys, importlib.util as u; s = u.spec_from_file_location('c', {crash_points.__file__!r});"
        "m = u.module_from_spec(s); s.loader.exec_module(m)\n"
        "for n in range(3): print(n, flush=True); m.crash_point('journal.written')"
    )
    for wanted, printed in (
        ("journal.written", "0"),
        ("journal.written:3", "0 1 2"),
        ("journal.loaded", "0 1 2"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "YIJIAN_CRASH_AT": wanted},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.split() == printed.split()
        assert done.returncode == (0 if wanted == "journal.loaded" else -9)


def test_crash_points_are_named_once() -> None:
    assert len(set(CRASH_POINTS)) == len(CRASH_POINTS) >= 12
