"""A task for readers: its light, dates, stops and results; and what its service needs to see of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from graphlib import TopologicalSorter

from yijian.core.cases import CaseState, TaskState, TaskStatus, due_of, end_of_day, is_met
from yijian.core.cases.clocks import taken_over_by
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.deadlines import due_date
from yijian.core.planning.local_time import local_date, start_of_day
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.time_limit import TimeUnit
from yijian.ports import Ports
from yijian.usecases.casework import artefact, facts_of
from yijian.usecases.dispute_views import dispute_text_keys, dispute_view, ended_words
from yijian.usecases.life_views import block_view, extension_view, life_text_keys, transfer_views
from yijian.usecases.lights import in_pre_check as in_pre_check
from yijian.usecases.lights import light_of as light_of
from yijian.usecases.planning import plan_of_case
from yijian.usecases.promise_views import commitment_view, owing_view, promise_text_keys
from yijian.usecases.views import OutputView, StopView, TaskView
from yijian.usecases.visit_views import visit_text_keys

NOT_FOUND_BASIS = Text("依据：我们还没有核对到条文", "Basis: no clause has been verified")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a task runs, as far as it is known now; `end` None where a part states no limit."""

    start: date | None
    end: date | None
    provisional: bool


def spans_of(case: CaseState, *, today: date, calendar: WorkingCalendar) -> dict[str, Span]:
    """When each task runs: what has happened, what is due, and for those that wait the earliest their needs allow."""
    spans: dict[str, Span] = {}
    with_deciders = taken_over_by(case.handover, calendar) if case.handover else None
    first = max(today, with_deciders or today)
    waits = {task.spec.key: {need.task for need in task.spec.needs} for task in case.tasks}
    for key in TopologicalSorter(waits).static_order():
        task = case.task(key)
        if task is None:
            continue
        started = task.clock.started or task.receipt_at
        due = due_of(task, calendar)
        if task.settled_at is not None:
            spans[key] = Span(local_date(started) if started else None, local_date(task.settled_at), False)
        elif due is not None and started is not None:
            spans[key] = Span(local_date(started), due.day, due.provisional)
        else:
            spans[key] = _earliest(task, spans, first, calendar)
    return spans


def _earliest(task: TaskState, spans: Mapping[str, Span], today: date, calendar: WorkingCalendar) -> Span:
    before = [spans[need.task] for need in task.spec.needs if need.task in spans]
    ends = [span.end for span in before]
    if None in ends or (task.status is TaskStatus.SUSPENDED):
        return Span(None, None, True)
    start = max([today, *(end for end in ends if end is not None)])
    limit = task.spec.binding_limit
    if limit is None:
        return Span(start, None, True)
    due = due_date(start=start, limit=limit, calendar=calendar)
    return Span(start, due.day, due.provisional or any(span.provisional for span in before))


def task_view(
    *,
    case: CaseState,
    task: TaskState,
    span: Span,
    one_thing: OneThing,
    texts: Mapping[str, str],
    today: date,
    calendar: WorkingCalendar,
) -> TaskView:
    """One service of a case as its applicant sees it. `texts` are the opened reasons by vault key."""
    service = one_thing.services[task.spec.service]
    open_end = None if task.settled else span.end
    return TaskView(
        key=task.spec.key,
        name=service.definition.name,
        authority=one_thing.authorities[task.spec.authority].short_name,
        status=task.status.value,
        light=light_of(task),
        start=span.start,
        due=open_end if task.clock.started else None,
        promised=open_end,
        finished_at=task.settled_at,
        provisional=span.provisional,
        waits_for=waits_for(case=case, task=task, one_thing=one_thing),
        stops=stop_views(task=task, texts=texts),
        reason=texts.get(task.reason.key) if task.reason else None,
        by_hand=f"{task.external.system} {task.external.number}" if task.external else None,
        owing=owing_view(
            case=case, task=task, one_thing=one_thing, texts=texts, today=today, calendar=calendar
        ),
        commitment=commitment_view(case=case, task=task, one_thing=one_thing, texts=texts, today=today),
        dispute=dispute_view(case=case, task=task, texts=texts, today=today, calendar=calendar),
        extension=extension_view(task=task, texts=texts),
        transfers=transfer_views(task=task, one_thing=one_thing, texts=texts),
        block=block_view(case=case, task=task, one_thing=one_thing),
    )


def waits_for(*, case: CaseState, task: TaskState, one_thing: OneThing) -> tuple[Text, ...]:
    """The services whose result a waiting task still needs, each once."""
    if task.status is not TaskStatus.WAITING:
        return ()
    others = [case.task(need.task) for need in task.spec.needs if not is_met(case, need)]
    return tuple(
        dict.fromkeys(one_thing.services[other.spec.service].definition.name for other in others if other)
    )


def stop_views(*, task: TaskState, texts: Mapping[str, str]) -> tuple[StopView, ...]:
    """Every stop of the clock, the latest last."""
    names = {procedure.id: procedure.name for procedure in task.spec.special_procedures}
    return tuple(
        StopView(
            kind=names.get(stop.kind, Text("其他程序", "Another procedure")),
            reason=texts.get(stop.reason.key, "") if stop.reason else "",
            since=start_of_day(stop.start),
            until=start_of_day(stop.end) if stop.end else None,
            limit_days=stop.limit.amount
            if stop.limit and stop.limit.unit in (TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY)
            else None,
            basis=NOT_FOUND_BASIS,
            your_turn=False,
        )
        for stop in task.clock.stops
    )


def output_views(*, task: TaskState, one_thing: OneThing) -> tuple[OutputView, ...]:
    """The results of a task that are there; a copy that was replaced has no document to read any more."""
    names = {output.id: output.name for output in one_thing.services[task.spec.service].definition.outputs}
    latest = {output.id: output for output in task.outputs}
    return tuple(
        OutputView(
            id=f"{task.spec.key}:{output.id}",
            task=task.spec.key,
            name=names[output.id],
            number=output.number or "",
            issued_at=output.issued_at,
            document=output.document if output is latest[output.id] else None,
            delivered_at=output.delivery.at if output.delivery else None,
            sent_at=output.sent_at,
            revoked_at=output.revoked_at,
            ended=None if output.stands else ended_words(output.ended_by),
        )
        for output in task.outputs
    )


def reason_keys(case: CaseState) -> set[str]:
    """The vault keys of all texts that a reader of the whole case sees."""
    keys = {reason.key for notice in case.notices for reason in notice.reasons}
    keys |= {one.delivery.proof.key for one in case.notices if one.delivery and one.delivery.proof}
    keys |= {defect.text.key for round_ in case.corrections for defect in round_.defects}
    keys |= {defect.text.key for defect in case.defects}
    keys |= {one.reason.key for one in case.judgements if one.reason}
    if case.rating and case.rating.text:
        keys.add(case.rating.text.key)
    keys |= promise_text_keys(case) | dispute_text_keys(case) | visit_text_keys(case)
    for task in case.tasks:
        keys |= {stop.reason.key for stop in task.clock.stops if stop.reason}
        keys |= {one.reason.key for one in task.judgements if one.reason}
        keys |= life_text_keys(task)
        if task.reason:
            keys.add(task.reason.key)
        if task.by_rules:
            keys |= {one.key for one in (task.by_rules.reasons, task.by_rules.finding) if one}
    return keys


def last_result_of(case: CaseState, spans: Mapping[str, Span]) -> date | None:
    """The day by which all results are expected; None where a part that is still open states no limit."""
    ends = [spans[task.spec.key].end for task in case.tasks if not task.settled]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def used_share(task: TaskState, *, now: datetime, calendar: WorkingCalendar) -> float:
    """The share of the task's time that is gone, 0 to 1; 1 when late."""
    due = due_of(task, calendar)
    if due is None or task.clock.started is None:
        return 0.0
    whole = (end_of_day(due.day) - task.clock.started).total_seconds()
    gone = (now - task.clock.started).total_seconds()
    return min(max(gone / whole, 0.0), 1.0) if whole > 0 else 1.0


def papers_needed_by(*, ports: Ports, case: CaseState, authority: str) -> frozenset[str]:
    """The paper keys that prove something for a task of this authority."""
    facts = facts_of(ports=ports, case_id=case.case_id)
    plan = plan_of_case(
        case=case, one_thing=artefact(case.one_thing), facts=facts, ports=ports, now=ports.clock.now()
    )
    own = {task.spec.key for task in case.tasks if task.spec.authority == authority}
    return frozenset(
        paper.key for paper in plan.evidence.papers if any(use.task in own for use in paper.uses)
    )
