"""The words of a notice for its reader: template, values of the case, reasons out of the vault."""

from __future__ import annotations

from collections.abc import Mapping

from yijian.core.cases import CaseState, Notice, TaskState, basis_words, words_of
from yijian.core.cases.notice_words import BODY_NAMES, GROUND_NAMES, OUTCOME_WORDS, REISSUE_NAMES
from yijian.core.cases.procedures import procedure_of
from yijian.core.errors import Text
from yijian.core.planning.day_words import day_words
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.one_thing import OneThing
from yijian.usecases.fact_names import paper_name
from yijian.usecases.views import NoticeView


def notice_view(
    *, notice: Notice, case: CaseState, one_thing: OneThing, applicant_name: str, texts: Mapping[str, str]
) -> NoticeView:
    """One notice as it is shown and printed. `texts` are the opened reasons by vault key."""
    task = case.task(notice.task) if notice.task else None
    reasons = tuple(texts.get(reason.key, "—") for reason in notice.reasons)
    words = words_of(notice)
    values = {
        name: _value(name, notice, case, one_thing, task, applicant_name, reasons)
        for name in words.placeholders
    }
    zh = words.filled({name: value.zh for name, value in values.items()})
    en = words.filled({name: value.en for name, value in values.items()})
    return NoticeView(
        id=notice.number,
        number=notice.number,
        kind=notice.kind.value,
        title=words.title,
        authority=one_thing.authorities[notice.authority].name,
        at=notice.issued_at,
        paragraphs=tuple(
            Text(one.zh, other.en) for one, other in zip(zh.paragraphs, en.paragraphs, strict=True)
        ),
        reasons=reasons,
    )


def _value(
    name: str,
    notice: Notice,
    case: CaseState,
    one_thing: OneThing,
    task: TaskState | None,
    applicant_name: str,
    reasons: tuple[str, ...],
) -> Text:
    match name:
        case "applicant":
            return Text(applicant_name or "申请人", applicant_name or "the applicant")
        case "authority":
            return one_thing.authorities[notice.authority].name
        case "issued":
            return day_words(local_date(notice.issued_at))
        case "number":
            return _same(notice.number)
        case "case_number":
            return _same(case.number or case.case_id)
        case "subject":
            return _service_name(one_thing, task) if task else one_thing.name
        case "reasons":
            listed = (
                "；".join(reasons)
                if len(reasons) < 2
                else "".join(f"\n{index}. {reason}" for index, reason in enumerate(reasons, start=1))
            )
            return _same(listed)
        case "basis":
            return basis_words(notice.basis)
        case "due":
            return day_words(notice.due) if notice.due else _same("—")
        case "papers":
            return _owed_words(notice, one_thing)
        case "competent":
            to = (
                next((one.to for one in task.transfers if one.at == notice.issued_at), None) if task else None
            )
            return one_thing.authorities[to].name if to else _same("—")
        case "accepted":
            started = task.clock.started if task else None
            return day_words(local_date(started or notice.issued_at))
        case "procedure":
            stop = task.clock.stops[-1] if task and task.clock.stops else None
            return (
                _procedure_name(task, stop.kind) if task and stop else Text("特别程序", "a special procedure")
            )
        case "ground":
            if notice.reissue is not None:
                return REISSUE_NAMES[notice.reissue]
            return GROUND_NAMES[notice.ground] if notice.ground else _same("—")
        case "outcome":
            return OUTCOME_WORDS[notice.outcome] if notice.outcome else _same("—")
        case "reviewer":
            outside = notice.reviewer
            return BODY_NAMES[outside] if outside else one_thing.authorities[notice.authority].name
        case "objection_days":
            return _same(str(procedure_of(task.spec.kind).objection.amount) if task else "—")
        case "blocked_by":
            blocker = case.task(task.blocked_by) if task and task.blocked_by else None
            return _service_name(one_thing, blocker) if blocker else Text("前一件", "the part before")
        case _:
            raise ValueError(f"no value is known for {{{name}}} of a notice")


def _owed_words(notice: Notice, one_thing: OneThing) -> Text:
    """What is owed, one line each with its day."""
    rows = [
        (paper_name(one_thing, one.paper), day_words(one.due) if one.due else _same("—"))
        for one in notice.papers
    ]
    return Text(
        "".join(f"\n{n}. {name.zh}，{day.zh}前（含当天）" for n, (name, day) in enumerate(rows, start=1)),
        "".join(f"\n{n}. {name.en}, by {day.en}" for n, (name, day) in enumerate(rows, start=1)),
    )


def _same(text: str) -> Text:
    return Text(text, text)


def _service_name(one_thing: OneThing, task: TaskState) -> Text:
    return one_thing.services[task.spec.service].definition.name


def _procedure_name(task: TaskState, kind: str) -> Text:
    for procedure in task.spec.special_procedures:
        if procedure.id == kind:
            return procedure.name
    return Text("其他程序", "another procedure")
