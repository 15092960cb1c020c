"""T9, T10: two commands for one case at the same moment come to what one of the two orders comes to, and to nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.cases.situations import (
    CALENDAR,
    SYSTEM,
    Story,
    officer,
    spec,
    text,
)
from tests.durability.databases import CHAOS
from tests.durability.engine import act, fold_events, store
from tests.durability.invariants import assert_invariants
from tests.storage.test_concurrency import at_once
from yijian.core.cases import (
    AcceptTask,
    ActorRef,
    ApproveTask,
    Command,
    DeclineTask,
    FireTimer,
    RefuseTask,
    TimerKind,
    timers_of,
)
from yijian.core.errors import CommandRefused
from yijian.storage import journal

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]

ROUNDS = 10_000 if CHAOS else 40
Given = tuple[Command, ActorRef]


def one_after_the_other(story: Story, first: Given, second: Given) -> list[str]:
    """What happens when both come one after the other, the second refused or not."""
    before = len(story.events)
    for command, actor in (first, second):
        try:
            story.give(command, actor)
        except CommandRefused:
            continue
    return [type(event).__name__ for event in story.events[before:]]


def race(
    name: str, make: Callable[[], Story], pair: Callable[[Story], tuple[Given, Given, datetime]]
) -> list[list[str]]:
    """Let both come at once, again and again, each time to a case of its own; what happened each time."""
    orders = []
    for turn in (0, 1):
        story = make()
        *given, now = pair(story)
        story.now = now
        orders.append(one_after_the_other(story, given[turn], given[1 - turn]))
    happened = []
    for number in range(ROUNDS):
        story, case_id = make(), f"{name}-{number}"
        store(story, case_id)
        *given, now = pair(story)
        at_once(
            lambda i: act(case_id, given[i][0], actor=given[i][1], now=now, key=f"{case_id}:{i}"),  # noqa: B023 # at once
            threads=2,
        )
        events = [
            event["type"] for entry in journal.entries(case_id=case_id)[1:] for event in entry.plain_events
        ]
        assert events in orders
        happened.append(events)
    assert_invariants(folding=fold_events)
    return happened


def due_timer(story: Story, kind: TimerKind) -> tuple[Given, datetime]:
    timer = next(one for one in timers_of(story.case, CALENDAR) if one.kind is kind)
    return (FireTimer(kind=kind, subject=timer.subject, generation=timer.generation), SYSTEM), timer.due


def test_a_deadline_and_a_decision_at_once_have_one_winner() -> None:
    """The limit ends in the moment in which the officer decides: it was in time, or it was late, and never both."""

    def make() -> Story:
        story = Story().dispatched(spec("a", outputs=()))
        story.handle(AcceptTask(task="a"))
        return story

    def pair(story: Story) -> tuple[Given, Given, datetime]:
        fire, due = due_timer(story, TimerKind.TASK_RED)
        return fire, (ApproveTask(task="a"), officer("authority-of-a")), due

    for events in race("red", make, pair):
        assert events.count("CaseDecided") == 1
        assert events.count("TaskApproved") == 1


def test_an_acceptance_deadline_and_a_refusal_to_accept_at_once_have_one_winner() -> None:
    def make() -> Story:
        return Story().dispatched(spec("a", outputs=()))

    def pair(story: Story) -> tuple[Given, Given, datetime]:
        fire, due = due_timer(story, TimerKind.ACCEPTANCE_DEADLINE)
        return fire, (DeclineTask(task="a", reason=text("r")), officer("authority-of-a")), due

    race("deadline", make, pair)


@pytest.mark.parametrize("second", ["approve", "refuse"])
def test_two_last_tasks_decided_at_once_decide_the_case_once(second: str) -> None:
    """The join of the case is not skipped because each thinks the other is still at work, nor done twice."""

    def make() -> Story:
        story = Story().dispatched(spec("a", outputs=()), spec("b", outputs=()))
        story.handle(AcceptTask(task="a"))
        story.handle(AcceptTask(task="b"))
        return story

    def pair(story: Story) -> tuple[Given, Given, datetime]:
        last = ApproveTask(task="b") if second == "approve" else RefuseTask(task="b", reason=text("r"))
        return (
            (ApproveTask(task="a"), officer("authority-of-a")),
            (last, officer("authority-of-b")),
            story.now,
        )

    for events in race(f"join-{second}", make, pair):
        assert events.count("CaseDecided") == 1


def test_two_papers_that_a_third_task_waits_for_open_it_once() -> None:
    """The join of a task."""
    from tests.cases.test_laws import JOIN, steps_of

    def make() -> Story:
        story = Story().dispatched(*JOIN)
        for key in "ab":
            for command in steps_of(key, "grant")[:-1]:
                story.handle(command)
        return story

    def pair(story: Story) -> tuple[Given, Given, datetime]:
        return (
            (steps_of("a", "grant")[-1], officer("authority-of-a")),
            (steps_of("b", "grant")[-1], officer("authority-of-b")),
            story.now,
        )

    for events in race("open", make, pair):
        assert events.count("TaskDispatched") == 1
