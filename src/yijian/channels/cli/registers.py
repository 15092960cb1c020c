"""`yijian registers`: the demonstration registers as a process of their own."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from yijian.core.errors import PlatformError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8010


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command; its arguments carry `run`, which answers the exit code."""
    parser = subparsers.add_parser(
        "registers",
        help="serve the demonstration registers",
        description="Serve the demonstration registers: population, births, marriage and insurance, over 200 persons "
        "who do not exist. Only on the loopback address.",
    )
    parser.add_argument("--host", default=DEFAULT_HOST, help="loopback address (default %(default)s)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port (default %(default)s)")
    parser.add_argument(
        "--faults", action="store_true", help="allow POST /v1/faults, which makes a register fail on purpose"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted. 0 when told to stop, 2 for an address that others could reach."""
    # The server's libraries are loaded only for this command.
    from yijian.demonstration.registers_server import run_registers

    try:
        run_registers(arguments.host, arguments.port, faults_allowed=arguments.faults)
    except PlatformError as error:
        print(error.text.en, file=sys.stderr)
        return 2
    return 0
