"""A process that gives commands until it is told that all are durable, whatever happens to the database.

`python -m tests.durability.load CASES COMMANDS FILE SEED DELIVERIES`: so many commands on each of so many cases, in an
order of its own, each up to so many times; every line of the file is one acknowledged delivery.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path


def main(cases: int, commands: int, acknowledged: Path, seed: int, deliveries: int) -> None:
    """Give them all."""
    from tests.storage.given import add, task_row
    from yijian.storage.transactions import in_transaction

    chance = random.Random(seed)
    todo = [
        (f"case-{case}", f"case-{case}-key-{key}")
        for case in range(cases)
        for key in range(commands)
        for _ in range(chance.randint(1, deliveries))
    ]
    chance.shuffle(todo)
    with acknowledged.open("a") as file:
        for case_id, key in todo:
            version = until_told(
                lambda case_id=case_id, key=key: in_transaction(  # type: ignore[misc] # bound per command
                    lambda: add(case_id, key, tasks=(task_row(key),)), attempts=100
                )
            )
            file.write(f"{case_id} {key} {version}\n")  # one write of one line: lines of processes do not mix
            file.flush()


def until_told(command: Callable[[], int]) -> int:
    """What a command answers, sent again under the same key for as long as the database cannot be used."""
    from yijian.storage.errors import StorageUnavailable

    until = time.monotonic() + 120
    while True:
        try:
            return command()
        except StorageUnavailable:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


if __name__ == "__main__":
    import django

    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
