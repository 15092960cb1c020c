"""What holds of papers owed and of promises in every state that can be reached."""

from __future__ import annotations

from tests.cases.situations import CALENDAR, Story
from yijian.core.cases import (
    RUNNING_STATUSES,
    CaseState,
    NoticeKind,
    TaskState,
    TaskStatus,
    TimerKind,
    timers_of,
)
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.owing import OwingStatus
from yijian.core.cases.task_events import OwingExtended


def was_revoked(state: CaseState, key: str) -> bool:
    task = state.task(key)
    return task is not None and task.status is TaskStatus.REVOKED


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
        assert task.granted == (
            commitment.status not in {CommitmentStatus.PROMISED, CommitmentStatus.REVOKED}
        )
        if task.to_check:
            assert not state.final, "a case with a promise to check is not archived"
    if task.status is TaskStatus.REVOKED:
        assert commitment is not None
        assert commitment.status is CommitmentStatus.REVOKED
        assert not task.granted
        assert all(output.revoked_at is not None for output in task.outputs)
        assert not task.outputs_to_deliver
        assert not task.outputs_to_issue
    else:
        assert all(output.revoked_at is None for output in task.outputs)
