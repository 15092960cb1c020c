"""Following a case: messages and mail, number and code, rating, withdrawal at every stage, values that are gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.usecases.world import World
from yijian.core.cases.refusals import AlreadyRated, CommandNotPossible, ScoreOutOfRange
from yijian.demonstration.persons import named_families
from yijian.storage import accounts, ratings, vault
from yijian.usecases import advance, apply, coordinate, feedback, follow, handle
from yijian.usecases.casework import ValuesDestroyed
from yijian.usecases.defects import Defect
from yijian.usecases.oversee import rebuild_states, verify_journal
from yijian.usecases.permissions import VISITOR, NotFound

HOSPITAL = "health.birth-certificate"


def test_every_step_is_told_in_the_language_of_the_account(world: World) -> None:
    """Shown and mailed once; a mail that could not be sent is sent later."""
    mother = world.actor("married-mother")
    assert mother.account is not None
    accounts.change_language(account_id=mother.account, language="en")
    world.outbox.down = True
    _, case_id = world.submitted()
    advance.deliver_messages(ports=world.ports)
    assert world.outbox.sent == []
    world.outbox.down = False
    world.clock.move(timedelta(hours=2))
    advance.deliver_messages(ports=world.ports)
    subjects = [one.subject for one in world.outbox.sent]
    assert any("We have received your application" in subject for subject in subjects)
    assert all(case_id in one.body for one in world.outbox.sent)
    sent = len(subjects)
    advance.deliver_messages(ports=world.ports)
    assert len(world.outbox.sent) == sent
    centre = follow.messages(actor=mother, ports=world.ports, unread_only=True)
    assert len(centre) == sent
    follow.mark_read(actor=mother, ports=world.ports, message=centre[0].id)
    assert len(follow.messages(actor=mother, ports=world.ports, unread_only=True)) == sent - 1
    follow.mark_read(actor=world.actor("twins-mother"), ports=world.ports, message=centre[1].id)
    assert len(follow.messages(actor=mother, ports=world.ports, unread_only=True)) == sent - 1
    for nonsense in ("", "x", "a/b/c", f"{case_id}/one/two"):
        with pytest.raises(NotFound):
            follow.mark_read(actor=mother, ports=world.ports, message=nonsense)


def test_number_and_code_show_where_a_case_stands_and_nothing_personal(world: World) -> None:
    mother, case_id = world.submitted()
    receipt = apply.receipt(actor=mother, ports=world.ports, case_id=case_id)
    found = follow.query_case(
        actor=VISITOR, ports=world.ports, case_id=f" {case_id} ", query_code=receipt.query_code
    )
    assert (found.case_id, found.status) == (case_id, "received")
    assert len(found.tasks) == len(receipt.tasks)
    family = named_families()["married"]
    assert family.mother.name not in repr(found)
    for number, code in (
        (case_id, "00000000"),
        ("430100-20261124-000099", receipt.query_code),
        (case_id, ""),
    ):
        with pytest.raises(NotFound):
            follow.query_case(actor=VISITOR, ports=world.ports, case_id=number, query_code=code)


def test_there_is_no_receipt_before_receipt(world: World) -> None:
    mother, case_id = world.started()
    with pytest.raises(NotFound):
        apply.receipt(actor=mother, ports=world.ports, case_id=case_id)
    rows = follow.cases_of(actor=mother, ports=world.ports)
    assert [(row.case_id, row.your_turn) for row in rows] == [(case_id, True)]
    assert follow.cases_of(actor=world.actor("twins-mother"), ports=world.ports) == ()


def test_a_case_is_rated_once_it_is_decided_and_once_only(world: World) -> None:
    mother, case_id = world.dispatched()

    def rate(grade: int) -> None:
        feedback.rate(
            actor=mother, ports=world.ports, case_id=case_id, grade=grade, comment="好", key=world.key()
        )

    with pytest.raises(CommandNotPossible):
        rate(5)
    world.work_through(case_id)
    for grade in (0, 6, -1):
        with pytest.raises(ScoreOutOfRange):
            rate(grade)
    rate(4)
    with pytest.raises(AlreadyRated):
        rate(5)
    assert [one.score for one in ratings.ratings_of(case_id=case_id)] == [4]
    coordinate.close(actor=world.lead, ports=world.ports, case_id=case_id, key=world.key())
    assert follow.case(actor=mother, ports=world.ports, case_id=case_id).status == "closed"


@pytest.mark.parametrize("stage", ["started", "ready", "submitted", "dispatched"])
def test_an_application_is_withdrawn_at_every_stage_before_a_decision(world: World, stage: str) -> None:
    """Everything ends, no desk shows it any more, nothing more is due, and nothing can be done to it."""
    mother, case_id = getattr(world, stage)()
    view = apply.withdraw(actor=mother, ports=world.ports, case_id=case_id, reason="搬家了", key=world.key())
    assert view.status == "withdrawn"
    assert {task.status for task in view.tasks} <= {"withdrawn"}
    assert not view.may_withdraw
    assert coordinate.pre_check_desk(actor=world.lead, ports=world.ports).rows == ()
    hospital = world.officer_of("delivery-hospital")
    assert handle.desk(actor=hospital, ports=world.ports).rows == ()
    assert world.later(timedelta(days=90)) == 0
    with pytest.raises(CommandNotPossible):
        apply.withdraw(actor=mother, ports=world.ports, case_id=case_id, reason="", key=world.key())
    with pytest.raises(CommandNotPossible):
        world.answer(mother, case_id, **{"mother.mobile": "13500000006"})
    if stage == "dispatched":
        with pytest.raises(CommandNotPossible):
            world.accept(hospital, case_id, HOSPITAL)


def test_what_was_granted_before_a_withdrawal_stays(world: World) -> None:
    mother, case_id = world.dispatched()
    world.finish(world.officer_of("delivery-hospital"), case_id, HOSPITAL)
    view = apply.withdraw(actor=mother, ports=world.ports, case_id=case_id, reason="", key=world.key())
    assert view.status == "delivered"
    statuses = {task.key: task.status for task in view.tasks}
    assert statuses.pop(HOSPITAL) == "delivered"
    assert set(statuses.values()) == {"withdrawn"}
    output = next(one for one in view.outputs if one.document)
    assert follow.read_output(actor=mother, ports=world.ports, case_id=case_id, output=output.id).content


def test_an_application_while_it_is_corrected_can_be_withdrawn_or_ended(world: World) -> None:
    mother, case_id = world.submitted()
    world.notify(case_id, Defect(kind="wrong_fact", subject="mother.mobile", text="打不通"))
    view = coordinate.end(
        actor=world.lead, ports=world.ports, case_id=case_id, reason="逾期不补正", key=world.key()
    )
    assert view.status == "ended"
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert [one.reasons for one in case.notices if one.kind == "ending"] == [("逾期不补正",)]


def test_values_of_a_destroyed_case_are_gone_while_its_chain_still_verifies(world: World) -> None:
    """Nobody gets a value out of it again; lists and desks go on; the states can still be made from the journal."""
    mother, case_id = world.submitted()
    world.submitted("twins")
    vault.destroy_key(case_id=case_id, now=world.clock.now())
    for read in (
        lambda: apply.application(actor=mother, ports=world.ports, case_id=case_id),
        lambda: follow.case(actor=mother, ports=world.ports, case_id=case_id),
        lambda: apply.receipt(actor=mother, ports=world.ports, case_id=case_id),
        lambda: coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id),
        lambda: world.dispatch(case_id),
        lambda: apply.withdraw(actor=mother, ports=world.ports, case_id=case_id, reason="r", key="k"),
        lambda: world.invited(mother, case_id),
    ):
        with pytest.raises(ValuesDestroyed):
            read()
    rows = coordinate.pre_check_desk(actor=world.lead, ports=world.ports).rows
    assert {row.case_id: bool(row.applicant) for row in rows}[case_id] is False
    assert len(rows) == 2
    assert [row.case_id for row in follow.cases_of(actor=mother, ports=world.ports)] == [case_id]
    gone = follow.messages(actor=mother, ports=world.ports)
    assert all("销毁" in one.subject.zh for one in gone)
    assert verify_journal(ports=world.ports).sound
    assert rebuild_states() == ()
    advance.deliver_messages(ports=world.ports)
    assert not any(case_id in one.body for one in world.outbox.sent)
