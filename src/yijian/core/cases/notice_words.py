"""The words of a notice with `{placeholders}`: those that more than one notice has, and those of the later life of a case."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yijian.core.cases.objections import ReviewBody, ReviewOutcome
from yijian.core.cases.undoings import ReissueGround, UndoingGround
from yijian.core.errors import Text
from yijian.core.vocabulary.notice_kinds import NoticeKind


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """Title and paragraphs of a notice, with `{placeholders}`."""

    title: Text
    paragraphs: tuple[Text, ...]

    @property
    def placeholders(self) -> frozenset[str]:
        """The names of all values the words want."""
        texts = (self.title, *self.paragraphs)
        return frozenset(
            name
            for text in texts
            for language in (text.zh, text.en)
            for _, name, _, _ in string.Formatter().parse(language)
            if name is not None
        )

    def filled(self, values: Mapping[str, str]) -> NoticeWords:
        """These words with the values in place. ValueError naming the values that are missing."""
        missing = sorted(self.placeholders - values.keys())
        if missing:
            raise ValueError(f"the notice wants values for {', '.join(missing)}")
        fields: dict[str, object] = dict(values)
        return NoticeWords(self.title.filled(fields), tuple(text.filled(fields) for text in self.paragraphs))


TO: Final = Text("{applicant}：", "To {applicant}:")
SIGNED: Final = Text("{authority}，{issued}，编号 {number}", "{authority}, {issued}, no. {number}")
BASIS: Final = Text("依据：{basis}", "Basis: {basis}")
REASONS: Final = Text("理由：{reasons}", "Reasons: {reasons}")
SEAL: Final = Text("（{authority}签章处）", "(Place of the seal of {authority})")
SERVED: Final = Text(
    "送达：这份文书发到您的办件页，您第一次打开就算送达（平台自己定的，没有找到规定）。要纸质的，请找{authority}。",
    "Delivery: this document is on your case page and counts as delivered when you first open it (the platform's own standard: "
    "no rule was found). If you want it on paper, ask {authority}.",
)
NO_REMEDY: Final = Text(
    "救济：针对这一类文书，我们没有找到单独的救济规定。有疑问，请找{authority}，或者打 12345。",
    "Remedies: none against a document of this kind was found in the sources. For questions turn to {authority}, or call 12345.",
)
STANDING_REASONS: Final[Mapping[NoticeKind, Text]] = {
    NoticeKind.RECEIPT: Text("理由：您交了申请。", "Reasons: you handed in an application."),
    NoticeKind.ACCEPTANCE: Text(
        "理由：您交的材料齐全，而且归{authority}办。",
        "Reasons: what you gave is complete, and {authority} is competent.",
    ),
    NoticeKind.CONDITIONAL_ACCEPTANCE: Text(
        "理由：您承诺补交的以外，材料齐全，而且归{authority}办。",
        "Reasons: apart from what you promised to bring, it is complete, and {authority} is competent.",
    ),
    NoticeKind.SUSPENSION: Text(
        "理由：要先办完“{procedure}”。", "Reasons: “{procedure}” has to be done first."
    ),
    NoticeKind.APPROVAL: Text(
        "理由：这一项的条件都符合。",
        "Reasons: all conditions of this service are met.",
    ),
    NoticeKind.CANNOT_START: Text(
        "理由：“{blocked_by}”没有办成。", "Reasons: “{blocked_by}” did not come about."
    ),
    NoticeKind.WITHDRAWAL: Text("理由：您自己提出撤回。", "Reasons: you asked for it."),
    NoticeKind.EXTENSION: Text(
        "理由：材料还没有齐，{authority}准予延期。",
        "Reasons: not all papers are in, and {authority} allows more time.",
    ),
    NoticeKind.CHANGE: Text("理由：您自己提出变更。", "Reasons: you asked for it."),
}
"""What a kind of notice rests on where nobody gave a reason of their own."""

GROUND_NAMES: Final[Mapping[UndoingGround, Text]] = {
    UndoingGround.BROKEN_PROMISE: Text(
        "承诺没有兑现，到期也没有改正", "the promise was neither kept nor made good in time"
    ),
    UndoingGround.UNLAWFUL: Text("原来的决定不合法", "the decision was unlawful"),
    UndoingGround.DECEIT: Text(
        "用隐瞒、造假等办法取得的", "it was got by untrue facts or other dishonest means"
    ),
    UndoingGround.BASIS_CHANGED: Text(
        "依据的规定修改或者废止了", "the rule it rested on was changed or repealed"
    ),
    UndoingGround.CIRCUMSTANCES_CHANGED: Text(
        "准予时的客观情况变了", "the circumstances in which it was granted have changed"
    ),
    UndoingGround.EXPIRED: Text("有效期满，没有延续", "its time is over and it was not prolonged"),
    UndoingGround.HOLDER_GONE: Text(
        "持有人去世，或者单位终止了", "the holder died, or the organisation does not exist any more"
    ),
    UndoingGround.HOLDER_ASKS: Text("持有人自己申请注销", "the holder asked for it"),
    UndoingGround.UNDONE: Text("已经撤销、撤回或者吊销", "it was revoked, retracted or taken away before"),
    UndoingGround.BREACH: Text("持有人违反了规定", "the holder broke the rules"),
}
"""Each ground in words, as a clause."""

REISSUE_NAMES: Final[Mapping[ReissueGround, Text]] = {
    ReissueGround.LOST: Text("补发（丢了）", "issued again because it was lost"),
    ReissueGround.DAMAGED: Text("换发（坏了）", "issued again because it was damaged"),
    ReissueGround.MISPRINTED: Text("更正（印错了）", "corrected because it said something wrong"),
}
OUTCOME_WORDS: Final[Mapping[ReviewOutcome, Text]] = {
    ReviewOutcome.UPHELD: Text("维持原来的决定", "the decision stands"),
    ReviewOutcome.CHANGED: Text("改变原来的决定", "the decision is changed"),
    ReviewOutcome.SENT_BACK: Text(
        "原来的决定不算数，重新办理", "the decision is set aside and will be made again"
    ),
}
BODY_NAMES: Final[Mapping[ReviewBody, Text]] = {
    ReviewBody.RECONSIDERATION: Text("行政复议机关", "the reconsideration office"),
    ReviewBody.COURT: Text("人民法院", "the people's court"),
}

NO_LONGER_VALID: Final = Text(
    "从这份决定书的日期起，已经发出的证件和文书不再有效，扫码核验会显示失效。请把纸质证件交回。",
    "From the date of this decision what was issued is no longer valid; its code says so. Please return what is on paper.",
)
GENERAL_REVOCATION: Final = NoticeWords(
    Text("撤销决定书", "Decision of revocation"),
    (
        TO,
        Text(
            "您的“{subject}”当时批准了，现在撤销这个决定：{ground}。",
            "The approval of your “{subject}” is revoked: {ground}.",
        ),
        NO_LONGER_VALID,
    ),
)
RETRACTION: Final = NoticeWords(
    Text("撤回许可决定书", "Decision to retract a licence"),
    (
        TO,
        Text(
            "您的“{subject}”当时是依法批准的，您没有过错。因为{ground}，现在撤回。",
            "Your “{subject}” was lawfully granted, and you are not at fault. It is retracted: {ground}.",
        ),
        NO_LONGER_VALID,
    ),
)
CANCELLATION: Final = NoticeWords(
    Text("注销通知书", "Notice of cancellation"),
    (
        TO,
        Text("“{subject}”的登记注销了：{ground}。", "The record of “{subject}” is cancelled: {ground}."),
        NO_LONGER_VALID,
    ),
)
PENALTY: Final = NoticeWords(
    Text("吊销决定书", "Decision to take a licence away"),
    (
        TO,
        Text(
            "您的“{subject}”吊销了：{ground}。这是处罚。",
            "Your “{subject}” is taken away as a penalty: {ground}.",
        ),
        NO_LONGER_VALID,
    ),
)
OBJECTION_RECEIPT: Final = NoticeWords(
    Text("异议收件通知书", "Receipt of an objection"),
    (
        TO,
        Text(
            "您对“{subject}”的决定提出的异议收到了。由没有参与原决定的人复核，{due}前答复您。",
            "Your objection to the decision on “{subject}” is received. Somebody who had no part in the decision reviews it, "
            "and you get an answer by {due}.",
        ),
        Text(
            "这个期限是平台自己定的，不是法定期限。提出异议不影响您申请行政复议或者起诉，那些期限照常计算。",
            "This limit is the platform's own, not set by law. It does not touch administrative reconsideration or a lawsuit: "
            "their time limits run on.",
        ),
        Text("您写的：{reasons}", "You wrote: {reasons}"),
    ),
)
REVIEW: Final = NoticeWords(
    Text("复核决定书", "Decision on the review"),
    (
        TO,
        Text(
            "“{subject}”的决定，{reviewer}审查过了，结果是：{outcome}。",
            "The decision on “{subject}” was reviewed by {reviewer}: {outcome}.",
        ),
    ),
)
REISSUE: Final = NoticeWords(
    Text("补换发通知书", "Notice of a new copy"),
    (
        TO,
        Text(
            "“{subject}”的证件文书重新发了一份：{ground}。新的有新的编号和核验码；原来那份从今天起失效，扫码会显示已经换了新的。",
            "A document of “{subject}” is {ground}. The new one has its own number and code; the old one is not valid from "
            "today, and its code says that it was replaced.",
        ),
    ),
)

LIMIT_EXTENSION: Final = NoticeWords(
    Text("延长办理期限告知书", "Notice that the time limit is extended"),
    (
        TO,
        Text(
            "办理“{subject}”的时间不够，经本机关负责人批准，延长到 {due}（含当天）。只延长这一次，您不用做什么。",
            "More time is needed for “{subject}”. With the approval of the head of this authority its limit now ends "
            "on {due}. It is extended this once; there is nothing for you to do.",
        ),
    ),
)

CHANGE: Final = NoticeWords(
    Text("变更申请确认书", "Confirmation of a change"),
    (
        TO,
        Text(
            "您改了“{subject}”的申请，我们已经收到。不用再办的、新增要办的，都在办件页上。已经有结论的不变，"
            "有关的部门会看您改的内容。",
            "You have changed your application for “{subject}”. What is not wanted any more, and what is new, stands on "
            "the page of your case. What is decided stays; the authorities concerned look at what you changed.",
        ),
    ),
)

TRANSFER: Final = NoticeWords(
    Text("移送告知书", "Notice of transfer"),
    (
        TO,
        Text(
            "您的“{subject}”申请不归我们办，已经连同全部材料移送{competent}。由它受理和决定，您不用重新申请，也不用再交材料。",
            "Your application for “{subject}” is not ours to handle. It has been handed, with everything you gave, to "
            "{competent}, which accepts and decides it. You need not apply or hand in anything again.",
        ),
    ),
)

VISIT: Final = NoticeWords(
    Text("踏勘告知书", "Notice of a visit"),
    (
        TO,
        Text(
            "办理“{subject}”要到现场看一次：{place}，{due}。一起来的部门：{visitors}。请安排人在场。这一天不方便的，"
            "可以在办件页申请改日期。",
            "For “{subject}” the place is looked at once: {place}, on {due}. Together come: {visitors}. Please have somebody "
            "there. If the day does not suit you, ask for another on the page of your case.",
        ),
    ),
)
VISIT_FINDING: Final = NoticeWords(
    Text("踏勘结果告知书", "Notice of what a visit found"),
    (
        TO,
        Text(
            "为“{subject}”到现场看过了，结果：{finding}。",
            "The place was visited for “{subject}”: {finding}.",
        ),
        Text("理由：{reasons}", "Reasons: {reasons}"),
    ),
)

APPROVAL_BY_RULES: Final = NoticeWords(
    Text("准予决定书", "Decision of approval"),
    (
        TO,
        Text(
            "您的“{subject}”申请已经受理，并当场批准。这个决定由系统按公开的规则核对作出，每一条都符合：",
            "Your application for “{subject}” is accepted and approved at once. The decision was made by the system under the "
            "published rules; every one of them holds:",
        ),
        Text("{reasons}", "{reasons}"),
    ),
)
