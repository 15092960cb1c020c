"""What an officer can do with a task now: one primary act, the others as a list, each with what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from yijian.core.errors import Text
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.views import OutputView


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One act. `posts`: pressing it is the act itself, with the judgements made on the page; else a page asks first."""

    label: Text
    url: str
    hint: Text
    posts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """The primary act, or None; the others; a note: why there is nothing, or nothing obvious, to do."""

    primary: Action | None
    others: tuple[Action, ...]
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """When the engine allows `command`, the act leads to the address `name`. `leads`: it can be the primary act."""

    command: str
    name: str
    label: Text
    hint: Text
    leads: bool = False
    posts: bool = False


_RULES: Final = (
    _Rule(
        command="AcceptTask",
        name="accept",
        label=Text("受理，开始计时", "Accept and start the clock"),
        hint=Text("受理通知书随后发给申请人。", "The applicant then gets a notice of acceptance."),
        leads=True,
        posts=True,
    ),
    _Rule(
        command="ResumeClock",
        name="resume",
        label=Text("恢复计时", "Let the clock run again"),
        hint=Text("从今天起接着算时间。", "Time counts again from today."),
        leads=True,
    ),
    _Rule(
        command="ApproveTask",
        name="approve",
        label=Text("批准", "Approve"),
        hint=Text(
            "准予决定书随后发给申请人，停止计时。", "The applicant then gets the decision; the clock stops."
        ),
        leads=True,
        posts=True,
    ),
    _Rule(
        command="DecideObjection",
        name="review-objection",
        label=Text("复核异议", "Review the objection"),
        hint=Text("维持、改变，还是重新办理。", "Upheld, changed, or decided again."),
        leads=True,
    ),
    _Rule(
        command="ConfirmCorrection",
        name="corrected",
        label=Text("登记已改正", "Record that it was put right"),
        hint=Text("写明看到了什么", "Say what you saw"),
        leads=True,
    ),
    _Rule(
        command="OrderCorrection",
        name="order",
        label=Text("责令改正", "Order to put it right"),
        hint=Text("写明改什么、哪天前改好。", "What, and by which day."),
        leads=True,
    ),
    _Rule(
        command="RecordSample",
        name="sample",
        label=Text("登记抽查结果", "Record the look at the sample"),
        hint=Text("规则自动批准的，看一遍对不对。", "The rules approved it: is it right?"),
        leads=True,
    ),
    _Rule(
        command="CheckPromise",
        name="check",
        label=Text("登记承诺核查", "Record the check of the promise"),
        hint=Text("属实还是不属实，看到了什么。", "Whether it holds, and what you saw."),
        leads=True,
    ),
    _Rule(
        command="EndOwing",
        name="end-owing",
        label=Text("没补齐，终止这一件", "Not brought: end this part"),
        hint=Text("写明理由，告知救济", "Reason and remedies"),
    ),
    _Rule(
        command="ExtendOwing",
        name="extend",
        label=Text("准予延期补交", "Extend the day for what is owed"),
        hint=Text("只能延一次", "Once only"),
    ),
    _Rule(
        command="BringOwedPaper",
        name="take-in",
        label=Text("窗口收补交的材料", "Take in an owed paper"),
        hint=Text("当面交的、寄来的", "Brought or posted"),
    ),
    _Rule(
        command="ReportDefects",
        name="defects",
        label=Text("报缺什么", "Report what is missing"),
        hint=Text("写进一张补正告知书", "Goes into the one notice"),
    ),
    _Rule(
        command="ProposeVisit",
        name="arrange-visit",
        label=Text("约踏勘", "Arrange a visit"),
        hint=Text("能合的合成一次", "With others where it can be one"),
    ),
    _Rule(
        command="SuspendClock",
        name="suspend",
        label=Text("暂停计时", "Stop the clock"),
        hint=Text("选程序，写明原因", "Choose why, give the reason"),
    ),
    _Rule(
        command="ApproveTask",
        name="external",
        label=Text("登记别的系统的结果", "Enter a result of another system"),
        hint=Text("写系统名和编号", "System and number"),
    ),
    _Rule(
        command="DeclineTask",
        name="decline",
        label=Text("不予受理", "Do not accept"),
        hint=Text("写明理由，告知救济", "Reason and remedies"),
    ),
    _Rule(
        command="AcknowledgeChange",
        name="acknowledge",
        label=Text("回应申请人改的内容", "Answer for the applicant's change"),
        hint=Text("写明看过了、怎么处理", "That it was seen, and what was done"),
    ),
    _Rule(
        command="RequestLimitExtension",
        name="request-extension",
        label=Text("申请延长期限", "Ask for more time"),
        hint=Text("报本机关负责人批准", "For the head to decide"),
    ),
    _Rule(
        command="ExtendLimit",
        name="extend-limit",
        label=Text("延长办理期限", "Extend the limit"),
        hint=Text("只能延一次，写明理由", "Once only, with the reason"),
    ),
    _Rule(
        command="DeclineLimitExtension",
        name="decline-extension",
        label=Text("不同意延长", "Do not give more time"),
        hint=Text("答复申请的同事", "An answer to who asked"),
    ),
    _Rule(
        command="TransferTask",
        name="transfer",
        label=Text("移送有权办的机关", "Hand to the competent authority"),
        hint=Text("连材料一起移送，申请人不用重来", "With all papers; nobody applies again"),
    ),
    _Rule(
        command="DeclareNotCompetent",
        name="not-competent",
        label=Text("不归本机关办", "Another authority is competent"),
        hint=Text("写明该找谁", "Say which"),
    ),
    _Rule(
        command="RefuseTask",
        name="refuse",
        label=Text("不予批准", "Refuse"),
        hint=Text("写明条款，告知救济", "Clause and remedies"),
    ),
    _Rule(
        command="RevokeDecision",
        name="revoke",
        label=Text("撤销决定", "Revoke the decision"),
        hint=Text("当初不该这样决定", "It was wrong from the beginning"),
    ),
    _Rule(
        command="RetractLicence",
        name="retract",
        label=Text("撤回许可", "Retract the licence"),
        hint=Text("依据或者客观情况变了", "Its basis or circumstances changed"),
    ),
    _Rule(
        command="CancelResult",
        name="cancel",
        label=Text("注销", "Cancel the record"),
        hint=Text("到期、人不在了、自己申请、已经撤销", "Expired, gone, asked for, or undone"),
    ),
    _Rule(
        command="RevokeAsPenalty",
        name="take-away",
        label=Text("吊销", "Take the licence away"),
        hint=Text("持有人违反规定，处罚", "A penalty for what the holder did"),
    ),
    _Rule(
        command="RecordExternalReview",
        name="external-review",
        label=Text("登记复议、诉讼结果", "Record a reconsideration or judgment"),
        hint=Text("写文书编号", "With its number"),
    ),
)


AFTERWARDS: Final = frozenset(
    {"RevokeDecision", "RetractLicence", "CancelResult", "RevokeAsPenalty", "RecordExternalReview"}
)
"""What is possible for years after a part is done: that it is possible does not mean that anything is to be done."""


def actions_of(view: OfficerTaskView) -> Actions:
    """The acts that the state of the task allows. Approving is not offered against a condition that does not hold."""
    failing = any(criterion.holds is False for criterion in view.criteria)
    leading = [*_handing_over(view)]
    others: list[Action] = []
    afterwards: set[str] = set()
    for rule in _RULES:
        if rule.command not in view.possible or (failing and rule.name == "approve"):
            continue
        url = reverse(f"workbench:{rule.name}", args=[view.case_id, view.task])
        action = Action(label=rule.label, url=url, hint=rule.hint, posts=rule.posts)
        (leading if rule.leads else others).append(action)
        if rule.command in AFTERWARDS:
            afterwards.add(url)
    note = _note(view, failing=failing, nothing=not leading and len(others) == len(afterwards))
    others = [
        *(one for one in others if one.url not in afterwards),
        *_again(view),
        *(one for one in others if one.url in afterwards),
    ]
    primary = leading[0] if leading else None
    return Actions(
        primary=primary,
        others=(*leading[1:], *others),
        note=note,
    )


def _handing_over(view: OfficerTaskView) -> Iterator[Action]:
    if "IssueOutput" in view.possible:
        for output, name in view.outputs_to_issue:
            yield Action(
                label=Text(f"出件：{name.zh}", f"Issue: {name.en}"),
                url=reverse("workbench:issue", args=[view.case_id, view.task, output]),
                hint=Text("填证号，生成证照。", "Enter the number; the document is made."),
            )
    if "SendResult" in view.possible:
        for each in undelivered(view):
            yield Action(
                label=Text(f"发往代收窗口：{each.name.zh}", f"Send to the window: {each.name.en}"),
                url=reverse("workbench:send-result", args=[view.case_id, view.task, output_id(each)]),
                hint=Text("申请人选了在代收窗口取。", "The applicant chose to fetch it there."),
            )
    if "DeliverOutput" in view.possible:
        for each in undelivered(view):
            yield Action(
                label=Text(f"登记送达：{each.name.zh}", f"Record delivery: {each.name.en}"),
                url=reverse("workbench:deliver", args=[view.case_id, view.task, output_id(each)]),
                hint=Text("怎么送的，凭什么证明。", "How, and by which proof."),
            )


def _again(view: OfficerTaskView) -> Iterator[Action]:
    if "ReissueOutput" in view.possible:
        for each in (output for output in view.outputs if output.ended is None):
            yield Action(
                label=Text(f"补换发：{each.name.zh}", f"Issue again: {each.name.en}"),
                url=reverse("workbench:reissue", args=[view.case_id, view.task, output_id(each)]),
                hint=Text("丢了、坏了、印错了", "Lost, damaged, misprinted"),
            )


def undelivered(view: OfficerTaskView) -> tuple[OutputView, ...]:
    """The results that are issued and neither with the person nor on their way by a window elsewhere."""
    return tuple(
        output
        for output in view.outputs
        if output.delivered_at is None and output.ended is None and output.sent_at is None
    )


def output_id(output: OutputView) -> str:
    """The id of an output within its task, as its service defines it."""
    return output.id.removeprefix(f"{output.task}:")


def _note(view: OfficerTaskView, *, failing: bool, nothing: bool) -> Text | None:
    if failing and "ApproveTask" in view.possible:
        return Text(
            "有条件自动核对不符合，不能直接批准。信息不对的，先请申请人或部门更正。",
            "A condition does not hold, so it cannot be approved. If a fact is wrong, have it corrected first.",
        )
    if any(one.open for one in view.visits if (part := one.part(view.task)) and part.joins):
        return Text(
            "这一件约了踏勘，登记通过以后才能批准。",
            "A visit is arranged for this: it can be approved once it is recorded as passed.",
        )
    if view.to_sign:
        who = "、".join(one.zh for one in view.to_sign)
        whom = ", ".join(one.en for one in view.to_sign)
        return Text(
            f"申请人改了内容，等{who}重新签字，签了才能批准。",
            f"The application was changed. It can be approved once signed again by {whom}.",
        )
    if (
        view.owing is not None
        and view.owing.status in ("owed", "not_completed")
        and view.status != "suspended"
    ):
        return Text(
            "材料还没有补齐：可以审查，交齐以后才能作决定。",
            "Papers are still owed: review meanwhile, decide when all is in.",
        )
    if view.dispute.decided_by_reader:
        return Text(
            "申请人对您作的决定提了异议，要由本部门别的人复核。",
            "The applicant objects to your decision: somebody else of your department reviews it.",
        )
    if not nothing:
        return None
    if view.waits_for:
        zh, en = "、".join(each.zh for each in view.waits_for), ", ".join(each.en for each in view.waits_for)
        return Text(f"等{zh}办好，自动送到您这里。", f"It comes to you by itself once {en} is done.")
    if view.status == "waiting":
        return Text(
            "等牵头部门预审和分送，您现在不用做什么。",
            "The lead authority checks and dispatches first: nothing to do now.",
        )
    return Text("这一件您办完了，不用再做什么。", "Your part is done: nothing more to do.")
