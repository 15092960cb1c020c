"""The first one thing from the first question to issued results, for the four families."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.usecases.world import World, told_by
from yijian.core.cases.application_refusals import NotAdmitted
from yijian.demonstration.persons import named_families
from yijian.usecases import advance, apply, explore, feedback, follow
from yijian.usecases.oversee import verify_journal
from yijian.usecases.permissions import VISITOR
from yijian.usecases.views import Light


def test_a_family_gets_everything_done_with_nothing_stood_in_for(whole_world: World, tmp_path: Path) -> None:
    """Files looked at in a process of their own, documents set, mail written, every transaction committed."""
    everything_is_done(whole_world, "married")
    advance.deliver_messages(ports=whole_world.ports)
    assert list((tmp_path / "mail").iterdir())


@pytest.mark.parametrize("family", ["twins", "foreign_father"])
def test_a_family_gets_everything_done(world: World, family: str) -> None:
    everything_is_done(world, family)


def everything_is_done(world: World, family: str) -> None:
    mother, case_id = world.dispatched(family)
    world.work_through(case_id)
    view = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert {task.light for task in view.tasks} == {Light.DONE}
    assert view.status == "delivered"
    children = len(named_families()[family].deliveries)
    assert len([task for task in view.tasks if task.key.startswith("police.")]) == children
    assert len({task.name for task in view.tasks}) == len(view.tasks), "each part says whom it is for"
    for output in view.outputs:
        if output.document:
            pdf = follow.read_output(actor=mother, ports=world.ports, case_id=case_id, output=output.id)
            assert pdf.content.startswith(b"%PDF")
    assert verify_journal(ports=world.ports).sound
    rated = feedback.rate(
        actor=mother, ports=world.ports, case_id=case_id, grade=5, comment="很快", key=world.key()
    )
    assert rated.rating == 5


def test_a_family_that_is_not_admitted_still_gets_a_plan(world: World) -> None:
    family = named_families()["unmarried"]
    token = world.answer_all(family, married=False)
    view = explore.draft(actor=VISITOR, ports=world.ports, token=token)
    assert view.plan.admission.admitted is False
    assert [task.where for task in view.plan.included]
    assert len(view.plan.included) >= 5
    with pytest.raises(NotAdmitted):
        apply.start_case(
            actor=world.actor("unmarried-mother"), ports=world.ports, token=token, key=world.key()
        )


def test_the_child_number_is_born_on_the_way_and_never_asked(world: World) -> None:
    mother, case_id = world.started("married")
    view = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    assert "child[1].id_number" not in {field.field.fact for field in view.fields}
    assert "child[1].id_number" not in told_by(named_families()["married"])
