"""A restaurant opened on a promise (告知承诺): the fire opinion in a day, checked afterwards, and what a breach leads to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.usecases.test_firms import filled
from tests.usecases.world import World
from yijian.core.cases.promise_refusals import CorrectionTimeRuns, DayNotAhead, PromiseBarred, PromisesOpen
from yijian.core.cases.undoing_refusals import NoBrokenPromise
from yijian.core.compiler.facts import read_facts
from yijian.storage import credit_notes, drafts, queries
from yijian.usecases import apply, coordinate, follow, handle, promised_tasks, undoing
from yijian.usecases import promise as promising
from yijian.usecases.apply import SubmissionIncomplete
from yijian.usecases.owed_views import CommitmentView
from yijian.usecases.permissions import Actor
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.views import Light

FIRE = "fire.promise-check"
DUE = date(2026, 12, 8)


def begun(world: World) -> tuple[Actor, str]:
    """The reference restaurant, but by promise, filled in; nothing promised yet."""
    one_thing = world.ports.definitions.one_thing("restaurant")
    told = read_facts(one_thing, one_thing.life_event.reference_case | {"premises.fire_way": "promise"})
    token = world.ports.randomness.token()
    drafts.save_draft(
        token=token, life_event="restaurant", facts=told, cipher=world.ports.cipher, now=world.clock.now()
    )
    agent = world.actor("married-mother")
    case_id = apply.start_case(actor=agent, ports=world.ports, token=token, key=world.key())
    filled(world, agent, case_id)
    world.prefill(agent, case_id)
    filled(world, agent, case_id)
    return agent, case_id


def promise(world: World, agent: Actor, case_id: str) -> None:
    promising.promise(
        actor=agent,
        ports=world.ports,
        case_id=case_id,
        kind="conditions",
        subject=FIRE,
        agreed=True,
        key=world.key(),
    )


def decided(world: World) -> tuple[Actor, str]:
    """Handed in on the promise and decided by everybody."""
    agent, case_id = begun(world)
    promise(world, agent, case_id)
    apply.submit(actor=agent, ports=world.ports, case_id=case_id, key=world.key())
    lead = world.actor("coordinator-market")
    coordinate.dispatch(
        actor=lead,
        ports=world.ports,
        case_id=case_id,
        judgements=world.judged(lead, case_id),
        key=world.key(),
    )
    for _ in range(4):
        for authority in ("market", "fire", "city-management"):
            officer = world.officer_of(authority)
            for row in handle.desk(actor=officer, ports=world.ports).rows:
                if row.task and row.status == "dispatched":
                    world.finish(officer, case_id, row.task)
    return agent, case_id


def fire(world: World, case_id: str) -> dict[str, Any]:
    return {
        "actor": world.officer_of("fire"),
        "ports": world.ports,
        "case_id": case_id,
        "task": FIRE,
        "key": world.key(),
    }


def commitment_of(world: World, agent: Actor, case_id: str) -> CommitmentView:
    view = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    found = next(task.commitment for task in view.tasks if task.key == FIRE)
    assert found is not None
    return found


def titles(world: World, agent: Actor) -> str:
    return "\n".join(one.subject.zh for one in follow.messages(actor=agent, ports=world.ports))


def test_the_promise_is_a_condition_of_handing_in(world: World) -> None:
    agent, case_id = begun(world)
    with pytest.raises(SubmissionIncomplete) as refused:
        apply.submit(actor=agent, ports=world.ports, case_id=case_id, key=world.key())
    assert [(one.kind, one.subject) for one in refused.value.missing] == [("promise", FIRE)]
    (offer,) = apply.application(actor=agent, ports=world.ports, case_id=case_id).promises
    for words in ("告知承诺", "自愿", "条件", "核查", "撤销", "追回"):
        assert words in offer.text.zh


def test_decided_on_the_promise_and_kept(world: World) -> None:
    """The whole is delivered, the fire officer's desk still has the check, and only then it is archived."""
    agent, case_id = decided(world)
    view = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    assert view.status == "delivered"
    assert commitment_of(world, agent, case_id).status == "check_due"
    assert [row.task for row in handle.desk(actor=world.officer_of("fire"), ports=world.ports).rows] == [FIRE]
    lead = world.actor("coordinator-market")
    with pytest.raises(PromisesOpen):
        coordinate.close(actor=lead, ports=world.ports, case_id=case_id, key=world.key())
    with pytest.raises(ReasonMissing):
        promised_tasks.check(**fire(world, case_id), kept=True, finding=" ")
    promised_tasks.check(**fire(world, case_id), kept=True, finding="12 月 1 日到店，设施都在")
    found = commitment_of(world, agent, case_id)
    assert (found.status, found.light, found.finding) == ("kept", Light.DONE, "12 月 1 日到店，设施都在")
    assert handle.desk(actor=world.officer_of("fire"), ports=world.ports).rows == ()
    coordinate.close(actor=lead, ports=world.ports, case_id=case_id, key=world.key())


def breached(world: World) -> tuple[Actor, str]:
    agent, case_id = decided(world)
    promised_tasks.check(**fire(world, case_id), kept=False, finding="疏散门锁着")
    with pytest.raises(NoBrokenPromise):
        undoing.revoke(**fire(world, case_id), reason="r", claw_back=False)
    with pytest.raises(DayNotAhead):
        promised_tasks.order_correction(**fire(world, case_id), due=date(2026, 11, 24), reason="开门")
    promised_tasks.order_correction(**fire(world, case_id), due=DUE, reason="打开疏散门")
    assert "12月8日" in titles(world, agent)
    return agent, case_id


def test_broken_ordered_and_put_right(world: World) -> None:
    agent, case_id = breached(world)
    view = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    said = "".join(
        text.zh for one in view.notices if one.kind == "correction_order" for text in one.paragraphs
    )
    for words in ("打开疏散门", "12月8日", "行政复议", "还没有核对到条文"):
        assert words in said
    promised_tasks.confirm_correction(**fire(world, case_id), finding="门开了")
    assert commitment_of(world, agent, case_id).status == "corrected"
    assert credit_notes.credit_notes_of(account=agent.account or "") == ()


def test_broken_and_revoked_nothing_of_it_stands_and_no_further_promise(world: World) -> None:
    """The others keep their licences; the opinion is invalid for whoever checks it; the person is barred."""
    agent, case_id = breached(world)
    with pytest.raises(CorrectionTimeRuns):
        undoing.revoke(**fire(world, case_id), reason="没有改", claw_back=True)
    world.later(timedelta(days=15))
    assert commitment_of(world, agent, case_id).light is Light.LATE
    undoing.revoke(**fire(world, case_id), reason="没有改", claw_back=True)
    found = commitment_of(world, agent, case_id)
    assert (found.status, found.claw_back) == ("revoked", True)
    view = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    status = {task.key: task.status for task in view.tasks}
    assert status.pop(FIRE) == "revoked"
    assert set(status.values()) <= {"approved", "output_issued", "delivered"}
    assert [one.revoked_at is not None for one in view.outputs if one.task == FIRE] == [True]
    rows = [row for row in queries.outputs_of(case_id=case_id) if row.task == FIRE]
    assert all(row.revoked_at for row in rows), "whoever checks the document is told that it is not valid"
    assert "撤销" in titles(world, agent)
    notes = credit_notes.credit_notes_of(account=agent.account or "")
    assert [note.kind.value for note in notes] == ["revoked"]
    _, second = begun(world)
    with pytest.raises(PromiseBarred):
        promise(world, agent, second)
