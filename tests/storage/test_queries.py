"""Lists show what the latest command left, to whom it concerns."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.storage.given import NOW, add, case_row, given_account, given_case, task_row
from yijian.storage import queries
from yijian.storage.case_rows import NoticeRow, OutputRow, keep_tasks
from yijian.storage.errors import NothingStored
from yijian.storage.queries import LightCounts
from yijian.storage.transactions import in_transaction

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_people_see_the_cases_they_apply_for_or_sign() -> None:
    mother, father, other = (given_account(name).id for name in ("mother", "father", "other"))
    given_case("a", row=case_row(applicant=mother))
    given_case("b", row=case_row(applicant=father), now=NOW + HOUR)
    given_case("c", row=case_row(applicant=mother), co_signers=(father,), now=NOW + 2 * HOUR)
    assert [case.case_id for case in queries.cases_of(account=mother)] == ["c", "a"]
    assert [case.case_id for case in queries.cases_of(account=father)] == ["c", "b"]
    assert queries.cases_of(account=other) == ()
    assert [queries.is_party(case_id="c", account=one) for one in (mother, father, other)] == [
        True,
        True,
        False,
    ]


def test_co_signers_follow_the_latest_command_that_names_them() -> None:
    father, other = given_account("father").id, given_account("other").id
    given_case("c", co_signers=(father,))
    in_transaction(lambda: add("c", "unchanged"))
    assert queries.is_party(case_id="c", account=father)
    in_transaction(lambda: add("c", "changed", co_signers=(other,)))
    assert not queries.is_party(case_id="c", account=father)
    assert queries.is_party(case_id="c", account=other)


def test_the_lead_sees_its_own_cases_longest_received_first() -> None:
    given_case("late", row=case_row(status="received", received_at=NOW))
    given_case("early", row=case_row(status="supplemented", received_at=NOW - HOUR))
    given_case("draft", row=case_row(status="draft"))
    given_case("elsewhere", row=case_row(status="received", lead="civil-affairs", received_at=NOW))
    found = queries.cases_led_by(lead="health", statuses=("received", "supplemented"))
    assert [case.case_id for case in found] == ["early", "late"]
    assert queries.counts_by_status(lead="health") == {"draft": 1, "received": 1, "supplemented": 1}
    assert queries.counts_by_status()["received"] == 2


def test_a_case_is_seen_with_number_and_code() -> None:
    given_case("c", row=case_row(number="430100-1"))
    given_case("d", row=case_row(number="430100-2"))
    queries.set_query_code(case_id="c", code="271828")
    found = queries.case_by_query_code(number="430100-1", code=" 271828")
    assert found is not None
    assert found.case_id == "c"
    for number, code in (("430100-1", "000000"), ("430100-2", "271828"), ("430100-2", ""), ("no", "271828")):
        assert queries.case_by_query_code(number=number, code=code) is None


def test_cases_that_are_over_are_not_touched_by_a_new_version() -> None:
    given_case("open")
    given_case("over", row=case_row(final=True))
    given_case("other", row=case_row(one_thing="b" * 64))
    assert [case.case_id for case in queries.cases_under(one_thing="a" * 64)] == ["open"]


def test_an_unknown_case_is_named() -> None:
    with pytest.raises(NothingStored):
        queries.case_summary(case_id="none")


def tasks(*rows: Any, case_id: str = "c") -> None:
    given_case(case_id, row=case_row(number=f"N-{case_id}", received_at=NOW), tasks=rows)


def test_tasks_follow_the_latest_command_that_names_them() -> None:
    tasks(task_row("a"), task_row("b"))
    in_transaction(lambda: add("c", "unchanged"))
    assert queries.tasks_of(case_id="c") == (task_row("a"), task_row("b"))
    changed = task_row("b", status="accepted", due=NOW, external_system="X", external_number="9")
    in_transaction(lambda: add("c", "changed", tasks=(changed, task_row("d"))))
    assert queries.tasks_of(case_id="c") == (changed, task_row("d"))


def test_unchanged_tasks_are_not_written(django_assert_num_queries: Any) -> None:
    tasks(task_row("a"), task_row("b"))
    with django_assert_num_queries(1):
        keep_tasks(case_id="c", tasks=(task_row("a"), task_row("b")))


def test_a_work_list_is_ordered_by_what_is_due() -> None:
    tasks(
        task_row("none"),
        task_row("late", due=NOW + 2 * HOUR, status="accepted"),
        task_row("soon", due=NOW + HOUR),
        task_row("done", open=False),
        task_row("elsewhere", authority="health"),
    )
    found = queries.open_tasks(authority="police")
    assert [one.task.key for one in found] == ["soon", "late", "none"]
    assert (found[0].number, found[0].case_status, found[0].received_at) == ("N-c", "draft", NOW)
    assert [one.task.key for one in queries.open_tasks(authority="police", due_before=NOW + 2 * HOUR)] == [
        "soon"
    ]
    assert [one.task.key for one in queries.open_tasks(authority="police", statuses=["accepted"])] == ["late"]
    assert [one.task.key for one in queries.open_tasks(authority="police", limit=1)] == ["soon"]
    assert queries.counts_by_task_status(authority="police") == {"accepted": 1, "dispatched": 4 - 1}


def test_lights_are_counted_as_of_now() -> None:
    running = {"clock_runs": True}
    tasks(
        task_row("green", due=NOW + 5 * HOUR, amber_from=NOW + HOUR, **running),
        task_row("no date", **running),
        task_row("amber", due=NOW, amber_from=NOW, **running),
        task_row("red", due=NOW - HOUR, amber_from=NOW - 2 * HOUR, **running),
        task_row("red without amber", due=NOW - HOUR, **running),
        task_row("idle", due=NOW - HOUR),
        task_row("closed", due=NOW - HOUR, open=False, **running),
        task_row("elsewhere", due=NOW - HOUR, authority="health", **running),
    )
    assert queries.counts_by_light(now=NOW, authority="police") == LightCounts(
        green=2, amber=1, red=2, idle=1
    )
    assert queries.counts_by_light(now=NOW).red == 3
    assert queries.counts_by_light(now=NOW, authority="none").total == 0


def notice(**changes: Any) -> NoticeRow:
    values: dict[str, Any] = {
        "number": "N-1",
        "kind": "receipt",
        "authority": "health",
        "task": None,
        "issued_at": NOW,
        "due": date(2026, 12, 1),
    }
    return NoticeRow(**(values | changes))


def output(**changes: Any) -> OutputRow:
    values: dict[str, Any] = {
        "task": "police.birth-registration",
        "output": "household-book-page",
        "authority": "police",
        "number": "H-1",
        "issued_at": NOW,
        "document": "d" * 64,
    }
    return OutputRow(**(values | changes))


def test_issued_documents_are_listed_without_their_codes_and_found_by_them() -> None:
    given_case("c", notices=(notice(check_code="n-code"),), outputs=(output(check_code="o-code"),))
    assert queries.notices_of(case_id="c") == (notice(),)
    assert queries.outputs_of(case_id="c") == (output(),)
    found = [queries.document_by_check_code(code=code) for code in ("n-code", "o-code", "none")]
    assert [one and (one.what, one.kind, one.number, one.authority) for one in found] == [
        ("notice", "receipt", "N-1", "health"),
        ("output", "household-book-page", "H-1", "police"),
        None,
    ]


def test_a_delivered_or_revoked_document_keeps_its_code() -> None:
    given_case("c", notices=(notice(check_code="n-code"),), outputs=(output(check_code="o-code"),))
    in_transaction(
        lambda: add("c", "k", notices=(notice(delivered_at=NOW),), outputs=(output(revoked_at=NOW),))
    )
    assert queries.notices_of(case_id="c") == (notice(delivered_at=NOW),)
    found = queries.document_by_check_code(code="o-code")
    assert found is not None
    assert found.revoked_at == NOW
    assert queries.document_by_check_code(code="n-code") is not None
