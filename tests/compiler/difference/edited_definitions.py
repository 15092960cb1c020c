"""The shipped definitions, and copies of them with a few lines changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from yijian.connectors.definitions import load_package
from yijian.core.compiler.difference import Difference, Side, difference_of

DEFINITIONS = Path(__file__).parents[3] / "definitions"
ON = date(2026, 11, 24)

Edit = tuple[str, str, str]
"""A file below the folder, a text in it, and the text in its place; without the first the file is written anew."""
Edited = Callable[..., Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Makes a copy of the shipped definitions with edits."""

    def make(*edits: Edit) -> Path:
        folder = tmp_path / "definitions"
        shutil.copytree(DEFINITIONS, folder)
        for name, old, new in edits:
            file = folder / name
            text = file.read_text("utf-8") if old else ""
            assert text.count(old) == 1 or not old, f"{name}: {old!r} stands there {text.count(old)} times"
            file.write_text(text.replace(old, new) if old else new, "utf-8")
        return folder

    return make


@cache
def shipped() -> Side:
    """The shipped definitions as the old side."""
    return side(DEFINITIONS)


def side(folder: Path) -> Side:
    """A folder of definitions as one side of a comparison."""
    loaded = load_package(folder)
    assert not [finding for finding in loaded.findings if finding.severity == "error"]
    return Side(package=loaded.package, calendar=loaded.calendar, on=ON)


def difference(new: Path) -> Difference:
    """What changing the shipped definitions into those of a folder means."""
    return difference_of(shipped(), side(new))
