"""The least burdensome set of papers."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yijian.core.compiler import plan_evidence
from yijian.core.compiler.plan_evidence import Cost, least_papers

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
    assert least_papers(backwards, dict(reversed(costs.items()))) == least_papers(requirements, costs)


def test_one_paper_for_two_requirements_beats_two_cheaper_ones() -> None:
    """c costs 15 minutes and serves both; a and b cost 10 each."""
    costs = {"a": Cost(10, 0), "b": Cost(10, 0), "c": Cost(15, 0)}
    options = [(frozenset("a"), frozenset("c")), (frozenset("b"), frozenset("c"))]
    assert least_papers(options, costs).papers == ("c",)


def test_minutes_come_before_money() -> None:
    """A minute less is worth any fee."""
    costs = {"slow": Cost(11, 0), "dear": Cost(10, 900)}
    assert least_papers([(frozenset({"slow"}), frozenset({"dear"}))], costs).papers == ("dear",)


def test_a_knot_beyond_the_bounded_effort_is_met_but_not_called_minimal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a proof of the solver the papers still meet every requirement, and nothing is claimed."""
    monkeypatch.setattr(plan_evidence._Program, "minimise", lambda *_: None)
    options = [
        (frozenset("a"), frozenset("b")),
        (frozenset("b"), frozenset("c")),
        (frozenset("a"), frozenset("c")),
    ]
    choice = least_papers(options, dict.fromkeys("abc", Cost(1, 0)))
    assert not choice.proved
    assert all(any(option <= set(choice.papers) for option in one) for one in options)


def test_a_requirement_that_nothing_meets_is_an_error() -> None:
    """No options is a defect of the definition, not a requirement that costs nothing."""
    with pytest.raises(ValueError, match="without options"):
        least_papers([()], {})


def test_many_requirements_are_solved_exactly() -> None:
    """Thirty requirements in one knot: vertex cover of a ring of 31 papers needs 16."""
    papers = [f"p{number:02}" for number in range(31)]
    ring = [
        (frozenset({one}), frozenset({other}))
        for one, other in zip(papers, papers[1:] + papers[:1], strict=True)
    ]
    choice = least_papers(ring, dict.fromkeys(papers, Cost(1, 0)))
    assert (choice.proved, len(choice.papers)) == (True, 16)


def test_the_solver_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Commands print documents for scripts: nothing may stand before them."""
    triangle = [tuple(map(frozenset, pair)) for pair in (("a", "b"), ("b", "c"), ("a", "c"))]
    assert least_papers(triangle, dict.fromkeys("abc", Cost(1, 0))).papers == ("a", "b")
    assert capfd.readouterr() == ("", "")
