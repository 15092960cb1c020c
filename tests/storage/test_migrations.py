"""The migrations make exactly the tables that the models say, in one line."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from yijian.storage import journal_sql
from yijian.storage.models import Case, Journal


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "storage", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_migrations_are_linear() -> None:
    loader = MigrationLoader(connection)
    assert len(loader.graph.leaf_nodes("storage")) == 1


def test_the_hand_written_statements_name_every_column() -> None:
    """A new column of a model must be written by the hot path too."""
    columns = {field.column for field in Case._meta.concrete_fields}
    assert set(journal_sql._STATE_COLUMNS) == columns - {"case_id", "opening_key", "query_code_hash"}
    columns = {field.column for field in Journal._meta.concrete_fields if field.column}
    assert set(journal_sql._JOURNAL_COLUMNS) == columns
