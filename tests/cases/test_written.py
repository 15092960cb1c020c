"""What is told in writing: the table covers every event, and each such event issues exactly one notice, never another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from tests.cases.journals import JOURNALS
from tests.cases.situations import Story
from yijian.core.cases import (
    EVENTS,
    ActorRef,
    CaseEvent,
    Command,
    NoticeIssued,
    NoticeKind,
    TaskEvent,
)
from yijian.core.cases.after_decision import OBJECTION_TRANSITIONS
from yijian.core.cases.mode_transitions import COMMITMENT_TRANSITIONS, OWING_TRANSITIONS
from yijian.core.cases.rule_decision_events import DecidedByRules
from yijian.core.cases.task_events import TaskAccepted
from yijian.core.cases.transitions import CASE_TRANSITIONS, TASK_TRANSITIONS
from yijian.core.cases.written import IN_WRITING, NOT_WRITTEN


def check_written(events: Iterable[CaseEvent]) -> None:
    """Of one decision: the notices are those that its events want, one each, about the same task, and no others."""
    happened = tuple(events)
    notices = [event.notice for event in happened if isinstance(event, NoticeIssued)]
    at_once = {event.task for event in happened if isinstance(event, DecidedByRules)}
    for event in happened:
        kinds = IN_WRITING.get(type(event))
        if kinds is None or (isinstance(event, TaskAccepted) and event.task in at_once):
            continue
        task = event.task if isinstance(event, TaskEvent) else None
        told = [one for one in notices if one.kind in kinds and one.task == task]
        assert len(told) == 1, f"{type(event).__name__} issued {[one.kind for one in notices]}"
        notices.remove(told[0])
        assert told[0].issued_at == event.at
    assert notices == [], "a notice without a transition that wants it"


def test_every_event_stands_in_one_of_the_two_tables() -> None:
    not_written = [event for events in NOT_WRITTEN.values() for event in events]
    counted = Counter([*IN_WRITING, *not_written])
    assert set(counted) == set(EVENTS)
    assert set(counted.values()) == {1}


def test_every_kind_of_notice_tells_a_transition() -> None:
    assert {kind for kinds in IN_WRITING.values() for kind in kinds} == set(NoticeKind)


@pytest.fixture
def decisions(monkeypatch: pytest.MonkeyPatch) -> list[tuple[CaseEvent, ...]]:
    """Every decision that a story takes, as its events."""
    taken: list[tuple[CaseEvent, ...]] = []
    give = Story.give

    def kept(story: Story, command: Command, *actor: ActorRef) -> list[str]:
        before = len(story.events)
        names = give(story, command, *actor)
        taken.append(tuple(story.events[before:]))
        return names

    monkeypatch.setattr(Story, "give", kept)
    return taken


def transitions() -> Iterator[type[CaseEvent]]:
    """Every event that any of the tables of states has."""
    tables = (
        CASE_TRANSITIONS,
        TASK_TRANSITIONS,
        OWING_TRANSITIONS,
        COMMITMENT_TRANSITIONS,
        OBJECTION_TRANSITIONS,
    )
    for table in tables:
        for row in table.values():
            yield from row


def test_each_transition_of_the_tables_that_is_told_in_writing_issues_exactly_one_notice(
    decisions: list[tuple[CaseEvent, ...]],
) -> None:
    for journal in JOURNALS.values():
        journal()
    for events in decisions:
        check_written(events)
    happened = {type(event) for events in decisions for event in events}
    wanted = {event for event in transitions() if event in IN_WRITING}
    assert wanted == set(IN_WRITING), "what is told in writing is in the tables of states"
    assert wanted <= happened, "each of them was seen to happen"
