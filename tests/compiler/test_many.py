"""A role that takes all members of a repeated participant at once: the service is done once for them."""

from __future__ import annotations

import pytest

from tests.compiler.small_packages import (
    CALENDAR,
    TODAY,
    compilation,
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
from yijian.core.vocabulary.service import Output, Role

PEOPLE = {
    "child": Participant(entity="person", name=words("child"), many=True, most=4),
    "mother": Participant(entity="person", name=words("mother")),
}
ROLES = {"child": Role(entity="person", many=True), "mother": Role(entity="person")}


def benefit(*, when: str | None = None) -> OneThing:
    """A birth record for each child, and one benefit for the mother that needs the records of all."""
    record = service(
        "record",
        roles={"child": Role(entity="person")},
        facts=("child.name",),
        outputs=(Output(id="birth", name=words("birth"), evidence="birth", of="child"),),
    )
    once = service(
        "benefit",
        roles=ROLES,
        facts=("child.name", "child.group", "mother.name"),
        evidence=(
            requirement("births", (paper("birth", "child"),)),
            requirement("extra", (paper("extra", "mother"),), when=when),
        ),
    )
    return compiled(package(record, once, participants=PEOPLE))


def plan(one_thing: OneThing, facts: Facts) -> Plan:
    return specialise(one_thing, facts, today=TODAY, calendar=CALENDAR)


@pytest.mark.parametrize("children", [1, 2, 4])
def test_the_service_is_done_once_after_those_of_all_members(children: int) -> None:
    found = plan(benefit(), {"child.count": children})
    keys = [task.key for task in found.tasks]
    records = ["record"] if children == 1 else [f"record[{n}]" for n in range(1, children + 1)]
    assert keys == [*records, "benefit"]
    assert found.tasks[-1].after == tuple(records)
    assert found.tasks[-1].member is None


@pytest.mark.parametrize("children", [1, 3])
def test_it_needs_the_facts_and_the_papers_of_every_member(children: int) -> None:
    found = plan(benefit(), {"child.count": children, "child[1].citizen": True})
    names = {field.fact for field in found.fields if "benefit" in field.needed_by}
    assert {f"child[{n}].name" for n in range(1, children + 1)} <= names
    births = [one for one in found.evidence.papers if one.type == "birth"]
    assert len(births) == children
    assert all([use.task for use in one.uses] == ["benefit"] for one in births)


@pytest.mark.parametrize(
    ("facts", "needed"),
    [
        ({"child.count": 2, "child[1].rich": False, "child[2].rich": True}, True),
        ({"child.count": 2, "child[1].rich": False, "child[2].rich": False}, False),
        ({"child.count": 2, "child[1].rich": False}, None),
        ({"mother.name": "m"}, None),
    ],
)
def test_its_rules_see_the_members_as_a_list(facts: Facts, needed: bool | None) -> None:
    found = plan(benefit(when="some c in child satisfies c.rich"), facts)
    extra = [one for one in found.evidence.papers if one.type == "extra"]
    assert [one.certain for one in extra] == ([] if needed is False else [needed is True])
    if needed is None:
        wanted = "child[2].rich" if "child.count" in facts else "child.count"
        assert wanted in extra[0].needs
        assert wanted in found.questions.open


def test_the_figures_without_facts_hold_for_any_number_of_members() -> None:
    """The range of papers and services is never exceeded by a plan."""
    one_thing = benefit()
    before = plan(one_thing, {"mother.name": "m"}).ranges
    assert before.services.least is not None
    assert before.services.most is not None
    for children in range(1, 5):
        found = plan(one_thing, {"mother.name": "m", "child.count": children})
        assert before.services.least <= len(found.included) <= before.services.most


def test_nothing_can_be_issued_about_one_of_many() -> None:
    """Whose number would it be?"""
    output = Output(id="o", name=words("o"), facts=("child.number",))
    result = compilation(package(service("a", roles=ROLES, outputs=(output,)), participants=PEOPLE))
    assert "OUTPUT_FOR_MANY" in [finding.code for finding in result.findings]
    assert result.one_thing is None


@pytest.mark.parametrize(("rich", "certain"), [(True, [True]), (False, []), (None, [False])])
def test_a_role_for_many_may_be_filled_by_one_who_is_not_repeated(
    rich: bool | None, certain: list[bool]
) -> None:
    """Its rules see a list of one, and what they wait for is that person's fact, without a number."""
    once = service(
        "benefit",
        roles={"children": Role(entity="person", many=True)},
        evidence=(
            requirement("extra", (paper("extra", "children"),), when="some c in children satisfies c.rich"),
        ),
    )
    uses = (ServiceUse(service="benefit", roles={"children": "mother"}),)
    one_thing = compiled(package(once, uses=uses, participants={"mother": PEOPLE["mother"]}))
    found = plan(one_thing, {"mother.name": "m"} | ({} if rich is None else {"mother.rich": rich}))
    assert [one.certain for one in found.evidence.papers] == certain
    assert found.questions.open == (("mother.rich",) if rich is None else ())
    if rich is None:
        assert found.evidence.papers[0].needs == ("mother.rich",)
