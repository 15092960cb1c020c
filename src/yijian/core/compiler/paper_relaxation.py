"""The papers of one knot as a program for HiGHS: in parts of papers (quick, with prices) or whole (slow, exact).

A variable for each paper, and one for each option of several papers. Every requirement takes options that come to one;
a paper is brought at least as much as the options of one requirement that need it are taken. One thread, and effort
counted in steps of the solver times variables and not in seconds: the same input gives the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

import highspy

from yijian.core.vocabulary.paper_certificate import Burden, PriceList

SCALE: Final = 1_000_000
"""Prices of the solver become whole numbers of this many parts."""
_CLEAR: Final = 1e-6
_STEPS_AT_LEAST: Final = 800
"""What a run costs besides its steps: reading the answer of a program takes as long as so many steps."""
_EFFORT_AT_LEAST: Final = 100_000


class _SilentHighs(highspy.Highs):
    """A solver that prints nothing: its banner would stand in the midst of what a command prints for scripts. It is
    printed where callbacks are set up, before anybody could set an option."""

    def enableCallbacks(self) -> None:  # noqa: N802 -- the name is that of highspy
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # highspy has no annotations


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Least weight when papers can be brought in parts: the bound, how much of each paper, and the prices."""

    bound: float
    amounts: Mapping[str, float]
    prices: PriceList


class Relaxation:
    """The program of one knot; `knot` are requirements by position, with options of at least one paper each."""

    def __init__(self, knot: Mapping[int, Sequence[frozenset[str]]], costs: Mapping[str, Burden]) -> None:
        self.papers = sorted(set().union(*(option for options in knot.values() for option in options)))
        self._costs = [costs[paper] for paper in self.papers]
        self._column = {paper: at for at, paper in enumerate(self.papers)}
        self._requirements: list[tuple[int, int, frozenset[str], tuple[tuple[str, int], ...]]] = []
        self.effort = 0
        """What has been spent so far: steps of the solver times variables."""
        self._held: list[int] = []
        """The values of the parts of the objective that are held."""
        self._highs = _SilentHighs()  # type: ignore[no-untyped-call]  # highspy has no annotations
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("random_seed", 0)
        self._highs.setOptionValue("mip_rel_gap", 0.0)
        self._highs.setOptionValue("mip_abs_gap", 0.5)  # all costs are whole numbers
        self._highs.passModel(self._model(knot))

    def _model(self, knot: Mapping[int, Sequence[frozenset[str]]]) -> highspy.HighsLp:
        rows: list[dict[int, int]] = []
        lower: list[float] = []
        columns = len(self.papers)
        for at, options in sorted(knot.items()):
            row: dict[int, int] = {}
            needing: dict[str, list[int]] = {}
            for option in sorted(options, key=sorted):
                if len(option) == 1:
                    row[self._column[next(iter(option))]] = 1
                    continue
                row[columns] = 1
                for paper in sorted(option):
                    needing.setdefault(paper, []).append(columns)
                columns += 1
            first = len(rows)
            rows.append(row)
            lower.append(1)
            for paper, options_of in needing.items():
                rows.append({self._column[paper]: 1, **dict.fromkeys(options_of, -1)})
                lower.append(0)
            single = frozenset(next(iter(option)) for option in options if len(option) == 1)
            links = tuple((paper, first + 1 + place) for place, paper in enumerate(needing))
            self._requirements.append((at, first, single, links))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = columns, len(rows)
        model.col_cost_ = [0.0] * columns
        model.col_lower_ = [0.0] * columns
        model.col_upper_ = [highspy.kHighsInf] * columns
        model.row_lower_ = lower
        model.row_upper_ = [highspy.kHighsInf] * len(rows)
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        starts = [0]
        for row in rows:
            starts.append(starts[-1] + len(row))
        matrix.start_ = starts
        matrix.index_ = [column for row in rows for column in row]
        matrix.value_ = [float(value) for row in rows for value in row.values()]
        model.a_matrix_ = matrix
        self.columns = columns
        self._first_hold = len(rows)
        return model

    def hold(self, part: int, value: int) -> None:
        """From now on a part of the objective may come to no more than a value."""
        terms = {at: -float(cost[part]) for at, cost in enumerate(self._costs) if cost[part]}
        self._held.append(value)
        self._highs.addRow(
            -float(value), highspy.kHighsInf, len(terms), list(terms), [terms[at] for at in terms]
        )

    def aim(self, part: int) -> None:
        """From now on a part of the objective is what is made least."""
        for at, cost in enumerate(self._costs):
            self._highs.changeColCost(at, float(cost[part]))

    def settle(self, paper: str, amount: int | None) -> None:
        """From now on a paper is brought (1), not brought (0), or may be either (None)."""
        low, high = (0.0, highspy.kHighsInf) if amount is None else (float(amount), float(amount))
        self._highs.changeColBounds(self._column[paper], low, high)

    def in_parts(self) -> Relaxed | None:
        """The least, papers being brought in parts; None where nothing fits."""
        return self._in_parts(len(self._held))

    def _in_parts(self, part: int) -> Relaxed | None:
        self._highs.run()
        steps = _STEPS_AT_LEAST + int(self._highs.getInfo().simplex_iteration_count)
        self.effort += _EFFORT_AT_LEAST + steps * self.columns
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        amounts, duals = list(solution.col_value), list(solution.row_dual)
        return Relaxed(
            bound=float(self._highs.getInfo().objective_function_value),
            amounts={paper: amounts[at] for at, paper in enumerate(self.papers) if amounts[at] > _CLEAR},
            prices=self._prices(duals, part),
        )

    def in_parts_of(self, part: int) -> Relaxed | None:
        """The least of an earlier part of the objective, with only the parts before it held."""
        aimed = len(self._held)
        for number in range(part, aimed):
            self._highs.changeRowBounds(self._first_hold + number, -highspy.kHighsInf, highspy.kHighsInf)
        self.aim(part)
        relaxed = self._in_parts(part)
        for number in range(part, aimed):
            self._highs.changeRowBounds(
                self._first_hold + number, -float(self._held[number]), highspy.kHighsInf
            )
        self.aim(aimed)
        return relaxed

    def _prices(self, duals: Sequence[float], part: int) -> PriceList:
        """Prices as whole numbers: papers charged for more than they cost by rounding are charged less."""
        held = duals[self._first_hold : self._first_hold + part]
        weights = (*(max(0, ceil(dual * SCALE - _CLEAR)) for dual in held), SCALE)
        room = {
            paper: sum(weight * one for weight, one in zip(weights, cost, strict=False))
            for paper, cost in zip(self.papers, self._costs, strict=True)
        }
        shares: dict[int, dict[str, int]] = {}
        for at, row, single, links in self._requirements:
            price = floor(duals[row] * SCALE)
            if price <= 0:
                continue
            charged = dict.fromkeys(sorted(single), price)
            for paper, link in links:
                charged[paper] = floor(duals[link] * SCALE)
            for paper, amount in charged.items():
                charged[paper] = max(0, min(amount, room[paper]))
                room[paper] -= charged[paper]
            shares[at] = {paper: amount for paper, amount in charged.items() if amount}
        return PriceList(weights, shares)

    def effort_of_whole(self, nodes: int) -> int:
        """About what it takes to solve the whole program with so many nodes: the root alone takes long."""
        return _EFFORT_AT_LEAST + 40 * self.columns**2 + self.effort_of_node() * nodes

    def effort_of_node(self) -> int:
        """About what a node of the whole program takes."""
        return _STEPS_AT_LEAST * self.columns

    def whole(self, nodes: int) -> tuple[frozenset[str] | None, bool]:
        """Papers that meet every requirement, and whether the solver says that none are less within so many nodes."""
        highs = self._highs
        highs.setOptionValue("mip_max_nodes", nodes)
        for column in range(self.columns):
            highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        highs.run()
        self.effort += self.effort_of_whole(int(highs.getInfo().mip_node_count))
        status, values = highs.getModelStatus(), highs.getSolution().col_value
        found = highs.getInfo().primal_solution_status == highspy.kSolutionStatusFeasible
        for column in range(self.columns):
            highs.changeColIntegrality(column, highspy.HighsVarType.kContinuous)
        if not found:
            return None, False
        papers = frozenset(paper for paper, column in self._column.items() if values[column] > 0.5)
        return papers, status == highspy.HighsModelStatus.kOptimal
