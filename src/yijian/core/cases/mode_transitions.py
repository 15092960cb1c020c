"""The states of the two modes of a task, 容缺受理 and 告知承诺, and what moves them; see `transitions`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.cases import objection_events as o
from yijian.core.cases import task_events as t
from yijian.core.cases.after_decision import objections_allow
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.owing import OPEN_TO_PAPERS, OwingStatus
from yijian.core.cases.rule_transitions import rules_allow
from yijian.core.cases.states import CaseState, TaskState

OWING_TRANSITIONS: Final[Mapping[OwingStatus, Mapping[type[t.TaskEvent], OwingStatus]]] = {
    OwingStatus.PROMISED: {
        o.DecisionSetAside: OwingStatus.PROMISED,
        t.PapersOwed: OwingStatus.OWED,
        t.OwedPapersComplete: OwingStatus.COMPLETE,
    },
    OwingStatus.OWED: {
        o.DecisionSetAside: OwingStatus.PROMISED,
        t.OwedPapersReminded: OwingStatus.OWED,
        t.ExtensionAsked: OwingStatus.OWED,
        t.OwingExtended: OwingStatus.OWED,
        t.OwedPapersComplete: OwingStatus.COMPLETE,
        t.OwedPapersOverdue: OwingStatus.NOT_COMPLETED,
    },
    OwingStatus.NOT_COMPLETED: {
        o.DecisionSetAside: OwingStatus.PROMISED,
        t.ExtensionAsked: OwingStatus.NOT_COMPLETED,
        t.OwingExtended: OwingStatus.OWED,
        t.OwedPapersComplete: OwingStatus.COMPLETE,
        t.OwingEnded: OwingStatus.ENDED,
    },
    OwingStatus.COMPLETE: {
        t.TaskApproved: OwingStatus.COMPLETE,
        t.TaskRefused: OwingStatus.COMPLETE,
        o.DecisionSetAside: OwingStatus.COMPLETE,
    },
    OwingStatus.ENDED: {o.DecisionSetAside: OwingStatus.PROMISED},
}
"""容缺受理 (policy.md section 2): where the papers stand that a task was received without, and what moves them.

Asking for the extension, and giving it, is possible before the day has passed too: who asks in time is no worse off.
A matter that was not taken up, or ended, and comes back after a review, is owed the same papers from its acceptance on.
A paper that comes in time for another part counts for a part whose day has passed too: what is there is not asked again.
"""


def _decision_undone(status: CommitmentStatus) -> Mapping[type[t.TaskEvent], CommitmentStatus]:
    """What follows of the promise when the decision on it is revoked, set aside, or stands again."""
    return {
        t.DecisionRevoked: CommitmentStatus.REVOKED,
        o.DecisionSetAside: CommitmentStatus.PROMISED,
        o.UndoingSetAside: status,
    }


COMMITMENT_TRANSITIONS: Final[Mapping[CommitmentStatus, Mapping[type[t.TaskEvent], CommitmentStatus]]] = {
    CommitmentStatus.PROMISED: {
        t.CheckScheduled: CommitmentStatus.CHECK_DUE,
        o.DecisionSetAside: CommitmentStatus.PROMISED,
    },
    CommitmentStatus.CHECK_DUE: {
        t.CheckOverdue: CommitmentStatus.CHECK_DUE,
        t.PromiseKept: CommitmentStatus.KEPT,
        t.PromiseBroken: CommitmentStatus.BROKEN,
        **_decision_undone(CommitmentStatus.CHECK_DUE),
    },
    CommitmentStatus.BROKEN: {
        t.CorrectionOrdered: CommitmentStatus.ORDERED,
        **_decision_undone(CommitmentStatus.BROKEN),
    },
    CommitmentStatus.ORDERED: {
        t.CorrectionOverdue: CommitmentStatus.ORDERED,
        t.PromiseCorrected: CommitmentStatus.CORRECTED,
        **_decision_undone(CommitmentStatus.ORDERED),
    },
    CommitmentStatus.KEPT: _decision_undone(CommitmentStatus.KEPT),
    CommitmentStatus.CORRECTED: _decision_undone(CommitmentStatus.CORRECTED),
    CommitmentStatus.REVOKED: {o.UndoingSetAside: CommitmentStatus.CHECK_DUE},
}
"""告知承诺 (policy.md section 2): where the promise stands on which a task is decided, and what moves it.

On which ground a decision is revoked is for the handler: a broken promise only after the day of the order. A promise whose
revocation is set aside is checked again."""

OWING_EVENTS: Final = frozenset(event for row in OWING_TRANSITIONS.values() for event in row)
COMMITMENT_EVENTS: Final = frozenset(event for row in COMMITMENT_TRANSITIONS.values() for event in row)
"""The events of each mode: where a task has the mode, they must stand in the row of its state. All but those in both
one of them and the life of an ordinary task (the decision, its undoing and its review) need the mode."""
_ONLY_WITH_PAPERS_OWED: Final = OWING_EVENTS - {t.TaskApproved, t.TaskRefused, o.DecisionSetAside}
_ONLY_WITH_PROMISE: Final = COMMITMENT_EVENTS - {t.DecisionRevoked, o.DecisionSetAside, o.UndoingSetAside}


def modes_allow(task: TaskState, event: type[t.TaskEvent]) -> bool:
    """Whether the event may happen to the papers the task is owed, to the promise it is decided on, and beside what is
    objected."""
    if not objections_allow(task, event) or not rules_allow(task, event):
        return False
    if task.owing is None:
        owing = event not in _ONLY_WITH_PAPERS_OWED
    else:
        owing = event not in OWING_EVENTS or event in OWING_TRANSITIONS[task.owing.status]
    if task.commitment is None:
        return owing and event not in _ONLY_WITH_PROMISE
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
