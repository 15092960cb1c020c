"""That staff read personal data is recorded once a day for the same thing, and again when something new is read."""

from __future__ import annotations

from datetime import timedelta

from tests.usecases.test_deciding import HOSPITAL
from tests.usecases.world import World
from yijian.storage import access_log, documents
from yijian.usecases import coordinate, handle
from yijian.usecases.permissions import Actor
from yijian.usecases.sealed_documents import read_document


def entries(world: World, case_id: str, actor: Actor) -> int:
    """How often this account is recorded to have read."""
    return sum(one.reader.account == actor.account for one in access_log.accesses_of(case_id=case_id))


def test_looking_twice_on_one_day_is_one_entry_and_the_next_day_another(world: World) -> None:
    _, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    for _ in range(3):
        handle.task(actor=hospital, ports=world.ports, case_id=case_id, task=HOSPITAL)
    assert entries(world, case_id, hospital) == 1
    world.clock.move(timedelta(days=1))
    handle.task(actor=hospital, ports=world.ports, case_id=case_id, task=HOSPITAL)
    assert entries(world, case_id, hospital) == 2


def test_a_value_that_came_in_after_the_first_look_is_a_new_reading(world: World) -> None:
    _, case_id = world.submitted()
    coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    before = entries(world, case_id, world.lead)
    world.clock.move(timedelta(minutes=5))
    world.dispatch(case_id)
    world.work_through(case_id)  # facts are born with the results
    coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    assert entries(world, case_id, world.lead) == before + 1


def test_somebody_else_is_recorded_for_themselves(world: World) -> None:
    _, case_id = world.dispatched()
    handle.task(
        actor=world.officer_of("delivery-hospital"), ports=world.ports, case_id=case_id, task=HOSPITAL
    )
    coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    assert len({one.reader.account for one in access_log.accesses_of(case_id=case_id)}) == 2


def test_a_document_is_recorded_once_a_day_its_small_picture_included(world: World) -> None:
    _, case_id = world.dispatched()
    row = documents.documents_of(case_id=case_id)[0]
    for preview in (True, False, True):
        read_document(
            actor=world.lead, ports=world.ports, case_id=case_id, document=row.document_id, preview=preview
        )
    read = [one for one in access_log.accesses_of(case_id=case_id) if one.purpose == "document"]
    assert [one.concepts for one in read] == [(row.paper,)]
