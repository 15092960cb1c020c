"""A generated country, as an operator would check it: `yijian check DIR` in a process of its own, over YAML files.

Reading the files, all checks, and compiling every life event in its region and without one are inside what is measured;
writing the files is not. Growth is told by processor time, which other work on the machine disturbs less.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import yaml

from benchmarks.generated_country import Country
from benchmarks.measuring import Ratio, seconds_of

SMALL: Final = 1_000
LARGE: Final = 10_000
"""Services; a tenth as many life events."""
RUNS: Final = {SMALL: 3, LARGE: 1}
MOST_SECONDS: Final = 90
MOST_BYTES: Final = 2 * 2**30
MOST_GROWTH: Final = 1.2
"""Times linear."""


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of `yijian check`: seconds by the clock, seconds of processors, peak memory in bytes."""

    wall: float
    processor: float
    memory: int


def measure() -> tuple[dict[str, float], dict[str, Ratio]]:
    """Seconds, memory and growth; ratios against what is promised, and against reading the YAML alone."""
    runs: dict[int, list[_Run]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for services, times in RUNS.items():
            root = Path(folder) / str(services)
            Country(root, services).write()
            runs[services] = [_check(root) for _ in range(times)]
            if services == SMALL:
                yaml_alone = seconds_of(lambda: _read_yaml(root), clock=time.process_time)  # noqa: B023  # called at once
    small, large = (median(run.processor for run in runs[size]) for size in (SMALL, LARGE))
    wall, memory = median(run.wall for run in runs[LARGE]), max(run.memory for run in runs[LARGE])
    growth = large / small / (LARGE / SMALL)
    figures = {
        "country_1000_check_s": round(median(run.wall for run in runs[SMALL]), 2),
        "country_1000_processor_s": round(small, 2),
        "country_10000_check_s": round(wall, 2),
        "country_10000_processor_s": round(large, 2),
        "country_10000_memory_mib": round(memory / 2**20),
        "country_growth_times_linear": round(growth, 3),
    }
    return figures, {
        "country_1000": Ratio(
            value=round(yaml_alone / small, 4),
            must=0.05,
            against="reading the YAML of the country with PyYAML's C parser",
            runs=RUNS[SMALL],
        ),
        "country_10000_in_90_s": Ratio(
            value=round(MOST_SECONDS / wall, 3), must=1, against="90 s", runs=RUNS[LARGE]
        ),
        "country_growth": Ratio(
            value=round(MOST_GROWTH / growth, 3), must=1, against="1.2 times linear", runs=RUNS[SMALL]
        ),
        "country_10000_memory": Ratio(
            value=round(MOST_BYTES / memory, 3), must=1, against="2 GiB", runs=RUNS[LARGE]
        ),
    }


def _read_yaml(root: Path) -> None:
    for path in root.rglob("*.yaml"):
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def _check(root: Path) -> _Run:
    """Run the command; RuntimeError where it finds an error in the country."""
    started = time.perf_counter()
    nothing = os.open(os.devnull, os.O_WRONLY)
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "yijian.site.main", "check", str(root), "--json"],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, nothing, 1), (os.POSIX_SPAWN_DUP2, nothing, 2)],
    )
    memory = 0
    while not (ended := os.wait4(process, os.WNOHANG))[0]:
        memory = max(memory, _memory_of(process))
        time.sleep(0.5)
    _, status, used = ended
    os.close(nothing)
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"yijian check finds errors in {root}")
    wall = time.perf_counter() - started
    return _Run(wall, used.ru_utime + used.ru_stime, max(memory, used.ru_maxrss * 1024))


def _memory_of(process: int) -> int:
    """Bytes of memory of a process and of those that it began, what they share counted once (Linux)."""
    total = 0
    for each in [process, *_begun_by(process)]:
        with contextlib.suppress(OSError):  # it has just ended
            text = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii")
            total += sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:"))
    return total


def _begun_by(process: int) -> list[int]:
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
        return [int(child) for child in children.split()]
    return []
