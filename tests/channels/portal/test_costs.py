"""Fees in words: a sum that is known, a range, a lower bound, and nothing found are four different things."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string

from tests.compiler.small_packages import CALENDAR, TODAY, compiled, package, service, words
from yijian.channels.portal.presenters.costs import Costs, costs_of
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.money import yuan
from yijian.core.vocabulary.service import Fee, PublicService


def fee(fen: int | None, **more: Any) -> Fee:
    certainty = Certainty.NOT_FOUND if fen is None else Certainty.RECALLED
    return Fee(id="f", name=words("工本费"), fen=fen, certainty=certainty, **more)


def costs(*services: PublicService) -> Costs:
    thing = compiled(package(*services))
    return costs_of(thing, specialise(thing, {"owner.citizen": True}, today=TODAY, calendar=CALENDAR))


@pytest.mark.parametrize(
    ("services", "total"),
    [
        ((service("a", fees=(fee(1250),)), service("b", fees=(fee(100),))), "13.50 元"),
        ((service("a", fees=(fee(0),)),), "不收费"),
        ((service("a", fees=(fee(100), fee(500, when="owner.rich"))),), "看情况，1 元到 6 元"),
        ((service("a", fees=(fee(100),)), service("b")), "至少 1 元"),
        ((service("a", fees=(fee(100), fee(None))),), "至少 1 元"),
        ((service("a"),), "没有找到收不收费"),
    ],
)
def test_the_sum_says_how_sure_it_is(services: tuple[PublicService, ...], total: str) -> None:
    assert costs(*services).total.zh == total


def test_every_item_is_listed_and_what_is_not_known_is_said() -> None:
    shown = costs(service("a", fees=(fee(None), fee(700, when="owner.rich"))), service("silent-one"))
    page = render_to_string("portal/costs.html", {"costs": shown})
    assert page.count("工本费") == 2
    assert "收多少没有找到" in page
    assert "7 元" in page
    assert "silent-one" in page


@pytest.mark.parametrize(("fen", "zh"), [(0, "0 元"), (5, "0.05 元"), (123456789, "1,234,567.89 元")])
def test_money_is_exact(fen: int, zh: str) -> None:
    assert yuan(fen).zh == zh
