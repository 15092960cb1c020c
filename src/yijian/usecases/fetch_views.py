"""Which registers were asked for a case, for its applicant to look up."""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.storage import exchanges
from yijian.storage.exchanges import Exchange, ExchangeOutcome
from yijian.usecases.fact_names import fact_name, paper_name
from yijian.usecases.obtain import consenting
from yijian.usecases.planning import CREDIT_REGISTER
from yijian.usecases.views import FetchView

OTHERS: Final = {CREDIT_REGISTER: Text("承诺信用库", "The register of promises")}
"""Registers that no definition asks."""


def fetch_views(*, case_id: str, one_thing: OneThing) -> tuple[FetchView, ...]:
    """Every question to a register, newest first; those that nobody answered are among them."""
    return tuple(_view(one, one_thing) for one in reversed(exchanges.exchanges_of(case_id=case_id)))


def _view(exchange: Exchange, one_thing: OneThing) -> FetchView:
    register = one_thing.registers.get(exchange.register)
    people = one_thing.life_event.participants
    return FetchView(
        at=exchange.at,
        register=register.name
        if register
        else OTHERS.get(exchange.register, Text(exchange.register, exchange.register)),
        what=tuple(
            dict.fromkeys(
                (
                    *(fact_name(one_thing, path) for path in exchange.concepts),
                    *(paper_name(one_thing, key) for key in exchange.evidence),
                )
            )
        ),
        consent=tuple(people[person].name for person in consenting(exchange.basis) if person in people),
        found=exchange.outcome is ExchangeOutcome.FOUND,
    )
