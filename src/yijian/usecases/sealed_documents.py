"""Documents of a case: sealed under the key of the case before they reach the store.

The store and the journal know only the hash of what is sealed; when the key of the case is destroyed, the documents
are unreadable like all other values.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from yijian.core.cases import CaseState
from yijian.core.cases.handovers import WITH_THE_WINDOW
from yijian.ports import Ports
from yijian.storage import documents, vault
from yijian.storage.documents import DocumentRow
from yijian.storage.errors import NothingStored
from yijian.usecases.casework import read_state, values
from yijian.usecases.ownership import collected_case, require_own_case
from yijian.usecases.permissions import Actor, ActorKind, NotFound, Permission, require
from yijian.usecases.reading_log import record_reading
from yijian.usecases.task_views import papers_needed_by
from yijian.usecases.work_places import with_deciders

_READING = defaultdict(
    lambda: Permission.READ_OWN_CASE,
    {
        ActorKind.OFFICER: Permission.HANDLE_TASK,
        ActorKind.SUPERVISOR: Permission.HANDLE_TASK,
        ActorKind.COORDINATOR: Permission.COORDINATE,
        ActorKind.COLLECTOR: Permission.COLLECT,
    },
)
"""By which permission each kind of actor reads documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContent:
    """A document as it is handed out: always as an attachment, under a name that says nothing personal."""

    name: str
    media_type: str
    content: bytes


def put_sealed(*, ports: Ports, case_id: str, content: bytes) -> str:
    """Seal and store; the hash by which the store finds it."""
    with values():
        key = vault.wrapped_key(case_id=case_id)
    return ports.documents.put(ports.cipher.seal(key, content, context=f"document:{case_id}"))


def open_sealed(*, ports: Ports, case_id: str, digest: str) -> bytes:
    """The content. Raises PlatformError, ValuesDestroyed."""
    with values():
        key = vault.wrapped_key(case_id=case_id)
    return ports.cipher.open(key, ports.documents.get(digest), context=f"document:{case_id}")


def read_document(
    *, actor: Actor, ports: Ports, case_id: str, document: str, preview: bool = False
) -> DocumentContent:
    """An uploaded document, for its applicant, for the lead's pre-check, or for an officer whose task needs it.

    Staff's reading is recorded, once a day for each document. Raises NotFound.
    """
    require(actor, _READING[actor.kind])
    try:
        row = documents.document(case_id=case_id, document_id=document)
    except NothingStored as error:
        raise NotFound(what=document) from error
    _require_reader(actor, ports, case_id, row)
    if preview and row.preview is None:
        raise NotFound(what=document)
    digest = row.preview if preview and row.preview else row.digest
    media_type = "image/png" if preview else row.media_type
    suffix = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}.get(media_type, "bin")
    return DocumentContent(
        name=f"{row.paper.partition(':')[0]}-{document[:8]}.{suffix}",
        media_type=media_type,
        content=open_sealed(ports=ports, case_id=case_id, digest=digest),
    )


def _require_reader(actor: Actor, ports: Ports, case_id: str, row: DocumentRow) -> None:
    if actor.kind is ActorKind.APPLICANT:
        require_own_case(actor, case_id, Permission.READ_OWN_CASE)
        return
    if actor.kind is ActorKind.COLLECTOR:
        case = collected_case(actor, case_id)
    else:
        case = read_state(case_id=case_id)
    if case.received_at is None or not _needed_by(actor, ports, case, row.paper):
        raise NotFound(what=case_id)
    record_reading(
        actor=actor,
        ports=ports,
        case_id=case_id,
        task=None,
        concepts=(row.paper,),
        purpose="document",
        newest=row.at,
    )


def _needed_by(actor: Actor, ports: Ports, case: CaseState, paper: str) -> bool:
    """Whether the paper proves something for a task of the actor's authority, the actor's authority leads, or the actor stands at the
    window that has to look at it: once it is handed over, the window sees no paper any more."""
    if actor.kind is ActorKind.COLLECTOR:
        return case.handover is not None and case.handover.status in WITH_THE_WINDOW
    if not with_deciders(case):
        return False
    if actor.kind is ActorKind.COORDINATOR:
        return (case.lead, None) == (actor.authority, actor.place)
    return paper in papers_needed_by(ports=ports, case=case, authority=actor.authority or "")
