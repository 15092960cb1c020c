"""The head of a day: one hash over what every journal came to on that day, to be signed and kept outside the database.

The chain of a case shows that an entry was changed; it cannot show that a whole chain was written anew, that last
entries were dropped, or that a case is gone. The head can: its leaves name, for each case that moved on that day, the
first and the last version and the hash of the last entry, which covers all before it. A head names the hash of the
head before it, so that no day can be left out either.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from yijian.core.planning.local_time import local_date, start_of_day
from yijian.ports import KeptHead
from yijian.storage.chain import GENESIS, json_text
from yijian.storage.merkle import merkle_root
from yijian.storage.models import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHead:
    """What the journals came to on a day (in China): how many cases moved, and the Merkle root over them.

    `previous`: hash of the head before it, 64 zeros for the first.
    """

    day: date
    cases: int
    root: str
    previous: str = GENESIS

    @property
    def text(self) -> str:
        """What is signed: canonical JSON."""
        return json_text(
            {
                "day": self.day.isoformat(),
                "cases": self.cases,
                "root": self.root,
                "previous": self.previous,
            }
        )


class DayProblem(StrEnum):
    """What is wrong with a day."""

    NOT_GENUINE = "not_genuine"  # the head cannot be read, or its signature is not that of this installation
    HEAD_MISSING = "head_missing"  # the head does not name the one kept before it: one between is gone
    JOURNAL_DIFFERS = "journal_differs"  # the journals do not come to what was signed
    NOT_SIGNED = "not_signed"  # something was written on that day, later days are signed, that day is not


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenDay:
    """One thing that is wrong with a day in China."""

    day: date
    problem: DayProblem


def broken_days(kept: Sequence[KeptHead]) -> tuple[BrokenDay, ...]:
    """What is wrong with the days that were signed, given the heads as they were kept, oldest first."""
    broken, previous = [], GENESIS
    for head in kept:
        if not head.genuine:
            broken.append(BrokenDay(day=head.day, problem=DayProblem.NOT_GENUINE))
        elif json.loads(head.text)["previous"] != previous:
            broken.append(BrokenDay(day=head.day, problem=DayProblem.HEAD_MISSING))
        elif head_of(day=head.day, previous=previous).text != head.text:
            broken.append(BrokenDay(day=head.day, problem=DayProblem.JOURNAL_DIFFERS))
        previous = hash_of_text(head.text)
    if kept:
        signed = {head.day for head in kept}
        broken += [
            BrokenDay(day=day, problem=DayProblem.NOT_SIGNED)
            for day in days_with_entries(after=None, before=kept[-1].day)
            if day not in signed
        ]
    return tuple(sorted(broken, key=lambda one: (one.day, one.problem)))


def hash_of_text(text: str) -> str:
    """The hash under which the next head names this one."""
    return hashlib.sha256(text.encode()).hexdigest()


def head_of(*, day: date, previous: str) -> DayHead:
    """The head of a day as the journals have it now."""
    cases = 0

    def leaves() -> Iterator[str]:
        nonlocal cases
        for leaf in _leaves(day):
            cases += 1
            yield leaf

    root = merkle_root(leaves())
    return DayHead(day=day, cases=cases, root=root, previous=previous)


def days_with_entries(*, after: date | None, before: date) -> tuple[date, ...]:
    """The days in China on which something was written, between two days that do not count themselves."""
    days: list[date] = []
    rows = Journal.objects.filter(at__lt=start_of_day(before)).order_by("at")
    while True:
        since = rows if after is None else rows.filter(at__gte=start_of_day(after + timedelta(days=1)))
        first = since.values_list("at", flat=True).first()
        if first is None:
            return tuple(days)
        after = local_date(first)
        days.append(after)


def _leaves(day: date) -> Iterator[str]:
    rows = (
        Journal.objects.filter(at__gte=start_of_day(day), at__lt=start_of_day(day + timedelta(days=1)))
        .order_by("case_id", "version")
        .values("case_id", "version", "hash")
        .iterator(chunk_size=2000)
    )
    for case_id, group in groupby(rows, key=itemgetter("case_id")):
        entries = list(group)
        yield json_text([case_id, entries[0]["version"], entries[-1]["version"], entries[-1]["hash"]])
