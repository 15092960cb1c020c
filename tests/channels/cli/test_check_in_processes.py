"""Very many definitions are checked in several processes: with the same findings, in the same order."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from yijian.channels.cli import check
from yijian.connectors.definitions import load_package

DEFINITIONS = Path(__file__).parents[3] / "definitions"


def test_several_processes_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load_package(DEFINITIONS)
    arguments = argparse.Namespace(installation=SimpleNamespace(today=date(2026, 11, 24)))
    one_after_another = check.all_findings(loaded, arguments)
    monkeypatch.setattr(check, "MANY_SERVICES", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert check.all_findings(loaded, arguments) == one_after_another
    assert one_after_another
