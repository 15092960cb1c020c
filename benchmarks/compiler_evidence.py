"""`python -m benchmarks.compiler_evidence`: the least papers of 2,000 requirements over 5,000 papers.

Seeded instances of several kinds. The certificate of every answer is checked outside the clock: it shows that nothing
is less, or how far the answer can at most be from the least. Time is told by the clock and of the processor: on a
machine that others use, the second is what it would take alone. The hard kinds are also searched with more effort, as
whoever wants the least at any price would. Part of `make bench NAME=compiler`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Final

from benchmarks.measuring import Ratio, report
from yijian.core.compiler.least_papers import EFFORT, Cost, least_papers
from yijian.core.compiler.paper_proof import faults_of

REQUIREMENTS: Final = 2_000
PAPERS: Final = 5_000
SEEDS: Final = (1, 2, 3)
SECONDS_ALLOWED: Final = 1.0
MOST_ABOVE: Final = 0.02
"""How far above what is proved to be the least the minutes of a hard instance may be."""
MORE_EFFORT: Final = 40
"""How many times the usual effort the patient search of a hard instance may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How many options a requirement has, how many papers an option; `popular`: a few papers serve many requirements;
    `alike`: all papers cost the same. Of a `hard` kind not the certificate of the least is judged, but the distance."""

    options: tuple[int, int]
    papers: tuple[int, int]
    popular: bool = False
    alike: bool = False
    hard: bool = False


KINDS: Final[Mapping[str, Kind]] = {
    "sparse": Kind(options=(1, 3), papers=(1, 2)),
    "usual": Kind(options=(2, 4), papers=(1, 2)),
    "popular": Kind(options=(2, 4), papers=(1, 2), popular=True),
    "single": Kind(options=(2, 3), papers=(1, 1)),
    "large_options_hard": Kind(options=(2, 5), papers=(1, 3), hard=True),
    "all_alike_hard": Kind(options=(2, 4), papers=(1, 2), alike=True, hard=True),
}


def main() -> int:
    """Measure and report; 1 where a kind takes longer than a second, is not proved, or, if hard, is too far above."""
    figures, ratios = measure()
    return report(bench="compiler_evidence", figures=figures, ratios=ratios)


@dataclass(frozen=True, slots=True)
class _Answer:
    """How long an answer took by the clock and of the processor, whether it is certified, and by which share it can be
    above the least."""

    seconds: float
    processor: float
    certified: bool
    above: float


def measure() -> tuple[dict[str, float], dict[str, Ratio]]:
    """Seconds by kind (the median of the seeds), how many were certified, and the ratios against one second."""
    figures: dict[str, float] = {}
    ratios: dict[str, Ratio] = {}
    for name, kind in KINDS.items():
        answers = [_answered(name, kind, seed, EFFORT) for seed in SEEDS]
        _note(figures, name, answers)
        ratios[f"{name}_within_a_second"] = Ratio(
            value=round(SECONDS_ALLOWED / median(answer.processor for answer in answers), 2),
            must=1,
            against="one second of the processor",
            runs=len(answers),
        )
        if kind.hard:
            above = max(answer.above for answer in answers)
            ratios[f"{name}_near_the_least"] = Ratio(
                value=round(MOST_ABOVE / above, 2) if above else 100.0,
                must=1,
                against="2 % above what is proved to be the least",
                runs=len(answers),
            )
            _note(figures, f"{name}_patient", [_answered(name, kind, SEEDS[0], MORE_EFFORT * EFFORT)])
        else:
            certified = sum(answer.certified for answer in answers)
            ratios[f"{name}_certified"] = Ratio(
                value=certified / len(answers),
                must=1,
                against="every answer with a certificate of the least",
                runs=certified,
            )
    return figures, ratios


def _note(figures: dict[str, float], name: str, answers: Sequence[_Answer]) -> None:
    figures[f"{name}_s"] = round(median(answer.seconds for answer in answers), 3)
    figures[f"{name}_processor_s"] = round(median(answer.processor for answer in answers), 3)
    figures[f"{name}_slowest_processor_s"] = round(max(answer.processor for answer in answers), 3)
    figures[f"{name}_certified_of_{len(answers)}"] = sum(answer.certified for answer in answers)
    figures[f"{name}_percent_above_bound_at_most"] = round(100 * max(answer.above for answer in answers), 2)
    print(
        f"{name}: {figures[f'{name}_s']} s, {figures[f'{name}_processor_s']} s of the processor,"
        f" at most {figures[f'{name}_percent_above_bound_at_most']} % above the least",
        file=sys.stderr,
    )


def _answered(name: str, kind: Kind, seed: int, effort: int) -> _Answer:
    """One instance answered; AssertionError where its certificate does not show what it says."""
    requirements, costs = instance(kind, seed)
    begun, used = perf_counter(), process_time()
    choice = least_papers(requirements, costs, effort=effort)
    taken, spent = perf_counter() - begun, process_time() - used
    burdens = {paper: (cost.minutes, cost.fen, 1) for paper, cost in costs.items()}
    faults = faults_of(choice.certificate, requirements, burdens, choice.papers, exact=choice.certified)
    if faults:
        raise AssertionError(f"{name}, seed {seed}: {faults}")
    least = choice.certificate.least[0]
    return _Answer(taken, spent, choice.certified, choice.burden[0] / least - 1 if least else 0.0)


def instance(kind: Kind, seed: int) -> tuple[list[tuple[frozenset[str], ...]], dict[str, Cost]]:
    """A seeded instance: minutes and fen as papers have them, unless all are alike."""
    random = Random(seed)
    names = [f"p{number:04}" for number in range(PAPERS)]
    weights = [1 / (1 + number) ** 0.7 if kind.popular else 1.0 for number in range(PAPERS)]

    def option() -> frozenset[str]:
        return frozenset(random.choices(names, weights, k=random.randint(*kind.papers)))

    requirements = [
        tuple(option() for _ in range(random.randint(*kind.options))) for _ in range(REQUIREMENTS)
    ]
    costs = {
        name: Cost(10, 0)
        if kind.alike
        else Cost(random.choice((5, 10, 15, 20, 30, 60)), random.choice((0, 0, 0, 500, 2000)))
        for name in names
    }
    return requirements, costs


if __name__ == "__main__":
    raise SystemExit(main())
