"""The papers of a plan (材料): which there are, how each comes and for whom, what else is allowed, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.evidence import ByCommitment
from yijian.core.vocabulary.paper_certificate import Burden, EvidenceProof, added
from yijian.core.vocabulary.time_limit import TimeLimit


class PaperWay(StrEnum):
    """How a document reaches the departments."""

    APPLICANT = "applicant"
    REGISTER = "register"
    OUTPUT = "output"
    GENERATED = "generated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperUse:
    """Which requirement of which task a paper meets.

    `follows_within`: where it may come later (`may_follow`), the time it has. `by_commitment`: a promise may replace it.
    """

    task: str
    requirement: str
    proves: Text
    may_follow: bool
    follows_within: TimeLimit | None = None
    by_commitment: ByCommitment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPaper:
    """A document of the plan, `key` = `type:of`. `of` is a participant, a member (`child[2]`, where there are several),
    or `mother|father` while the role is open. `certain` False: it depends on facts not yet known (`needs`)."""

    key: str
    type: str
    name: Text
    of: str
    way: PaperWay
    register: str | None
    signed_by: tuple[str, ...]
    uses: tuple[PaperUse, ...]
    certain: bool
    needs: tuple[str, ...]
    hint: Text | None = None

    @property
    def may_follow(self) -> bool:
        """Whether it may come later: everybody who needs it allows that, and within a time that is known."""
        return bool(self.uses) and all(use.may_follow and use.follows_within for use in self.uses)

    @property
    def by_commitment(self) -> bool:
        """Whether a promise may replace it: for everybody who needs it."""
        return bool(self.uses) and all(use.by_commitment for use in self.uses)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayPaper:
    """One document of a way to meet a requirement, as it would come."""

    key: str
    type: str
    name: Text
    of: str
    way: PaperWay


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWay:
    """A way to meet a requirement that was not chosen: all of `papers`.

    `minutes` and `fen`: how much more (negative: less) the applicant's papers would take with it, everything else as
    planned. `soonest`: whether it is the way of whoever wants the last result as early as it can be (`trades`).
    """

    papers: tuple[WayPaper, ...]
    minutes: int
    fen: int
    soonest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChoice:
    """A requirement that can be met in several ways: the papers (by key) with which it is, and the other ways."""

    task: str
    requirement: str
    proves: Text
    certain: bool
    chosen: tuple[str, ...]
    others: tuple[OtherWay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTrade:
    """One way to choose papers that no other beats both in burden and in working days until the last result: `bring`
    are the keys of what the applicant brings, `burden` is that of the requirements that certainly hold."""

    burden: Burden
    days: int
    bring: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePlan:
    """The least burdensome set of papers. `minimal`: so under `objective`; `minutes` and `fen` are the burden of
    the certain papers that the applicant brings.

    `proofs` show how far the choice can be from the least; `choices` are the requirements that can be met otherwise.
    `trades`, from the least burden (which is the plan's) to the fewest days, only where the two pull apart; all of
    them where `all_trades`, else some in between are left out.
    """

    papers: tuple[PlannedPaper, ...]
    minimal: bool
    objective: str
    minutes: int
    fen: int
    proofs: tuple[EvidenceProof, ...] = ()
    choices: tuple[PaperChoice, ...] = ()
    trades: tuple[PaperTrade, ...] = ()
    all_trades: bool = True

    @property
    def burden(self) -> Burden:
        """What the papers come to that were chosen, for requirements that certainly hold and those that may."""
        return added(proof.burden for proof in self.proofs)

    @property
    def at_least(self) -> Burden:
        """What any papers come to at least, as the certificates show."""
        return added(proof.at_least for proof in self.proofs)

    @property
    def certified(self) -> bool:
        """Whether certificates show that no other papers are less burden."""
        return all(proof.certified for proof in self.proofs)
