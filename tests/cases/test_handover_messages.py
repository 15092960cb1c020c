"""What the places tell each other: plain values that follow from the journal, with digests that are on record."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from tests.cases.situations import (
    LEAD,
    Story,
    spec,
    text,
)
from yijian.core.cases import (
    DispatchCase,
)
from yijian.core.cases.handover_commands import (
    TakeOver,
)
from yijian.core.cases.handover_messages import (
    SCHEMA,
    HandedContents,
    HandedFact,
    HandedPaper,
    HandedResult,
    HandoverMessage,
    MessageKind,
    messages_of,
)
from yijian.core.cases.handovers import (
    FormCheck,
    Office,
    ResultReturn,
)
from yijian.core.vocabulary.canonical import canonical_json, from_plain

R = text("r")
DOCUMENT = Path(__file__).parents[2] / "docs" / "handover-messages.md"
HOME = Office(place="430100", authority=LEAD)


def decided(returns: ResultReturn) -> Story:
    story = Story().collected(spec("a"), returns=returns).handed_over()
    story.lead(TakeOver())
    story.lead(DispatchCase())
    return story.issued("a")


def test_messages_are_plain_values_that_go_to_json_and_back_with_the_same_digest() -> None:
    story = decided(ResultReturn.COLLECTING_PLACE)
    messages = messages_of(story.events)
    assert [one.kind for one in messages] == [MessageKind.PAPERS, MessageKind.TAKEN]
    for message in messages:
        again = from_plain(HandoverMessage, json.loads(canonical_json(message)))
        assert (again, again.digest) == (message, message.digest)
    papers, taken = messages
    assert taken.answers == papers.digest == _digest_on_record(story)
    assert papers.contents is not None
    assert [one.path for one in papers.contents.facts] == ["mother.name"]
    assert [one.document for one in papers.contents.papers] == ["hash-of-p1"]


def test_whatever_is_changed_in_a_message_changes_its_digest_and_what_does_not_fit_is_refused() -> None:
    papers, taken = messages_of(decided(ResultReturn.COLLECTING_PLACE).events)
    plain = json.loads(canonical_json(papers))
    plain["contents"]["papers"][0]["document"] = "hash-of-another"
    assert from_plain(HandoverMessage, plain).digest != papers.digest
    for change in ({"contents": None}, {"schema": "yijian.handover/2"}, {"deemed": True}, {"kind": "taken"}):
        wrong = {**json.loads(canonical_json(papers)), **change}
        with pytest.raises(ValueError, match="message"):
            from_plain(HandoverMessage, {key: value for key, value in wrong.items() if value is not None})
    assert json.loads(canonical_json(taken))["schema"] == SCHEMA


def test_the_document_of_messages_names_every_field_and_its_example_has_the_digest_it_states() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for part in (HandoverMessage, HandedContents, HandedFact, HandedPaper, HandedResult, Office, FormCheck):
        for field in fields(part):
            assert f"`{field.name}`" in text, field.name
    for kind in MessageKind:
        assert f"`{kind.value}`" in text
    example = text.partition("```json\n")[2].partition("```")[0]
    assert f"`{from_plain(HandoverMessage, json.loads(example)).digest}`" in text


def _digest_on_record(story: Story) -> str:
    assert story.case.handover is not None
    return story.case.handover.parcels[0].digest
