"""Uploads: refused, limited, taken out, sealed, and read only by who needs them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.usecases.world import World
from yijian.connectors.documents.store import DirectoryDocumentStore
from yijian.core.cases.refusals import CommandNotPossible
from yijian.ports import UploadRefused
from yijian.storage import access_log, documents
from yijian.usecases import apply, coordinate, follow, handle, obtain
from yijian.usecases.obtain import UploadQuotaUsed
from yijian.usecases.permissions import VISITOR, Actor, NotFound, PermissionDenied
from yijian.usecases.sealed_documents import read_document
from yijian.usecases.views import ApplicationView, DocumentView, PaperView


def to_bring(view: ApplicationView) -> list[PaperView]:
    return [one for one in view.papers if one.to_bring]


def uploaded(world: World, mother: Actor, case_id: str, content: bytes = b"secret page") -> DocumentView:
    paper = to_bring(apply.application(actor=mother, ports=world.ports, case_id=case_id))[0].paper.key
    view = world.attach(mother, case_id, paper, content)
    return next(one for one in view.papers if one.paper.key == paper).documents[-1]


def test_a_refused_file_changes_nothing(world: World) -> None:
    mother, case_id = world.started()
    paper = to_bring(apply.application(actor=mother, ports=world.ports, case_id=case_id))[0].paper.key
    before = world.journal_of(case_id)
    for content in (b"virus", b"", b"\f" * 30):
        with pytest.raises(UploadRefused):
            world.attach(mother, case_id, paper, content)
    assert world.journal_of(case_id) == before
    assert documents.documents_of(case_id=case_id) == ()


def test_only_papers_of_the_plan_that_are_the_applicants_can_be_uploaded(world: World) -> None:
    """Neither an unknown paper nor one that the form or another authority makes."""
    mother, case_id = world.started()
    view = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    made = [one.paper.key for one in view.papers if one.paper.way.value in ("generated", "output")]
    assert made
    for paper in ("horoscope:mother", *made):
        with pytest.raises(NotFound):
            world.attach(mother, case_id, paper)


def test_what_may_be_uploaded_is_limited_by_case_and_by_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taking a file out makes room in the case; only time makes room in the day."""
    mother, case_id = world.started()
    monkeypatch.setattr(obtain, "MOST_DOCUMENTS", 2)
    first = uploaded(world, mother, case_id)
    uploaded(world, mother, case_id)
    with pytest.raises(UploadQuotaUsed):
        uploaded(world, mother, case_id)
    paper = documents.document(case_id=case_id, document_id=first.id).paper
    remove(world, mother, case_id, paper, first.id)
    uploaded(world, mother, case_id)
    monkeypatch.setattr(obtain, "MOST_DOCUMENTS", 99)
    monkeypatch.setattr(obtain, "MOST_BYTES_A_DAY", 20)
    with pytest.raises(UploadQuotaUsed):
        uploaded(world, mother, case_id)
    world.clock.move(timedelta(days=1, minutes=1))
    uploaded(world, mother, case_id)


def remove(world: World, mother: Actor, case_id: str, paper: str, document: str) -> ApplicationView:
    return obtain.remove_paper(
        actor=mother, ports=world.ports, case_id=case_id, paper=paper, document=document, key=world.key()
    )


def test_a_file_taken_out_is_gone_for_everybody(world: World) -> None:
    mother, case_id = world.started()
    found = uploaded(world, mother, case_id)
    paper = documents.document(case_id=case_id, document_id=found.id).paper
    for wrong_paper, wrong_id in (("horoscope", found.id), (paper, "none")):
        with pytest.raises(NotFound):
            remove(world, mother, case_id, wrong_paper, wrong_id)
    remove(world, mother, case_id, paper, found.id)
    with pytest.raises(NotFound):
        read_document(actor=mother, ports=world.ports, case_id=case_id, document=found.id)
    with pytest.raises(NotFound):
        remove(world, mother, case_id, paper, found.id)


def test_after_receipt_nothing_is_added_or_taken_out(world: World) -> None:
    mother, case_id = world.submitted()
    view = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    assert not view.editable
    paper = next(one for one in to_bring(view) if one.documents)
    with pytest.raises(CommandNotPossible):
        world.attach(mother, case_id, paper.paper.key)
    with pytest.raises(CommandNotPossible):
        remove(world, mother, case_id, paper.paper.key, paper.documents[0].id)
    again = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    assert [one.documents for one in again.papers] == [one.documents for one in view.papers]


def test_documents_lie_sealed_in_the_store(world: World, tmp_path: Path) -> None:
    """The directory holds no byte of what was uploaded, nor of its picture, nor of what a register answered."""
    world.ports = replace(world.ports, documents=DirectoryDocumentStore(tmp_path / "documents"))
    mother, case_id = world.started()
    found = uploaded(world, mother, case_id, b"secret page of the household book")
    world.prefill(mother, case_id)
    stored = [path.read_bytes() for path in (tmp_path / "documents").rglob("*") if path.is_file()]
    assert len(stored) > 2
    assert not any(word in content for content in stored for word in (b"secret", b"population", b"small"))
    read = read_document(actor=mother, ports=world.ports, case_id=case_id, document=found.id)
    assert read.content == b"safe secret page of the household book"
    assert "mother" not in read.name
    small = read_document(actor=mother, ports=world.ports, case_id=case_id, document=found.id, preview=True)
    assert (small.media_type, small.content[:5]) == ("image/png", b"small")


def test_staff_read_what_their_tasks_need_and_the_applicant_sees_that_they_did(world: World) -> None:
    """By authority and role; an officer whose tasks do not need a paper is told there is none."""
    mother, case_id = world.submitted()
    view = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    paper = next(
        one
        for one in to_bring(view)
        if {use.task for use in one.paper.uses} == {"insurance.maternity-benefit"}
    )
    document = paper.documents[0].id
    assert access_log.accesses_of(case_id=case_id) == ()
    for stranger in (world.officer_of("police"), world.actor("twins-mother")):
        with pytest.raises(NotFound):
            read_document(actor=stranger, ports=world.ports, case_id=case_id, document=document)
    with pytest.raises(PermissionDenied):
        read_document(actor=VISITOR, ports=world.ports, case_id=case_id, document=document)
    assert access_log.accesses_of(case_id=case_id) == ()
    insurance = world.officer_of("insurance")
    for reader in (insurance, world.lead):
        assert read_document(actor=reader, ports=world.ports, case_id=case_id, document=document).content
    handle.task(actor=insurance, ports=world.ports, case_id=case_id, task="insurance.maternity-benefit")
    coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    shown = [(one.authority.zh, one.role.zh, one.purpose.zh) for one in case.access]
    assert sorted(shown) == sorted(
        [
            ("医保", "经办", "查看材料"),
            ("卫健", "牵头", "查看材料"),
            ("医保", "经办", "办理自己的事项"),
            ("卫健", "牵头", "统一预审"),
        ]
    )
    read = next(one for one in case.access if one.purpose.zh == "办理自己的事项")
    assert "妈妈的姓名" in {what.zh for what in read.what}


def test_the_applicants_own_reading_is_nobodys_business(world: World) -> None:
    mother, case_id = world.submitted()
    document = documents.documents_of(case_id=case_id)[0].document_id
    read_document(actor=mother, ports=world.ports, case_id=case_id, document=document)
    assert access_log.accesses_of(case_id=case_id) == ()
    with pytest.raises(NotFound):
        read_document(actor=mother, ports=world.ports, case_id=case_id, document="none")
