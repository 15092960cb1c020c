"""Objections, reviews and undoings of a task, for the applicant and for the officer: read, never changed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from yijian.core.cases import CaseState, TaskState, possible_commands
from yijian.core.cases.clocks import end_of_day
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.issued_outputs import EndedBy
from yijian.core.cases.names import OBJECTION_STATUS_NAMES, UNDOING_NAMES
from yijian.core.cases.notice_words import BODY_NAMES, GROUND_NAMES, OUTCOME_WORDS
from yijian.core.cases.objection_commands import RaiseObjection
from yijian.core.cases.objections import Objection
from yijian.core.cases.procedures import procedure_of
from yijian.core.cases.reviewing import effects_of, objection_due, reviewed
from yijian.core.cases.states import UNDONE_STATUSES
from yijian.core.cases.undoings import GROUNDS, UndoingGround, UndoingKind
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.local_time import local_date
from yijian.usecases.decided_views import DisputeView, ObjectionView, UndoingView

ENDED_WORDS: Final[Mapping[EndedBy, Text]] = {
    EndedBy.REVOKED: Text("撤销了", "Revoked"),
    EndedBy.RETRACTED: Text("撤回了许可", "Licence retracted"),
    EndedBy.CANCELLED: Text("注销了", "Cancelled"),
    EndedBy.REVOKED_AS_PENALTY: Text("吊销了", "Taken away as a penalty"),
    EndedBy.SET_ASIDE: Text("原决定不算数，重新办理", "Its decision was set aside"),
    EndedBy.REPLACED: Text("换了新的一份", "Replaced by a new copy"),
}
"""Which act made a result invalid, as a light says it."""


def ended_words(ended_by: str | None) -> Text:
    """The words of an act by its name in the store; a revocation where an older program kept none."""
    return ENDED_WORDS[EndedBy(ended_by) if ended_by else EndedBy.REVOKED]


def dispute_text_keys(case: CaseState) -> set[str]:
    """The vault keys of all texts that these views show."""
    keys = {one.reason.key for task in case.tasks for one in task.undoings}
    for task in case.tasks:
        for one in task.objections:
            keys |= {text.key for text in (one.reason, one.finding) if text is not None}
    return keys


def dispute_view(
    *,
    case: CaseState,
    task: TaskState,
    texts: Mapping[str, str],
    today: date,
    calendar: WorkingCalendar,
    reader: str | None = None,
) -> DisputeView:
    """What is objected, reviewed and undone of one task. `reader`: the account of the officer who looks."""
    until = objection_due(case, task, calendar)
    possible = {one.command for one in possible_commands(case) if task.spec.key in one.tasks}
    in_time = until is not None and today <= until
    waiting = task.open_objection
    return DisputeView(
        undoings=tuple(
            UndoingView(
                kind=one.kind.value,
                name=UNDOING_NAMES[one.kind],
                ground=GROUND_NAMES[one.ground],
                reason=texts.get(one.reason.key, ""),
                at=one.at,
                claw_back=one.claw_back,
            )
            for one in task.undoings
        ),
        objections=tuple(_objection(one, texts, today) for one in task.objections),
        may_object=RaiseObjection in possible and in_time and not reviewed(task),
        object_until=until if RaiseObjection in possible else None,
        waits=waiting is not None,
        decided_by_reader=waiting is not None and reader is not None and reader in waiting.deciders,
        outcomes=tuple((one.value, OUTCOME_WORDS[one]) for one in effects_of(task)),
        grounds=tuple(_grounds(task, today)),
    )


def _objection(one: Objection, texts: Mapping[str, str], today: date) -> ObjectionView:
    return ObjectionView(
        status=one.status.value,
        status_name=OBJECTION_STATUS_NAMES[one.status],
        raised_at=one.raised_at,
        reason=texts.get(one.reason.key, "") if one.reason else "",
        due=one.due,
        late=one.open and one.due is not None and today > one.due,
        decided_at=one.decided_at,
        finding=texts.get(one.finding.key, "") if one.finding else "",
        by=BODY_NAMES[one.external.body] if one.external else None,
        number=one.external.number if one.external else "",
    )


def _grounds(task: TaskState, today: date) -> Iterator[tuple[str, Text, str]]:
    """The grounds that fit now: value, words, and the act they are of."""
    undone = task.status in UNDONE_STATUSES
    for act in UndoingKind:
        if act not in procedure_of(task.spec.kind).undoings:
            continue
        for ground in GROUNDS[act]:
            if (ground is UndoingGround.UNDONE) != (undone and act is UndoingKind.CANCEL):
                continue
            if ground is UndoingGround.BROKEN_PROMISE and not promise_broken(task, today):
                continue
            yield ground.value, GROUND_NAMES[ground], act.value


def promise_broken(task: TaskState, today: date) -> bool:
    """Whether the promise of the task is a ground to revoke: found untrue, and the day of the order has passed."""
    commitment = task.commitment
    if commitment is None or commitment.status is not CommitmentStatus.ORDERED or not commitment.order_due:
        return False
    return today >= local_date(end_of_day(commitment.order_due))
