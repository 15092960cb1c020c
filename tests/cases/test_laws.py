"""Laws of the case engine on random plans and random commands, sensible and not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.conservation import (
    came_back,
    check_changes,
    check_handover,
    check_modes,
    reopened,
    was_undone,
)
from tests.cases.situations import (
    APPLICANT,
    CALENDAR,
    LEAD,
    Story,
    defect,
    evidence_need,
    fact,
    fact_need,
    officer,
    paper,
    spec,
    text,
)
from tests.cases.strategies import STAGES, begun, command_for, plans
from tests.cases.test_written import check_written
from yijian.core.cases import (
    OTHER_PROCEDURE,
    AcceptTask,
    ApproveTask,
    AttachPaper,
    BeginReview,
    CaseOutcome,
    CaseState,
    CaseStatus,
    CloseCase,
    Command,
    DeclineTask,
    DeliverOutput,
    DeliveryMode,
    DispatchCase,
    EndCase,
    IssueOutput,
    NotifyCorrection,
    OutputSpec,
    RecordAnswers,
    RefuseTask,
    ResumeClock,
    SubmitCase,
    SubmitSupplement,
    SuspendClock,
    TaskCommand,
    TaskSpec,
    TaskStatus,
    WithdrawCase,
    decide,
    event_from_plain,
    event_to_plain,
    fold,
    is_lost,
    is_met,
    timers_of,
)
from yijian.core.cases.promise_commands import BringOwedPaper, CheckPromise
from yijian.core.cases.refusals import CommandNotPossible
from yijian.core.errors import CommandRefused
from yijian.core.planning.deadlines import used_working_days
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.canonical import from_plain, to_plain
from yijian.core.vocabulary.provenance import ProvenanceKind

STEPS = 30


def check_invariants(story: Story) -> None:
    """What holds in every state that can be reached."""
    state = story.case
    assert state.version == len(story.events)
    assert sum(type(event).__name__ == "CaseDecided" for event in story.events) <= 1 + reopened(story)
    assert all(before.at <= after.at for before, after in zip(story.events, story.events[1:], strict=False))
    if state.final:
        assert timers_of(state, CALENDAR) == ()
        assert all(task.settled for task in state.tasks)
    if state.status in {CaseStatus.DECIDED, CaseStatus.DELIVERED, CaseStatus.CLOSED}:
        assert all(task.settled for task in state.tasks)
    if state.status is CaseStatus.IN_PROGRESS:
        assert any(not task.settled for task in state.tasks)
        assert_somebody_can_go_on(state)
    assert len({notice.number for notice in state.notices}) == len(state.notices)
    check_handover(story)
    for task in state.tasks:
        if task.status not in {
            TaskStatus.WAITING,
            TaskStatus.CANNOT_START,
            TaskStatus.WITHDRAWN,
            TaskStatus.ENDED,
            TaskStatus.DROPPED,
        }:
            assert all(
                is_met(state, need) or was_undone(story, need.task) or came_back(story, need.task)
                for need in task.spec.needs
            )
        assert (task.clock.open_stop is not None) == (task.status is TaskStatus.SUSPENDED)
        assert (task.clock.started is None) or (task.clock.ended is not None) == task.settled
        check_modes(story, task)
        check_changes(story, task)
        for stop in task.clock.stops:
            assert stop.end is None or stop.end >= stop.start
        if task.clock.started is not None and task.clock.ended is not None:
            used = used_working_days(
                start=local_date(task.clock.started),
                until=local_date(task.clock.ended),
                calendar=CALENDAR,
                suspensions=task.clock.suspensions,
            )
            assert used >= 0


def assert_somebody_can_go_on(state: CaseState) -> None:
    """No case in progress is stuck: some authority has a task, and what every other waits for can still come."""
    assert any(not task.settled and task.status is not TaskStatus.WAITING for task in state.tasks) or any(
        task.outputs_to_issue for task in state.tasks
    )
    for task in state.tasks:
        if task.status is TaskStatus.WAITING:
            assert not any(is_lost(state, need) for need in task.spec.needs)


@settings(max_examples=120, deadline=None)
@given(data=st.data(), plan=plans(), stage=st.sampled_from(STAGES))
def test_any_command_in_any_state_gives_events_or_a_refusal_and_the_laws_hold(
    data: st.DataObject, plan: tuple[TaskSpec, ...], stage: str
) -> None:
    if stage == "granted":
        plan = (replace(plan[0], owed=()), *plan[1:])
    if stage == "decided":
        plan = tuple(replace(one, owed=()) for one in plan)
    story = begun(stage, plan)
    refusals: list[CommandRefused] = []
    for _ in range(data.draw(st.integers(1, STEPS))):
        story.now += timedelta(hours=data.draw(st.sampled_from((0, 0, 1, 24, 100, -2))))
        command, actor = command_for(data.draw, story, plan)
        facts = story.facts(actor)
        before = story.state
        try:
            events = decide(before, command, facts)
        except CommandRefused as refused:
            refusals.append(refused)
            continue
        assert events
        assert events == decide(before, command, facts)
        story.give(command, actor)
        if story.case.number is not None:  # before there is a number nothing is told in writing
            check_written(events)
        check_invariants(story)
    assert fold(story.events) == story.case
    assert all(refused.text.zh and refused.text.en for refused in refusals)
    assert_json_keeps(story)


def assert_json_keeps(story: Story) -> None:
    plain = json.loads(json.dumps([event_to_plain(event) for event in story.events], sort_keys=True))
    assert [event_from_plain(entry) for entry in plain] == story.events
    state = json.loads(json.dumps(to_plain(story.case), sort_keys=True))
    assert from_plain(CaseState, state) == story.case


@settings(max_examples=40, deadline=None)
@given(data=st.data(), plan=plans())
def test_a_state_read_from_json_decides_as_the_one_that_was_stored(
    data: st.DataObject, plan: tuple[TaskSpec, ...]
) -> None:
    story = Story().dispatched(*plan)
    for _ in range(8):
        stored = from_plain(CaseState, json.loads(json.dumps(to_plain(story.case), sort_keys=True)))
        command, actor = command_for(data.draw, story, plan)
        try:
            expected = decide(story.state, command, story.facts(actor))
        except CommandRefused as refused:
            with pytest.raises(type(refused)):
                decide(stored, command, story.facts(actor))
            continue
        assert decide(stored, command, story.facts(actor)) == expected
        story.give(command, actor)


@settings(max_examples=60, deadline=None)
@given(plan=plans(), refused=st.sets(st.sampled_from(("t0", "t1", "t2", "t3"))))
def test_when_every_authority_does_its_part_every_case_is_decided_and_can_be_archived(
    plan: tuple[TaskSpec, ...], refused: set[str]
) -> None:
    """Nobody waits for ever, whichever authorities refuse."""
    story = Story().dispatched(*plan)
    while story.case.status is CaseStatus.IN_PROGRESS:
        task = next(
            one for one in story.case.tasks if one.status is TaskStatus.DISPATCHED or one.outputs_to_issue
        )
        key = task.spec.key
        if task.status is TaskStatus.DISPATCHED and key in refused:
            story.handle(AcceptTask(task=key))
            bring_all(story, key)
            story.handle(RefuseTask(task=key, reason=text("r")))
        elif task.status is TaskStatus.DISPATCHED:
            story.handle(AcceptTask(task=key))
            bring_all(story, key)
            story.handle(ApproveTask(task=key))
        else:
            issue_next(story, key)
        check_invariants(story)
    finish(story)
    granted = [task.granted for task in story.case.tasks]
    wanted = (
        CaseOutcome.WHOLLY if all(granted) else CaseOutcome.PARTLY if any(granted) else CaseOutcome.REFUSED
    )
    assert story.case.outcome is wanted
    assert story.case.status is CaseStatus.CLOSED


def bring_all(story: Story, key: str) -> None:
    owing = story.task(key).owing
    for owed in owing.outstanding if owing else ():
        story.give(BringOwedPaper(paper=paper(f"for {key}: {owed.paper}", owed.paper)), APPLICANT)


def issue_next(story: Story, key: str) -> None:
    task = story.task(key)
    output = next(one for one in task.spec.outputs if one.id == task.outputs_to_issue[0])
    born = tuple(fact(path, kind=ProvenanceKind.OUTPUT, source=key) for path in output.facts)
    story.handle(IssueOutput(task=key, output=output.id, facts=born))


def finish(story: Story) -> None:
    """Issue and hand over what is left, and archive."""
    for key in tuple(task.spec.key for task in story.case.tasks):
        while story.task(key).outputs_to_issue:
            issue_next(story, key)
        for output in story.task(key).outputs_to_deliver:
            story.handle(DeliverOutput(task=key, output=output, mode=DeliveryMode.POST))
        if story.task(key).to_check:
            story.handle(CheckPromise(task=key, kept=True, finding=text("r")))
    story.lead(CloseCase())


# ── exhaustive small worlds ──────────────────────────────────────────────────

JOIN = (
    spec("a", outputs=(OutputSpec(id="paper", evidence="a-paper"),)),
    spec("b", outputs=(OutputSpec(id="number", facts=("born.b",)),)),
    spec("c", needs=(evidence_need("a", "a-paper"), fact_need("b", "born.b")), outputs=()),
)


def steps_of(key: str, fate: str) -> list[TaskCommand]:
    """What an authority does with its task: `grant` it, `refuse` it, `decline` it."""
    if fate == "decline":
        return [DeclineTask(task=key, reason=text("r"))]
    if fate == "refuse":
        return [AcceptTask(task=key), RefuseTask(task=key, reason=text("r"))]
    issuing: dict[str, list[TaskCommand]] = {
        "a": [IssueOutput(task="a", output="paper")],
        "b": [
            IssueOutput(
                task="b", output="number", facts=(fact("born.b", kind=ProvenanceKind.OUTPUT, source="b"),)
            )
        ],
    }
    return [AcceptTask(task=key), ApproveTask(task=key), *issuing.get(key, [])]


def interleavings(first: list[TaskCommand], second: list[TaskCommand]) -> list[list[TaskCommand]]:
    if not first or not second:
        return [[*first, *second]]
    return [
        *([first[0], *rest] for rest in interleavings(first[1:], second)),
        *([second[0], *rest] for rest in interleavings(first, second[1:])),
    ]


@pytest.mark.parametrize("fates", list(product(("grant", "refuse", "decline"), repeat=2)))
def test_a_join_opens_once_and_the_case_is_decided_once_in_every_interleaving(fates: tuple[str, str]) -> None:
    for commands in interleavings(steps_of("a", fates[0]), steps_of("b", fates[1])):
        story = Story().dispatched(*JOIN)
        for command in commands:
            story.handle(command)
            check_invariants(story)
        names = [type(event).__name__ for event in story.events]
        opened = fates == ("grant", "grant")
        assert names.count("TaskDispatched") == 2 + opened
        assert names.count("TaskBlocked") == (not opened)
        if opened:
            assert story.case.status is CaseStatus.IN_PROGRESS
            story.approved("c")
        names = [type(event).__name__ for event in story.events]
        assert names.count("CaseDecided") == 1


@pytest.mark.parametrize("order", list(permutations("abc")))
@pytest.mark.parametrize("fates", list(product(("grant", "refuse"), repeat=3)))
def test_whichever_task_is_settled_last_decides_the_case_once(
    order: tuple[str, ...], fates: tuple[str, ...]
) -> None:
    story = Story().dispatched(*(spec(key, outputs=()) for key in "abc"))
    for key in order:
        story.handle(AcceptTask(task=key))
    last: list[str] = []
    for key in order:
        assert story.case.status is CaseStatus.IN_PROGRESS
        fate = fates["abc".index(key)]
        settle: Command = ApproveTask(task=key) if fate == "grant" else RefuseTask(task=key, reason=text("r"))
        last = story.give(settle, officer(f"authority-of-{key}"))
    assert last.count("CaseDecided") == 1
    granted = fates.count("grant")
    wanted = {3: CaseOutcome.WHOLLY, 0: CaseOutcome.REFUSED}.get(granted, CaseOutcome.PARTLY)
    assert story.case.outcome is wanted


BORN = fact("born.b", kind=ProvenanceKind.OUTPUT, source="b")
LONG_WAY: tuple[tuple[str, Command], ...] = (
    (LEAD, RecordAnswers(facts=(fact("mother.name"),))),
    (LEAD, SubmitCase(number="430100-1", tasks=JOIN)),
    (LEAD, NotifyCorrection(due=date(2026, 3, 20), defects=(defect("identity-card:mother"),))),
    (LEAD, AttachPaper(paper=paper("p1"))),
    (LEAD, SubmitSupplement(tasks=JOIN)),
    (LEAD, DispatchCase()),
    ("authority-of-a", AcceptTask(task="a")),
    ("authority-of-b", AcceptTask(task="b")),
    ("authority-of-b", SuspendClock(task="b", kind=OTHER_PROCEDURE, reason=text("r"))),
    ("authority-of-a", BeginReview(task="a")),
    ("authority-of-a", ApproveTask(task="a")),
    ("authority-of-a", IssueOutput(task="a", output="paper")),
    ("authority-of-a", DeliverOutput(task="a", output="paper", mode=DeliveryMode.POST)),
    ("authority-of-b", ResumeClock(task="b")),
    ("authority-of-b", ApproveTask(task="b")),
    ("authority-of-b", IssueOutput(task="b", output="number", facts=(BORN,))),
    ("authority-of-c", AcceptTask(task="c")),
)
"""A case through every stage short of being decided."""


@pytest.mark.parametrize("stop", [WithdrawCase(), EndCase(reason=text("r"))])
@pytest.mark.parametrize("position", range(len(LONG_WAY) + 1))
def test_a_case_can_be_withdrawn_or_ended_at_every_point(position: int, stop: Command) -> None:
    """What was granted by then is still issued, handed over and archived; else the case is over at once."""
    story = Story()
    for authority, command in LONG_WAY[:position]:
        story.give(command, officer(authority))
    before = {task.spec.key: task for task in story.case.tasks}
    if isinstance(stop, EndCase) and story.case.status is CaseStatus.DRAFT:
        with pytest.raises(CommandNotPossible):
            story.give(stop, officer(LEAD))
        return
    story.give(stop, officer(LEAD))
    check_invariants(story)
    assert timers_of(story.case, CALENDAR) == ()
    given_up = TaskStatus.WITHDRAWN if isinstance(stop, WithdrawCase) else TaskStatus.ENDED
    for task in story.case.tasks:
        assert task.status is given_up or before[task.spec.key].settled
    if any(task.granted for task in before.values()):
        assert story.case.outcome is CaseOutcome.PARTLY
        if story.case.status is CaseStatus.DECIDED:
            finish(story)
        else:
            story.lead(CloseCase())
    assert story.case.final


def test_a_decided_case_can_be_neither_withdrawn_nor_ended() -> None:
    story = Story()
    for authority, command in (*LONG_WAY, ("authority-of-c", ApproveTask(task="c"))):
        story.give(command, officer(authority))
    for stop in (WithdrawCase(), EndCase(reason=text("r"))):
        with pytest.raises(CommandNotPossible):
            story.give(stop, officer(LEAD))
