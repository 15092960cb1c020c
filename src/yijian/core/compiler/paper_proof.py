"""Why no other papers would be less burden: a proof that anybody can check by adding up whole numbers.

The idea is a price list. Each requirement shares out amounts among the papers that can meet it; what it is worth is the
least that any of its options then comes to. Where no paper is charged for more than it costs, every set of papers that
meets all requirements costs at least the worth of them all together. Where that does not reach the cost of the chosen
papers, a paper is taken up: one proof for those who bring it, one for those who do not.

The parts of the objective are proved one after the other: what is as good in the earlier parts is not better in this
one. A proof may charge the earlier parts as well, as many times as its weights say, because they are already settled.

Nothing here solves anything, and no solver is trusted: amounts are whole numbers, and adding them up is the check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import TypeAlias

Burden: TypeAlias = tuple[int, int, int]
"""Minutes, fen and number of papers, in the order in which they count."""
PARTS = 3
Requirements: TypeAlias = "Mapping[int, Sequence[frozenset[str]]] | Sequence[Sequence[frozenset[str]]]"
"""By position the options of a requirement: every paper of any one option meets it."""


@dataclass(frozen=True, slots=True)
class PriceList:
    """`weights`: how many times each part of the objective is counted, up to the one that is proved. `shares`: what a
    requirement (by its position) charges for each paper."""

    weights: tuple[int, ...]
    shares: Mapping[int, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Fork:
    """Whoever brings the paper, and whoever does not."""

    paper: str
    bringing: Proof
    without: Proof


Proof: TypeAlias = "PriceList | Fork"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedPart:
    """Some papers of which no less can be brought: `least` is their burden, `proofs` show it, one for each part of the
    objective. Requirements are looked at only as far as these papers go.

    `too_dear` are price lists, one for each part of the objective but the last, that leave papers so much of their cost
    uncharged that whoever brings one exceeds the least in that part: they are left out in the parts that follow.
    """

    papers: frozenset[str]
    least: Burden
    proofs: tuple[Proof, ...]
    too_dear: tuple[PriceList | None, ...] = (None, None)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Parts that share no paper. The least burden of all is that of the parts together."""

    parts: tuple[ProvedPart, ...]

    @property
    def least(self) -> Burden:
        """No papers that meet every requirement are less burden than this."""
        return added(part.least for part in self.parts)


def added(burdens: Iterable[Burden]) -> Burden:
    """Burdens together."""
    minutes = fen = papers = 0
    for one in burdens:
        minutes, fen, papers = minutes + one[0], fen + one[1], papers + one[2]
    return minutes, fen, papers


def faults_of(
    certificate: Certificate,
    requirements: Sequence[Sequence[frozenset[str]]],
    costs: Mapping[str, Burden],
    papers: Sequence[str],
) -> tuple[str, ...]:
    """What is wrong with the claim that `papers` are the least; empty: it is proved.

    Papers without a cost come by themselves.
    """
    faults: list[str] = []
    chosen = frozenset(papers)
    faults += [
        f"requirement {at} is not met"
        for at, options in enumerate(requirements)
        if not any(option & costs.keys() <= chosen for option in options)
    ]
    seen: set[str] = set()
    for part in certificate.parts:
        if seen & part.papers:
            faults.append(f"papers stand in two parts: {sorted(seen & part.papers)}")
        seen |= part.papers
        faults += _faults_of_part(part, requirements, costs)
    spent = added([costs[paper] for paper in sorted(chosen)])
    if spent != certificate.least:
        faults.append(f"the papers cost {spent}, proved is {certificate.least}")
    return tuple(faults)


def step_of(costs: Mapping[str, Burden], papers: frozenset[str], part: int) -> int:
    """By how much burdens of sets of these papers differ at least in a part of the objective."""
    return gcd(*(costs[paper][part] for paper in papers)) or 1


def _faults_of_part(part: ProvedPart, requirements: Requirements, costs: Mapping[str, Burden]) -> list[str]:
    if len(part.proofs) != PARTS or len(part.too_dear) != PARTS - 1 or not part.papers <= costs.keys():
        return ["a part without proofs, or of papers without costs"]
    faults: list[str] = []
    left_out: frozenset[str] = frozenset()
    for at, proof in enumerate(part.proofs):
        if at and (prices := part.too_dear[at - 1]) is not None:
            left_out |= too_dear(prices, requirements, costs, part.least[:at], part.papers, left_out)
        limit = list(part.least[: at + 1])
        limit[at] -= step_of(costs, part.papers, at)
        waiting = [(proof, frozenset[str](), left_out)]
        while waiting:
            node, bringing, without = waiting.pop()
            if isinstance(node, Fork):
                if node.paper not in part.papers or node.paper in bringing | without:
                    faults.append(f"{node.paper} cannot be taken up")
                    continue
                waiting.append((node.bringing, bringing | {node.paper}, without))
                waiting.append((node.without, bringing, without | {node.paper}))
            elif not shows(node, requirements, costs, limit, part.papers, bringing, without):
                faults.append(f"a price list shows nothing: {sorted(bringing)}, without {sorted(without)}")
    return faults


def shows(
    prices: PriceList,
    requirements: Requirements,
    costs: Mapping[str, Burden],
    limit: Sequence[int],
    papers: frozenset[str],
    bringing: frozenset[str],
    without: frozenset[str],
) -> bool:
    """Whether a price list shows that nobody who brings and does without these papers stays within the limit in every
    part of the objective up to the last."""
    weighed = _weigh(prices, requirements, costs, limit, papers, bringing, without)
    return weighed is not None and weighed[0] > 0


def too_dear(
    prices: PriceList,
    requirements: Requirements,
    costs: Mapping[str, Burden],
    least: Sequence[int],
    papers: frozenset[str],
    without: frozenset[str],
) -> frozenset[str]:
    """The papers that nobody brings who stays within the least in every part up to the last: what a price list leaves
    of their cost uncharged is more than what it is short of exceeding the least."""
    weighed = _weigh(prices, requirements, costs, least, papers, frozenset(), without)
    if weighed is None:
        return frozenset()
    return frozenset(paper for paper, room in weighed[1].items() if weighed[0] + room > 0)


def _weigh(
    prices: PriceList,
    requirements: Requirements,
    costs: Mapping[str, Burden],
    limit: Sequence[int],
    papers: frozenset[str],
    bringing: frozenset[str],
    without: frozenset[str],
) -> tuple[int, dict[str, int]] | None:
    """By how much the worth of all requirements exceeds the limit, and what is left uncharged of each paper; None for a
    price list that charges too much."""
    weights = prices.weights
    if len(weights) != len(limit) or min(weights) < 0:
        return None
    worth = sum(_weighed(weights, costs[paper]) for paper in bringing)
    room = {paper: _weighed(weights, costs[paper]) for paper in papers - bringing - without}
    for at, shares in prices.shares.items():
        options = [option & papers for option in requirements[at] if not option & without]
        if not options:
            return 1, room  # without those papers nothing meets this requirement
        worth += min(
            sum(shares.get(paper, 0) for paper in option if paper not in bringing) for option in options
        )
        for paper, amount in shares.items():
            if amount < 0 or paper not in papers:
                return None
            if paper in room:
                room[paper] -= amount
    if min(room.values(), default=0) < 0:
        return None
    return worth - sum(weight * most for weight, most in zip(weights, limit, strict=True)), room


def _weighed(weights: Sequence[int], burden: Burden) -> int:
    return sum(weight * one for weight, one in zip(weights, burden, strict=False))
