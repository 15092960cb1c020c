"""What is owed and what was promised, for the applicant and for the officer: read, never changed here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yijian.core.cases import CaseState, TaskState
from yijian.core.cases.clocks import reminder_day
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.names import COMMITMENT_STATUS_NAMES, OWING_STATUS_NAMES
from yijian.core.cases.owing import OPEN_OWING, Owing, OwingStatus
from yijian.core.cases.promises import PromiseKind
from yijian.core.cases.promising import latest_extension
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing
from yijian.usecases.fact_names import paper_name
from yijian.usecases.lights import Light
from yijian.usecases.owed_views import CommitmentView, OwedPaperView, OwingView, StatementView


def promise_text_keys(case: CaseState) -> set[str]:
    """The vault keys of all texts that these views show."""
    keys = {one.attestation.statement.key for one in case.promises}
    for task in case.tasks:
        if task.owing and task.owing.asked:
            keys.add(task.owing.asked.key)
        if task.commitment and task.commitment.finding:
            keys.add(task.commitment.finding.key)
    return keys


def owing_view(
    *,
    case: CaseState,
    task: TaskState,
    one_thing: OneThing,
    texts: Mapping[str, str],
    today: date,
    calendar: WorkingCalendar,
) -> OwingView | None:
    """What the task is owed; None where it has everything from the beginning."""
    owing = task.owing
    if owing is None:
        return None
    waiting = not task.settled and owing.status in OPEN_OWING
    can_extend = waiting and not owing.extended
    return OwingView(
        status=owing.status.value,
        status_name=OWING_STATUS_NAMES[owing.status],
        papers=tuple(
            OwedPaperView(
                paper=one.paper,
                name=paper_name(one_thing, one.paper),
                due=one.due,
                brought_at=one.brought_at,
            )
            for one in owing.papers
        ),
        due=owing.due,
        light=_owing_light(owing, settled=task.settled, today=today),
        extended=owing.extended,
        asked=texts.get(owing.asked.key) if owing.asked else None,
        may_bring=not task.settled and owing.status in (OwingStatus.PROMISED, OwingStatus.OWED),
        may_ask=can_extend and owing.asked is None,
        latest=latest_extension(owing, today=today, calendar=calendar) if can_extend else None,
        statements=_statements(
            case, one_thing, texts, {(PromiseKind.LATER, one.paper) for one in owing.papers}
        ),
    )


def commitment_view(
    *, case: CaseState, task: TaskState, one_thing: OneThing, texts: Mapping[str, str], today: date
) -> CommitmentView | None:
    """The promise that the task is decided on; None where nothing was promised."""
    commitment = task.commitment
    if commitment is None:
        return None
    passed = commitment.order_due is not None and today > commitment.order_due
    return CommitmentView(
        status=commitment.status.value,
        status_name=COMMITMENT_STATUS_NAMES[commitment.status],
        light=_commitment_light(task, today=today),
        check_due=commitment.check_due,
        checked_at=commitment.checked_at,
        finding=texts.get(commitment.finding.key) if commitment.finding else None,
        order_due=commitment.order_due,
        may_revoke=commitment.status is CommitmentStatus.ORDERED and passed,
        claw_back=commitment.claw_back,
        statements=_statements(
            case, one_thing, texts, {(one.kind, one.subject) for one in task.spec.promised}
        ),
    )


def _owing_light(owing: Owing, *, settled: bool, today: date) -> Light:
    if owing.status is OwingStatus.COMPLETE:
        return Light.DONE
    if settled or owing.status is OwingStatus.ENDED:
        return Light.ENDED
    if owing.due is None:
        return Light.WAITING
    if owing.status is OwingStatus.NOT_COMPLETED or today > owing.due:
        return Light.LATE
    return Light.SOON if today >= reminder_day(owing) else Light.RUNNING


def _commitment_light(task: TaskState, *, today: date) -> Light:
    commitment = task.commitment
    if commitment is None or not task.granted:
        return Light.ENDED if task.settled else Light.WAITING
    if not task.to_check:
        return Light.DONE
    due = commitment.order_due if commitment.status is CommitmentStatus.ORDERED else commitment.check_due
    late = commitment.status is not CommitmentStatus.BROKEN and due is not None and today > due
    return Light.LATE if late else Light.RUNNING


def _statements(
    case: CaseState, one_thing: OneThing, texts: Mapping[str, str], wanted: set[tuple[PromiseKind, str]]
) -> tuple[StatementView, ...]:
    return tuple(
        StatementView(
            subject=one.subject,
            name=one_thing.services[one.subject].definition.name
            if one.kind is PromiseKind.CONDITIONS
            else paper_name(one_thing, one.subject),
            text=texts.get(one.attestation.statement.key, ""),
            at=one.attestation.at,
            standing=one.credit.standing.value,
        )
        for one in case.promises
        if (one.kind, one.subject) in wanted
    )
