"""Whatever is changed behind the journal's back is found, with the place."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.given import fold, given_case, undone
from yijian.storage import journal
from yijian.storage.chain import entry_hash
from yijian.storage.models import Case, Journal
from yijian.storage.verification import BrokenEntry, Problem, rebuild_states, verify_journal

pytestmark = pytest.mark.django_db


def problems(**options: Any) -> list[tuple[str, int, str]]:
    return [(one.case_id, one.version, one.problem.value) for one in verify_journal(**options).broken]


def row_of(case_id: str, version: int) -> Any:
    return Journal.objects.filter(case_id=case_id, version=version)


@pytest.fixture
def cases() -> None:
    for name in ("a", "b", "c"):
        given_case(name, commands=4)


@pytest.mark.usefixtures("cases")
def test_what_was_not_touched_is_sound() -> None:
    report = verify_journal(fold=fold)
    assert (report.cases, report.entries, report.broken, report.sound) == (3, 12, (), True)


def test_nothing_stored_is_sound() -> None:
    assert verify_journal() == verify_journal(case_id="none")
    assert verify_journal().cases == 0


@pytest.mark.usefixtures("cases")
def test_one_case_can_be_verified_alone() -> None:
    row_of("b", 2).update(command="Other")
    assert verify_journal(case_id="a").entries == 4
    assert problems(case_id="a") == []
    assert problems(case_id="b") == [("b", 2, "entry_changed")]


_COLUMNS = ("actor_kind", "actor_account", "actor_authority", "command", "idempotency_key", "events", "hash")


@pytest.mark.usefixtures("cases")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    case_id=st.sampled_from("abc"),
    version=st.integers(1, 4),
    column=st.sampled_from(_COLUMNS),
    position=st.integers(0, 200),
    character=st.characters(codec="ascii", categories=("L", "N", "P")),
)
def test_one_edited_character_is_found_where_it_is(
    case_id: str, version: int, column: str, position: int, character: str
) -> None:
    before = row_of(case_id, version).values_list(column, flat=True).get()
    position %= len(before)
    after = before[:position] + character + before[position + 1 :]
    with undone():
        row_of(case_id, version).update(**{column: after})
        found = [one for one in verify_journal().broken if one.case_id == case_id]
        assert bool(found) == (after != before)
        if found:
            assert BrokenEntry(case_id=case_id, version=version, problem=Problem.ENTRY_CHANGED) in found
        assert not problems(case_id="b" if case_id == "a" else "a")


@pytest.mark.usefixtures("cases")
def test_a_moved_date_is_found() -> None:
    entry = row_of("a", 3).get()
    row_of("a", 3).update(at=entry.at.replace(microsecond=0))
    assert problems() == [("a", 3, "entry_changed")]


@pytest.mark.usefixtures("cases")
def test_a_dropped_last_entry_is_found() -> None:
    row_of("a", 4).delete()
    assert problems(fold=fold) == [("a", 4, "entry_missing")]


@pytest.mark.usefixtures("cases")
def test_a_dropped_middle_entry_is_found() -> None:
    row_of("b", 2).delete()
    assert ("b", 2, "entry_missing") in problems()


@pytest.mark.usefixtures("cases")
def test_a_dropped_first_entry_is_found() -> None:
    row_of("b", 1).delete()
    assert ("b", 1, "entry_missing") in problems()


@pytest.mark.usefixtures("cases")
def test_a_whole_dropped_journal_is_found() -> None:
    Journal.objects.filter(case_id="c").delete()
    assert problems() == [("c", 1, "entry_missing")]
    assert verify_journal().cases == 3


@pytest.mark.usefixtures("cases")
def test_a_dropped_middle_entry_is_found_even_if_the_later_ones_move_up() -> None:
    row_of("b", 2).delete()
    row_of("b", 3).update(version=2)
    row_of("b", 4).update(version=3)
    Case.objects.filter(case_id="b").update(version=3)
    assert ("b", 2, "chain_broken") in problems()


@pytest.mark.usefixtures("cases")
def test_an_entry_after_the_last_is_found() -> None:
    Case.objects.filter(case_id="a").update(version=3)
    assert problems() == [("a", 4, "entry_too_many")]


@pytest.mark.usefixtures("cases")
def test_another_head_is_found() -> None:
    Case.objects.filter(case_id="a").update(head="0" * 64)
    assert problems() == [("a", 4, "head_differs")]


@pytest.mark.usefixtures("cases")
def test_a_consistently_rewritten_entry_breaks_the_chain_behind_it() -> None:
    """Whoever knows how the hash is made must rewrite everything up to the head."""
    row = row_of("a", 2).get()
    entry = journal.entries(case_id="a")[1]
    changed = entry_hash(
        case_id="a",
        version=2,
        at=entry.at,
        actor=entry.actor,
        command="Forged",
        key=entry.key,
        events=entry.events,
        previous_hash=entry.previous_hash,
    )
    row_of("a", row.version).update(command="Forged", hash=changed)
    assert problems() == [("a", 3, "chain_broken")]


@pytest.mark.usefixtures("cases")
def test_a_state_that_its_events_do_not_make_is_found_and_rebuilt() -> None:
    Case.objects.filter(case_id="b").update(state='{"sum": 99}')
    assert problems() == []
    assert problems(fold=fold) == [("b", 4, "state_differs")]
    assert rebuild_states(fold=fold) == ("b",)
    assert verify_journal(fold=fold).sound
    assert journal.load(case_id="b", key="k").state == {"sum": 10, "events": 4}


@pytest.mark.usefixtures("cases")
def test_events_that_cannot_be_folded_are_found() -> None:
    def refusing(events: tuple[Any, ...]) -> Any:
        raise ValueError("unknown event")

    assert {problem for _, _, problem in problems(fold=refusing)} == {"state_differs"}


@pytest.mark.usefixtures("cases")
def test_a_repeated_key_is_found() -> None:
    """No way through `append` leads here; so a row is forged with a right hash."""
    last = journal.entries(case_id="a")[3]
    forged = entry_hash(
        case_id="a",
        version=4,
        at=last.at,
        actor=last.actor,
        command=last.command,
        key="a:1",
        events=last.events,
        previous_hash=last.previous_hash,
    )
    row_of("a", 4).update(idempotency_key="a:1", hash=forged)
    Case.objects.filter(case_id="a").update(head=forged)
    assert problems() == [("a", 4, "key_repeated")]


@pytest.mark.usefixtures("cases")
def test_verification_is_a_fixed_number_of_statements(django_assert_num_queries: Any) -> None:
    assert connection.vendor in ("sqlite", "postgresql")
    with django_assert_num_queries(2):
        verify_journal(fold=fold)
