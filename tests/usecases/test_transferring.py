"""A sign of a shop handed from city management to housing, as the guide's “住建/城管” allows: with all that belongs to it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.usecases.test_firms import filled, started
from tests.usecases.world import World
from yijian.core.cases.life_refusals import HadItBefore, NotCompetentEither
from yijian.usecases import apply, coordinate, follow, handle, transferring
from yijian.usecases.permissions import Actor, NotFound
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.sealed_documents import read_document

SIGN = "city-management.sign"


def dispatched(world: World) -> tuple[Actor, str]:
    """The reference restaurant, with its authorities."""
    agent, case_id = started(world, "restaurant")
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
    for _ in range(3):
        officer = world.officer_of("market")
        for row in handle.desk(actor=officer, ports=world.ports).rows:
            if row.task and row.status == "dispatched":
                world.finish(officer, case_id, row.task)
    return agent, case_id


def handing(world: World, case_id: str, **more: Any) -> dict[str, Any]:
    given = {
        "actor": world.officer_of("city-management"),
        "ports": world.ports,
        "case_id": case_id,
        "task": SIGN,
        "to": "housing",
        "reason": "这条街的户外招牌由住建管",
        "key": world.key(),
    }
    return given | more


def test_handed_on_once_told_once_and_decided_by_the_other(world: World) -> None:
    agent, case_id = dispatched(world)
    first = handle.task(
        actor=world.officer_of("city-management"), ports=world.ports, case_id=case_id, task=SIGN
    )
    assert "TransferTask" in first.possible
    assert [one for one, _ in first.competent] == ["housing"]
    key = world.key()
    for _ in range(2):
        transferring.transfer(**handing(world, case_id, key=key))
    with pytest.raises(NotFound):
        handle.task(actor=world.officer_of("city-management"), ports=world.ports, case_id=case_id, task=SIGN)
    for paper in first.papers:
        for document in paper.documents:
            with pytest.raises(NotFound):
                read_document(
                    actor=world.officer_of("city-management"),
                    ports=world.ports,
                    case_id=case_id,
                    document=document.id,
                )
    assert not any(
        row.case_id == case_id and row.task == SIGN
        for row in handle.desk(actor=world.officer_of("city-management"), ports=world.ports).rows
    )
    housing = world.officer_of("housing")
    second = handle.task(actor=housing, ports=world.ports, case_id=case_id, task=SIGN)
    assert {one.field.fact: one.value for one in second.fields} == {
        one.field.fact: one.value for one in first.fields
    }
    assert [paper.documents for paper in second.papers] == [paper.documents for paper in first.papers]
    assert [(one.by.zh, one.to.zh) for one in second.transfers] == [("城管", "住建")]
    assert "TransferTask" not in second.possible, "there is nobody else to hand it to"
    with pytest.raises(HadItBefore):
        transferring.transfer(**handing(world, case_id, actor=housing, to="city-management"))
    subjects = [one.subject.zh for one in follow.messages(actor=agent, ports=world.ports)]
    assert sum("移送" in one for one in subjects) == 1
    view = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    told = [one for one in view.notices if one.kind == "transfer"]
    assert len(told) == 1
    words = "\n".join(one.zh for one in told[0].paragraphs)
    assert "这条街的户外招牌由住建管" in words
    assert world.ports.definitions.package().authorities["housing"].name.zh in words
    world.finish(housing, case_id, SIGN)
    (task,) = [
        one for one in follow.case(actor=agent, ports=world.ports, case_id=case_id).tasks if one.key == SIGN
    ]
    assert task.status in ("approved", "output_issued", "delivered")


def test_only_to_who_handles_it_by_the_definitions_and_with_a_reason(world: World) -> None:
    _, case_id = dispatched(world)
    with pytest.raises(NotCompetentEither):
        transferring.transfer(**handing(world, case_id, to="police"))
    with pytest.raises(ReasonMissing):
        transferring.transfer(**handing(world, case_id, reason=" "))
    with pytest.raises(NotFound):
        transferring.transfer(**handing(world, "430100-20261124-999999"))
