"""`yijian queues`: timers and messages that wait for a worker, and those that were tried in vain."""

from __future__ import annotations

import argparse
import json

from yijian.channels.cli.operator import operator
from yijian.channels.cli.platform import Platform


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("queues", help="what waits for a worker, and what was tried in vain")
    parser.add_argument("--try-again", action="store_true", help="first let what is stuck be tried at once")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when nothing is stuck and a worker is at work, else 1: fit for a monitor to call."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.usecases import queues

    actor, ports = operator(), platform.ports()
    tried = queues.try_again(actor=actor, ports=ports) if arguments.try_again else 0
    report = queues.queues(actor=actor, ports=ports)
    if arguments.json:
        told = {
            "queues": [
                {
                    "queue": one.queue.value,
                    "waiting": one.waiting,
                    "oldest": one.oldest.isoformat() if one.oldest else None,
                }
                for one in report.backlogs
            ],
            "stuck": [
                {
                    "queue": one.queue.value,
                    "case": one.case,
                    "what": one.what,
                    "attempts": one.attempts,
                    "problem": one.problem,
                    "again_at": one.again_at.isoformat(),
                }
                for one in report.stuck
            ],
            "worker_missing": report.idle,
            "tried_again": tried,
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0 if report.sound else 1
    for one in report.backlogs:
        since = f", the oldest since {one.oldest:%Y-%m-%d %H:%M} UTC" if one.oldest else ""
        print(f"{one.queue.value}: {one.waiting} waiting{since}")
    if report.idle:
        print("no worker comes for them: start `yijian worker`")
    if tried:
        print(f"{tried} are tried again at once")
    for piece in report.stuck:
        print(
            f"  {piece.queue.value}  {piece.case}  {piece.what}  tried {piece.attempts} times: {piece.problem};"
            f" again at {piece.again_at:%Y-%m-%d %H:%M} UTC"
        )
    return 0 if report.sound else 1
