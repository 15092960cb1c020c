"""The words of a notice for its reader: template, values of the case, reasons out of the vault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.cases import CaseState, Notice, TaskState, basis_words, words_of
from yijian.core.cases.deliveries import DeliveryMode
from yijian.core.cases.names import FINDING_NAMES, joined
from yijian.core.cases.notice_words import BODY_NAMES, GROUND_NAMES, OUTCOME_WORDS, REISSUE_NAMES
from yijian.core.cases.notices import LAW_WORDS, OWN_STANDARD_WORDS, REMEDY_WORDS, Remedy
from yijian.core.cases.procedures import procedure_for
from yijian.core.errors import Text
from yijian.core.planning.day_words import day_words
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.time_limit import TimeLimit
from yijian.usecases.fact_names import paper_name
from yijian.usecases.views import NoticeDelivery, NoticeView
from yijian.usecases.visit_views import place_name

SERVED_BY: Final[Mapping[DeliveryMode, Text]] = {
    DeliveryMode.ELECTRONIC: Text("电子送达", "electronically"),
    DeliveryMode.POST: Text("邮寄", "by post"),
    DeliveryMode.COLLECTED: Text("本人来取", "collected in person"),
    DeliveryMode.COUNTER: Text("窗口当面交", "handed over at the counter"),
}
"""How a notice was served by an authority."""


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
        delivery=_delivery(notice, one_thing, texts),
    )


def told_remedies(*, objection: TimeLimit | None) -> tuple[Text, ...]:
    """The remedies as the notice of an act will tell them, before it is written; `objection`: within which time one can
    object inside the platform, None where one cannot."""
    own = LAW_WORDS if objection and objection.source else OWN_STANDARD_WORDS
    told = [words for remedy, words in REMEDY_WORDS.items() if objection or remedy is not Remedy.OBJECTION]
    days = str(objection.amount) if objection else ""
    return tuple(
        Text(
            words.zh.format(authority="我们", objection_days=days, objection_source=own.zh),
            words.en.format(authority="us", objection_days=days, objection_source=own.en),
        )
        for words in told
    )


def _delivery(notice: Notice, one_thing: OneThing, texts: Mapping[str, str]) -> NoticeDelivery | None:
    done = notice.delivery
    if done is None:
        return None
    opened = Text("在办件页上打开", "opened on the case page")
    return NoticeDelivery(
        day=done.day,
        recorded_at=done.at,
        mode=done.mode.value,
        how=SERVED_BY[done.mode] if done.by else opened,
        by=one_thing.authorities[done.by].short_name if done.by else None,
        proof=texts.get(done.proof.key, "") if done.proof else "",
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
            return _same(str(_objection(notice, task).amount) if task else "—")
        case "objection_source":
            return LAW_WORDS if task and _objection(notice, task).source else OWN_STANDARD_WORDS
        case "place" | "visitors" | "finding":
            return _of_visit(name, notice, case, one_thing)
        case "blocked_by":
            blocker = case.task(task.blocked_by) if task and task.blocked_by else None
            return _service_name(one_thing, blocker) if blocker else Text("前一件", "the part before")
        case _:
            raise ValueError(f"no value is known for {{{name}}} of a notice")


def _objection(notice: Notice, task: TaskState) -> TimeLimit:
    """Within which time one can object, as the notice says; of notices of the first releases, by the procedure."""
    return notice.limit_of(Remedy.OBJECTION) or procedure_for(task.spec).objection


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


def _of_visit(name: str, notice: Notice, case: CaseState, one_thing: OneThing) -> Text:
    """Where a visit goes, who comes, or what the authority of the notice found."""
    visit = case.visit(notice.visit) if notice.visit else None
    if visit is None:
        return _same("—")
    if name == "place":
        return place_name(one_thing, visit.of)
    if name == "finding":
        part = visit.part(notice.task) if notice.task else None
        return FINDING_NAMES[part.finding.outcome] if part and part.finding else _same("—")
    tasks = (case.task(part.task) for part in visit.parts)
    names = dict.fromkeys(
        one_thing.authorities[task.spec.authority].short_name for task in tasks if task is not None
    )
    return joined(names)


def _same(text: str) -> Text:
    return Text(text, text)


def _service_name(one_thing: OneThing, task: TaskState) -> Text:
    return one_thing.services[task.spec.service].definition.name


def _procedure_name(task: TaskState, kind: str) -> Text:
    for procedure in task.spec.special_procedures:
        if procedure.id == kind:
            return procedure.name
    return Text("其他程序", "another procedure")
