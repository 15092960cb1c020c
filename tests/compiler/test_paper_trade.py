"""Burden against days, and the other ways to meet a requirement."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.small_packages import (
    CALENDAR,
    TODAY,
    compiled,
    evidence_type,
    package,
    paper,
    requirement,
    service,
    words,
)
from yijian.core.compiler import paper_trade
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.evidence import EvidenceRequirement
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan
from yijian.core.vocabulary.service import Output

COSTS = {"a": (10, 0), "b": (20, 0), "c": (20, 500)}
SERVICES = ("s0", "s1", "s2", "s3")

Option = tuple[str, ...]
Needs = dict[str, list[list[Option]]]
Point = tuple[tuple[int, int, int], int]


def one_thing_of(days: dict[str, int], needs: Needs) -> OneThing:
    """Each service `s0`… issues `o0`… and needs some papers, or outputs of those before it."""

    def required(name: str) -> tuple[EvidenceRequirement, ...]:
        return tuple(
            requirement(f"r{at}", *(tuple(paper(kind) for kind in option) for option in options))
            for at, options in enumerate(needs[name])
        )

    services = [
        service(
            name,
            days=days[name],
            evidence=required(name),
            outputs=(Output(id="o", name=words("o"), evidence=f"o{name[1:]}", of="owner"),),
        )
        for name in days
    ]
    kinds = {kind: evidence_type(kind, *cost) for kind, cost in COSTS.items()}
    return compiled(package(*services, evidence=kinds))


def plan_of(one_thing: OneThing) -> Plan:
    """The plan of somebody of whom the name is known."""
    return specialise(one_thing, {"owner.name": "n"}, today=TODAY, calendar=CALENDAR)


def front_by_trying_everything(days: dict[str, int], needs: Needs) -> list[Point]:
    """What no other selection of options beats, counted without calendars, solvers or situations."""
    places = [(name, options) for name in needs for options in needs[name]]
    points: set[Point] = set()
    for selection in product(*(options for _, options in places)):
        brought = {kind for option in selection for kind in option if kind in COSTS}
        minutes, fen = (sum(COSTS[kind][part] for kind in brought) for part in (0, 1))
        waits: dict[str, set[str]] = {name: set() for name in days}
        for (name, _), option in zip(places, selection, strict=True):
            waits[name] |= {f"s{kind[1:]}" for kind in option if kind not in COSTS}
        done: dict[str, int] = {}
        for name in days:
            done[name] = max((done[other] for other in waits[name]), default=0) + days[name]
        points.add(((minutes, fen, len(brought)), max(done.values())))
    return [
        one
        for one in sorted(points)
        if not any(other != one and other[0] <= one[0] and other[1] <= one[1] for other in points)
    ]


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, int], Needs]:
    """Four services with limits, and up to two requirements each."""
    days = {name: draw(st.integers(1, 9)) for name in SERVICES}
    needs: Needs = {}
    for at, name in enumerate(SERVICES):
        kinds = [*COSTS, *(f"o{before}" for before in range(at))]
        option = st.lists(st.sampled_from(kinds), min_size=1, max_size=2, unique=True).map(tuple)
        needs[name] = draw(st.lists(st.lists(option, min_size=1, max_size=3), max_size=2))
    return days, needs


@given(cases())
@settings(max_examples=60, deadline=None)
def test_the_trades_are_what_nothing_beats(case: tuple[dict[str, int], Needs]) -> None:
    """Law: burden against days is the exact Pareto front, and the plan is its end of least burden."""
    front = front_by_trying_everything(*case)
    plan = plan_of(one_thing_of(*case))
    assert (plan.evidence.burden, plan.schedule.promised_days) == front[0]
    assert plan.evidence.all_trades
    if len(front) == 1:
        assert plan.evidence.trades == ()
    else:
        assert [(trade.burden, trade.days) for trade in plan.evidence.trades] == front


@given(cases())
@settings(max_examples=30, deadline=None)
def test_other_ways_say_what_they_take(case: tuple[dict[str, int], Needs]) -> None:
    """Law: an other way takes as much more as its papers do that are not in the folder, less what nobody else needs;
    no way of a proved plan takes less."""
    plan = plan_of(one_thing_of(*case))
    assert plan.evidence.certified
    chosen = {(use.task, use.requirement) for each in plan.evidence.papers for use in each.uses}
    for choice in plan.evidence.choices:
        assert (choice.task, choice.requirement) in chosen
        options = {frozenset(option) for option in case[1][choice.task][int(choice.requirement[1:])]}
        told = [frozenset(one.type for one in other.papers) for other in choice.others]
        assert {*told, frozenset(key.partition(":")[0] for key in choice.chosen)} == options
        for other in choice.others:
            assert (other.minutes, other.fen) >= (0, 0) or other.minutes > 0


def waiting() -> OneThing:
    """`s1` takes the output of `s0` (5 days), or `b` (20 minutes)."""
    return one_thing_of({"s0": 5, "s1": 3}, {"s0": [], "s1": [[("o0",), ("b",)]]})


def test_less_burden_or_sooner() -> None:
    """Waiting spares a paper and takes eight days; bringing it takes five."""
    plan = plan_of(waiting())
    assert [(one.type, one.way) for one in plan.evidence.papers] == [("o0", PaperWay.OUTPUT)]
    assert [(trade.burden, trade.days, trade.bring) for trade in plan.evidence.trades] == [
        ((0, 0, 0), 8, ()),
        ((20, 0, 1), 5, ("b:owner",)),
    ]
    (choice,) = plan.evidence.choices
    (other,) = choice.others
    assert (choice.task, choice.requirement, choice.chosen) == ("s1", "r0", ("o0:owner",))
    assert ([one.key for one in other.papers], other.minutes, other.soonest) == (["b:owner"], 20, True)


def test_nobody_waits_for_what_is_in_the_folder_anyway() -> None:
    """`b` is brought for another requirement: then it also meets the one that could wait for an output."""
    plan = plan_of(one_thing_of({"s0": 5, "s1": 3}, {"s0": [[("b",)]], "s1": [[("o0",), ("b",)]]}))
    assert plan.schedule.promised_days == 5
    assert {one.type for one in plan.evidence.papers} == {"b"}
    assert plan.evidence.trades == ()


def test_of_outputs_that_spare_as_much_the_sooner_is_taken() -> None:
    """Two services issue what is accepted: the plan waits for the faster, whatever their names."""
    needs: Needs = {"s0": [], "s1": [], "s2": [[("o0",), ("o1",)]]}
    assert plan_of(one_thing_of({"s0": 9, "s1": 2, "s2": 3}, needs)).schedule.promised_days == 9
    plan = plan_of(one_thing_of({"s0": 9, "s1": 7, "s2": 3}, needs))
    assert plan.schedule.promised_days == 10
    assert {task.key: task.after for task in plan.tasks}["s2"] == ("s1",)


def test_without_a_limit_nothing_is_called_sooner() -> None:
    """A part that states no limit leaves days underivable: the other way is told, no trade."""
    one_thing = waiting()
    silent = compiled(
        package(
            *(bound.definition for bound in one_thing.services.values()),
            service("quiet", days=None),
            evidence={"b": evidence_type("b", 20)},
        )
    )
    plan = plan_of(silent)
    assert plan.evidence.trades == ()
    assert [other.soonest for choice in plan.evidence.choices for other in choice.others] == [False]


def test_with_many_orders_the_ends_are_found_and_the_rest_is_called_incomplete() -> None:
    """Nine services could wait for the first: all of them wait at least burden, none at the fewest days."""
    names = [f"s{number}" for number in range(10)]
    days = dict.fromkeys(names, 5)
    either: list[Option] = [("o0",), ("b",)]
    needs: Needs = {name: [either] for name in names[1:]} | {"s0": []}
    plan = plan_of(one_thing_of(days, needs))
    assert len(names) - 1 > paper_trade.MOST_ORDERS
    assert [(trade.burden[0], trade.days) for trade in plan.evidence.trades] == [(0, 10), (20, 5)]
    assert not plan.evidence.all_trades
