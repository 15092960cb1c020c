"""T14: many commands with one commit; one that cannot be carried out is left out, and the others are durable."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import connection

from tests.durability.invariants import assert_invariants
from tests.storage.given import add, given_case, task_row
from yijian.core.errors import CommandRefused, Text
from yijian.storage import journal, transactions
from yijian.storage.errors import ConstraintBroken, StorageBusy, StorageUnavailable, VersionConflict
from yijian.storage.transactions import in_one_commit

pytestmark = pytest.mark.django_db(transaction=True)

BATCH = 128


class Refused(CommandRefused):
    """A command that its case does not allow."""

    code = "REFUSED"
    template = Text("不行", "No")


def adding(case_id: str, key: str) -> Callable[[], object]:
    return lambda: add(case_id, key, tasks=(task_row(key),))


def poisoned(case_id: str, key: str, kind: int) -> Callable[[], object]:
    """Writes like the others, and then cannot go on."""

    def work() -> None:
        add(case_id, key)
        if kind == 0:
            raise Refused
        if kind == 1:
            raise KeyError("a defect")
        add(case_id, f"{key} again", tasks=(task_row("x" * 500, authority="y" * 500),))
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO storage_case (case_id) VALUES (NULL)")

    return work


@pytest.mark.parametrize("share", [0.01, 0.1])
def test_poison_in_a_batch_stops_nobody_else(share: float) -> None:
    chance = random.Random(share)
    poison = set(chance.sample(range(BATCH), max(1, int(share * BATCH))))
    for number in range(BATCH):
        given_case(f"case-{number:03d}")
    works = [
        poisoned(f"case-{number:03d}", f"k{number}", number % 3)
        if number in poison
        else adding(f"case-{number:03d}", f"k{number}")
        for number in range(BATCH)
    ]
    outcomes = in_one_commit(works)
    assert {number for number, outcome in enumerate(outcomes) if outcome is not None} == poison
    kinds = (Refused, KeyError, ConstraintBroken)
    assert all(isinstance(outcomes[number], kinds[number % 3]) for number in poison)
    for number in range(BATCH):
        keys = [entry.key for entry in journal.entries(case_id=f"case-{number:03d}")]
        assert (f"k{number}" in keys) == (number not in poison)
    assert_invariants(told={(f"case-{n:03d}", f"k{n}"): 2 for n in range(BATCH) if n not in poison})


def test_there_is_one_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    commits: list[int] = []
    commit = connection.commit

    def counted() -> None:
        commits.append(1)
        commit()

    monkeypatch.setattr(connection, "commit", counted)
    in_one_commit([adding(f"case-{number}", f"k{number}") for number in range(20)])
    assert len(commits) == 1


def test_a_conflict_is_settled_by_itself_afterwards() -> None:
    given_case("case")
    runs: list[int] = []

    def work() -> None:
        runs.append(len(runs))
        if len(runs) == 1:
            raise VersionConflict(case_id="case", expected=1)
        add("case", "k")

    assert in_one_commit([work, adding("other", "another")]) == [None, None]
    assert len(journal.entries(case_id="case")) == 2


@pytest.mark.parametrize("error", [StorageUnavailable(reason="r"), StorageBusy(reason="r")])
@pytest.mark.parametrize("at", ["transaction.before_commit", "transaction.after_commit"])
def test_where_the_common_commit_fails_each_is_carried_out_by_itself(
    error: Exception, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it did not fail and only seemed to: the keys tell."""
    fail = [at]

    def crash_point(name: str) -> None:
        if name == at and not connection.savepoint_ids and fail:
            fail.pop()
            raise error

    monkeypatch.setattr(transactions, "crash_point", crash_point)
    assert in_one_commit([adding(f"case-{number}", f"k{number}") for number in range(5)]) == [None] * 5
    assert not fail
    assert_invariants(told={(f"case-{number}", f"k{number}"): 1 for number in range(5)})


def test_one_alone_and_none() -> None:
    assert in_one_commit([]) == []
    assert in_one_commit([adding("case", "k")]) == [None]
    assert len(journal.entries(case_id="case")) == 1
