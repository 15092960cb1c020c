"""The clock of a task: stops, due dates, lights, and the timers that wake the case up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.cases.situations import CALENDAR, LEAD, SYSTEM, Story, days, officer, spec, text
from yijian.core.cases import (
    OTHER_PROCEDURE,
    AcceptTask,
    ApproveTask,
    BeginReview,
    ClockLedger,
    FireTimer,
    Light,
    NoticeKind,
    ResumeClock,
    SuspendClock,
    TaskSpec,
    TaskStatus,
    TimerKind,
    WithdrawCase,
    due_of,
    statutory_due_of,
    time_left,
    timers_of,
)
from yijian.core.cases.refusals import (
    SuspensionNotAllowed,
    TaskCommandNotPossible,
    TimerNotDue,
    TimerNotWanted,
    WrongActor,
)
from yijian.core.errors import Text
from yijian.core.vocabulary.service import SpecialProcedure
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

EXPERTS = SpecialProcedure(id="experts", name=Text("专家评审", "expert review"), limit=days(3))
HEARING = SpecialProcedure(id="hearing", name=Text("听证", "hearing"))
TEN_DAYS = spec("a", limit=days(10), procedures=(EXPERTS, HEARING))


def running(task: TaskSpec = TEN_DAYS) -> Story:
    story = Story().dispatched(task)
    story.handle(AcceptTask(task="a"))
    return story


def due_day(story: Story) -> date | None:
    due = due_of(story.task("a"), CALENDAR)
    return due.day if due else None


def kinds(story: Story) -> list[TimerKind]:
    return [timer.kind for timer in timers_of(story.case, CALENDAR)]


class TestSuspension:
    def test_the_days_of_a_special_procedure_do_not_count(self) -> None:
        story = running()
        assert due_day(story) == date(2026, 3, 16)
        story.later(days=1).handle(SuspendClock(task="a", kind="hearing"))
        assert story.case.notices[-1].kind is NoticeKind.SUSPENSION
        assert due_day(story) is None
        story.later(days=2).handle(ResumeClock(task="a"))
        assert story.task("a").status is TaskStatus.UNDER_REVIEW
        assert due_day(story) == date(2026, 3, 18)

    def test_a_stop_and_a_start_on_one_day_change_nothing(self) -> None:
        story = running()
        story.handle(SuspendClock(task="a", kind="hearing"))
        story.later(hours=1).handle(ResumeClock(task="a"))
        assert due_day(story) == date(2026, 3, 16)

    def test_only_the_procedures_of_the_service_stop_the_clock_or_another_with_a_reason(self) -> None:
        story = running()
        for refused in (
            SuspendClock(task="a", kind="coffee", reason=text("r")),
            SuspendClock(task="a", kind=OTHER_PROCEDURE),
            SuspendClock(task="a", kind=OTHER_PROCEDURE, reason=text("r"), limit=days(0)),
            SuspendClock(task="a", kind=OTHER_PROCEDURE, reason=text("r"), limit=days(367)),
        ):
            with pytest.raises(SuspensionNotAllowed) as caught:
                story.handle(refused)
            assert caught.value.fields["allowed"] == ("experts", "hearing")
        story.handle(SuspendClock(task="a", kind=OTHER_PROCEDURE, reason=text("r"), limit=days(5)))
        stop = story.task("a").clock.open_stop
        assert stop is not None
        assert stop.limit == days(5)

    def test_the_clock_stops_only_after_acceptance_and_nothing_is_decided_while_it_stands(self) -> None:
        story = Story().dispatched(TEN_DAYS)
        with pytest.raises(TaskCommandNotPossible):
            story.handle(SuspendClock(task="a", kind="hearing"))
        story.handle(AcceptTask(task="a"))
        story.handle(SuspendClock(task="a", kind="hearing"))
        for command in (ApproveTask(task="a"), BeginReview(task="a")):
            with pytest.raises(TaskCommandNotPossible):
                story.handle(command)

    def test_the_rules_limit_goes_before_the_officers(self) -> None:
        story = running()
        story.handle(SuspendClock(task="a", kind="experts", limit=days(100)))
        stop = story.task("a").clock.open_stop
        assert stop is not None
        assert stop.limit == days(3)

    @pytest.mark.parametrize("by_officer", [True, False])
    def test_a_procedure_that_takes_longer_than_it_may_does_not_stop_the_clock_longer(
        self, by_officer: bool
    ) -> None:
        """However late the resumption is recorded, the days after the procedure's limit count."""
        story = running()
        story.handle(SuspendClock(task="a", kind="experts"))
        (timer,) = timers_of(story.case, CALENDAR)
        assert timer.kind is TimerKind.SUSPENSION_LIMIT
        assert timer.due == datetime(2026, 3, 5, 16, 0, tzinfo=UTC)
        story.later(days=14)
        if by_officer:
            story.handle(ResumeClock(task="a"))
        else:
            story.fire(TimerKind.SUSPENSION_LIMIT, "a")
        assert story.task("a").clock.stops[0].end == date(2026, 3, 6)
        assert due_day(story) == date(2026, 3, 19)

    def test_a_stop_ends_with_the_task(self) -> None:
        story = running()
        story.handle(SuspendClock(task="a", kind="hearing"))
        story.later(days=1).give(WithdrawCase())
        ledger = story.task("a").clock
        assert ledger.open_stop is None
        assert ledger.ended == story.now


class TestLights:
    def test_amber_burns_for_the_last_fifth_and_red_when_the_limit_has_passed(self) -> None:
        story = running()
        amber, red = timers_of(story.case, CALENDAR)
        assert (amber.kind, red.kind) == (TimerKind.TASK_AMBER, TimerKind.TASK_RED)
        assert amber.due == datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
        assert red.due == datetime(2026, 3, 16, 16, 0, tzinfo=UTC)
        story.fire(TimerKind.TASK_AMBER, "a")
        assert story.task("a").light is Light.AMBER
        story.fire(TimerKind.TASK_RED, "a")
        assert story.task("a").light is Light.RED
        assert timers_of(story.case, CALENDAR) == ()
        left = time_left(story.task("a"), story.now, CALENDAR)
        assert left is not None
        assert left.amount == -1

    def test_a_stop_moves_the_due_date_so_amber_goes_out_and_may_burn_again(self) -> None:
        story = running()
        first = timers_of(story.case, CALENDAR)[0]
        story.fire(TimerKind.TASK_AMBER, "a")
        story.handle(SuspendClock(task="a", kind="hearing"))
        story.later(days=7).handle(ResumeClock(task="a"))
        assert story.task("a").light is Light.GREEN
        again = timers_of(story.case, CALENDAR)[0]
        assert again.kind is first.kind
        assert again.generation > first.generation

    def test_red_stays_red(self) -> None:
        story = running()
        story.fire(TimerKind.TASK_RED, "a")
        story.handle(SuspendClock(task="a", kind="hearing"))
        story.handle(ResumeClock(task="a"))
        assert story.task("a").light is Light.RED

    @pytest.mark.parametrize(
        ("limit", "wanted"),
        [
            (TimeLimit(amount=24, unit=TimeUnit.HOUR), datetime(2026, 3, 3, 2, 0, tzinfo=UTC)),
            (TimeLimit(amount=1, unit=TimeUnit.MONTH), datetime(2026, 4, 2, 16, 0, tzinfo=UTC)),
            (
                TimeLimit(amount=1, unit=TimeUnit.WORKING_DAY, starts=LimitStart.RECEIPT),
                datetime(2026, 3, 3, 16, 0, tzinfo=UTC),
            ),
        ],
    )
    def test_every_unit_has_its_deadline(self, limit: TimeLimit, wanted: datetime) -> None:
        story = running(spec("a", limit=limit))
        red = next(one for one in timers_of(story.case, CALENDAR) if one.kind is TimerKind.TASK_RED)
        assert red.due == wanted

    def test_a_limit_from_an_occurrence_the_case_does_not_see_has_no_deadline(self) -> None:
        limit = TimeLimit(
            amount=5, unit=TimeUnit.WORKING_DAY, starts=LimitStart.OCCURRENCE, occurrence="birth"
        )
        story = running(spec("a", limit=limit))
        assert due_day(story) is None
        assert time_left(story.task("a"), story.now, CALENDAR) is None
        assert kinds(story) == []

    def test_the_promise_binds_before_the_law_and_both_can_be_asked(self) -> None:
        both = replace(spec("a", limit=days(5)), statutory=days(20))
        task = running(both).task("a")
        by_law = statutory_due_of(task, CALENDAR)
        assert by_law is not None
        assert by_law.day == date(2026, 3, 30)
        assert both.binding_limit == days(5)
        assert replace(both, limit=None).binding_limit == days(20)


class TestFiring:
    def test_a_timer_fires_only_when_it_is_due_by_the_platforms_clock(self) -> None:
        story = running()
        amber = timers_of(story.case, CALENDAR)[0]
        fire = FireTimer(kind=amber.kind, subject="a", generation=amber.generation)
        with pytest.raises(TimerNotDue):
            story.give(fire, SYSTEM)
        story.now = amber.due
        with pytest.raises(WrongActor):
            story.give(fire, officer(LEAD))
        story.give(fire, SYSTEM)
        with pytest.raises(TimerNotWanted):
            story.give(fire, SYSTEM)

    def test_a_timer_of_an_older_generation_is_void(self) -> None:
        story = running()
        old = timers_of(story.case, CALENDAR)[0]
        story.handle(SuspendClock(task="a", kind="hearing"))
        story.later(days=30).handle(ResumeClock(task="a"))
        with pytest.raises(TimerNotWanted):
            story.give(FireTimer(kind=old.kind, subject="a", generation=old.generation), SYSTEM)

    def test_a_deadline_and_the_officer_have_one_winner(self) -> None:
        story = Story().dispatched(spec("a"))
        (timer,) = timers_of(story.case, CALENDAR)
        story.handle(AcceptTask(task="a"))
        story.now = timer.due
        with pytest.raises(TimerNotWanted):
            story.give(FireTimer(kind=timer.kind, subject=timer.subject, generation=timer.generation), SYSTEM)

    def test_a_clock_that_went_back_does_not_turn_time_around(self) -> None:
        story = running()
        before = story.case.last_at
        story.later(hours=-5).handle(BeginReview(task="a"))
        assert story.case.last_at == before


def test_a_ledger_that_never_started_has_nothing_to_end() -> None:
    ledger = ClockLedger()
    assert ledger.over(datetime(2026, 3, 2, tzinfo=UTC)) == ledger
    assert ledger.resumed(date(2026, 3, 2)) == ledger
