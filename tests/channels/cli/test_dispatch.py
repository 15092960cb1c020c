"""Which command is found, and that no command waits for what another needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from yijian.channels.cli.dispatch import COMMANDS
from yijian.site.main import main


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_made_by_the_module_that_is_named_for_it(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its own help, not a refusal of the name."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: yijian {command} ")


def test_an_unknown_command_is_told_all_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of choices is whole, whatever was typed."""
    with pytest.raises(SystemExit) as ended:
        main(["bake"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert all(command in told for command in COMMANDS)


@pytest.mark.parametrize("command", ["serve", "demo", "worker", "registers"])
def test_a_server_starts_without_the_reader_of_definitions(command: str) -> None:
    """The slow part of the imports: each process of `make run` would wait for it before its own work."""
    program = (
        "import contextlib, sys\n"
        "from yijian.site.main import main\n"
        f"with contextlib.suppress(SystemExit): main(['{command}', '--help'])\n"
        "print(*(name for name in ('pydantic', 'django', 'yijian.connectors.definitions') if name in sys.modules), "
        "sep=',', file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""
