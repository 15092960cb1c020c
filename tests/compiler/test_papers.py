"""How papers come, and what they mean for the order."""

from __future__ import annotations

from tests.compiler.small_packages import (
    CALENDAR,
    TODAY,
    compiled,
    evidence_type,
    package,
    paper,
    requirement,
    service,
    words,
)
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.evidence import EvidenceMaker
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.life_event import ServiceUse
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import Output


def plan(one_thing: OneThing, facts: Facts | None = None) -> Plan:
    """The plan of somebody of whom at least the name is known."""
    return specialise(one_thing, {"owner.name": "n", **(facts or {})}, today=TODAY, calendar=CALENDAR)


def ways(one_thing: OneThing, facts: Facts | None = None) -> dict[str, PaperWay]:
    """How each paper comes."""
    return {one.type: one.way for one in plan(one_thing, facts).evidence.papers}


def test_the_cheapest_way_through_alternatives_is_shared_between_services() -> None:
    """One paper that serves two services beats a cheaper one for each."""
    first = service("first", evidence=(requirement("r", (paper("small1"),), (paper("big"),)),))
    second = service("second", evidence=(requirement("r", (paper("small2"),), (paper("big"),)),))
    costs = {"small1": 10, "small2": 10, "big": 15}
    kinds = {kind: evidence_type(kind, minutes) for kind, minutes in costs.items()}
    found = plan(compiled(package(first, second, evidence=kinds))).evidence
    assert [(one.type, {use.task for use in one.uses}) for one in found.papers] == [
        ("big", {"first", "second"})
    ]
    assert (found.minutes, found.minimal) == (15, True)


def test_a_register_or_the_form_costs_nothing() -> None:
    """What a register holds is taken before what the applicant would have to bring."""
    kinds = {
        "held": evidence_type("held", 60, registers=("people",)),
        "made": evidence_type("made", 60, maker=EvidenceMaker.GENERATED),
        "cheap": evidence_type("cheap", 1),
    }
    needs = (requirement("a", (paper("cheap"),), (paper("held"),)), requirement("b", (paper("made"),)))
    one_thing = compiled(package(service("s", evidence=needs), evidence=kinds))
    assert ways(one_thing) == {"held": PaperWay.REGISTER, "made": PaperWay.GENERATED}


def issuing() -> OneThing:
    """`later` needs a document that the optional `earlier` issues."""
    earlier = service("earlier", outputs=(Output(id="o", name=words("o"), evidence="doc", of="owner"),))
    later = service("later", days=3, evidence=(requirement("r", (paper("doc"),)),))
    return compiled(
        package(
            earlier, later, uses=(ServiceUse(service="earlier", optional=True), ServiceUse(service="later"))
        )
    )


def test_an_output_is_paper_only_where_its_service_is_part_of_it() -> None:
    """Without the earlier service nobody waits for it, and the applicant brings the document."""
    wanted, unwanted = plan(issuing(), {"wants:earlier": True}), plan(issuing(), {"wants:earlier": False})
    assert ways(issuing(), {"wants:earlier": True}) == {"doc": PaperWay.OUTPUT}
    assert wanted.schedule.promised_days == 8
    assert ways(issuing(), {"wants:earlier": False}) == {"doc": PaperWay.APPLICANT}
    assert unwanted.schedule.promised_days == 3
    assert {task.key: task.after for task in unwanted.tasks}["later"] == ()


def test_the_range_of_days_holds_both_orders() -> None:
    """With and without the earlier service: 3 or 8 days; no paper or one."""
    ranges = plan(issuing()).ranges
    assert (ranges.days.least, ranges.days.most) == (3, 8)
    assert (ranges.papers.least, ranges.papers.most) == (0, 1)
    assert (ranges.services.least, ranges.services.most) == (1, 2)


def test_a_service_without_a_limit_leaves_days_underivable() -> None:
    """Neither figure nor range nor saving is guessed."""
    found = plan(compiled(package(service("a"), service("b", days=None))))
    assert found.schedule.promised_days is None
    assert found.schedule.unscheduled == ("b",)
    assert found.savings.days is None
    assert found.ranges.days.least is None
    assert found.ranges.days.most is None
