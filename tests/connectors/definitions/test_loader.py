"""A folder becomes one package; whatever is wrong becomes findings, and never an exception."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verification.golden_corpus import BASE, findings_of
from yijian.connectors.definitions import load_package
from yijian.connectors.definitions.yaml_reader import read_yaml
from yijian.core.verification.checks import check_package
from yijian.core.vocabulary.canonical import from_plain, to_plain
from yijian.core.vocabulary.package import DefinitionPackage

DEFINITIONS = Path(__file__).parents[3] / "definitions"
SERVICE = "services/office/first.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "definitions"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    loaded = load_package(tmp_path)
    assert [finding.code for finding in loaded.findings] == ["DEFINITIONS_EMPTY"]


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    loaded = load_package(tmp_path / "nowhere")
    assert [finding.code for finding in loaded.findings] == ["DEFINITIONS_EMPTY"]


def test_no_calendar_is_a_warning(folder: Path) -> None:
    loaded = load_package(folder)
    codes = [finding.code for finding in check_package(loaded.package, loaded.calendar)]
    assert codes == ["CALENDAR_EMPTY"]


def test_the_shipped_calendar_is_loaded() -> None:
    calendar = load_package(DEFINITIONS).calendar
    assert {2025, 2026} <= {year.year for year in calendar.years}


def test_years_that_contradict_each_other_are_found(folder: Path) -> None:
    (folder / "calendars").mkdir()
    for year, days in (
        (2026, "holidays: [{name: {zh: 示例, en: Example}, first: 2026-12-26, last: 2026-12-27}]"),
        (2027, "holidays: []"),
    ):
        worked = "[2026-12-26]" if year == 2027 else "[]"
        text = f"year: {year}\ncertainty: recalled\nnotices: []\n{days}\nworking_weekend_days: {worked}\n"
        (folder / "calendars" / f"{year}.yaml").write_text(text, "utf-8")
    loaded = load_package(folder)
    assert [finding.code for finding in loaded.findings] == ["CALENDAR_CONTRADICTION"]
    assert not loaded.calendar.years


def test_a_file_that_cannot_be_opened_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    loaded = load_package(folder)
    assert {finding.code for finding in loaded.findings} == {"FILE_UNREADABLE", "DEFINITIONS_EMPTY"}


def test_all_mistakes_of_all_files_are_reported_at_once(folder: Path) -> None:
    change(folder, SERVICE, "kind: licence", "kind: license\nfee: 3")
    change(folder, SERVICE, "{visits: 1,", "{visits: many,")
    change(folder, "evidence/card.yaml", "maker: government\n", "")
    change(folder, "authorities/office.yaml", "id: office", "id: office\nid: again")
    found = {(finding.code, finding.places[0].file) for finding in load_package(folder).findings}
    assert found == {
        ("UNKNOWN_WORD", SERVICE),
        ("UNKNOWN_KEY", SERVICE),
        ("WRONG_TYPE", SERVICE),
        ("MISSING_KEY", "evidence/card.yaml"),
        ("YAML_DUPLICATE_KEY", "authorities/office.yaml"),
    }


def test_whoever_names_a_file_that_cannot_be_read_is_not_blamed(folder: Path) -> None:
    (folder / "authorities" / "office.yaml").write_text("id: [\n", "utf-8")
    assert {finding.code for finding in findings_of(folder)} == {"YAML_SYNTAX"}


def test_the_version_is_that_of_the_content(folder: Path) -> None:
    before = load_package(folder).package.version
    change(folder, SERVICE, "kind: licence", "# a comment moves every line\n\nkind: 'licence'")
    assert load_package(folder).package.version == before
    change(folder, SERVICE, "amount: 5", "amount: 4")
    assert load_package(folder).package.version != before


def test_the_version_does_not_depend_on_the_folder(folder: Path) -> None:
    assert load_package(folder).package.version == load_package(BASE).package.version


def test_a_package_goes_through_canonical_json_and_back() -> None:
    package = load_package(DEFINITIONS).package
    assert from_plain(DefinitionPackage, to_plain(package)) == package


def test_a_concept_carries_the_codes_of_its_list() -> None:
    colour = load_package(BASE).package.entities["person"].concepts["colour"]
    assert [code.code for code in colour.codes] == ["01", "02", "03"]


def test_places_lead_to_the_line(folder: Path) -> None:
    package = load_package(folder).package
    place = package.place_of("services/office.first", "evidence/0/when")
    lines = (folder / place.file).read_text("utf-8").splitlines()
    assert lines[place.line - 1][place.column - 1 :] == "person.resident"
    inside = package.place_of("services/office.first", "evidence/0/note/deeper")
    assert inside == package.place_of("services/office.first", "evidence/0")


def test_author_tests_are_read_with_what_they_leave_open() -> None:
    (test,) = load_package(BASE).author_tests["move"]
    assert test.expect.services == ("office.first",)
    assert test.expect.papers_applicant is None
    assert test.expect.admitted == "not_checked"


def test_null_is_an_expectation_of_its_own(folder: Path) -> None:
    change(folder, "tests/move.yaml", "expect: {", "expect: {admitted: null, promised_days: 3, ")
    (test,) = load_package(folder).author_tests["move"]
    assert test.expect.admitted is None
    assert test.expect.promised_days == 3


FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.yaml"))
JUNK = st.one_of(
    st.sampled_from(
        [
            "",
            "- ",
            ": ",
            "：",
            "{",
            "}",
            "[",
            "]",
            "'",
            '"',
            "&a ",
            "*a",
            "!t ",
            "\t",
            "\n",
            "#",
            "|\n",
            "null",
            "yes",
            "0",
            "-1",
        ]
    ),
    st.text(max_size=6),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_mutation_of_a_good_file_gives_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    """Cut a piece out of one file, put junk in, move a line, or repeat one; then read and check everything."""
    file = data.draw(st.sampled_from(FILES))
    folder = tmp_path / "definitions"
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    text = (BASE / file).read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        text = text[:start] + data.draw(JUNK) + text[end:]
    lines = text.split("\n")
    source, target = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines)))
    if data.draw(st.booleans()):
        lines.insert(target, lines[source])
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    (folder / file).write_bytes(content)
    for finding in findings_of(folder):
        assert finding.places
        assert finding.message.zh
        assert finding.message.en
        assert finding.repair.zh
        assert finding.repair.en
        assert all(place.line >= 1 for place in finding.places)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_give_a_traceback(content: bytes) -> None:
    document = read_yaml(content, file="a.yaml")
    assert document.value is None or not any(
        finding.severity == "error" and finding.code != "YAML_DUPLICATE_KEY" for finding in document.findings
    )
