"""The archive package of a case that is over: all that belongs to it, for those who keep it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from yijian.core.cases import CaseState, Notice
from yijian.core.errors import CommandRefused, Text
from yijian.core.vocabulary.canonical import to_plain
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import ProvidedFact
from yijian.ports import Ports
from yijian.storage import documents
from yijian.storage.chain import JournalEntry
from yijian.storage.errors import NothingStored
from yijian.usecases.archive_package import ArchivedFile, packed
from yijian.usecases.archive_pages import application_page, index_page
from yijian.usecases.case_history import entries_of, history_of_case
from yijian.usecases.casework import artefact, bare, provided_of, read_state, texts_of
from yijian.usecases.fact_names import paper_name
from yijian.usecases.notice_texts import notice_view
from yijian.usecases.ownership import led_case
from yijian.usecases.permissions import Actor, ActorKind, NotFound, Permission, require
from yijian.usecases.planning import applicant_of
from yijian.usecases.reading_log import record_reading
from yijian.usecases.sealed_documents import DocumentContent, open_sealed
from yijian.usecases.task_views import reason_keys
from yijian.usecases.views import NoticeView

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


class CaseNotOver(CommandRefused):
    """A case is archived when it is over: closed, withdrawn or ended."""

    code = "CASE_NOT_OVER"
    template = Text(
        "这件事还没有办完，归档以后才能导出归档包",
        "This case is not over: its archive package can be taken once it is closed",
    )


def archive_package(*, actor: Actor, ports: Ports, case_id: str) -> DocumentContent:
    """The package of a case that is over, for the coordinator of its lead authority or the operator of the installation.

    The same case gives the same bytes. That it was taken is recorded, and its applicant sees it. Raises CaseNotOver,
    ValuesDestroyed, NotFound.
    """
    require(actor, Permission.ARCHIVE)
    case = _case(actor, case_id)
    if not case.final:
        raise CaseNotOver
    one_thing = artefact(case.one_thing)
    provided = provided_of(ports=ports, case_id=case_id)
    entries = entries_of(case)
    files = [
        ArchivedFile(
            path="application.json",
            media_type="application/json",
            what="申请的内容 · what was applied with",
            content=_json(
                [
                    {"fact": path, "value": to_plain(fact.value), "source": to_plain(fact.provenance)}
                    for path, fact in sorted(provided.items())
                ]
            ),
        ),
        ArchivedFile(
            path="application.html",
            media_type="text/html",
            what="申请表 · application form",
            content=application_page(case=case, one_thing=one_thing, provided=provided),
        ),
        *_texts(ports, case, entries),
        *_papers(ports, case, one_thing),
        *_notices(ports, case, one_thing, provided),
        *_outputs(ports, case, one_thing),
    ]
    index = index_page(
        case=case,
        one_thing=one_thing,
        history=history_of_case(case=case, one_thing=one_thing, entries=entries, by_name=False),
        files=files,
        head=entries[-1].hash,
    )
    files.append(
        ArchivedFile(path="index.html", media_type="text/html", what="目录 · contents", content=index)
    )
    record_reading(
        actor=actor,
        ports=ports,
        case_id=case_id,
        task=None,
        concepts=tuple(sorted({*provided, *(paper.key for paper in case.papers)})),
        purpose="archive",
        newest=case.last_at,
    )
    about = {
        "case": case_id,
        "number": case.number,
        "life_event": case.life_event,
        "name": to_plain(one_thing.name),
        "region": case.region,
        "status": case.status.value,
        "one_thing": case.one_thing,
    }
    return DocumentContent(
        name=f"{case_id}.zip",
        media_type="application/zip",
        content=packed(files=files, entries=entries, about=about),
    )


def _case(actor: Actor, case_id: str) -> CaseState:
    if actor.kind is not ActorKind.OPERATOR:
        return led_case(actor, case_id)
    try:
        return read_state(case_id=case_id)
    except NothingStored as error:
        raise NotFound(what=case_id) from error


def _texts(ports: Ports, case: CaseState, entries: tuple[JournalEntry, ...]) -> Iterator[ArchivedFile]:
    """The reasons, statements and findings that the journal names by their keys."""
    keys = {key for entry in entries for key in _text_keys(entry.plain_events)}
    texts = texts_of(ports=ports, case_id=case.case_id, keys=keys)
    yield ArchivedFile(
        path="texts.json",
        media_type="application/json",
        what="日志里提到的理由和记录 · reasons and findings that the journal refers to",
        content=_json(dict(sorted(texts.items()))),
    )


def _text_keys(plain: object) -> Iterator[str]:
    """The vault keys of all texts that JSON values refer to."""
    if isinstance(plain, dict):
        key = plain.get("key")
        if plain.keys() == {"key", "digest"} and isinstance(key, str):
            yield key
        for one in plain.values():
            yield from _text_keys(one)
    elif isinstance(plain, list):
        for one in plain:
            yield from _text_keys(one)


def _papers(ports: Ports, case: CaseState, one_thing: OneThing) -> Iterator[ArchivedFile]:
    types = {row.document_id: row.media_type for row in documents.documents_of(case_id=case.case_id)}
    for number, paper in enumerate(case.papers, start=1):
        media_type = types.get(paper.id, "text/plain")  # what a register answered has a receipt in its place
        name = paper_name(one_thing, paper.key)
        yield ArchivedFile(
            path=f"papers/{number:03d}-{_safe(paper.key)}.{_ENDINGS.get(media_type, 'txt')}",
            media_type=media_type,
            what=f"材料：{name.zh} · paper: {name.en}",
            content=open_sealed(ports=ports, case_id=case.case_id, digest=paper.document),
        )


def _notices(
    ports: Ports, case: CaseState, one_thing: OneThing, provided: dict[str, ProvidedFact]
) -> Iterator[ArchivedFile]:
    facts = bare(provided)
    texts = texts_of(ports=ports, case_id=case.case_id, keys=reason_keys(case))
    applicant = str(facts.get(f"{applicant_of(one_thing, facts)}.name") or "")
    served: list[dict[str, object]] = []
    for number, notice in enumerate(case.notices, start=1):
        view = notice_view(
            notice=notice, case=case, one_thing=one_thing, applicant_name=applicant, texts=texts
        )
        path = f"notices/{number:03d}-{_safe(view.kind)}.pdf"
        served.append(_service(path, notice, view))
        yield ArchivedFile(
            path=path,
            media_type="application/pdf",
            what=f"文书：{view.title.zh} {view.number} · notice: {view.title.en}",
            content=ports.maker.notice_pdf(
                title=view.title,
                authority=view.authority,
                number=view.number,
                issued_at=view.at,
                paragraphs=tuple(text.zh for text in view.paragraphs),
                demonstration=ports.demonstration,
            ),
        )
    yield ArchivedFile(
        path="notices.json",
        media_type="application/json",
        what="每份文书怎么送达、凭什么证明 · how each notice was delivered, by which proof",
        content=_json(served),
    )


def _service(path: str, notice: Notice, view: NoticeView) -> dict[str, object]:
    """A notice with its basis and how it was served, by which proof."""
    done = view.delivery
    return {
        "file": path,
        "number": notice.number,
        "kind": notice.kind.value,
        "authority": notice.authority,
        "issued_at": notice.issued_at.isoformat(),
        "basis": to_plain(notice.basis),
        "delivered": None
        if done is None
        else {
            "day": done.day.isoformat(),
            "recorded_at": done.recorded_at.isoformat(),
            "mode": done.mode,
            "by": to_plain(done.by) if done.by else None,
            "proof": done.proof,
        },
    }


def _outputs(ports: Ports, case: CaseState, one_thing: OneThing) -> Iterator[ArchivedFile]:
    for task in case.tasks:
        names = {one.id: one.name for one in one_thing.services[task.spec.service].definition.outputs}
        for output in task.outputs:
            if output.document is None:
                continue
            name = names[output.id]
            yield ArchivedFile(
                path=f"results/{_safe(task.spec.key)}-{_safe(output.id)}.pdf",
                media_type="application/pdf",
                what=f"办理结果：{name.zh} {output.number or ''} · result: {name.en}",
                content=open_sealed(ports=ports, case_id=case.case_id, digest=output.document),
            )


def _safe(name: str) -> str:
    """A name that every file system takes."""
    return _UNSAFE.sub("-", name).strip("-")


def _json(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
