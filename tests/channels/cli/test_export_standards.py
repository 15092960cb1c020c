"""`yijian export cpsv-ap`, `bpmn` and `dmn`: what is written where, and what is refused how."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.channels.cli.test_commands import ON, broken, facts_file
from yijian.site.main import main

__all__ = ["broken", "facts_file"]


def exported(*argv: str) -> int:
    return main(["export", *argv, *ON])


def test_a_folder_holds_both_forms_and_the_context(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "new" / "data"
    assert exported("cpsv-ap", "--out", str(out), "--base", "https://data.example.org/") == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert str(out) in captured.err
    assert sorted(path.name for path in out.iterdir()) == ["context.jsonld", "cpsv-ap.jsonld", "cpsv-ap.ttl"]
    assert (out / "cpsv-ap.ttl").read_text("utf-8").startswith("@base <https://data.example.org/> .")
    document = json.loads((out / "cpsv-ap.jsonld").read_text("utf-8"))
    assert document["@context"][0] == "context.jsonld"


def test_one_file_stands_alone(tmp_path: Path) -> None:
    """JSON-LD without a file beside it holds its context; the ending says which form."""
    assert exported("cpsv-ap", "--out", str(tmp_path / "one.jsonld")) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["one.jsonld"]
    document = json.loads((tmp_path / "one.jsonld").read_text("utf-8"))
    assert document["@context"][0]["title"]["@id"] == "dct:title"


def test_bpmn_of_all_and_of_one_for_somebody(facts_file: str, tmp_path: Path) -> None:
    assert exported("bpmn", "--out", str(tmp_path)) == 0
    assert len(list(tmp_path.glob("*.bpmn"))) == 13
    whole = (tmp_path / "newborn.bpmn").read_text("utf-8")
    assert "conditionExpression" in whole
    out = tmp_path / "family.bpmn"
    arguments = ("--only", "newborn", "--facts", facts_file, "--lang", "en", "--out", str(out))
    assert exported("bpmn", *arguments) == 0
    text = out.read_text("utf-8")
    assert "conditionExpression" not in text
    assert 'name="Birth registration"' in text


def test_dmn_of_all_says_what_is_left_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert exported("dmn", "--out", str(tmp_path)) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"hr.retirement-eligibility.dmn", "admission.newborn.dmn"} <= names
    assert "without criteria are left out" in capsys.readouterr().err
    assert exported("dmn", "--only", "hr.retirement-eligibility", "--out", str(tmp_path / "one.dmn")) == 0
    assert (tmp_path / "one.dmn").read_bytes() == (tmp_path / "hr.retirement-eligibility.dmn").read_bytes()


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["bpmn", "--out", "all.bpmn"], "name a folder, or what to write with --only ID"),
        (["bpmn", "--out", "all.xml"], "a file that ends in .bpmn"),
        (["cpsv-ap", "--out", "all.rdf"], "a file that ends in .ttl or .jsonld"),
        (["bpmn", "--out", "x", "--only", "nothing"], "--only nothing: there is no such definition"),
        (["dmn", "--out", "x", "--only", "police.birth-registration"], "there is nothing to export"),
        (["cpsv-ap", "--out", "x", "--only", "newborn"], "--only is for bpmn and dmn"),
        (["bpmn", "--out", "x", "--facts", "facts.json"], "name it with --only ID"),
        (["dmn", "--out", "x", "--only", "newborn", "--facts", "facts.json"], "--facts is for bpmn"),
        (["cpsv-ap", "--out", "x", "--base", "newborn"], "--base: “newborn” cannot begin identifiers"),
        (["dmn", "--out", "/dev/null/x"], "cannot be written"),
    ],
)
def test_wrong_usage_says_what_to_do_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    argv: list[str], words: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert exported(*argv) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""
    assert not list(tmp_path.iterdir())


def test_nothing_is_exported_from_definitions_with_errors(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, broken: Path
) -> None:
    """The findings say where the error stands."""
    out = tmp_path / "out"
    assert (
        main(["export", "bpmn", "--out", str(out), "--definitions", str(broken), "--on", "2026-11-24"]) == 1
    )
    assert "life-events/newborn.yaml" in capsys.readouterr().err
    assert not out.exists()
