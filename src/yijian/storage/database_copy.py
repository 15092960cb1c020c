"""A copy of the SQLite database as it is at one moment, while others go on writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

from django.db import connection

from yijian.core.errors import Text
from yijian.storage.errors import StorageError, storage_errors


class NotOneFile(StorageError):
    """The database is not a file: its server copies it."""

    code = "NOT_ONE_FILE"
    template = Text(
        "数据库是 PostgreSQL，用它自己的工具备份（pg_basebackup 和 WAL 归档），办法见 docs/operating.md",
        "The database is PostgreSQL: back it up with its own tools (pg_basebackup and archived WAL), "
        "see docs/operating.md",
    )


def database_file() -> Path:
    """The file of the database. Raises NotOneFile."""
    if connection.vendor != "sqlite":
        raise NotOneFile
    return Path(str(connection.settings_dict["NAME"]))


def copy_database(to: Path) -> None:
    """Write a whole, consistent copy to a file that does not exist: SQLite's online backup. Raises StorageError.

    Commands that are committed meanwhile are wholly in it or not at all. The copy needs no journal beside it.
    """
    database_file()
    with storage_errors():
        connection.ensure_connection()
        # in one step, as a reader: in the WAL mode nobody waits for it and nothing makes it begin anew
        with closing(sqlite3.connect(to)) as copy:
            cast("sqlite3.Connection", connection.connection).backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
