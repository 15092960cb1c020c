"""An application from elsewhere: who sees what of it, who may act, and who can be made staff at a window."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.usecases.collected_cases import (
    CERTIFICATE,
    SHANGHAI,
    XIAMEN,
    collected,
    decided,
    hand_over,
    lead,
)
from tests.usecases.world import World
from yijian.core.cases.handovers import ResultReturn
from yijian.demonstration.persons import other_named_families
from yijian.usecases import (
    collect,
    coordinate,
    follow,
    handle,
    issue,
    staff_accounts,
    take_over,
)
from yijian.usecases.permissions import Actor, ActorKind, NotFound, PermissionDenied
from yijian.usecases.sealed_documents import read_document
from yijian.usecases.staff_accounts import PlaceNotFitting


def test_the_window_sees_what_it_needs_and_nothing_of_other_places(world: World) -> None:
    holder, case_id, clerk = collected(world)
    other = world.actor(f"window-{XIAMEN}")
    ports = world.ports
    with pytest.raises(NotFound):
        collect.collected(actor=other, ports=ports, case_id=case_id)
    for somebody in (holder, lead(world), world.officer_of("disabled-federation"), world.actor("auditor")):
        with pytest.raises(PermissionDenied):
            collect.collected(actor=somebody, ports=ports, case_id=case_id)
    seen = collect.collected(actor=clerk, ports=ports, case_id=case_id)
    document = seen.papers[0].document
    assert read_document(actor=clerk, ports=ports, case_id=case_id, document=document).content
    with pytest.raises(NotFound):
        read_document(actor=other, ports=ports, case_id=case_id, document=document)
    with pytest.raises(NotFound):
        read_document(actor=lead(world), ports=ports, case_id=case_id, document=document)
    for of_the_lead in (
        lambda: coordinate.pre_check(actor=lead(world), ports=ports, case_id=case_id),
        lambda: take_over.sent(actor=lead(world), ports=ports, case_id=case_id),
    ):
        with pytest.raises(NotFound):
            of_the_lead()
    hand_over(world, case_id)
    with pytest.raises(NotFound):
        read_document(actor=clerk, ports=ports, case_id=case_id, document=document)
    assert read_document(actor=lead(world), ports=ports, case_id=case_id, document=document).content
    for of_the_window in (
        lambda: coordinate.pre_check(actor=clerk, ports=ports, case_id=case_id),
        lambda: handle.desk(actor=clerk, ports=ports),
        lambda: take_over.sent(actor=clerk, ports=ports, case_id=case_id),
    ):
        with pytest.raises(PermissionDenied):
            of_the_window()
    readers = {one.purpose for one in follow.case(actor=holder, ports=ports, case_id=case_id).access}
    assert readers, "the applicant sees that the window looked"


def test_an_office_takes_over_only_what_was_sent_to_it(world: World) -> None:
    _, case_id, _ = collected(world)
    hand_over(world, case_id)
    for somebody in (world.officer_of("police"), world.actor("coordinator-health")):
        with pytest.raises(NotFound):
            take_over.take_over(actor=somebody, ports=world.ports, case_id=case_id, key=world.key())


def test_messages_name_no_value_and_their_digests_are_those_on_record(world: World) -> None:
    _, case_id, _ = collected(world)
    view = hand_over(world, case_id)
    take_over.take_over(actor=lead(world), ports=world.ports, case_id=case_id, key=world.key())
    file = take_over.messages(actor=lead(world), ports=world.ports, case_id=case_id)
    papers, taken = json.loads(file.content)
    assert papers["digest"] == view.handover.records[0].parcels[0].digest == taken["message"]["answers"]
    person = other_named_families()["disability"].mother
    assert person.name not in file.content.decode()
    assert person.id_number not in file.content.decode()


def test_straight_to_the_applicant_when_that_was_chosen(world: World) -> None:
    holder, case_id, clerk = collected(world, returns=ResultReturn.APPLICANT)
    hand_over(world, case_id)
    decided(world, case_id)
    issue.deliver(
        actor=world.officer_of("disabled-federation"),
        ports=world.ports,
        case_id=case_id,
        task=CERTIFICATE,
        output="certificate",
        mode="post",
        proof="EMS 1",
        key=world.key(),
    )
    assert collect.collected(actor=clerk, ports=world.ports, case_id=case_id).results == ()
    assert follow.case(actor=holder, ports=world.ports, case_id=case_id).status == "delivered"


# ── staff ────────────────────────────────────────────────────────────────────


def test_a_window_has_a_place_and_no_authority_and_a_coordinator_no_place(world: World) -> None:
    operator = Actor(kind=ActorKind.OPERATOR, name="root")

    def appoint(role: str, authority: str | None, place: str | None) -> None:
        staff_accounts.appoint(
            actor=operator,
            ports=world.ports,
            username=f"{role}-{place}-{world.key()}",
            name="甲",
            role=role,
            authority=authority,
            place=place,
            password="long enough to be safe",
        )

    for role, authority, place in (
        ("collector", None, None),
        ("collector", None, "999999"),
        ("coordinator", "health", SHANGHAI),
        ("auditor", None, SHANGHAI),
    ):
        with pytest.raises(PlaceNotFitting):
            appoint(role, authority, place)
    appoint("collector", None, SHANGHAI)
    appoint("officer", "police", XIAMEN)


def test_an_officer_elsewhere_sees_nothing_that_is_decided_here(world: World) -> None:
    _, case_id, _ = collected(world)
    hand_over(world, case_id)
    decided(world, case_id)
    here = world.officer_of("disabled-federation")
    elsewhere = replace(here, place=XIAMEN)
    assert handle.task(actor=here, ports=world.ports, case_id=case_id, task=CERTIFICATE).task == CERTIFICATE
    assert case_id not in {row.case_id for row in handle.desk(actor=elsewhere, ports=world.ports).rows}
    with pytest.raises(NotFound):
        handle.task(actor=elsewhere, ports=world.ports, case_id=case_id, task=CERTIFICATE)
