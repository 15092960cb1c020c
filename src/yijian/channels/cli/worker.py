"""`yijian worker`: fires timers and delivers messages."""

from __future__ import annotations

import argparse
import signal
from threading import Event
from types import FrameType

from yijian.channels.cli.platform import Platform


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("worker", help="fire timers and deliver messages until told to stop")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT; what is in hand is finished first."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    stop = Event()

    def on_signal(_: int, __: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    platform.work(stop=stop)
    return 0
