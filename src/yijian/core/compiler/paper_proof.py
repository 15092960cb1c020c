"""The check of a certificate (`vocabulary/paper_certificate`): adding up whole numbers, and nothing else.

Nothing here solves anything, and no solver is trusted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import gcd
from typing import TypeAlias

from yijian.core.vocabulary.paper_certificate import (
    PARTS,
    Burden,
    Certificate,
    Fork,
    PriceList,
    Proof,
    ProvedPart,
    added,
)

Requirements: TypeAlias = "Mapping[int, Sequence[frozenset[str]]] | Sequence[Sequence[frozenset[str]]]"
"""By position the options of a requirement: every paper of any one option meets it."""


def faults_of(
    certificate: Certificate,
    requirements: Sequence[Sequence[frozenset[str]]],
    costs: Mapping[str, Burden],
    papers: Sequence[str],
    *,
    exact: bool = True,
) -> tuple[str, ...]:
    """What is wrong with the claim that `papers` are the least; empty: it is proved.

    Papers without a cost come by themselves. Not `exact`: the claim is only that no papers are less than what the
    certificate says.
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
    if unknown := sorted(chosen - costs.keys()):
        return (*faults, f"papers without a cost: {unknown}")
    spent = added([costs[paper] for paper in sorted(chosen)])
    if spent < certificate.least or (exact and spent != certificate.least):
        faults.append(f"the papers cost {spent}, proved is {certificate.least}")
    return tuple(faults)


def step_of(costs: Mapping[str, Burden], papers: frozenset[str], part: int) -> int:
    """By how much burdens of sets of these papers differ at least in a part of the objective."""
    return gcd(*(costs[paper][part] for paper in papers)) or 1


def _faults_of_part(part: ProvedPart, requirements: Requirements, costs: Mapping[str, Burden]) -> list[str]:
    if len(part.proofs) > PARTS or len(part.too_dear) != PARTS - 1 or not part.papers <= costs.keys():
        return ["a part with too many proofs, or of papers without costs"]
    if any(part.least[len(part.proofs) :]):
        return [f"of {part.least} only the first {len(part.proofs)} are shown"]
    steps = [step_of(costs, part.papers, at) for at in range(len(part.proofs))]
    if any(least % step for least, step in zip(part.least, steps, strict=False)):
        return [f"no papers come to {part.least}"]
    if any(at not in _positions(requirements) for at in _charged(part)):
        return ["a proof names a requirement that there is not"]
    faults: list[str] = []
    left_out: frozenset[str] = frozenset()
    for at, proof in enumerate(part.proofs):
        if at and (prices := part.too_dear[at - 1]) is not None:
            left_out |= too_dear(prices, requirements, costs, part.least[:at], part.papers, left_out)
        limit = list(part.least[: at + 1])
        limit[at] -= steps[at]
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


def forced_part(paper: str, at: int, burdens: Mapping[str, Burden]) -> ProvedPart:
    """Nobody does without a paper that every option of a requirement holds."""
    return ProvedPart(
        papers=frozenset((paper,)),
        least=burdens[paper],
        proofs=tuple(
            PriceList((*(0,) * part, 1), {at: {paper: burdens[paper][part]}}) for part in range(PARTS)
        ),
        forced=at,
    )


def _positions(requirements: Requirements) -> Collection[int]:
    return requirements.keys() if isinstance(requirements, Mapping) else range(len(requirements))


def _charged(part: ProvedPart) -> Iterator[int]:
    """The positions of the requirements that the proofs of a part name."""
    waiting: list[Proof] = [*part.proofs, *(prices for prices in part.too_dear if prices is not None)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Fork):
            waiting += (node.bringing, node.without)
        else:
            yield from node.shares


def shown_by(
    prices: PriceList,
    requirements: Requirements,
    costs: Mapping[str, Burden],
    least: Sequence[int],
    papers: frozenset[str],
    without: frozenset[str],
) -> int:
    """What a price list shows to be the least in the last part of the objective for whoever does without these papers
    and has no more than `least` in the parts before; 0 where it shows nothing."""
    weighed = _weigh(prices, requirements, costs, (*least, 0), papers, frozenset(), without)
    if weighed is None or weighed[0] <= 0 or not prices.weights[-1]:
        return 0
    step = step_of(costs, papers, len(least))
    return -(-weighed[0] // (prices.weights[-1] * step)) * step


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
