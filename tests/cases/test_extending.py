"""One extension of the time for a decision: by the head, once, while the limit runs; dates and timers follow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.situations import CALENDAR, SYSTEM, Story, days, head, officer, spec, text
from yijian.core.cases import (
    OTHER_PROCEDURE,
    AcceptTask,
    ApproveTask,
    FireTimer,
    NoticeKind,
    ResumeClock,
    SuspendClock,
    TimerKind,
    amber_from,
    due_of,
    end_of,
    time_left,
    timers_of,
)
from yijian.core.cases.extending import longest_extension
from yijian.core.cases.life_commands import ExtendLimit
from yijian.core.cases.life_refusals import (
    ExtensionOutOfRange,
    LimitAlreadyExtended,
    LimitHasPassed,
    NoLimitToExtend,
)
from yijian.core.cases.procedures import PROCEDURES
from yijian.core.cases.refusals import TaskCommandNotPossible, TimerNotWanted, WrongActor, WrongAuthority
from yijian.core.cases.states import Light
from yijian.core.planning.deadlines import due_with_suspensions, working_days_between
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

HEAD = head("authority-of-a")
R = text("r")


def accepted(limit: TimeLimit | None = None) -> Story:
    story = Story().dispatched(spec("a", limit=limit or days(10)), spec("b"))
    story.handle(AcceptTask(task="a"))
    return story


def day_of(story: Story) -> date:
    due = due_of(story.task("a"), CALENDAR)
    assert due is not None
    return due.day


def extend(story: Story, number: int = 5) -> list[str]:
    return story.give(ExtendLimit(task="a", days=number, reason=R), HEAD)


def test_the_head_extends_and_the_applicant_is_told_the_new_day() -> None:
    story = accepted()
    assert day_of(story) == date(2026, 3, 16)
    assert extend(story) == ["LimitExtended", "NoticeIssued"]
    assert day_of(story) == date(2026, 3, 23)
    notice = story.case.notices[-1]
    assert notice.kind is NoticeKind.LIMIT_EXTENSION
    assert notice.due == date(2026, 3, 23)
    assert notice.reasons == (R,)
    assert notice.basis.certainty is Certainty.NOT_FOUND, "no law on it was found: none is claimed"


def test_timers_are_planned_anew_and_those_of_the_old_limit_are_void() -> None:
    story = accepted()
    old = {one.kind: one for one in timers_of(story.case, CALENDAR) if one.subject == "a"}
    extend(story)
    new = {one.kind: one for one in timers_of(story.case, CALENDAR) if one.subject == "a"}
    for kind in (TimerKind.TASK_AMBER, TimerKind.TASK_RED):
        assert new[kind].due - old[kind].due == timedelta(days=7)
    red = old[TimerKind.TASK_RED]
    story.now = red.due
    with pytest.raises(TimerNotWanted):
        story.give(FireTimer(kind=red.kind, subject="a", generation=red.generation), SYSTEM)
    story.fire(TimerKind.TASK_RED, "a")
    assert story.task("a").light is Light.RED
    assert story.now == end_of(due_of(story.task("a"), CALENDAR))  # type: ignore[arg-type] # there is one


def test_an_amber_light_goes_out() -> None:
    story = accepted()
    story.fire(TimerKind.TASK_AMBER, "a")
    extend(story)
    assert story.task("a").light is Light.GREEN


def test_only_once_and_only_by_the_head_of_the_authority() -> None:
    story = accepted()
    with pytest.raises(WrongActor):
        story.give(ExtendLimit(task="a", days=5, reason=R), officer("authority-of-a"))
    with pytest.raises(WrongAuthority):
        story.give(ExtendLimit(task="a", days=5, reason=R), head("another"))
    extend(story)
    with pytest.raises(LimitAlreadyExtended):
        extend(story)
    assert longest_extension(story.task("a"), at=story.now, calendar=CALENDAR) is None


@pytest.mark.parametrize("number", [0, 11])
def test_not_for_no_time_and_not_longer_than_the_procedure_allows(number: int) -> None:
    with pytest.raises(ExtensionOutOfRange):
        extend(accepted(), number)
    assert {one.extension.amount for one in PROCEDURES.values()} == {10}
    assert {one.extension.certainty for one in PROCEDURES.values()} == {Certainty.NOT_FOUND}


def test_not_after_the_limit_has_passed_but_still_on_its_last_day() -> None:
    story = accepted()
    end = end_of(due_of(story.task("a"), CALENDAR))  # type: ignore[arg-type] # there is one
    story.now = end
    assert longest_extension(story.task("a"), at=story.now, calendar=CALENDAR) is None
    with pytest.raises(LimitHasPassed):
        extend(story)
    story.now = end - timedelta(minutes=1)
    assert longest_extension(story.task("a"), at=story.now, calendar=CALENDAR) == 10
    extend(story)


def test_not_where_no_limit_is_seen_nor_while_the_clock_stands_nor_once_decided() -> None:
    elsewhere = TimeLimit(
        amount=3, unit=TimeUnit.WORKING_DAY, starts=LimitStart.OCCURRENCE, occurrence="the visit"
    )
    with pytest.raises(NoLimitToExtend):
        extend(accepted(elsewhere))
    story = accepted()
    story.handle(SuspendClock(task="a", kind=OTHER_PROCEDURE, reason=R))
    with pytest.raises(TaskCommandNotPossible):
        extend(story)
    story.handle(ResumeClock(task="a"))
    story.handle(ApproveTask(task="a"))
    with pytest.raises(TaskCommandNotPossible):
        extend(story)


@given(
    limit=st.sampled_from((days(10), TimeLimit(amount=1, unit=TimeUnit.MONTH), days(1))),
    number=st.integers(1, 10),
    before=st.integers(0, 4),
    length=st.integers(0, 9),
)
def test_the_extension_is_exactly_so_many_running_working_days_whenever_the_clock_stood(
    limit: TimeLimit, number: int, before: int, length: int
) -> None:
    """A stop after the extension, be it before or after the first last day, pushes the new one on."""
    story = accepted(limit)
    extend(story, number)
    first = day_of(story)
    story.later(days=before)
    if story.now >= end_of(due_of(story.task("a"), CALENDAR)):  # type: ignore[arg-type] # there is one
        return
    story.handle(SuspendClock(task="a", kind=OTHER_PROCEDURE, reason=R))
    story.later(days=length)
    story.handle(ResumeClock(task="a"))
    stops = story.task("a").clock.suspensions
    assert day_of(story) >= first
    if limit.unit is TimeUnit.WORKING_DAY:
        whole = days(limit.amount + number)
        started = story.task("a").clock.started
        assert started is not None
        expected = due_with_suspensions(start=started, limit=whole, calendar=CALENDAR, suspensions=stops)
        assert expected is not None
        assert day_of(story) == expected.day


def test_what_is_left_is_told_to_the_new_day_and_amber_comes_before_it() -> None:
    story = accepted()
    extend(story)
    left = time_left(story.task("a"), story.now, CALENDAR)
    assert left is not None
    assert left.amount == 15
    assert left.amount == working_days_between(start=story.now, end=day_of(story), calendar=CALENDAR)
    amber = amber_from(story.task("a"), CALENDAR)
    assert amber is not None
    assert amber < end_of(due_of(story.task("a"), CALENDAR))  # type: ignore[arg-type] # there is one
