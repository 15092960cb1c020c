"""Better papers by small changes: leave one out or take one more, mend what that opens, drop what is needed no longer.

Found this way are good papers, never a proof. It makes the proof shorter: what costs more than the best need not be
looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from yijian.core.vocabulary.paper_certificate import Burden

MOST_ROUNDS: Final = 3
"""How many times every paper is tried at most. Few improve anything after the second."""


class Improvement:
    """The requirements of one knot, ready for many small changes."""

    def __init__(self, knot: Mapping[int, Sequence[frozenset[str]]], costs: Mapping[str, Burden]) -> None:
        self._papers = sorted(frozenset().union(*(option for options in knot.values() for option in options)))
        number = {paper: at for at, paper in enumerate(self._papers)}
        self._costs = [costs[paper] for paper in self._papers]
        self._options: list[list[int]] = []
        """The options of each requirement."""
        self._needed: list[tuple[int, ...]] = []
        """The papers of each option."""
        self._asked_by: list[int] = []
        """The requirement of each option."""
        self._standing: list[list[int]] = [[] for _ in self._papers]
        """The options in which each paper stands."""
        for requirement, options in enumerate(knot.values()):
            self._options.append([])
            for option in options:
                at = len(self._needed)
                self._options[-1].append(at)
                self._needed.append(tuple(sorted(number[paper] for paper in option)))
                self._asked_by.append(requirement)
                for paper in self._needed[-1]:
                    self._standing[paper].append(at)
        self._number = number
        self.looks = 0
        """How many options were looked at so far, for the account of the effort."""

    def improved(self, papers: Collection[str], *, worth_taking: Iterable[str]) -> frozenset[str]:
        """Papers that meet every requirement and are no more burden than these, which meet them as well."""
        self._chosen = [False] * len(self._papers)
        self._lacking = [len(needed) for needed in self._needed]
        self._ways = [0] * len(self._options)
        for paper in papers:
            self._take(self._number[paper])
        tried = {self._number[paper] for paper in (*papers, *worth_taking)}
        dearest_first = sorted(tried, key=lambda at: (self._costs[at], at), reverse=True)
        for _ in range(MOST_ROUNDS):
            bettered = [paper for paper in dearest_first if self._changed(paper)]
            if not bettered:
                break
        return frozenset(paper for paper, chosen in zip(self._papers, self._chosen, strict=True) if chosen)

    def _changed(self, paper: int) -> bool:
        """Whether it is less burden to leave this paper out where it was chosen, or to take it where it was not."""
        self._log: list[int] = []
        if self._chosen[paper]:
            self._flip(paper)
            for requirement in {self._asked_by[at] for at in self._standing[paper]}:
                if not self._ways[requirement] and not self._mend(requirement, paper):
                    return self._undo()
        else:
            self._flip(paper)
        kept = paper if self._chosen[paper] else None
        near = {
            other
            for taken in self._log
            if self._chosen[taken]
            for option in self._standing[taken]
            if not self._lacking[option]
            for sibling in self._options[self._asked_by[option]]
            if not self._lacking[sibling]
            for other in self._needed[sibling]
            if other != kept
        }
        for other in sorted(near, key=lambda at: (self._costs[at], at), reverse=True):
            if self._is_spare(other):
                self._flip(other)
        minutes = fen = number = 0
        for one in self._log:
            sign = 1 if self._chosen[one] else -1
            cost = self._costs[one]
            minutes, fen, number = minutes + sign * cost[0], fen + sign * cost[1], number + sign * cost[2]
        return (minutes, fen, number) < (0, 0, 0) or self._undo()

    def _mend(self, requirement: int, without: int) -> bool:
        """Meet a requirement with its cheapest option that lacks this paper."""
        best: tuple[Burden, int] | None = None
        for option in self._options[requirement]:
            if without in self._needed[option]:
                continue
            minutes = fen = number = 0
            for paper in self._needed[option]:
                if not self._chosen[paper]:
                    cost = self._costs[paper]
                    minutes, fen, number = minutes + cost[0], fen + cost[1], number + cost[2]
            if best is None or ((minutes, fen, number), option) < best:
                best = (minutes, fen, number), option
        if best is None:
            return False
        for paper in self._needed[best[1]]:
            if not self._chosen[paper]:
                self._flip(paper)
        return True

    def _is_spare(self, paper: int) -> bool:
        """Whether every requirement is met without this chosen paper as well."""
        self.looks += len(self._standing[paper])
        lost: dict[int, int] = {}
        for option in self._standing[paper]:
            if not self._lacking[option]:
                requirement = self._asked_by[option]
                lost[requirement] = lost.get(requirement, 0) + 1
        return all(self._ways[requirement] > number for requirement, number in lost.items())

    def _undo(self) -> bool:
        for paper in reversed(self._log):
            self._turn(paper)
        return False

    def _flip(self, paper: int) -> None:
        self.looks += len(self._standing[paper])
        self._turn(paper)
        self._log.append(paper)

    def _turn(self, paper: int) -> None:
        if self._chosen[paper]:
            self._leave(paper)
        else:
            self._take(paper)

    def _take(self, paper: int) -> None:
        self._chosen[paper] = True
        for option in self._standing[paper]:
            self._lacking[option] -= 1
            if not self._lacking[option]:
                self._ways[self._asked_by[option]] += 1

    def _leave(self, paper: int) -> None:
        self._chosen[paper] = False
        for option in self._standing[paper]:
            if not self._lacking[option]:
                self._ways[self._asked_by[option]] -= 1
            self._lacking[option] += 1
