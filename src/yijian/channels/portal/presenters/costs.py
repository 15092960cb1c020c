"""What a plan costs, as one payment with its items, and who comes to look at a place, with the days for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from yijian.channels.look.dates import day_element
from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.names import (
    authority_name,
    fact_name,
    joined,
    participant_name,
    service_name,
)
from yijian.core.errors import Text
from yijian.core.vocabulary.money import yuan
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import FeePlan, Plan, PlannedFee, PlannedInspection


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One fee: to whom, for what, how much (None: not found), what it hangs on."""

    authority: Text
    service: Text
    name: Text
    amount: Text | None
    hangs_on: Text | None
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Authorities that come to look at a place: in one visit where there are several."""

    place: Text
    authorities: Text
    services: Text
    together: bool
    sure: bool
    first: SafeString | None
    last: SafeString | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """The sum with its items; `silent` names the services of which nothing is known; the visits on the spot."""

    total: Text
    fees: tuple[FeeLine, ...]
    silent: Text | None
    visits: tuple[Visit, ...]


def costs_of(thing: OneThing, plan: Plan) -> Costs:
    """The fees and visits of a plan."""
    silent = dict.fromkeys(service_name(thing, task) for task in plan.fees.silent)
    return Costs(
        total=_total(plan.fees),
        fees=tuple(_line(thing, item) for item in plan.fees.items),
        silent=joined(silent) if silent and plan.fees.items else None,
        visits=tuple(_visit(thing, visit) for visit in plan.inspections),
    )


def _total(fees: FeePlan) -> Text:
    least = yuan(fees.at_least)
    if fees.exact:
        return Text("不收费", "Free of charge") if fees.at_least == 0 else least
    if fees.at_most is not None:
        most = yuan(fees.at_most)
        return Text(f"看情况，{least.zh}到 {most.zh}", f"From {least.en} to {most.en}, depending")
    if fees.at_least == 0:
        return Text("没有找到收不收费", "Whether there are fees was not found")
    return Text(f"至少 {least.zh}", f"At least {least.en}")


def _line(thing: OneThing, item: PlannedFee) -> FeeLine:
    return FeeLine(
        authority=authority_name(thing, item.authority),
        service=service_name(thing, item.task),
        name=item.fee.name,
        amount=None if item.fen is None else yuan(item.fen),
        hangs_on=joined(fact_name(thing, need) for need in item.needs) if item.needs else None,
        mark=mark_of(thing, item.fee),
    )


def _visit(thing: OneThing, visit: PlannedInspection) -> Visit:
    places = dict.fromkeys(participant_name(thing, one) for one in visit.of.split("|"))
    return Visit(
        place=joined(places),
        authorities=joined(authority_name(thing, authority) for authority in visit.authorities),
        services=joined(dict.fromkeys(service_name(thing, task) for task in visit.tasks)),
        together=len(visit.authorities) > 1,
        sure=visit.certain,
        first=day_element(visit.first) if visit.first else None,
        last=day_element(visit.last) if visit.last else None,
    )
