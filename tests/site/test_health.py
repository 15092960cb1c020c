"""What those who watch over the processes are told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from yijian.storage import database_clock
from yijian.storage.readiness import TablesState, tables_state

pytestmark = pytest.mark.django_db


def test_a_process_with_its_tables_is_live_and_ready(client: Client) -> None:
    assert client.get("/health/live/").json() == {"live": True}
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "tables": "ready"})


def test_tables_of_an_older_program_are_not_ready(client: Client) -> None:
    """As when the program is new and nobody has carried out its migrations."""
    with connection.cursor() as cursor:
        cursor.execute("select max(name) from django_migrations where app = 'storage'")
        (newest,) = cursor.fetchone()
        cursor.execute("delete from django_migrations where app = 'storage' and name = %s", [newest])
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "tables": "old"})
    assert client.get("/health/live/").status_code == 200


def test_a_process_whose_clock_is_not_that_of_the_database_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_clock, "database_now", lambda: datetime(2026, 1, 1, tzinfo=UTC))
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()["clock"]) == (503, "differs")


def test_a_database_that_is_away_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert tables_state() is TablesState.AWAY


def test_nothing_can_be_sent_there(client: Client) -> None:
    assert client.post("/health/ready/").status_code == 405
