"""`yijian import` at a terminal: drafts that `yijian check` can read, what is missing as a list, errors with their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.connectors.imports.published_files import answered, guide, matter, written
from yijian.site.main import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of definitions in which somebody works."""
    found = tmp_path / "definitions"
    found.mkdir()
    return found


def test_a_guide_becomes_drafts_that_check_reads(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, answered(guide()))
    options = ["--into", str(folder), "--source", "HN", "--id", "birth", "--region", "430100"]
    assert main(["import", "guide", str(file), *options, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert f"{folder.as_posix()}/life-events/birth.yaml" in told["files"]
    assert all(one["definition"] and one["zh"] and one["en"] for one in told["missing"])
    listed = (folder / "IMPORT.md").read_text("utf-8")
    assert all(one["zh"] in listed and one["en"] in listed for one in told["missing"])
    main(["check", str(folder), "--json"])
    codes = {one["code"] for one in json.loads(capsys.readouterr().out)["findings"]}
    assert "BASIS_NOT_FOUND" in codes
    assert not {code for code in codes if code.startswith(("YAML_", "KEY_", "VALUE_"))}


def test_a_matter_and_a_list_beside_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = written(tmp_path, matter())
    table = written(tmp_path, "事项名称,实施主体\n货物运输业备案,国家税务总局湖南省税务局\n", "list.csv")
    into = ["--into", str(folder), "--source", "HN"]
    assert main(["import", "matter", str(record), *into]) == 0
    assert main(["import", "list", str(table), *into]) == 0
    assert "used that were there" in capsys.readouterr().err
    assert len(list(folder.glob("authorities/*.yaml"))) == 1
    assert len(list(folder.glob("services/*/*.yaml"))) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["guide", "{file}", "--into", "{folder}", "--source", "HN"], 2, "--id"),
        (["matter", "{file}", "--into", "{folder}", "--source", "HN", "--id", "x"], 2, "--id"),
        (["guide", "{file}", "--into", "{folder}/no", "--source", "HN", "--id", "x"], 2, "no folder"),
        (["matter", "{file}", "--into", "{folder}", "--source", "HN"], 1, "unifyName"),
        (["list", "{file}", "--into", "{folder}", "--source", "HN"], 1, "事项名称"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    says: str,
) -> None:
    file = written(tmp_path, guide())
    given = [each.format(file=file, folder=folder) for each in arguments]
    assert main(["import", *given]) == code
    assert says in capsys.readouterr().err
    assert list(folder.iterdir()) == []
