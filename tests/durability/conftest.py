"""PostgreSQL servers of a test's own, which it may hurt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.durability.databases import working_on
from tests.postgresql_server import PostgresqlServer


@pytest.fixture
def postgresql(django_db_blocker: DjangoDbBlocker) -> Iterator[PostgresqlServer]:
    """A server that syncs every commit; this process works on it."""
    server = PostgresqlServer(durable=True)
    server.start()
    try:
        with django_db_blocker.unblock(), working_on(server.url):
            yield server
    finally:
        server.stop()
