"""Why no other papers would be less burden, or how much less they could be at most: written down for anybody to check.

The idea is a price list. Each requirement shares out amounts among the papers that can meet it; what it is worth is the
least that any of its options then comes to. Where no paper is charged for more than it costs, every set of papers that
meets all requirements costs at least the worth of them all together. Where that does not reach the cost of the chosen
papers, a paper is taken up: one proof for those who bring it, one for those who do not.

The parts of the objective are proved one after the other: what is as good in the earlier parts is not better in this
one. A proof may charge the earlier parts as well, as many times as its weights say, because they are already settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

Burden: TypeAlias = tuple[int, int, int]
"""Minutes, fen and number of papers, in the order in which they count."""
PARTS: Final = 3


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
    """Some papers, and what they come to at least: `least`, compared part by part of the objective in turn. `proofs` show
    it, one for each part of the objective; parts without a proof are claimed to be no less than nothing. Requirements
    are looked at only as far as these papers go.

    `too_dear` are price lists, one for each part of the objective but the last, that leave papers so much of their cost
    uncharged that whoever brings one exceeds the least in that part: they are left out in the parts that follow.
    `forced`: the position of a requirement that cannot be met without this one paper; nothing had to be searched.
    """

    papers: frozenset[str]
    least: Burden
    proofs: tuple[Proof, ...]
    too_dear: tuple[PriceList | None, ...] = (None, None)
    forced: int | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """Parts that share no paper. All papers together come to at least what the parts come to."""

    parts: tuple[ProvedPart, ...]

    @property
    def least(self) -> Burden:
        """No papers that meet every requirement are less burden than this."""
        return added(part.least for part in self.parts)

    @property
    def trivial(self) -> bool:
        """Whether nothing had to be searched: every paper is one that some requirement cannot do without."""
        return all(part.forced is not None for part in self.parts)


def added(burdens: Iterable[Burden]) -> Burden:
    """Burdens together."""
    minutes = fen = papers = 0
    for one in burdens:
        minutes, fen, papers = minutes + one[0], fen + one[1], papers + one[2]
    return minutes, fen, papers


class ProofScope(StrEnum):
    """Which requirements a proof is about: those that certainly hold, or those that may still hold."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedRequirement:
    """One requirement as the search saw it: every paper of any one option meets it. `tasks` are who asks, as
    (task, requirement)."""

    tasks: tuple[tuple[str, str], ...]
    options: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceProof:
    """All that is needed to check the choice of papers for some requirements without trusting who chose them.

    `costs` by paper that the applicant would have to bring; other papers come by themselves or are at hand. `papers`
    were chosen. `least`: no other papers are less burden, as `certificate` shows or, where it reaches less far, as the
    solver says.
    """

    scope: ProofScope
    requirements: tuple[ProvedRequirement, ...]
    costs: Mapping[str, Burden]
    papers: tuple[str, ...]
    least: bool
    certificate: Certificate

    @property
    def burden(self) -> Burden:
        """What the chosen papers come to."""
        return added(self.costs[paper] for paper in self.papers)

    @property
    def at_least(self) -> Burden:
        """What any papers come to at least, as the certificate shows."""
        return self.certificate.least

    @property
    def certified(self) -> bool:
        """Whether the certificate shows that no other papers are less burden."""
        return self.at_least == self.burden
