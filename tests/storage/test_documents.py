"""What is known of documents; what was taken out is neither shown nor counted for the case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.storage.given import NOW, given_case, undone
from yijian.storage import documents
from yijian.storage.documents import DocumentRow, UploadQuota
from yijian.storage.errors import ConstraintBroken, NothingStored

pytestmark = pytest.mark.django_db


def row(document_id: str = "d1", **changes: Any) -> DocumentRow:
    values: dict[str, Any] = {
        "case_id": "c",
        "document_id": document_id,
        "origin": "uploaded",
        "paper": "identity-card",
        "digest": "d" * 64,
        "media_type": "image/jpeg",
        "size": 1000,
        "pages": 1,
        "preview": "e" * 64,
        "uploaded_by": "7",
        "at": NOW,
    }
    return DocumentRow(**(values | changes))


@pytest.fixture(autouse=True)
def _case() -> None:
    given_case("c")


def test_a_document_comes_back_once() -> None:
    documents.put_document(document=row())
    documents.put_document(document=row())
    assert documents.documents_of(case_id="c") == (row(),)
    assert documents.document(case_id="c", document_id="d1") == row()


def test_documents_of_one_paper() -> None:
    documents.put_document(document=row())
    documents.put_document(document=row("d2", paper="photograph"))
    assert [one.document_id for one in documents.documents_of(case_id="c", paper="photograph")] == ["d2"]


def test_a_document_that_was_taken_out_is_gone() -> None:
    documents.put_document(document=row())
    documents.remove_document(case_id="c", document_id="d1", now=NOW)
    assert documents.documents_of(case_id="c") == ()
    with pytest.raises(NothingStored):
        documents.document(case_id="c", document_id="d1")


def test_quotas_count_uploads() -> None:
    documents.put_document(document=row("d1", size=10, pages=2))
    documents.put_document(document=row("d2", size=5, pages=1))
    documents.put_document(document=row("d3", origin="issued", size=99))
    documents.remove_document(case_id="c", document_id="d2", now=NOW)
    assert documents.used_by_case(case_id="c") == UploadQuota(documents=1, pages=2, size=10)
    assert documents.used_by_account(account="7", since=NOW) == UploadQuota(documents=2, pages=3, size=15)
    assert documents.used_by_account(account="7", since=NOW + timedelta(seconds=1)).documents == 0
    assert documents.used_by_case(case_id="none") == UploadQuota(documents=0, pages=0, size=0)


def test_a_document_is_uploaded_or_issued() -> None:
    with pytest.raises(ConstraintBroken), undone():
        documents.put_document(document=row(origin="found"))
