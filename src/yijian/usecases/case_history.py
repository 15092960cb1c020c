"""What happened to a case, from its journal, in words: by what happened, not by whose command brought it about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from yijian.core.cases import CaseState, TaskState, event_from_plain
from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases import holding_events as held
from yijian.core.cases import objection_events as o
from yijian.core.cases import rule_decision_events as r
from yijian.core.cases import task_events as t
from yijian.core.cases import undoing_events as u
from yijian.core.cases import visit_events as v
from yijian.core.cases.notices import words_of
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.storage import accounts, journal
from yijian.storage.chain import ActedBy, JournalEntry
from yijian.storage.errors import NothingStored
from yijian.usecases import history_words as words
from yijian.usecases.permissions import ActorKind
from yijian.usecases.staff_views import Doer, HistoryEntry, JudgedByHand

Telling = Callable[[Any, CaseState, OneThing], Text]

TOLD: Final[Mapping[type[e.CaseEvent], Telling | Text]] = {
    e.CaseStarted: Text("开始填写", "Application begun"),
    e.AnswersRecorded: lambda event, *_: words.counted(
        "填写了 {n} 项信息", "{n} fact{s} told", len(event.facts)
    ),
    e.FactsLearned: lambda event, *_: words.counted(
        "不用填就有了 {n} 项信息", "{n} fact{s} known without asking", len(event.facts)
    ),
    e.FactsForgotten: lambda event, *_: words.counted(
        "去掉了 {n} 项信息", "{n} fact{s} taken out", len(event.paths)
    ),
    e.PaperAttached: lambda event, _, thing: words.about(
        "交了材料", "Paper handed in", thing, event.paper.key
    ),
    e.PaperRemoved: lambda event, _, thing: words.about("去掉了材料", "Paper taken out", thing, event.key),
    e.SignatureRequested: lambda event, _, thing: words.who(
        "请{who}签字", "{who} asked to sign", thing, event
    ),
    e.SignatureGiven: lambda event, _, thing: words.who("{who}签了字", "{who} signed", thing, event),
    e.SignaturesVoided: Text("签字以后内容改了，要重新签", "Changed after signing: to be signed again"),
    e.PromiseMade: Text("作了承诺", "A promise was made"),
    e.PromiseTakenBack: Text("取消了承诺", "A promise was taken back"),
    e.CaseReceived: Text("收件", "Received"),
    e.AnswersChanged: lambda event, *_: words.counted(
        "申请人改了 {n} 项信息", "The applicant changed {n} fact{s}", len(event.facts) + len(event.forgotten)
    ),
    e.TaskAdded: lambda event, _, thing: words.named("新增一件", "One part more", event.spec.service, thing),
    e.DefectsReported: lambda event, *_: words.counted(
        "报了 {n} 处要补正", "{n} to be corrected, reported", len(event.defects)
    ),
    e.DefectDropped: Text("撤销了一处要补正的", "One reported defect taken back"),
    e.CorrectionNotified: lambda event, *_: words.counted(
        "一次性告知补正，{n} 处", "Correction notice sent, {n} to be corrected", len(event.defects)
    ),
    e.SupplementOverdue: Text("过了补正的日子", "The day for the correction has passed"),
    e.CaseSupplemented: Text("补正交来了", "The correction is in"),
    e.CaseDispatched: lambda event, *_: (
        Text("过了告知补正的期限，直接分送", "The time for a correction notice passed: dispatched")
        if event.lapsed
        else Text("预审通过，分送各部门", "Pre-check done, sent to the authorities")
    ),
    e.NoticeIssued: lambda event, *_: Text(
        f"发出{words_of(event.notice).title.zh}", f"Sent: {words_of(event.notice).title.en}"
    ),
    e.NoticeDelivered: Text("文书送达", "Notice delivered"),
    e.CaseDecided: Text("各件都有结论了", "All parts are decided"),
    e.OutcomeRevised: Text(
        "撤销以后，整件事的结论改了", "After the revocation the outcome of the whole changed"
    ),
    e.CaseDelivered: Text("结果都送到了", "All results are delivered"),
    e.CaseRated: lambda event, *_: Text(f"申请人打了 {event.score} 分", f"Rated {event.score} of 5"),
    e.CaseClosed: Text("归档", "Closed"),
    e.RemainderWithdrawn: Text("申请人撤回了没办完的", "The applicant withdrew what was not decided"),
    e.RemainderEnded: Text("没办完的终止办理", "What was not decided is ended"),
    e.CaseWithdrawn: Text("申请人撤回了申请", "Withdrawn by the applicant"),
    e.CaseEnded: Text("终止办理", "Ended"),
    t.TaskDispatched: Text("送到办理部门", "Reached its authority"),
    t.TaskAccepted: Text("受理，开始计时", "Accepted, the clock starts"),
    t.TaskDeemedAccepted: Text("到期没有答复，视为受理", "No answer in time: deemed accepted"),
    t.TaskAcceptanceOverdue: Text("过了受理期限", "The time to accept has passed"),
    t.PapersOwed: lambda event, *_: words.counted(
        "容缺受理，欠 {n} 份材料",
        "Accepted with {n} paper{s} owed",
        sum(one.brought_at is None for one in event.papers),
    ),
    t.OwedPapersReminded: Text("提醒了补交", "Reminded of what is owed"),
    t.ExtensionAsked: Text("申请人申请延期", "The applicant asks for the extension"),
    t.OwedPapersOverdue: Text("到期没有补交", "The day passed without what is owed"),
    t.OwingExtended: Text("准予延期补交", "The day for what is owed extended"),
    e.OwedPaperBrought: lambda event, _, thing: words.about(
        "补交了材料", "Owed paper brought", thing, event.paper.key
    ),
    t.OwedPapersComplete: Text("材料补齐了", "All that was owed is in"),
    t.OwingEnded: Text("没有补齐，终止这一件", "Ended for want of what was owed"),
    t.CheckScheduled: Text("按承诺办的，事后核查", "Decided on a promise: to be checked"),
    t.CheckOverdue: Text("过了核查的期限", "The time for the check has passed"),
    t.PromiseKept: Text("核查：承诺属实", "Checked: the promise holds"),
    t.PromiseBroken: Text("核查：承诺不属实", "Checked: the promise does not hold"),
    t.CorrectionOrdered: Text("责令改正", "Ordered to put it right"),
    t.CorrectionOverdue: Text("过了责令改正的期限", "The day of the order has passed"),
    t.PromiseCorrected: Text("已经改正", "Put right"),
    t.DecisionRevoked: lambda event, *_: (
        Text("撤销决定，要追回", "Decision revoked, to be claimed back")
        if event.claw_back
        else Text("撤销决定", "Decision revoked")
    ),
    u.LicenceRetracted: Text("撤回许可", "Licence retracted"),
    u.LicenceRevokedAsPenalty: Text("吊销", "Taken away as a penalty"),
    u.ResultCancelled: Text("注销", "Cancelled"),
    u.OutputReplaced: lambda event, state, thing: words.result("补换发", "Issued again", event, state, thing),
    o.ObjectionRaised: Text("申请人提出异议", "The applicant objects"),
    o.ObjectionTakenBack: Text("申请人收回异议", "The objection is taken back"),
    o.ObjectionOverdue: Text("过了答复异议的期限", "The time to answer the objection has passed"),
    o.DecisionUpheld: lambda event, *_: words.said("维持原决定", "the decision stands", event),
    o.DecisionChanged: lambda event, *_: words.said("改为批准", "changed to an approval", event),
    o.DecisionSetAside: lambda event, *_: words.said("重新作决定", "to be decided again", event),
    o.UndoingSetAside: lambda event, *_: words.said("恢复有效", "valid again", event),
    o.TaskUnblocked: Text("前一件又能办了，接着等", "What it needs can come again"),
    e.CaseTakenUpAgain: Text("重新打开", "Taken up again"),
    e.CaseReopened: Text("复核以后接着办", "Goes on after a review"),
    t.TaskNotAccepted: Text("不予受理", "Not accepted"),
    t.TaskNotCompetent: Text("告知不归这个部门办", "Declared to be for another authority"),
    t.TaskTransferred: lambda event, _, thing: words.handed_on(event, thing),
    t.LimitExtensionRequested: lambda event, *_: words.counted(
        "向负责人申请延长 {n} 个工作日", "Asked the head for {n} working day{s} more", event.days
    ),
    t.LimitExtensionDeclined: Text("负责人不同意延长期限", "The head does not give more time"),
    t.LimitExtended: lambda event, *_: words.counted(
        "延长办理期限 {n} 个工作日", "Limit extended by {n} working day{s}", event.days
    ),
    t.TaskDropped: Text("申请人改了内容，这一件不用办了", "Not wanted any more after a change"),
    t.TaskReplanned: Text("申请人改了内容，这一件的先后跟着变了", "Its order changed after a change"),
    t.TaskTouchedByChange: Text(
        "申请人改了这一件用到的信息", "The applicant changed what this part rests on"
    ),
    t.ChangeAcknowledged: Text("部门回应了变更", "The authority answered for the change"),
    t.TaskBlocked: Text("缺前一件的结果，没能开始", "Could not begin: an earlier result is missing"),
    held.TaskTaken: Text("有人经办了", "Taken in hand"),
    held.TaskGivenBack: Text("退回，没有经办人", "Given back: in nobody's hand"),
    v.VisitProposed: lambda event, *_: words.on_day("约了踏勘", "A visit was arranged", event.day),
    v.VisitJoined: Text("参加踏勘", "Takes part in the visit"),
    v.VisitLeft: Text("单独踏勘，不一起去", "Goes alone, not with the others"),
    v.OtherDayAsked: lambda event, *_: words.on_day(
        "申请人申请改踏勘日期", "The applicant asks for another day of the visit", event.day
    ),
    v.VisitMoved: lambda event, *_: words.on_day("踏勘改了日期", "The visit was moved", event.day),
    v.VisitHeld: lambda event, *_: words.on_day("到现场看了", "The place was visited", event.day),
    v.FindingRecorded: lambda event, *_: words.found(event),
    v.VisitConcluded: Text("踏勘结果齐了", "All findings of the visit are in"),
    v.VisitCalledOff: Text("踏勘取消了", "The visit was called off"),
    r.RulesLeftToOfficer: lambda event, *_: words.left(event),
    r.DecidedByRules: Text("规则核对全部符合，自动批准", "Every rule holds: approved by the rules"),
    r.DrawnForSample: Text("抽中，事后由人看一遍", "Drawn: an officer looks at it afterwards"),
    r.SampleFoundRight: Text("抽查没有问题", "Looked at afterwards: right"),
    r.SampleFoundWrong: Text("抽查有问题", "Looked at afterwards: wrong"),
    t.ReviewBegun: Text("开始审查", "Review begun"),
    t.ClockSuspended: lambda event, state, _: words.stopped(event, state),
    t.ClockResumed: Text("恢复计时", "Clock runs again"),
    t.TaskDueSoon: Text("快到期了", "Due soon"),
    t.TaskOverdue: Text("超过时限", "Time limit passed"),
    t.TaskApproved: lambda event, *_: words.decided("批准", "Approved", event),
    t.TaskRefused: lambda event, *_: words.decided("不予批准", "Refused", event),
    t.TaskWithdrawn: Text("申请人撤回", "Withdrawn by the applicant"),
    t.TaskEnded: Text("终止这一件", "This part ended"),
    t.TaskEndedWithCase: Text("随整件事终止", "Ended with the whole case"),
    h.CollectionChosen: Text("选了在哪儿交", "Chose where to hand in"),
    h.PaperBroughtToWindow: lambda event, _, thing: words.about(
        "代收窗口换了材料", "Paper exchanged at the window", thing, event.paper.key
    ),
    h.PapersHandedOver: lambda event, *_: words.counted(
        "代收窗口第 {n} 次移交", "Handed over by the window ({n})", event.round
    ),
    h.CollectingOverdue: Text("代收窗口过了移交的期限", "The window is late in handing over"),
    h.HandoverTaken: lambda event, *_: (
        Text("到期没有答复，视为已接收", "Not answered in time: counts as taken over")
        if event.deemed
        else Text("办理地接收了移交", "Taken over by the deciding place")
    ),
    h.HandoverRefused: Text("办理地退回了移交", "Sent back to the window"),
    h.HandoverComplete: Text("移交完成", "The handover is complete"),
    h.ResultSent: lambda event, state, thing: words.result(
        "发往代收窗口", "Sent to the window", event, state, thing
    ),
    t.OutputIssued: lambda event, state, thing: words.result("出件", "Issued", event, state, thing),
    t.OutputDelivered: lambda event, state, thing: words.result("送达", "Delivered", event, state, thing),
}
"""Every event that is told. `TaskOutputsIssued` and `TaskDelivered` only sum up what is told before them."""

BY_ITSELF: Final = (
    t.TaskDispatched,
    t.TaskDeemedAccepted,
    t.TaskAcceptanceOverdue,
    t.TaskBlocked,
    t.TaskDueSoon,
    t.TaskOverdue,
    v.VisitConcluded,
    t.PapersOwed,
    t.OwedPapersReminded,
    t.OwedPapersOverdue,
    t.OwedPapersComplete,
    t.CheckScheduled,
    t.CheckOverdue,
    t.CorrectionOverdue,
    t.TaskDropped,
    t.TaskReplanned,
    t.TaskTouchedByChange,
    e.TaskAdded,
    e.OutcomeRevised,
    e.CaseTakenUpAgain,
    e.CaseReopened,
    o.ObjectionOverdue,
    h.CollectingOverdue,
    h.HandoverComplete,
    o.TaskUnblocked,
    e.SignaturesVoided,
    e.SupplementOverdue,
    e.NoticeIssued,
    e.CaseDecided,
    e.CaseDelivered,
)
"""What follows from something else: the platform does it, whoever gave the command."""

_PLATFORM: Final = Doer(kind=ActorKind.SYSTEM, authority=None)


def history_of_task(
    *, case: CaseState, task: TaskState, one_thing: OneThing, entries: tuple[JournalEntry, ...]
) -> tuple[HistoryEntry, ...]:
    """What happened to the task, oldest first; staff by name where they are of its authority."""
    return tuple(
        _told(event, by, case, one_thing, reader=task.spec.authority)
        for event, by in _happened(entries)
        if _is_about(event, task.spec.key)
    )


def history_of_case(
    *, case: CaseState, one_thing: OneThing, entries: tuple[JournalEntry, ...], by_name: bool = True
) -> tuple[HistoryEntry, ...]:
    """What happened to the whole case, oldest first; staff by name where they are of the lead authority (`by_name`)."""
    reader = case.lead if by_name else ""
    return tuple(_told(event, by, case, one_thing, reader=reader) for event, by in _happened(entries))


def entries_of(case: CaseState) -> tuple[JournalEntry, ...]:
    """The journal of a case: read once, for its history and its judgements."""
    return journal.entries(case_id=case.case_id)


def judged_by_hand(
    *,
    entries: tuple[JournalEntry, ...],
    one_thing: OneThing,
    texts: Mapping[str, str],
    task: str | None,
    reader: str,
) -> dict[str, JudgedByHand]:
    """What was judged by hand, by criterion: of a task, or (None) of the whole. `texts` are the reasons by vault key."""
    made: dict[str, JudgedByHand] = {}
    for event, by in _happened(entries):
        if isinstance(event, t.TaskApproved | t.TaskRefused):
            about = event.task
        elif isinstance(event, e.CaseDispatched):
            about = None
        else:
            continue
        if about != task:
            continue
        decided = event.reason if isinstance(event, t.TaskRefused) else None
        for judgement in event.judgements:
            reason = judgement.reason or decided
            made[judgement.criterion] = JudgedByHand(
                holds=judgement.holds,
                by=doer(by, one_thing, reader=reader),
                at=event.at,
                reason=texts.get(reason.key, "") if reason else "",
            )
    return made


def doer(by: ActedBy, one_thing: OneThing, *, reader: str) -> Doer:
    """Who acted; by name only for those of the same authority (`reader`)."""
    kind = ActorKind(by.kind)
    found = one_thing.authorities.get(by.authority or "")
    return Doer(
        kind=kind,
        authority=found.short_name if found else None,
        name=name_of_staff(by.account) if by.account and by.authority == reader else "",
    )


def name_of_staff(account: str) -> str:
    """The name of an account of staff; empty where there is none."""
    try:
        return accounts.account(account_id=account).display_name
    except NothingStored:
        return ""


def _happened(entries: tuple[JournalEntry, ...]) -> Iterator[tuple[Any, ActedBy]]:
    for entry in entries:
        for plain in entry.plain_events:
            event = event_from_plain(plain)
            if type(event) in TOLD:
                yield event, entry.actor


def _told(
    event: e.CaseEvent, by: ActedBy, case: CaseState, one_thing: OneThing, *, reader: str
) -> HistoryEntry:
    words = TOLD[type(event)]
    task = case.task(event.task) if isinstance(event, t.TaskEvent) else None
    return HistoryEntry(
        at=event.at,
        words=words if isinstance(words, Text) else words(event, case, one_thing),
        service=one_thing.services[task.spec.service].definition.name if task else None,
        by=_PLATFORM if _by_itself(event) else doer(by, one_thing, reader=reader),
    )


def _by_itself(event: e.CaseEvent) -> bool:
    lapsed = isinstance(event, e.CaseDispatched | t.ClockResumed) and event.lapsed
    return lapsed or isinstance(event, BY_ITSELF)


def _is_about(event: Any, task: str) -> bool:
    """Whether an event names the task, itself, in its notice or in one of its defects."""
    if isinstance(event, e.NoticeIssued):
        return event.notice.task == task
    if isinstance(event, e.DefectsReported):
        return any(one.task == task for one in event.defects)
    return isinstance(event, t.TaskEvent | e.DefectDropped) and event.task == task


# ── words ──
