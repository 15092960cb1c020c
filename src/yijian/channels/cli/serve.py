"""`yijian serve`: the web server of a platform. It refuses what must never be public."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from yijian.channels.cli.platform import Platform


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="serve the platform")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port (default %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default %(default)s)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop. 2 where the installation may not be served on that address."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    faults = platform.faults(host=arguments.host)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 2
    serve(
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        logging_settings=platform.logging_settings(),
    )
    return 0


def serve(*, host: str, port: int, workers: int, logging_settings: dict[str, Any]) -> None:
    """Run the server in this process until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "yijian.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=logging_settings,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
