"""Fees: one payment, item by item, exact in fen; what is not known makes the sum a lower bound."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.compiler.small_packages import CALENDAR, TODAY, compilation, compiled, package, service, words
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.life_event import ServiceUse
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.plan import FeePlan
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import Fee

KNOWN: Facts = {"owner.rich": True, "owner.citizen": False}


def fee(fen: int | None, **more: Any) -> Fee:
    certainty = Certainty.NOT_FOUND if fen is None else Certainty.RECALLED
    return Fee(id="f", name=words("f"), fen=fen, certainty=certainty, **more)


def fees_of(definitions: DefinitionPackage, facts: Facts = KNOWN) -> FeePlan:
    return specialise(compiled(definitions), facts, today=TODAY, calendar=CALENDAR).fees


def test_fees_add_up_to_the_fen_and_each_stays_with_its_service() -> None:
    found = fees_of(package(service("a", fees=(fee(1_05),)), service("b", fees=(fee(10), fee(0)))))
    assert [(item.task, item.fen) for item in found.items] == [("a", 105), ("b", 10), ("b", 0)]
    assert (found.at_least, found.at_most, found.exact) == (115, 115, True)


def test_nothing_said_is_not_free_and_a_fee_without_amount_is_not_nothing() -> None:
    silent = fees_of(package(service("a", fees=(fee(500),)), service("b")))
    assert (silent.at_least, silent.at_most, silent.silent) == (500, None, ("b",))
    unknown = fees_of(package(service("a", fees=(fee(500), fee(None)))))
    assert (unknown.at_least, unknown.at_most, unknown.silent) == (500, None, ())
    free = fees_of(package(service("a", fees=(fee(0),))))
    assert (free.at_least, free.exact) == (0, True)


def test_a_fee_that_hangs_on_a_fact_is_certain_once_it_is_told() -> None:
    definitions = package(service("a", fees=(fee(200), fee(700, when="owner.rich"))))
    open_ = fees_of(definitions, {"owner.citizen": True})
    assert (open_.at_least, open_.at_most) == (200, 900)
    assert [item.needs for item in open_.items] == [(), ("owner.rich",)]
    assert fees_of(definitions, {"owner.rich": True}).at_least == 900
    assert [item.fen for item in fees_of(definitions, {"owner.rich": False}).items] == [200]


def test_a_service_that_is_not_part_costs_nothing() -> None:
    definitions = package(
        service("a", fees=(fee(200),)),
        service("b"),
        uses=(ServiceUse(service="a"), ServiceUse(service="b", when="owner.citizen")),
    )
    assert fees_of(definitions).exact


def test_a_condition_that_cannot_be_read_is_found() -> None:
    found = compilation(package(service("a", fees=(fee(1, when="owner.rich and"),))))
    assert [finding.code for finding in found.findings] == ["RULE_UNREADABLE"]


AMOUNTS = st.lists(st.lists(st.one_of(st.none(), st.integers(0, 10**12)), max_size=3), min_size=1, max_size=5)


@given(amounts=AMOUNTS)
def test_the_sum_is_exact_or_a_lower_bound_and_known_only_where_all_is_known(
    amounts: list[list[int | None]],
) -> None:
    services = [service(f"s{at}", fees=tuple(fee(fen) for fen in each)) for at, each in enumerate(amounts)]
    found = fees_of(package(*services))
    assert found.at_least == sum(fen or 0 for each in amounts for fen in each)
    whole = all(each and None not in each for each in amounts)
    assert found.exact is whole
    assert (found.at_most is None) is not whole
