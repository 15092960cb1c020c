"""Pre-check and the one joint correction notice: told once, in time, by everybody together."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.cases.situations import (
    CALENDAR,
    SUPERVISOR,
    Story,
    defect,
    fact,
    officer,
    paper,
    spec,
    text,
)
from yijian.core.cases import (
    AttachPaper,
    CaseStatus,
    Completeness,
    DefectKind,
    DispatchCase,
    DropDefect,
    EndCase,
    NoticeKind,
    NotifyCorrection,
    RecordAnswers,
    RemovePaper,
    ReportDefects,
    SubmitSupplement,
    TaskStatus,
    TimerKind,
    timers_of,
)
from yijian.core.cases.application_refusals import (
    CaseIncomplete,
    CorrectionTimePassed,
    DefectsNotTold,
    DefectsUnanswered,
    DueDayPassed,
    NoDefects,
    NoSuchDefect,
    NothingGiven,
    SecondNoticeNotAllowed,
)
from yijian.core.cases.refusals import CommandNotPossible, NoSuchTask, WrongActor, WrongAuthority
from yijian.core.vocabulary.service import ServiceKind

DUE = date(2026, 3, 20)
TWO = (spec("a"), spec("b"))


def notified(*subjects: str) -> Story:
    story = Story().received(*TWO)
    story.lead(NotifyCorrection(due=DUE, defects=tuple(defect(subject) for subject in subjects)))
    return story


def test_all_authorities_defects_go_into_one_notice() -> None:
    story = Story().received(*TWO)
    story.give(ReportDefects(defects=(defect("card:mother", "a"),)), officer("authority-of-a"))
    story.give(ReportDefects(defects=(defect("photo", "b"),)), officer("authority-of-b"))
    happened = story.lead(NotifyCorrection(due=DUE, defects=(defect("form"), defect("photo", "b"))))
    assert happened == ["CorrectionNotified", "NoticeIssued"]
    (told,) = story.case.corrections
    assert [one.subject for one in told.defects] == ["card:mother", "photo", "form"]
    (notice,) = [one for one in story.case.notices if one.kind is NoticeKind.CORRECTION]
    assert notice.due == DUE
    assert len(notice.reasons) == 3
    assert notice.basis.cite is not None
    assert story.case.defects == ()


def test_an_authority_reports_only_on_its_own_task_and_only_the_lead_tells() -> None:
    story = Story().received(*TWO)
    with pytest.raises(WrongAuthority):
        story.give(ReportDefects(defects=(defect("photo", "b"),)), officer("authority-of-a"))
    with pytest.raises(WrongAuthority):
        story.give(ReportDefects(defects=(defect("form"),)), officer("authority-of-a"))
    with pytest.raises(WrongAuthority):
        story.give(NotifyCorrection(due=DUE, defects=(defect("form"),)), officer("authority-of-a"))
    with pytest.raises(NoSuchTask):
        story.lead(NotifyCorrection(due=DUE, defects=(defect("form", "nobody's"),)))


def test_a_defect_is_reported_once_and_can_be_taken_back_until_it_is_told() -> None:
    story = Story().received(*TWO)
    story.lead(ReportDefects(defects=(defect("form"), defect("form"))))
    assert len(story.case.defects) == 1
    with pytest.raises(NothingGiven):
        story.lead(ReportDefects(defects=(defect("form"),)))
    with pytest.raises(DefectsNotTold):
        story.lead(DispatchCase())
    with pytest.raises(NoSuchDefect):
        story.lead(DropDefect(subject="form", task="a"))
    story.lead(DropDefect(subject="form"))
    story.lead(DispatchCase())
    assert story.case.status is CaseStatus.IN_PROGRESS


def test_a_notice_asks_for_something_and_leaves_time() -> None:
    story = Story().received(*TWO)
    with pytest.raises(NoDefects):
        story.lead(NotifyCorrection(due=DUE))
    with pytest.raises(DueDayPassed):
        story.lead(NotifyCorrection(due=date(2026, 3, 2), defects=(defect("form"),)))


def test_what_is_missing_is_told_within_five_working_days_of_receipt() -> None:
    story = Story().received(*TWO)
    (timer,) = timers_of(story.case, CALENDAR)
    assert timer.kind is TimerKind.CORRECTION_DEADLINE
    assert timer.due == datetime(2026, 3, 9, 16, 0, tzinfo=UTC)  # Monday 9 March ends in China
    story.now = timer.due
    with pytest.raises(CorrectionTimePassed):
        story.lead(NotifyCorrection(due=DUE, defects=(defect("form"),)))


def test_silence_of_all_is_acceptance_from_the_day_of_receipt_where_the_law_says_so() -> None:
    story = Story().received(spec("a"), spec("b", kind=ServiceKind.CONFIRMATION))
    story.lead(ReportDefects(defects=(defect("form"),)))
    happened = story.fire(TimerKind.CORRECTION_DEADLINE)
    assert happened[0] == "CaseDispatched"
    assert story.task("a").status is TaskStatus.ACCEPTED
    assert story.task("a").deemed_accepted
    assert story.task("a").clock.started == story.case.received_at
    assert story.task("b").status is TaskStatus.DISPATCHED
    assert [one.deemed for one in story.case.notices if one.kind is NoticeKind.ACCEPTANCE] == [True]


def test_a_late_dispatch_is_what_the_deadline_already_made_it() -> None:
    story = Story().received(*TWO).later(days=10)
    story.lead(DispatchCase())
    assert {task.status for task in story.case.tasks} == {TaskStatus.ACCEPTED}


def test_the_application_can_be_changed_while_a_correction_is_owed_and_not_otherwise() -> None:
    story = notified("identity-card:mother")
    story.give(AttachPaper(paper=paper("p1")))
    story.give(SubmitSupplement(tasks=TWO))
    assert story.case.status is CaseStatus.SUPPLEMENTED
    with pytest.raises(CommandNotPossible):
        story.give(AttachPaper(paper=paper("p2")))


def test_a_supplement_answers_everything_that_was_told() -> None:
    story = notified("identity-card:mother", "mother.name")
    story.give(RecordAnswers(facts=(fact("mother.name"),)))
    with pytest.raises(DefectsUnanswered) as refused:
        story.give(SubmitSupplement(tasks=TWO))
    assert refused.value.fields["subjects"] == ("identity-card:mother",)
    story.give(AttachPaper(paper=paper("p1")))
    story.give(RemovePaper(paper_id="p1"))
    with pytest.raises(DefectsUnanswered):
        story.give(SubmitSupplement(tasks=TWO))
    story.give(AttachPaper(paper=paper("p2")))
    story.completeness = Completeness(required_facts=("father.name",))
    with pytest.raises(CaseIncomplete):
        story.give(SubmitSupplement(tasks=TWO))
    story.completeness = Completeness()
    story.later(days=1).give(SubmitSupplement(tasks=TWO))
    assert story.case.corrections[0].answered_at == story.case.supplemented_at


def test_a_faulty_paper_is_not_corrected_by_the_paper_that_was_faulty() -> None:
    story = Story()
    story.give(AttachPaper(paper=paper("p1")))
    story.received(*TWO)
    faulty = defect("identity-card:mother", kind=DefectKind.FAULTY_PAPER)
    story.lead(NotifyCorrection(due=DUE, defects=(faulty,)))
    with pytest.raises(DefectsUnanswered):
        story.give(SubmitSupplement(tasks=TWO))


def test_corrected_answers_may_change_the_tasks_since_nothing_was_dispatched() -> None:
    story = notified("mother.name")
    story.give(RecordAnswers(facts=(fact("mother.name"),)))
    story.give(SubmitSupplement(tasks=(*TWO, spec("c"))))
    assert [task.spec.key for task in story.case.tasks] == ["a", "b", "c"]


def test_the_time_to_tell_counts_anew_from_the_supplement() -> None:
    story = notified("mother.name").later(days=7)
    story.give(RecordAnswers(facts=(fact("mother.name"),)))
    story.give(SubmitSupplement(tasks=TWO))
    (timer,) = timers_of(story.case, CALENDAR)
    assert timer.due == datetime(2026, 3, 16, 16, 0, tzinfo=UTC)
    assert timer.generation == 1


class TestSecondNotice:
    def supplemented(self) -> Story:
        story = notified("mother.name")
        story.give(RecordAnswers(facts=(fact("mother.name"),)))
        story.give(SubmitSupplement(tasks=TWO))
        return story

    def test_it_may_ask_about_what_was_newly_supplied(self) -> None:
        story = self.supplemented()
        story.lead(NotifyCorrection(due=DUE, defects=(defect("mother.name"),)))
        assert story.case.corrections[-1].number == 2
        with pytest.raises(DefectsUnanswered):
            story.give(SubmitSupplement(tasks=TWO))

    def test_it_may_not_ask_for_what_could_have_been_told_before(self) -> None:
        story = self.supplemented()
        with pytest.raises(SecondNoticeNotAllowed) as refused:
            story.lead(NotifyCorrection(due=DUE, defects=(defect("mother.name"), defect("photo"))))
        assert refused.value.fields["subjects"] == ("photo",)

    def test_a_supervisor_may_with_a_reason_and_nobody_else(self) -> None:
        story = self.supplemented()
        command = NotifyCorrection(due=DUE, defects=(defect("photo"),), supervisor_reason=text("why"))
        with pytest.raises(WrongActor):
            story.lead(command)
        story.give(command, SUPERVISOR)
        assert story.case.status is CaseStatus.CORRECTION_NOTIFIED


def test_a_supplement_that_does_not_come_is_recorded_and_the_lead_may_end_the_case() -> None:
    story = notified("mother.name")
    assert story.fire(TimerKind.SUPPLEMENT_DUE) == ["SupplementOverdue"]
    assert story.case.corrections[0].overdue
    assert timers_of(story.case, CALENDAR) == ()
    story.lead(EndCase(reason=text("not corrected")))
    assert story.case.status is CaseStatus.ENDED
    assert {task.status for task in story.case.tasks} == {TaskStatus.ENDED}
    assert story.case.notices[-1].kind is NoticeKind.ENDING
