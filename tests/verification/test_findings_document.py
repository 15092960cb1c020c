"""`docs/findings.md` and the code name the same findings, and nearly every one has an example in the corpus."""

from __future__ import annotations

import re
from pathlib import Path

from tests.verification.golden_corpus import BAD

ROOT = Path(__file__).parents[2]
SOURCES = ("core/verification", "core/compiler", "connectors/definitions")
CODE = re.compile(r'"([A-Z]+(?:_[A-Z]+)+|CYCLE)"')
NOT_A_FINDING = {"FACT_REFUSED"}  # an error class: docs/errors.md

NEEDS_MORE_THAN_A_FOLDER = {
    "CALENDAR_CONTRADICTION",
    "CALENDAR_EMPTY",
    "DEFINITIONS_EMPTY",
    "FILE_UNREADABLE",
    "YAML_TOO_LARGE",
}
"""Tested with the loader and the checks themselves."""


def codes_in(folder: str) -> set[str]:
    files = (ROOT / "src" / "yijian" / folder).rglob("*.py")
    return {code for path in files for code in CODE.findall(path.read_text(encoding="utf-8"))} - NOT_A_FINDING


def test_every_finding_is_documented_and_nothing_else() -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    documented = [code for row in rows for code in re.findall(r"`([A-Z_]+)`", row)]
    assert len(documented) == len(set(documented))
    assert set(documented) == set().union(*map(codes_in, SOURCES))


def test_every_finding_about_definitions_has_an_example() -> None:
    shown = {
        code
        for case in BAD
        for code in re.findall(
            r"^(?:error|warning) ([A-Z_]+)$", (case / "expected.txt").read_text("utf-8"), re.MULTILINE
        )
    }
    found_here = codes_in("core/verification") | codes_in("connectors/definitions")
    assert found_here - shown == NEEDS_MORE_THAN_A_FOLDER
