"""The least burdensome set of papers, with a proof, or with a proof of how far from the least it is at most.

Objective: the applicant's minutes first, then fen, then as few papers as possible, then ids in order.

What leaves no choice is settled by hand (a requirement with one way left; an option that costs at least what another
costs, because it contains it); what remains falls apart into independent knots, which are searched from the smallest
on (`paper_search`). Effort is counted, not timed, so that the same input gives the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yijian.core.compiler.paper_proof import forced_part
from yijian.core.compiler.paper_search import KnotResult, KnotSearch
from yijian.core.vocabulary.paper_certificate import Burden, Certificate, added

OBJECTIVE: Final = "applicant minutes, then fen, then number of papers, then ids"
EFFORT: Final = 110_000_000
"""About a second of search: whoever asks for a plan waits for it. In steps of the solver times variables."""


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a paper costs the applicant."""

    minutes: int
    fen: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The papers to bring, by id in order, and their burden. `proved`: no other set that meets every requirement is less
    burden, as the certificate shows or, where it reaches less far, by the word of the solver.

    `certificate` shows what any set comes to at least, whatever was proved.
    """

    papers: tuple[str, ...]
    burden: Burden
    proved: bool
    certificate: Certificate

    @property
    def certified(self) -> bool:
        """Whether the certificate shows that no other set is less burden."""
        return self.certificate.least == self.burden

    @property
    def minutes_at_least(self) -> int:
        """No set takes fewer minutes than this."""
        return self.burden[0] if self.proved else self.certificate.least[0]


_Options = frozenset[frozenset[str]]


def least_papers(
    requirements: Sequence[Sequence[frozenset[str]]], costs: Mapping[str, Cost], *, effort: int = EFFORT
) -> Choice:
    """The cheapest papers such that every requirement has an option of which all papers are there.

    A paper without a cost comes by itself. Within `effort` hard instances are met well and not proved least; who wants
    the least at any price gives more. A requirement without options cannot be met: ValueError.
    """
    if not all(requirements):
        raise ValueError("a requirement without options cannot be met")
    burdens: dict[str, Burden] = {paper: (cost.minutes, cost.fen, 1) for paper, cost in costs.items()}
    paid = frozenset(costs)
    left: dict[_Options, int] = {}
    for at, options in enumerate(requirements):
        left.setdefault(_undominated(option & paid for option in options), at)
    chosen, left = _forced(left)
    knots = _knots(sorted(left.items(), key=lambda each: _by_ids(each[0])))
    results: list[KnotResult] = []
    for knot in sorted(knots, key=len):
        results.append(KnotSearch(knot, burdens, effort=effort).run())
        effort -= results[-1].effort
    papers = frozenset(chosen).union(*(result.papers for result in results))
    parts = [forced_part(paper, at, burdens) for paper, at in sorted(chosen.items())]
    return Choice(
        papers=tuple(sorted(papers)),
        burden=added(burdens[paper] for paper in papers),
        proved=all(result.least for result in results),
        certificate=Certificate((*parts, *(result.part for result in results))),
    )


def _undominated(options: Iterable[frozenset[str]]) -> _Options:
    """The options that contain no other option whole: whoever has the larger has the smaller."""
    different = set(options)
    return frozenset(one for one in different if not any(other < one for other in different))


def _by_ids(options: _Options) -> list[list[str]]:
    return sorted(sorted(option) for option in options)


def _forced(left: Mapping[_Options, int]) -> tuple[dict[str, int], dict[_Options, int]]:
    """The papers that some requirement (by position) cannot do without, and the requirements that they leave open."""
    chosen: dict[str, int] = {}
    while True:
        forced: dict[str, int] = {}
        for options, at in left.items():
            for paper in frozenset.intersection(*options):
                forced[paper] = min(at, forced.get(paper, at))
        if not forced:
            break
        chosen |= forced
        new = frozenset(forced)
        rest: dict[_Options, int] = {}
        for options, at in left.items():
            if any(option & new for option in options):
                options = _undominated(option - new for option in options)
            if frozenset() not in options:
                rest[options] = min(at, rest.get(options, at))
        left = rest
    return chosen, {options: at for options, at in left.items() if frozenset() not in options}


def _knots(requirements: Sequence[tuple[_Options, int]]) -> list[dict[int, _Options]]:
    """The requirements in groups that share no paper, by position."""
    leader: dict[str, str] = {}

    def led_by(paper: str) -> str:
        while leader[paper] != paper:
            leader[paper] = leader[leader[paper]]
            paper = leader[paper]
        return paper

    for options, _ in requirements:
        papers = sorted(frozenset().union(*options))
        for paper in papers:
            leader.setdefault(paper, paper)
        first = led_by(papers[0])
        for paper in papers[1:]:
            leader[led_by(paper)] = first
    knots: dict[str, dict[int, _Options]] = {}
    for options, at in requirements:
        knots.setdefault(led_by(min(min(option) for option in options)), {})[at] = options
    return list(knots.values())
