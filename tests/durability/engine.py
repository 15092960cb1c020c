"""Cases of the real engine in the real tables: decided by the core, stored as the platform stores them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.cases.situations import CALENDAR, Story
from tests.storage.given import CIPHER
from yijian.core.cases import (
    ActorRef,
    CaseEvent,
    CaseState,
    Command,
    DecisionFacts,
    decide,
    event_from_plain,
    event_to_plain,
    evolve,
    fold,
)
from yijian.core.cases.events import CaseReceived, CaseStarted
from yijian.core.errors import CommandRefused
from yijian.core.vocabulary.canonical import from_plain, to_plain
from yijian.storage import journal, vault
from yijian.storage.chain import ActedBy
from yijian.storage.transactions import in_transaction
from yijian.usecases import listing


def fold_events(events: tuple[Any, ...]) -> Any:
    """As the platform folds a journal."""
    return to_plain(fold(event_from_plain(event) for event in events))


def store(story: Story, case_id: str) -> CaseState:
    """Open a case in which all of the story happened with one command; the state."""
    events = [_of_case(event, case_id) for event in story.events]

    def open_it() -> CaseState:
        vault.create_key(case_id=case_id, cipher=CIPHER)
        state = fold(events)
        _append(journal.unopened(case_id=case_id, key=f"open {case_id}"), events, state, story.now, "Open")
        return state

    return in_transaction(open_it)


def act(case_id: str, command: Command, *, actor: ActorRef, now: datetime, key: str) -> str:
    """Give a command to a stored case: the names of what happened, the refusal's code, or `again`."""

    def work() -> str:
        loaded = journal.load(case_id=case_id, key=key)
        if loaded.answered is not None:
            return "again"
        state = from_plain(CaseState, loaded.state)
        events = decide(state, command, DecisionFacts(now=now, calendar=CALENDAR, actor=actor))
        for event in events:
            state = evolve(state, event)
        _append(loaded, events, state, now, type(command).__name__)
        return " ".join(type(event).__name__ for event in events)

    try:
        return in_transaction(work, attempts=100)
    except CommandRefused as refusal:
        return refusal.code


def _of_case(event: CaseEvent, case_id: str) -> CaseEvent:
    """An event of the story as one of another case, with a number of its own."""
    if isinstance(event, CaseStarted):
        return replace(event, case_id=case_id)
    return replace(event, number=f"no {case_id}") if isinstance(event, CaseReceived) else event


def _append(
    loaded: journal.LoadedCase, events: Sequence[CaseEvent], state: CaseState, now: datetime, command: str
) -> None:
    journal.append(
        loaded=loaded,
        actor=ActedBy(kind="system"),
        command=command,
        events=[event_to_plain(event) for event in events],
        state=to_plain(state),
        row=listing.case_row(state, applicant=None, promised=None, calendar=CALENDAR),
        now=now,
        tasks=listing.task_rows(state, calendar=CALENDAR),
        timers=listing.timer_rows(state, calendar=CALENDAR),
    )
