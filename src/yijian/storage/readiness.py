"""Whether the tables can be worked with: the database answers, and they are those of this program."""

from __future__ import annotations

from enum import StrEnum

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yijian.storage.errors import StorageBusy, StorageUnavailable, storage_errors


class TablesState(StrEnum):
    """What there is to say of the tables."""

    READY = "ready"
    AWAY = "away"  # the database does not answer
    OLD = "old"  # a migration of this program has not been carried out


def tables_state() -> TablesState:
    """Ask the database now; never raises."""
    try:
        with storage_errors():
            executor = MigrationExecutor(connection)
            missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (StorageBusy, StorageUnavailable):
        return TablesState.AWAY
    return TablesState.OLD if missing else TablesState.READY
