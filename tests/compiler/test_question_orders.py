"""Three ways of asking, where the numbers can be worked out by hand."""

from __future__ import annotations

import pytest

from tests.compiler.small_packages import TODAY, compiled, concept, package, paper, requirement, service
from yijian.core.compiler.question_orders import QuestionOrders, compare_orders, first_in_the_text
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.concept import ConceptType


def situation(*rules: str, **facts: bool) -> Situation:
    """One service with a paper for each rule over yes/no facts."""
    papers = tuple(requirement(f"r{n}", (paper(f"p{n}"),), when=rule) for n, rule in enumerate(rules))
    flags = {name: concept(ConceptType.BOOLEAN) for name in "abc"}
    one_thing = compiled(package(service("s", evidence=papers), concepts=flags))
    told = {f"owner.{name}": value for name, value in facts.items()}
    return Situation(one_thing=one_thing, facts=told, today=TODAY)


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        # b decides both rules half of the time: 1 + 1/2. By the text a comes first, and b is asked in any case.
        (
            ("owner.a and owner.b", "owner.b"),
            QuestionOrders(adaptive=1.5, pages=1.5, textual=2.0, everything=2),
        ),
        # Nothing is shared: the same in any order, and on one page.
        (("owner.a", "owner.b"), QuestionOrders(adaptive=2.0, pages=1.0, textual=2.0, everything=2)),
        (("owner.a and owner.b",), QuestionOrders(adaptive=1.5, pages=1.5, textual=1.5, everything=2)),
    ],
)
def test_each_way_takes_as_many_questions_as_by_hand(rules: tuple[str, ...], found: QuestionOrders) -> None:
    assert compare_orders(situation(*rules)) == found


def test_the_text_is_read_from_left_to_right() -> None:
    assert first_in_the_text(situation("owner.c and owner.a", "owner.b")) == "owner.c"
    assert first_in_the_text(situation("owner.c and owner.a", "owner.b", c=False)) == "owner.b"


def test_what_is_known_costs_nothing() -> None:
    known = situation("owner.a and owner.b", "owner.b", a=True, b=False)
    assert compare_orders(known) == QuestionOrders(adaptive=0.0, pages=0.0, textual=0.0, everything=2)
