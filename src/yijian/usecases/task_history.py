"""What happened to one task, from the journal, in words: by what happened, not by whose command brought it about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from yijian.core.cases import CaseState, TaskState
from yijian.core.cases import events as e
from yijian.core.cases import task_events as t
from yijian.core.errors import Text
from yijian.storage import journal

HAPPENED: Final[Mapping[type[e.CaseEvent], Text]] = {
    e.DefectsReported: Text("报了要补正的内容", "Defects reported"),
    e.DefectDropped: Text("撤销了要补正的内容", "A defect taken back"),
    t.TaskDispatched: Text("送到本机关", "Reached this authority"),
    t.TaskAccepted: Text("受理，开始计时", "Accepted, the clock starts"),
    t.TaskDeemedAccepted: Text("到期没有答复，视为受理", "No answer in time: deemed accepted"),
    t.TaskAcceptanceOverdue: Text("过了受理期限", "The time to accept has passed"),
    t.TaskNotAccepted: Text("不予受理", "Not accepted"),
    t.TaskNotCompetent: Text("告知不归本机关办", "Declared to be for another authority"),
    t.TaskBlocked: Text("缺前一件的结果，没能开始", "Could not begin: an earlier result is missing"),
    t.ReviewBegun: Text("开始审查", "Review begun"),
    t.ClockSuspended: Text("暂停计时", "Clock stopped"),
    t.ClockResumed: Text("恢复计时", "Clock runs again"),
    t.TaskDueSoon: Text("快到期了", "Due soon"),
    t.TaskOverdue: Text("超过时限", "Time limit passed"),
    t.TaskApproved: Text("批准", "Approved"),
    t.TaskRefused: Text("不予批准", "Refused"),
    t.TaskWithdrawn: Text("申请人撤回", "Withdrawn by the applicant"),
    t.TaskEnded: Text("终止这一件", "This part ended"),
    t.TaskEndedWithCase: Text("随整件事终止", "Ended with the whole case"),
    t.OutputIssued: Text("出件", "Result issued"),
    t.OutputDelivered: Text("结果送达", "Result delivered"),
}
"""Every event that is told. `TaskOutputsIssued` and `TaskDelivered` only sum up what is told before them."""

_WORDS: Final = {kind.__name__: words for kind, words in HAPPENED.items()}


def history_of(*, case: CaseState, task: TaskState) -> tuple[tuple[datetime, Text], ...]:
    """What happened to the task, oldest first: when, and what in words."""
    return tuple(
        (entry.at, _WORDS[event["type"]])
        for entry in journal.entries(case_id=case.case_id)
        for event in entry.plain_events
        if event["type"] in _WORDS and _is_about(event["data"], task.spec.key)
    )


def _is_about(data: Mapping[str, Any], task: str) -> bool:
    """Whether an event names the task, itself or in one of its defects."""
    return data.get("task") == task or any(one.get("task") == task for one in data.get("defects", ()))
