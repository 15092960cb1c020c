"""How things are timed here, and the shape in which a benchmark reports.

Rule 1: machines are noisy, so what is compared is measured in turns, round by round, and the ratio is the median of
        the ratios of the rounds. A figure is the median of its rounds.
Rule 2: a ratio says how much of the floor's speed is kept (1: as fast as the floor), so more is better, and `must` is
        the least that is accepted: about half of what was measured when it was set. A miss ends in exit code 1.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TypeAlias

Act: TypeAlias = Callable[[], object]
Clock: TypeAlias = Callable[[], float]
Seconds: TypeAlias = tuple[float, ...]
"""Of one act, in each round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How much of the speed of `against` is kept, over so many rounds; `must` is the least accepted."""

    value: float
    must: float
    against: str
    runs: int


def seconds_of(act: Act, *, times: int = 1, clock: Clock = time.perf_counter) -> float:
    """Seconds of one act, as the mean over `times` of them one after another.

    `time.process_time` for a clock counts what this process used of the processor: what the act takes on a quiet machine
    where it is all computing and of one thread.
    """
    started = clock()
    for _ in range(times):
        act()
    return (clock() - started) / times


def in_turns(
    acts: Mapping[str, tuple[Act, int]], *, rounds: int, clock: Clock = time.perf_counter
) -> dict[str, Seconds]:
    """Seconds of each act in each round. Every act comes with how often it is done in a round; a first round, in which
    caches fill, is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(rounds + 1):
        for name, (act, times) in acts.items():
            seconds = seconds_of(act, times=times, clock=clock)
            if number:
                taken[name].append(seconds)
    return {name: tuple(seconds) for name, seconds in taken.items()}


def ratio(seconds: Seconds, *, floor: Seconds, against: str, must: float) -> Ratio:
    """The ratio of what was measured in turns."""
    kept = [least / ours for ours, least in zip(seconds, floor, strict=True)]
    return Ratio(value=round(median(kept), 4), must=must, against=against, runs=len(kept))


def machine() -> dict[str, object]:
    """What it was measured on, and how busy that was."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "cpu": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "load_1min": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def report(*, bench: str, figures: Mapping[str, float], ratios: Mapping[str, Ratio]) -> int:
    """Print figures and ratios for people, then all of it as one line of JSON; 1 if a ratio is below its `must`."""
    on = machine()
    print(f"{bench}: {on['cpu']}, {on['cores']} cores, load {on['load_1min']}", file=sys.stderr)
    for name, value in figures.items():
        print(f"  {name:44} {value:>12,.6g}", file=sys.stderr)
    missed = 0
    for name, one in ratios.items():
        verdict = "" if one.value >= one.must else "  TOO SLOW"
        missed += bool(verdict)
        print(
            f"  {name:44} {one.value:>12.4g} of {one.against}; must {one.must:g}, {one.runs} rounds{verdict}",
            file=sys.stderr,
        )
    document = {
        "bench": bench,
        "machine": on,
        "figures": dict(figures),
        "ratios": {name: asdict(one) for name, one in ratios.items()},
    }
    print(json.dumps(document, ensure_ascii=False))
    return 1 if missed else 0
