"""The figures in the two readmes are those that the compiler derives from the definitions as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from yijian.site.main import main

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
LARGEST_PICTURE = 300_000


def answer_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    main([*arguments, "--json"])
    return json.loads(capsys.readouterr().out)


def rows_of(name: str) -> list[str]:
    """What stands in the second column of the table of figures: working days, papers, steps, fields, visits."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"^\| [^|]+ \| (\d+ → \d+) \|", text, re.MULTILINE)


def test_the_table_is_what_the_compiler_derives(capsys: pytest.CaptureFixture[str]) -> None:
    definitions = ("--definitions", str(ROOT / "definitions"), "--region", "430100", "--on", "2026-11-24")
    savings = answer_of(capsys, "compile", "newborn", *definitions)["savings"]
    derived = [
        f"{savings[name]['before']} → {savings[name]['after']}"
        for name in ("days", "papers", "steps", "fields")
    ]
    assert savings["visits"] is None
    for name in READMES:
        assert rows_of(name) == derived, name


def test_the_number_of_findings_is_the_one_stated(capsys: pytest.CaptureFixture[str]) -> None:
    report = answer_of(capsys, "check", str(ROOT / "definitions"))
    assert report["errors"] == 0
    assert f"{report['warnings']} warnings and no error" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{report['warnings']} 个提醒，没有错误" in (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")


def test_what_is_said_of_published_guides_is_what_the_report_counts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    definitions = ("--definitions", str(ROOT / "definitions"), "--region", "430100", "--on", "2026-11-24")
    tally = answer_of(capsys, "report", "guides", *definitions)["tally"]
    steps = {step: len(keys) for step, keys in tally["days"]["longest_part"].items()}
    assert (len(tally["compared"]), steps["face_value"], steps["counted"], steps["everybody"]) == (
        13,
        9,
        4,
        2,
    )
    english = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "thirteen guides of Changsha nine have a part that alone is longer" in english
    assert "four\nin the usual situation, and two for everybody" in english
    chinese = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    assert "长沙的 13 份指南里，有 9 份其中一项单独就比整件事长" in chinese
    assert "典型情形还有 4 份，对每个人都这样的有 2 份" in chinese


def test_pictures_are_small() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert not [picture.name for picture in pictures if picture.stat().st_size >= LARGEST_PICTURE]
