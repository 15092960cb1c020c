"""The states of the two modes of a task, 容缺受理 and 告知承诺, and what moves them; see `transitions`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.cases import task_events as t
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.owing import OPEN_TO_PAPERS, OwingStatus
from yijian.core.cases.states import CaseState, TaskState

OWING_TRANSITIONS: Final[Mapping[OwingStatus, Mapping[type[t.TaskEvent], OwingStatus]]] = {
    OwingStatus.PROMISED: {
        t.PapersOwed: OwingStatus.OWED,
        t.OwedPapersComplete: OwingStatus.COMPLETE,
    },
    OwingStatus.OWED: {
        t.OwedPapersReminded: OwingStatus.OWED,
        t.ExtensionAsked: OwingStatus.OWED,
        t.OwingExtended: OwingStatus.OWED,
        t.OwedPapersComplete: OwingStatus.COMPLETE,
        t.OwedPapersOverdue: OwingStatus.NOT_COMPLETED,
    },
    OwingStatus.NOT_COMPLETED: {
        t.ExtensionAsked: OwingStatus.NOT_COMPLETED,
        t.OwingExtended: OwingStatus.OWED,
        t.OwedPapersComplete: OwingStatus.COMPLETE,
        t.OwingEnded: OwingStatus.ENDED,
    },
    OwingStatus.COMPLETE: {
        t.TaskApproved: OwingStatus.COMPLETE,
        t.TaskRefused: OwingStatus.COMPLETE,
    },
    OwingStatus.ENDED: {},
}
"""容缺受理 (policy.md section 2): where the papers stand that a task was received without, and what moves them.

Asking for the extension, and giving it, is possible before the day has passed too: who asks in time is no worse off.
A paper that comes in time for another part counts for a part whose day has passed too: what is there is not asked again.
"""

COMMITMENT_TRANSITIONS: Final[Mapping[CommitmentStatus, Mapping[type[t.TaskEvent], CommitmentStatus]]] = {
    CommitmentStatus.PROMISED: {t.CheckScheduled: CommitmentStatus.CHECK_DUE},
    CommitmentStatus.CHECK_DUE: {
        t.CheckOverdue: CommitmentStatus.CHECK_DUE,
        t.PromiseKept: CommitmentStatus.KEPT,
        t.PromiseBroken: CommitmentStatus.BROKEN,
    },
    CommitmentStatus.BROKEN: {t.CorrectionOrdered: CommitmentStatus.ORDERED},
    CommitmentStatus.ORDERED: {
        t.CorrectionOverdue: CommitmentStatus.ORDERED,
        t.PromiseCorrected: CommitmentStatus.CORRECTED,
        t.DecisionRevoked: CommitmentStatus.REVOKED,
    },
    CommitmentStatus.KEPT: {},
    CommitmentStatus.CORRECTED: {},
    CommitmentStatus.REVOKED: {},
}
"""告知承诺 (policy.md section 2): where the promise stands on which a task is decided, and what moves it."""

OWING_EVENTS: Final = frozenset(event for row in OWING_TRANSITIONS.values() for event in row)
COMMITMENT_EVENTS: Final = frozenset(event for row in COMMITMENT_TRANSITIONS.values() for event in row)
"""The events of each mode: where a task has the mode, they must stand in the row of its state. All but those in both
`OWING_EVENTS` and the life of an ordinary task (the decision) need the mode."""
_ONLY_WITH_PAPERS_OWED: Final = OWING_EVENTS - {t.TaskApproved, t.TaskRefused}


def modes_allow(task: TaskState, event: type[t.TaskEvent]) -> bool:
    """Whether the event may happen to the papers the task is owed, and to the promise it is decided on."""
    if task.owing is None:
        owing = event not in _ONLY_WITH_PAPERS_OWED
    else:
        owing = event not in OWING_EVENTS or event in OWING_TRANSITIONS[task.owing.status]
    if task.commitment is None:
        return owing and event not in COMMITMENT_EVENTS
    allowed = event not in COMMITMENT_EVENTS or event in COMMITMENT_TRANSITIONS[task.commitment.status]
    return owing and allowed


def owed_papers(state: CaseState) -> tuple[str, ...]:
    """Keys of the papers that can be brought now: promised or owed, in a task that is not settled, the day not passed."""
    return tuple(
        dict.fromkeys(
            paper.paper
            for task in state.tasks
            if not task.settled and task.owing and task.owing.status in OPEN_TO_PAPERS
            for paper in task.owing.outstanding
        )
    )
