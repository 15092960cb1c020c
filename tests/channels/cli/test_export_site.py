"""`yijian export site`: what it says, what it refuses, and that nothing but its arguments decides the bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yijian.site.main import main

DEFINITIONS = Path(__file__).parents[3] / "definitions"
ON = ("--on", "2026-11-24", "--definitions", str(DEFINITIONS), "--region", "430100")


def export(out: Path, *more: str) -> int:
    """The exit code."""
    return main(["export", "site", "--out", str(out), *ON, *more])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_it_says_how_many_pages_and_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(tmp_path / "site", "--languages", "en") == 0
    said = capsys.readouterr().out
    assert "14 页 pages (en)" in said
    assert "kB" in said
    assert (tmp_path / "site/index.html").read_text("utf-8").startswith("<!doctype html>")


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    """With another seed of hashes, in another time zone."""
    assert export(tmp_path / "here", "--languages", "en") == 0
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    arguments = ["export", "site", "--out", str(tmp_path / "there"), *ON, "--languages", "en"]
    command = [sys.executable, "-m", "yijian.site.main", *arguments]
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=tmp_path)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_wrong_usage_names_the_repair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(tmp_path / "a", "--languages", "fr") == 2
    assert "zh-hans, en, zh-hant" in capsys.readouterr().err
    assert export(tmp_path / "a", "--portal", "portal.example") == 2
    assert "https://" in capsys.readouterr().err
    assert (
        main(["export", "site", "--out", str(tmp_path / "a"), "--definitions", str(tmp_path / "none")]) == 2
    )
    assert "there is no folder" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_folder_that_is_no_export_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert export(tmp_path, "--languages", "en") == 1
    assert "neither empty nor a former export" in capsys.readouterr().err
    assert contents(tmp_path) == {"mine.txt": b"mine"}
