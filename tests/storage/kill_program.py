"""Workers that are killed at random: `python -m tests.storage.kill_program KILLS CASES COMMANDS FILE`.

Two workers at a time carry out the same commands (so many on so many cases) in an order of their own, and write to
the file which they were told are durable. One of them is killed again and again; in the end two are left in peace.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path


def main(kills: int, cases: int, commands: int, acknowledged: Path) -> None:
    """Kill so often, then let two workers finish."""
    chance = random.Random(kills)
    for _ in range(kills):
        workers = [_worker(cases, commands, acknowledged, chance.random()) for _ in range(2)]
        _wait(acknowledged, lines=chance.randint(1, 2 * commands))
        time.sleep(chance.uniform(0, 0.003))  # anywhere within a command
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)
    last = [_worker(cases, commands, acknowledged, chance.random()) for _ in range(2)]
    sys.exit(any(os.waitpid(worker, 0)[1] for worker in last))


def _wait(acknowledged: Path, *, lines: int) -> None:
    """Until so many lines more are there: however slow the machine is, the workers get to do something."""
    present = _lines(acknowledged)
    while _lines(acknowledged) < present + lines:
        time.sleep(0.001)


def _lines(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0


def _worker(cases: int, commands: int, acknowledged: Path, seed: float) -> int:
    """Start a worker; its process id. A fork, because starting Python would take longer than the work."""
    child = os.fork()
    if child:
        return child
    try:
        _work(cases, commands, acknowledged, random.Random(seed))
    except BaseException as error:  # whatever it is must not return into the parent's code
        print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def _work(cases: int, commands: int, acknowledged: Path, chance: random.Random) -> None:
    from tests.storage.given import add, task_row
    from yijian.storage.transactions import in_transaction

    def command(case_id: str, key: str) -> Callable[[], int]:
        return lambda: add(case_id, key, tasks=(task_row(key),))

    todo = [(f"case-{case}", f"case-{case}-key-{key}") for case in range(cases) for key in range(commands)]
    chance.shuffle(todo)
    with acknowledged.open("a") as file:
        for case_id, key in todo:
            version = in_transaction(command(case_id, key), attempts=100)
            file.write(f"{case_id} {key} {version}\n")  # one write of one line: lines of workers do not mix
            file.flush()


if __name__ == "__main__":
    import django

    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
