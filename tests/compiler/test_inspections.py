"""Visits of authorities: those that may be made together are one visit, in the joint channel only."""

from __future__ import annotations

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
from yijian.core.vocabulary.life_event import Admission, RegionOverlay, ServiceUse
from yijian.core.vocabulary.plan import Plan
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import Criterion, Inspection, Output

OVERLAY = RegionOverlay(
    region="1",
    region_name=words("r"),
    life_event="event",
    admission=Admission(conditions=(Criterion(id="citizens", text=words("c"), rule="owner.citizen"),)),
)


def look(name: str, *, joint: bool, when: str | None = None) -> Inspection:
    return Inspection(id=name, name=words(name), of="owner", joint=joint, when=when)


def output(name: str, evidence: str) -> Output:
    return Output(id=name, name=words(name), evidence=evidence, of="owner")


def plan(facts: Facts, *, region: str | None = None) -> Plan:
    """Three services with a visit each, two of them joint; the third only where the owner is rich."""
    definitions = package(
        service("food", inspections=(look("kitchen", joint=True),)),
        service("fire", inspections=(look("exits", joint=True, when="owner.rich"),)),
        service("later", inspections=(look("afterwards", joint=False),)),
        uses=(
            ServiceUse(service="food"),
            ServiceUse(service="fire"),
            ServiceUse(service="later", when="owner.citizen"),
        ),
        overlay=OVERLAY,
    )
    return specialise(compiled(definitions, region=region), facts, today=TODAY, calendar=CALENDAR)


def test_joint_visits_are_one_and_the_others_stay_alone() -> None:
    found = plan({"owner.rich": True, "owner.citizen": True})
    assert [visit.tasks for visit in found.inspections] == [("food", "fire"), ("later",)]
    assert all(visit.certain for visit in found.inspections)
    assert found.savings.inspections is not None
    assert (found.savings.inspections.before, found.savings.inspections.after) == (3, 2)


def test_a_visit_whose_condition_fails_does_not_take_place() -> None:
    found = plan({"owner.rich": False, "owner.citizen": False})
    assert [visit.tasks for visit in found.inspections] == [("food",)]


def test_a_visit_that_may_take_place_says_what_it_hangs_on() -> None:
    found = plan({"owner.rich": False})
    (kitchen, later) = found.inspections
    assert kitchen.certain
    assert not later.certain
    assert later.needs == ("owner.citizen",)


def test_outside_the_joint_channel_each_authority_comes_by_itself() -> None:
    told: Facts = {"owner.rich": True, "owner.citizen": False}
    apart = plan(told, region="1")
    assert apart.admission.admitted is False
    assert [visit.tasks for visit in apart.inspections] == [("food",), ("fire",)]
    assert apart.savings.inspections is not None
    assert apart.savings.inspections.after == 2


def test_without_visits_there_is_no_figure() -> None:
    nothing = specialise(compiled(package(service("a"))), {}, today=TODAY, calendar=CALENDAR)
    assert nothing.inspections == ()
    assert nothing.savings.inspections is None


def test_visits_of_tasks_that_wait_for_each_other_are_not_one() -> None:
    """The later authority cannot come before the earlier has decided."""
    definitions = package(
        service(
            "first", inspections=(look("one", joint=True),), outputs=(output("licence", "licence-paper"),)
        ),
        service(
            "between", evidence=(requirement("r", (paper("licence-paper"),)),), outputs=(output("x", "y"),)
        ),
        service(
            "last",
            inspections=(look("two", joint=True),),
            evidence=(requirement("r", (paper("y"),)),),
        ),
        service("beside", inspections=(look("three", joint=True),)),
    )
    found = specialise(compiled(definitions), {"owner.rich": True}, today=TODAY, calendar=CALENDAR)
    assert [visit.tasks for visit in found.inspections] == [("first", "beside"), ("last",)]
    assert found.savings.inspections is not None
    assert (found.savings.inspections.before, found.savings.inspections.after) == (3, 2)


def test_a_joint_visit_is_made_while_all_its_tasks_are_under_way() -> None:
    definitions = package(
        service("short", days=2, inspections=(look("one", joint=True),)),
        service("long", days=9, inspections=(look("two", joint=True),)),
    )
    found = specialise(compiled(definitions), {"owner.rich": True}, today=TODAY, calendar=CALENDAR)
    (visit,) = found.inspections
    days = {task.key: task for task in found.schedule.tasks}
    assert (visit.first, visit.last) == (days["long"].start, days["short"].finish)


def test_without_a_limit_no_days_are_given_for_a_visit() -> None:
    definitions = package(service("open", days=None, inspections=(look("one", joint=True),)))
    (visit,) = specialise(compiled(definitions), {}, today=TODAY, calendar=CALENDAR).inspections
    assert (visit.first, visit.last) == (None, None)
