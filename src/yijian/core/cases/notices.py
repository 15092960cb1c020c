"""Notices (文书): the written documents that transitions issue, as values without personal data.

A notice in the journal holds its kind, number, dates, legal basis and references to the reasons. Its words are made
when it is shown or printed: `words_of(notice)` chooses the template, `NoticeWords.filled` puts in the values.

Number scheme: `CASE_NUMBER-WORD-N`, where N counts the notices of that case from 1. It needs no counter shared by
cases, so two notices never race for a number; an authority's own document number may be entered beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yijian.core.cases import notice_words as words
from yijian.core.cases.deliveries import Delivery
from yijian.core.cases.notice_words import NoticeWords as NoticeWords
from yijian.core.cases.objections import ReviewBody, ReviewOutcome
from yijian.core.cases.owing import OwedPaper
from yijian.core.cases.references import TextRef
from yijian.core.cases.undoings import ReissueGround, UndoingGround
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty, Marked
from yijian.core.vocabulary.notice_kinds import NoticeKind as NoticeKind
from yijian.core.vocabulary.notice_kinds import Remedy as Remedy
from yijian.core.vocabulary.time_limit import TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBasis(Marked):
    """The law by which an act must be told in writing; `cite` None: not found."""

    cite: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyLimit:
    """Within which time a remedy can be used."""

    remedy: Remedy
    limit: TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One document issued to the applicant.

    `task` None: about the whole, by the lead authority. `due` is the day until which the person must act, or the new
    last day of a limit.
    `deemed`: acceptance by silence. `papers`: what is owed, each until its day. `ground`: why a decision
    was undone (None in a revocation: a broken promise), `reissue` why an output was issued again; `outcome` of a review, and
    the `reviewer` outside the authority, if any; `visit`: the number of the visit it is about. `basis` says under which law it
    must be written, or `not_found`; `remedy_limits` within which time the remedies can be used, as far as that was found.
    """

    kind: NoticeKind
    number: str
    issued_at: datetime
    authority: str
    task: str | None = None
    reasons: tuple[TextRef, ...] = ()
    basis: NoticeBasis = NoticeBasis()
    remedies: tuple[Remedy, ...] = ()
    due: date | None = None
    deemed: bool = False
    delivery: Delivery | None = None
    papers: tuple[OwedPaper, ...] = ()
    ground: UndoingGround | None = None
    reissue: ReissueGround | None = None
    outcome: ReviewOutcome | None = None
    reviewer: ReviewBody | None = None
    visit: str | None = None
    remedy_limits: tuple[RemedyLimit, ...] = ()

    def limit_of(self, remedy: Remedy) -> TimeLimit | None:
        """Within which time it can be used, as the notice says; None where no time was found."""
        return next((one.limit for one in self.remedy_limits if one.remedy is remedy), None)


NUMBER_WORDS: Mapping[NoticeKind, str] = {
    NoticeKind.RECEIPT: "收",
    NoticeKind.CORRECTION: "补",
    NoticeKind.ACCEPTANCE: "受",
    NoticeKind.NON_ACCEPTANCE: "不受",
    NoticeKind.NOT_COMPETENT: "转",
    NoticeKind.SUSPENSION: "停",
    NoticeKind.APPROVAL: "准",
    NoticeKind.REFUSAL: "不准",
    NoticeKind.CANNOT_START: "未启",
    NoticeKind.WITHDRAWAL: "撤",
    NoticeKind.ENDING: "终",
    NoticeKind.CONDITIONAL_ACCEPTANCE: "容受",
    NoticeKind.EXTENSION: "延",
    NoticeKind.CORRECTION_ORDER: "责改",
    NoticeKind.REVOCATION: "撤销",
    NoticeKind.RETRACTION: "撤回",
    NoticeKind.CANCELLATION: "注销",
    NoticeKind.PENALTY: "吊销",
    NoticeKind.OBJECTION: "异",
    NoticeKind.REVIEW_DECISION: "复核",
    NoticeKind.REISSUE: "补换",
    NoticeKind.LIMIT_EXTENSION: "延限",
    NoticeKind.TRANSFER: "移",
    NoticeKind.CHANGE: "变",
    NoticeKind.VISIT: "勘",
    NoticeKind.VISIT_FINDING: "勘果",
}


def notice_number(*, case_number: str, kind: NoticeKind, issued_before: int) -> str:
    """The number of the next notice of a case that has issued so many before."""
    return f"{case_number}-{NUMBER_WORDS[kind]}-{issued_before + 1}"


REMEDY_WORDS: Mapping[Remedy, Text] = {
    Remedy.REVIEW: Text(
        "您不同意的话，可以依法向行政复议机关申请行政复议。向哪一个机关、多少天以内，我们还没有核对到条文，请尽早问{authority}或者打 12345。",
        "If you disagree you can apply to the administrative reconsideration office. Which office, and within how many days, "
        "has not been verified: please ask {authority} or call 12345 soon.",
    ),
    Remedy.LAWSUIT: Text(
        "您也可以依法向人民法院起诉。多少天以内，我们也还没有核对到条文。",
        "You can also bring a lawsuit before the people's court. Within how many days has not been verified either.",
    ),
    Remedy.OBJECTION: Text(
        "您还可以先在办件页提出异议，从收到这份文书起 {objection_days} 天内，由没有参与决定的人复核。{objection_source}，"
        "不影响行政复议和起诉。",
        "You can also object on the case page within {objection_days} days of receiving this; somebody who had no part in the "
        "decision reviews it. {objection_source}; it touches neither of the above.",
    ),
}
"""How a remedy is told: the body, and the days as far as they were found (law 11)."""

OWN_STANDARD_WORDS = Text("这个期限是平台自己定的", "This limit is the platform's own")
LAW_WORDS = Text("这个期限是这一项的规定里的", "This limit is set by the rules of this service")

DEEMED_APPROVED_WORDS = Text(
    "我们没有在法定期限内作出决定。按这一项的规定，期限过了就算批准。",
    "We did not decide within the time set by law. By the rules of this service it then counts as approved.",
)
DEEMED_WORDS = Text(
    "我们没有在期限内告知您要补正什么。依法，您的申请从收件那天起就算受理。",
    "We did not tell you in time what to correct. By law your application counts as accepted from the day of receipt.",
)

_WORDS: Mapping[NoticeKind, NoticeWords] = {
    NoticeKind.RECEIPT: NoticeWords(
        Text("收件凭证", "Receipt"),
        (
            words.TO,
            Text(
                "我们收到了您办理“{subject}”的申请。办件编号 {case_number}，请留好。",
                "We have received your application for “{subject}”. Case number {case_number}: please keep it.",
            ),
        ),
    ),
    NoticeKind.CORRECTION: NoticeWords(
        Text("一次性补正告知书", "Correction notice"),
        (
            words.TO,
            Text(
                "您办理“{subject}”的申请还缺下面这些。各部门要的都在这里，只说这一次：",
                "Your application for “{subject}” still lacks the following. It is what all authorities ask, told once:",
            ),
            Text("{reasons}", "{reasons}"),
            Text("请在 {due} 前补齐。补齐以后我们接着办。", "Please complete it by {due}. We then go on."),
        ),
    ),
    NoticeKind.ACCEPTANCE: NoticeWords(
        Text("受理通知书", "Notice of acceptance"),
        (
            words.TO,
            Text(
                "您的“{subject}”申请已经受理，办理时间从 {accepted} 起算。",
                "Your application for “{subject}” is accepted. The time limit runs from {accepted}.",
            ),
        ),
    ),
    NoticeKind.NON_ACCEPTANCE: NoticeWords(
        Text("不予受理通知书", "Notice of non-acceptance"),
        (
            words.TO,
            Text("您的“{subject}”申请，我们不予受理。", "Your application for “{subject}” is not accepted."),
        ),
    ),
    NoticeKind.NOT_COMPETENT: NoticeWords(
        Text("不属于本机关职权告知书", "Notice that another authority is competent"),
        (
            words.TO,
            Text(
                "您的“{subject}”申请不归我们办。该找谁、为什么，请看理由。",
                "Your application for “{subject}” is not ours to handle. The reasons say who is competent and why.",
            ),
        ),
    ),
    NoticeKind.SUSPENSION: NoticeWords(
        Text("暂停计时告知书", "Notice that the clock stands"),
        (
            words.TO,
            Text(
                "办理“{subject}”要先做{procedure}。这段时间不算在办理时限里。",
                "“{subject}” first needs: {procedure}. That time does not count towards the time limit.",
            ),
        ),
    ),
    NoticeKind.APPROVAL: NoticeWords(
        Text("准予决定书", "Decision of approval"),
        (
            words.TO,
            Text("您的“{subject}”申请已经批准。", "Your application for “{subject}” is approved."),
        ),
    ),
    NoticeKind.REFUSAL: NoticeWords(
        Text("不予批准决定书", "Decision of refusal"),
        (
            words.TO,
            Text("您的“{subject}”申请没有批准。", "Your application for “{subject}” is refused."),
        ),
    ),
    NoticeKind.CANNOT_START: NoticeWords(
        Text("未能启动告知书", "Notice that a part could not begin"),
        (
            words.TO,
            Text(
                "“{subject}”要用“{blocked_by}”的结果，那一件没有办成，所以这一件没有开始办。为什么没有办成、可以怎么办，请看那一件的文书。它办成以后，您可以单独申请这一件。",
                "“{subject}” needs the result of “{blocked_by}”, which did not come about, so it was not begun. "
                "Its notice says why, and what you can do. Once it has come about you can apply for this on its own.",
            ),
        ),
    ),
    NoticeKind.WITHDRAWAL: NoticeWords(
        Text("撤回申请确认书", "Confirmation of withdrawal"),
        (
            words.TO,
            Text(
                "您撤回了“{subject}”的申请，没有办完的部分不再办理。以后可以重新申请。",
                "You have withdrawn your application for “{subject}”. What was not finished is not handled any more. "
                "You can apply again.",
            ),
        ),
    ),
    NoticeKind.ENDING: NoticeWords(
        Text("终止办理通知书", "Notice that handling has ended"),
        (
            words.TO,
            Text(
                "“{subject}”没有办完的部分到此终止，不再办理。",
                "What was not finished of “{subject}” has ended and is not handled any more.",
            ),
        ),
    ),
    NoticeKind.CONDITIONAL_ACCEPTANCE: NoticeWords(
        Text("容缺受理通知书", "Notice of acceptance with papers owed"),
        (
            words.TO,
            Text(
                "您的“{subject}”申请先受理了，办理时间从 {accepted} 起算。按您的承诺，还要补交：",
                "Your application for “{subject}” is accepted, and the time limit runs from {accepted}. As you promised, "
                "you still bring:",
            ),
            Text("{papers}", "{papers}"),
            Text(
                "可以网上传、到窗口交，也可以寄。审查照常进行，全部交齐才出结果。到期没有交，可以申请延期一次；还没有交的，终止办理，"
                "并记入承诺信用。",
                "Upload, bring or post it. The review goes on meanwhile; the result comes only when all of it is in. If it "
                "has not come by then, you can ask for one extension; if it still does not come, handling ends and a note "
                "is made that the promise was not kept.",
            ),
        ),
    ),
    NoticeKind.EXTENSION: NoticeWords(
        Text("延期补交通知书", "Notice of extension"),
        (
            words.TO,
            Text(
                "办理“{subject}”还没有交的材料，延期到下面的日子。只能延这一次：",
                "What is still owed for “{subject}” may come until the day below. There is no further extension:",
            ),
            Text("{papers}", "{papers}"),
        ),
    ),
    NoticeKind.CORRECTION_ORDER: NoticeWords(
        Text("责令改正通知书", "Order to correct"),
        (
            words.TO,
            Text(
                "“{subject}”是按您的承诺办的。我们核查发现，实际情况和承诺的不一样。请在 {due} 前改正。"
                "到期没有改正的，撤销决定。",
                "“{subject}” was decided on your promise. Our check found that it does not hold. Please put it right by "
                "{due}. If you do not, the decision is revoked.",
            ),
        ),
    ),
    NoticeKind.REVOCATION: NoticeWords(
        Text("撤销决定书", "Decision of revocation"),
        (
            words.TO,
            Text(
                "“{subject}”是按您的承诺办的。承诺没有兑现，到期也没有改正，现在撤销决定，发出的证件和文书不再有效。"
                "以后办事不能再用承诺的方式。",
                "“{subject}” was decided on your promise. It was neither kept nor made good in time. The decision is revoked "
                "and what was issued is no longer valid. You cannot use promises for further applications.",
            ),
        ),
    ),
    NoticeKind.RETRACTION: words.RETRACTION,
    NoticeKind.CANCELLATION: words.CANCELLATION,
    NoticeKind.PENALTY: words.PENALTY,
    NoticeKind.OBJECTION: words.OBJECTION_RECEIPT,
    NoticeKind.REVIEW_DECISION: words.REVIEW,
    NoticeKind.REISSUE: words.REISSUE,
    NoticeKind.LIMIT_EXTENSION: words.LIMIT_EXTENSION,
    NoticeKind.CHANGE: words.CHANGE,
    NoticeKind.VISIT: words.VISIT,
    NoticeKind.VISIT_FINDING: words.VISIT_FINDING,
    NoticeKind.TRANSFER: words.TRANSFER,
}


def title_of(kind: NoticeKind) -> Text:
    """What a notice of that kind is called."""
    return _WORDS[kind].title


def words_of(notice: Notice) -> NoticeWords:
    """The words of a notice: what its kind says, then in every notice its reasons, its basis, what can be done against it,
    how it is served, the place of the seal, and the signature with day and number."""
    kinds = _WORDS[notice.kind]
    if notice.kind is NoticeKind.REVOCATION and notice.ground not in (None, UndoingGround.BROKEN_PROMISE):
        kinds = words.GENERAL_REVOCATION
    if notice.kind is NoticeKind.APPROVAL and notice.reasons:
        kinds = words.APPROVAL_BY_RULES
    remedies = tuple(REMEDY_WORDS[remedy] for remedy in notice.remedies) or (words.NO_REMEDY,)
    return NoticeWords(
        kinds.title,
        (
            *kinds.paragraphs,
            *_reason_words(notice, kinds),
            words.BASIS,
            *remedies,
            words.SERVED,
            words.SEAL,
            words.SIGNED,
        ),
    )


def _reason_words(notice: Notice, kinds: NoticeWords) -> tuple[Text, ...]:
    """The reasons: those that were given; else what a notice of this kind always rests on."""
    if notice.deemed:
        return (DEEMED_APPROVED_WORDS if notice.kind is NoticeKind.APPROVAL else DEEMED_WORDS,)
    if "reasons" in kinds.placeholders:
        return ()
    standing = words.STANDING_REASONS.get(notice.kind)
    return (words.REASONS,) if notice.reasons or standing is None else (standing,)


def basis_words(basis: NoticeBasis) -> Text:
    """The basis as the notice states it; that none was found is said, not hidden."""
    if basis.cite is None or basis.certainty is Certainty.NOT_FOUND:
        return Text("我们还没有核对到条文", "no clause has been verified")
    if basis.certainty is Certainty.PUBLISHED:
        return basis.cite
    return Text(f"{basis.cite.zh}（条文待核对）", f"{basis.cite.en} (wording to be verified)")
