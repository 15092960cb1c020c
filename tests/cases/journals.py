"""Journals that between them hold every event there is; their first-release JSON lies in `golden/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from tests.cases.handover_journals import handed
from tests.cases.situations import (
    MONDAY,
    Story,
    days,
    defect,
    evidence_need,
    fact,
    head,
    officer,
    paper,
    spec,
    text,
)
from tests.cases.visit_journals import by_rules, visits
from yijian.core.cases import (
    OTHER_PROCEDURE,
    AcceptTask,
    ApproveTask,
    AttachPaper,
    BeginReview,
    CaseEvent,
    CloseCase,
    Completeness,
    ConfirmNoticeDelivery,
    DeclareNotCompetent,
    DeclineTask,
    DeliverOutput,
    DeliveryMode,
    DispatchCase,
    DropDefect,
    EndCase,
    EndTask,
    ExternalRecord,
    ForgetFacts,
    IssueOutput,
    LearnFacts,
    NotifyCorrection,
    OutputSpec,
    RateCase,
    RecordAnswers,
    RefuseTask,
    RemovePaper,
    ReportDefects,
    RequestSignature,
    ResumeClock,
    Sign,
    SubmitCase,
    SubmitSupplement,
    SuspendClock,
    TimerKind,
    WithdrawCase,
)
from yijian.core.cases.life_commands import (
    AcknowledgeChange,
    ChangeAnswers,
    DeclineLimitExtension,
    ExtendLimit,
    RequestLimitExtension,
    Touched,
    TransferTask,
)
from yijian.core.cases.objection_commands import (
    DecideObjection,
    RaiseObjection,
    RecordExternalReview,
    TakeBackObjection,
)
from yijian.core.cases.objections import ExternalReview, ReviewBody, ReviewOutcome
from yijian.core.cases.promise_commands import (
    AskForExtension,
    BringOwedPaper,
    CheckPromise,
    ConfirmCorrection,
    EndOwing,
    ExtendOwing,
    MakePromise,
    OrderCorrection,
    RevokeDecision,
    TakeBackPromise,
)
from yijian.core.cases.promises import CreditCheck, OwedSpec, PromisedSpec, PromiseKind, Standing
from yijian.core.cases.undoing_commands import (
    CancelResult,
    ReissueOutput,
    RetractLicence,
    RevokeAsPenalty,
)
from yijian.core.cases.undoings import ReissueGround, UndoingGround
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.core.vocabulary.service import ServiceKind


def birth() -> list[CaseEvent]:
    """Filled in, signed, changed, signed again, received, all four tasks done, delivered, rated, archived."""
    story = Story()
    story.give(LearnFacts(facts=(fact("mother.name", kind=ProvenanceKind.REGISTER, source="population"),)))
    story.give(RecordAnswers(facts=(fact("child.count"), fact("child[2].name"))))
    story.give(AttachPaper(paper=paper("p1")))
    story.give(AttachPaper(paper=paper("p2")))
    story.give(RemovePaper(paper_id="p1"))
    story.give(RequestSignature(participant="father"))
    signing = Sign(participant="father", statement=text("statement"), method="link-and-code")
    story.give(signing)
    story.give(ForgetFacts(paths=("child[2].name",)))
    story.give(signing)
    story.dispatched()
    for key in ("certificate", "registration", "card"):
        story.later(days=1).issued(key)
    story.approved("guidance")
    for task in story.case.tasks:
        for output in task.outputs:
            story.lead(
                DeliverOutput(
                    task=task.spec.key, output=output.id, mode=DeliveryMode.POST, proof=text("tracking")
                )
            )
    story.lead(ConfirmNoticeDelivery(number=story.case.notices[0].number, mode=DeliveryMode.ELECTRONIC))
    story.give(RateCase(score=5, text=text("words")))
    story.lead(CloseCase())
    return story.events


def correction() -> list[CaseEvent]:
    """Defects reported, one dropped, told late to nobody, supplemented, ended for want of an answer."""
    story = Story().received(spec("a"))
    story.lead(ReportDefects(defects=(defect("mother.name", "a"), defect("form"))))
    story.lead(DropDefect(subject="form"))
    story.lead(NotifyCorrection(due=date(2026, 3, 9)))
    story.fire(TimerKind.SUPPLEMENT_DUE)
    story.give(RecordAnswers(facts=(fact("mother.name"),)))
    story.give(SubmitSupplement(tasks=(spec("a"),)))
    story.lead(NotifyCorrection(due=date(2026, 3, 30), defects=(defect("mother.name"),)))
    story.lead(EndCase(reason=text("no answer")))
    return story.events


def troubles() -> list[CaseEvent]:
    """Every way a task can fail, lights and stops of the clock, and the rest withdrawn."""
    keys = ("approved", "declined", "foreign", "refused", "ended", "silent", "overdue")
    story = Story()
    tasks = [
        spec(key, kind=ServiceKind.CONFIRMATION if key == "overdue" else ServiceKind.LICENCE) for key in keys
    ]
    blocked = spec("blocked", needs=(evidence_need("refused", "refused-paper"),))
    story.give(SubmitCase(number="430100-2", tasks=(*tasks, blocked)))
    story.lead(DispatchCase())
    story.approved("approved")
    story.handle(DeclineTask(task="declined", reason=text("r")))
    story.handle(DeclareNotCompetent(task="foreign", reason=text("r")))
    record = ExternalRecord(system="vertical", number="V-1")
    story.handle(AcceptTask(task="refused", external=record))
    story.handle(BeginReview(task="refused"))
    stop = SuspendClock(task="refused", kind=OTHER_PROCEDURE, reason=text("r"), limit=days(5))
    story.handle(stop)
    story.later(days=1).handle(ResumeClock(task="refused"))
    story.fire(TimerKind.ACCEPTANCE_DEADLINE, "overdue")
    story.fire(TimerKind.ACCEPTANCE_DEADLINE, "silent")
    story.fire(TimerKind.TASK_AMBER, "refused")
    story.fire(TimerKind.TASK_RED, "refused")
    story.handle(RefuseTask(task="refused", reason=text("r"), external=record))
    story.handle(EndTask(task="ended", reason=text("r")))
    story.give(WithdrawCase(reason=text("r")))
    return story.events


def withdrawn() -> list[CaseEvent]:
    """Taken back before anything was granted."""
    story = Story().received()
    story.give(WithdrawCase())
    return story.events


def ended() -> list[CaseEvent]:
    """Ended by the lead after something was granted."""
    story = Story().dispatched(spec("a"), spec("b")).approved("a")
    story.lead(EndCase(reason=text("r")))
    return story.events


def owed() -> list[CaseEvent]:
    """Promised, accepted without, reminded, late, extended, brought; and one that was never brought."""
    story = Story()
    story.give(promise(PromiseKind.INSTEAD, "form:t"))
    story.give(TakeBackPromise(kind=PromiseKind.INSTEAD, subject="form:t"))
    story.give(promise(PromiseKind.LATER, "photograph:t"))
    papers = (OwedSpec(paper="photograph:t", within=days(5)),)
    story.dispatched(
        spec("brought", owed=papers), spec("never", owed=(OwedSpec(paper="form:t", within=days(5)),))
    )
    for key in ("brought", "never"):
        story.handle(AcceptTask(task=key))
    for key in ("brought", "never"):
        story.fire(TimerKind.OWED_REMINDER, key)
    for key in ("brought", "never"):
        story.fire(TimerKind.OWED_DUE, key)
    story.give(AskForExtension(task="brought", reason=text("r")))
    story.handle(ExtendOwing(task="brought", due=date(2026, 3, 13), reason=text("r")))
    story.give(BringOwedPaper(paper=paper("late", "photograph:t"), mode=DeliveryMode.COUNTER))
    story.handle(EndOwing(task="never", reason=text("r")))
    return story.events


def promised() -> list[CaseEvent]:
    """Decided on promises: one kept, one put right, one revoked when the whole was decided."""
    story = Story()
    one = PromisedSpec(kind=PromiseKind.INSTEAD, subject="form:t", checked_within=days(30))
    keys = ("kept", "corrected", "revoked")
    story.give(promise(PromiseKind.INSTEAD, "form:t"))
    story.dispatched(*(spec(key, promised=(one,), outputs=()) for key in keys))
    for key in keys:
        story.approved(key)
    story.fire(TimerKind.PROMISE_CHECK, "kept")
    story.handle(CheckPromise(task="kept", kept=True, finding=text("r")))
    for key in ("corrected", "revoked"):
        story.handle(CheckPromise(task=key, kept=False, finding=text("r")))
        story.handle(OrderCorrection(task=key, due=date(2026, 5, 20), reason=text("r")))
    story.handle(ConfirmCorrection(task="corrected", finding=text("r")))
    story.fire(TimerKind.ORDER_DUE, "revoked")
    story.handle(RevokeDecision(task="revoked", reason=text("r"), claw_back=True))
    return story.events


def undone() -> list[CaseEvent]:
    """Issued again, then undone in each of the four ways, the last two in the archive."""
    born = fact("born.lost", kind=ProvenanceKind.OUTPUT, source="lost")
    outputs = (OutputSpec(id="o", evidence="paper", facts=("born.lost",)),)
    story = Story().dispatched(
        spec("lost", outputs=outputs), spec("revoked"), spec("retracted"), spec("penalty"), spec("cancelled")
    )
    story.handle(AcceptTask(task="lost"))
    story.handle(ApproveTask(task="lost"))
    story.handle(IssueOutput(task="lost", output="o", document="d", number="1", facts=(born,)))
    for key in ("revoked", "retracted", "penalty", "cancelled"):
        story.issued(key)
    for task in story.case.tasks:
        for output in task.outputs:
            story.handle(DeliverOutput(task=task.spec.key, output=output.id, mode=DeliveryMode.POST))
    story.handle(
        ReissueOutput(
            task="lost",
            output="o",
            ground=ReissueGround.MISPRINTED,
            reason=text("r"),
            document="e",
            number="2",
            facts=(born,),
        )
    )
    story.handle(DeliverOutput(task="lost", output="o", mode=DeliveryMode.COLLECTED))
    story.handle(RevokeDecision(task="revoked", reason=text("r"), ground=UndoingGround.DECEIT))
    story.handle(RetractLicence(task="retracted", reason=text("r"), ground=UndoingGround.BASIS_CHANGED))
    story.lead(CloseCase())
    story.handle(RevokeAsPenalty(task="penalty", reason=text("r")))
    story.handle(CancelResult(task="penalty", reason=text("r"), ground=UndoingGround.UNDONE))
    story.handle(CancelResult(task="cancelled", reason=text("r"), ground=UndoingGround.HOLDER_ASKS))
    return story.events


def reviewed() -> list[CaseEvent]:
    """Refused, objected, late, changed; a court that sends back; an undoing set aside after the archive."""
    story = Story().dispatched(
        spec("changed"),
        spec("waits", needs=(evidence_need("changed", "changed-paper"),)),
        spec("again"),
        spec("undone", outputs=()),
    )
    for key in ("changed", "again"):
        story.handle(AcceptTask(task=key))
        story.handle(RefuseTask(task=key, reason=text("r")))
    story.approved("undone")
    story.give(RaiseObjection(task="again", reason=text("r"), deciders=("somebody",)))
    story.give(TakeBackObjection(task="again"))
    story.give(RaiseObjection(task="changed", reason=text("r"), deciders=("somebody",)))
    story.fire(TimerKind.REVIEW_DUE, "changed")
    story.handle(DecideObjection(task="changed", outcome=ReviewOutcome.CHANGED, finding=text("f")))
    story.handle(IssueOutput(task="changed", output="changed-output"))
    story.approved("waits")
    court = ExternalReview(body=ReviewBody.COURT, number="J-1")
    story.handle(
        RecordExternalReview(task="again", review=court, outcome=ReviewOutcome.SENT_BACK, finding=text("f"))
    )
    story.handle(RefuseTask(task="again", reason=text("r")))
    story.handle(
        RecordExternalReview(task="again", review=court, outcome=ReviewOutcome.UPHELD, finding=text("f"))
    )
    for task in story.case.tasks:
        for output in task.outputs_to_issue:
            story.handle(IssueOutput(task=task.spec.key, output=output))
        for output in story.task(task.spec.key).outputs_to_deliver:
            story.handle(DeliverOutput(task=task.spec.key, output=output, mode=DeliveryMode.POST))
    story.lead(CloseCase())
    story.handle(RevokeDecision(task="undone", reason=text("r"), ground=UndoingGround.UNLAWFUL))
    story.give(RaiseObjection(task="undone", reason=text("r")))
    story.handle(DecideObjection(task="undone", outcome=ReviewOutcome.CHANGED, finding=text("f")))
    return story.events


def life() -> list[CaseEvent]:
    """A task handed to another authority, which got more time for it."""
    story = Story().dispatched(spec("a", outputs=()))
    story.handle(TransferTask(task="a", to="other", reason=text("r")))
    story.handle(AcceptTask(task="a"))
    story.give(ExtendLimit(task="a", days=5, reason=text("r")), head("other"))
    story.handle(RefuseTask(task="a", reason=text("r")))
    return story.events


def asked() -> list[CaseEvent]:
    """An officer asked the head for more time, who said no first and yes later; the notice went by post."""
    story = Story().dispatched(spec("a", outputs=()))
    story.handle(AcceptTask(task="a"))
    story.handle(RequestLimitExtension(task="a", days=8, reason=text("r")))
    story.give(DeclineLimitExtension(task="a", reason=text("no")), head("authority-of-a"))
    story.handle(RequestLimitExtension(task="a", days=4, reason=text("r")))
    story.give(ExtendLimit(task="a", days=3, reason=text("r")), head("authority-of-a"))
    story.later(days=3)
    number = story.case.notices[-1].number
    story.handle(ApproveTask(task="a"))
    story.give(
        ConfirmNoticeDelivery(
            number=number, mode=DeliveryMode.POST, proof=text("tracking"), on=date(2026, 3, 4)
        ),
        officer("authority-of-a"),
    )
    return story.events


def changed() -> list[CaseEvent]:
    """After handing in an answer is changed: one part dropped, one added, one has another order, one answers for it."""
    story = Story()
    signing = Sign(participant="father", statement=text("statement"), method="link-and-code")
    story.give(RecordAnswers(facts=(fact("mother.name"),)))
    story.give(signing)
    story.dispatched(
        spec("kept"), spec("dropped"), spec("later", needs=(evidence_need("kept", "kept-paper"),))
    )
    story.handle(AcceptTask(task="kept"))
    story.completeness = Completeness(required_signatures=("mother", "father"))
    story.give(
        ChangeAnswers(
            facts=(fact("mother.name", "2"),),
            tasks=(spec("kept"), spec("later"), spec("added", outputs=())),
            papers=(paper("new"),),
            touched=(Touched(task="kept", paths=("mother.name",)),),
            statement=text("statement"),
            method="signed_in",
            signer="mother",
        )
    )
    story.give(signing)
    story.handle(AcknowledgeChange(task="kept", finding=text("seen")))
    return story.events


def promise(kind: PromiseKind, subject: str) -> MakePromise:
    credit = CreditCheck(standing=Standing.CLEAR, source="credit", at=MONDAY, receipt="r")
    return MakePromise(
        kind=kind, subject=subject, statement=text("statement"), method="signed_in", credit=credit
    )


JOURNALS: Final[Mapping[str, Callable[[], list[CaseEvent]]]] = {
    "birth": birth,
    "correction": correction,
    "troubles": troubles,
    "withdrawn": withdrawn,
    "ended": ended,
    "owed": owed,
    "promised": promised,
    "undone": undone,
    "reviewed": reviewed,
    "life": life,
    "changed": changed,
    "handed": handed,
    "visits": visits,
    "by_rules": by_rules,
    "asked": asked,
}
