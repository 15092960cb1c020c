"""The guide for authors tells the truth: its example is loaded, checked, compiled and tested as definitions are."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from yijian.connectors.definitions.kinds import KINDS
from yijian.connectors.definitions.loader import LoadResult, load_package
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.compiler.facts import read_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Severity
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.plan import FieldSource

ON = date(2026, 11, 24)
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


@pytest.mark.parametrize(
    ("life_event", "region"), [("move-in", None), ("move-in", "999900"), ("open-workshop", None)]
)
def test_the_examples_compile_with_and_without_a_region(
    example: LoadResult, life_event: str, region: str | None
) -> None:
    compilation = compile_life_event(example.package, life_event, on=ON, region=region)
    assert not compilation.findings
    assert compilation.one_thing is not None


@pytest.mark.parametrize("life_event", ["move-in", "open-workshop"])
def test_the_authors_tests_of_the_examples_pass(example: LoadResult, life_event: str) -> None:
    tests = example.author_tests[life_event]
    assert len(tests) == 3
    assert not run_author_tests(example.package, life_event, tests, calendar=example.calendar)


def test_what_the_guide_says_of_the_workshop_is_so(example: LoadResult) -> None:
    """A number that is born is not asked, each worker has a task that waits for their own note, a notice stops the clock, the
    way of least work is taken, both who sign are there."""
    thing = compile_life_event(example.package, "open-workshop", on=ON, region=None).one_thing
    assert thing is not None
    assert [name for name, one in thing.life_event.participants.items() if one.signs] == [
        "manager",
        "partner",
    ]
    told = {"worker.count": 3, "wants:bank.workshop-account": True}
    plan = specialise(thing, read_facts(thing, told), today=ON, calendar=example.calendar)
    after = {task.key: set(task.after) for task in plan.tasks}
    for worker in (1, 2, 3):
        assert after[f"market.worker-card[{worker}]"] == {f"community.residence-note[{worker}]"}
    assert after["bank.workshop-account"] == {"market.workshop-registration"}
    number = next(field for field in plan.fields if field.fact == "workshop.number")
    assert number.source is FieldSource.OUTPUT
    brought = {
        paper.type for paper in plan.evidence.papers if paper.certain and paper.way is PaperWay.APPLICANT
    }
    assert brought == {"workshop-lease"}
    stopped = specialise(thing, {}, today=ON, calendar=example.calendar).schedule
    assert stopped.typical_days is not None
    assert stopped.promised_days is not None
    assert stopped.typical_days > stopped.promised_days


def test_every_folder_every_type_and_every_mark_is_named() -> None:
    assert set(re.findall(r"^\| `([\w-]+)/", GUIDE, re.MULTILINE)) == {kind.folder for kind in KINDS}
    assert set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)) == {mark.value for mark in Certainty}
    types = re.search(r"^Types: (.*)$", GUIDE, re.MULTILINE)
    assert types is not None
    assert set(re.findall(r"`(\w+)`", types[1])) == {kind.value for kind in ConceptType}
