"""Where silence at the end of the limit approves (逾期视为同意): only by the law of the service, and only what is whole."""

from __future__ import annotations

from yijian.core.cases import task_events as t
from yijian.core.cases.mode_transitions import modes_allow
from yijian.core.cases.procedures import SilenceEffect, procedure_for
from yijian.core.cases.states import RUNNING_STATUSES, TaskState


def silence_may_approve(task: TaskState) -> bool:
    """Whether the silence of its authority can approve the task as it stands: its clock runs, the law of its service says
    so, and no paper is owed."""
    approves = procedure_for(task.spec).silence.effect is SilenceEffect.APPROVES
    return approves and task.status in RUNNING_STATUSES and modes_allow(task, t.TaskApproved)
