"""Following a case: the applicant's page and list, notices, results, messages, and checks by number and code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from yijian.core.cases import (
    CaseState,
    CaseStatus,
    Defect,
    TaskStatus,
    correction_deadline,
    due_of,
)
from yijian.core.cases.changing import may_change
from yijian.core.cases.life_commands import ChangeAnswers
from yijian.core.cases.possible_commands import case_allows
from yijian.core.errors import Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts
from yijian.ports import Ports
from yijian.storage import access_log, queries
from yijian.storage import messages as message_store
from yijian.storage.access_log import Access
from yijian.usecases.casework import artefact, facts_of, read_state, texts_of
from yijian.usecases.checking import CheckedDocument as CheckedDocument
from yijian.usecases.checking import check_document as check_document
from yijian.usecases.fact_names import fact_name, paper_name
from yijian.usecases.fetch_views import fetch_views
from yijian.usecases.handover_shown import handover_view
from yijian.usecases.notice_texts import notice_view
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, NotFound, Permission, require
from yijian.usecases.planning import applicant_of
from yijian.usecases.reading_log import PURPOSES, READERS
from yijian.usecases.sealed_documents import DocumentContent, open_sealed
from yijian.usecases.task_views import (
    last_result_of,
    light_of,
    output_views,
    reason_keys,
    spans_of,
    task_view,
)
from yijian.usecases.throttling import BY_ADDRESS, BY_NUMBER, guessing
from yijian.usecases.views import (
    AccessView,
    CaseRow,
    CaseView,
    CorrectionView,
    DefectView,
    Light,
    MessageView,
    NoticeView,
    ReceiptView,
    TaskView,
)
from yijian.usecases.visit_views import visit_views, visits_made

QUERY_CODE = "text:query-code"
"""Where the vault keeps the code with which whoever holds the number may see where the case stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueriedTask:
    """One service of a queried case: nothing personal."""

    name: Text
    authority: Text
    light: Light
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueriedCase:
    """What number and query code show."""

    case_id: str
    name: Text
    status: str
    tasks: tuple[QueriedTask, ...]


def cases_of(*, actor: Actor, ports: Ports) -> tuple[CaseRow, ...]:  # noqa: ARG001 # every use case takes ports
    """One's own cases, changed last first."""
    require(actor, Permission.READ_OWN_CASE)
    return tuple(
        CaseRow(
            case_id=row.case_id,
            name=artefact(row.one_thing).name,
            status=row.status,
            started_at=row.started_at,
            received_at=row.received_at,
            last_result=row.promised_finish,
            your_turn=row.status in (CaseStatus.DRAFT, CaseStatus.CORRECTION_NOTIFIED),
        )
        for row in queries.cases_of(account=actor.account or "0")
    )


def case(*, actor: Actor, ports: Ports, case_id: str) -> CaseView:
    """One's own case after receipt. Raises NotFound."""
    require_own_case(actor, case_id, Permission.READ_OWN_CASE)
    state = read_state(case_id=case_id)
    one_thing = artefact(state.one_thing)
    now = ports.clock.now()
    calendar = ports.definitions.calendar()
    today = local_date(now)
    spans = spans_of(state, today=today, calendar=calendar)
    texts = _texts(ports, state, {QUERY_CODE})
    view_of = partial(task_view, case=state, one_thing=one_thing, texts=texts, today=today, calendar=calendar)
    summary = queries.case_summary(case_id=case_id)
    facts = facts_of(ports=ports, case_id=case_id)
    outputs = tuple(view for task in state.tasks for view in output_views(task=task, one_thing=one_thing))
    return CaseView(
        case_id=case_id,
        life_event=state.life_event,
        name=one_thing.name,
        status=state.status.value,
        received_at=state.received_at,
        query_code=texts.get(QUERY_CODE, ""),
        lead=one_thing.authorities[state.lead].short_name,
        last_result=last_result_of(state, spans),
        first_promised=summary.promised_finish,
        provisional=any(span.provisional for span in spans.values()),
        tasks=tuple(
            _for_whom(view_of(task=task, span=spans[task.spec.key]), one_thing, facts) for task in state.tasks
        ),
        correction=correction_view(case=state, one_thing=one_thing, texts=texts),
        notices=_notices(ports, state, one_thing, texts),
        outputs=outputs,
        access=access_views(case_id=case_id, one_thing=one_thing),
        fetches=fetch_views(case_id=case_id, one_thing=one_thing),
        may_withdraw=not state.final and state.status not in (CaseStatus.DECIDED, CaseStatus.DELIVERED),
        may_rate=state.rating is None
        and state.status in (CaseStatus.DECIDED, CaseStatus.DELIVERED, CaseStatus.CLOSED),
        rating=state.rating.score if state.rating else None,
        now=now,
        may_change=case_allows(state, ChangeAnswers) and may_change(state),
        handover=handover_view(ports=ports, case=state),
        to_sign=tuple(one_thing.life_event.participants[one].name for one in state.to_sign),
        visits=visit_views(case=state, one_thing=one_thing, texts=texts),
        visits_made=visits_made(state),
    )


def _for_whom(view: TaskView, one_thing: OneThing, facts: Facts) -> TaskView:
    """The task with the name of the member it is for, where a service is done for each of several (twins)."""
    service, bracket, member = view.key.rstrip("]").partition("[")
    repeated = one_thing.services[service].repeated_for
    name = facts.get(f"{repeated}[{member}].name") if bracket else None
    if not isinstance(name, str):
        return view
    return replace(view, name=Text(f"{view.name.zh}（{name}）", f"{view.name.en} ({name})"))


def correction_view(*, case: CaseState, one_thing: OneThing, texts: dict[str, str]) -> CorrectionView | None:
    """The joint correction notice that waits for the applicant, or None."""
    if case.status is not CaseStatus.CORRECTION_NOTIFIED:
        return None
    latest = case.corrections[-1]
    notice = next((one for one in reversed(case.notices) if one.kind.value == "correction"), None)
    return CorrectionView(
        notice=notice.number if notice else "",
        due=latest.due,
        defects=tuple(
            defect_view(
                defect,
                case=case,
                one_thing=one_thing,
                texts=texts,
                settled=defect.subject in case.newly_supplied,
            )
            for defect in latest.defects
        ),
    )


def defect_view(
    defect: Defect, *, case: CaseState, one_thing: OneThing, texts: dict[str, str], settled: bool = False
) -> DefectView:
    """A defect with its words and the name of the authority that found it."""
    found = case.task(defect.task) if defect.task else None
    return DefectView(
        authority=one_thing.authorities[found.spec.authority if found else case.lead].short_name,
        kind=defect.kind.value,
        subject=defect.subject,
        text=texts.get(defect.text.key, ""),
        settled=settled,
        task=defect.task,
    )


def receipt_view(*, ports: Ports, case_id: str) -> ReceiptView:
    """The receipt of a case. Raises NotFound before receipt."""
    state = read_state(case_id=case_id)
    one_thing = artefact(state.one_thing)
    calendar = ports.definitions.calendar()
    deadline = correction_deadline(state, calendar)
    if state.received_at is None:
        raise NotFound(what=case_id)
    summary = queries.case_summary(case_id=case_id)
    day = local_date(deadline) - date.resolution if deadline else None
    return ReceiptView(
        case_id=case_id,
        query_code=texts_of(ports=ports, case_id=case_id, keys={QUERY_CODE})[QUERY_CODE],
        received_at=state.received_at,
        pre_check_due=day,
        handover=handover_view(ports=ports, case=state),
        last_result=summary.promised_finish,
        provisional=summary.promised_finish is not None
        and calendar.certainty(local_date(state.received_at), summary.promised_finish).value != "published",
        tasks=tuple(
            (
                one_thing.services[task.spec.service].definition.name,
                one_thing.authorities[task.spec.authority].short_name,
            )
            for task in state.tasks
        ),
    )


def query_case(*, actor: Actor, ports: Ports, case_id: str, query_code: str) -> QueriedCase:
    """Where a case stands, for whoever holds number and code. Raises NotFound for either being wrong."""
    require(actor, Permission.QUERY_CASE)
    number = case_id.strip()
    with guessing(ports=ports, subjects={BY_NUMBER: number, BY_ADDRESS: actor.address}):
        found = queries.case_by_query_code(number=number, code=query_code.strip())
        if found is None:
            raise NotFound(what="number and code")
    state = read_state(case_id=found.case_id)
    one_thing = artefact(state.one_thing)
    calendar = ports.definitions.calendar()
    tasks = []
    for task in state.tasks:
        due = due_of(task, calendar)
        tasks.append(
            QueriedTask(
                name=one_thing.services[task.spec.service].definition.name,
                authority=one_thing.authorities[task.spec.authority].short_name,
                light=light_of(task),
                due=due.day if due and task.status is not TaskStatus.SUSPENDED else None,
            )
        )
    return QueriedCase(
        case_id=found.case_id, name=one_thing.name, status=state.status.value, tasks=tuple(tasks)
    )


def messages(*, actor: Actor, ports: Ports, unread_only: bool = False) -> tuple[MessageView, ...]:
    """One's own messages, newest first, in one's own language."""
    require(actor, Permission.READ_OWN_CASE)
    gone = Text("这件事的个人信息已经销毁", "The personal values of this case have been destroyed")
    found = message_store.messages_of(account=actor.account or "0", cipher=ports.cipher)
    return tuple(
        MessageView(
            id=one.id,
            case_id=one.case_id,
            at=one.at,
            subject=one.subject or gone,
            body=one.body or gone,
            read=one.read_at is not None,
        )
        for one in found
        if not (unread_only and one.read_at)
    )


def mark_read(*, actor: Actor, ports: Ports, message: str) -> None:
    """Mark one of one's own messages as read; another's is left alone. Raises NotFound for what is no message's id."""
    require(actor, Permission.READ_OWN_CASE)
    try:
        message_store.mark_read(account=actor.account or "0", now=ports.clock.now(), message_id=message)
    except ValueError as error:
        raise NotFound(what="message") from error


def read_output(*, actor: Actor, ports: Ports, case_id: str, output: str) -> DocumentContent:
    """The document of a result of one's own case, the latest copy. Raises NotFound."""
    require_own_case(actor, case_id, Permission.READ_OWN_CASE)
    state = read_state(case_id=case_id)
    task_key, _, output_id = output.rpartition(":")
    task = state.task(task_key)
    found = next((one for one in reversed(task.outputs) if one.id == output_id), None) if task else None
    if found is None or found.document is None:
        raise NotFound(what=output)
    return DocumentContent(
        name=f"{output_id}-{found.number or case_id}.pdf",
        media_type="application/pdf",
        content=open_sealed(ports=ports, case_id=case_id, digest=found.document),
    )


def read_notice(*, actor: Actor, ports: Ports, case_id: str, notice: str) -> DocumentContent:
    """A notice of one's own case as PDF. Raises NotFound."""
    require_own_case(actor, case_id, Permission.READ_OWN_CASE)
    state = read_state(case_id=case_id)
    one_thing = artefact(state.one_thing)
    view = next(
        (one for one in _notices(ports, state, one_thing, _texts(ports, state)) if one.number == notice), None
    )
    if view is None:
        raise NotFound(what=notice)
    language = actor.language
    return DocumentContent(
        name=f"{view.kind}-{case_id}.pdf",
        media_type="application/pdf",
        content=ports.maker.notice_pdf(
            title=view.title,
            authority=view.authority,
            number=view.number,
            issued_at=view.at,
            paragraphs=tuple(text.in_language(language) for text in view.paragraphs),
            demonstration=ports.demonstration,
        ),
    )


def access_views(*, case_id: str, one_thing: OneThing) -> tuple[AccessView, ...]:
    """Who has read the data of a case: authority and role, never an officer's name."""
    return tuple(
        AccessView(
            at=access.at,
            authority=_reader_name(access, one_thing),
            role=READERS.get(access.reader.kind, Text(access.reader.kind, access.reader.kind)),
            what=tuple(_subject_name(subject, one_thing) for subject in access.concepts),
            purpose=PURPOSES.get(access.purpose, Text(access.purpose, access.purpose)),
        )
        for access in access_log.accesses_of(case_id=case_id)
    )


def _reader_name(access: Access, one_thing: OneThing) -> Text:
    found = one_thing.authorities.get(access.reader.authority or "")
    return found.short_name if found else Text("平台", "The platform")


def _subject_name(subject: str, one_thing: OneThing) -> Text:
    return paper_name(one_thing, subject) if ":" in subject else fact_name(one_thing, subject)


def _texts(ports: Ports, state: CaseState, more: set[str] | None = None) -> dict[str, str]:
    keys = reason_keys(state) | (more or set())
    return texts_of(ports=ports, case_id=state.case_id, keys=keys)


def _notices(
    ports: Ports, state: CaseState, one_thing: OneThing, texts: dict[str, str]
) -> tuple[NoticeView, ...]:
    if not state.notices:
        return ()
    facts = facts_of(ports=ports, case_id=state.case_id)
    name = str(facts.get(f"{applicant_of(one_thing, facts)}.name") or "")
    return tuple(
        notice_view(notice=notice, case=state, one_thing=one_thing, applicant_name=name, texts=texts)
        for notice in state.notices
    )
