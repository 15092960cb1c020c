"""Of writers that start from the same version exactly one wins; of workers that claim, each gets its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from tests.storage.given import CIPHER, NOW, OFFICER, add, case_row, fold, given_case, task_row
from yijian.core.errors import Text
from yijian.storage import invitations, journal, numbers, queries, vault
from yijian.storage.errors import VersionConflict
from yijian.storage.invitations import MOST_ATTEMPTS, CodeCheck
from yijian.storage.messages import NewMessage, claim_deliveries
from yijian.storage.timers import WantedTimer, claim_due
from yijian.storage.transactions import in_transaction
from yijian.storage.verification import verify_journal

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")
THREADS = 4


def at_once(work: Callable[[int], T], *, threads: int = THREADS) -> list[T]:
    """What `work` gives in each of several threads that start together, each with a connection of its own."""
    start = Barrier(threads)

    def run(number: int) -> T:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


@pytest.mark.parametrize("_", range(5))
def test_exactly_one_of_several_appends_to_one_version_wins(_: int) -> None:
    case_id = given_case()
    loaded = [journal.load(case_id=case_id, key=f"writer {number}") for number in range(THREADS)]

    def write(number: int) -> str:
        def work() -> int:
            return journal.append(
                loaded=loaded[number],
                actor=OFFICER,
                command="Add",
                events=[{"add": number}],
                state={"sum": 1 + number, "events": 2},
                row=case_row(),
                now=NOW,
                tasks=(task_row(str(number)),),
            )

        try:
            return f"won {in_transaction(work, attempts=1)}"
        except VersionConflict:
            return "lost"

    assert Counter(at_once(write)) == {"won 2": 1, "lost": THREADS - 1}
    winner = journal.entries(case_id=case_id)[1].plain_events[0]["add"]
    assert [task.key for task in queries.tasks_of(case_id=case_id)] == [str(winner)]
    assert verify_journal(fold=fold).sound


def test_one_key_sent_several_times_at_once_has_one_effect_and_one_answer() -> None:
    case_id = given_case()
    for round_ in range(5):
        answers = at_once(lambda _: in_transaction(lambda: add(case_id, f"same {round_}")))  # noqa: B023 # at once
        assert answers == [round_ + 2] * THREADS
    report = verify_journal(fold=fold)
    assert (report.entries, report.sound) == (6, True)


def test_a_case_opened_several_times_at_once_is_opened_once() -> None:
    """Each sender allots a case id of its own; the key decides."""
    at_once(lambda number: in_transaction(lambda: add(f"case {number}", "open")))
    opened = journal.load_opened(key="open")
    assert opened is not None
    report = verify_journal(fold=fold)
    assert (report.cases, report.entries, report.sound) == (1, 1, True)


def test_different_commands_at_once_all_count() -> None:
    case_id = given_case()

    def send(number: int) -> None:
        for repeat in range(5):
            in_transaction(lambda: add(case_id, f"{number} {repeat}"), attempts=200)  # noqa: B023 # called at once

    at_once(send)
    assert journal.load(case_id=case_id, key="k").state == {"sum": 21, "events": 21}
    assert verify_journal(fold=fold).sound


def test_no_timer_is_claimed_twice() -> None:
    wanted = tuple(WantedTimer(kind="red", subject=str(n), due=NOW, generation=1) for n in range(60))
    given_case(timers=wanted)

    def claim(_: int) -> list[str]:
        mine: list[str] = []
        while claimed := claim_due(now=NOW, limit=7):
            mine += [timer.subject for timer in claimed]
        return mine

    claimed = [subject for mine in at_once(claim) for subject in mine]
    # a batch that others have locked is stepped over, so a worker may stop early, but nothing is left or doubled
    assert sorted(claimed) == sorted(timer.subject for timer in wanted)


def test_no_delivery_is_claimed_twice() -> None:
    text = Text("好", "Well")
    given_case(
        messages=tuple(NewMessage(subject=text, body=text, address="x@example.org") for _ in range(40))
    )

    def claim(_: int) -> list[str]:
        mine: list[str] = []
        while claimed := claim_deliveries(now=NOW, cipher=CIPHER, limit=7):
            mine += [message.id for message in claimed]
        return mine

    claimed = [name for mine in at_once(claim) for name in mine]
    assert len(claimed) == len(set(claimed)) == 40


def test_a_timer_fired_by_two_workers_has_its_effect_once() -> None:
    """The claim ran out while the first worker was still at it."""
    case_id = given_case(timers=(WantedTimer(kind="red", subject="t", due=NOW, generation=1),))
    (timer,) = claim_due(now=NOW)
    versions = at_once(lambda _: in_transaction(lambda: add(case_id, timer.command_key, timers=())))
    assert versions == [2] * THREADS


def test_guesses_at_once_do_not_get_more_attempts() -> None:
    given_case("c")
    invitations.invite(
        case_id="c", participant="father", token="t", code="1", expires_at=NOW.replace(year=2030), now=NOW
    )
    checks = at_once(
        lambda n: [invitations.check_code(token="t", code=f"wrong {n}", now=NOW) for _ in range(4)]
    )
    counts = Counter(check for one in checks for check in one)
    assert counts[CodeCheck.WRONG] <= MOST_ATTEMPTS
    assert counts[CodeCheck.RIGHT] == 0
    assert invitations.check_code(token="t", code="1", now=NOW) is CodeCheck.VOID


def test_no_number_is_given_twice() -> None:
    day = date(2026, 11, 24)
    given = at_once(lambda _: [numbers.next_case_id(region="430100", day=day) for _ in range(10)])
    flat = sorted(number for mine in given for number in mine)
    assert flat == [f"430100-20261124-{n:06d}" for n in range(1, 10 * THREADS + 1)]


@pytest.mark.parametrize("same_value", [True, False])
def test_of_commands_for_one_version_only_the_values_of_the_winner_stay(same_value: bool) -> None:
    """Values are sealed before the case is locked, so the losers may meet already there."""
    case_id = given_case()

    def write(number: int) -> int:
        key = vault.text_key("said" if same_value else str(number))

        def work() -> int:
            loaded = journal.load(case_id=case_id, key="same")
            if loaded.answered is not None:
                return loaded.answered.version
            vault.put_texts(
                case_id=case_id, version=loaded.version + 1, texts={key: str(number)}, cipher=CIPHER
            )
            return journal.append(
                loaded=loaded,
                actor=OFFICER,
                command="Add",
                events=[{"add": number}],
                state={"sum": 1 + number, "events": 2},
                row=case_row(),
                now=NOW,
            )

        return in_transaction(work)

    assert at_once(write) == [2] * THREADS
    (stored,) = vault.digests_of(case_id=case_id)
    winner = journal.entries(case_id=case_id)[1].plain_events[0]["add"]
    assert vault.text_of(case_id=case_id, key=stored.key, cipher=CIPHER) == str(winner)
