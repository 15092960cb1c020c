"""A restaurant looked at once by two departments (联合踏勘): one visit, two findings, and each department for itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.usecases.test_firms import filled
from tests.usecases.world import World
from yijian.core.cases.refusals import WrongAuthority
from yijian.core.cases.visit_refusals import (
    FindingDetailsWrong,
    NobodyJoined,
    NothingToVisit,
    StopNotOfService,
    VisitDayWrong,
    VisitNotPlanned,
    VisitSpeaksAgainst,
    VisitUnderWay,
)
from yijian.core.compiler.facts import read_facts
from yijian.storage import drafts
from yijian.usecases import apply, coordinate, follow, handle, visits
from yijian.usecases.permissions import Actor, NotFound
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.visit_views import VisitView

FOOD, FIRE = "market.food-licence", "fire.general-check"
PLACE = "premises"


def accepted(world: World) -> tuple[Actor, str]:
    """The reference restaurant, with the food licence and the fire check taken up by their authorities."""
    one_thing = world.ports.definitions.one_thing("restaurant")
    told = read_facts(one_thing, one_thing.life_event.reference_case | {"premises.fire_way": "general"})
    token = world.ports.randomness.token()
    drafts.save_draft(
        token=token, life_event="restaurant", facts=told, cipher=world.ports.cipher, now=world.clock.now()
    )
    agent = world.actor("married-mother")
    case_id = apply.start_case(actor=agent, ports=world.ports, token=token, key=world.key())
    filled(world, agent, case_id)
    world.prefill(agent, case_id)
    filled(world, agent, case_id)
    apply.submit(actor=agent, ports=world.ports, case_id=case_id, key=world.key())
    lead = world.actor("coordinator-market")
    coordinate.dispatch(
        actor=lead,
        ports=world.ports,
        case_id=case_id,
        judgements=world.judged(lead, case_id),
        key=world.key(),
    )
    world.finish(world.officer_of("market"), case_id, "market.licence-check")
    for authority, task in (("market", FOOD), ("fire", FIRE)):
        world.accept(world.officer_of(authority), case_id, task)
    return agent, case_id


def told(world: World, authority: str, case_id: str, task: str) -> dict[str, Any]:
    return {
        "actor": world.officer_of(authority),
        "ports": world.ports,
        "case_id": case_id,
        "task": task,
        "key": world.key(),
    }


def food(world: World, case_id: str) -> dict[str, Any]:
    return told(world, "market", case_id, FOOD)


def fire(world: World, case_id: str) -> dict[str, Any]:
    return told(world, "fire", case_id, FIRE)


def today(world: World, days: int = 0) -> date:
    return world.clock.now().date() + timedelta(days=days)


def arranged(world: World) -> tuple[Actor, str]:
    agent, case_id = accepted(world)
    visits.propose(**food(world, case_id), place=PLACE, day=today(world, 2), with_tasks=(FIRE,))
    return agent, case_id


def held(world: World) -> tuple[Actor, str]:
    agent, case_id = arranged(world)
    visits.join(**fire(world, case_id), visit="1")
    world.clock.move(timedelta(days=2))
    visits.hold(**fire(world, case_id), visit="1", day=today(world))
    return agent, case_id


def seen(world: World, agent: Actor, case_id: str) -> tuple[VisitView, ...]:
    return follow.case(actor=agent, ports=world.ports, case_id=case_id).visits


def approve(world: World, own: dict[str, Any]) -> OfficerTaskView:
    view = handle.task(actor=own["actor"], ports=world.ports, case_id=own["case_id"], task=own["task"])
    judged = {one.id: True for one in view.criteria if one.holds is None}
    return handle.decide(**own, approved=True, reason="", judgements=judged)


def test_the_officer_is_offered_one_visit_with_the_others_that_the_plan_lets_come(world: World) -> None:
    _, case_id = accepted(world)
    own = food(world, case_id)
    view = handle.task(actor=own["actor"], ports=world.ports, case_id=case_id, task=FOOD)
    (choice,) = view.visit_choices
    assert (choice.place, [task for task, _ in choice.others]) == (PLACE, [FIRE])
    assert "ProposeVisit" in view.possible


def test_the_applicant_is_told_the_day_and_who_comes_and_may_ask_for_another(world: World) -> None:
    agent, case_id = arranged(world)
    case = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    notice = next(one for one in case.notices if one.kind == "visit")
    words = "\n".join(one.zh for one in notice.paragraphs)
    assert "市监" in words
    assert "消防" in words
    messages = "\n".join(one.subject.zh for one in follow.messages(actor=agent, ports=world.ports))
    assert "要到现场看一次" in messages
    with pytest.raises(ReasonMissing):
        visits.ask_for_other_day(
            actor=agent,
            ports=world.ports,
            case_id=case_id,
            visit="1",
            day=today(world, 3),
            reason=" ",
            key=world.key(),
        )
    visits.ask_for_other_day(
        actor=agent,
        ports=world.ports,
        case_id=case_id,
        visit="1",
        day=today(world, 3),
        reason="那天装修",
        key=world.key(),
    )
    view = handle.task(actor=world.officer_of("market"), ports=world.ports, case_id=case_id, task=FOOD)
    assert (view.visits[0].asked_day, view.visits[0].asked_reason) == (today(world, 3), "那天装修")
    visits.join(**fire(world, case_id), visit="1")
    with pytest.raises(WrongAuthority):
        visits.move(**fire(world, case_id), visit="1", day=today(world, 3))
    visits.move(**food(world, case_id), visit="1", day=today(world, 3))
    (visit,) = seen(world, agent, case_id)
    assert visit.day == today(world, 3)
    assert visit.asked_day is None
    assert [part.joins for part in visit.parts] == [True, False]
    case = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    assert len([one for one in case.notices if one.kind == "visit"]) == 2


def test_one_visit_two_findings_a_re_visit_for_the_one_that_did_not_pass(world: World) -> None:
    """The clock of the fire check stands by the procedure of its definition; that of the food licence never does."""
    agent, case_id = held(world)
    with pytest.raises(VisitSpeaksAgainst):
        approve(world, food(world, case_id))
    visits.record_finding(
        **food(world, case_id), visit="1", outcome="passed", text="布局合格", present="王某、店长"
    )
    assert approve(world, food(world, case_id)).status == "approved"
    with pytest.raises(StopNotOfService):
        visits.record_finding(
            **fire(world, case_id),
            visit="1",
            outcome="to_correct",
            text="缺一盏应急灯",
            present="李某、店长",
            stops="other",
        )
    view = visits.record_finding(
        **fire(world, case_id),
        visit="1",
        outcome="to_correct",
        text="缺一盏应急灯",
        present="李某、店长",
        due=today(world, 5),
        stops="recheck",
    )
    assert view.status == "suspended"
    assert "ApproveTask" not in view.possible
    case = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    assert case.visits_made == 1
    assert case.visits[0].status == "concluded"
    findings = [one for one in case.notices if one.kind == "visit_finding"]
    assert [one.reasons for one in findings] == [("布局合格",), ("缺一盏应急灯",)]
    with pytest.raises(NothingToVisit):
        visits.propose(**food(world, case_id), place=PLACE, day=today(world, 1))
    visits.propose(**fire(world, case_id), place=PLACE, day=today(world, 4))
    world.clock.move(timedelta(days=4))
    visits.hold(**fire(world, case_id), visit="2", day=today(world))
    view = visits.record_finding(
        **fire(world, case_id), visit="2", outcome="passed", text="装好了", present="李某、店长"
    )
    assert view.status == "under_review"
    assert approve(world, fire(world, case_id)).status == "approved"
    case = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    assert case.visits_made == 2
    assert case.visits[1].again


def test_who_goes_alone_stops_nobody_and_arranges_their_own(world: World) -> None:
    agent, case_id = arranged(world)
    with pytest.raises(ReasonMissing):
        visits.go_alone(**fire(world, case_id), visit="1", reason="")
    visits.go_alone(**fire(world, case_id), visit="1", reason="当天有统一检查")
    with pytest.raises(VisitUnderWay):
        visits.propose(**food(world, case_id), place=PLACE, day=today(world, 3))
    visits.propose(**fire(world, case_id), place=PLACE, day=today(world, 3))
    first, second = seen(world, agent, case_id)
    assert [part.alone for part in first.parts] == [False, True]
    assert first.parts[1].reason == "当天有统一检查"
    assert [part.task for part in second.parts] == [FIRE]
    world.clock.move(timedelta(days=2))
    visits.hold(**food(world, case_id), visit="1", day=today(world))
    visits.record_finding(
        **food(world, case_id), visit="1", outcome="failed", text="没有水池", present="王某"
    )
    handle.decide(**food(world, case_id), approved=False, reason="没有水池", judgements={})
    first, second = seen(world, agent, case_id)
    assert (first.status, second.status) == ("concluded", "proposed")


def test_what_cannot_be_arranged_or_recorded_is_refused(world: World) -> None:
    _, case_id = arranged(world)
    with pytest.raises(VisitNotPlanned):
        visits.propose(**fire(world, case_id), place="elsewhere", day=today(world, 2))
    with pytest.raises(VisitDayWrong):
        visits.move(**food(world, case_id), visit="1", day=today(world, -1))
    with pytest.raises(VisitDayWrong):
        visits.hold(**food(world, case_id), visit="1", day=today(world, 1))
    with pytest.raises(WrongAuthority):
        visits.hold(**fire(world, case_id), visit="1", day=today(world))
    with pytest.raises(NotFound):
        visits.record_finding(**food(world, case_id), visit="1", outcome="perhaps", text="x", present="y")
    visits.hold(**food(world, case_id), visit="1", day=today(world))
    with pytest.raises(FindingDetailsWrong):
        visits.record_finding(
            **food(world, case_id), visit="1", outcome="passed", text="x", present="y", due=today(world, 3)
        )
    with pytest.raises(VisitUnderWay):
        visits.propose(**food(world, case_id), place=PLACE, day=today(world, 2))


def test_a_visit_that_nobody_joins_cannot_have_taken_place_and_ends_with_its_tasks(world: World) -> None:
    agent, case_id = accepted(world)
    lead = world.officer_of("market")
    assert lead.authority == "market"
    visits.propose(**food(world, case_id), place=PLACE, day=today(world, 2), with_tasks=(FIRE,))
    visits.go_alone(**food(world, case_id), visit="1", reason="换人")
    with pytest.raises(NobodyJoined):
        visits.hold(**food(world, case_id), visit="1", day=today(world))
    visits.go_alone(**fire(world, case_id), visit="1", reason="换人")
    (visit,) = seen(world, agent, case_id)
    assert visit.status == "called_off"
