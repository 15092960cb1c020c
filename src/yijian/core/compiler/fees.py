"""What all the services of a plan cost: one payment, item by item, exact in fen."""

from __future__ import annotations

from collections.abc import Iterator

from yijian.core.compiler.rules import HOLDS, all_of, as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.one_thing import BoundService
from yijian.core.vocabulary.plan import FeePlan, PlannedFee


def planned_fees(situation: Situation) -> FeePlan:
    """The fees that are due or may be due, in the order of the tasks. A service that says nothing of fees is not taken
    for free: the sum is then a lower bound."""
    items: list[PlannedFee] = []
    silent: list[str] = []
    for service, member, included in situation.tasks():
        if included.holds is False:
            continue
        if not service.definition.fees:
            silent.append(situation.task_key(service.definition.id, member))
        items += _fees(situation, service, member)
    amounts = [item.fen for item in items]
    known = [amount for amount in amounts if amount is not None]
    return FeePlan(
        items=tuple(items),
        silent=tuple(silent),
        at_least=sum(item.fen or 0 for item in items if item.certain),
        at_most=sum(known) if len(known) == len(amounts) and not silent else None,
    )


def _fees(situation: Situation, service: BoundService, member: int | None) -> Iterator[PlannedFee]:
    for fee in service.definition.fees:
        condition = HOLDS
        if fee.when is not None:
            condition = as_condition(situation.of_service(service, member, fee.when))
        verdict = all_of((situation.included(service), condition))
        if verdict.holds is not False:
            yield PlannedFee(
                task=situation.task_key(service.definition.id, member),
                authority=service.definition.authority,
                fee=fee,
                certain=verdict.holds is True,
                needs=tuple(sorted(verdict.needs)),
            )
