"""Facts of several codes at once: one answer decides many goals, and rules see a list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.compiler.small_packages import CALENDAR, TODAY, codes, compiled, concept, package, service
from yijian.core.compiler.facts import FactRefused, read_facts
from yijian.core.compiler.plan import next_question, specialise
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.life_event import ServiceUse
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts

THINGS = ("water", "power", "gas")


def connection(things: tuple[str, ...] = THINGS) -> OneThing:
    """A service for each thing that can be ticked."""
    kinds = {"things": concept(ConceptType.CODES, codes=codes(*things, "other", "another"))}
    uses = tuple(
        ServiceUse(service=thing, when=f'some one in owner.things satisfies one = "{thing}"')
        for thing in things
    )
    return compiled(package(*(service(thing) for thing in things), uses=uses, concepts=kinds))


def included(one_thing: OneThing, facts: Facts) -> set[str]:
    plan = specialise(one_thing, facts, today=TODAY, calendar=CALENDAR)
    return {task.service for task in plan.included}


@pytest.mark.parametrize(
    ("told", "services"),
    [
        ("water", {"water"}),
        ("water gas", {"water", "gas"}),
        ("other", set()),
        ("water power gas other another", set(THINGS)),
    ],
)
def test_what_is_ticked_is_done(told: str, services: set[str]) -> None:
    assert included(connection(), {"owner.things": told}) == services


def test_one_answer_decides_all() -> None:
    plan = specialise(connection(), {"owner.rich": True}, today=TODAY, calendar=CALENDAR)
    assert plan.questions.open == ("owner.things",)
    assert plan.questions.expected == 1
    told = specialise(connection(), {"owner.things": "gas"}, today=TODAY, calendar=CALENDAR)
    assert told.questions.open == ()


def test_each_choice_says_what_it_adds() -> None:
    question = next_question(connection(), {}, today=TODAY, calendar=CALENDAR)
    assert question is not None
    assert [choice.code for choice in question.choices] == [*THINGS, "other", "another"]
    assert question.effects["gas"].services_added == ("gas",)
    for nothing in ("other", "another"):
        assert question.effects[nothing].services_added == ()


def test_of_very_many_choices_nothing_is_said_one_by_one() -> None:
    many = connection(tuple(f"t{number:02}" for number in range(48)))
    question = next_question(many, {}, today=TODAY, calendar=CALENDAR)
    assert question is not None
    assert len(question.choices) == 50
    assert question.effects == {}


def test_a_list_and_a_text_in_any_order_are_the_same_fact() -> None:
    one_thing = connection()
    assert read_facts(one_thing, {"owner.things": ["gas", "water"]}) == {"owner.things": "water gas"}
    assert read_facts(one_thing, {"owner.things": " gas  water "}) == {"owner.things": "water gas"}
    unfit: tuple[object, ...] = ("oil", "gas oil", " ", [], 3)
    for wrong in unfit:
        with pytest.raises(FactRefused):
            read_facts(one_thing, {"owner.things": wrong})


def test_the_ranges_hold_whatever_is_ticked() -> None:
    one_thing = connection()
    services = specialise(one_thing, {}, today=TODAY, calendar=CALENDAR).ranges.services
    assert (services.least, services.most) == (0, 3)
    for told in ("other", "water", "water power gas"):
        assert 0 <= len(included(one_thing, {"owner.things": told})) <= 3


def test_a_fact_may_apply_because_of_what_is_ticked() -> None:
    kinds = {
        "things": concept(ConceptType.CODES, codes=codes(*THINGS)),
        "outlets": concept(applies_when='some one in things satisfies one = "gas"'),
    }
    form = service("form", facts=("owner.things", "owner.outlets"))
    one_thing = compiled(package(replace(form), concepts=kinds))
    for told, asked in (("gas", True), ("water", False)):
        plan = specialise(one_thing, {"owner.things": told}, today=TODAY, calendar=CALENDAR)
        assert ("owner.outlets" in {field.fact for field in plan.fields}) is asked
