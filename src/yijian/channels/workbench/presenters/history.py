"""What happened to a case, as staff read it: when, what, and who did it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yijian.core.errors import Text
from yijian.usecases.permissions import ActorKind
from yijian.usecases.staff_views import Doer, HistoryEntry

_ROLES: Final = {
    ActorKind.APPLICANT: Text("申请人", "the applicant"),
    ActorKind.CO_SIGNER: Text("共同签字的人", "the co-signer"),
    ActorKind.VISITOR: Text("共同签字的人", "the co-signer"),
    ActorKind.OFFICER: Text("经办", "officer"),
    ActorKind.SUPERVISOR: Text("负责人", "head"),
    ActorKind.COORDINATOR: Text("牵头", "coordinator"),
    ActorKind.COLLECTOR: Text("代收窗口", "window that collects"),
    ActorKind.AUDITOR: Text("审计", "auditor"),
    ActorKind.OPERATOR: Text("管理员", "operator"),
    ActorKind.SYSTEM: Text("系统自动", "the platform"),
    ActorKind.RULES: Text("规则自动", "the rules"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of the history. `service` where it is not told by the page."""

    at: datetime
    words: Text
    service: Text | None
    by: Text


def happened_of(history: Sequence[HistoryEntry], *, with_service: bool) -> tuple[Happened, ...]:
    """The lines, the newest first: what happened last is looked for most."""
    return tuple(
        Happened(
            at=entry.at,
            words=entry.words,
            service=entry.service if with_service else None,
            by=doer_words(entry.by),
        )
        for entry in reversed(history)
    )


def doer_words(by: Doer) -> Text:
    """公安经办 王某某; of another authority without the name; 申请人."""
    role = _ROLES[by.kind]
    if by.authority is not None:
        role = Text(f"{by.authority.zh}{role.zh}", f"{by.authority.en} {role.en}")
    return Text(f"{role.zh} {by.name}", f"{role.en} {by.name}") if by.name else role
