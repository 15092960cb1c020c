"""Visits of several authorities (联合踏勘): one visit, each for itself, no clock but by a procedure of the service."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cases.situations import APPLICANT, LEAD, Story, officer, spec, text
from yijian.core.cases import (
    AcceptTask,
    ApproveTask,
    EndTask,
    RefuseTask,
    TaskStatus,
    WithdrawCase,
    possible_commands,
)
from yijian.core.cases.refusals import WrongActor, WrongAuthority
from yijian.core.cases.visit_commands import (
    AskForOtherDay,
    CallOffVisit,
    HoldVisit,
    JoinVisit,
    LeaveVisit,
    MoveVisit,
    ProposeVisit,
    RecordFinding,
)
from yijian.core.cases.visit_refusals import (
    NothingToVisit,
    NotOneVisit,
    StopNotOfService,
    VisitDayWrong,
    VisitNotPossible,
    VisitSpeaksAgainst,
)
from yijian.core.cases.visits import FindingOutcome, VisitSpec, VisitStatus
from yijian.core.errors import Text
from yijian.core.vocabulary.service import SpecialProcedure

R = text("r")
TODAY = date(2026, 3, 2)
BOTH = VisitSpec(of="premises", tasks=("food", "fire"))
RECHECK = SpecialProcedure(id="recheck", name=Text("整改后复查", "re-check"))


def two() -> Story:
    """Two tasks that the plan lets be visited together, and one that it does not, all accepted."""
    story = Story().dispatched(
        spec("food", visits=(BOTH,), outputs=()),
        spec("fire", visits=(BOTH,), procedures=(RECHECK,), outputs=()),
        spec("sign", visits=(VisitSpec(of="premises", tasks=("sign",)),), outputs=()),
    )
    for key in ("food", "fire", "sign"):
        story.handle(AcceptTask(task=key))
    return story


def by(task: str, story: Story, command: object) -> list[str]:
    return story.give(command, officer(f"authority-of-{task}"))  # type: ignore[arg-type] # a command


def propose(story: Story, *tasks: str, day: date = TODAY, who: str = "food") -> list[str]:
    return by(who, story, ProposeVisit(of="premises", day=day, tasks=tasks or ("food", "fire")))


def found(task: str, outcome: FindingOutcome, *, visit: str = "1", stops: str | None = None) -> RecordFinding:
    return RecordFinding(task=task, visit=visit, outcome=outcome, text=R, present=R, stops=stops)


def held() -> Story:
    story = two()
    propose(story)
    story.handle(JoinVisit(task="fire", visit="1"))
    by("fire", story, HoldVisit(visit="1", day=TODAY))
    return story


def test_who_proposes_takes_part_with_its_own_and_the_applicant_is_told() -> None:
    story = two()
    assert propose(story) == ["VisitProposed", "VisitJoined", "NoticeIssued"]
    (visit,) = story.case.visits
    assert [part.task for part in visit.joined] == ["food"]
    notice = story.case.notices[-1]
    assert (notice.visit, notice.due, notice.authority) == ("1", TODAY, "authority-of-food")


def test_only_what_the_plan_lets_be_one_visit_is_one() -> None:
    story = two()
    with pytest.raises(NotOneVisit):
        propose(story, "food", "sign")
    with pytest.raises(WrongAuthority):
        propose(story, who="sign")
    assert story.lead(ProposeVisit(of="premises", day=TODAY, tasks=("food", "fire"))) == [
        "VisitProposed",
        "NoticeIssued",
    ]
    assert story.case.visits[0].by == LEAD


def test_the_applicant_asks_and_the_day_stands_until_it_is_moved_then_the_others_answer_anew() -> None:
    story = two()
    propose(story)
    story.handle(JoinVisit(task="fire", visit="1"))
    ask = AskForOtherDay(visit="1", day=TODAY + timedelta(days=1), reason=R)
    with pytest.raises(WrongActor):
        by("food", story, ask)
    story.give(ask)
    assert story.case.visits[0].day == TODAY
    with pytest.raises(WrongAuthority):
        by("fire", story, MoveVisit(visit="1", day=ask.day))
    by("food", story, MoveVisit(visit="1", day=ask.day))
    (visit,) = story.case.visits
    assert (visit.day, visit.asked) == (ask.day, None)
    assert [part.task for part in visit.joined] == ["food"]
    with pytest.raises(VisitDayWrong):
        by("food", story, MoveVisit(visit="1", day=TODAY - timedelta(days=1)))


def test_no_visit_moves_a_clock_but_a_procedure_of_the_service_does() -> None:
    """The law of it: whatever happens with visits, the stops of a task come from its special procedures."""
    story = two()
    propose(story)
    story.handle(JoinVisit(task="fire", visit="1"))
    by("food", story, HoldVisit(visit="1", day=TODAY))
    story.handle(found("food", FindingOutcome.TO_CORRECT))
    assert all(not task.clock.stops for task in story.case.tasks)
    with pytest.raises(StopNotOfService):
        story.handle(found("fire", FindingOutcome.TO_CORRECT, stops="other"))
    assert "ClockSuspended" in story.handle(found("fire", FindingOutcome.TO_CORRECT, stops="recheck"))
    assert story.task("fire").status is TaskStatus.SUSPENDED
    assert story.task("food").status is not TaskStatus.SUSPENDED
    story.later(days=1)
    propose(story, "fire", day=TODAY + timedelta(days=1), who="fire")
    by("fire", story, HoldVisit(visit="2", day=TODAY + timedelta(days=1)))
    assert "ClockResumed" in story.handle(found("fire", FindingOutcome.PASSED, visit="2"))
    assert story.case.visits[1].again


def test_each_finds_for_itself_and_only_what_passed_is_approved() -> None:
    story = held()
    with pytest.raises(VisitSpeaksAgainst):
        story.handle(ApproveTask(task="food"))
    story.handle(found("food", FindingOutcome.PASSED))
    story.handle(ApproveTask(task="food"))
    assert "VisitConcluded" in story.handle(found("fire", FindingOutcome.FAILED))
    with pytest.raises(VisitSpeaksAgainst):
        story.handle(ApproveTask(task="fire"))
    with pytest.raises(NothingToVisit):
        propose(story, "fire", who="fire")
    story.handle(RefuseTask(task="fire", reason=R))
    assert story.task("food").granted


def test_who_goes_alone_stops_nobody_and_can_still_come() -> None:
    story = two()
    propose(story)
    story.handle(LeaveVisit(task="fire", visit="1", reason=R))
    with pytest.raises(VisitNotPossible):
        story.handle(LeaveVisit(task="fire", visit="1", reason=R))
    story.handle(JoinVisit(task="fire", visit="1"))
    story.handle(LeaveVisit(task="fire", visit="1", reason=R))
    by("food", story, HoldVisit(visit="1", day=TODAY))
    assert "VisitConcluded" in story.handle(found("food", FindingOutcome.PASSED))
    propose(story, "fire", who="fire")
    assert [visit.took_place for visit in story.case.visits] == [True, False]


def test_a_visit_ends_with_the_tasks_it_is_for() -> None:
    story = two()
    propose(story)
    story.handle(EndTask(task="food", reason=R))
    assert story.case.visits[0].status is VisitStatus.PROPOSED
    assert "VisitCalledOff" in story.handle(EndTask(task="fire", reason=R))
    story = held()
    story.handle(found("food", FindingOutcome.PASSED))
    assert "VisitConcluded" in story.handle(EndTask(task="fire", reason=R))
    story = two()
    propose(story)
    assert "VisitCalledOff" in story.give(WithdrawCase(), APPLICANT)


def test_what_is_called_off_says_why_and_can_be_arranged_anew() -> None:
    story = two()
    propose(story)
    by("food", story, CallOffVisit(visit="1", reason=R))
    assert story.case.visits[0].reason == R
    propose(story)
    assert story.case.visits[1].status is VisitStatus.PROPOSED


def test_what_is_offered_is_what_can_be_done() -> None:
    story = two()
    names = {one.command.__name__ for one in possible_commands(story.case)}
    assert "ProposeVisit" in names
    assert not names & {"JoinVisit", "HoldVisit", "RecordFinding", "MoveVisit"}
    propose(story)
    tasks = {one.command.__name__: one.tasks for one in possible_commands(story.case)}
    assert tasks["JoinVisit"] == ("fire",)
    assert set(tasks["LeaveVisit"]) == {"food", "fire"}
    assert "RecordFinding" not in tasks
