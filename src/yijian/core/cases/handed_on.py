"""What happened to a task on its way: that it was handed on, and that what it rests on was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yijian.core.cases.references import TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A task handed on: by which authority, to which, when, why, and since when the first had had its papers."""

    by: str
    to: str
    at: datetime
    reason: TextRef
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTouching:
    """A change of what a task, or its decision, rests on: which facts, when, and what its authority did about it.

    `dropped`: by the changed plan the task would not be wanted any more.
    """

    paths: tuple[str, ...]
    at: datetime
    dropped: bool = False
    finding: TextRef | None = None
    acknowledged_at: datetime | None = None
