"""What an officer can do with one visit of their task."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from yijian.channels.workbench.presenters.actions import Action
from yijian.core.errors import Text
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.visit_views import VisitView

_NO_HINT = Text("", "")


def acts_on_visit(visit: VisitView, task: OfficerTaskView) -> tuple[Action, ...]:
    """The acts, the likeliest first: only those that the state of the visit and the part of the task in it allow."""
    return tuple(
        Action(
            label=label,
            url=reverse(f"workbench:{name}", args=[task.case_id, task.task, visit.id]),
            hint=_NO_HINT,
            posts=name == "join-visit",
        )
        for name, label in _acts(visit, task)
    )


def _acts(visit: VisitView, task: OfficerTaskView) -> Iterator[tuple[str, Text]]:
    part = visit.part(task.task)
    if part is None:
        return
    arranged = visit.status == "proposed"
    if arranged and not part.joins and "JoinVisit" in task.possible:
        yield "join-visit", Text("参加", "Take part")
    if arranged and part.joins and "HoldVisit" in task.possible:
        yield "hold-visit", Text("登记已到现场", "Record that it took place")
    if visit.status == "held" and part.joins and part.outcome is None and "RecordFinding" in task.possible:
        yield "finding", Text("登记踏勘结果", "Record what was found")
    if arranged and not part.alone and "LeaveVisit" in task.possible:
        yield "leave-visit", Text("单独去", "Go alone")
    if arranged and "MoveVisit" in task.possible:
        yield "move-visit", Text("改日期", "Move it")
    if arranged and "CallOffVisit" in task.possible:
        yield "call-off-visit", Text("取消", "Call it off")
