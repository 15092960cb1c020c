"""The authorities and their tasks: waiting, acceptance, decision, outputs, delivery."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.cases.situations import (
    APPLICANT,
    CALENDAR,
    MONDAY,
    SYSTEM,
    Story,
    days,
    fact,
    officer,
    spec,
    text,
)
from yijian.core.cases import (
    AcceptTask,
    ApproveTask,
    BeginReview,
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
    ExternalRecord,
    IssueOutput,
    LearnFacts,
    NoticeKind,
    OutputSpec,
    RateCase,
    RefuseTask,
    Remedy,
    TaskStatus,
    TimerKind,
    WithdrawCase,
    due_of,
    timers_of,
)
from yijian.core.cases.application_refusals import WrongProvenance
from yijian.core.cases.refusals import (
    AcceptedBySilence,
    AlreadyRated,
    BornFactsMismatch,
    CommandNotPossible,
    NoSuchNotice,
    NoSuchOutput,
    NoSuchTask,
    NoticeAlreadyDelivered,
    OutputAlreadyDelivered,
    OutputAlreadyIssued,
    ResultsOutstanding,
    ScoreOutOfRange,
    TaskCommandNotPossible,
    WrongActor,
    WrongAuthority,
)
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.core.vocabulary.service import ServiceKind

REASON = text("reason")


def delivering(task: str, output: str) -> DeliverOutput:
    return DeliverOutput(task=task, output=output, mode=DeliveryMode.POST, proof=text("tracking"))


def test_a_birth_from_receipt_to_archive() -> None:
    """Each task starts when what it needs is there; the id number that is born reaches the card office."""
    story = Story().dispatched()
    statuses = {task.spec.key: task.status for task in story.case.tasks}
    waiting, dispatched = TaskStatus.WAITING, TaskStatus.DISPATCHED
    assert statuses == {
        "certificate": dispatched,
        "registration": waiting,
        "card": waiting,
        "guidance": waiting,
    }
    story.later(days=1).issued("certificate")
    assert story.task("registration").status is dispatched
    assert story.task("registration").receipt_at == story.now
    assert story.task("guidance").status is dispatched
    assert story.task("card").status is waiting
    story.later(days=1).issued("registration")
    assert story.case.facts["child[1].id_number"].provenance.kind is ProvenanceKind.OUTPUT
    assert story.case.facts["child[1].id_number"].provenance.source == "registration"
    assert story.task("card").status is dispatched
    story.issued("card")
    story.approved("guidance")
    assert story.case.status is CaseStatus.DECIDED
    assert story.case.outcome is CaseOutcome.WHOLLY
    with pytest.raises(ResultsOutstanding) as refused:
        story.lead(CloseCase())
    assert refused.value.fields["tasks"] == ("certificate", "registration", "card")
    story.handle(delivering("certificate", "certificate"))
    story.lead(delivering("registration", "page"))
    happened = story.handle(delivering("card", "card-output"))
    assert happened == ["OutputDelivered", "TaskDelivered", "CaseDelivered"]
    story.give(RateCase(score=5))
    assert story.give(CloseCase(), SYSTEM) == ["CaseClosed"]
    assert story.case.final


class TestWhoActs:
    def test_an_authority_does_not_act_on_the_task_of_another(self) -> None:
        story = Story().dispatched()
        with pytest.raises(WrongAuthority) as refused:
            story.give(AcceptTask(task="certificate"), officer("police"))
        assert "hospital" in refused.value.text.zh

    @pytest.mark.parametrize("command", [CloseCase(), EndCase(reason=REASON)])
    def test_the_whole_belongs_to_the_lead_authority(self, command: CloseCase | EndCase) -> None:
        story = Story().dispatched(spec("a", outputs=()), spec("b", outputs=()))
        if isinstance(command, CloseCase):
            story.approved("a").approved("b")
        with pytest.raises(WrongAuthority):
            story.give(command, officer("authority-of-a"))

    def test_outputs_may_be_handed_over_together_by_the_lead_but_not_issued_by_it(self) -> None:
        story = Story().dispatched(spec("a")).approved("a")
        with pytest.raises(WrongAuthority):
            story.lead(IssueOutput(task="a", output="a-output"))
        story.handle(IssueOutput(task="a", output="a-output"))
        story.lead(delivering("a", "a-output"))
        assert story.case.status is CaseStatus.DELIVERED

    def test_a_task_that_is_not_there_is_named(self) -> None:
        with pytest.raises(NoSuchTask):
            Story().dispatched().lead(AcceptTask(task="nobody's"))


class TestAcceptance:
    def test_the_clock_starts_at_acceptance(self) -> None:
        story = Story().dispatched(spec("a", limit=days(10))).later(days=1)
        story.handle(AcceptTask(task="a", external=ExternalRecord(system="police-net", number="A1")))
        due = due_of(story.task("a"), CALENDAR)
        assert due is not None
        assert due.day == date(2026, 3, 17)
        assert story.task("a").external == ExternalRecord(system="police-net", number="A1")

    def test_to_decline_takes_a_reason_and_gives_a_notice_with_remedies(self) -> None:
        story = Story().dispatched(spec("a"), spec("b"))
        story.handle(DeclineTask(task="a", reason=REASON))
        notice = story.case.notices[-1]
        assert notice.kind is NoticeKind.NON_ACCEPTANCE
        assert notice.authority == "authority-of-a"
        assert notice.reasons == (REASON,)
        assert notice.remedies == (Remedy.REVIEW, Remedy.LAWSUIT, Remedy.OBJECTION)
        story.handle(DeclareNotCompetent(task="b", reason=REASON))
        assert story.task("b").status is TaskStatus.NOT_COMPETENT
        assert story.case.outcome is CaseOutcome.REFUSED

    def test_silence_accepts_from_receipt_and_cannot_be_undone_by_declining_late(self) -> None:
        story = Story().dispatched(spec("a"), spec("b"), spec("c"))
        story.now = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
        for late in (DeclineTask(task="a", reason=REASON), DeclareNotCompetent(task="a", reason=REASON)):
            with pytest.raises(AcceptedBySilence):
                story.handle(late)
        assert story.handle(AcceptTask(task="a")) == ["TaskDeemedAccepted", "NoticeIssued"]
        assert story.fire(TimerKind.ACCEPTANCE_DEADLINE, "b") == ["TaskDeemedAccepted", "NoticeIssued"]
        assert story.task("a").clock.started == story.task("b").clock.started == MONDAY

    def test_where_no_rule_was_found_silence_is_only_recorded(self) -> None:
        story = Story().dispatched(spec("a", kind=ServiceKind.CONFIRMATION))
        assert story.fire(TimerKind.ACCEPTANCE_DEADLINE, "a") == ["TaskAcceptanceOverdue"]
        assert timers_of(story.case, CALENDAR) == ()
        story.handle(DeclineTask(task="a", reason=REASON))
        assert story.task("a").status is TaskStatus.NOT_ACCEPTED


class TestDecision:
    def test_a_refusal_stops_only_what_needs_the_output(self) -> None:
        story = Story().dispatched()
        story.handle(AcceptTask(task="certificate"))
        happened = story.handle(RefuseTask(task="certificate", reason=REASON))
        assert happened.count("TaskBlocked") == 2
        assert story.task("registration").status is TaskStatus.CANNOT_START
        assert story.task("registration").blocked_by == "certificate"
        assert story.task("card").blocked_by == "registration"
        assert story.task("guidance").status is TaskStatus.DISPATCHED
        told = [notice.task for notice in story.case.notices if notice.kind is NoticeKind.CANNOT_START]
        assert told == ["registration", "card"]
        story.approved("guidance")
        assert story.case.outcome is CaseOutcome.PARTLY
        assert story.case.status is CaseStatus.DELIVERED

    def test_what_is_known_from_elsewhere_need_not_be_waited_for(self) -> None:
        story = Story().dispatched()
        fetched = fact("child[1].id_number", kind=ProvenanceKind.REGISTER, source="population")
        assert "TaskDispatched" in story.lead(LearnFacts(facts=(fetched,)))
        story.handle(AcceptTask(task="certificate"))
        story.handle(RefuseTask(task="certificate", reason=REASON))
        assert story.task("card").status is TaskStatus.DISPATCHED

    def test_a_result_can_be_entered_by_hand_from_another_system(self) -> None:
        story = Story().dispatched(spec("a"))
        record = ExternalRecord(system="vertical", number="V-7")
        story.handle(AcceptTask(task="a"))
        story.handle(BeginReview(task="a"))
        story.handle(ApproveTask(task="a", external=record))
        assert story.task("a").external == record

    def test_an_authority_may_end_its_part_but_not_before_it_has_it(self) -> None:
        story = Story().dispatched()
        with pytest.raises(TaskCommandNotPossible) as refused:
            story.handle(EndTask(task="card", reason=REASON))
        assert refused.value.fields["possible"] == ()
        story.handle(EndTask(task="certificate", reason=REASON))
        assert story.task("certificate").reason == REASON
        assert story.task("card").status is TaskStatus.CANNOT_START

    def test_a_refused_case_has_nothing_to_deliver_and_can_be_archived(self) -> None:
        story = Story().dispatched(spec("a"))
        story.handle(AcceptTask(task="a"))
        story.handle(RefuseTask(task="a", reason=REASON))
        assert story.case.status is CaseStatus.DECIDED
        story.lead(CloseCase())
        assert story.case.final


class TestOutputs:
    TWO = (
        OutputSpec(id="licence", evidence="licence", facts=("firm.number",)),
        OutputSpec(id="register", deliverable=False),
    )

    def approved(self) -> Story:
        return Story().dispatched(spec("a", outputs=self.TWO)).approved("a")

    def test_an_output_brings_exactly_the_facts_that_are_born_with_it(self) -> None:
        story = self.approved()
        born = fact("firm.number", kind=ProvenanceKind.OUTPUT)
        for facts in ((), (born, fact("firm.name", kind=ProvenanceKind.OUTPUT))):
            with pytest.raises(BornFactsMismatch):
                story.handle(IssueOutput(task="a", output="licence", facts=facts))
        with pytest.raises(WrongProvenance):
            story.handle(IssueOutput(task="a", output="licence", facts=(fact("firm.number"),)))
        story.handle(IssueOutput(task="a", output="licence", facts=(born,)))
        assert story.case.facts["firm.number"].provenance.source == "a"

    def test_outputs_are_issued_and_handed_over_once(self) -> None:
        story = self.approved()
        born = fact("firm.number", kind=ProvenanceKind.OUTPUT)
        with pytest.raises(NoSuchOutput):
            story.handle(delivering("a", "licence"))
        issuing = IssueOutput(task="a", output="licence", document="hash", number="L-1", facts=(born,))
        story.handle(issuing)
        with pytest.raises(OutputAlreadyIssued):
            story.handle(issuing)
        with pytest.raises(NoSuchOutput):
            story.handle(IssueOutput(task="a", output="nothing"))
        story.handle(delivering("a", "licence"))
        with pytest.raises(OutputAlreadyDelivered):
            story.handle(delivering("a", "licence"))
        assert story.task("a").status is TaskStatus.APPROVED
        happened = story.handle(IssueOutput(task="a", output="register"))
        assert happened == ["OutputIssued", "TaskOutputsIssued", "TaskDelivered", "CaseDelivered"]
        with pytest.raises(CommandNotPossible):
            story.handle(delivering("a", "register"))

    def test_what_is_not_deliverable_is_not_delivered(self) -> None:
        story = self.approved()
        story.handle(IssueOutput(task="a", output="register"))
        with pytest.raises(NoSuchOutput):
            story.handle(delivering("a", "register"))


class TestWithdrawal:
    def test_what_was_granted_stays_granted(self) -> None:
        story = Story().dispatched().approved("certificate")
        happened = story.give(WithdrawCase())
        assert happened[-3:] == ["RemainderWithdrawn", "NoticeIssued", "CaseDecided"]
        assert story.case.outcome is CaseOutcome.PARTLY
        issued = fact("child[1].certificate_number", kind=ProvenanceKind.OUTPUT)
        story.handle(IssueOutput(task="certificate", output="certificate", facts=(issued,)))
        story.handle(delivering("certificate", "certificate"))
        assert story.case.status is CaseStatus.DELIVERED
        assert story.task("registration").status is TaskStatus.WITHDRAWN

    def test_a_decided_case_cannot_be_withdrawn(self) -> None:
        story = Story().dispatched(spec("a")).approved("a")
        with pytest.raises(CommandNotPossible):
            story.give(WithdrawCase())

    def test_a_draft_is_withdrawn_without_a_notice(self) -> None:
        story = Story()
        assert story.give(WithdrawCase()) == ["CaseWithdrawn"]

    def test_the_lead_ends_what_is_open_and_leaves_what_was_granted(self) -> None:
        story = Story().dispatched().approved("certificate")
        happened = story.lead(EndCase(reason=REASON))
        assert happened[-3:] == ["RemainderEnded", "NoticeIssued", "CaseDecided"]
        assert story.task("card").status is TaskStatus.ENDED


class TestAfterwards:
    def decided(self) -> Story:
        return Story().dispatched(spec("a", outputs=())).approved("a")

    def test_a_rating_is_one_to_five_by_an_applicant_once_also_after_archiving(self) -> None:
        story = self.decided()
        for score in (0, 6):
            with pytest.raises(ScoreOutOfRange):
                story.give(RateCase(score=score))
        with pytest.raises(WrongActor):
            story.lead(RateCase(score=5))
        story.lead(CloseCase())
        story.give(RateCase(score=4, text=text("words")), APPLICANT)
        assert story.case.rating is not None
        assert story.case.rating.score == 4
        with pytest.raises(AlreadyRated):
            story.give(RateCase(score=5))

    def test_the_delivery_of_a_notice_is_recorded_once(self) -> None:
        story = self.decided()
        confirm = ConfirmNoticeDelivery(number=story.case.notices[0].number, mode=DeliveryMode.ELECTRONIC)
        story.lead(confirm)
        assert story.case.notices[0].delivery is not None
        with pytest.raises(NoticeAlreadyDelivered):
            story.lead(confirm)
        with pytest.raises(NoSuchNotice):
            story.lead(ConfirmNoticeDelivery(number="X", mode=DeliveryMode.ELECTRONIC))
