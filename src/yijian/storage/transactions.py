"""One command, one transaction; again after a conflict. Many commands, one commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def in_one_commit(works: Sequence[Callable[[], object]]) -> list[Exception | None]:
    """Carry out independent pieces of work with one commit; for each None, or why it was not done.

    A piece that raises is undone alone (a savepoint), the others are durable when this returns. What met a conflict is
    carried out again by itself afterwards, as is everything where the common transaction came to nothing or it is not
    known what it came to: each piece must be a command under a key, which has its effect once. Two callers must take
    common cases in the same order.
    """
    if len(works) < 2:
        return [_outcome(work) for work in works]
    try:
        outcomes = in_transaction(lambda: [_outcome_within(work) for work in works], attempts=1)
    except (StorageBusy, StorageUnavailable):
        return [_outcome(work) for work in works]
    return [
        _outcome(work) if isinstance(outcome, StorageBusy) else outcome
        for work, outcome in zip(works, outcomes, strict=True)
    ]


def drop_connection() -> None:
    """Give the connection of this thread up, as after `StorageUnavailable`; the next use opens a fresh one."""
    connection.close()


def _outcome_within(work: Callable[[], object]) -> Exception | None:
    """As `_outcome`, in a savepoint; where the database itself gives up, the common transaction is over."""
    outcome = _outcome(work)
    if isinstance(outcome, StorageUnavailable):
        raise outcome
    return outcome


def _outcome(work: Callable[[], object]) -> Exception | None:
    """Why a piece of work was not done, in a transaction or savepoint of its own; None: it was."""
    try:
        in_transaction(work)
    except Exception as problem:  # whatever one piece raises must not undo the others
        return problem
    return None
