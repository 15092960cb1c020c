"""The tests that authors write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.compiler.newborn_facts import FAMILY
from tests.compiler.small_packages import TODAY, words
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.vocabulary.author_test import AuthorTest, Expectation


def test_the_shipped_tests_hold(definitions: LoadResult) -> None:
    """What the authors of newborn expect is what the compiler finds."""
    tests = definitions.author_tests["newborn"]
    assert len(tests) >= 8
    assert run_author_tests(definitions.package, "newborn", tests, calendar=definitions.calendar) == ()


@pytest.mark.parametrize(
    ("expect", "what"),
    [
        (Expectation(services=("insurance.maternity-benefit",)), "services should be"),
        (Expectation(not_services=("police.birth-registration",)), "not_services"),
        (Expectation(papers_applicant=("photograph",)), "papers_applicant"),
        (Expectation(papers_register=()), "papers_register"),
        (Expectation(questions_not_asked=("child.count",)), "questions_not_asked"),
        (Expectation(questions_asked=("mother.ethnicity",)), "questions_asked should be"),
        (Expectation(inspections=1), "inspections should be 1 but is 0"),
        (Expectation(criteria_hold=("police.birth-registration/none",)), "criteria_hold should be"),
        (Expectation(criteria_fail=("police.birth-registration/none",)), "criteria_fail should be"),
        (Expectation(promised_days=5), "promised_days should be 5 but is 45"),
        (Expectation(promised_days=None), "promised_days should be null but is 45"),
        (Expectation(admitted=True), "admitted should be true but is null"),
    ],
)
def test_each_expectation_can_fail(definitions: LoadResult, expect: Expectation, what: str) -> None:
    """A finding says which test, what was expected and what came out."""
    test = AuthorTest(
        name=words("case"),
        date=TODAY.isoformat(),
        region="430100",
        facts={path: value for path, value in FAMILY.items() if path != "child.count"},
        expect=expect,
    )
    (finding,) = run_author_tests(definitions.package, "newborn", [test], calendar=definitions.calendar)
    assert finding.code == "AUTHOR_TEST_FAILED"
    assert "case" in finding.message.en
    assert what in finding.message.en


def test_facts_that_cannot_be_read_fail_the_test(definitions: LoadResult) -> None:
    """A misspelt fact is not silently unknown."""
    first = definitions.author_tests["newborn"][0]
    broken = replace(first, facts={"mother.etnicity": "01"})
    (finding,) = run_author_tests(definitions.package, "newborn", [broken], calendar=definitions.calendar)
    assert "mother.etnicity" in finding.message.en
