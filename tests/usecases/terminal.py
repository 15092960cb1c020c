"""Commands of the terminal over the installation of a test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.usecases.world import World
from yijian.channels.cli.dispatch import Installation, dispatch
from yijian.ports import Ports


@dataclass
class PlatformOfATest:
    """`channels.cli.platform.Platform` over the installation of a test."""

    world: World
    data_dir: Path = Path("unused")

    def prepare(self) -> None:
        """The tables of a test are there."""

    def ports(self) -> Ports:
        return self.world.ports


def at_the_terminal(world: World, capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """The exit code of a command, and what it wrote on standard output and standard error."""
    installation = Installation(
        definitions=Path("unused"),
        region="430100",
        today=date(2026, 11, 24),
        platform=PlatformOfATest(world),  # type: ignore[arg-type] # no more is asked of it
    )
    code = dispatch(argv, installation=installation)
    told = capsys.readouterr()
    return code, told.out, told.err
