"""The least burdensome set of papers, exactly, with a proof.

Objective: the applicant's minutes first, then fen, then as few papers as possible, then ids in order.

What leaves no choice is settled by hand (a requirement with one way left; an option that costs at least what another
costs, because it contains it); what remains falls apart into independent knots. Each knot is searched with the prices
of a linear program: they bound what is left, they tell where to branch, and written down they are the proof
(`paper_proof`), which is checked here before anything is claimed. A knot that needs too many branches goes to the
solver as a whole: what it calls the least is the least by its word, and without a certificate. Effort is counted, not
timed, so that the same input gives the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from yijian.core.compiler.paper_proof import (
    PARTS,
    Burden,
    Certificate,
    Fork,
    PriceList,
    Proof,
    ProvedPart,
    added,
    shows,
    step_of,
    too_dear,
)

if TYPE_CHECKING:
    from yijian.core.compiler.paper_relaxation import Relaxed

OBJECTIVE: Final = "applicant minutes, then fen, then number of papers, then ids"
MOST_BRANCHES: Final = 400
WORK_OF_BRANCHES: Final = 300_000
"""How many branches times variables are searched for one part of the objective of one knot, up to `MOST_BRANCHES`."""
WORK_OF_SOLVER: Final = 200_000
"""How many nodes times variables the solver may open for one. A knot that needs more is met well, not proved minimal."""
MOST_FOR_ID_ORDER: Final = 40
"""In a knot of more papers than this, ties are left to the order in which the solver looks."""
_CLEAR: Final = 1e-6


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a paper costs the applicant."""

    minutes: int
    fen: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The papers to bring, by id in order. `proved`: no other set that meets every requirement is less burden.

    `certificate` is the proof of that; None where it rests on the word of the solver, or there is none. No set takes
    fewer minutes than `minutes_at_least`.
    """

    papers: tuple[str, ...]
    proved: bool
    certificate: Certificate | None
    minutes_at_least: int


_Options = frozenset[frozenset[str]]


def least_papers(requirements: Sequence[Sequence[frozenset[str]]], costs: Mapping[str, Cost]) -> Choice:
    """The cheapest papers such that every requirement has an option of which all papers are there.

    A paper without a cost comes by itself. A requirement without options cannot be met: ValueError.
    """
    if not all(requirements):
        raise ValueError("a requirement without options cannot be met")
    burdens: dict[str, Burden] = {paper: (cost.minutes, cost.fen, 1) for paper, cost in costs.items()}
    paid = frozenset(costs)
    left: dict[_Options, int] = {}
    for at, options in enumerate(requirements):
        left.setdefault(_undominated(option & paid for option in options), at)
    chosen, left = _forced(left)
    results = [
        _KnotSearch(knot, burdens).run()
        for knot in _knots(sorted(left.items(), key=lambda each: _by_ids(each[0])))
    ]
    parts = [_forced_part(paper, at, burdens) for paper, at in sorted(chosen.items())]
    certified = all(result.part is not None for result in results)
    parts += [result.part for result in results if result.part is not None]
    return Choice(
        papers=tuple(sorted(frozenset(chosen).union(*(result.papers for result in results)))),
        proved=all(result.proved for result in results),
        certificate=Certificate(tuple(parts)) if certified else None,
        minutes_at_least=sum(burdens[paper][0] for paper in chosen)
        + sum(result.minutes_at_least for result in results),
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


def _forced_part(paper: str, at: int, burdens: Mapping[str, Burden]) -> ProvedPart:
    """Nobody does without a paper that every option of a requirement holds."""
    return ProvedPart(
        papers=frozenset((paper,)),
        least=burdens[paper],
        proofs=tuple(
            PriceList((*(0,) * part, 1), {at: {paper: burdens[paper][part]}}) for part in range(PARTS)
        ),
    )


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


@dataclass(frozen=True, slots=True)
class _KnotResult:
    papers: frozenset[str]
    proved: bool
    part: ProvedPart | None
    minutes_at_least: int


class _TooManyBranches(Exception):
    """The knot is not searched any further here."""


class _KnotSearch:
    """The best papers for one knot: each part of the objective in turn, the earlier ones held at their least."""

    def __init__(self, knot: Mapping[int, _Options], costs: Mapping[str, Burden]) -> None:
        self._knot = {at: sorted(options, key=sorted) for at, options in sorted(knot.items())}
        self._costs = costs
        from yijian.core.compiler.paper_relaxation import Relaxation  # slow to load, and seldom needed

        self._program = Relaxation(self._knot, costs)
        self._papers = frozenset(self._program.papers)
        self._positions = self._index()
        self._best = self._completed(frozenset())
        self._part = 0
        self._branches = 0
        self._lowest: float = 0.0
        self._root: PriceList | None = None
        self._left_out: frozenset[str] = frozenset()

    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {paper: [] for paper in self._program.papers}
        for at, options in self._knot.items():
            for paper in frozenset().union(*options):
                index[paper].append(at)
        return index

    def run(self) -> _KnotResult:
        """Search part by part; where that takes too many branches, ask the solver for the whole."""
        proofs: list[Proof] = []
        dear: list[PriceList | None] = []
        proved, at_least = True, 0
        for part in range(PARTS):
            self._part = part
            self._program.aim(part)
            if proved and len(proofs) == part:
                self._branches = min(MOST_BRANCHES, max(8, WORK_OF_BRANCHES // self._program.columns))
                try:
                    proofs.append(self._proof(frozenset(), self._left_out))
                except _TooManyBranches:
                    self._release()
            if len(proofs) == part and proved:
                found = self._program.whole(max(8, WORK_OF_SOLVER // self._program.columns))
                proved = found is not None
                if found is not None:
                    self._best = min(self._best, self._pruned(found), key=self._rank)
            if part == 0:
                at_least = self._spent(self._best)[0] if proved else self._lowest_minutes()
            if not proved:
                break
            dear.append(self._leave_out(part))
            self._program.hold(part, self._spent(self._best)[part])
        if proved and len(self._papers) <= MOST_FOR_ID_ORDER:
            self._prefer_early_ids()
        complete = proved and len(proofs) == PARTS
        part_proved = (
            ProvedPart(
                papers=self._papers,
                least=self._spent(self._best),
                proofs=tuple(proofs),
                too_dear=tuple(dear[:-1]),
            )
            if complete
            else None
        )
        return _KnotResult(self._best, proved, part_proved, at_least)

    def _lowest_minutes(self) -> int:
        step = step_of(self._costs, self._papers, 0)
        return ceil(self._lowest / step - _CLEAR) * step

    # Branching

    def _proof(self, bringing: frozenset[str], without: frozenset[str]) -> Proof:
        """A proof that nothing better than the best is to be found here; the best becomes better on the way."""
        self._branches -= 1
        relaxed = self._program.in_parts()
        if relaxed is None:
            return self._impossible(bringing, without)
        if not bringing and without == self._left_out:
            self._root = relaxed.prices
            self._lowest = relaxed.bound if self._part == 0 else self._lowest
        found = self._completed(
            bringing | {paper for paper, amount in relaxed.amounts.items() if amount > 0.5 - _CLEAR}
        )
        self._best = min(self._best, found, key=self._rank)
        limit = list(self._spent(self._best)[: self._part + 1])
        limit[self._part] -= step_of(self._costs, self._papers, self._part)
        if relaxed.bound > limit[self._part] + _CLEAR and self._shows(
            relaxed.prices, limit, bringing, without
        ):
            return relaxed.prices
        paper = self._most_divided(relaxed, bringing | without)
        if paper is None or self._branches <= 0:
            raise _TooManyBranches
        self._program.settle(paper, 1)
        having = self._proof(bringing | {paper}, without)
        self._program.settle(paper, 0)
        lacking = self._proof(bringing, without | {paper})
        self._program.settle(paper, None)
        return Fork(paper, having, lacking)

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

    def _release(self) -> None:
        for paper in self._program.papers:
            self._program.settle(paper, 0 if paper in self._left_out else None)

    def _leave_out(self, part: int) -> PriceList | None:
        """Leave out what the prices show to be too dear for the parts that follow; these prices."""
        prices, self._root = self._root, None
        if prices is None:
            return None
        least = self._spent(self._best)[: part + 1]
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
                self._program.settle(paper, 1)
                found = self._program.whole(max(8, WORK_OF_SOLVER // self._program.columns))
                if found is None:
                    self._program.settle(paper, None)
                    continue
                self._best = found
            self._program.settle(paper, 1)
