"""The table of questions in the documentation is what the command says, and no way of asking is worse than the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from yijian.site.main import main

ROOT = Path(__file__).parents[2]


def test_the_table_of_questions_is_what_the_command_says(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--definitions", str(ROOT / "definitions"), "--region", "430100", "--on", "2026-11-24")
    assert main(["report", "questions", "--lang", "en", *options]) == 0
    table = capsys.readouterr().out
    assert table.strip() in (ROOT / "docs/questions-and-papers.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    assert len(rows) == len(list((ROOT / "definitions/life-events").glob("*.yaml")))
    for name, adaptive, pages, textual, everything in rows:
        assert float(pages) <= float(adaptive) <= float(textual) <= float(everything), name
