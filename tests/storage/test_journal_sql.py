"""The statements written by hand keep up with the tables (that the tables keep up with the models: `tests/structure`)."""

from __future__ import annotations

from yijian.storage import journal_sql
from yijian.storage.models import Case, Journal


def test_the_hand_written_statements_name_every_column() -> None:
    """A new column of a model must be written by the hot path too."""
    columns = {field.column for field in Case._meta.concrete_fields}
    assert set(journal_sql._STATE_COLUMNS) == columns - {"case_id", "opening_key", "query_code_hash"}
    columns = {field.column for field in Journal._meta.concrete_fields if field.column}
    assert set(journal_sql._JOURNAL_COLUMNS) == columns
