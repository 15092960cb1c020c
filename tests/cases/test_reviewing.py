"""Objections and their review: the time, four eyes, what each outcome brings about, and outcomes from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.cases.situations import (
    APPLICANT,
    CALENDAR,
    Story,
    days,
    evidence_need,
    officer,
    paper,
    spec,
    text,
)
from yijian.core.cases import (
    AcceptTask,
    ApproveTask,
    CaseOutcome,
    CaseStatus,
    CloseCase,
    ConfirmNoticeDelivery,
    DeclareNotCompetent,
    DeclineTask,
    DeliverOutput,
    DeliveryMode,
    EndCase,
    EndTask,
    IssueOutput,
    NoticeKind,
    RefuseTask,
    Remedy,
    TaskStatus,
    TimerKind,
    WithdrawCase,
)
from yijian.core.cases.issued_outputs import EndedBy
from yijian.core.cases.objection_commands import (
    DecideObjection,
    RaiseObjection,
    RecordExternalReview,
    TakeBackObjection,
)
from yijian.core.cases.objections import ExternalReview, ObjectionStatus, ReviewBody, ReviewOutcome
from yijian.core.cases.owing import OwingStatus
from yijian.core.cases.procedures import PROCEDURES
from yijian.core.cases.promise_commands import BringOwedPaper, EndOwing, RevokeDecision
from yijian.core.cases.promises import OwedSpec
from yijian.core.cases.refusals import TaskCommandNotPossible, WrongActor, WrongAuthority
from yijian.core.cases.reviewing import objection_due
from yijian.core.cases.undoing_refusals import (
    AlreadyReviewed,
    ObjectionsOpen,
    ObjectionTooLate,
    OutcomeNotPossible,
    SameOfficer,
)
from yijian.core.cases.undoings import UndoingGround
from yijian.core.vocabulary.marks import Certainty

R = text("r")
COURT = ExternalReview(body=ReviewBody.COURT, number="J-1")
OBJECT = RaiseObjection(task="a", reason=R, deciders=("the-decider",))


def refused() -> Story:
    story = Story().dispatched(spec("a"), spec("w", needs=(evidence_need("a", "a-paper"),)))
    story.handle(AcceptTask(task="a"))
    story.handle(RefuseTask(task="a", reason=R))
    return story


def review(story: Story, outcome: ReviewOutcome) -> list[str]:
    return story.handle(DecideObjection(task="a", outcome=outcome, finding=text("f")))


def test_the_limits_are_named_as_the_platforms_own() -> None:
    for procedure in PROCEDURES.values():
        for limit in (procedure.objection, procedure.review):
            assert limit.certainty is Certainty.INFERRED
            assert "the platform's own standard" in (limit.note or "")


class TestRaising:
    def test_it_is_receipted_with_the_day_of_the_answer_and_a_timer_watches_it(self) -> None:
        story = refused()
        assert story.give(OBJECT) == ["ObjectionRaised", "NoticeIssued"]
        notice = story.case.notices[-1]
        assert (notice.kind, notice.due) == (NoticeKind.OBJECTION, story.task("a").objections[0].due)
        story.fire(TimerKind.REVIEW_DUE, "a")
        assert story.task("a").objections[0].overdue
        review(story, ReviewOutcome.UPHELD)

    def test_it_comes_in_time_counted_from_when_the_notice_arrived(self) -> None:
        story = refused().later(days=65)
        with pytest.raises(ObjectionTooLate):
            story.give(OBJECT)
        story = refused()
        number = next(one.number for one in story.case.notices if one.kind is NoticeKind.REFUSAL)
        story.later(days=10).lead(ConfirmNoticeDelivery(number=number, mode=DeliveryMode.POST))
        story.later(days=55).give(OBJECT)

    def test_on_the_last_day_it_is_in_time_and_the_day_after_it_is_not(self) -> None:
        story = refused()
        due = objection_due(story.case, story.task("a"), CALENDAR)
        assert due is not None
        assert due >= date(2026, 5, 1), "60 days from 2 March"
        left = (due - date(2026, 3, 2)).days
        with pytest.raises(ObjectionTooLate):
            refused().later(days=left + 1).give(OBJECT)
        story.later(days=left).give(OBJECT)

    def test_it_is_the_applicants(self) -> None:
        story = refused()
        with pytest.raises(WrongActor):
            story.handle(OBJECT)
        story.give(OBJECT)
        with pytest.raises(WrongActor):
            story.handle(TakeBackObjection(task="a"))

    def test_one_at_a_time_and_one_review_a_decision(self) -> None:
        story = refused()
        story.give(OBJECT)
        with pytest.raises(TaskCommandNotPossible):
            story.give(OBJECT)
        story.give(TakeBackObjection(task="a"))
        story.give(OBJECT)
        review(story, ReviewOutcome.UPHELD)
        with pytest.raises(AlreadyReviewed):
            story.give(OBJECT)

    def test_what_was_ended_with_the_whole_is_no_decision_of_its_authority(self) -> None:
        story = Story().dispatched(spec("a"), spec("b")).approved("b")
        story.lead(EndCase(reason=R))
        with pytest.raises(TaskCommandNotPossible):
            story.give(OBJECT)

    def test_an_archived_case_is_taken_up_again(self) -> None:
        story = refused()
        story.lead(CloseCase())
        assert story.give(OBJECT)[0] == "CaseTakenUpAgain"
        with pytest.raises(ObjectionsOpen):
            story.lead(CloseCase())
        review(story, ReviewOutcome.UPHELD)
        story.lead(CloseCase())

    def test_withdrawing_the_rest_takes_it_back_and_nobody_ends_the_case_over_it(self) -> None:
        story = Story().dispatched(spec("a"), spec("b"))
        story.handle(AcceptTask(task="a"))
        story.handle(RefuseTask(task="a", reason=R))
        story.give(OBJECT)
        with pytest.raises(ObjectionsOpen):
            story.lead(EndCase(reason=R))
        story.give(WithdrawCase())
        assert story.task("a").objections[0].status is ObjectionStatus.TAKEN_BACK


class TestReview:
    def test_who_decided_does_not_review_and_another_authority_neither(self) -> None:
        story = refused()
        story.give(RaiseObjection(task="a", reason=R, deciders=("officer-of-authority-of-a", "b")))
        decide = DecideObjection(task="a", outcome=ReviewOutcome.UPHELD, finding=R)
        with pytest.raises(SameOfficer):
            story.handle(decide)
        with pytest.raises(WrongAuthority):
            story.give(decide, officer("another"))

    def test_upheld_tells_reconsideration_and_lawsuit(self) -> None:
        story = refused()
        story.give(OBJECT)
        assert review(story, ReviewOutcome.UPHELD) == ["DecisionUpheld", "NoticeIssued"]
        notice = story.case.notices[-1]
        assert (notice.kind, notice.outcome) == (NoticeKind.REVIEW_DECISION, ReviewOutcome.UPHELD)
        assert notice.remedies == (Remedy.REVIEW, Remedy.LAWSUIT)
        assert story.case.outcome is CaseOutcome.REFUSED

    def test_a_changed_refusal_is_an_approval_and_what_could_not_begin_waits_again(self) -> None:
        story = refused()
        assert story.case.status.value == "decided"
        assert story.task("w").status.value == "cannot_start"
        story.give(OBJECT)
        review(story, ReviewOutcome.CHANGED)
        assert story.case.status.value == "in_progress"
        assert story.task("a").status is TaskStatus.APPROVED
        assert story.task("w").status.value == "waiting"
        story.handle(IssueOutput(task="a", output="a-output"))
        assert story.task("w").status.value == "dispatched"
        story.issued("w")
        assert story.case.outcome is CaseOutcome.WHOLLY
        with pytest.raises(AlreadyReviewed):
            story.give(OBJECT)

    def test_sent_back_it_is_decided_again_with_a_clock_that_begins_again(self) -> None:
        story = refused().later(days=20)
        story.give(OBJECT)
        review(story.later(days=1), ReviewOutcome.SENT_BACK)
        task = story.task("a")
        assert (task.status, task.clock.started) == (TaskStatus.UNDER_REVIEW, story.now)
        assert task.clock.ended is None
        story.handle(RefuseTask(task="a", reason=R))
        story.give(OBJECT)

    def test_what_was_issued_on_a_decision_that_is_set_aside_does_not_stand(self) -> None:
        story = Story().dispatched(spec("a")).issued("a")
        story.give(OBJECT)
        review(story, ReviewOutcome.SENT_BACK)
        assert [one.ended_by for one in story.task("a").outputs] == [EndedBy.SET_ASIDE]
        story.handle(ApproveTask(task="a"))
        story.handle(IssueOutput(task="a", output="a-output", number="2"))
        assert [one.stands for one in story.task("a").outputs] == [False, True]
        story.handle(DeliverOutput(task="a", output="a-output", mode=DeliveryMode.POST))
        assert story.case.status is CaseStatus.DELIVERED

    @pytest.mark.parametrize(
        "end",
        [
            lambda story: story.handle(DeclineTask(task="a", reason=R)),
            lambda story: story.handle(DeclareNotCompetent(task="a", reason=R)),
            lambda story: story.handle(EndTask(task="a", reason=R)),
        ],
    )
    def test_what_was_not_taken_up_is_with_its_authority_as_if_received_today(
        self, end: Callable[[Story], object]
    ) -> None:
        story = Story().dispatched(spec("a"))
        end(story)
        story.later(days=30).give(OBJECT)
        with pytest.raises(OutcomeNotPossible):
            review(story, ReviewOutcome.CHANGED)
        review(story, ReviewOutcome.SENT_BACK)
        assert (story.task("a").status, story.task("a").receipt_at) == (TaskStatus.DISPATCHED, story.now)
        story.handle(AcceptTask(task="a"))
        assert not story.task("a").deemed_accepted, "its time to answer began again"

    def test_papers_that_were_owed_are_owed_again_from_acceptance_on(self) -> None:
        owed = (OwedSpec(paper="photograph:t", within=days(5)),)
        story = Story().dispatched(spec("a", owed=owed))
        story.handle(AcceptTask(task="a"))
        story.fire(TimerKind.OWED_DUE, "a")
        story.handle(EndOwing(task="a", reason=R))
        story.give(OBJECT)
        review(story, ReviewOutcome.SENT_BACK)
        story.handle(AcceptTask(task="a"))
        owing = story.task("a").owing
        assert owing is not None
        assert owing.status is OwingStatus.OWED
        story.give(BringOwedPaper(paper=paper("p", "photograph:t")), APPLICANT)
        story.handle(ApproveTask(task="a"))

    def test_an_undoing_that_is_set_aside_leaves_the_decision_and_its_outputs_standing(self) -> None:
        story = Story().dispatched(spec("a")).issued("a")
        story.handle(DeliverOutput(task="a", output="a-output", mode=DeliveryMode.POST))
        story.lead(CloseCase())
        story.handle(RevokeDecision(task="a", reason=R, ground=UndoingGround.DECEIT))
        assert story.case.outcome is CaseOutcome.REFUSED
        story.give(OBJECT)
        with pytest.raises(OutcomeNotPossible):
            review(story, ReviewOutcome.SENT_BACK)
        review(story, ReviewOutcome.CHANGED)
        assert story.task("a").status is TaskStatus.DELIVERED
        assert all(one.stands for one in story.task("a").outputs)
        assert (story.case.status, story.case.outcome) == (CaseStatus.DELIVERED, CaseOutcome.WHOLLY)


class TestFromOutside:
    def test_it_is_recorded_with_its_number_and_settles_an_open_objection(self) -> None:
        story = refused()
        story.give(OBJECT)
        story.handle(
            RecordExternalReview(task="a", review=COURT, outcome=ReviewOutcome.SENT_BACK, finding=text("f"))
        )
        (objection,) = story.task("a").objections
        assert (objection.status, objection.external) == (ObjectionStatus.SENT_BACK, COURT)
        assert story.case.notices[-1].remedies == ()

    def test_it_comes_without_an_objection_and_after_a_review_too(self) -> None:
        story = refused()
        story.give(OBJECT)
        review(story, ReviewOutcome.UPHELD)
        story.later(days=200)
        story.lead(CloseCase())
        upheld = RecordExternalReview(task="a", review=COURT, outcome=ReviewOutcome.UPHELD, finding=R)
        story.handle(upheld)
        assert story.case.status is CaseStatus.CLOSED
        story.handle(RecordExternalReview(task="a", review=COURT, outcome=ReviewOutcome.CHANGED, finding=R))
        assert [one.status for one in story.task("a").objections] == [
            ObjectionStatus.UPHELD,
            ObjectionStatus.UPHELD,
            ObjectionStatus.CHANGED,
        ]
        assert story.task("a").status is TaskStatus.APPROVED
