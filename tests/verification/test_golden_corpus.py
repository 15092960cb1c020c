"""Good definitions are clean, and each bad one gets exactly the findings that are written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.verification.golden_corpus import BAD, GOOD, as_text, findings_of_case


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_bad_case_has_the_findings_beside_it(case: Path) -> None:
    findings = findings_of_case(case)
    assert findings
    assert as_text(findings) == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_a_good_case_has_none(case: Path) -> None:
    assert as_text(findings_of_case(case)) == ""
