"""The commands of `yijian`, and how one of them is found and run.

A command is a module with `register(subparsers)`: it adds its parser, whose `run` default takes the parsed arguments
and gives the exit code. What a command needs from the installation comes in `arguments.installation`. Only the module
of the command that was typed is loaded: a web server does not wait for what an export needs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

from yijian.channels.cli.platform import Platform
from yijian.channels.cli.terminal import WrongUsage
from yijian.core.errors import YijianError

COMMANDS: Final[Mapping[str, str]] = {
    "check": "check",
    "compile": "compiling",
    "ask": "ask",
    "diff": "diff",
    "new": "new",
    "preview": "preview",
    "feel": "feel",
    "tck": "tck",
    "export": "export",
    "report": "report",
    "import": "importing",
    "demo": "demo",
    "serve": "serve",
    "worker": "worker",
    "registers": "registers",
    "verify-journal": "journal",
    "rebuild-state": "journal",
    "verify-archive": "archive",
    "staff": "staff",
    "queues": "queues",
    "backup": "backup",
    "restore": "backup",
}
"""The module of each command, in the order in which `--help` lists them."""

DONE: Final = 0
FOUND: Final = 1
WRONG_USAGE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What the commands take from the installation unless told otherwise; `platform` for those that run it."""

    definitions: Path
    region: str
    today: date
    platform: Platform


def dispatch(argv: Sequence[str], *, installation: Installation) -> int:
    """Run one command. Exit codes: 0 done and sound, 1 findings or failures, 2 wrong usage.

    Messages go to standard error; with `--json` standard output holds one JSON document and nothing else.
    """
    arguments = _parser(argv).parse_args(argv)
    arguments.installation = installation
    try:
        return int(arguments.run(arguments))
    except WrongUsage as error:
        print(f"yijian: {error}", file=sys.stderr)
        return WRONG_USAGE
    except YijianError as error:
        print(f"yijian: {error.text.zh}\n        {error.text.en}", file=sys.stderr)
        return FOUND
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        return DONE


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser with the command that was typed; with all of them where none of them was."""
    parser = argparse.ArgumentParser(
        prog="yijian",
        description="Compile what departments publish about their services into one thing that people can get done "
        "in one go, and run it. 高效办成一件事：编译与办理。",
        epilog="exit codes: 0 done and sound, 1 findings or failures, 2 wrong usage",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    typed = COMMANDS.get(argv[0]) if argv else None
    for name in (typed,) if typed else dict.fromkeys(COMMANDS.values()):
        import_module(f"yijian.channels.cli.{name}").register(subparsers)
    return parser
