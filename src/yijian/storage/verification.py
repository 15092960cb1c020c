"""Is what is stored what was stored? Every chain is computed anew and held against the state rows.

Found are: an entry whose bytes were changed, one that was taken out of the middle or dropped from the end, a journal
or a state row without the other, a repeated idempotency key, and with `fold` a state that is not the fold of its
events. Not found is a whole chain written anew together with its state row: that is what `day_heads` is for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, TextField, Value, When

from yijian.storage.chain import GENESIS, ActedBy, JournalEntry, hash_of, json_text
from yijian.storage.journal import replace_state
from yijian.storage.models import Case, Journal

Fold = Callable[[tuple[Any, ...]], Any]
"""From all events of a case (JSON values, oldest first) to its state (JSON values). ValueError where they do not fit."""


class Problem(StrEnum):
    """What is wrong at one place of a journal."""

    ENTRY_CHANGED = "entry_changed"  # the entry does not have the hash that its content gives
    CHAIN_BROKEN = "chain_broken"  # it does not name the hash of the entry before it
    ENTRY_MISSING = "entry_missing"  # versions do not go 1, 2, 3 …, or end before that of the case
    ENTRY_TOO_MANY = "entry_too_many"  # versions go beyond that of the case
    HEAD_DIFFERS = "head_differs"  # the case does not name the hash of its last entry
    KEY_REPEATED = "key_repeated"  # one idempotency key, two commands
    STATE_DIFFERS = "state_differs"  # the state is not the fold of the events


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenEntry:
    """One thing that is wrong: in which case, at which version."""

    case_id: str
    version: int
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalReport:
    """What was looked at and what is wrong, by case and version."""

    cases: int
    entries: int
    broken: tuple[BrokenEntry, ...]

    @property
    def sound(self) -> bool:
        """Nothing is wrong."""
        return not self.broken


def verify_journal(*, fold: Fold | None = None, case_id: str | None = None) -> JournalReport:
    """Verify all journals, or that of one case; safe while others write. With `fold` the states too."""
    cases, entries, broken = 0, 0, list(_cases_without_journal(case_id))
    cases += len(broken)
    for _, group in groupby(_rows(case_id), key=itemgetter("case_id")):
        rows = list(group)
        cases += 1
        entries += len(rows)
        broken += _broken_in(rows, fold)
    return JournalReport(
        cases=cases,
        entries=entries,
        broken=tuple(sorted(broken, key=lambda one: (one.case_id, one.version, one.problem))),
    )


def rebuild_states(*, fold: Fold) -> tuple[str, ...]:
    """Fold every journal anew and store the states that differ; the ids of these cases.

    Verify first: a broken journal makes a broken state. Raises VersionConflict where somebody writes meanwhile.
    """
    differing = [one for one in verify_journal(fold=fold).broken if one.problem is Problem.STATE_DIFFERS]
    for one in differing:
        rows = list(_rows(one.case_id))
        replace_state(case_id=one.case_id, version=one.version, state=fold(_events_of(rows)))
    return tuple(one.case_id for one in differing)


def _rows(case_id: str | None) -> Iterator[Mapping[str, Any]]:
    """Journal rows by case and version, each with version and head of its case, the last one also with its state.

    One statement is one snapshot: a command that is carried out meanwhile is either wholly in it or not at all.
    """
    rows = Journal.objects.all() if case_id is None else Journal.objects.filter(case_id=case_id)
    last_with_state = Choice(
        When(version=F("case__version"), then=F("case__state")),
        default=Value(None),
        output_field=TextField(null=True),
    )
    return (
        rows.annotate(case_version=F("case__version"), case_head=F("case__head"), case_state=last_with_state)
        .order_by("case_id", "version")
        .values()
        .iterator(chunk_size=2000)
    )


def _cases_without_journal(case_id: str | None) -> Iterator[BrokenEntry]:
    rows = Case.objects.exclude(Exists(Journal.objects.filter(case_id=OuterRef("case_id"))))
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    for name in rows.order_by("case_id").values_list("case_id", flat=True):
        yield BrokenEntry(case_id=name, version=1, problem=Problem.ENTRY_MISSING)


def _broken_in(rows: list[Mapping[str, Any]], fold: Fold | None) -> Iterator[BrokenEntry]:
    """All that is wrong with one case."""
    case_id, last = rows[0]["case_id"], rows[-1]

    def broken(version: int, problem: Problem) -> BrokenEntry:
        return BrokenEntry(case_id=case_id, version=version, problem=problem)

    expected, previous, keys = 1, GENESIS, set()
    for row in rows:
        entry = _entry_of(row)
        if entry.version != expected:
            yield broken(expected, Problem.ENTRY_MISSING)
        elif entry.previous_hash != previous:
            yield broken(entry.version, Problem.CHAIN_BROKEN)
        if hash_of(entry) != entry.hash:
            yield broken(entry.version, Problem.ENTRY_CHANGED)
        if entry.key in keys:
            yield broken(entry.version, Problem.KEY_REPEATED)
        keys.add(entry.key)
        expected, previous = entry.version + 1, entry.hash
    if last["version"] < last["case_version"]:
        yield broken(last["version"] + 1, Problem.ENTRY_MISSING)
    elif last["version"] > last["case_version"]:
        yield broken(last["version"], Problem.ENTRY_TOO_MANY)
    elif last["hash"] != last["case_head"]:
        yield broken(last["version"], Problem.HEAD_DIFFERS)
    if fold is not None and last["case_state"] is not None and not _is_fold(rows, last["case_state"], fold):
        yield broken(last["version"], Problem.STATE_DIFFERS)


def _is_fold(rows: list[Mapping[str, Any]], state: str, fold: Fold) -> bool:
    try:
        return json_text(fold(_events_of(rows))) == state
    except ValueError:  # of JSON, or of events that cannot be folded
        return False


def _events_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(event for row in rows for event in json.loads(row["events"]))


def _entry_of(row: Mapping[str, Any]) -> JournalEntry:
    return JournalEntry(
        case_id=row["case_id"],
        version=row["version"],
        at=row["at"],
        actor=ActedBy(kind=row["actor_kind"], account=row["actor_account"], authority=row["actor_authority"]),
        command=row["command"],
        key=row["idempotency_key"],
        events=row["events"],
        previous_hash=row["previous_hash"],
        hash=row["hash"],
    )
