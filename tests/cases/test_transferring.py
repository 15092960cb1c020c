"""A task handed to the authority that is competent: nothing lost, its own clock, told once, no way back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cases.situations import CALENDAR, Story, evidence_need, officer, spec, text
from yijian.core.cases import (
    AcceptTask,
    ApproveTask,
    NoticeKind,
    TaskStatus,
    TimerKind,
    acceptance_deadline,
    timers_of,
)
from yijian.core.cases.life_commands import TransferTask
from yijian.core.cases.life_refusals import HadItBefore, NotCompetentEither
from yijian.core.cases.promises import OwedSpec
from yijian.core.cases.refusals import AcceptedBySilence, TaskCommandNotPossible, WrongAuthority
from yijian.core.vocabulary.service import ServiceKind
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

R = text("r")
OWED = OwedSpec(paper="photograph:t", within=TimeLimit(amount=5, unit=TimeUnit.WORKING_DAY))


def dispatched(kind: ServiceKind = ServiceKind.CONFIRMATION) -> Story:
    return Story().dispatched(
        spec("a", kind=kind, owed=(OWED,)), spec("b", needs=(evidence_need("a", "a-paper"),))
    )


def transfer(story: Story, to: str = "other") -> list[str]:
    return story.handle(TransferTask(task="a", to=to, reason=R))


def test_the_task_moves_with_all_that_belongs_to_it_and_the_applicant_is_told_once() -> None:
    story = dispatched()
    before = story.later(days=2).task("a")
    assert transfer(story) == ["TaskTransferred", "NoticeIssued"]
    after = story.task("a")
    assert after.status is TaskStatus.DISPATCHED
    assert after.spec.authority == "other"
    assert (after.spec.needs, after.spec.outputs, after.spec.limit, after.owing) == (
        before.spec.needs,
        before.spec.outputs,
        before.spec.limit,
        before.owing,
    )
    (transfer_made,) = after.transfers
    assert (transfer_made.by, transfer_made.to, transfer_made.reason) == ("authority-of-a", "other", R)
    assert transfer_made.received_at == before.receipt_at
    told = [one for one in story.case.notices if one.kind is NoticeKind.TRANSFER]
    assert [one.authority for one in told] == ["authority-of-a"]
    assert story.task("b").status is TaskStatus.WAITING, "what needs its result goes on waiting"


def test_the_first_authority_can_do_nothing_more_and_the_other_finishes_it() -> None:
    story = dispatched()
    transfer(story)
    with pytest.raises(WrongAuthority):
        story.give(AcceptTask(task="a"), officer("authority-of-a"))
    story.give(AcceptTask(task="a"), officer("other"))
    assert story.task("a").owed == ("photograph:t",), "what was owed is still owed"


def test_the_time_to_answer_begins_anew_and_the_old_timer_is_void() -> None:
    story = dispatched()
    (old,) = [one for one in timers_of(story.case, CALENDAR) if one.kind is TimerKind.ACCEPTANCE_DEADLINE]
    story.fire(TimerKind.ACCEPTANCE_DEADLINE, "a")
    assert story.task("a").acceptance_overdue
    story.later(days=1)
    transfer(story)
    task = story.task("a")
    assert not task.acceptance_overdue
    (new,) = [one for one in timers_of(story.case, CALENDAR) if one.kind is TimerKind.ACCEPTANCE_DEADLINE]
    assert new.generation != old.generation
    assert new.due == acceptance_deadline(task, CALENDAR)
    assert new.due > story.now + timedelta(days=4)


def test_only_to_an_authority_that_handles_it_and_never_back() -> None:
    story = dispatched()
    for to in ("nobody", "authority-of-a"):
        with pytest.raises(NotCompetentEither):
            transfer(story, to)
    transfer(story)
    transfer(story, "third")
    for had_it in ("authority-of-a", "other"):
        with pytest.raises(HadItBefore):
            transfer(story, had_it)


def test_not_once_it_was_accepted_by_hand_or_by_silence() -> None:
    story = dispatched(ServiceKind.LICENCE)
    story.later(days=30)
    with pytest.raises(AcceptedBySilence):
        transfer(story)
    story = Story().dispatched(spec("a"), spec("b"))
    story.handle(AcceptTask(task="a"))
    with pytest.raises(TaskCommandNotPossible):
        transfer(story)
    story.handle(ApproveTask(task="a"))
    with pytest.raises(TaskCommandNotPossible):
        transfer(story)
