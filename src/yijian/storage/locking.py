"""How workers share a queue that is a table."""

from __future__ import annotations

from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def unclaimed(queue: QuerySet[Row, Row], *, limit: int) -> list[Row]:
    """At most `limit` rows of a queue, by `claimable_at`, locked until the transaction ends.

    PostgreSQL steps over rows that another worker has locked. SQLite has no row locks: its transaction began with
    BEGIN IMMEDIATE (`site.configuration`), so it is the only one that writes.
    """
    if connection.features.has_select_for_update_skip_locked:
        queue = queue.select_for_update(skip_locked=True)
    return list(queue.order_by("claimable_at")[:limit])
