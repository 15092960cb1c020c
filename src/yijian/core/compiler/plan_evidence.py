"""Pass 3: the least burdensome set of papers that meets every requirement.

Objective: the applicant's minutes first, then fen, then as few papers as possible, then ids in order. The minimum is
exact. What leaves no choice is settled by hand (a requirement with one way left; an option that costs at least what
another costs, because it contains it); what remains falls apart into independent knots, and each knot is an integer
program for HiGHS: one thread, bounded by nodes and not by seconds, so that the same input gives the same answer on
every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import highspy

from yijian.core.compiler.draft import Draft
from yijian.core.compiler.resolve import candidates_of
from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.evidence import EvidenceItem, EvidenceMaker
from yijian.core.vocabulary.one_thing import BoundDocument, BoundRequirement, BoundService

OBJECTIVE: Final = "applicant minutes, then fen, then number of papers, then ids"
MAX_NODES: Final = 100_000
"""How many nodes HiGHS may open for one knot. A knot that needs more is solved well, but not proved minimal."""
MOST_FOR_ID_ORDER: Final = 40
"""In a knot of more papers than this, ties are left to the order in which the solver looks."""


def plan_evidence(draft: Draft) -> Draft:
    """Write down every requirement with all ways in which each of its documents can come."""
    findings: list[Finding] = []
    needs: list[BoundRequirement] = []
    services = draft.in_author_order()
    for service in services:
        for position, requirement in enumerate(service.definition.evidence):
            path = (f"services/{service.definition.id}", f"evidence/{position}")
            items = [item for option in requirement.any_of for item in option]
            findings += [
                _unknown(draft, service, item, path) for item in items if _is_unknown(draft, service, item)
            ]
            needs.append(
                BoundRequirement(
                    service=service.definition.id,
                    requirement=requirement.id,
                    options=tuple(
                        tuple(_bind(draft, services, service, item) for item in option)
                        for option in requirement.any_of
                    ),
                )
            )
    one_thing = replace(draft.one_thing, evidence=tuple(needs))
    return replace(draft, one_thing=one_thing).found(*findings)


def _is_unknown(draft: Draft, service: BoundService, item: EvidenceItem) -> bool:
    return item.type not in draft.package.evidence or item.of not in service.definition.roles


def _unknown(draft: Draft, service: BoundService, item: EvidenceItem, place: tuple[str, str]) -> Finding:
    return draft.error(
        "EVIDENCE_UNKNOWN",
        Text(
            f"“{service.definition.name.zh}”要的材料“{item.type}（{item.of}）”没有定义",
            f"The paper “{item.type}” of “{item.of}” that “{service.definition.name.en}” asks for is not defined",
        ),
        Text("改正材料编号或角色，或补上定义", "Correct the id or the role, or add the definition"),
        place,
    )


def _bind(
    draft: Draft, services: Sequence[BoundService], service: BoundService, item: EvidenceItem
) -> BoundDocument:
    kind = draft.package.evidence.get(item.type)
    about = candidates_of(service, item.of)
    return BoundDocument(
        type=item.type,
        role=item.of,
        signed_by=item.signed_by,
        issued_by=tuple(
            other.definition.id
            for other in services
            if other is not service
            and any(
                output.evidence == item.type and candidates_of(other, output.of) & about
                for output in other.definition.outputs
            )
        ),
        registers=tuple(name for name in kind.registers if name in draft.one_thing.registers) if kind else (),
        generated=kind is not None and kind.maker is EvidenceMaker.GENERATED,
    )


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a paper costs the applicant."""

    minutes: int
    fen: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The papers to bring, by id in order; `proved`: no other set that meets every requirement costs less."""

    papers: tuple[str, ...]
    proved: bool


def least_papers(requirements: Sequence[Sequence[frozenset[str]]], costs: Mapping[str, Cost]) -> Choice:
    """The cheapest papers such that every requirement has an option of which all papers are there.

    A paper without a cost comes by itself. A requirement without options cannot be met: ValueError.
    """
    if not all(requirements):
        raise ValueError("a requirement without options cannot be met")
    chosen: set[str] = set()
    left = {_undominated(option.intersection(costs) for option in options) for options in requirements}
    while True:
        left = {_undominated(option - chosen for option in options) for options in left}
        left = {options for options in left if frozenset() not in options}
        forced = frozenset().union(*(frozenset.intersection(*options) for options in left))
        if not forced:
            break
        chosen |= forced
    proved = True
    for knot in _knots(sorted(left, key=_by_ids)):
        papers, knot_proved = _solve(knot, costs)
        chosen |= papers
        proved = proved and knot_proved
    return Choice(tuple(sorted(chosen)), proved)


_Options = frozenset[frozenset[str]]


def _undominated(options: Iterable[frozenset[str]]) -> _Options:
    """The options that contain no other option whole: whoever has the larger has the smaller."""
    different = set(options)
    return frozenset(one for one in different if not any(other < one for other in different))


def _by_ids(options: _Options) -> list[list[str]]:
    return sorted(sorted(option) for option in options)


def _knots(requirements: Sequence[_Options]) -> list[list[_Options]]:
    """The requirements in groups that share no paper."""
    knots: list[tuple[set[str], list[_Options]]] = []
    for options in requirements:
        papers = set().union(*options)
        touching = [knot for knot in knots if knot[0] & papers]
        merged: list[_Options] = [one for knot in touching for one in knot[1]]
        knots = [knot for knot in knots if knot not in touching]
        knots.append((papers.union(*(knot[0] for knot in touching)), [*merged, options]))
    return [sorted(knot, key=_by_ids) for _, knot in knots]


def _solve(knot: Sequence[_Options], costs: Mapping[str, Cost]) -> tuple[frozenset[str], bool]:
    """The best papers for one knot: each part of the objective in turn, the earlier ones held at their minimum."""
    papers = sorted(set().union(*(option for options in knot for option in options)))
    program = _Program(papers, knot)
    objectives = (
        [costs[paper].minutes for paper in papers],
        [costs[paper].fen for paper in papers],
        [1] * len(papers),
    )
    best: frozenset[str] | None = None
    for weights in objectives:
        found = program.minimise(weights)
        if found is None:
            return (best if best is not None else _first_options(knot)), False
        best = found
        program.hold(
            weights, sum(weight for paper, weight in zip(papers, weights, strict=True) if paper in best)
        )
    assert best is not None  # noqa: S101 -- there is always an objective, and it was met
    if len(papers) <= MOST_FOR_ID_ORDER:
        for paper in papers:
            better = best if paper in best else program.with_paper(paper)
            if better is not None:
                best = better
                program.fix(paper)
    return best, True


def _first_options(knot: Sequence[_Options]) -> frozenset[str]:
    """A sound set of papers for a knot that could not be solved: the first option of each requirement."""
    return frozenset().union(*(min(options, key=sorted) for options in knot))


class _SilentHighs(highspy.Highs):
    """A solver that prints nothing: its banner would stand in the midst of what a command prints for scripts. It is
    printed where callbacks are set up, before anybody could set an option."""

    def enableCallbacks(self) -> None:  # noqa: N802 -- the name is that of highspy
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # highspy has no annotations


class _Program:
    """The integer program of one knot: a binary for each paper and each option.

    Every requirement has an option that is taken, and an option is taken only with all its papers.
    """

    def __init__(self, papers: Sequence[str], knot: Sequence[_Options]) -> None:
        self._papers = list(papers)
        self._column = {paper: at for at, paper in enumerate(papers)}
        self._highs = _SilentHighs()  # type: ignore[no-untyped-call]  # highspy has no annotations
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("random_seed", 0)
        self._highs.setOptionValue("mip_max_nodes", MAX_NODES)
        self._highs.setOptionValue("mip_rel_gap", 0.0)
        self._highs.setOptionValue("mip_abs_gap", 0.5)  # all costs are whole numbers
        for _ in papers:
            self._add_binary()
        for options in knot:
            taken: list[int] = []
            for option in sorted(options, key=sorted):
                column = self._add_binary()
                taken.append(column)
                for paper in sorted(option):
                    self._at_least(0, {self._column[paper]: 1, column: -1})
            self._at_least(1, dict.fromkeys(taken, 1))

    def _add_binary(self) -> int:
        column = int(self._highs.getNumCol())
        self._highs.addVar(0, 1)
        self._highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        return column

    def _at_least(self, least: int, terms: Mapping[int, int]) -> None:
        self._highs.addRow(
            least, highspy.kHighsInf, len(terms), list(terms), [float(one) for one in terms.values()]
        )

    def minimise(self, weights: Sequence[int]) -> frozenset[str] | None:
        """The papers of an optimum, or None where it is not proved to be one within the bounded effort."""
        for column, weight in enumerate(weights):
            self._highs.changeColCost(column, float(weight))
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = self._highs.getSolution().col_value
        return frozenset(paper for paper, column in self._column.items() if values[column] > 0.5)

    def hold(self, weights: Sequence[int], value: int) -> None:
        """From now on the weighted papers may come to no more than a value."""
        terms = {column: -float(weight) for column, weight in enumerate(weights) if weight}
        if terms:
            self._highs.addRow(
                -float(value), highspy.kHighsInf, len(terms), list(terms), list(terms.values())
            )

    def fix(self, paper: str) -> None:
        """From now on the paper is taken."""
        self._highs.changeColBounds(self._column[paper], 1, 1)

    def with_paper(self, paper: str) -> frozenset[str] | None:
        """A set that is as good and holds the paper, or None."""
        self.fix(paper)
        found = self.minimise([1] * len(self._papers))
        if found is None:
            self._highs.changeColBounds(self._column[paper], 0, 1)
        return found
