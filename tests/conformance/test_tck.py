"""The whole Technology Compatibility Kit that lies beside the repository, against what `docs/conformance.md` says."""

from __future__ import annotations

import time
from functools import cache

from tests.conformance.beside import require
from tests.conformance.kit import KIT, listed_as_failing, outcomes, table_of, table_on_page
from yijian.channels.cli.tck import Outcome

CASES = 2_776
MOST_SECONDS = 60
JAVA = "0076-feel-external-java/"


@cache
def results() -> tuple[tuple[Outcome, ...], float]:
    """The outcomes, and how long they took."""
    require(KIT, without=f"{CASES} conformance tests were NOT run")
    begun = time.process_time()
    found = outcomes()
    return found, time.process_time() - begun


def test_every_case_passes_but_those_that_the_document_lists_with_a_reason() -> None:
    found, _ = results()
    failed = {outcome.id: outcome for outcome in found if not outcome.passed}
    listed = listed_as_failing()
    unexpected = [failed[identity] for identity in sorted(failed.keys() - listed)]
    assert not unexpected, "\n".join(map(str, unexpected[:20]))
    assert not listed - failed.keys(), "these pass now: take them off the list"


def test_only_cases_that_need_a_java_runtime_are_listed_as_failing() -> None:
    assert all(identity.startswith(JAVA) for identity in listed_as_failing())


def test_the_document_gives_the_results_of_each_folder() -> None:
    found, _ = results()
    assert table_on_page() == table_of(found), "write it anew: python -m tests.conformance.kit"


def test_no_case_is_lost_and_none_counts_twice() -> None:
    found, _ = results()
    assert len({outcome.id for outcome in found}) == len(found) >= CASES


def test_the_whole_kit_takes_less_than_a_minute() -> None:
    _, seconds = results()
    assert seconds < MOST_SECONDS
