"""The least set of papers that the applicant must bring, and with which papers each requirement is met.

Two steps, each minimal by itself: first the requirements that certainly hold; then those that may still hold, with the
papers of the first step already in the folder. Papers of the second step are not certain and say what they hang on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yijian.core.compiler.least_papers import OBJECTIVE, Choice, Cost, least_papers
from yijian.core.compiler.paper_needs import Paper, PaperNeed, paper_needs
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.evidence_plan import EvidencePlan, PaperUse, PaperWay, PlannedPaper
from yijian.core.vocabulary.paper_certificate import Burden, EvidenceProof, ProofScope, ProvedRequirement
from yijian.core.vocabulary.time_limit import TimeLimit


def papers_alone(situation: Situation) -> dict[str, frozenset[str]]:
    """The papers somebody brings to each included task where every service is applied for by itself.

    Nothing is shared, fetched or made by a form then: each service gets its least set of papers from the applicant.
    """
    alone: dict[str, list[PaperNeed]] = {}
    for need in paper_needs(situation, joint=False):
        if need.verdict.holds:
            alone.setdefault(need.task, []).append(need)
    return {
        task: frozenset(_choose(situation, needs, free=frozenset()).papers) for task, needs in alone.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The chosen papers: the plan, for each task the tasks whose documents it waits for, the documents with which each
    requirement is met, and the burden of what certainly must be brought."""

    plan: EvidencePlan
    waits: Mapping[str, frozenset[str]]
    taken: tuple[tuple[PaperNeed, tuple[Paper, ...]], ...]
    burden: Burden
    bring: frozenset[str]


def least_folder(situation: Situation) -> Folder:
    """The least burdensome set of papers for somebody; of sets that are as good, the first by ids."""
    return folder_of(situation, paper_needs(situation))


def folder_of(situation: Situation, needs: Sequence[PaperNeed]) -> Folder:
    """The least burdensome set of papers that meets some requirements."""
    certain = [need for need in needs if need.verdict.holds]
    possible = [need for need in needs if need.verdict.holds is None]
    first = _choose(situation, certain, free=frozenset())
    second = _choose(situation, possible, free=frozenset(first.papers))
    bring = frozenset(first.papers) | frozenset(second.papers)
    taken = tuple((need, _taken(need, bring)) for need in needs)
    planned: dict[str, list[tuple[PaperNeed, Paper]]] = {}
    waits: dict[str, set[str]] = {}
    for need, option in taken:
        for paper in option:
            planned.setdefault(paper.key, []).append((need, paper))
            waits.setdefault(need.task, set()).update(paper.issuers)
    papers = tuple(_planned(situation, planned[key]) for key in sorted(planned))
    cost = [
        cost_of(situation, paper.type)
        for paper in papers
        if paper.certain and paper.way is PaperWay.APPLICANT
    ]
    scopes = ((ProofScope.CERTAIN, certain, first), (ProofScope.POSSIBLE, possible, second))
    return Folder(
        plan=EvidencePlan(
            papers=papers,
            minimal=first.proved and second.proved,
            objective=OBJECTIVE,
            minutes=sum(one.minutes for one in cost),
            fen=sum(one.fen for one in cost),
            proofs=tuple(
                _proof(scope, wanted, solved) for scope, wanted, solved in scopes if solved.requirements
            ),
        ),
        waits={task: frozenset(services) for task, services in waits.items()},
        taken=taken,
        burden=first.choice.burden,
        bring=bring,
    )


@dataclass(frozen=True, slots=True)
class _Solved:
    """What was searched, each requirement once, and what was found."""

    requirements: tuple[tuple[frozenset[str], ...], ...]
    costs: tuple[tuple[str, Cost], ...]
    choice: Choice

    @property
    def papers(self) -> tuple[str, ...]:
        return self.choice.papers

    @property
    def proved(self) -> bool:
        return self.choice.proved


def _choose(situation: Situation, needs: Iterable[PaperNeed], *, free: frozenset[str]) -> _Solved:
    """The least set for some requirements, with the papers in `free` already at hand."""
    requirements: set[frozenset[frozenset[str]]] = set()
    costs: dict[str, Cost] = {}
    for need in needs:
        if need.options:
            requirements.add(_keys(need))
        for option in need.options:
            costs |= {
                p.key: cost_of(situation, p.type)
                for p in option
                if p.way is PaperWay.APPLICANT and p.key not in free
            }
    return _least(frozenset(requirements), tuple(sorted(costs.items())))


def _keys(need: PaperNeed) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(paper.key for paper in option) for option in need.options)


@lru_cache(maxsize=1024)
def _least(
    requirements: frozenset[frozenset[frozenset[str]]], costs: tuple[tuple[str, Cost], ...]
) -> _Solved:
    ordered = sorted(
        (tuple(sorted(options, key=sorted)) for options in requirements), key=lambda one: [*map(sorted, one)]
    )
    return _Solved(tuple(ordered), costs, least_papers(ordered, dict(costs)))


def _proof(scope: ProofScope, needs: Iterable[PaperNeed], solved: _Solved) -> EvidenceProof:
    tasks: dict[frozenset[frozenset[str]], list[tuple[str, str]]] = {}
    for need in needs:
        tasks.setdefault(_keys(need), []).append((need.task, need.requirement.id))
    return EvidenceProof(
        scope=scope,
        requirements=tuple(
            ProvedRequirement(tasks=tuple(tasks[frozenset(options)]), options=options)
            for options in solved.requirements
        ),
        costs={paper: (cost.minutes, cost.fen, 1) for paper, cost in solved.costs},
        papers=solved.papers,
        least=solved.proved,
        certificate=solved.choice.certificate,
    )


def cost_of(situation: Situation, kind: str) -> Cost:
    burden = situation.one_thing.evidence_types[kind].burden
    return Cost(burden.minutes, burden.fen)


def _taken(need: PaperNeed, bring: frozenset[str]) -> tuple[Paper, ...]:
    """The documents with which a requirement is met: of the options that are complete, the one that waits for the fewest
    other parts, then with the least papers of the applicant, then by ids."""
    complete = [
        option
        for option in need.options
        if all(paper.way is not PaperWay.APPLICANT or paper.key in bring for paper in option)
    ]
    return min(complete, key=_preference, default=())


def _preference(option: tuple[Paper, ...]) -> tuple[int, int, list[str]]:
    issuers = frozenset[str]().union(*(paper.issuers for paper in option))
    brought = sum(paper.way is PaperWay.APPLICANT for paper in option)
    return len(issuers), brought, sorted(paper.key for paper in option)


def _planned(situation: Situation, uses: list[tuple[PaperNeed, Paper]]) -> PlannedPaper:
    paper = uses[0][1]
    kind = situation.one_thing.evidence_types[paper.type]
    certain = not paper.needs and any(need.verdict.holds for need, _ in uses)
    hangs_on = paper.needs.union(*(need.verdict.needs for need, _ in uses))
    return PlannedPaper(
        key=paper.key,
        type=paper.type,
        name=kind.name,
        of=paper.of,
        way=paper.way,
        register=paper.register,
        signed_by=tuple(dict.fromkeys(signer for _, one in uses for signer in one.signed_by)),
        uses=tuple(
            PaperUse(
                task=need.task,
                requirement=need.requirement.id,
                proves=need.requirement.proves,
                may_follow=need.requirement.may_follow,
                follows_within=_follows_within(situation, need),
                by_commitment=need.requirement.by_commitment,
            )
            for need, _ in uses
        ),
        certain=certain,
        needs=() if certain else tuple(sorted(hangs_on)),
        hint=kind.hint,
    )


def _follows_within(situation: Situation, need: PaperNeed) -> TimeLimit | None:
    """How long a paper that may come later has: as stated; else the time of the matter itself, for the day is in principle
    no later than that (the law's limit, without one the promised)."""
    if not need.requirement.may_follow:
        return None
    limits = situation.one_thing.services[need.service].limits
    return need.requirement.follows_within or limits.statutory or limits.promised
