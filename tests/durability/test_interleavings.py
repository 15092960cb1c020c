"""T6, T15: every state that a case of five tasks can come to, by whatever order of commands; and withdrawal in each.

Two tasks wait for papers of two others, a fifth stands alone: all that can be done is done in every order, and states
that differ in nothing but the order in which things happened are looked at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.cases.situations import (
    APPLICANT,
    CALENDAR,
    LEAD,
    MONDAY,
    Story,
    evidence_need,
    officer,
    spec,
    text,
)
from yijian.core.cases import (
    OTHER_PROCEDURE,
    AcceptTask,
    ActorRef,
    ApproveTask,
    CaseState,
    CaseStatus,
    CloseCase,
    Command,
    DecisionFacts,
    DeclineTask,
    DeliverOutput,
    DeliveryMode,
    IssueOutput,
    RefuseTask,
    ResumeClock,
    SuspendClock,
    TaskStatus,
    WithdrawCase,
    decide,
    evolve,
    is_lost,
    is_met,
    timers_of,
)
from yijian.core.cases.clock_ledger import ClockLedger, ClockStop
from yijian.core.errors import CommandRefused

pytestmark = pytest.mark.crash  # no process is killed, but it takes as long

FIVE = (
    spec("a"),
    spec("b"),
    spec("c", outputs=()),
    spec("d", needs=(evidence_need("a", "a-paper"),), outputs=()),
    spec("e", needs=(evidence_need("b", "b-paper"),), outputs=()),
)


def steps() -> Iterator[tuple[Command, ActorRef]]:
    """Everything that an authority may do with its task, and the applicant's withdrawal."""
    for task in FIVE:
        key, actor = task.key, officer(task.authority)
        yield AcceptTask(task=key), actor
        yield ApproveTask(task=key), actor
        yield RefuseTask(task=key, reason=text("r")), actor
        yield DeclineTask(task=key, reason=text("r")), actor
        yield SuspendClock(task=key, kind=OTHER_PROCEDURE, reason=text("r")), actor
        yield ResumeClock(task=key), actor
        for output in task.outputs:
            yield IssueOutput(task=key, output=output.id), actor


STEPS = tuple(steps())


def given(state: CaseState, command: Command, actor: ActorRef) -> tuple[CaseState, list[str]] | None:
    """What a command makes of a state; None where it is refused."""
    try:
        events = decide(state, command, DecisionFacts(now=MONDAY, calendar=CALENDAR, actor=actor))
    except CommandRefused:
        return None
    after = state
    for event in events:
        after = evolve(after, event)
    assert after.version == state.version + len(events)
    return after, [type(event).__name__ for event in events]


def without_order(state: CaseState) -> tuple[object, ...]:
    """What can be done in the state hangs on this; in which order it came about does not count."""
    return (
        state.status,
        state.outcome,
        *(
            replace(task, clock=replace(task.clock, generation=0, stops=open_stops(task.clock)))
            for task in state.tasks
        ),
    )


def open_stops(clock: ClockLedger) -> tuple[ClockStop, ...]:
    """The stop that still lasts: one that is over took no time here."""
    return tuple(stop for stop in clock.stops if stop.end is None)


def assert_lawful(state: CaseState) -> None:
    """What holds in every state of these five tasks."""
    settled = all(task.settled and not task.outputs_to_issue for task in state.tasks)
    assert settled == (state.status is not CaseStatus.IN_PROGRESS), "a join was forgotten, or came too early"
    for task in state.tasks:
        met = all(is_met(state, need) for need in task.spec.needs)
        if task.status is TaskStatus.WAITING:
            assert not met, "a join that is complete was not opened"
            assert not any(is_lost(state, need) for need in task.spec.needs), "it waits for what cannot come"
        elif task.status is not TaskStatus.CANNOT_START:
            assert met, "a join was opened before it was complete"


def test_every_order_of_five_tasks_is_joined_once_and_can_be_withdrawn_everywhere() -> None:
    begun = Story().dispatched(*FIVE).case
    seen, to_visit = {without_order(begun)}, [begun]
    ends: Counter[str] = Counter()
    moves = withdrawn = 0
    while to_visit:
        state = to_visit.pop()
        assert state.status is CaseStatus.IN_PROGRESS
        withdrawn += withdraw(state)
        went_on = False
        for command, actor in STEPS:
            after = given(state, command, actor)
            if after is None:
                continue
            went_on, moves = True, moves + 1
            (new, names) = after
            assert_lawful(new)
            assert names.count("CaseDecided") == (new.status is not CaseStatus.IN_PROGRESS)
            if new.status is not CaseStatus.IN_PROGRESS:
                ends[str(new.outcome)] += 1
                continue
            plain = without_order(new)
            if plain not in seen:
                seen.add(plain)
                to_visit.append(new)
        assert went_on, "nobody can do anything and the case is not decided"
    print(f"{len(seen)} states, {moves} moves, {withdrawn} withdrawals, ends {dict(ends)}")
    assert len(ends) == 3
    assert len(seen) > 1000
    assert withdrawn == len(seen)


def withdraw(state: CaseState) -> int:
    """Withdraw in this state; what was granted by then is issued, handed over and archived, all else is over at once."""
    after = given(state, WithdrawCase(), APPLICANT)
    assert after is not None
    (ended, _) = after
    assert timers_of(ended, CALENDAR) == ()
    before = {task.spec.key: task for task in state.tasks}
    for task in ended.tasks:
        assert task.status is TaskStatus.WITHDRAWN or before[task.spec.key].settled
        assert task.granted == before[task.spec.key].granted
    for task in ended.tasks:
        for output in task.outputs_to_issue:
            issued = given(
                ended, IssueOutput(task=task.spec.key, output=output), officer(task.spec.authority)
            )
            assert issued is not None
            ended = issued[0]
    for task in ended.tasks:
        for issued_output in task.outputs_to_deliver:
            handed = given(
                ended,
                DeliverOutput(task=task.spec.key, output=issued_output, mode=DeliveryMode.POST),
                officer(task.spec.authority),
            )
            assert handed is not None
            ended = handed[0]
    if not ended.final:
        closed = given(ended, CloseCase(), officer(LEAD))
        assert closed is not None
        ended = closed[0]
    assert ended.final
    return 1
