"""What can go wrong with what is stored, and how a database's complaint becomes one of these.

StorageError
├── StorageBusy          another transaction was in the way; nothing has changed, try again
│   └── VersionConflict  the case has moved on: read it again, decide again
├── StorageUnavailable   the database cannot be reached, is full or took too long
├── ConstraintBroken     a rule of the tables would be broken
│   ├── UsernameTaken
│   └── IdentityTaken
├── NothingStored        there is no such thing
├── KeyDestroyed         the values of this case were forgotten
└── ArtefactChanged      other content under the hash of a stored artefact
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError

from yijian.core.errors import Text, YijianError


class StorageError(YijianError):
    """Base of what can go wrong with what is stored. `retryable`: the same call may succeed in a moment."""

    code = "STORAGE_ERROR"
    template = Text("存取数据时出了问题：{reason}", "Stored data: {reason}")
    retryable: ClassVar[bool] = False


class StorageBusy(StorageError):
    """Another transaction was in the way (lock, deadlock, serialization). Nothing has changed."""

    code = "STORAGE_BUSY"
    template = Text("系统正忙，请稍后再试（{reason}）", "Busy, please try again ({reason})")
    retryable = True


class VersionConflict(StorageBusy):
    """The case is no longer at the version that was loaded. Load again: `answered` tells whether the key was used."""

    code = "VERSION_CONFLICT"
    template = Text(
        "办件 {case_id} 刚刚有了变化（您看到的是第 {expected} 版），请看过最新情况再办",
        "Case {case_id} has just changed (you saw version {expected}): look at it again",
    )


class StorageUnavailable(StorageError):
    """The database cannot be reached, is full, or took too long. A commit may or may not have happened."""

    code = "STORAGE_UNAVAILABLE"
    template = Text(
        "数据库暂时不能用（{reason}），请稍后再试", "The database cannot be used now ({reason}): try later"
    )
    retryable = True


class ConstraintBroken(StorageError):
    """Something that the tables do not allow; `constraint` names the rule."""

    code = "CONSTRAINT_BROKEN"
    template = Text("数据不符合规定（{constraint}）", "The data break a rule of the tables ({constraint})")


class UsernameTaken(ConstraintBroken):
    """An account of that user name exists."""

    code = "USERNAME_TAKEN"
    template = Text("这个用户名已经有人用了，请换一个", "This user name is taken: choose another")


class IdentityTaken(ConstraintBroken):
    """An account of that person exists."""

    code = "IDENTITY_TAKEN"
    template = Text("这个证件号码已经注册过，请直接登录", "This id number is registered already: sign in")


class NothingStored(StorageError):
    """There is no such thing; `what` says of which kind, `key` which."""

    code = "NOTHING_STORED"
    template = Text("没有存过：{what} {key}", "Not stored: {what} {key}")


class KeyDestroyed(StorageError):
    """The values of a case were forgotten: its key is destroyed. The journal stands."""

    code = "KEY_DESTROYED"
    template = Text(
        "办件 {case_id} 的个人信息已经销毁", "The personal values of case {case_id} have been destroyed"
    )


class ArtefactChanged(StorageError):
    """Other content was to be stored under the hash of a stored artefact."""

    code = "ARTEFACT_CHANGED"
    template = Text(
        "编译结果 {hash} 已经存过，内容不同", "Artefact {hash} is stored already, with other content"
    )


_BUSY_STATES = frozenset({"40001", "40P01", "55P03"})  # serialization failure, deadlock, lock not available
_BUSY_TEXTS = ("database is locked", "database table is locked", "database is busy")
_CONSTRAINTS: dict[str, type[ConstraintBroken]] = {
    "account_username_unique": UsernameTaken,
    "storage_account.username": UsernameTaken,
    "account_identity_unique": IdentityTaken,
    "storage_account.id_number_digest": IdentityTaken,
}
"""By name of the constraint (PostgreSQL, checks of SQLite) or by column (unique constraints of SQLite)."""


def storage_error_of(error: DatabaseError | InterfaceError) -> StorageError:
    """The storage error that a complaint of the database means."""
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    if isinstance(error, IntegrityError):
        constraint = _constraint_of(error, reason)
        return _CONSTRAINTS.get(constraint, ConstraintBroken)(constraint=constraint)
    if isinstance(error, DataError):  # a text too long, a number out of range
        return ConstraintBroken(constraint=reason)
    if getattr(error.__cause__, "sqlstate", None) in _BUSY_STATES or reason in _BUSY_TEXTS:
        return StorageBusy(reason=reason)
    return StorageUnavailable(reason=reason)


def _constraint_of(error: IntegrityError, reason: str) -> str:
    """The constraint's name where the database tells it, else the columns, as SQLite does for unique ones."""
    diagnostics = getattr(error.__cause__, "diag", None)
    name = getattr(diagnostics, "constraint_name", None)
    return str(name) if name else reason.rpartition(": ")[2]


@contextmanager
def storage_errors() -> Iterator[None]:
    """Inside, complaints of the database become storage errors; defects of our own statements stay what they are."""
    try:
        yield
    except (DataError, IntegrityError, OperationalError, InterfaceError) as error:
        raise storage_error_of(error) from error
