"""A disability certificate applied for where one lives, taken in at the window in Shanghai, decided in Changsha."""

from __future__ import annotations

from collections.abc import Mapping

from tests.usecases.test_firms import typed
from tests.usecases.thing_answers import Told
from tests.usecases.world import World
from yijian.core.cases.handovers import ResultReturn
from yijian.core.compiler.facts import reference_facts
from yijian.core.planning.local_time import local_date
from yijian.storage import drafts
from yijian.usecases import (
    apply,
    collect,
    coordinate,
    handle,
    issue,
    places,
    take_over,
)
from yijian.usecases.permissions import Actor
from yijian.usecases.views import Keeper

SHANGHAI, XIAMEN, CHANGSHA = "310000", "350200", "430100"
CERTIFICATE = "disabled-federation.certificate"
ALLOWANCE = "civil-affairs.disability-care-allowance"


def begun(
    world: World,
    *,
    place: str = "residence",
    allowance: bool = False,
    but: Mapping[str, str] | None = None,
) -> tuple[Actor, str]:
    """Somebody who applies for a certificate, with all filled in but the place where to hand in."""
    one_thing = world.ports.definitions.one_thing("disability")
    told = reference_facts(one_thing, local_date(world.clock.now()))
    told |= {path: False for path in told if path.startswith("wants:")}
    told |= {"application.place": place, "application.applied_by": "self", f"wants:{ALLOWANCE}": allowance}
    told |= but or {}
    token = world.ports.randomness.token()
    drafts.save_draft(
        token=token, life_event="disability", facts=told, cipher=world.ports.cipher, now=world.clock.now()
    )
    holder = world.actor("disability-holder")
    case_id = apply.start_case(actor=holder, ports=world.ports, token=token, key=world.key())
    answers = Told(one_thing, local_date(world.clock.now()), but or {})
    for _ in range(3):
        world.prefill(holder, case_id)
        view = apply.application(actor=holder, ports=world.ports, case_id=case_id)
        missing = {
            one.field.fact: answers.value(one.field.fact)
            for one in view.fields
            if not one.known and one.keeper is Keeper.APPLICANT and one.field.required is not False
        }
        if missing:
            apply.record_answers(
                actor=holder, ports=world.ports, case_id=case_id, typed=missing, key=world.key()
            )
        for paper in apply.application(actor=holder, ports=world.ports, case_id=case_id).papers:
            if paper.to_bring and not paper.documents:
                world.attach(holder, case_id, paper.paper.key)
    return holder, case_id


def collected(
    world: World, *, returns: ResultReturn = ResultReturn.COLLECTING_PLACE
) -> tuple[Actor, str, Actor]:
    """Handed in at the window in Shanghai; who stands there."""
    holder, case_id = begun(world)
    places.choose_place(
        actor=holder, ports=world.ports, case_id=case_id, place=SHANGHAI, returns=returns, key=world.key()
    )
    apply.submit(actor=holder, ports=world.ports, case_id=case_id, key=world.key())
    return holder, case_id, world.actor(f"window-{SHANGHAI}")


def hand_over(world: World, case_id: str, *, key: str = "") -> collect.CollectedCaseView:
    clerk = world.actor(f"window-{SHANGHAI}")
    seen = collect.collected(actor=clerk, ports=world.ports, case_id=case_id)
    return collect.hand_over(
        actor=clerk,
        ports=world.ports,
        case_id=case_id,
        identity="document",
        papers=frozenset(one.document for one in seen.papers),
        key=key or world.key(),
    )


def lead(world: World) -> Actor:
    return world.actor("coordinator-disabled-federation")


def decided(world: World, case_id: str) -> None:
    """The deciding place takes over, dispatches, approves and issues."""
    take_over.take_over(actor=lead(world), ports=world.ports, case_id=case_id, key=world.key())
    view = coordinate.pre_check(actor=lead(world), ports=world.ports, case_id=case_id)
    judged = {one.id: True for one in view.admission if one.holds is None}
    coordinate.dispatch(
        actor=lead(world),
        ports=world.ports,
        case_id=case_id,
        judgements=judged,
        judgement_reasons=dict.fromkeys(judged, "看过"),
        key=world.key(),
    )
    officer = world.officer_of("disabled-federation")
    handle.accept(actor=officer, ports=world.ports, case_id=case_id, task=CERTIFICATE, key=world.key())
    task = handle.task(actor=officer, ports=world.ports, case_id=case_id, task=CERTIFICATE)
    open_ones = {one.id: True for one in task.criteria if one.holds is None}
    handle.decide(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=CERTIFICATE,
        approved=True,
        reason="",
        judgements=open_ones,
        judgement_reasons=dict.fromkeys(open_ones, "看过"),
        key=world.key(),
    )
    view_of = handle.task(actor=officer, ports=world.ports, case_id=case_id, task=CERTIFICATE)
    issue.issue_output(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=CERTIFICATE,
        output="certificate",
        number="",
        facts={one.fact: typed(one) for one in view_of.born_facts},
        key=world.key(),
    )
