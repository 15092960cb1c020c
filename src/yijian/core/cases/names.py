"""What statuses and commands are called, in plain words: refusals, diagrams and screens use the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from yijian.core.cases import commands as c
from yijian.core.cases import holding_commands as hc
from yijian.core.cases import visit_commands as vc
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.handovers import HandoverStatus
from yijian.core.cases.objections import ObjectionStatus
from yijian.core.cases.owing import OwingStatus
from yijian.core.cases.rule_decisions import RuleDecisionStatus
from yijian.core.cases.states import CaseOutcome, CaseStatus, TaskStatus
from yijian.core.cases.undoings import UndoingKind
from yijian.core.cases.visits import Answer, FindingOutcome, VisitStatus
from yijian.core.errors import Text

CASE_STATUS_NAMES: Final[Mapping[CaseStatus, Text]] = {
    CaseStatus.DRAFT: Text("填写中", "being filled in"),
    CaseStatus.RECEIVED: Text("已收件", "received"),
    CaseStatus.CORRECTION_NOTIFIED: Text("等您补正", "waiting for your correction"),
    CaseStatus.SUPPLEMENTED: Text("已补正", "corrected"),
    CaseStatus.IN_PROGRESS: Text("办理中", "in progress"),
    CaseStatus.DECIDED: Text("都有结果了", "decided"),
    CaseStatus.DELIVERED: Text("送到了", "delivered"),
    CaseStatus.CLOSED: Text("已归档", "closed"),
    CaseStatus.WITHDRAWN: Text("已撤回", "withdrawn"),
    CaseStatus.ENDED: Text("已终止", "ended"),
}

TASK_STATUS_NAMES: Final[Mapping[TaskStatus, Text]] = {
    TaskStatus.WAITING: Text("等前面的结果", "waiting for an earlier result"),
    TaskStatus.DISPATCHED: Text("等部门受理", "waiting to be accepted"),
    TaskStatus.ACCEPTED: Text("已受理", "accepted"),
    TaskStatus.UNDER_REVIEW: Text("审查中", "under review"),
    TaskStatus.SUSPENDED: Text("暂停计时", "clock stands"),
    TaskStatus.APPROVED: Text("已批准", "approved"),
    TaskStatus.OUTPUT_ISSUED: Text("结果出来了", "result issued"),
    TaskStatus.DELIVERED: Text("送到了", "delivered"),
    TaskStatus.REFUSED: Text("没有批准", "refused"),
    TaskStatus.NOT_ACCEPTED: Text("不予受理", "not accepted"),
    TaskStatus.NOT_COMPETENT: Text("不归这个部门办", "another authority is competent"),
    TaskStatus.CANNOT_START: Text("没能开始", "could not begin"),
    TaskStatus.WITHDRAWN: Text("已撤回", "withdrawn"),
    TaskStatus.ENDED: Text("已终止", "ended"),
    TaskStatus.DROPPED: Text("不用办了", "not wanted any more"),
    TaskStatus.REVOKED: Text("已撤销", "revoked"),
    TaskStatus.RETRACTED: Text("许可已撤回", "licence retracted"),
    TaskStatus.REVOKED_AS_PENALTY: Text("已吊销", "taken away as a penalty"),
    TaskStatus.CANCELLED: Text("已注销", "cancelled"),
}

OBJECTION_STATUS_NAMES: Final[Mapping[ObjectionStatus, Text]] = {
    ObjectionStatus.RAISED: Text("等复核", "waits for its review"),
    ObjectionStatus.TAKEN_BACK: Text("已收回", "taken back"),
    ObjectionStatus.UPHELD: Text("维持原决定", "the decision stands"),
    ObjectionStatus.CHANGED: Text("改变了决定", "the decision is changed"),
    ObjectionStatus.SENT_BACK: Text("重新办理", "to be decided again"),
}

UNDOING_NAMES: Final[Mapping[UndoingKind, Text]] = {
    UndoingKind.REVOKE: Text("撤销", "revocation"),
    UndoingKind.RETRACT: Text("撤回许可", "retraction"),
    UndoingKind.CANCEL: Text("注销", "cancellation"),
    UndoingKind.PENALTY: Text("吊销", "taking away as a penalty"),
}

HANDOVER_STATUS_NAMES: Final[Mapping[HandoverStatus, Text]] = {
    HandoverStatus.COLLECTING: Text("代收窗口核对中", "with the window"),
    HandoverStatus.SENT: Text("已移交，等接收", "handed over, not yet taken"),
    HandoverStatus.RETURNED: Text("退回代收窗口", "sent back to the window"),
    HandoverStatus.TAKEN: Text("办理地已接收", "taken over"),
}

RULE_STATUS_NAMES: Final[Mapping[RuleDecisionStatus, Text]] = {
    RuleDecisionStatus.WAITING: Text("等规则核对", "waits for the rules"),
    RuleDecisionStatus.LEFT: Text("转人工", "left to an officer"),
    RuleDecisionStatus.DECIDED: Text("规则批准", "approved by the rules"),
    RuleDecisionStatus.TO_LOOK_AT: Text("待抽查", "to be looked at"),
    RuleDecisionStatus.CONFIRMED: Text("抽查没有问题", "found right"),
    RuleDecisionStatus.FOUND_WRONG: Text("抽查有问题", "found wrong"),
}

VISIT_STATUS_NAMES: Final[Mapping[VisitStatus, Text]] = {
    VisitStatus.PROPOSED: Text("已约日期", "arranged"),
    VisitStatus.HELD: Text("已到现场，等结果", "took place, findings awaited"),
    VisitStatus.CONCLUDED: Text("结果齐了", "all findings are in"),
    VisitStatus.CALLED_OFF: Text("已取消", "called off"),
}

VISIT_ANSWER_NAMES: Final[Mapping[Answer, Text]] = {
    Answer.ASKED: Text("还没答复", "not answered yet"),
    Answer.JOINS: Text("参加", "takes part"),
    Answer.ALONE: Text("单独去", "goes alone"),
}

FINDING_NAMES: Final[Mapping[FindingOutcome, Text]] = {
    FindingOutcome.PASSED: Text("通过", "passed"),
    FindingOutcome.TO_CORRECT: Text("要整改", "to be put right"),
    FindingOutcome.FAILED: Text("不通过", "failed"),
}

OWING_STATUS_NAMES: Final[Mapping[OwingStatus, Text]] = {
    OwingStatus.PROMISED: Text("已承诺补交", "promised"),
    OwingStatus.OWED: Text("待补交", "owed"),
    OwingStatus.NOT_COMPLETED: Text("到期没有交", "not brought in time"),
    OwingStatus.COMPLETE: Text("已补齐", "complete"),
    OwingStatus.ENDED: Text("没补齐，已终止", "ended without them"),
}

COMMITMENT_STATUS_NAMES: Final[Mapping[CommitmentStatus, Text]] = {
    CommitmentStatus.PROMISED: Text("已承诺", "promised"),
    CommitmentStatus.CHECK_DUE: Text("待核查", "to be checked"),
    CommitmentStatus.KEPT: Text("核查属实", "kept"),
    CommitmentStatus.BROKEN: Text("核查不属实", "not kept"),
    CommitmentStatus.ORDERED: Text("责令改正", "ordered to correct"),
    CommitmentStatus.CORRECTED: Text("已改正", "corrected"),
    CommitmentStatus.REVOKED: Text("已撤销", "revoked"),
}

OUTCOME_NAMES: Final[Mapping[CaseOutcome, Text]] = {
    CaseOutcome.WHOLLY: Text("全部办成", "all granted"),
    CaseOutcome.PARTLY: Text("部分办成", "partly granted"),
    CaseOutcome.REFUSED: Text("没有办成", "none granted"),
}

COMMAND_NAMES: Final[Mapping[type[c.Command], Text]] = {
    c.StartCase: Text("开始填写", "start an application"),
    c.RecordAnswers: Text("填写", "record answers"),
    c.LearnFacts: Text("补入部门数据", "record what a register knows"),
    c.ForgetFacts: Text("清除填写的内容", "clear answers"),
    c.AttachPaper: Text("上传材料", "attach a paper"),
    c.RemovePaper: Text("去掉材料", "remove a paper"),
    c.RequestSignature: Text("请人签字", "ask for a signature"),
    c.Sign: Text("签字", "sign"),
    c.MakePromise: Text("作承诺", "promise"),
    c.TakeBackPromise: Text("取消承诺", "take a promise back"),
    c.ChooseCollection: Text("选在哪儿交", "choose where to hand in"),
    c.BringToWindow: Text("窗口换材料", "exchange a paper at the window"),
    c.HandOver: Text("移交办理地", "hand over"),
    c.TakeOver: Text("接收移交", "take over"),
    c.RefuseHandover: Text("退回移交", "send back"),
    c.SendResult: Text("结果发往代收窗口", "send a result to the window"),
    c.GiveOutResult: Text("在代收窗口发结果", "hand a result out at the window"),
    c.SubmitCase: Text("交申请", "submit the application"),
    c.ReportDefects: Text("报告要补正的内容", "report defects"),
    c.DropDefect: Text("撤销要补正的内容", "take a defect back"),
    c.NotifyCorrection: Text("发补正告知书", "send the correction notice"),
    c.SubmitSupplement: Text("交补正材料", "submit the correction"),
    c.ChangeAnswers: Text("改申请的内容", "change the application"),
    c.DispatchCase: Text("分送各部门", "dispatch to the authorities"),
    c.AcceptTask: Text("受理", "accept"),
    c.DeclineTask: Text("不予受理", "decline"),
    c.DeclareNotCompetent: Text("告知不归本机关办", "declare not competent"),
    c.TransferTask: Text("移送", "hand to the competent authority"),
    hc.TakeTask: Text("由我经办", "take in hand"),
    hc.GiveBackTask: Text("退回，不再经办", "give back"),
    hc.AssignTask: Text("分派经办人", "assign to an officer"),
    c.BeginReview: Text("开始审查", "begin the review"),
    c.SuspendClock: Text("暂停计时", "stop the clock"),
    c.ResumeClock: Text("恢复计时", "let the clock run"),
    c.RequestLimitExtension: Text("向负责人申请延长期限", "ask the head for more time"),
    c.ExtendLimit: Text("延长办理期限", "extend the limit"),
    c.DeclineLimitExtension: Text("不同意延长期限", "decline to give more time"),
    c.AcknowledgeChange: Text("回应变更", "answer for a change"),
    vc.ProposeVisit: Text("约踏勘", "arrange a visit"),
    vc.JoinVisit: Text("参加踏勘", "take part in the visit"),
    vc.LeaveVisit: Text("单独踏勘", "go alone"),
    vc.AskForOtherDay: Text("申请改踏勘日期", "ask for another day of the visit"),
    vc.MoveVisit: Text("改踏勘日期", "move the visit"),
    vc.HoldVisit: Text("登记已到现场", "record that the visit took place"),
    vc.RecordFinding: Text("登记踏勘结果", "record what the visit found"),
    vc.CallOffVisit: Text("取消踏勘", "call the visit off"),
    c.BringOwedPaper: Text("补交材料", "bring an owed paper"),
    c.AskForExtension: Text("申请延期", "ask for the extension"),
    c.ExtendOwing: Text("准予延期", "extend"),
    c.EndOwing: Text("因没补齐终止", "end for want of what was owed"),
    c.ApproveTask: Text("批准", "approve"),
    c.RefuseTask: Text("不予批准", "refuse"),
    c.IssueOutput: Text("出件", "issue an output"),
    c.DeliverOutput: Text("登记送达", "record a delivery"),
    c.CheckPromise: Text("登记承诺核查", "record the check of a promise"),
    c.OrderCorrection: Text("责令改正", "order a correction"),
    c.ConfirmCorrection: Text("登记已改正", "record that it was put right"),
    c.RecordSample: Text("登记抽查结果", "record the look at a sample"),
    c.RevokeDecision: Text("撤销决定", "revoke the decision"),
    c.RetractLicence: Text("撤回许可", "retract the licence"),
    c.RevokeAsPenalty: Text("吊销", "take the licence away"),
    c.CancelResult: Text("注销", "cancel the record"),
    c.ReissueOutput: Text("补换发", "issue again"),
    c.RaiseObjection: Text("提出异议", "object to the decision"),
    c.TakeBackObjection: Text("收回异议", "take the objection back"),
    c.DecideObjection: Text("复核异议", "review the objection"),
    c.RecordExternalReview: Text("登记复议、诉讼结果", "record a reconsideration or judgment"),
    c.EndTask: Text("终止这一件", "end this part"),
    c.ConfirmNoticeDelivery: Text("登记文书送达", "record that a notice was delivered"),
    c.WithdrawCase: Text("撤回申请", "withdraw"),
    c.EndCase: Text("终止办理", "end the case"),
    c.RateCase: Text("评价", "rate"),
    c.CloseCase: Text("归档", "close"),
    c.FireTimer: Text("到点处理", "fire a timer"),
}


def joined(texts: Iterable[Text]) -> Text:
    """The texts in a row; a dash where there are none."""
    row = tuple(texts)
    return Text("、".join(text.zh for text in row) or "—", ", ".join(text.en for text in row) or "—")


def listed(items: Iterable[str]) -> Text:
    """Names that are the same in every language, in a row."""
    return joined(Text(item, item) for item in items)


def in_both(**texts: Text) -> dict[str, object]:
    """Each text as two fields for a template, `name_zh` and `name_en`."""
    return {
        f"{name}_{language}": words
        for name, text in texts.items()
        for language, words in (("zh", text.zh), ("en", text.en))
    }
