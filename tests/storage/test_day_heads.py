"""A signed head of a day finds what no chain of one case can show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.storage.given import NOW, add, fold
from yijian.core.planning.local_time import local_date
from yijian.ports import KeptHead
from yijian.storage import journal
from yijian.storage.chain import GENESIS, entry_hash
from yijian.storage.day_heads import DayProblem, broken_days, days_with_entries, hash_of_text, head_of
from yijian.storage.models import Case, CaseKey, Journal
from yijian.storage.transactions import in_transaction
from yijian.storage.verification import verify_journal

pytestmark = pytest.mark.django_db

FIRST, SECOND, FOURTH = (local_date(NOW) + timedelta(days=days) for days in (0, 1, 3))


@pytest.fixture
def signed() -> list[KeptHead]:
    """Three cases that moved on three of four days, all signed."""
    for day in (0, 1, 3):
        for case_id in ("a", "b", "c"):
            write(case_id, f"{case_id}:{day}", at=NOW + timedelta(days=day))
    return sign(FIRST, SECOND, FOURTH)


def write(case_id: str, key: str, *, at: datetime) -> None:
    in_transaction(lambda: add(case_id, key, now=at))


def sign(*days: date) -> list[KeptHead]:
    kept, previous = [], GENESIS
    for day in days:
        text = head_of(day=day, previous=previous).text
        kept.append(KeptHead(day=day, text=text, genuine=True))
        previous = hash_of_text(text)
    return kept


def problems(kept: list[KeptHead]) -> set[tuple[date, DayProblem]]:
    return {(one.day, one.problem) for one in broken_days(kept)}


def test_what_was_not_touched_is_sound(signed: list[KeptHead]) -> None:
    assert broken_days(signed) == ()
    assert broken_days([]) == ()


def test_days_are_those_of_china(signed: list[KeptHead]) -> None:
    assert days_with_entries(after=None, before=FOURTH + timedelta(days=1)) == (FIRST, SECOND, FOURTH)
    assert days_with_entries(after=FIRST, before=FOURTH) == (SECOND,)
    late = datetime.fromisoformat("2026-12-31T16:00:00+00:00")  # midnight in China: the new year has begun
    write("a", "late", at=late)
    write("b", "just before", at=late - timedelta(microseconds=1))
    assert days_with_entries(after=FOURTH, before=date(2027, 2, 1)) == (date(2026, 12, 31), date(2027, 1, 1))
    assert days_with_entries(after=date(2026, 12, 31), before=date(2027, 1, 1)) == ()


def test_what_comes_later_changes_no_day_that_is_signed(signed: list[KeptHead]) -> None:
    write("a", "later", at=NOW + timedelta(days=9))
    write("new", "new", at=NOW + timedelta(days=9))
    assert broken_days(signed) == ()


def rewrite(case_id: str, *, version: int, **changes: str) -> None:
    """Write a chain anew from a version on, hashes, state row and all: every chain then verifies."""
    rows = {row.version: row for row in Journal.objects.filter(case_id=case_id)}
    previous = rows[version].previous_hash
    for number in range(version, max(rows) + 1):
        entry = journal.entries(case_id=case_id)[number - 1]
        columns = {"command": entry.command, "events": entry.events, **(changes if number == version else {})}
        made = entry_hash(
            case_id=case_id,
            version=number,
            at=entry.at,
            actor=entry.actor,
            command=columns["command"],
            key=entry.key,
            events=columns["events"],
            previous_hash=previous,
        )
        Journal.objects.filter(case_id=case_id, version=number).update(
            **columns, previous_hash=previous, hash=made
        )
        previous = made
    Case.objects.filter(case_id=case_id).update(head=previous)


def drop_the_last_entry() -> None:
    last = journal.entries(case_id="b")[-1]
    Journal.objects.filter(case_id="b", version=last.version).delete()
    Case.objects.filter(case_id="b").update(
        version=last.version - 1, head=last.previous_hash, state='{"events":2,"sum":2}'
    )


def drop_a_case() -> None:
    Journal.objects.filter(case_id="b").delete()
    CaseKey.objects.filter(case_id="b").delete()
    Case.objects.filter(case_id="b").delete()


def write_a_chain_anew() -> None:
    rewrite("b", version=1, command="Forged")


def swap_two_cases() -> None:
    """What happened to `a` is said to have happened to `b`, and the other way round."""
    commands = {case_id: f"Command of {other}" for case_id, other in (("a", "b"), ("b", "a"))}
    for case_id, command in commands.items():
        rewrite(case_id, version=2, command=command)


@pytest.mark.parametrize(
    ("tamper", "days"),
    [
        (drop_the_last_entry, {FOURTH}),
        (drop_a_case, {FIRST, SECOND, FOURTH}),
        (write_a_chain_anew, {FIRST, SECOND, FOURTH}),
        (swap_two_cases, {SECOND, FOURTH}),
    ],
)
def test_what_chains_alone_do_not_show_is_found_with_its_days(
    signed: list[KeptHead], tamper: Callable[[], Any], days: set[date]
) -> None:
    tamper()
    assert verify_journal(fold=fold).sound, "otherwise this test shows nothing"
    assert problems(signed) == {(day, DayProblem.JOURNAL_DIFFERS) for day in days}


@pytest.mark.parametrize("column", ["command", "events", "previous_hash", "hash"])
def test_an_edited_byte_is_found_by_the_chain_and_where_it_is_the_hash_also_by_the_day(
    signed: list[KeptHead], column: str
) -> None:
    row = Journal.objects.filter(case_id="b", version=2)
    before = str(row.values_list(column, flat=True).get())
    row.update(**{column: before[:-1] + ("0" if before[-1] != "0" else "1")})
    assert not verify_journal().sound
    assert problems(signed) == ({(SECOND, DayProblem.JOURNAL_DIFFERS)} if column == "hash" else set())


def test_an_entry_that_is_dated_back_is_found(signed: list[KeptHead]) -> None:
    write("backdated", "x", at=NOW)
    assert problems(signed) == {(FIRST, DayProblem.JOURNAL_DIFFERS)}
    write("backdated too", "y", at=NOW + timedelta(days=2))
    assert (FOURTH - timedelta(days=1), DayProblem.NOT_SIGNED) in problems(signed)


def test_a_head_that_is_gone_or_not_genuine_is_found(signed: list[KeptHead]) -> None:
    first, second, fourth = signed
    assert problems([first, fourth]) == {
        (FOURTH, DayProblem.HEAD_MISSING),
        (SECOND, DayProblem.NOT_SIGNED),
    }
    assert problems([second, fourth]) >= {(SECOND, DayProblem.HEAD_MISSING)}
    forged = KeptHead(day=SECOND, text="", genuine=False)
    assert (SECOND, DayProblem.NOT_GENUINE) in problems([first, forged, fourth])
