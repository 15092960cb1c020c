"""Whoever holds a document may check it by the code on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yijian.core.cases.issued_outputs import EndedBy
from yijian.core.errors import Text
from yijian.ports import Ports
from yijian.storage import queries
from yijian.usecases.casework import artefact
from yijian.usecases.dispute_views import ended_words
from yijian.usecases.permissions import Actor, NotFound, Permission, require
from yijian.usecases.throttling import BY_ADDRESS, guessing


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDocument:
    """What whoever holds a document may check: that it was issued by whom, when, under which number; if it is not valid
    any more, which act ended it (`ended`) and from when."""

    valid: bool
    name: Text
    authority: Text
    number: str | None
    issued_at: datetime
    ended: Text | None = None
    ended_at: datetime | None = None
    replaced: bool = False


def check_document(*, actor: Actor, ports: Ports, code: str) -> CheckedDocument:
    """Whether a document with this code was issued here and still stands. Raises NotFound."""
    require(actor, Permission.CHECK_DOCUMENT)
    with guessing(ports=ports, subjects={BY_ADDRESS: actor.address}):
        found = queries.document_by_check_code(code=code)
        if found is None:
            raise NotFound(what="document")
    one_thing = artefact(queries.case_summary(case_id=found.case_id).one_thing)
    names = {
        output.id: output.name
        for service in one_thing.services.values()
        for output in service.definition.outputs
    }
    return CheckedDocument(
        valid=found.revoked_at is None,
        name=names.get(found.kind, Text("文书", "Notice")),
        authority=one_thing.authorities[found.authority].name,
        number=found.number,
        issued_at=found.issued_at,
        ended=None if found.revoked_at is None else ended_words(found.ended_by),
        ended_at=found.revoked_at,
        replaced=found.ended_by == EndedBy.REPLACED,
    )
