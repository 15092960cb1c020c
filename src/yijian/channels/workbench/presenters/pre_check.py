"""A whole case as its coordinator reads it: how it stands, its parts, and what can be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from yijian.channels.look.parts import Light as Lamp
from yijian.channels.workbench.presenters.actions import Action, Actions
from yijian.channels.workbench.presenters.desk import (
    KINDS,
    STATUS_WORDS,
    WORKING_DAYS_LEFT,
    left_words,
    state_words,
)
from yijian.channels.workbench.presenters.names import as_heading, numbered
from yijian.core.errors import Text
from yijian.usecases.staff_views import PreCheckView
from yijian.usecases.views import Light, OutputView, SignatureView, TaskView

IN_PRE_CHECK: Final = frozenset({"received", "supplemented"})
_OVER: Final = frozenset({"closed", "withdrawn", "ended"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One service of the case in words."""

    task: TaskView
    name: Text
    light: Lamp


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHandOver:
    """One result that is issued and not yet with the person, and who issued it."""

    output: OutputView
    authority: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One signature in words."""

    name: Text
    signature: SignatureView
    light: Lamp


def case_lamp(status: str) -> Lamp:
    """The light of the whole case."""
    words = STATUS_WORDS.get(status, Text(status, status))
    if status in IN_PRE_CHECK:
        return Lamp(kind="running", words=words)
    if status == "correction_notified":
        return Lamp(kind="waiting", words=words)
    if status in _OVER:
        return Lamp(kind="stopped" if status != "closed" else "done", words=words)
    return Lamp(kind="running" if status == "in_progress" else "done", words=words)


def deadline_lamp(view: PreCheckView, *, today: date, working_days: WORKING_DAYS_LEFT) -> Lamp | None:
    """How long the joint notice can still be given; None once the pre-check is over, and before the papers are here."""
    if view.status not in IN_PRE_CHECK or (view.handover is not None and not view.handover.complete):
        return None
    due = view.pre_check_due
    words = left_words(due, today=today, working_days=working_days)
    if due < today:
        return Lamp(kind="late", words=words)
    return Lamp(kind="soon" if working_days(today, due) <= 1 else "running", words=words)


def parts_of(tasks: Sequence[TaskView], *, pre_check: bool) -> tuple[Part, ...]:
    """The services with their lights; in the pre-check none has been sent to its authority yet."""
    return tuple(
        Part(task=task, name=numbered(task.name, task.key), light=_part_light(task, pre_check))
        for task in tasks
    )


def _part_light(task: TaskView, pre_check: bool) -> Lamp:
    if pre_check and task.status == "waiting":
        return Lamp(kind="waiting", words=Text("等分送", "To be dispatched"))
    if task.light is Light.DONE:
        return Lamp(kind="done", words=Text("办好了", "Done"))
    if task.status == "dispatched":
        return Lamp(kind=KINDS[task.light], words=Text("等部门受理", "To be accepted"))
    if task.waits_for:  # what for stands under it
        return Lamp(kind="waiting", words=Text("在等", "Waiting"))
    return Lamp(kind=KINDS[task.light], words=state_words(task.status, ()))


def to_hand_over(view: PreCheckView) -> tuple[ToHandOver, ...]:
    """The results that the lead can hand over together."""
    authorities = {task.key: task.authority for task in view.tasks}
    return tuple(
        ToHandOver(
            output=output,
            authority=authorities.get(output.task, Text("", "")),
        )
        for output in view.outputs
    )


def signatures_of(signatures: Sequence[SignatureView]) -> tuple[Signed, ...]:
    """Who has signed."""
    return tuple(
        Signed(
            name=as_heading(each.name),
            signature=each,
            light=Lamp(kind="done", words=Text("签了", "Signed"))
            if each.signed_at
            else Lamp(kind="soon", words=Text("还没签", "Not signed")),
        )
        for each in signatures
    )


def coordinator_actions(view: PreCheckView, *, today: date) -> Actions:
    """What the coordinator can do: the notice first where something is missing, else dispatch; later close."""
    possible = frozenset(view.possible)
    failing = any(criterion.holds is False for criterion in view.admission)
    case = view.case_id
    told_late = today > view.pre_check_due
    correction = Action(
        label=Text("写补正告知书", "Write the correction notice"),
        url=reverse("workbench:correction", args=[case]),
        hint=Text(
            "各部门要的写在一张里，只说一次。", "One notice holds what all authorities ask, told once."
        ),
    )
    dispatch = Action(
        label=Text("预审通过，分送各部门", "Pre-check done: dispatch"),
        url=reverse("workbench:dispatch", args=[case]),
        hint=Text("每个部门马上看到自己那一件。", "Every authority gets its part at once."),
        posts=True,
    )
    end = Action(
        label=Text("终止办理", "End the case"),
        url=reverse("workbench:end", args=[case]),
        hint=Text("写明理由，告知救济", "Reason and remedies"),
    )
    close = Action(
        label=Text("归档", "Close the case"),
        url=reverse("workbench:close", args=[case]),
        hint=Text("结果都送到了，这件事到此结束。", "All results are delivered: the case is over."),
        posts=True,
    )
    archive = Action(
        label=Text("下载归档包", "Download the archive package"),
        url=reverse("workbench:archive", args=[case]),
        hint=Text(
            "申请表、材料、文书、结果和日志，每个文件有校验值。下载会记下来，申请人能查到。",
            "Application, papers, notices, results and journal, each file with its hash. The applicant can see it was taken.",
        ),
        posts=True,
    )
    primary: Action | None = None
    others: list[Action] = []
    if "NotifyCorrection" in possible and not told_late:
        others.append(correction)
    if "DispatchCase" in possible and not failing and (not view.reported or told_late):
        primary = dispatch
    if primary is None and view.reported and correction in others:
        primary = correction
        others.remove(correction)
    if view.status == "delivered" and "CloseCase" in possible:
        primary = close
    if view.status in _OVER:
        primary = archive
    if "EndCase" in possible:
        others.append(end)
    return Actions(
        primary=primary, others=tuple(others), note=_note(view, failing=failing, told_late=told_late)
    )


def _note(view: PreCheckView, *, failing: bool, told_late: bool) -> Text | None:
    if view.status in IN_PRE_CHECK:
        if told_late:
            return Text(
                "过了告知补正的期限，不能再要求补正，请直接分送。",
                "The time for a correction notice has passed: please dispatch.",
            )
        if failing:
            return Text(
                "有联办条件不符合，不能分送。信息不对的请申请人更正，确实不符合的写明理由终止。",
                "A condition of the joint channel does not hold. Have wrong facts corrected; otherwise end with reasons.",
            )
        if view.reported:
            return Text(
                f"各部门报来 {len(view.reported)} 处要补，告知以后才能分送。",
                f"{len(view.reported)} reported: tell the applicant before dispatching.",
            )
        return None
    if view.status == "correction_notified":
        return Text("等申请人补正，您现在不用做什么。", "The applicant corrects: nothing to do now.")
    if view.status == "in_progress":
        return Text(
            "各部门在办，快到期的会排到前面。", "The authorities are working; what is due comes first."
        )
    if view.status == "decided":
        return Text("还有结果没送到，都送到了才能归档。", "Results are still to be delivered before closing.")
    return None
