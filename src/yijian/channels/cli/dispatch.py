"""The commands of `yijian`, and how one of them is found and run.

A command is a module with `register(subparsers)`: it adds its parser, whose `run` default takes the parsed arguments
and gives the exit code. What a command needs from the installation comes in `arguments.installation`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from yijian.channels.cli import (
    ask,
    check,
    compiling,
    demo,
    export,
    feel,
    journal,
    queues,
    registers,
    report,
    serve,
    staff,
    tck,
    worker,
)
from yijian.channels.cli.platform import Platform
from yijian.channels.cli.reading import WrongUsage
from yijian.core.errors import YijianError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

Register: TypeAlias = "Callable[[_SubParsersAction[argparse.ArgumentParser]], None]"

COMMANDS: Final[tuple[Register, ...]] = (
    check.register,
    compiling.register,
    ask.register,
    feel.register,
    tck.register,
    export.register,
    report.register,
    demo.register,
    serve.register,
    worker.register,
    registers.register,
    journal.register,
    staff.register,
    queues.register,
)
"""The commands, in the order in which `--help` lists them."""

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


def dispatch(
    argv: Sequence[str], *, installation: Installation, commands: Sequence[Register] = COMMANDS
) -> int:
    """Run one command. Exit codes: 0 done and sound, 1 findings or failures, 2 wrong usage.

    Messages go to standard error; with `--json` standard output holds one JSON document and nothing else.
    """
    arguments = _parser(commands).parse_args(argv)
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


def _parser(commands: Sequence[Register]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="yijian",
        description="Compile what departments publish about their services into one thing that people can get done "
        "in one go, and run it. 高效办成一件事：编译与办理。",
        epilog="exit codes: 0 done and sound, 1 findings or failures, 2 wrong usage",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for register in commands:
        register(subparsers)
    return parser
