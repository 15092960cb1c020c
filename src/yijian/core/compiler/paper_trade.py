"""Burden against days: using what an earlier part issues spares a paper, and makes the part that uses it wait.

What is planned is the least burden and, of what is as little, what is done soonest. Where other papers would be done
sooner, every choice is found that no other beats in both. A choice shows in the orders (task, issuing service) that it
brings about: for each set of orders that may be used, the least burden within it is worked out, and its days. An order
more never makes the whole shorter, so nothing that is not beaten can be missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, TypeAlias

from yijian.core.compiler.paper_needs import Paper, PaperNeed, paper_needs
from yijian.core.compiler.paper_ways import paper_choices
from yijian.core.compiler.papers import Folder, folder_of
from yijian.core.compiler.plan_schedule import schedule_of
from yijian.core.compiler.situation import Situation
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.evidence_plan import PaperTrade

MOST_ORDERS: Final = 8
"""With more orders than this that can be avoided, only some sets of them are tried: all, none, and all but one at a time
as long as that is sooner."""

Order: TypeAlias = tuple[str, str]
"""A task, and a service whose document it waits for."""


@dataclass(frozen=True, slots=True)
class _Point:
    folder: Folder
    days: int


def plan_papers(situation: Situation, calendar: WorkingCalendar) -> Folder:
    """The least burdensome set of papers for somebody; of sets that are as good, the one that is done soonest."""
    needs = paper_needs(situation)
    avoidable = _avoidable(needs)
    least = folder_of(situation, needs)
    if not avoidable:
        return least
    front, _ = _front(situation, calendar, needs, avoidable)
    return front[0].folder if front else least


def plan_papers_with_choices(situation: Situation, calendar: WorkingCalendar) -> Folder:
    """The same, with the other ways to meet each requirement, and with what is done sooner for more burden."""
    needs = paper_needs(situation)
    avoidable = _avoidable(needs)
    front, complete = _front(situation, calendar, needs, avoidable) if avoidable else ((), True)
    folder = front[0].folder if front else folder_of(situation, needs)
    trades = tuple(
        PaperTrade(burden=point.folder.burden, days=point.days, bring=tuple(sorted(point.folder.bring)))
        for point in front
    )
    pulled_apart = len(trades) > 1
    soonest = front[-1].folder if pulled_apart else None
    plan = replace(
        folder.plan,
        choices=paper_choices(situation, folder, needs=needs, soonest=soonest),
        trades=trades if pulled_apart else (),
        all_trades=complete,
    )
    return replace(folder, plan=plan)


def _orders(need: PaperNeed, option: Sequence[Paper]) -> frozenset[Order]:
    return frozenset((need.task, issuer) for paper in option for issuer in paper.issuers)


def _avoidable(needs: Sequence[PaperNeed]) -> tuple[Order, ...]:
    """The orders that some choice of papers brings about and another does not."""
    some: set[Order] = set()
    forced: set[Order] = set()
    for need in needs:
        if need.verdict.holds and need.options:
            orders = [_orders(need, option) for option in need.options]
            some.update(*orders)
            forced |= frozenset.intersection(*orders)
    return tuple(sorted(some - forced))


def _front(
    situation: Situation,
    calendar: WorkingCalendar,
    needs: Sequence[PaperNeed],
    avoidable: tuple[Order, ...],
) -> tuple[tuple[_Point, ...], bool]:
    """What is not beaten in both, from the least burden to the fewest days, and whether that is all of it. Nothing where
    a part states no limit: then no choice can be called sooner."""

    def measured(avoided: frozenset[Order]) -> _Point | None:
        within = _without(needs, avoided)
        if within is None:
            return None
        folder = folder_of(situation, within)
        days = schedule_of(situation, calendar, folder.waits).promised_days
        return None if days is None else _Point(folder, days)

    complete = len(avoidable) <= MOST_ORDERS
    sets = _every_set(avoidable) if complete else _some_sets(avoidable, measured)
    points = [point for avoided in sets if (point := measured(avoided)) is not None]
    points.sort(key=lambda point: (point.folder.burden, point.days, sorted(point.folder.bring)))
    front: list[_Point] = []
    for point in points:
        if not front or point.days < front[-1].days:
            front.append(point)
    return tuple(front), complete


def _without(needs: Sequence[PaperNeed], avoided: frozenset[Order]) -> list[PaperNeed] | None:
    """The requirements with only the options that bring about none of these orders; None where one has none left."""
    left: list[PaperNeed] = []
    for need in needs:
        options = need.options
        if need.verdict.holds:
            options = tuple(option for option in options if not _orders(need, option) & avoided)
            if need.options and not options:
                return None
        left.append(replace(need, options=options))
    return left


def _every_set(avoidable: tuple[Order, ...]) -> Iterator[frozenset[Order]]:
    for size in range(len(avoidable) + 1):
        yield from map(frozenset, combinations(avoidable, size))


def _some_sets(
    avoidable: tuple[Order, ...], measured: Callable[[frozenset[Order]], _Point | None]
) -> Iterator[frozenset[Order]]:
    """None, all, and from none on one more at a time, the one that makes the whole shortest, while it becomes shorter."""
    yield frozenset()
    yield frozenset(avoidable)
    avoided = frozenset[Order]()
    days: int | None = None
    while True:
        tried = [
            (point.days, point.folder.burden, order)
            for order in avoidable
            if order not in avoided and (point := measured(avoided | {order})) is not None
        ]
        if not tried or (days is not None and min(tried)[0] >= days):
            return
        days = min(tried)[0]
        avoided |= {min(tried)[2]}
        yield avoided
