"""Many tasks at once: each done or refused for itself, twice sent is once done, only those of the own authority."""

from __future__ import annotations

import pytest

from tests.usecases.world import World
from yijian.core.cases import TaskStatus
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.plan import ConditionResult
from yijian.core.vocabulary.service import Criterion
from yijian.usecases import handle, handle_many
from yijian.usecases.casework import read_state
from yijian.usecases.handle_many import NothingChosen, TaskAddress, TooManyChosen
from yijian.usecases.permissions import PermissionDenied

pytestmark = pytest.mark.django_db(transaction=True)

TASK = "health.birth-certificate"


def dispatched(world: World) -> tuple[TaskAddress, TaskAddress]:
    """The same task of two families' cases, waiting to be accepted."""
    _, first = world.submitted("married")
    _, second = world.submitted("twins")
    for case_id in (first, second):
        world.dispatch(case_id)
    return TaskAddress(first, TASK), TaskAddress(second, _first_task(second))


def _first_task(case_id: str) -> str:
    return next(task.spec.key for task in read_state(case_id=case_id).tasks if task.spec.key.startswith(TASK))


def status(one: TaskAddress) -> TaskStatus:
    task = read_state(case_id=one.case_id).task(one.task)
    assert task is not None
    return task.status


def test_each_is_accepted_and_what_refuses_stops_no_other(world: World) -> None:
    first, second = dispatched(world)
    officer = world.actor("officer-delivery-hospital")
    handle_many.accept_many(actor=officer, ports=world.ports, tasks=[first], key="one")
    nowhere = TaskAddress("430100-20260101-999999", TASK)
    outcomes = handle_many.accept_many(
        actor=officer, ports=world.ports, tasks=[first, nowhere, second, second], key="all"
    )
    assert [(one.address, one.done) for one in outcomes] == [(first, False), (nowhere, False), (second, True)]
    assert [one.name is None for one in outcomes] == [False, True, False]
    assert outcomes[2].applicant
    assert status(first) is status(second) is TaskStatus.UNDER_REVIEW


def test_a_list_that_is_sent_twice_is_done_once_and_answered_alike(world: World) -> None:
    tasks = dispatched(world)
    officer = world.actor("officer-delivery-hospital")
    once = handle_many.accept_many(actor=officer, ports=world.ports, tasks=tasks, key="same")
    versions = [read_state(case_id=one.case_id).version for one in tasks]
    assert handle_many.accept_many(actor=officer, ports=world.ports, tasks=tasks, key="same") == once
    assert [read_state(case_id=one.case_id).version for one in tasks] == versions
    assert all(one.done for one in once)


def test_approving_many_is_refused_for_those_that_cannot_be_approved(world: World) -> None:
    """One was never taken up: ticking it decides nothing."""
    first, second = dispatched(world)
    officer = world.actor("officer-delivery-hospital")
    handle_many.accept_many(actor=officer, ports=world.ports, tasks=[first], key="accept")
    outcomes = handle_many.approve_many(
        actor=officer, ports=world.ports, tasks=[first, second], key="approve"
    )
    assert [one.done for one in outcomes] == [True, False]
    assert outcomes[1].refusal is not None
    assert (status(first), status(second)) == (TaskStatus.APPROVED, TaskStatus.DISPATCHED)


def test_what_a_person_must_judge_is_not_approved_by_having_been_ticked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = dispatched(world)
    officer = world.actor("officer-delivery-hospital")
    handle_many.accept_many(actor=officer, ports=world.ports, tasks=tasks, key="accept")
    open_one = ConditionResult(
        condition=Criterion(
            id="seen",
            text=Text("看过原件", "The original was seen"),
            rule="true",
            certainty=Certainty.PUBLISHED,
        ),
        holds=None,
        needs=(),
    )
    monkeypatch.setattr(handle, "criteria_of", lambda plan, task: (open_one,) if task == TASK else ())
    outcomes = handle_many.approve_many(actor=officer, ports=world.ports, tasks=tasks, key="approve")
    assert [one.done for one in outcomes] == [False, True]
    assert outcomes[0].refusal is not None
    assert "看过原件" in outcomes[0].refusal.zh
    assert status(tasks[0]) is TaskStatus.UNDER_REVIEW


def test_another_authority_is_told_of_nothing(world: World) -> None:
    tasks = dispatched(world)
    outcomes = handle_many.accept_many(
        actor=world.actor("officer-police"), ports=world.ports, tasks=tasks, key="theirs"
    )
    assert [(one.done, one.name, one.applicant) for one in outcomes] == [(False, None, "")] * 2
    assert {status(one) for one in tasks} == {TaskStatus.DISPATCHED}


def test_none_and_too_many_are_refused_whole(world: World) -> None:
    officer = world.actor("officer-delivery-hospital")
    with pytest.raises(NothingChosen):
        handle_many.accept_many(actor=officer, ports=world.ports, tasks=[], key="none")
    many = [TaskAddress(str(number), TASK) for number in range(handle_many.MOST_AT_ONCE + 1)]
    with pytest.raises(TooManyChosen):
        handle_many.approve_many(actor=officer, ports=world.ports, tasks=many, key="many")


def test_an_applicant_may_not(world: World) -> None:
    with pytest.raises(PermissionDenied):
        handle_many.accept_many(
            actor=world.actor("married-mother"), ports=world.ports, tasks=[TaskAddress("x", TASK)], key="no"
        )
