"""Who made accounts of staff and who took them away: written down with the act, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yijian.storage.errors import storage_errors
from yijian.storage.models import StaffAct


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffActRow:
    """One act: `act` is `appointed` or `disabled`; `by` is the account of the operating system that did it."""

    at: datetime
    act: str
    username: str
    kind: str
    authority: str | None
    by: str


def record_staff_act(*, act: StaffActRow) -> None:
    """Write it down, in the transaction of the act."""
    with storage_errors():
        StaffAct.objects.create(**{name: getattr(act, name) for name in StaffActRow.__slots__})


def staff_acts() -> tuple[StaffActRow, ...]:
    """Every act, newest first."""
    return tuple(
        StaffActRow(**{name: getattr(row, name) for name in StaffActRow.__slots__})
        for row in StaffAct.objects.order_by("-at", "-id")
    )
