"""`make bench NAME=start`: how long somebody waits for the home page after `make run`, the second time and later.

Each start is a whole one, of processes, until the home page has come with all thirteen one things on it. The floor is the
same server with an application that imports the frameworks and answers one word.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.measuring import in_turns, ratio, report

ROOT: Final = Path(__file__).parents[1]
ROUNDS: Final = 5
STARTED_WITHIN: Final = 180.0
FLOOR: Final = """
import django, sys
from granian import Granian
Granian("benchmarks.start:one_word", address="127.0.0.1", port=int(sys.argv[1]), interface="wsgi", workers=1).serve()
"""


def one_word(_environ: object, start_response: Callable[[str, list[tuple[str, str]]], object]) -> list[bytes]:
    """The least application (WSGI)."""
    import django.core.handlers.wsgi  # noqa: F401 # what any Django site must import

    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"word"]


def main() -> int:
    """Measure and report; 1 where it takes too long."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("YIJIAN_")}
        environment |= {"YIJIAN_DATA_DIR": folder, "YIJIAN_DEFINITIONS": str(ROOT / "definitions")}

        def platform() -> None:
            port, registers = free_port(), free_port()
            wait_for_start(
                ("-m", "yijian.site.main", "demo", "--port", str(port), "--registers-port", str(registers)),
                port=port,
                environment=environment,
            )

        def floor() -> None:
            port = free_port()
            wait_for_start(("-c", FLOOR, str(port)), port=port, environment=environment)

        # The first round, which is not counted, is the first start: it makes the tables and the accounts.
        seconds = in_turns({"platform": (platform, 1), "floor": (floor, 1)}, rounds=ROUNDS)
    return report(
        bench="start",
        figures={
            "second_start_s": round(median(seconds["platform"]), 2),
            "floor_s": round(median(seconds["floor"]), 2),
        },
        ratios={
            "second_start": ratio(
                seconds["platform"], floor=seconds["floor"], against="the server with one word", must=0.1
            )
        },
    )


def wait_for_start(arguments: tuple[str, ...], *, port: int, environment: dict[str, str]) -> None:
    """Start, wait for the first page, stop. Raises TimeoutError where none comes."""
    process = subprocess.Popen(  # our own commands
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + STARTED_WITHIN
        while time.monotonic() < deadline:
            try:
                with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:  # loopback
                    page.read()
                    return
            except (URLError, OSError):
                time.sleep(0.02)
        raise TimeoutError(f"{arguments} did not answer")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    raise SystemExit(main())
