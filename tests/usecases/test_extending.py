"""A head gives a decision more time: the new day on the desk, on the applicant's page, in the notice and in the timers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.usecases.world import World
from yijian.core.cases.life_refusals import ExtensionOutOfRange, LimitAlreadyExtended, LimitHasPassed
from yijian.storage import queries
from yijian.storage.messages import messages_of
from yijian.usecases import extending, follow, handle
from yijian.usecases.permissions import Actor, PermissionDenied
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.views import Light, TaskView

TASK = "health.birth-certificate"
HOSPITAL = "delivery-hospital"


def accepted(world: World) -> tuple[Actor, str]:
    mother, case_id = world.dispatched()
    world.accept(world.officer_of(HOSPITAL), case_id, TASK)
    return mother, case_id


def by_head(world: World, case_id: str, **more: Any) -> dict[str, Any]:
    given = {
        "actor": world.actor(f"head-{HOSPITAL}"),
        "ports": world.ports,
        "case_id": case_id,
        "task": TASK,
        "days": 5,
        "reason": "要等外院的分娩记录",
        "key": world.key(),
    }
    return given | more


def task_of(world: World, mother: Actor, case_id: str) -> TaskView:
    view = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    return next(task for task in view.tasks if task.key == TASK)


def test_the_new_day_stands_everywhere_and_the_applicant_reads_why(world: World) -> None:
    mother, case_id = accepted(world)
    before = task_of(world, mother, case_id).due
    last = follow.case(actor=mother, ports=world.ports, case_id=case_id).last_result
    key = world.key()
    view = extending.extend_limit(**by_head(world, case_id, key=key))
    assert view == extending.extend_limit(**by_head(world, case_id, key=key)), "sent twice, done once"
    after = task_of(world, mother, case_id)
    assert before is not None
    assert after.due is not None
    assert after.due > before
    assert view.due == after.due
    assert after.extension is not None
    assert (after.extension.days, after.extension.reason) == (5, "要等外院的分娩记录")
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert last is not None
    assert case.last_result is not None
    assert case.last_result > last, "what waits for it comes later"
    assert case.first_promised == last, "what was promised first stays on record"
    notice = case.notices[-1]
    words = "\n".join(one.zh for one in notice.paragraphs)
    assert notice.kind == "limit_extension"
    for told in ("负责人批准", "要等外院的分娩记录", "只延长这一次", "还没有核对到条文"):
        assert told in words
    subjects = [one.subject.zh for one in follow.messages(actor=mother, ports=world.ports)]
    assert sum("延长到" in one for one in subjects) == 1
    (row,) = [
        one
        for one in handle.desk(actor=world.officer_of(HOSPITAL), ports=world.ports).rows
        if one.task == TASK
    ]
    assert row.due == after.due
    (stored,) = [one for one in queries.tasks_of(case_id=case_id) if one.key == TASK]
    assert stored.due is not None


def test_the_old_last_day_passes_without_a_red_light_and_the_new_one_does_not(world: World) -> None:
    mother, case_id = accepted(world)
    before = task_of(world, mother, case_id).due
    extending.extend_limit(**by_head(world, case_id))
    after = task_of(world, mother, case_id).due
    assert before is not None
    assert after is not None
    today = date(2026, 11, 24)
    world.later(timedelta(days=(before - today).days + 1))
    assert task_of(world, mother, case_id).light is not Light.LATE
    world.later(timedelta(days=(after - before).days + 1))
    assert task_of(world, mother, case_id).light is Light.LATE


def test_what_the_head_may_do_is_offered_to_the_head_only_and_once(world: World) -> None:
    _, case_id = accepted(world)

    def offered(actor: Actor) -> bool:
        view = handle.task(actor=actor, ports=world.ports, case_id=case_id, task=TASK)
        return "ExtendLimit" in view.possible

    head, officer = world.actor(f"head-{HOSPITAL}"), world.officer_of(HOSPITAL)
    assert offered(head)
    assert not offered(officer)
    with pytest.raises(PermissionDenied):
        extending.extend_limit(**by_head(world, case_id, actor=officer))
    with pytest.raises(ReasonMissing):
        extending.extend_limit(**by_head(world, case_id, reason=" "))
    with pytest.raises(ExtensionOutOfRange):
        extending.extend_limit(**by_head(world, case_id, days=11))
    extending.extend_limit(**by_head(world, case_id))
    assert not offered(head)
    with pytest.raises(LimitAlreadyExtended):
        extending.extend_limit(**by_head(world, case_id))


def test_after_the_last_day_it_is_too_late(world: World) -> None:
    _, case_id = accepted(world)
    world.later(timedelta(days=60))
    head = world.actor(f"head-{HOSPITAL}")
    view = handle.task(actor=head, ports=world.ports, case_id=case_id, task=TASK)
    assert "ExtendLimit" not in view.possible
    with pytest.raises(LimitHasPassed):
        extending.extend_limit(**by_head(world, case_id))


def test_an_officer_asks_the_head_sees_it_and_answers(world: World) -> None:
    mother, case_id = accepted(world)
    head, officer = world.actor(f"head-{HOSPITAL}"), world.officer_of(HOSPITAL)

    def offered(actor: Actor) -> set[str]:
        view = handle.task(actor=actor, ports=world.ports, case_id=case_id, task=TASK)
        return set(view.possible) & {"RequestLimitExtension", "ExtendLimit", "DeclineLimitExtension"}

    def on_desk(actor: Actor) -> str:
        rows = handle.desk(actor=actor, ports=world.ports).rows
        return next(one.status for one in rows if one.task == TASK)

    assert offered(officer) == {"RequestLimitExtension"}
    assert offered(head) == {"ExtendLimit"}
    asked = by_head(world, case_id, actor=officer, days=8)
    with pytest.raises(ExtensionOutOfRange):
        extending.request_extension(**asked | {"days": 11})
    view = extending.request_extension(**asked)
    assert view == extending.request_extension(**asked), "sent twice, done once"
    assert offered(officer) == set()
    assert offered(head) == {"ExtendLimit", "DeclineLimitExtension"}
    assert (on_desk(head), on_desk(officer)) == ("extension_asked", "under_review")
    told = messages_of(account=head.account or "", cipher=world.ports.cipher)
    assert [one.subject.zh for one in told if one.subject and "等您答复" in one.subject.zh] != []
    assert not any(one.kind == "limit_extension" for one in view.notices), "nothing is given yet"
    applicant = "".join(one.subject.zh for one in follow.messages(actor=mother, ports=world.ports))
    assert "延长" not in applicant, "it is inside the authority"

    no = {name: value for name, value in by_head(world, case_id, reason="人手够").items() if name != "days"}
    with pytest.raises(PermissionDenied):
        extending.decline_extension(**no | {"actor": officer})
    view = extending.decline_extension(**no)
    assert view.extension_request is not None
    assert (view.extension_request.open, view.extension_request.refusal) == (False, "人手够")
    assert on_desk(head) == "under_review"

    extending.request_extension(**asked | {"key": world.key(), "days": 3})
    view = extending.extend_limit(**by_head(world, case_id, days=2))
    assert view.extension is not None
    assert view.extension.days == 2, "the head says how many"
    assert view.extension_request is None
    assert offered(head) == set() == offered(officer)


def test_heads_are_told_of_a_limit_that_passed(world: World) -> None:
    accepted(world)
    world.later(timedelta(days=60))
    head = world.actor(f"head-{HOSPITAL}")
    told = messages_of(account=head.account or "", cipher=world.ports.cipher)
    assert sum(one.subject is not None and "过了办理期限" in one.subject.zh for one in told) == 1
