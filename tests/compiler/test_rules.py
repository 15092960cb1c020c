"""What a rule names, as far as answers are cut by it."""

from __future__ import annotations

from decimal import Decimal

from tests.compiler.small_packages import TODAY, compiled, concept, package, service, words
from yijian.core.compiler.representatives import representatives
from yijian.core.compiler.rules import rule_of
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.service import Criterion


def test_amounts_in_yuan_are_named_in_the_fen_that_facts_are_told_in() -> None:
    assert Decimal(3500000) in rule_of("owner.fine >= yuan(35000)").numbers


def test_both_sides_of_an_amount_are_tried() -> None:
    fine = Criterion(id="fine", text=words("fine"), rule="owner.fine < yuan(35000)")
    kinds = {"fine": concept(ConceptType.MONEY)}
    one_thing = compiled(package(service("a", criteria=(fine,)), concepts=kinds))
    tried = {
        value
        for value, _ in representatives(Situation(one_thing=one_thing, facts={}, today=TODAY), "owner.fine")
    }
    assert {3499999, 3500000} <= tried
