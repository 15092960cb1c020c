"""Events and states as JSON: both ways, old versions, and the journal of the first release."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cases.journals import JOURNALS
from yijian.core.cases import (
    EVENT_TYPES,
    CaseState,
    event_from_plain,
    event_to_plain,
    fold,
)
from yijian.core.cases.event_json import UPCASTERS
from yijian.core.vocabulary.canonical import from_plain, to_plain

GOLDEN = Path(__file__).parent / "golden"


def through_json(plain: Any) -> Any:
    return json.loads(json.dumps(plain, ensure_ascii=False, sort_keys=True))


@pytest.mark.parametrize("name", JOURNALS)
def test_events_and_states_go_to_json_and_back(name: str) -> None:
    events = JOURNALS[name]()
    again = tuple(event_from_plain(through_json(event_to_plain(event))) for event in events)
    assert again == tuple(events)
    state = fold(events)
    assert from_plain(CaseState, through_json(to_plain(state))) == state


def test_the_journals_show_every_event_there_is() -> None:
    seen = {type(event).__name__ for journal in JOURNALS.values() for event in journal()}
    assert seen == set(EVENT_TYPES)


@pytest.mark.parametrize("name", JOURNALS)
def test_the_journals_of_the_first_release_are_still_understood(name: str) -> None:
    """The files are never rewritten: a journal that was stored must be readable for ever, with the same outcome."""
    stored = json.loads((GOLDEN / f"{name}.v1.json").read_text(encoding="utf-8"))
    state = fold(event_from_plain(entry) for entry in stored["events"])
    assert {task.spec.key: task.status.value for task in state.tasks} == stored["tasks"]
    assert state.status.value == stored["status"]


def test_an_old_version_is_brought_up_step_by_step() -> None:
    old = {"type": "CaseClosed", "version": -1, "data": {"when": {"at": "2026-03-02T02:00:00+00:00"}}}
    steps = {
        ("CaseClosed", -1): lambda data: {"moment": data["when"]},
        ("CaseClosed", 0): lambda data: {"at": data["moment"]},
    }
    event = event_from_plain(old, upcasters=steps)
    assert event_to_plain(event)["version"] == 1
    with pytest.raises(ValueError, match="no upcaster"):
        event_from_plain(old)


def test_what_cannot_be_read_is_refused_by_name() -> None:
    for plain, said in (
        ({"type": "CaseVanished", "version": 1, "data": {}}, "unknown type CaseVanished"),
        ({"type": "CaseClosed", "version": 2, "data": {}}, "of version 2"),
        ({"type": "CaseClosed", "version": 1, "data": {}}, "missing"),
    ):
        with pytest.raises(ValueError, match=said):
            event_from_plain(plain)


def test_every_upcaster_belongs_to_an_event_and_a_version_before_the_present() -> None:
    for tag, version in UPCASTERS:
        assert version < EVENT_TYPES[tag].schema_version
