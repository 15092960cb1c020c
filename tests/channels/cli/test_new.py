"""`yijian new`: drafts that teach, pass the check with nothing but what is missing, and never overwrite."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.channels.cli.test_commands import DEFINITIONS
from yijian.connectors.definitions import load_package
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Severity
from yijian.site.main import main

ON = date(2026, 11, 24)
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
MISSING = {
    "BASIS_NOT_FOUND",
    "LIMIT_NOT_FOUND",
    "VISITS_NOT_FOUND",
    "OUTPUT_NOT_FOUND",
    "MARK_MISSING",
}
"""What a draft may have findings about: that somebody must look it up."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped dictionary, authorities, papers and registers, without any service or life event."""
    for name in ("concepts", "code-lists", "calendars", "authorities", "registers", "evidence", "sources"):
        shutil.copytree(DEFINITIONS / name, tmp_path / name)
    return tmp_path


def new(folder: Path, *argv: str) -> int:
    return main(["new", *argv, "--definitions", str(folder)])


def codes(folder: Path) -> dict[str, Severity]:
    loaded = load_package(folder)
    found = [*loaded.findings, *check_package(loaded.package, loaded.calendar)]
    return {finding.code: finding.severity for finding in found}


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_drafts_of_services_and_a_life_event_pass_the_check(folder: Path, language: str) -> None:
    """Of one nothing is known, of the other what the guide says; they are grouped, in a region too."""
    lang = ("--lang", language)
    assert new(folder, "service", "civil-affairs.burial-subsidy", *lang) == 0
    guide = ("--source", "GUIDE", "--zh", "注销户口", "--en", "Taking a name off the register")
    known = ("--days", "1", "--law-days", "5", "--visits", "1", "--fee", "0", "--kind", "confirmation")
    papers = ("--paper", "death-certificate", "--paper", "kinship-proof")
    roles = ("--role", "deceased:person", "--role", "relative:person")
    assert new(folder, "service", "police.deregistration", *guide, *known, *papers, *roles, *lang) == 0
    services = ("--service", "police.deregistration", "--service", "civil-affairs.burial-subsidy")
    assert new(folder, "life-event", "after-death", *services, "--region", "430100", *lang) == 0
    found = codes(folder)
    assert set(found) <= MISSING, found
    package = load_package(folder).package
    service = package.services["police.deregistration"]
    assert service.time_limits.promised is not None
    assert service.time_limits.statutory is not None
    assert (service.time_limits.promised.amount, service.time_limits.statutory.amount) == (1, 5)
    assert (service.presence.visits, service.fees[0].fen) == (1, 0)
    assert [one.id for one in service.evidence] == ["death-certificate", "kinship-proof"]
    assert "kinship-proof" in package.evidence  # it was not defined: a draft of it is written too
    assert "GUIDE" in package.sources
    assert set(package.life_events["after-death"].participants) == {"deceased", "relative", "applicant"}
    for region in (None, "430100"):
        compilation = compile_life_event(package, "after-death", on=ON, region=region)
        assert compilation.one_thing is not None


def test_what_is_recalled_is_marked_so(folder: Path) -> None:
    """Everything that the options say has the same mark; then nothing is missing but what nobody said."""
    assert (
        new(folder, "service", "police.deregistration", "--certainty", "recalled", "--paper", "kinship-proof")
        == 0
    )
    service = load_package(folder).package.services["police.deregistration"]
    marked = (service, service.evidence[0], service.outputs[0])
    assert {one.certainty.value for one in marked} == {"recalled"}
    assert "MARK_MISSING" not in codes(folder)


def test_who_applies(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roles = ("--role", "deceased:person", "--role", "relative:person")
    assert new(folder, "service", "police.deregistration", *roles) == 0
    event = ("life-event", "after-death", "--service", "police.deregistration")
    assert new(folder, *event, "--applicant", "nobody") == 2
    assert "deceased, relative" in capsys.readouterr().err
    assert new(folder, *event, "--applicant", "relative") == 0
    written = load_package(folder).package.life_events["after-death"]
    assert written.applicant == "relative"
    assert [name for name, one in written.participants.items() if one.signs] == ["relative"]


def test_nothing_is_ever_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a file of the draft, and none of those that would come with it."""
    assert new(folder, "service", "police.deregistration") == 0
    before = contents(folder)
    assert new(folder, "service", "police.deregistration", "--paper", "another-paper") == 2
    assert "nothing is overwritten" in capsys.readouterr().err
    (folder / "tests").mkdir()
    (folder / "tests/after-death.yaml").write_text("[]\n", "utf-8")
    before = contents(folder)
    assert new(folder, "life-event", "after-death", "--service", "police.deregistration") == 2
    assert contents(folder) == before


def test_every_file_names_a_schema_that_is_there(folder: Path) -> None:
    """Relative to the file, so that any editor with a YAML language server completes it at once."""
    assert new(folder, "service", "somebody.something", "--paper", "a-paper", "--source", "GUIDE") == 0
    assert new(folder, "life-event", "it", "--service", "somebody.something", "--region", "430100") == 0
    written = [path for path in folder.rglob("*.yaml") if MODELINE.match(path.read_text("utf-8"))]
    assert {path.relative_to(folder).parts[0] for path in written} == {
        "authorities", "evidence", "life-events", "regions", "services", "sources", "tests",
    }  # fmt: skip
    for path in written:
        found = MODELINE.match(path.read_text("utf-8"))
        assert found is not None
        schema = json.loads((path.parent / found[1]).read_text("utf-8"))
        assert schema["$schema"].startswith("https://json-schema.org/")


def test_a_draft_in_english_has_comments_in_english(folder: Path) -> None:
    assert new(folder, "service", "police.deregistration", "--lang", "en") == 0
    text = (folder / "services/police/deregistration.yaml").read_text("utf-8")
    comments = [line.partition("#")[2] for line in text.splitlines() if line.startswith("#")]
    assert not [line for line in comments if re.search(r"[\u3400-\u9fff]", line) and "{zh:" not in line]


@pytest.mark.parametrize(
    "argv",
    [
        ("service", "deregistration"),
        ("service", "Police.deregistration"),
        ("service", "police.deregistration", "--role", "deceased"),
        ("service", "police.deregistration", "--role", "deceased:persom"),
        ("life-event", "after-death"),
        ("life-event", "after-death", "--service", "police.nothing"),
        ("service", "police.deregistration", "--certainty", "published"),
        ("life-event", "After", "--service", "police.nothing"),
    ],
)
def test_wrong_usage(folder: Path, argv: tuple[str, ...]) -> None:
    before = contents(folder)
    assert new(folder, *argv) == 2
    assert contents(folder) == before


def test_the_nearest_name_is_suggested(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(folder, "service", "police.deregistration", "--role", "deceased:persom") == 2
    assert "is “person” meant?" in capsys.readouterr().err
