"""The databases of the law: DuckDB in this process, PostgreSQL on a server of its own."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import psycopg
import pytest

from tests.agreement.asking import Database
from tests.agreement.tables import Run
from tests.postgresql_server import PostgresqlServer
from yijian.core.feel.query_tree import Dialect


@pytest.fixture(scope="session")
def in_duckdb() -> Iterator[Run]:
    connection = duckdb.connect()
    yield lambda statement: connection.execute(statement).fetchall()
    connection.close()


@pytest.fixture(scope="session")
def in_postgresql() -> Iterator[Run]:
    server = PostgresqlServer()
    server.start()
    try:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("SET jit = off")

            def run(statement: str) -> list[tuple[object, ...]]:
                done = connection.execute(statement.encode())
                return done.fetchall() if done.description else []

            yield run
    finally:
        server.stop()


@pytest.fixture(params=list(Dialect), ids=lambda dialect: dialect.name.lower())
def database(request: pytest.FixtureRequest) -> Database:
    """Each of the two databases."""
    name = "in_duckdb" if request.param is Dialect.DUCKDB else "in_postgresql"
    return Database(request.getfixturevalue(name), request.param)
