"""That staff read personal data is recorded: before they get them, once a day for the same thing.

A second look at the same page on the same day tells the applicant nothing new and would bury what does; a value that
was not there at the first look, or has changed since, is recorded again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from yijian.core.errors import Text
from yijian.core.planning.local_time import local_date, start_of_day
from yijian.ports import Ports
from yijian.storage import access_log
from yijian.storage.access_log import Access
from yijian.storage.chain import ActedBy
from yijian.usecases.permissions import Actor
from yijian.usecases.views import FieldView

PURPOSES: Final = {
    "document": Text("查看材料", "look at a paper"),
    "task": Text("办理自己的事项", "handle their own service"),
    "pre_check": Text("统一预审", "do the joint pre-check"),
    "collect": Text("代收材料、核对形式", "collect papers and check their form"),
    "archive": Text("归档", "archive the case"),
}
"""To what end personal data are read, by the word in the access log."""
READERS: Final = {
    "officer": Text("经办", "case officer"),
    "coordinator": Text("牵头", "coordinator"),
    "collector": Text("代收窗口", "window that collects"),
    "supervisor": Text("负责人", "head"),
    "operator": Text("管理员", "operator"),
    "auditor": Text("审计", "auditor"),
}
"""In which role, by the kind of actor."""


def record_reading(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str | None,
    concepts: tuple[str, ...],
    purpose: str,
    newest: datetime | None,
) -> None:
    """Record that the actor reads `concepts`, unless an entry of today says so already.

    `newest`: when the latest of what is read came in; an entry from before that time does not count.
    """
    now = ports.clock.now()
    today = start_of_day(local_date(now))
    access = Access(
        at=now,
        case_id=case_id,
        task=task,
        reader=ActedBy(kind=actor.kind.value, account=actor.account, authority=actor.authority),
        concepts=concepts,
        purpose=purpose,
    )
    since = today if newest is None else max(today, newest)
    if not access_log.was_recorded(access=access, since=since):
        access_log.record_access(access=access)


def record_fields_read(
    *, actor: Actor, ports: Ports, case_id: str, task: str | None, fields: Iterable[FieldView], purpose: str
) -> None:
    """As `record_reading`, of the fields that are known."""
    known = [field for field in fields if field.known]
    record_reading(
        actor=actor,
        ports=ports,
        case_id=case_id,
        task=task,
        concepts=tuple(field.field.fact for field in known),
        purpose=purpose,
        newest=max((field.provenance.at for field in known if field.provenance), default=None),
    )
