"""What changed last in a task, and what follows from it: the panel at the top of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yijian.channels.workbench.presenters.clock import open_stop
from yijian.core.errors import Text
from yijian.usecases.staff_views import OfficerTaskView


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What follows (`title`), what happened (`event`) and when, and for a stop the reason."""

    title: Text
    event: Text | None
    at: datetime | None
    reason: str = ""


def changed_of(view: OfficerTaskView) -> Changed:
    """The last thing that happened and where that leaves the officer."""
    last = view.history[-1] if view.history else None
    stop = open_stop(view)
    return Changed(
        title=_title(view),
        event=last.words if last else None,
        at=last.at if last else None,
        reason=stop.reason if stop else "",
    )


def _title(view: OfficerTaskView) -> Text:
    if "ReportDefects" in view.possible:
        return Text(
            "在预审：现在发现缺什么，都写进一张告知书",
            "In pre-check: what is missing goes into one notice",
        )
    stop = open_stop(view)
    if stop is not None:
        return Text(f"时间停着：{stop.kind.zh}", f"The clock stands: {stop.kind.en}")
    if view.dispute.waits:
        return Text("申请人提了异议，等复核", "The applicant objects: to be reviewed")
    undecided = sum(criterion.holds is None for criterion in view.criteria)
    match view.status:
        case "dispatched":
            return Text("送到您这里了，请受理或者告知不受理", "It is with you: accept it, or say why not")
        case "accepted" | "under_review" if undecided:
            return Text(f"审查中，{undecided} 条要您判断", f"Under review: {undecided} for you to judge")
        case "accepted" | "under_review" if not view.criteria:
            return Text("审查中，看过信息和材料再决定", "Under review: decide by the facts and papers")
        case "accepted" | "under_review":
            return Text("审查中，条件都自动核对过了", "Under review: all conditions were checked")
        case "approved":
            return Text("批准了，请出件", "Approved: please issue the result")
        case "output_issued":
            return Text("出件了，请登记送达", "Issued: please record the delivery")
        case "waiting" if view.waits_for:
            zh, en = (
                "、".join(each.zh for each in view.waits_for),
                ", ".join(each.en for each in view.waits_for),
            )
            return Text(f"等{zh}办好", f"Waits for {en}")
        case "waiting":
            return Text("还没分送到您这里", "Not dispatched to you yet")
        case "delivered":
            return Text("办好了，结果送到了", "Done and delivered")
        case "revoked" | "retracted" | "revoked_as_penalty" | "cancelled":
            last = view.dispute.undoings[-1].name if view.dispute.undoings else Text("撤销", "revocation")
            return Text(f"已经{last.zh}，不再有效", f"No longer valid: {last.en}")
        case "cannot_start" if view.block is not None:
            failed = view.block.failed
            return Text(
                f"没能开始：“{failed.zh}”{view.block.ended.zh}，申请人以后可以单独申请",
                f"Could not begin: “{failed.en}”: {view.block.ended.en}. It can be applied for on its own later",
            )
        case "refused" | "not_accepted" | "not_competent":
            return Text("这一件有结论了", "This part is decided")
        case _:
            return Text("这一件不再办理", "This part is not handled any more")
