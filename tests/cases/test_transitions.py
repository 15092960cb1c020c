"""The tables: complete, consistent with each other, and the source of the picture in docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.situations import MONDAY, Story, spec
from yijian.core.cases import (
    CASE_STATUS_NAMES,
    CASE_TRANSITIONS,
    COMMAND_EVENTS,
    COMMAND_NAMES,
    COMMANDS,
    EVENTS,
    FINAL_CASE_STATUSES,
    GRANTED_STATUSES,
    OUTCOME_NAMES,
    SETTLED_STATUSES,
    TASK_STATUS_NAMES,
    TASK_TRANSITIONS,
    CaseClosed,
    CaseOutcome,
    CaseStarted,
    CaseStatus,
    FireTimer,
    ImpossibleEvent,
    ReviewBegun,
    TaskApproved,
    TaskEvent,
    TaskStatus,
    evolve,
    fold,
    possible_commands,
    states_document,
)
from yijian.core.cases.after_decision import OBJECTION_TRANSITIONS
from yijian.core.cases.commitments import CommitmentStatus
from yijian.core.cases.events import CaseTakenUpAgain
from yijian.core.cases.handover_transitions import HANDOVER_TRANSITIONS
from yijian.core.cases.handovers import HandoverStatus
from yijian.core.cases.mode_transitions import COMMITMENT_TRANSITIONS, OWING_TRANSITIONS
from yijian.core.cases.names import (
    COMMITMENT_STATUS_NAMES,
    HANDOVER_STATUS_NAMES,
    OBJECTION_STATUS_NAMES,
    OWING_STATUS_NAMES,
)
from yijian.core.cases.objection_events import DecisionSetAside, TaskUnblocked
from yijian.core.cases.objections import ObjectionStatus
from yijian.core.cases.owing import OwingStatus
from yijian.core.cases.states import UNDONE_STATUSES
from yijian.core.cases.task_events import DecisionRevoked
from yijian.core.cases.undoing_events import LicenceRetracted, LicenceRevokedAsPenalty, ResultCancelled

DOCUMENT = Path(__file__).parents[2] / "docs" / "case-states.md"


def test_the_document_is_drawn_from_the_present_tables() -> None:
    """Stale? Write `states_document()` to docs/case-states.md."""
    assert DOCUMENT.read_text(encoding="utf-8") == states_document()


def test_every_status_has_a_row_and_a_name() -> None:
    assert set(CASE_TRANSITIONS) == {None, *CaseStatus}
    assert set(TASK_TRANSITIONS) == set(TaskStatus)
    assert set(CASE_STATUS_NAMES) == set(CaseStatus)
    assert set(TASK_STATUS_NAMES) == set(TaskStatus)
    assert set(OUTCOME_NAMES) == set(CaseOutcome)


def test_the_modes_have_rows_and_names_for_every_state_and_their_events_are_events_of_tasks() -> None:
    for table, statuses, names in (
        (OWING_TRANSITIONS, OwingStatus, OWING_STATUS_NAMES),
        (COMMITMENT_TRANSITIONS, CommitmentStatus, COMMITMENT_STATUS_NAMES),
        (OBJECTION_TRANSITIONS, ObjectionStatus, OBJECTION_STATUS_NAMES),
    ):
        assert set(table) == set(names) == set(statuses)
        reached = {after for row in table.values() for after in row.values()}
        assert reached | {next(iter(table))} == set(statuses)
        in_tasks = {event for row in TASK_TRANSITIONS.values() for event in row}
        assert {event for row in table.values() for event in row} <= in_tasks


def test_a_handover_has_a_row_and_a_name_for_every_state() -> None:
    assert set(HANDOVER_TRANSITIONS) == set(HANDOVER_STATUS_NAMES) == set(HandoverStatus)
    reached = {after for row in HANDOVER_TRANSITIONS.values() for after in row.values()}
    assert reached | {next(iter(HANDOVER_TRANSITIONS))} == set(HandoverStatus)
    in_cases = {event for row in CASE_TRANSITIONS.values() for event in row}
    assert {event for row in HANDOVER_TRANSITIONS.values() for event in row} <= in_cases


def test_every_event_stands_in_the_tables_and_every_task_event_in_both() -> None:
    in_case_table = {event for row in CASE_TRANSITIONS.values() for event in row}
    in_task_table = {event for row in TASK_TRANSITIONS.values() for event in row}
    assert in_case_table == set(EVENTS)
    assert in_task_table == {event for event in EVENTS if issubclass(event, TaskEvent)}


def test_every_command_has_a_name_and_an_event_that_it_causes() -> None:
    assert set(COMMAND_NAMES) == set(COMMANDS)
    assert set(COMMAND_EVENTS) == set(COMMANDS) - {FireTimer}


def test_every_status_can_be_reached() -> None:
    for table, names in ((CASE_TRANSITIONS, CaseStatus), (TASK_TRANSITIONS, TaskStatus)):
        reached = {after for row in table.values() for after in row.values()}
        assert reached | {TaskStatus.WAITING} >= set(names)


def test_final_statuses_are_left_only_to_take_an_archived_case_up_again() -> None:
    for before, row in CASE_TRANSITIONS.items():
        leaving = {event for event, after in row.items() if after is not before}
        if before in FINAL_CASE_STATUSES:
            assert leaving == ({CaseTakenUpAgain} if before is CaseStatus.CLOSED else set())
        else:
            assert leaving


def test_a_settled_task_is_open_again_only_by_a_review() -> None:
    for before in SETTLED_STATUSES:
        for event, after in TASK_TRANSITIONS[before].items():
            assert after in SETTLED_STATUSES or event in {DecisionSetAside, TaskUnblocked}


def test_nothing_follows_a_cancellation_but_its_review() -> None:
    """注销 may follow 撤销, 撤回 and 吊销; none of these follows another."""
    undoing = {
        DecisionRevoked: TaskStatus.REVOKED,
        LicenceRetracted: TaskStatus.RETRACTED,
        LicenceRevokedAsPenalty: TaskStatus.REVOKED_AS_PENALTY,
        ResultCancelled: TaskStatus.CANCELLED,
    }
    for status in TaskStatus:
        follows = {event for event in TASK_TRANSITIONS[status] if event in undoing}
        if status in GRANTED_STATUSES:
            assert follows == set(undoing)
        elif status in UNDONE_STATUSES - {TaskStatus.CANCELLED}:
            assert follows == {ResultCancelled}
        else:
            assert follows == set()


def test_a_case_that_is_not_there_can_only_be_begun() -> None:
    assert [one.command.__name__ for one in possible_commands(None)] == ["StartCase"]


def test_what_is_possible_names_the_tasks_it_is_possible_for() -> None:
    story = Story().dispatched(spec("a"), spec("b")).approved("a")
    possible = {one.command.__name__: one.tasks for one in possible_commands(story.case)}
    assert possible["AcceptTask"] == ("b",)
    assert possible["IssueOutput"] == ("a",)
    assert "SuspendClock" not in possible
    assert "RecordAnswers" not in possible


class TestBrokenJournals:
    def test_events_in_an_order_that_cannot_be_are_not_folded(self) -> None:
        story = Story().dispatched(spec("a"))
        begun = CaseStarted(
            at=MONDAY, case_id="case-1", life_event="newborn", one_thing="h", region=None, lead="health"
        )
        for broken in (
            [],
            [CaseClosed(at=MONDAY)],
            [begun, begun],
            [*story.events, CaseClosed(at=MONDAY)],
            [*story.events, TaskApproved(at=MONDAY, task="a")],
            [*story.events, ReviewBegun(at=MONDAY, task="nobody's")],
        ):
            with pytest.raises(ImpossibleEvent):
                fold(broken)

    def test_evolve_leaves_the_old_state_as_it_was(self) -> None:
        story = Story()
        before = story.case
        after = evolve(before, Story().received(spec("a")).events[-2])
        assert before.status is CaseStatus.DRAFT
        assert after.version == before.version + 1
