"""The best papers for one knot, and why: a search with the prices of a linear program.

They bound what is left, they tell where to branch, and written down they are the proof, which is checked here before
anything is claimed. Every answer of the program is rounded to papers and bettered by small changes. Where the effort
allows it, a knot that needs too many branches goes to the solver as a whole: what it calls the least is the least by
its word. Where it does not, the best papers found stand, with what the prices at the root show to be the least.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yijian.core.compiler.paper_improvement import Improvement
from yijian.core.compiler.paper_proof import shown_by, shows, step_of, too_dear
from yijian.core.vocabulary.paper_certificate import (
    PARTS,
    Burden,
    Fork,
    PriceList,
    Proof,
    ProvedPart,
    added,
)

if TYPE_CHECKING:
    from yijian.core.compiler.paper_relaxation import Relaxed

MOST_FOR_ID_ORDER: Final = 40
"""In a knot of more papers than this, ties are left to the order in which the solver looks."""
_EFFORT_OF_LOOK: Final = 50
"""What it takes to look at an option for a small change, as steps of the solver times variables."""
_NODES_OF_SOLVER: Final = 8
"""Not to be had within the effort: a solver that may open fewer nodes than this."""
MOST_DEPTH: Final = 200
"""How many papers may be taken up one after another."""
_CLEAR: Final = 1e-6


@dataclass(frozen=True, slots=True)
class KnotResult:
    """The papers for one knot. `least`: none are less burden, as `part` shows or by the word of the solver; `part` says
    what any papers come to at least. `effort` was spent."""

    papers: frozenset[str]
    least: bool
    part: ProvedPart
    effort: int


class _TooManyBranches(Exception):
    """The knot is not searched any further here."""


class KnotSearch:
    """The best papers for one knot: each part of the objective in turn, the earlier ones held at their least.

    `effort` may be spent, in steps of the solver times variables; what an answer takes at all is spent anyhow.
    """

    def __init__(
        self, knot: Mapping[int, frozenset[frozenset[str]]], costs: Mapping[str, Burden], *, effort: int
    ) -> None:
        from yijian.core.compiler.paper_relaxation import Relaxation  # slow to load, and seldom needed

        self._knot = {at: sorted(options, key=sorted) for at, options in sorted(knot.items())}
        self._costs = costs
        self._program = Relaxation(self._knot, costs)
        self._improvement = Improvement(self._knot, costs)
        self._papers = frozenset(self._program.papers)
        self._positions = self._index()
        self._effort = effort
        self._branch_until = effort
        """Branching ends here: a part of the effort is kept for the solver where it can do with it."""
        self._best = self._completed(frozenset())
        self._part = 0
        self._root: PriceList | None = None
        self._left_out: frozenset[str] = frozenset()

    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {paper: [] for paper in self._program.papers}
        for at, options in self._knot.items():
            for paper in frozenset().union(*options):
                index[paper].append(at)
        return index

    def run(self) -> KnotResult:
        """Search part by part, as long as the parts before are settled."""
        proofs: list[Proof] = []
        at_least = [0] * PARTS
        dear: list[PriceList | None] = [None] * PARTS
        least = certified = True
        for part in range(PARTS):
            self._part = part
            self._program.aim(part)
            proof = self._searched() if certified else None
            least = proof is not None or self._solved_whole()
            if proof is None and least and certified:
                proof = self._searched()  # what the solver found may make it short
            if proof is not None:
                proofs.append(proof)
                at_least[part] = self._spent(self._best)[part]
                dear[part] = self._leave_out()
            elif certified:
                certified = False
                at_least[part] = self._shown_at_root(at_least[:part])
                proofs += [self._root] if self._root is not None and at_least[part] else []
            if not least:
                break
            self._program.hold(part, self._spent(self._best)[part])
        if least and len(self._papers) <= MOST_FOR_ID_ORDER:
            self._prefer_early_ids()
        minutes, fen, papers = at_least
        return KnotResult(
            papers=self._best,
            least=least,
            part=ProvedPart(
                papers=self._papers,
                least=(minutes, fen, papers),
                proofs=tuple(proofs),
                too_dear=tuple(dear[:-1]),
            ),
            effort=self._spent_effort(),
        )

    def _spent_effort(self) -> int:
        return self._program.effort + self._improvement.looks * _EFFORT_OF_LOOK

    def _searched(self) -> Proof | None:
        """The proof that nothing is better than the best in this part of the objective, or None."""
        self._root = None
        left = self._effort - self._spent_effort()
        whole = self._program.effort_of_whole(_NODES_OF_SOLVER)
        self._branch_until = self._spent_effort() + (left // 4 if whole <= left - left // 4 else left)
        try:
            return self._proof(frozenset(), self._left_out)
        except _TooManyBranches:
            for paper in self._program.papers:
                self._program.settle(paper, 0 if paper in self._left_out else None)
            return None

    def _solved_whole(self) -> bool:
        """Whether the solver says that the best is the least in this part of the objective, which it may better."""
        left = self._effort - self._spent_effort()
        if self._program.effort_of_whole(_NODES_OF_SOLVER) > left:
            return False
        found, least = self._program.whole(left // self._program.effort_of_node())
        if found is not None:
            self._best = min(self._best, self._pruned(found), key=self._rank)
        return least

    def _shown_at_root(self, at_least: Sequence[int]) -> int:
        if self._root is None:
            return 0
        return shown_by(self._root, self._knot, self._costs, at_least, self._papers, self._left_out)

    # Branching

    def _proof(self, bringing: frozenset[str], without: frozenset[str]) -> Proof:
        """A proof that nothing better than the best is to be found here; the best becomes better on the way."""
        relaxed = self._program.in_parts()
        if relaxed is None:
            return self._impossible(bringing, without)
        if not bringing and without == self._left_out:
            self._root = relaxed.prices
        rounded = self._completed(
            bringing | {paper for paper, amount in relaxed.amounts.items() if amount > 0.5 - _CLEAR}
        )
        self._best = min(self._best, rounded, key=self._rank)
        if self._is_proof(relaxed, bringing, without):
            return relaxed.prices
        if not bringing and without == self._left_out:
            self._better(worth_taking=relaxed.amounts)
            if self._is_proof(relaxed, bringing, without):
                return relaxed.prices
        paper = self._most_divided(relaxed, bringing | without)
        deep = len(bringing) + len(without) - len(self._left_out) >= MOST_DEPTH
        if paper is None or deep or self._spent_effort() >= self._branch_until:
            raise _TooManyBranches
        self._program.settle(paper, 1)
        having = self._proof(bringing | {paper}, without)
        self._program.settle(paper, 0)
        lacking = self._proof(bringing, without | {paper})
        self._program.settle(paper, None)
        return Fork(paper, having, lacking)

    def _better(self, *, worth_taking: Iterable[str]) -> None:
        """Small changes to the best, as long as they make it less burden."""
        found = self._improvement.improved(self._best, worth_taking=worth_taking)
        self._best = min(self._best, found, key=self._rank)

    def _is_proof(self, relaxed: Relaxed, bringing: frozenset[str], without: frozenset[str]) -> bool:
        """Whether the prices show that nothing here is better than the best."""
        limit = list(self._spent(self._best)[: self._part + 1])
        limit[self._part] -= step_of(self._costs, self._papers, self._part)
        return relaxed.bound > limit[self._part] + _CLEAR and self._shows(
            relaxed.prices, limit, bringing, without
        )

    def _most_divided(self, relaxed: Relaxed, settled: frozenset[str]) -> str | None:
        """The paper to take up: brought by half, and in most requirements."""
        divided = [
            (min(amount, 1 - amount) * (1 + len(self._positions[paper])), paper)
            for paper, amount in relaxed.amounts.items()
            if _CLEAR < amount < 1 - _CLEAR and paper not in settled
        ]
        return max(divided, key=lambda each: (each[0], each[1]))[1] if divided else None

    def _impossible(self, bringing: frozenset[str], without: frozenset[str]) -> Proof:
        """A proof where nothing fits: a requirement that cannot be met, or a part of the objective that is exceeded."""
        weights = (0,) * (self._part + 1)
        for at, options in self._knot.items():
            if all(option & without for option in options):
                return PriceList(weights, {at: {}})
        limit = list(self._spent(self._best)[: self._part + 1])
        limit[self._part] -= step_of(self._costs, self._papers, self._part)
        for part in range(self._part):
            relaxed = self._program.in_parts_of(part)
            if relaxed is None:
                break
            prices = PriceList(relaxed.prices.weights + (0,) * (self._part - part), relaxed.prices.shares)
            if self._shows(prices, limit, bringing, without):
                return prices
        raise _TooManyBranches

    def _shows(
        self, prices: PriceList, limit: Sequence[int], bringing: frozenset[str], without: frozenset[str]
    ) -> bool:
        return shows(prices, self._knot, self._costs, limit, self._papers, bringing, without)

    def _leave_out(self) -> PriceList | None:
        """Leave out what the prices show to be too dear for the parts that follow; these prices."""
        prices = self._root
        if prices is None:
            return None
        least = self._spent(self._best)[: self._part + 1]
        new = too_dear(prices, self._knot, self._costs, least, self._papers, self._left_out) - self._left_out
        for paper in sorted(new):
            self._program.settle(paper, 0)
        self._left_out |= new
        return prices

    # Sets of papers

    def _spent(self, papers: AbstractSet[str]) -> Burden:
        return added([self._costs[paper] for paper in papers])

    def _rank(self, papers: frozenset[str]) -> tuple[Burden, list[str]]:
        return self._spent(papers), sorted(papers)

    def _completed(self, papers: frozenset[str]) -> frozenset[str]:
        """The papers with the cheapest option of every requirement that they do not meet, and without those too many."""
        chosen = set(papers)
        for options in self._knot.values():
            if not any(option <= chosen for option in options):
                chosen |= min(
                    options,
                    key=lambda option: (self._spent(option - chosen), sorted(option)),
                )
        return self._pruned(frozenset(chosen))

    def _pruned(self, papers: frozenset[str]) -> frozenset[str]:
        """The papers without those that no requirement needs, the dearest first."""
        chosen = set(papers)
        for paper in sorted(papers, key=lambda one: (self._costs[one], one), reverse=True):
            chosen.discard(paper)
            if not all(any(option <= chosen for option in self._knot[at]) for at in self._positions[paper]):
                chosen.add(paper)
        return frozenset(chosen)

    def _prefer_early_ids(self) -> None:
        """Of all sets that are as good, the one that holds the earlier ids."""
        for paper in self._program.papers:
            if paper in self._left_out:
                continue
            if paper not in self._best:
                if self._spent_effort() + self._program.effort_of_whole(_NODES_OF_SOLVER) > self._effort:
                    return
                self._program.settle(paper, 1)
                found, _ = self._program.whole(
                    (self._effort - self._spent_effort()) // self._program.effort_of_node()
                )
                if found is None:
                    self._program.settle(paper, None)
                    continue
                self._best = found
            self._program.settle(paper, 1)
