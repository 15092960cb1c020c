"""`yijian tck`: its shape, its exit codes, and that it is strict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.decisions.models import decision, definitions, input_data
from yijian.core.decisions import write_definitions
from yijian.site.main import main

CASE = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <modelName>m.dmn</modelName>
  <testCase id="1">
    <inputNode name="n"><value xsi:type="xsd:decimal">2</value></inputNode>
    <resultNode name="twice"><expected><value xsi:type="xsd:decimal">{twice}</value></expected></resultNode>
    <resultNode name="nothing"{error}><expected><value xsi:nil="true"/></expected></resultNode>
  </testCase>
</testCases>"""


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A folder with one model and no cases yet."""
    folder = tmp_path / "0001-twice"
    folder.mkdir()
    model = definitions(
        input_data("n", "number"), decision("twice", "n * 2", inputs=["n"]), decision("nothing", "null")
    )
    (folder / "m.dmn").write_bytes(write_definitions(model))
    return folder


def write_cases(kit: Path, *, twice: str = "4", error: str = "") -> None:
    (kit / "t-test-01.xml").write_text(CASE.format(twice=twice, error=error), encoding="utf-8")


def test_all_cases_passing_is_exit_code_0(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(kit)
    assert main(["tck", str(kit.parent), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"total": 2, "passed": 2, "failed": []}


def test_a_failing_case_is_named_with_what_was_expected_and_got(
    kit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cases(kit, twice="5")
    assert main(["tck", str(kit), "--json"]) == 1
    (failed,) = json.loads(capsys.readouterr().out)["failed"]
    assert failed == {
        "id": "0001-twice/t-test-01.xml/1/twice",
        "expected": 5,
        "got": 4,
        "reasons": [],
    }
    assert main(["tck", str(kit)]) == 1
    assert "expected 5, got 4" in capsys.readouterr().out


def test_an_expected_error_is_more_than_null(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(kit, error=' errorResult="true"')
    assert main(["tck", str(kit), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["failed"][0]["id"].endswith("/nothing")


@pytest.mark.parametrize("model", ["", "<definitions"])
def test_a_model_that_cannot_be_read_fails_all_its_cases(
    kit: Path, capsys: pytest.CaptureFixture[str], model: str
) -> None:
    write_cases(kit)
    (kit / "m.dmn").write_text(model, encoding="utf-8")
    assert main(["tck", str(kit), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["total"], document["passed"]) == (2, 0)
    assert "well-formed" in document["failed"][0]["reasons"][0]


def test_a_result_that_the_model_does_not_have_fails(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(kit)
    (kit / "m.dmn").write_bytes(write_definitions(definitions(decision("twice", "4"))))
    assert main(["tck", str(kit), "--json"]) == 1
    assert "nothing" in json.loads(capsys.readouterr().out)["failed"][0]["reasons"][0]


def test_a_folder_without_cases_is_wrong_usage(tmp_path: Path) -> None:
    assert main(["tck", str(tmp_path)]) == 2
    assert main(["tck", str(tmp_path / "missing")]) == 2
