"""After a decision: who decided is known from the journal, notes go with what a review sets aside, copies keep their codes.

After every test the chains verify, and every stored state is the fold of its journal (`world`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.browser.families import newborn_number
from tests.usecases.test_commitments import DUE, FIRE, decided, fire
from tests.usecases.world import World
from yijian.core.cases.undoing_refusals import AlreadyReviewed, ObjectionTooLate, SameOfficer
from yijian.storage import credit_notes, queries
from yijian.usecases import follow, handle, issue, objections, promised_tasks, staff_accounts, undoing
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.casework import facts_of
from yijian.usecases.issue import NumberNotNew, ReissueGroundUnknown
from yijian.usecases.objections import ReviewUnknown, deciders_of
from yijian.usecases.permissions import Actor, ActorKind
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.undoing import GroundUnknown
from yijian.usecases.views import Light

CERTIFICATE, REGISTRATION = "health.birth-certificate", "police.birth-registration"


def hospital(world: World) -> Actor:
    return world.officer_of(world.ports.definitions.package().services[CERTIFICATE].authority)


def second(world: World, authority: str) -> Actor:
    staff_accounts.appoint(
        actor=Actor(kind=ActorKind.OPERATOR, name="operator"),
        ports=world.ports,
        username=f"second-{authority}",
        name="复核员",
        role="officer",
        authority=authority,
        password="long enough for an officer",
    )
    return world.actor(f"second-{authority}")


def of_task(world: World, actor: Actor, case_id: str, task: str) -> dict[str, Any]:
    return {
        "actor": actor,
        "ports": world.ports,
        "case_id": case_id,
        "task": task,
        "key": world.key(),
    }


def test_a_note_goes_with_the_revocation_that_a_review_sets_aside(world: World) -> None:
    """Who was barred from promises because of it may promise again; the promise is to be checked again."""
    agent, case_id = decided(world)
    promised_tasks.check(**fire(world, case_id), kept=False, finding="疏散门锁着")
    promised_tasks.order_correction(**fire(world, case_id), due=DUE, reason="开门")
    world.later(timedelta(days=15))
    undoing.revoke(**fire(world, case_id), reason="没有改", claw_back=True)
    assert len(credit_notes.credit_notes_of(account=agent.account or "")) == 1
    objections.raise_objection(**of_task(world, agent, case_id, FIRE), reason="早就改好了")
    officer = world.officer_of("fire")
    (row,) = handle.desk(actor=officer, ports=world.ports).rows
    assert (row.task, row.status, row.light) == (FIRE, "objection", Light.RUNNING)
    world.later(timedelta(days=40))
    (row,) = handle.desk(actor=officer, ports=world.ports).rows
    assert row.light is Light.LATE
    with pytest.raises(SameOfficer):
        objections.review(**of_task(world, officer, case_id, FIRE), outcome="changed", finding="f")
    reviewer = second(world, "fire")
    with pytest.raises(ReviewUnknown):
        objections.review(**of_task(world, reviewer, case_id, FIRE), outcome="maybe", finding="f")
    objections.review(
        **of_task(world, reviewer, case_id, FIRE), outcome="changed", finding="12 月 7 日就改了"
    )
    assert credit_notes.credit_notes_of(account=agent.account or "") == ()
    view = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    (task,) = [one for one in view.tasks if one.key == FIRE]
    assert task.commitment is not None
    assert task.commitment.status == "check_due"
    assert all(one.ended is None for one in view.outputs)
    rows = [row for row in queries.outputs_of(case_id=case_id) if row.task == FIRE]
    assert [(row.revoked_at, row.ended_by) for row in rows] == [(None, None)]
    with pytest.raises(AlreadyReviewed):
        objections.raise_objection(**of_task(world, agent, case_id, FIRE), reason="还是不同意")


def test_a_revocation_on_another_ground_bars_nobody_from_promises(world: World) -> None:
    agent, case_id = decided(world)
    undoing.revoke(**fire(world, case_id), ground="unlawful", reason="超越职权", claw_back=False)
    assert credit_notes.credit_notes_of(account=agent.account or "") == ()


def test_who_decided_is_everybody_since_it_was_last_set_aside(world: World) -> None:
    mother, case_id = world.dispatched("married")
    first = hospital(world)
    other = second(world, first.authority or "")
    world.refuse(first, case_id, CERTIFICATE)
    assert deciders_of(case_id=case_id, task=CERTIFICATE) == (first.account,)
    objections.raise_objection(**of_task(world, mother, case_id, CERTIFICATE), reason="不对")
    objections.review(**of_task(world, other, case_id, CERTIFICATE), outcome="sent_back", finding="重办")
    assert deciders_of(case_id=case_id, task=CERTIFICATE) == ()
    handle.decide(
        **of_task(world, other, case_id, CERTIFICATE), approved=False, reason="还是不行", judgements={}
    )
    assert deciders_of(case_id=case_id, task=CERTIFICATE) == (other.account,)
    objections.raise_objection(**of_task(world, mother, case_id, CERTIFICATE), reason="还是不对")
    objections.take_back_objection(**of_task(world, mother, case_id, CERTIFICATE))
    world.later(timedelta(days=90))
    with pytest.raises(ObjectionTooLate):
        objections.raise_objection(**of_task(world, mother, case_id, CERTIFICATE), reason="还是不对")


def test_every_copy_has_a_row_and_says_what_ended_it(world: World) -> None:
    _, case_id = world.dispatched("married")
    officer = hospital(world)
    output = world.finish(officer, case_id, CERTIFICATE).outputs[0].id.rpartition(":")[2]
    again: dict[str, Any] = {"output": output, "reason": "r", "facts": {}}
    with pytest.raises(ReissueGroundUnknown):
        issue.reissue_output(
            **of_task(world, officer, case_id, CERTIFICATE), **again, ground="bored", number="2"
        )
    with pytest.raises(NumberNotNew):
        issue.reissue_output(
            **of_task(world, officer, case_id, CERTIFICATE), **again, ground="lost", number=" "
        )
    for number in ("2", "3"):
        issue.reissue_output(
            **of_task(world, officer, case_id, CERTIFICATE), **again, ground="lost", number=number
        )
    undoing.revoke(
        **of_task(world, officer, case_id, CERTIFICATE), ground="deceit", reason="r", claw_back=False
    )
    rows = {row.output: (row.number, row.ended_by) for row in queries.outputs_of(case_id=case_id)}
    assert list(rows) == [output, f"{output}#2", f"{output}#3"]
    assert [ended for _, ended in rows.values()] == ["replaced", "replaced", "revoked"]
    assert [number for number, _ in rows.values()][1:] == ["2", "3"]


def test_a_misprint_is_put_right_in_the_facts_too_and_what_is_left_empty_stays(world: World) -> None:
    mother, case_id = world.dispatched("married")
    world.finish(hospital(world), case_id, CERTIFICATE)
    officer = world.officer_of("police")
    view = world.finish(officer, case_id, REGISTRATION)
    ((output, field),) = view.issued_facts
    right = newborn_number(2, "20261118")
    for number, typed, wanted in (("R-2", right, right), ("R-3", "", right)):
        issue.reissue_output(
            **of_task(world, officer, case_id, REGISTRATION),
            output=output,
            ground="misprinted",
            reason="号码印错了",
            number=number,
            facts={field.fact: typed},
        )
        outputs = follow.case(actor=mother, ports=world.ports, case_id=case_id).outputs
        content = follow.read_output(
            actor=mother, ports=world.ports, case_id=case_id, output=outputs[-1].id
        ).content.decode()
        assert wanted in content
        assert number in content
    assert facts_of(ports=world.ports, case_id=case_id)[field.fact] == right, "later parts use what is right"
    with pytest.raises(AnswersRefused):
        issue.reissue_output(
            **of_task(world, officer, case_id, REGISTRATION),
            output=output,
            ground="misprinted",
            reason="r",
            number="R-4",
            facts={field.fact: "123"},
        )


@pytest.mark.parametrize("ground", ["", "because"])
def test_a_ground_that_does_not_exist_is_refused(world: World, ground: str) -> None:
    _, case_id = decided(world)
    acting = fire(world, case_id)
    for act in (undoing.retract, undoing.cancel):
        with pytest.raises(GroundUnknown):
            act(**acting, ground=ground, reason="r")
        with pytest.raises(ReasonMissing):
            act(**acting, ground="expired", reason=" ")
