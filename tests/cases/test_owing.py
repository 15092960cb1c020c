"""容缺受理: every edge of its state machine (policy.md section 2), and what may not happen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.cases.promise_situations import ALSO, BY, OWED, PHOTO, R, bring, owed, owing
from tests.cases.situations import (
    APPLICANT,
    CALENDAR,
    LEAD,
    Story,
    days,
    defect,
    officer,
    paper,
    spec,
)
from yijian.core.cases import (
    AcceptTask,
    ApproveTask,
    AttachPaper,
    CaseOutcome,
    Command,
    DeclineTask,
    DispatchCase,
    EndCase,
    EndTask,
    NoticeKind,
    NotifyCorrection,
    RefuseTask,
    Remedy,
    RemovePaper,
    TaskStatus,
    TimerKind,
    WithdrawCase,
    possible_commands,
    timers_of,
)
from yijian.core.cases.application_refusals import PaperAlreadyThere
from yijian.core.cases.owing import OwingStatus
from yijian.core.cases.promise_commands import (
    AskForExtension,
    BringOwedPaper,
    EndOwing,
    ExtendOwing,
)
from yijian.core.cases.promise_refusals import (
    AlreadyAsked,
    DayNotAhead,
    ExtensionTooLong,
    ExtensionUsed,
    PaperNotOwed,
    PapersStillOwed,
    PaperWasOwed,
)
from yijian.core.cases.promises import OwedSpec
from yijian.core.cases.refusals import TaskCommandNotPossible, WrongActor, WrongAuthority
from yijian.core.errors import CommandRefused
from yijian.core.vocabulary.service import ServiceKind
from yijian.core.vocabulary.time_limit import LimitStart


class TestPapersOwed:
    def test_accepted_with_what_is_owed_told_at_once_with_its_day(self) -> None:
        story = Story().dispatched(spec("a", owed=(OWED, ALSO)))
        names = story.handle(AcceptTask(task="a"))
        assert names == ["TaskAccepted", "PapersOwed", "NoticeIssued"]
        assert owing(story).status is OwingStatus.OWED
        assert [one.due for one in owing(story).papers] == [date(2026, 3, 9), date(2026, 3, 4)]
        notice = story.case.notices[-1]
        assert (notice.kind, notice.due) == (NoticeKind.CONDITIONAL_ACCEPTANCE, date(2026, 3, 4))
        assert [one.paper for one in notice.papers] == [PHOTO, "form:t"]
        assert notice.basis.cite is None

    def test_a_limit_from_receipt_counts_from_there(self) -> None:
        limit = replace(days(5), starts=LimitStart.RECEIPT)
        story = Story().dispatched(spec("a", owed=(OwedSpec(paper=PHOTO, within=limit),)))
        story.later(days=2).handle(AcceptTask(task="a"))
        assert owing(story).due == date(2026, 3, 9)

    def test_silence_accepts_with_what_is_owed(self) -> None:
        story = Story().dispatched(spec("a", kind=ServiceKind.LICENCE, owed=(OWED,)))
        story.fire(TimerKind.ACCEPTANCE_DEADLINE, "a")
        assert owing(story).status is OwingStatus.OWED
        notice = story.case.notices[-1]
        assert (notice.kind, notice.deemed) == (NoticeKind.CONDITIONAL_ACCEPTANCE, True)

    def test_what_comes_before_acceptance_is_owed_to_nobody(self) -> None:
        story = Story().received(spec("a", owed=(OWED,)), spec("b", owed=(OWED,)))
        assert bring(story) == ["OwedPaperBrought", "OwedPapersComplete", "OwedPapersComplete"]
        story.lead(DispatchCase())
        assert story.handle(AcceptTask(task="a")) == ["TaskAccepted", "NoticeIssued"]
        assert story.case.notices[-1].kind is NoticeKind.ACCEPTANCE

    def test_nothing_is_decided_while_a_paper_is_owed(self) -> None:
        """Neither for nor against the applicant, and what can happen next does not offer it."""
        story = owed()
        for decision in (ApproveTask(task="a"), RefuseTask(task="a", reason=R)):
            with pytest.raises(PapersStillOwed) as refused:
                story.handle(decision)
            assert refused.value.fields["papers"] == (PHOTO,)
        offered = {one.command.__name__ for one in possible_commands(story.case) if "a" in one.tasks}
        assert {"ExtendOwing", "AskForExtension"} <= offered
        assert offered.isdisjoint({"ApproveTask", "RefuseTask", "EndOwing", "CheckPromise"})

    def test_once_all_are_in_it_is_decided(self) -> None:
        story = owed(OWED, ALSO)
        assert bring(story, "form:t") == ["OwedPaperBrought"]
        assert owing(story).due == date(2026, 3, 9)
        assert bring(story, PHOTO, "second") == ["OwedPaperBrought", "OwedPapersComplete"]
        assert owing(story).status is OwingStatus.COMPLETE
        story.handle(ApproveTask(task="a"))
        assert story.task("a").granted

    def test_one_paper_counts_for_every_task_that_waits_for_it(self) -> None:
        story = Story().dispatched(spec("a", owed=(OWED,)), spec("b", owed=(OWED,)))
        for key in "ab":
            story.handle(AcceptTask(task=key))
        bring(story)
        assert [task.owed for task in story.case.tasks] == [(), ()]

    def test_what_comes_in_time_for_one_part_counts_for_a_part_whose_day_has_passed(self) -> None:
        later = replace(OWED, within=days(9))
        story = Story().dispatched(spec("a", owed=(OWED,)), spec("b", owed=(later,)))
        for key in "ab":
            story.handle(AcceptTask(task=key))
        story.fire(TimerKind.OWED_DUE, "a")
        assert bring(story) == ["OwedPaperBrought", "OwedPapersComplete", "OwedPapersComplete"]
        assert owing(story).status is OwingStatus.COMPLETE

    def test_a_paper_that_is_not_owed_or_has_come_is_not_taken(self) -> None:
        story = owed(OWED, ALSO)
        with pytest.raises(PaperNotOwed):
            bring(story, "identity-card:mother")
        bring(story)
        with pytest.raises(PaperNotOwed):
            bring(story)
        with pytest.raises(PaperAlreadyThere):
            bring(story, "form:t")

    def test_a_counter_takes_it_in_where_it_is_waited_for(self) -> None:
        story = owed(OWED, ALSO)
        with pytest.raises(WrongAuthority):
            story.give(BringOwedPaper(paper=paper("x", PHOTO)), officer("police"))
        story.give(BringOwedPaper(paper=paper("x", PHOTO)), BY)
        story.give(BringOwedPaper(paper=paper("y", "form:t")), officer(LEAD))
        assert owing(story).status is OwingStatus.COMPLETE

    def test_the_applicant_is_reminded_once_before_each_day(self) -> None:
        story = owed(OWED, ALSO)
        due = {timer.kind: timer.due for timer in timers_of(story.case, CALENDAR)}
        assert due[TimerKind.OWED_REMINDER] < due[TimerKind.OWED_DUE]
        assert story.fire(TimerKind.OWED_REMINDER, "a") == ["OwedPapersReminded"]
        assert TimerKind.OWED_REMINDER not in {one.kind for one in timers_of(story.case, CALENDAR)}
        bring(story, "form:t")
        assert story.fire(TimerKind.OWED_REMINDER, "a") == ["OwedPapersReminded"]
        assert owing(story).reminded_for == date(2026, 3, 9)

    def test_the_day_passes_and_the_one_extension_opens_it_again(self) -> None:
        story = owed()
        assert story.fire(TimerKind.OWED_DUE, "a") == ["OwedPapersOverdue"]
        assert owing(story).status is OwingStatus.NOT_COMPLETED
        with pytest.raises(PaperNotOwed):
            bring(story)
        story.give(AskForExtension(task="a", reason=R), APPLICANT)
        with pytest.raises(AlreadyAsked):
            story.give(AskForExtension(task="a", reason=R), APPLICANT)
        story.handle(ExtendOwing(task="a", due=date(2026, 3, 12), reason=R))
        assert (owing(story).status, owing(story).due) == (OwingStatus.OWED, date(2026, 3, 12))
        assert owing(story).asked is None
        notice = story.case.notices[-1]
        assert (notice.kind, notice.due) == (NoticeKind.EXTENSION, date(2026, 3, 12))
        bring(story)
        assert owing(story).status is OwingStatus.COMPLETE

    def test_there_is_one_extension_only_and_then_the_end(self) -> None:
        story = owed()
        story.fire(TimerKind.OWED_DUE, "a")
        story.handle(ExtendOwing(task="a", due=date(2026, 3, 12)))
        story.fire(TimerKind.OWED_DUE, "a")
        with pytest.raises(ExtensionUsed):
            story.handle(ExtendOwing(task="a", due=date(2026, 3, 20)))
        with pytest.raises(ExtensionUsed):
            story.give(AskForExtension(task="a", reason=R), APPLICANT)
        story.handle(EndOwing(task="a", reason=R))
        assert story.task("a").status is TaskStatus.ENDED
        assert owing(story).status is OwingStatus.ENDED
        assert story.case.outcome is CaseOutcome.REFUSED
        ending = story.case.notices[-1]
        assert ending.kind is NoticeKind.ENDING
        assert ending.remedies == (Remedy.REVIEW, Remedy.LAWSUIT, Remedy.OBJECTION)

    def test_an_extension_lies_ahead_and_lasts_as_long_as_the_first_time_at_most(self) -> None:
        story = owed()
        for wrong in (date(2026, 3, 2), date(2026, 3, 9)):
            with pytest.raises(DayNotAhead):
                story.handle(ExtendOwing(task="a", due=wrong))
        with pytest.raises(ExtensionTooLong) as refused:
            story.handle(ExtendOwing(task="a", due=date(2026, 3, 17)))
        assert refused.value.fields["latest"] == "2026-03-16"
        story.handle(ExtendOwing(task="a", due=date(2026, 3, 16)))

    def test_it_is_not_ended_for_want_of_papers_before_the_day_has_passed(self) -> None:
        with pytest.raises(TaskCommandNotPossible):
            owed().handle(EndOwing(task="a", reason=R))

    def test_only_the_applicant_asks_and_only_its_authority_extends(self) -> None:
        story = owed()
        with pytest.raises(WrongActor):
            story.handle(AskForExtension(task="a", reason=R))
        with pytest.raises(WrongAuthority):
            story.give(ExtendOwing(task="a", due=date(2026, 3, 12)), officer("police"))

    @pytest.mark.parametrize("stop", [WithdrawCase(), EndCase(reason=R), EndTask(task="a", reason=R)])
    def test_whatever_ends_the_task_ends_what_it_waits_for(self, stop: Command) -> None:
        story = owed()
        story.give(stop, BY if isinstance(stop, EndTask) else officer(LEAD))
        assert story.task("a").owed == ()
        assert not [one for one in timers_of(story.case, CALENDAR) if "owed" in one.kind]

    def test_a_task_that_is_not_accepted_owes_nothing(self) -> None:
        story = Story().dispatched(spec("a", owed=(OWED,)))
        story.handle(DeclineTask(task="a", reason=R))
        with pytest.raises(CommandRefused):
            bring(story)

    def test_what_was_owed_and_has_come_is_replaced_and_never_just_taken_out(self) -> None:
        story = Story().received(spec("a", owed=(OWED,)))
        bring(story)
        story.lead(NotifyCorrection(due=date(2026, 3, 30), defects=(defect(PHOTO),)))
        with pytest.raises(PaperWasOwed):
            story.give(RemovePaper(paper_id="brought"))
        story.give(AttachPaper(paper=paper("better", PHOTO)))
        story.give(RemovePaper(paper_id="brought"))
        with pytest.raises(PaperWasOwed):
            story.give(RemovePaper(paper_id="better"))
        assert owing(story).outstanding == ()
