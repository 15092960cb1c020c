"""Who has a task in hand (经办人): a list follows from it, nothing else."""

from __future__ import annotations

import pytest

from tests.cases.situations import Story, head, spec, text
from yijian.core.cases import AcceptTask, ActorKind, ActorRef, ApproveTask, BeginReview
from yijian.core.cases.holding_commands import AssignTask, GiveBackTask, TakeTask
from yijian.core.cases.holding_refusals import HeldByAnother
from yijian.core.cases.life_commands import TransferTask
from yijian.core.cases.refusals import TaskCommandNotPossible, WrongActor, WrongAuthority

MINE = ActorRef(kind=ActorKind.OFFICER, id="mine", authority="authority-of-a")
OTHER = ActorRef(kind=ActorKind.OFFICER, id="other", authority="authority-of-a")


def given() -> Story:
    return Story().dispatched(spec("a", outputs=()), spec("b", outputs=()))


def test_who_begins_the_review_has_it_in_hand_and_a_colleague_may_still_decide() -> None:
    story = given()
    story.give(AcceptTask(task="a"), MINE)
    story.give(BeginReview(task="a"), MINE)
    assert story.task("a").holder == "mine"
    story.give(ApproveTask(task="a"), OTHER)
    assert story.task("a").granted


def test_taken_once_given_back_by_its_holder_or_the_head() -> None:
    story = given()
    story.give(TakeTask(task="a"), MINE)
    with pytest.raises(TaskCommandNotPossible):
        story.give(TakeTask(task="a"), OTHER)
    with pytest.raises(HeldByAnother):
        story.give(GiveBackTask(task="a"), OTHER)
    story.give(GiveBackTask(task="a"), MINE)
    assert story.task("a").holder is None
    story.give(TakeTask(task="a"), OTHER)
    story.give(GiveBackTask(task="a"), head("authority-of-a"))
    assert story.task("a").holder is None


def test_the_head_assigns_and_nobody_else_and_only_their_own() -> None:
    story = given()
    with pytest.raises(WrongActor):
        story.give(AssignTask(task="a", to="other"), MINE)
    with pytest.raises(WrongAuthority):
        story.give(AssignTask(task="a", to="other"), head("authority-of-b"))
    story.give(AssignTask(task="a", to="other"), head("authority-of-a"))
    assert story.task("a").holder == "other"
    with pytest.raises(HeldByAnother):
        story.give(AssignTask(task="a", to="other"), head("authority-of-a"))


def test_a_task_that_is_handed_on_is_in_nobodys_hand() -> None:
    story = given()
    story.give(TakeTask(task="a"), MINE)
    story.give(TransferTask(task="a", to="other", reason=text("r")), MINE)
    assert story.task("a").holder is None
