"""The hash of a journal entry depends on all of it and on nothing else."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from yijian.storage.chain import GENESIS, ActedBy, JournalEntry, hash_of, json_text

ENTRY = JournalEntry(
    case_id="c",
    version=1,
    at=datetime(2026, 11, 24, 8, 0, 0, 5, tzinfo=UTC),
    actor=ActedBy(kind="officer", account="1", authority="police"),
    command="Accept",
    key="k",
    events="[]",
    previous_hash=GENESIS,
    hash="",
)

texts = st.text(max_size=6)
actors = st.builds(ActedBy, kind=texts, account=st.none() | texts, authority=st.none() | texts)
instants = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=36500)).map(ENTRY.at.__add__)
entries = st.builds(
    JournalEntry,
    case_id=texts,
    version=st.integers(1, 9),
    at=instants,
    actor=actors,
    command=texts,
    key=texts,
    events=texts,
    previous_hash=texts,
    hash=st.just(""),
)


@given(entries, entries)
def test_entries_that_differ_have_hashes_that_differ(one: JournalEntry, other: JournalEntry) -> None:
    assert (hash_of(one) == hash_of(other)) == (one == other)


@given(texts, texts, texts, texts)
def test_no_text_can_be_shifted_from_one_column_to_the_next(a: str, b: str, c: str, d: str) -> None:
    one = dataclasses.replace(ENTRY, command=a, key=b)
    other = dataclasses.replace(ENTRY, command=c, key=d)
    assert (hash_of(one) == hash_of(other)) == ((a, b) == (c, d))


def test_the_same_instant_in_another_time_zone_has_the_same_hash() -> None:
    local = dataclasses.replace(ENTRY, at=ENTRY.at.astimezone(timezone(timedelta(hours=8))))
    assert hash_of(local) == hash_of(ENTRY)


def test_the_hash_is_that_of_this_text_for_ever() -> None:
    """A stored chain must verify under every later release."""
    text = (
        '{"actor":{"account":"1","authority":"police","kind":"officer"},"at":"2026-11-24T08:00:00.000005+00:00",'
        '"case_id":"c","command":"Accept","events":"[]","key":"k",'
        f'"previous":"{64 * "0"}","version":1}}'
    )
    assert hash_of(ENTRY) == hashlib.sha256(text.encode()).hexdigest()


def test_json_texts_are_canonical() -> None:
    assert json_text({"b": 1, "a": ["甲", None]}) == '{"a":["甲",null],"b":1}'
