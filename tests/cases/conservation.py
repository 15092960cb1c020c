"""What holds of papers owed and of promises in every state that can be reached."""

from __future__ import annotations

import json

from tests.cases.situations import CALENDAR, Story
from yijian.core.cases import (
    RUNNING_STATUSES,
    CaseState,
    CaseStatus,
    NoticeKind,
    TaskState,
    TaskStatus,
    TimerKind,
    timers_of,
)
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.events import CaseReopened, TaskAdded
from yijian.core.cases.handing_over import receivers_of
from yijian.core.cases.handover_messages import HandoverMessage, MessageKind, messages_of
from yijian.core.cases.handovers import HandoverStatus
from yijian.core.cases.issued_outputs import EndedBy
from yijian.core.cases.objection_events import (
    DecisionChanged,
    DecisionSetAside,
    TaskUnblocked,
    UndoingSetAside,
)
from yijian.core.cases.objections import ObjectionStatus
from yijian.core.cases.owing import OwingStatus
from yijian.core.cases.procedures import procedure_of
from yijian.core.cases.states import UNDONE_STATUSES
from yijian.core.cases.task_events import DecisionRevoked, OwingExtended, TaskDropped, TaskTouchedByChange
from yijian.core.cases.undoing_events import LicenceRetracted, LicenceRevokedAsPenalty, ResultCancelled
from yijian.core.cases.undoings import UndoingGround, UndoingKind
from yijian.core.vocabulary.canonical import canonical_json, from_plain


def reopened(story: Story) -> int:
    """How often a review took the case up again."""
    return sum(isinstance(event, CaseReopened) for event in story.events)


def was_undone(story: Story, key: str) -> bool:
    """Whether the task was granted and lost it, or was decided otherwise later: what others needed of it was there."""
    lost = (DecisionRevoked, LicenceRetracted, LicenceRevokedAsPenalty, ResultCancelled)
    reviewed = (DecisionSetAside, DecisionChanged, UndoingSetAside, TaskUnblocked)
    return any(isinstance(event, (*lost, *reviewed)) and event.task == key for event in story.events)


def check_modes(story: Story, task: TaskState) -> None:
    """Conservation: nothing owed is lost, nothing is decided while it is owed, nothing stands after a revocation."""
    state, owing, commitment = story.case, task.owing, task.commitment
    assert (owing is not None) == bool(task.spec.owed)
    assert (commitment is not None) == bool(task.spec.promised)
    if owing is not None:
        assert [paper.paper for paper in owing.papers] == [one.paper for one in task.spec.owed]
        there = {paper.key for paper in state.papers}
        for paper in owing.papers:
            assert paper.brought_at is None or paper.paper in there
        assert (owing.status is OwingStatus.COMPLETE) == (not owing.outstanding)
        if task.granted or task.status is TaskStatus.REFUSED:
            assert owing.status is OwingStatus.COMPLETE
        if task.status in RUNNING_STATUSES and owing.outstanding:
            assert all(paper.due is not None for paper in owing.outstanding)
            told = [one for one in state.notices if one.kind is NoticeKind.CONDITIONAL_ACCEPTANCE]
            assert task.spec.key in {one.task for one in told}
            assert any(timer.kind is TimerKind.OWED_DUE for timer in timers_of(state, CALENDAR)) or (
                owing.status is OwingStatus.NOT_COMPLETED
            )
        extensions = [
            one for one in story.events if isinstance(one, OwingExtended) and one.task == task.spec.key
        ]
        assert len(extensions) == owing.extended
    if commitment is not None:
        decided = task.granted or task.status in UNDONE_STATUSES
        assert decided == (commitment.status is not CommitmentStatus.PROMISED)
        if task.granted:
            assert commitment.status is not CommitmentStatus.REVOKED
        if task.to_check:
            assert not state.final, "a case with a promise to check is not archived"
    if task.status in UNDONE_STATUSES:
        check_undone(task)
    else:
        assert task.undoings == ()
        copies = {EndedBy.REPLACED, EndedBy.SET_ASIDE}
        assert all(output.stands or output.ended_by in copies for output in task.outputs)
    for output in task.outputs:
        assert (output.revoked_at is None) == (output.ended_by is None)
    standing = [output.id for output in task.outputs if output.stands]
    assert len(standing) == len(set(standing)), "one copy of an output stands at most"
    if standing:
        assert task.granted
    check_objections(state, task)


def check_undone(task: TaskState) -> None:
    """What holds of a task whose decision does not stand any more."""
    last = task.undoings[-1]
    wanted = {
        UndoingKind.REVOKE: TaskStatus.REVOKED,
        UndoingKind.RETRACT: TaskStatus.RETRACTED,
        UndoingKind.PENALTY: TaskStatus.REVOKED_AS_PENALTY,
        UndoingKind.CANCEL: TaskStatus.CANCELLED,
    }
    assert task.status is wanted[last.kind]
    assert all(one.kind in procedure_of(task.spec.kind).undoings for one in task.undoings)
    assert len(task.undoings) <= 2
    if len(task.undoings) == 2:
        assert (last.kind, last.ground) == (UndoingKind.CANCEL, UndoingGround.UNDONE)
    assert not task.granted
    assert all(output.revoked_at is not None for output in task.outputs)
    assert not task.outputs_to_deliver
    assert not task.outputs_to_issue


def check_objections(state: CaseState, task: TaskState) -> None:
    """One objection waits at most, and only beside a decision; who decided has not reviewed."""
    waiting = [one for one in task.objections if one.open]
    assert len(waiting) <= 1
    if waiting:
        assert task.settled
        assert not state.final
        wanted = any(timer.kind is TimerKind.REVIEW_DUE for timer in timers_of(state, CALENDAR))
        assert wanted != waiting[0].overdue or len([one for one in state.tasks if one.open_objection]) > 1
    for one in task.objections:
        assert (one.decided_at is not None) == (
            one.status not in {ObjectionStatus.RAISED, ObjectionStatus.TAKEN_BACK}
        )
        assert one.raised_at is not None or one.external is not None


def came_back(story: Story, key: str) -> bool:
    """Whether the task was dropped by a change and added again by another."""
    return sum(isinstance(one, TaskDropped) and one.task == key for one in story.events) > 0


def check_changes(story: Story, task: TaskState) -> None:
    """A decision is never touched by a change; what touches it is on record until its authority has answered for it."""
    mine = [
        one
        for one in story.events
        if isinstance(one, TaskTouchedByChange | TaskDropped) and one.task == task.spec.key
    ]
    if task.status is TaskStatus.DROPPED:
        assert isinstance(mine[-1], TaskDropped)
        assert task.settled
    last_added = max(
        (
            index
            for index, one in enumerate(story.events)
            if isinstance(one, TaskAdded) and one.spec.key == task.spec.key
        ),
        default=-1,
    )
    touching = [
        one
        for one in story.events[last_added + 1 :]
        if isinstance(one, TaskTouchedByChange) and one.task == task.spec.key
    ]
    assert len(task.changes) == len(touching)
    if story.case.final and task.granted:
        assert not task.unseen_changes
    if task.unseen_changes:
        assert task.status is not TaskStatus.WAITING


def check_handover(story: Story) -> None:
    """Nothing is decided before the places that decide have the papers; every message can be written again from the
    journal with the digest on record; each office is asked once until it answers."""
    state, handover = story.case, story.case.handover
    messages = messages_of(story.events)
    if handover is None:
        assert messages == ()
        return
    if state.status not in {CaseStatus.RECEIVED, CaseStatus.WITHDRAWN, CaseStatus.ENDED}:
        assert handover.status is HandoverStatus.TAKEN
    receivers = receivers_of(state, handover)
    if handover.status is HandoverStatus.TAKEN:
        assert handover.received_at is not None
        assert state.receipt_at is not None
        assert handover.received_at >= handover.records[0].at
    else:
        assert state.receipt_at is None
        assert not all((sent := handover.parcel_to(one)) and sent.taken for one in receivers)
    recorded = [parcel.digest for record in handover.records for parcel in record.parcels]
    assert [one.digest for one in messages if one.kind is MessageKind.PAPERS] == recorded
    answers = [one for one in messages if one.kind in {MessageKind.TAKEN, MessageKind.REFUSED}]
    assert {one.answers for one in answers} <= set(recorded)
    assert len({one.answers for one in answers}) == len(answers), "one answer to each"
    for message in messages:
        assert from_plain(HandoverMessage, json.loads(canonical_json(message))) == message
    wanted = {one.kind for one in timers_of(state, CALENDAR)}
    if state.status is CaseStatus.RECEIVED:
        with_window = handover.status in {HandoverStatus.COLLECTING, HandoverStatus.RETURNED}
        assert (TimerKind.HAND_OVER_DUE in wanted) == (with_window and not handover.overdue)
        if handover.status is HandoverStatus.SENT:
            assert TimerKind.TAKE_OVER_DUE in wanted, "nobody waits for ever for an answer"
