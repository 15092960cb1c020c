"""`python -m benchmarks.compiler_evidence`: the least papers of 2,000 requirements over 5,000 papers.

Seeded instances of several kinds. The certificate of every answer is checked outside the clock; what the solver could
not prove within its bounded effort is counted, with how far it can at most be from the least. Part of
`make bench NAME=compiler`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median
from typing import Final

from benchmarks.measuring import Ratio, report, seconds_of
from yijian.core.compiler.least_papers import Choice, Cost, least_papers
from yijian.core.compiler.paper_proof import faults_of

REQUIREMENTS: Final = 2_000
PAPERS: Final = 5_000
SEEDS: Final = (1, 2, 3)
SECONDS_ALLOWED: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How many options a requirement has, how many papers an option; `popular`: a few papers serve many requirements;
    `alike`: all papers cost the same. The time of a `hard` kind is reported and not judged."""

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
    """Measure and report; 1 where a kind that is not hard takes longer than a second or is not proved."""
    figures, ratios = measure()
    return report(bench="compiler_evidence", figures=figures, ratios=ratios)


def measure() -> tuple[dict[str, float], dict[str, Ratio]]:
    """Seconds by kind (the median of the seeds), how many were certified, and the ratios against one second."""
    figures: dict[str, float] = {}
    ratios: dict[str, Ratio] = {}
    for name, kind in KINDS.items():
        taken: list[float] = []
        certified, gap = 0, 0.0
        for seed in SEEDS:
            requirements, costs = instance(kind, seed)
            answers: list[Choice] = []

            def answer(
                answers: list[Choice] = answers,
                requirements: Sequence[Sequence[frozenset[str]]] = requirements,
                costs: Mapping[str, Cost] = costs,
            ) -> None:
                answers.append(least_papers(requirements, costs))

            taken.append(seconds_of(answer))
            choice = answers[-1]
            minutes = sum(costs[paper].minutes for paper in choice.papers)
            gap = max(gap, minutes / choice.minutes_at_least - 1)
            if choice.certificate is not None:
                burdens = {paper: (cost.minutes, cost.fen, 1) for paper, cost in costs.items()}
                faults = faults_of(choice.certificate, requirements, burdens, choice.papers)
                if faults:
                    raise AssertionError(f"{name}, seed {seed}: {faults}")
                certified += 1
        figures[f"{name}_s"] = round(median(taken), 3)
        figures[f"{name}_slowest_s"] = round(max(taken), 3)
        figures[f"{name}_certified_of_{len(SEEDS)}"] = certified
        figures[f"{name}_percent_above_bound_at_most"] = round(100 * gap, 2)
        if not kind.hard:
            ratios[f"{name}_within_a_second"] = Ratio(
                value=round(SECONDS_ALLOWED / median(taken), 2),
                must=1,
                against="one second",
                runs=len(taken),
            )
            ratios[f"{name}_certified"] = Ratio(
                value=certified / len(SEEDS),
                must=1,
                against="every answer with a certificate",
                runs=certified,
            )
        print(f"{name}: {figures[f'{name}_s']} s", file=sys.stderr)
    return figures, ratios


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
