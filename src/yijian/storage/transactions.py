"""One command, one transaction; again after a conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import connection, transaction

from yijian.storage.crash_points import crash_point
from yijian.storage.errors import StorageBusy, StorageUnavailable, storage_errors

T = TypeVar("T")


def in_transaction(work: Callable[[], T], *, attempts: int = 5) -> T:
    """The result of `work`, run in one transaction; the changes are durable when it returns.

    After a `VersionConflict` or another `StorageBusy` nothing has changed, and `work` is run anew, up to `attempts`
    times in all: it must load what it decides on. Other errors roll back and pass. After `StorageUnavailable` it is
    not known whether the commit happened: send the command again under the same idempotency key. Inside another
    transaction there is one attempt only: the outer one must begin anew.
    """
    nested = connection.in_atomic_block
    for left in reversed(range(1 if nested else attempts)):
        try:
            with storage_errors(), transaction.atomic():
                crash_point("transaction.begun")
                result = work()
                crash_point("transaction.before_commit")
            crash_point("transaction.after_commit")
            return result
        except StorageBusy:
            if not left:
                raise
        except StorageUnavailable:
            if not nested:
                connection.close()  # the next use opens a fresh one
            raise
    raise ValueError("attempts must be at least 1")
