"""How a thing stands, in one sign."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from yijian.core.cases import FAILED_STATUSES, CaseState, CaseStatus, TaskState, TaskStatus
from yijian.core.cases import Light as ClockLight


class Light(StrEnum):
    """How a task stands, for a reader: shape, word and colour are the channel's."""

    DONE = "done"
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    STOPPED = "stopped"
    WAITING = "waiting"
    ENDED = "ended"


REVIEW_SOON: Final = 3
"""Days before the answer to an objection is due in which it is soon (our choice)."""


def light_of(task: TaskState) -> Light:
    """How the task stands, in one sign."""
    if task.complete and task.granted:
        return Light.DONE
    if task.status in FAILED_STATUSES:
        return Light.ENDED
    if task.status is TaskStatus.SUSPENDED:
        return Light.STOPPED
    if task.status is TaskStatus.WAITING:
        return Light.WAITING
    return {ClockLight.GREEN: Light.RUNNING, ClockLight.AMBER: Light.SOON, ClockLight.RED: Light.LATE}[
        task.light
    ]


def in_pre_check(case: CaseState) -> bool:
    """Whether defects can still go into the joint notice."""
    return case.status in (CaseStatus.RECEIVED, CaseStatus.SUPPLEMENTED)
