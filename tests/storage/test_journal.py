"""A case moves by one version per command, once per key, and only from where it was read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.given import NOW, OFFICER, add, case_row, fold, given_case, task_row, undone
from yijian.storage import journal, queries
from yijian.storage.errors import ConstraintBroken, NothingStored, VersionConflict
from yijian.storage.models import Journal
from yijian.storage.transactions import in_transaction
from yijian.storage.verification import verify_journal

pytestmark = pytest.mark.django_db


def append(loaded: journal.LoadedCase, **more: Any) -> int:
    values: dict[str, Any] = {
        "loaded": loaded,
        "actor": OFFICER,
        "command": "Add",
        "events": [{"add": 1}],
        "state": {"sum": 1},
        "row": case_row(),
        "now": NOW,
    }
    return journal.append(**(values | more))


def test_what_was_appended_is_loaded() -> None:
    case_id = given_case(commands=3)
    loaded = journal.load(case_id=case_id, key="new")
    assert loaded.version == 3
    assert loaded.state == {"sum": 6, "events": 3}
    assert loaded.answered is None


def test_an_entry_says_who_did_what_when() -> None:
    case_id = given_case()
    (entry,) = journal.entries(case_id=case_id)
    assert (entry.version, entry.command, entry.actor, entry.at) == (1, "Add", OFFICER, NOW)
    assert entry.plain_events == [{"add": 1, "名": "甲"}]


def test_entries_of_a_period_include_its_start_and_not_its_end() -> None:
    case_id = given_case()
    later = NOW.replace(hour=9)
    in_transaction(lambda: add(case_id, "later", now=later))
    assert [entry.version for entry in journal.entries_between(start=NOW, end=later)] == [1]
    assert [entry.version for entry in journal.entries_between(start=later, end=later.replace(hour=10))] == [
        2
    ]


def test_a_case_that_does_not_exist_cannot_be_loaded() -> None:
    with pytest.raises(NothingStored) as refused:
        journal.load(case_id="none", key="k")
    assert refused.value.fields == {"what": "case", "key": "none"}


def test_a_key_is_answered_as_it_was_the_first_time() -> None:
    case_id = given_case(commands=3)
    answered = journal.load(case_id=case_id, key=f"{case_id}:2").answered
    assert answered == journal.Answer(version=2, command="Add", events=({"add": 2, "名": "甲"},))


def test_nothing_is_appended_under_a_key_that_is_answered() -> None:
    case_id = given_case(commands=2)
    loaded = journal.load(case_id=case_id, key=f"{case_id}:1")
    with pytest.raises(ValueError, match="carried out before"):
        append(loaded)


def test_the_same_key_on_another_case_is_another_command() -> None:
    given_case("one")
    given_case("two")
    in_transaction(lambda: add("one", "shared"))
    assert in_transaction(lambda: add("two", "shared")) == 2


def test_only_the_first_of_two_appends_to_one_version_counts() -> None:
    case_id = given_case()
    one = journal.load(case_id=case_id, key="one")
    other = journal.load(case_id=case_id, key="other")
    in_transaction(lambda: append(one))
    with pytest.raises(VersionConflict) as refused:
        in_transaction(lambda: append(other, tasks=(task_row(),)))
    assert refused.value.retryable
    assert queries.tasks_of(case_id=case_id) == ()
    assert [entry.key for entry in journal.entries(case_id=case_id)] == [f"{case_id}:1", "one"]


def test_a_case_is_opened_once_per_key() -> None:
    given_case("first")
    with pytest.raises(VersionConflict):
        in_transaction(lambda: append(journal.unopened(case_id="second", key="first:1")))
    opened = journal.load_opened(key="first:1")
    assert opened is not None
    assert (opened.case_id, opened.answered and opened.answered.version) == ("first", 1)
    assert journal.load_opened(key="other") is None


def test_a_case_id_is_opened_once() -> None:
    given_case("first")
    with pytest.raises(VersionConflict):
        in_transaction(lambda: append(journal.unopened(case_id="first", key="other")))


def test_a_number_belongs_to_one_case() -> None:
    given_case("one", row=case_row(number="430100-1"))
    with pytest.raises(ConstraintBroken):
        given_case("two", row=case_row(number="430100-1"))


@pytest.mark.django_db(transaction=True)
def test_append_needs_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        append(journal.unopened(case_id="c", key="k"))


def test_the_row_follows_the_state() -> None:
    case_id = given_case(commands=2, row=case_row(status="received", number="N-1", received_at=NOW, due=NOW))
    summary = queries.case_summary(case_id=case_id)
    assert (summary.version, summary.status, summary.number) == (2, "received", "N-1")
    assert (summary.received_at, summary.due, summary.started_at) == (NOW, NOW, NOW)


def test_state_and_journal_are_one_statement_on_postgresql_and_two_on_sqlite(
    django_assert_num_queries: Any,
) -> None:
    case_id = given_case()
    loaded = journal.load(case_id=case_id, key="k")
    with transaction.atomic(), django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        append(loaded)


def test_a_state_can_be_replaced_only_at_the_version_it_was_folded_from() -> None:
    case_id = given_case(commands=2)
    journal.replace_state(case_id=case_id, version=2, state={"sum": 5})
    assert journal.load(case_id=case_id, key="k").state == {"sum": 5}
    with pytest.raises(VersionConflict):
        journal.replace_state(case_id=case_id, version=1, state={})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from("123456"), st.booleans()), min_size=1, max_size=12
    )
)
def test_any_mix_of_fresh_repeated_and_stale_commands_leaves_sound_chains(
    commands: list[tuple[str, str, bool]],
) -> None:
    """Stale: decided on what was read before another command came in between."""
    with undone():
        answers: dict[tuple[str, str], int] = {}
        for case_id, key, stale in commands:
            name = f"{case_id}{key}"
            if stale and (case_id, key) not in answers and any(case == case_id for case, _ in answers):
                loaded = journal.load(case_id=case_id, key=name)
                between = f"between {len(answers)}"
                answers[case_id, between] = in_transaction(lambda: add(case_id, between))  # noqa: B023 # at once
                with pytest.raises(VersionConflict):
                    in_transaction(lambda: append(loaded))  # noqa: B023 # called at once
            version = in_transaction(lambda: add(case_id, name))  # noqa: B023 # called at once
            assert answers.setdefault((case_id, key), version) == version
        report = verify_journal(fold=fold)
        assert report.sound
        assert report.entries == len(answers) == Journal.objects.count()
