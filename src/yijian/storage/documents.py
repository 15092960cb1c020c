"""What is known of the documents of cases; their content lies in the document store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Count, Sum

from yijian.storage.errors import NothingStored, storage_errors
from yijian.storage.models import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One document of a case. `paper`: key of the planned paper it answers, or of the output it is.

    `digest`, `preview`: hashes in the document store; `size` in bytes; `uploaded_by`: account id.
    """

    case_id: str
    document_id: str
    origin: Literal["uploaded", "issued"]
    paper: str
    digest: str
    media_type: str
    size: int
    pages: int
    preview: str | None
    uploaded_by: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadQuota:
    """How much is used: documents, pages and bytes."""

    documents: int
    pages: int
    size: int


def put_document(*, document: DocumentRow) -> None:
    """Store what is known of a document; once more with the same id changes nothing."""
    values = {name: getattr(document, name) for name in DocumentRow.__slots__}
    with storage_errors():
        Document.objects.get_or_create(
            case_id=values.pop("case_id"), document_id=values.pop("document_id"), defaults=values
        )


def remove_document(*, case_id: str, document_id: str, now: datetime) -> None:
    """The applicant took the document out; its row stays for the record. The first time counts."""
    Document.objects.filter(case_id=case_id, document_id=document_id, removed_at=None).update(removed_at=now)


def documents_of(*, case_id: str, paper: str | None = None) -> tuple[DocumentRow, ...]:
    """The documents of a case that were not taken out, oldest first; of one paper or of all."""
    rows = Document.objects.filter(case_id=case_id, removed_at=None)
    if paper is not None:
        rows = rows.filter(paper=paper)
    return tuple(_row_of(row) for row in rows.order_by("at", "document_id"))


def document(*, case_id: str, document_id: str) -> DocumentRow:
    """One document that was not taken out. Raises NothingStored."""
    row = Document.objects.filter(case_id=case_id, document_id=document_id, removed_at=None).first()
    if row is None:
        raise NothingStored(what="document", key=document_id)
    return _row_of(row)


def used_by_case(*, case_id: str) -> UploadQuota:
    """What the applicants of a case have uploaded and not taken out."""
    rows = Document.objects.filter(case_id=case_id, origin="uploaded", removed_at=None)
    used = rows.aggregate(documents=Count("document_id"), pages=Sum("pages"), size=Sum("size"))
    return _quota_of(used)


def used_by_account(*, account: str, since: datetime) -> UploadQuota:
    """What an account has uploaded since then, taken out or not: the work it made us do."""
    rows = Document.objects.filter(origin="uploaded", uploaded_by=account, at__gte=since)
    used = rows.aggregate(documents=Count("document_id"), pages=Sum("pages"), size=Sum("size"))
    return _quota_of(used)


def _quota_of(used: dict[str, int | None]) -> UploadQuota:
    return UploadQuota(documents=used["documents"] or 0, pages=used["pages"] or 0, size=used["size"] or 0)


def _row_of(row: Document) -> DocumentRow:
    return DocumentRow(
        case_id=row.case_id,
        document_id=row.document_id,
        origin="issued" if row.origin == "issued" else "uploaded",
        paper=row.paper,
        digest=row.digest,
        media_type=row.media_type,
        size=row.size,
        pages=row.pages,
        preview=row.preview,
        uploaded_by=row.uploaded_by,
        at=row.at,
    )
