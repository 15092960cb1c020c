"""Promises, and 告知承诺: every edge of its state machine (policy.md section 2), and what may not happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.cases.promise_situations import BY, OWED, PHOTO, R, promise
from tests.cases.situations import (
    APPLICANT,
    CALENDAR,
    COMPLETE,
    LEAD,
    MONDAY,
    Story,
    days,
    evidence_need,
    fact_need,
    officer,
    paper,
    spec,
    text,
)
from yijian.core.cases import (
    AttachPaper,
    CaseOutcome,
    CaseStatus,
    CloseCase,
    Command,
    DeliverOutput,
    DeliveryMode,
    IssueOutput,
    NoticeKind,
    OutputSpec,
    SubmitCase,
    TaskSpec,
    TaskStatus,
    TimerKind,
    timers_of,
)
from yijian.core.cases.application_refusals import CaseIncomplete
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.promise_commands import (
    CheckPromise,
    ConfirmCorrection,
    OrderCorrection,
    RevokeDecision,
    TakeBackPromise,
)
from yijian.core.cases.promise_refusals import (
    AlreadyPromised,
    CorrectionTimeRuns,
    DayNotAhead,
    NoSuchPromise,
    PromiseBarred,
    PromiseNotAllowed,
    PromisesOpen,
)
from yijian.core.cases.promises import PromisedSpec, PromiseKind, Standing
from yijian.core.cases.refusals import TaskCommandNotPossible, WrongActor
from yijian.core.cases.undoing_refusals import NoBrokenPromise
from yijian.core.errors import CommandRefused


class TestPromising:
    def test_a_promise_keeps_who_promised_which_text_when_and_how_they_are_known(self) -> None:
        story = Story()
        story.give(promise(), APPLICANT)
        (made,) = story.case.promises
        assert (made.attestation.account, made.attestation.method) == ("account-1", "signed_in")
        assert made.attestation.statement == text("statement")
        assert made.attestation.at == MONDAY
        assert (made.credit.standing, made.credit.receipt) == (Standing.CLEAR, "r-1")

    @pytest.mark.parametrize(
        ("command", "refusal"),
        [
            (promise(subject="identity-card:mother"), PromiseNotAllowed),
            (promise(kind=PromiseKind.INSTEAD), PromiseNotAllowed),
            (promise(kind=PromiseKind.CONDITIONS), PromiseNotAllowed),
            (promise(standing=Standing.BARRED), PromiseBarred),
            (TakeBackPromise(kind=PromiseKind.LATER, subject=PHOTO), NoSuchPromise),
        ],
    )
    def test_only_what_the_plan_allows_is_promised_and_only_by_whom_no_record_speaks_against(
        self, command: Command, refusal: type[CommandRefused]
    ) -> None:
        with pytest.raises(refusal):
            Story().give(command, APPLICANT)

    def test_an_officer_promises_nothing_for_the_applicant(self) -> None:
        with pytest.raises(WrongActor):
            Story().give(promise(), officer(LEAD))

    def test_nobody_promises_twice_and_a_standing_that_nobody_knows_is_not_held_against_anyone(self) -> None:
        story = Story()
        story.give(promise(standing=Standing.UNKNOWN), APPLICANT)
        with pytest.raises(AlreadyPromised):
            story.give(promise(), APPLICANT)

    def test_a_promise_is_taken_back_by_the_applicant_or_by_the_paper_itself(self) -> None:
        story = Story()
        story.give(promise(), APPLICANT)
        story.give(TakeBackPromise(kind=PromiseKind.LATER, subject=PHOTO), APPLICANT)
        assert story.case.promises == ()
        story.give(promise(), APPLICANT)
        assert story.give(AttachPaper(paper=paper("p", PHOTO)), APPLICANT) == [
            "PaperAttached",
            "PromiseTakenBack",
        ]

    def test_a_paper_is_missing_unless_it_is_there_or_promised(self) -> None:
        wanted = replace(COMPLETE, required_papers=(PHOTO, "form:t"), required_promises=("t",))
        story = Story()
        story.completeness = wanted
        with pytest.raises(CaseIncomplete) as refused:
            story.give(SubmitCase(number="1", tasks=(spec("a"),)), APPLICANT)
        assert refused.value.fields["papers"] == (PHOTO, "form:t")
        assert refused.value.fields["promises"] == ("t",)
        story.give(promise(), APPLICANT)
        story.give(promise(kind=PromiseKind.INSTEAD, subject="form:t"), APPLICANT)
        story.give(promise(kind=PromiseKind.CONDITIONS, subject="t"), APPLICANT)
        story.give(SubmitCase(number="1", tasks=(spec("a", owed=(OWED,)),)), APPLICANT)
        assert story.case.status is CaseStatus.RECEIVED

    def test_a_promise_that_the_plan_does_not_allow_any_more_replaces_no_paper(self) -> None:
        story = Story()
        story.give(promise(), APPLICANT)
        story.completeness = replace(COMPLETE, required_papers=(PHOTO,), may_follow=())
        with pytest.raises(CaseIncomplete):
            story.give(SubmitCase(number="1", tasks=(spec("a"),)), APPLICANT)


PROMISED = PromisedSpec(kind=PromiseKind.CONDITIONS, subject="a", checked_within=days(30))


def decided(*more: TaskSpec, promised: PromisedSpec = PROMISED) -> Story:
    """A task decided on a promise on Monday 2 March."""
    story = Story().dispatched(spec("a", promised=(promised,)), *more)
    return story.approved("a")


def status(story: Story) -> CommitmentStatus:
    found = story.task("a").commitment
    assert found is not None
    return found.status


def broken(*more: TaskSpec) -> Story:
    story = decided(*more)
    story.handle(CheckPromise(task="a", kept=False, finding=R))
    return story


def ordered(*more: TaskSpec) -> Story:
    story = broken(*more)
    story.handle(OrderCorrection(task="a", due=date(2026, 3, 9), reason=R))
    return story


def revoke(story: Story, *, claw_back: bool = False) -> list[str]:
    return story.handle(RevokeDecision(task="a", reason=R, claw_back=claw_back))


class TestChecksAfterwards:
    def test_a_decision_on_a_promise_has_a_check_with_its_day(self) -> None:
        story = decided()
        assert status(story) is CommitmentStatus.CHECK_DUE
        (timer,) = [one for one in timers_of(story.case, CALENDAR) if one.kind is TimerKind.PROMISE_CHECK]
        assert timer.due.date() == date(2026, 4, 13), "30 working days after 2 March, at midnight in China"

    def test_without_a_stated_time_there_is_a_check_and_no_day(self) -> None:
        story = decided(promised=replace(PROMISED, checked_within=None))
        assert status(story) is CommitmentStatus.CHECK_DUE
        assert timers_of(story.case, CALENDAR) == ()

    def test_a_check_that_is_late_is_on_record_and_can_still_be_made(self) -> None:
        story = decided()
        assert story.fire(TimerKind.PROMISE_CHECK, "a") == ["CheckOverdue"]
        assert timers_of(story.case, CALENDAR) == ()
        story.handle(CheckPromise(task="a", kept=True, finding=R))
        assert status(story) is CommitmentStatus.KEPT

    def test_a_kept_promise_is_over_and_the_case_can_be_archived_only_then(self) -> None:
        story = decided(promised=PROMISED)
        issue(story)
        with pytest.raises(PromisesOpen):
            story.lead(CloseCase())
        story.handle(CheckPromise(task="a", kept=True, finding=R))
        story.lead(CloseCase())
        assert story.case.final

    def test_broken_ordered_corrected(self) -> None:
        story = ordered()
        assert status(story) is CommitmentStatus.ORDERED
        notice = story.case.notices[-1]
        assert (notice.kind, notice.due) == (NoticeKind.CORRECTION_ORDER, date(2026, 3, 9))
        assert notice.remedies
        story.handle(ConfirmCorrection(task="a", finding=R))
        assert status(story) is CommitmentStatus.CORRECTED
        assert story.task("a").granted

    def test_broken_ordered_revoked(self) -> None:
        story = ordered()
        issue(story)
        with pytest.raises(CorrectionTimeRuns):
            revoke(story)
        story.fire(TimerKind.ORDER_DUE, "a")
        assert revoke(story, claw_back=True) == ["DecisionRevoked", "NoticeIssued", "OutcomeRevised"]
        task = story.task("a")
        assert task.status is TaskStatus.REVOKED
        assert task.commitment is not None
        assert (task.commitment.status, task.commitment.claw_back) == (CommitmentStatus.REVOKED, True)
        assert all(output.revoked_at for output in task.outputs)
        assert story.case.outcome is CaseOutcome.REFUSED
        assert story.case.notices[-1].kind is NoticeKind.REVOCATION
        assert story.case.notices[-1].remedies
        story.lead(CloseCase())

    def test_late_correction_still_saves_the_decision(self) -> None:
        story = ordered()
        story.fire(TimerKind.ORDER_DUE, "a")
        story.handle(ConfirmCorrection(task="a", finding=R))
        assert status(story) is CommitmentStatus.CORRECTED

    @pytest.mark.parametrize(
        ("stage", "command"),
        [
            (decided, OrderCorrection(task="a", due=date(2026, 3, 9), reason=R)),
            (decided, ConfirmCorrection(task="a", finding=R)),
            (broken, CheckPromise(task="a", kept=True, finding=R)),
            (broken, ConfirmCorrection(task="a", finding=R)),
            (ordered, CheckPromise(task="a", kept=True, finding=R)),
            (ordered, OrderCorrection(task="a", due=date(2026, 3, 9), reason=R)),
        ],
    )
    def test_no_edge_is_skipped(self, stage: object, command: Command) -> None:
        assert callable(stage)
        with pytest.raises(TaskCommandNotPossible):
            stage().give(command, BY)

    @pytest.mark.parametrize("stage", [decided, broken])
    def test_a_promise_is_no_ground_to_revoke_before_the_order_to_correct(
        self, stage: Callable[[], Story]
    ) -> None:
        with pytest.raises(NoBrokenPromise):
            revoke(stage())

    def test_an_ordinary_decision_is_neither_checked_nor_revoked_for_a_promise(self) -> None:
        story = Story().dispatched(spec("a"), spec("b")).approved("a")
        with pytest.raises(TaskCommandNotPossible):
            story.handle(CheckPromise(task="a", kept=False, finding=R))
        with pytest.raises(NoBrokenPromise):
            story.handle(RevokeDecision(task="a", reason=R))

    def test_an_order_has_its_day_ahead(self) -> None:
        with pytest.raises(DayNotAhead):
            broken().handle(OrderCorrection(task="a", due=date(2026, 3, 2), reason=R))

    @pytest.mark.parametrize("by", ["paper", "fact"])
    def test_what_waits_for_a_revoked_result_never_begins(self, by: str) -> None:
        """The result was issued, but the other waited for a third: after the revocation it is lost."""
        outputs = (OutputSpec(id="o", evidence="a-paper", facts=("born.a",)),)
        need = evidence_need("a", "a-paper") if by == "paper" else fact_need("a", "born.a")
        waits = spec("w", needs=(need, evidence_need("c", "c-paper")))
        story = Story().dispatched(spec("a", promised=(PROMISED,), outputs=outputs), spec("c"), waits)
        story.issued("a")
        story.handle(CheckPromise(task="a", kept=False, finding=R))
        story.handle(OrderCorrection(task="a", due=date(2026, 3, 9), reason=R))
        story.fire(TimerKind.ORDER_DUE, "a")
        assert "TaskBlocked" in revoke(story)
        assert story.task("w").blocked_by == "a"
        assert story.task("c").status is TaskStatus.DISPATCHED, "the other departments go on"

    def test_others_keep_what_they_granted(self) -> None:
        story = ordered(spec("b"))
        story.approved("b")
        story.fire(TimerKind.ORDER_DUE, "a")
        revoke(story)
        assert story.case.outcome is CaseOutcome.PARTLY
        assert story.task("b").granted


def issue(story: Story) -> None:
    """Issue and hand over the result of `a`."""
    for output in story.task("a").outputs_to_issue:
        story.handle(IssueOutput(task="a", output=output))
    for output in story.task("a").outputs_to_deliver:
        story.handle(DeliverOutput(task="a", output=output, mode=DeliveryMode.POST))
