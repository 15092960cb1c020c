"""The passwords of the demonstration: made once, kept through an interrupted first start, completed by newer definitions."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.terminal import PlatformOfATest
from tests.usecases.world import World
from yijian.channels.cli import demo
from yijian.usecases import appoint


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The user names for which accounts were asked, in order; none is made, since hashing 75 passwords takes long."""
    asked: list[str] = []

    def note(*, ports: Any, wanted: tuple[appoint.NewAccount, ...]) -> int:
        asked.extend(one.username for one in wanted)
        return len(wanted)

    monkeypatch.setattr(appoint, "appoint_demonstration", note)
    return asked


def test_a_second_start_keeps_every_password(world: World, tmp_path: Path, made: list[str]) -> None:
    """And the file is for its owner alone."""
    platform = PlatformOfATest(world, data_dir=tmp_path)
    first = demo.appoint_accounts(platform)  # type: ignore[arg-type] # no more is asked of it
    file = tmp_path / demo.ACCOUNTS_FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text("utf-8")) == {one.username: one.password for one in first}
    assert demo.appoint_accounts(platform) == first  # type: ignore[arg-type]
    assert made == [one.username for one in first] * 2


def test_a_first_start_that_was_cut_off_is_not_taken_for_done(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passwords of the accounts that it made still open them."""
    platform = PlatformOfATest(world, data_dir=tmp_path)
    begun: dict[str, str | None] = {}

    def cut_off(*, ports: Any, wanted: tuple[appoint.NewAccount, ...]) -> int:
        begun.update({one.username: one.password for one in wanted})
        raise KeyboardInterrupt

    monkeypatch.setattr(appoint, "appoint_demonstration", cut_off)
    with pytest.raises(KeyboardInterrupt):
        demo.appoint_accounts(platform)  # type: ignore[arg-type]
    assert not (tmp_path / demo.ACCOUNTS_FILE).exists()
    monkeypatch.setattr(appoint, "appoint_demonstration", lambda **_: 0)
    again = demo.appoint_accounts(platform)  # type: ignore[arg-type]
    assert {one.username: one.password for one in again} == begun


def test_accounts_that_newer_definitions_add_get_a_password_beside_the_old_ones(
    world: World, tmp_path: Path, made: list[str]
) -> None:
    """Nobody's password changes because somebody was added."""
    platform = PlatformOfATest(world, data_dir=tmp_path)
    first = demo.appoint_accounts(platform)  # type: ignore[arg-type]
    file = tmp_path / demo.ACCOUNTS_FILE
    kept = {one.username: one.password for one in first[1:]}
    file.write_text(json.dumps(kept), "utf-8")
    again = {one.username: one.password for one in demo.appoint_accounts(platform)}  # type: ignore[arg-type]
    assert again[first[0].username] not in ("", first[0].password)
    assert {**again, first[0].username: ""} == {**kept, first[0].username: ""}
