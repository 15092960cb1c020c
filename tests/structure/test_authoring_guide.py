"""The guide for authors tells the truth: its example is loaded, checked, compiled and tested as definitions are."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from yijian.connectors.definitions.kinds import KINDS
from yijian.connectors.definitions.loader import LoadResult, load_package
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Severity
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.marks import Certainty

GUIDE = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
FILE = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.DOTALL)


@pytest.fixture
def example(tmp_path: Path) -> LoadResult:
    """The files of the guide, each under the name that its first line gives."""
    for name, body in FILE.findall(GUIDE):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")
    return load_package(tmp_path)


def test_every_block_of_yaml_is_a_file_of_the_example() -> None:
    assert GUIDE.count("```yaml\n") == len(FILE.findall(GUIDE)) > 10


def test_the_example_is_sound_and_its_claim_is_not_kept(example: LoadResult) -> None:
    found = [*example.findings, *check_package(example.package, example.calendar)]
    assert {finding.code: finding.severity for finding in found} == {
        "CALENDAR_EMPTY": Severity.WARNING,  # the guide writes no calendar
        "CLAIM_NOT_KEPT": Severity.WARNING,
        "CLAIM_NOT_KEPT_FOR_SOME": Severity.WARNING,
        "DEAD_EVIDENCE": Severity.WARNING,  # nobody in the joint channel is under age
    }


def test_the_example_compiles_with_and_without_its_region(example: LoadResult) -> None:
    for region in (None, "999900"):
        compilation = compile_life_event(example.package, "move-in", on=date(2026, 11, 24), region=region)
        assert not compilation.findings
        assert compilation.one_thing is not None


def test_the_authors_tests_of_the_example_pass(example: LoadResult) -> None:
    tests = example.author_tests["move-in"]
    assert len(tests) == 3
    assert not run_author_tests(example.package, "move-in", tests, calendar=example.calendar)


def test_every_folder_every_type_and_every_mark_is_named() -> None:
    assert set(re.findall(r"^\| `([\w-]+)/", GUIDE, re.MULTILINE)) == {kind.folder for kind in KINDS}
    assert set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)) == {mark.value for mark in Certainty}
    types = re.search(r"^Types: (.*)$", GUIDE, re.MULTILINE)
    assert types is not None
    assert set(re.findall(r"`(\w+)`", types[1])) == {kind.value for kind in ConceptType}
