"""Participants of whom there may be several, or none at all (vehicles, drivers)."""

from __future__ import annotations

import pytest

from tests.compiler.small_packages import (
    CALENDAR,
    TODAY,
    compiled,
    package,
    paper,
    requirement,
    service,
    words,
)
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.life_event import Participant, ServiceUse
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import Role

PEOPLE = {
    "owner": Participant(entity="person", name=words("owner")),
    "car": Participant(entity="person", name=words("car"), optional=True, many=True, most=3),
}


def firm() -> OneThing:
    """A permit that takes all cars at once, and a certificate for each; neither without riches."""
    permit = service(
        "permit",
        days=5,
        roles={"owner": Role(entity="person"), "car": Role(entity="person", many=True, optional=True)},
        evidence=(
            requirement("promise", (paper("promise"),), when="count(car) = 0"),
            requirement("tests", (paper("test", "car"),)),
        ),
    )
    certificate = service("certificate", days=2, roles={"car": Role(entity="person")}, facts=("car.name",))
    return compiled(
        package(
            permit,
            certificate,
            participants=PEOPLE,
            uses=(
                ServiceUse(service="permit", when="owner.rich"),
                ServiceUse(service="certificate", when="owner.rich"),
            ),
        )
    )


def plan(facts: Facts) -> Plan:
    return specialise(firm(), facts, today=TODAY, calendar=CALENDAR)


def papers(found: Plan) -> set[str]:
    return {one.key for one in found.evidence.papers if one.certain}


def test_without_any_the_rule_over_the_list_knows_that_it_is_empty() -> None:
    found = plan({"owner.rich": True, "car.present": False})
    assert papers(found) == {"promise:owner"}
    assert {task.service for task in found.included} == {"permit"}
    assert found.questions.open == ()
    assert not [field.fact for field in found.fields if field.participant == "car"]


@pytest.mark.parametrize("cars", [1, 3])
def test_each_has_a_part_of_its_own(cars: int) -> None:
    found = plan({"owner.rich": True, "car.present": True, "car.count": cars})
    assert sum(task.service == "certificate" for task in found.included) == cars
    assert len(papers(found)) == cars
    assert not any(paper.startswith("promise") for paper in papers(found))


def test_whether_there_are_any_is_asked_before_how_many() -> None:
    found = plan({"owner.rich": True})
    assert found.questions.open == ("car.present", "car.count")
    assert plan({"owner.rich": True, "car.present": True}).questions.open == ("car.count",)


def test_nothing_is_asked_about_somebody_of_whom_no_part_is_about() -> None:
    assert plan({"owner.rich": False}).questions.open == ()
    assert plan({"owner.citizen": True}).questions.open[0] == "owner.rich"
