"""Decisions by rules alone (秒批): they grant and never refuse; a sample is looked at, chosen by the case itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.situations import CALENDAR, LEAD, SYSTEM, Story, officer, spec, text
from yijian.core.cases import (
    AcceptTask,
    CloseCase,
    FireTimer,
    NoticeKind,
    TaskStatus,
    TimerKind,
    timers_of,
)
from yijian.core.cases.promise_commands import RevokeDecision
from yijian.core.cases.promises import OwedSpec
from yijian.core.cases.refusals import TaskCommandNotPossible, WrongActor
from yijian.core.cases.rule_decision_commands import RecordSample
from yijian.core.cases.rule_decisions import (
    RuleDecisionSpec,
    RuleDecisionStatus,
    RuleOutcome,
    drawn,
)
from yijian.core.cases.rule_refusals import RuleOutcomeNotGiven, SampleFoundAlready, SamplesOpen
from yijian.core.cases.undoings import UndoingGround
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

IDS = st.lists(st.sampled_from("abc"), max_size=2).map(tuple)
BECAUSE = text("because")
RECEIVED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def asked(sampled: int = 0) -> Story:
    return Story().dispatched(spec("a", by_rules=RuleDecisionSpec(sampled=sampled), outputs=()))


def holds(task: str = "a") -> RuleOutcome:
    return RuleOutcome(task=task, met=("age",), reasons=BECAUSE)


@given(met=IDS, unmet=IDS, undecided=IDS, reasons=st.sampled_from((None, BECAUSE)))
def test_they_grant_where_all_hold_and_leave_everything_else_to_an_officer(
    met: tuple[str, ...], unmet: tuple[str, ...], undecided: tuple[str, ...], reasons: object
) -> None:
    """Undecided is not no, and no is for an officer to say: whatever the rules give, nothing is refused."""
    story = asked()
    story.rules = RuleOutcome(
        task="a",
        met=met,
        unmet=unmet,
        undecided=undecided,
        reasons=BECAUSE if reasons else None,
    )
    story.fire(TimerKind.RULES, "a")
    task = story.task("a")
    granted = bool(met) and not unmet and not undecided and reasons is not None
    assert task.granted is granted
    assert task.status in {TaskStatus.APPROVED, TaskStatus.DISPATCHED}
    assert task.by_rules is not None
    if not granted:
        assert task.by_rules.status is RuleDecisionStatus.LEFT
        assert (task.by_rules.unmet, task.by_rules.undecided) == (unmet, undecided)
        assert not [one for one in timers_of(story.case, CALENDAR) if one.kind is TimerKind.RULES]


def test_accepted_and_approved_in_one_with_the_reasons_in_the_notice() -> None:
    story = asked()
    story.rules = holds()
    assert story.fire(TimerKind.RULES, "a")[:3] == ["TaskAccepted", "TaskApproved", "DecidedByRules"]
    (notice,) = [one for one in story.case.notices if one.kind is NoticeKind.APPROVAL]
    assert notice.reasons == (BECAUSE,)


def test_only_the_rules_fire_their_timer_and_only_with_what_they_say() -> None:
    story = asked()
    (timer,) = [one for one in timers_of(story.case, CALENDAR) if one.kind is TimerKind.RULES]
    fire = FireTimer(kind=timer.kind, subject=timer.subject, generation=timer.generation)
    with pytest.raises(WrongActor):
        story.give(fire, SYSTEM)
    with pytest.raises(RuleOutcomeNotGiven):
        story.fire(TimerKind.RULES, "a")
    story.rules = holds("another")
    with pytest.raises(RuleOutcomeNotGiven):
        story.fire(TimerKind.RULES, "a")


def test_what_an_officer_took_up_is_still_decided_and_what_is_owed_is_awaited() -> None:
    story = asked()
    story.handle(AcceptTask(task="a"))
    story.rules = holds()
    assert "TaskAccepted" not in story.fire(TimerKind.RULES, "a")
    owed = OwedSpec(paper="photograph:t", within=TimeLimit(amount=5, unit=TimeUnit.WORKING_DAY))
    story = Story().dispatched(spec("a", by_rules=RuleDecisionSpec(sampled=0), owed=(owed,)))
    assert TimerKind.RULES not in {one.kind for one in timers_of(story.case, CALENDAR)}


def test_a_task_whose_definition_says_nothing_waits_for_an_officer() -> None:
    story = Story().dispatched(spec("a", outputs=()))
    assert TimerKind.RULES not in {one.kind for one in timers_of(story.case, CALENDAR)}
    with pytest.raises(TaskCommandNotPossible):
        story.handle(RecordSample(task="a", right=True, finding=text("f")))


def test_found_wrong_it_waits_for_its_undoing_and_the_case_is_not_archived() -> None:
    story = asked(sampled=100)
    story.rules = holds()
    assert story.fire(TimerKind.RULES, "a")[-2] == "DrawnForSample" or "DrawnForSample" in {
        type(event).__name__ for event in story.events
    }
    lead = officer(LEAD)
    with pytest.raises(SamplesOpen):
        story.give(CloseCase(), lead)
    story.handle(RecordSample(task="a", right=False, finding=text("f")))
    assert story.task("a").found_wrong
    with pytest.raises(SampleFoundAlready):
        story.handle(RecordSample(task="a", right=False, finding=text("f")))
    with pytest.raises(SamplesOpen):
        story.give(CloseCase(), lead)
    story.handle(RevokeDecision(task="a", reason=text("r"), ground=UndoingGround.UNLAWFUL))
    assert not story.task("a").found_wrong
    story.give(CloseCase(), lead)


def test_a_second_look_may_find_it_right_after_all() -> None:
    story = asked(sampled=100)
    story.rules = holds()
    story.fire(TimerKind.RULES, "a")
    story.handle(RecordSample(task="a", right=False, finding=text("f")))
    story.handle(RecordSample(task="a", right=True, finding=text("g")))
    by_rules = story.task("a").by_rules
    assert by_rules is not None
    assert (by_rules.status, by_rules.finding) == (RuleDecisionStatus.CONFIRMED, text("g"))


@given(st.integers(0, 100))
def test_a_share_is_that_share_of_many_and_the_same_case_is_always_drawn_alike(share: int) -> None:
    cases = [
        drawn(case_id=f"430100-{number}", task="a", received_at=RECEIVED, sampled=share)
        for number in range(1000)
    ]
    assert cases == [
        drawn(case_id=f"430100-{number}", task="a", received_at=RECEIVED, sampled=share)
        for number in range(1000)
    ]
    assert abs(sum(cases) - 10 * share) <= 65
    assert sum(cases) == 0 if share == 0 else sum(cases) > 0
    assert all(cases) or share < 100


def test_who_knows_the_number_of_a_case_cannot_foretell_the_draw() -> None:
    seen = {
        drawn(case_id="430100-1", task="a", received_at=RECEIVED + timedelta(microseconds=one), sampled=50)
        for one in range(40)
    }
    assert seen == {True, False}
