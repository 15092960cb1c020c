"""The least burdensome set of papers."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yijian.core.compiler.least_papers import Cost, least_papers
from yijian.core.compiler.paper_improvement import Improvement
from yijian.core.compiler.paper_proof import faults_of
from yijian.core.compiler.paper_relaxation import Relaxation
from yijian.core.vocabulary.paper_certificate import (
    Burden,
    Certificate,
    Fork,
    PriceList,
    Proof,
    ProvedPart,
)

Options = tuple[frozenset[str], ...]

PAPERS = "abcdef"


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Options], dict[str, Cost]]:
    """Requirements with alternatives over a few papers, some of them free."""
    option = st.frozensets(st.sampled_from(PAPERS), min_size=1, max_size=3)
    options = st.lists(option, min_size=1, max_size=3).map(tuple)
    paid = draw(st.frozensets(st.sampled_from(PAPERS)))
    cost = st.builds(Cost, st.integers(0, 3), st.integers(0, 2))
    return draw(st.lists(options, max_size=5)), {one: draw(cost) for one in sorted(paid)}


def best_of_all(requirements: list[Options], costs: dict[str, Cost]) -> tuple[str, ...]:
    """The best of all subsets: minutes, fen, number, then the set that holds the earlier ids."""

    def rank(papers: tuple[str, ...]) -> tuple[int, int, int, tuple[bool, ...]]:
        spent = [costs[one] for one in papers]
        missing = tuple(one not in papers for one in sorted(costs))
        return sum(c.minutes for c in spent), sum(c.fen for c in spent), len(papers), missing

    ids = sorted(costs)
    subsets = chain.from_iterable(combinations(ids, size) for size in range(len(ids) + 1))
    meets = (
        papers
        for papers in subsets
        if all(any(option & costs.keys() <= set(papers) for option in options) for options in requirements)
    )
    return min(meets, key=rank)


@given(problems())
@settings(max_examples=150, deadline=None)
def test_no_set_of_papers_is_better(problem: tuple[list[Options], dict[str, Cost]]) -> None:
    """Law: the choice is the best of all subsets, also among ties."""
    requirements, costs = problem
    choice = least_papers(requirements, costs)
    assert choice.proved
    assert choice.papers == best_of_all(requirements, costs)


@given(problems())
@settings(max_examples=50, deadline=None)
def test_the_order_of_requirements_changes_nothing(
    problem: tuple[list[Options], dict[str, Cost]],
) -> None:
    """Law: the same requirements in another order give the same papers."""
    requirements, costs = problem
    shuffled = sorted(requirements, key=repr, reverse=True)
    backwards = [tuple(reversed(options)) for options in shuffled]
    one, other = least_papers(backwards, dict(reversed(costs.items()))), least_papers(requirements, costs)
    assert (one.papers, one.proved) == (other.papers, other.proved)


def burdens(costs: dict[str, Cost]) -> dict[str, Burden]:
    """Costs as the three parts of the objective."""
    return {paper: (cost.minutes, cost.fen, 1) for paper, cost in costs.items()}


@given(problems())
@settings(max_examples=150, deadline=None)
def test_the_certificate_stands_by_itself(problem: tuple[list[Options], dict[str, Cost]]) -> None:
    """Law: adding up whole numbers shows that nothing is less, without the solver; a claim of less is refused."""
    requirements, costs = problem
    choice = least_papers(requirements, costs)
    assert choice.certified
    assert faults_of(choice.certificate, requirements, burdens(costs), choice.papers) == ()
    if choice.papers:
        assert faults_of(choice.certificate, requirements, burdens(costs), choice.papers[1:])


def ring(size: int) -> tuple[list[Options], dict[str, Cost]]:
    """Each paper serves two neighbouring requirements; the least is half of them, rounded up."""
    papers = [f"p{number:02}" for number in range(size)]
    pairs: list[Options] = [
        (frozenset({one}), frozenset({other}))
        for one, other in zip(papers, papers[1:] + papers[:1], strict=True)
    ]
    return pairs, dict.fromkeys(papers, Cost(1, 0))


def forked(proof: Proof) -> bool:
    """Whether a paper is taken up in it."""
    return isinstance(proof, Fork)


def test_where_prices_alone_do_not_reach_the_proof_takes_papers_up() -> None:
    """Two rings of three, tied by one requirement of two papers each: prices say 3, the least is 4."""
    options: list[Options] = [
        *(
            (frozenset({f"{side}{a}"}), frozenset({f"{side}{b}"}))
            for side in "xy"
            for a, b in ("12", "23", "13")
        )
    ]
    options.append((frozenset({"x1", "y1"}), frozenset({"x2", "y2"}), frozenset({"x3", "y3"})))
    costs = dict.fromkeys(("x1", "x2", "x3", "y1", "y2", "y3"), Cost(1, 0))
    choice = least_papers(options, costs)
    assert choice.certified
    assert len(choice.papers) == 4
    assert any(forked(proof) for part in choice.certificate.parts for proof in part.proofs)
    assert faults_of(choice.certificate, options, burdens(costs), choice.papers) == ()


def test_a_certificate_that_charges_too_much_shows_nothing() -> None:
    """Made-up prices, a paper in two parts, a part left out: each is refused."""
    options, costs = ring(3)
    dear = ProvedPart(
        papers=frozenset(costs),
        least=(3, 0, 3),
        proofs=tuple(
            PriceList((*(0,) * part, 1), {at: dict.fromkeys(costs, 1) for at in range(3)})
            for part in range(3)
        ),
    )
    paid = burdens(costs)
    everything = sorted(costs)
    assert faults_of(Certificate((dear,)), options, paid, everything)
    honest = least_papers(options, costs)
    assert faults_of(Certificate(honest.certificate.parts * 2), options, paid, honest.papers)
    assert faults_of(Certificate(()), options, paid, honest.papers)
    assert faults_of(honest.certificate, options, paid, everything)


def test_one_paper_for_two_requirements_beats_two_cheaper_ones() -> None:
    """c costs 15 minutes and serves both; a and b cost 10 each."""
    costs = {"a": Cost(10, 0), "b": Cost(10, 0), "c": Cost(15, 0)}
    options = [(frozenset("a"), frozenset("c")), (frozenset("b"), frozenset("c"))]
    assert least_papers(options, costs).papers == ("c",)


def test_minutes_come_before_money() -> None:
    """A minute less is worth any fee."""
    costs = {"slow": Cost(11, 0), "dear": Cost(10, 900)}
    assert least_papers([(frozenset({"slow"}), frozenset({"dear"}))], costs).papers == ("dear",)


def test_a_knot_beyond_the_effort_is_met_and_its_distance_from_the_least_is_shown() -> None:
    """Three rings of three need two papers each. Without effort that is found, and 5 at least is what prices show."""
    options, costs = ring(3)
    tied: list[Options] = [
        tuple(frozenset({f"{copy}{paper}" for paper in option}) for option in one)
        for copy in "xyz"
        for one in options
    ]
    tied.append(tuple(frozenset({f"{copy}p0{number}" for copy in "xyz"}) for number in range(3)))
    paid = {f"{copy}{paper}": cost for copy in "xyz" for paper, cost in costs.items()}
    poor, rich = least_papers(tied, paid, effort=0), least_papers(tied, paid)
    assert (poor.proved, poor.certified, rich.proved) == (False, False, True)
    assert poor.minutes_at_least == 5
    assert poor.minutes_at_least < rich.burden[0] <= poor.burden[0]
    assert faults_of(poor.certificate, tied, burdens(paid), poor.papers, exact=False) == ()
    assert faults_of(poor.certificate, tied, burdens(paid), poor.papers)
    assert all(any(option <= set(poor.papers) for option in one) for one in tied)


def test_a_solver_without_an_answer_leaves_the_papers_unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The papers still meet every requirement, and nothing is claimed of them."""
    monkeypatch.setattr(Relaxation, "in_parts", lambda _: None)
    monkeypatch.setattr(Relaxation, "whole", lambda *_: (None, False))
    options, costs = ring(3)
    choice = least_papers(options, costs)
    assert (choice.proved, choice.certificate.least) == (False, (0, 0, 0))
    assert all(any(option <= set(choice.papers) for option in one) for one in options)


@given(problems())
@settings(max_examples=100, deadline=None)
def test_without_effort_the_bound_is_sound(problem: tuple[list[Options], dict[str, Cost]]) -> None:
    """Law: what the certificate shows is never more than the least."""
    requirements, costs = problem
    poor = least_papers(requirements, costs, effort=0)
    best = best_of_all(requirements, costs)
    least = (sum(costs[p].minutes for p in best), sum(costs[p].fen for p in best), len(best))
    assert poor.certificate.least <= least <= poor.burden
    assert faults_of(poor.certificate, requirements, burdens(costs), poor.papers, exact=False) == ()


@given(problems())
@settings(max_examples=100, deadline=None)
def test_small_changes_never_make_papers_worse(problem: tuple[list[Options], dict[str, Cost]]) -> None:
    """Law: bettered papers meet every requirement and are no more burden; every paper is needed."""
    requirements, drawn = problem
    costs: dict[str, Burden] = dict.fromkeys(PAPERS, (3, 0, 1)) | burdens(drawn)
    knot = dict(enumerate(requirements))
    everything = frozenset(paper for options in requirements for option in options for paper in option)
    found = Improvement(knot, costs).improved(everything, worth_taking=())
    assert found <= everything
    for options in requirements:
        assert any(option <= found for option in options)
    for paper in found:
        if costs[paper] > (0, 0, 0):
            assert not all(any(option <= found - {paper} for option in options) for options in requirements)


def test_a_least_that_no_papers_come_to_is_refused() -> None:
    """All papers take five minutes: nobody comes to seven, whatever a certificate says to reach a sum."""
    options: list[Options] = [(frozenset("a"), frozenset("b")), (frozenset("c"), frozenset("d"))]
    costs: dict[str, Burden] = dict.fromkeys("abcd", (5, 0, 1))
    parts = [
        ProvedPart(
            papers=frozenset(papers),
            least=(minutes, 0, 0),
            proofs=(PriceList((1,), {at: dict.fromkeys(papers, 5)}),),
        )
        for at, papers, minutes in ((0, "ab", 7), (1, "cd", 3))
    ]
    faults = faults_of(Certificate(tuple(parts)), options, costs, ("a", "c"), exact=False)
    assert [fault for fault in faults if "no papers come to" in fault]


def test_a_requirement_that_nothing_meets_is_an_error() -> None:
    """No options is a defect of the definition, not a requirement that costs nothing."""
    with pytest.raises(ValueError, match="without options"):
        least_papers([()], {})


def test_many_requirements_are_solved_exactly() -> None:
    """Thirty requirements in one knot: vertex cover of a ring of 31 papers needs 16."""
    choice = least_papers(*ring(31))
    assert (choice.proved, len(choice.papers)) == (True, 16)


def test_the_solver_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Commands print documents for scripts: nothing may stand before them."""
    triangle = [tuple(map(frozenset, pair)) for pair in (("a", "b"), ("b", "c"), ("a", "c"))]
    assert least_papers(triangle, dict.fromkeys("abc", Cost(1, 0))).papers == ("a", "b")
    assert capfd.readouterr() == ("", "")
