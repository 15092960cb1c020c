"""One department refuses: what needs its result is told by name why, and what one can do; all the others go on."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from tests.channels.workbench.test_journey import signed_in
from tests.channels.workbench.test_promise_pages import text_of
from tests.usecases.world import World
from yijian.usecases import follow, handle
from yijian.usecases.permissions import Actor
from yijian.usecases.views import TaskView

CERTIFICATE = "health.birth-certificate"
REGISTRATION = "police.birth-registration"
CARD = "hr.social-security-card"
BENEFIT = "insurance.maternity-benefit"


def task_of(world: World, mother: Actor, case_id: str, key: str) -> TaskView:
    view = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    return next(task for task in view.tasks if task.key == key)


def test_what_hangs_on_a_part_is_named_before_it_is_refused_and_told_after(world: World) -> None:
    mother, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    before = handle.task(actor=hospital, ports=world.ports, case_id=case_id, task=CERTIFICATE)
    hanging = {name.zh for name, _ in before.hanging}
    assert {"出生登记（申报户口）", "社会保障卡申领"} <= hanging
    world.refuse(hospital, case_id, CERTIFICATE, "分娩记录对不上")
    registration = task_of(world, mother, case_id, REGISTRATION)
    assert registration.status == "cannot_start"
    assert registration.block is not None
    assert (registration.block.needs.zh, registration.block.failed.zh) == (
        "出生医学证明首次签发",
        "出生医学证明首次签发",
    )
    assert registration.block.ended.zh == "没有批准"
    card = task_of(world, mother, case_id, CARD)
    assert card.block is not None
    assert card.block.failed_key == CERTIFICATE
    assert task_of(world, mother, case_id, CERTIFICATE).block is None
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    told = [one for one in case.notices if one.kind == "cannot_start"]
    assert len(told) == len([task for task in case.tasks if task.status == "cannot_start"])
    words = "\n".join(one.zh for notice in told for one in notice.paragraphs)
    for named in ("出生医学证明首次签发", "请看那一件的文书", "可以单独申请"):
        assert named in words
    subjects = [one.subject.zh for one in follow.messages(actor=mother, ports=world.ports)]
    assert any(
        "“出生登记（申报户口）”没能开始：它要用“出生医学证明首次签发”的结果" in one for one in subjects
    )
    after = handle.task(actor=hospital, ports=world.ports, case_id=case_id, task=CERTIFICATE)
    assert after.hanging == ()


def test_nothing_hangs_on_what_nobody_needs(world: World) -> None:
    _, case_id = world.dispatched()
    world.finish(world.officer_of("delivery-hospital"), case_id, CERTIFICATE)
    view = handle.task(actor=world.officer_of("insurance"), ports=world.ports, case_id=case_id, task=BENEFIT)
    assert view.hanging == ()
    assert view.block is None


def test_the_pages_say_it(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "whitenoise" not in one]
    _, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    world.accept(hospital, case_id, CERTIFICATE)
    refusing = text_of(signed_in("officer-delivery-hospital"), f"/desk/tasks/{case_id}/{CERTIFICATE}/refuse/")
    assert "这一件办不成，下面的也开始不了" in refusing
    assert "出生登记（申报户口）（公安）" in refusing
    handle.decide(
        actor=hospital,
        ports=world.ports,
        case_id=case_id,
        task=CERTIFICATE,
        approved=False,
        reason="分娩记录对不上",
        judgements={},
        key=world.key(),
    )
    mine = text_of(signed_in("married-mother"), f"/cases/{case_id}/")
    for said in (
        "要用“出生医学证明首次签发”的结果",
        "没有批准，所以这一件没有开始",
        "理由和救济办法",
        "可以单独申请",
    ):
        assert said in mine
    police = text_of(signed_in("officer-police"), f"/desk/tasks/{case_id}/{REGISTRATION}/")
    assert "没能开始：“出生医学证明首次签发”没有批准" in police
    assert "出生医学证明首次签发" in text_of(signed_in("coordinator-health"), f"/desk/cases/{case_id}/")
