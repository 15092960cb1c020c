"""After a decision, through the pages of both sides with everything behind them real: objection, review, undoing, a new copy."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.channels.workbench.test_journey import signed_in
from tests.channels.workbench.test_promise_pages import carried_out, refused, text_of
from tests.usecases.conftest import definitions, registers_url, world
from tests.usecases.test_commitments import FIRE, decided
from tests.usecases.world import World, born_value
from yijian.channels.look.fact_controls import html_name
from yijian.storage import credit_notes
from yijian.storage.models import Account
from yijian.usecases import coordinate, follow, handle, staff_accounts
from yijian.usecases.permissions import Actor, ActorKind

__all__ = ["definitions", "registers_url", "world"]  # fixtures of the use cases' tests

CERTIFICATE, REGISTRATION, CARD = (
    "health.birth-certificate",
    "police.birth-registration",
    "hr.social-security-card",
)


@pytest.fixture(autouse=True)
def pages(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    settings.MIDDLEWARE = [
        one for one in settings.MIDDLEWARE if "whitenoise" not in one
    ]  # no static files here


def colleague(world: World, authority: str) -> Client:
    """A second officer of an authority."""
    operator = Actor(kind=ActorKind.OPERATOR, name="operator")
    staff_accounts.appoint(
        actor=operator,
        ports=world.ports,
        username=f"second-{authority}",
        name="复核员",
        role="officer",
        authority=authority,
        password="long enough for an officer",
    )
    return signed_in(f"second-{authority}")


def applicant(actor: Actor) -> Client:
    assert actor.account is not None
    return signed_in(Account.objects.get(pk=actor.account).username)


def desk_of(world: World, authority: str) -> list[tuple[str | None, str]]:
    rows = handle.desk(actor=world.officer_of(authority), ports=world.ports).rows
    return [(row.task, row.status) for row in rows]


def statuses(world: World, person: Actor, case_id: str) -> dict[str, str]:
    view = follow.case(actor=person, ports=world.ports, case_id=case_id)
    return {task.key: task.status for task in view.tasks}


def check_page(client: Client, page: str) -> str:
    """The public page to which the code on a document leads."""
    printed = client.get(page).content.decode()
    (code,) = re.findall(r"/check/([^/]+)/", printed)
    return f"/check/{code}/"


def authority_of(world: World, service: str) -> str:
    return world.ports.definitions.package().services[service].authority


def test_refused_objected_reviewed_by_another_changed_and_issued(world: World) -> None:
    mother, case_id = world.dispatched("married")
    hospital = authority_of(world, CERTIFICATE)
    world.finish(world.officer_of(hospital), case_id, CERTIFICATE)
    world.refuse(world.officer_of("police"), case_id, REGISTRATION, "户口本不清楚")
    assert statuses(world, mother, case_id)[CARD] == "cannot_start"

    person, case = applicant(mother), f"/cases/{case_id}/"
    page = f"{case}object/{REGISTRATION}/"
    assert page in text_of(person, case)
    assert f"{case}object/{CARD}/" not in text_of(person, case), "what could not begin is no decision"
    asked = text_of(person, page)
    for words in ("平台自己定的，不是法定期限", "行政复议", "起诉"):
        assert words in asked
    assert "请写明为什么不同意" in refused(person, page, reason=" ")
    carried_out(person, page, reason="户口本是今年换的，看得清")
    shown = text_of(person, case)
    assert "等复核" in shown
    assert "户口本是今年换的" in shown
    assert f'href="{page}"' not in shown, "one objection at a time"
    assert person.get(page).status_code == 303

    task = f"/desk/tasks/{case_id}/{REGISTRATION}/"
    assert (REGISTRATION, "objection") in desk_of(world, "police")
    decider = signed_in("officer-police")
    assert "要由本部门别的人复核" in text_of(decider, task)
    assert decider.get(f"{task}objection/").status_code == 303, "not offered to who decided"
    assert "原来的决定是您作的" in refused(decider, f"{task}objection/", outcome="upheld", reason="没问题")
    second = colleague(world, "police")
    assert "复核异议" in text_of(second, task)
    assert "户口本是今年换的" in text_of(second, task)
    assert "改变原来的决定" in text_of(second, f"{task}objection/")
    assert "请选一个" in refused(second, f"{task}objection/", reason="看过了")
    carried_out(second, f"{task}objection/", outcome="changed", reason="户口本清楚，应当办理")

    now = statuses(world, mother, case_id)
    assert (now[REGISTRATION], now[CARD]) == ("approved", "waiting")
    shown = text_of(person, case)
    assert "改变了决定" in shown
    assert "户口本清楚，应当办理" in shown
    notices = follow.case(actor=mother, ports=world.ports, case_id=case_id).notices
    (review,) = [one for one in notices if one.kind == "review_decision"]
    said = "".join(text.zh for text in review.paragraphs)
    assert "改变原来的决定" in said
    assert "还没有核对到条文" in said

    view = handle.task(
        actor=world.officer_of("police"), ports=world.ports, case_id=case_id, task=REGISTRATION
    )
    output = view.outputs_to_issue[0][0]
    born = {html_name(field.fact): born_value(field) for field in view.born_facts}
    carried_out(second, f"{task}issue/{output}/", number="R-1", **born)
    assert statuses(world, mother, case_id)[CARD] == "dispatched", (
        "the card needs the new number, and has it now"
    )
    carried_out(second, f"{task}deliver/{output}/", mode="collected")
    assert world.work_through(case_id)
    assert follow.case(actor=mother, ports=world.ports, case_id=case_id).status == "delivered"


def test_taken_back_and_too_late(world: World) -> None:
    mother, case_id = world.dispatched("married")
    world.refuse(world.officer_of(authority_of(world, CERTIFICATE)), case_id, CERTIFICATE)
    person, page = applicant(mother), f"/cases/{case_id}/object/{CERTIFICATE}/"
    carried_out(person, page, reason="不同意")
    carried_out(person, f"{page}take-back/")
    assert "已收回" in text_of(person, f"/cases/{case_id}/")
    world.later(timedelta(days=80))
    assert person.get(page).status_code == 303, "not offered any more"
    assert "已经过了" in refused(person, page, reason="不同意")
    assert applicant(world.actor("twins-mother")).get(page).status_code == 404


def test_revoked_its_code_says_so_and_a_review_can_make_it_valid_again(world: World) -> None:
    mother, case_id = world.dispatched("married")
    hospital = authority_of(world, CERTIFICATE)
    world.finish(world.officer_of(hospital), case_id, CERTIFICATE)
    person, case, visitor = applicant(mother), f"/cases/{case_id}/", Client()
    output = follow.case(actor=mother, ports=world.ports, case_id=case_id).outputs[0]
    file = f"{case}results/{output.id}/file/"
    checked = check_page(person, file)
    assert "是真的，有效" in text_of(visitor, checked)

    task = f"/desk/tasks/{case_id}/{CERTIFICATE}/"
    officer = signed_in(f"officer-{hospital}")
    page = text_of(officer, task)
    assert f"{task}revoke/" in page
    assert f"{task}retract/" not in page, "no licence: neither retracted nor taken away"
    assert f"{task}take-away/" not in page
    asked = text_of(officer, f"{task}revoke/")
    assert "原来的决定不合法" in asked
    assert "broken_promise" not in asked, "nothing was promised"
    assert "请选一个" in refused(officer, f"{task}revoke/", reason="母亲信息造假", claw_back="no")
    carried_out(officer, f"{task}revoke/", ground="deceit", reason="母亲信息造假", claw_back="no")
    ended = text_of(visitor, checked)
    for words in ("已经失效", "撤销了", "从哪天起失效"):
        assert words in ended
    shown = text_of(person, case)
    assert "母亲信息造假" in shown
    assert "不再有效" in shown
    assert statuses(world, mother, case_id)[REGISTRATION] == "dispatched", "what was begun goes on"
    police = signed_in("officer-police")
    resting = f"/desk/tasks/{case_id}/{REGISTRATION}/"
    assert "结果已经失效" in text_of(police, resting)
    assert credit_notes.credit_notes_of(account=mother.account or "") == (), "no promise was broken"

    carried_out(officer, f"{task}cancel/", ground="undone", reason="撤销以后注销登记")
    assert "撤销了" in text_of(visitor, checked), "the first act ended it"
    carried_out(person, f"{case}object/{CERTIFICATE}/", reason="信息是真的")
    second = colleague(world, hospital)
    carried_out(second, f"{task}objection/", outcome="changed", reason="核对过，信息属实")
    assert "是真的，有效" in text_of(visitor, checked)
    assert "结果已经失效" not in text_of(police, resting)


def test_a_lost_document_is_issued_again_and_the_old_code_says_replaced(world: World) -> None:
    mother, case_id = world.dispatched("married")
    hospital = authority_of(world, CERTIFICATE)
    view = world.finish(world.officer_of(hospital), case_id, CERTIFICATE)
    output = view.outputs[0]
    person, visitor = applicant(mother), Client()
    file = f"/cases/{case_id}/results/{output.id}/file/"
    old = check_page(person, file)
    task, officer = f"/desk/tasks/{case_id}/{CERTIFICATE}/", signed_in(f"officer-{hospital}")
    page = f"{task}reissue/{output.id.rpartition(':')[2]}/"
    assert page in text_of(officer, task)
    assert "丢了，补发" in text_of(officer, page)
    assert "新的编号" in refused(officer, page, ground="lost", reason="家里遭窃", number=output.number)
    carried_out(officer, page, ground="lost", reason="家里遭窃", number="NEW-1")
    new = check_page(person, file)
    assert new != old
    assert "是真的，有效" in text_of(visitor, new)
    assert "NEW-1" in text_of(visitor, new)
    assert "已经换了新的" in text_of(visitor, old)
    assert "登记送达" in text_of(officer, task)
    carried_out(officer, f"{task}deliver/{output.id.rpartition(':')[2]}/", mode="collected")
    shown = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert [(one.number, one.ended is None) for one in shown.outputs if one.task == CERTIFICATE] == [
        (output.number, False),
        ("NEW-1", True),
    ]
    assert "补换发通知书" in {one.title.zh for one in shown.notices}


def test_a_licence_is_retracted_or_taken_away_also_after_the_archive(world: World) -> None:
    agent, case_id = decided(world)
    task, officer = f"/desk/tasks/{case_id}/{FIRE}/", signed_in("officer-fire")
    carried_out(officer, f"{task}check/", kept="yes", reason="设施都在")
    coordinate.close(
        actor=world.actor("coordinator-market"), ports=world.ports, case_id=case_id, key=world.key()
    )
    page = text_of(officer, task)
    for act in ("revoke", "retract", "cancel", "take-away", "outside"):
        assert f"{task}{act}/" in page, act
    assert "您没有过错" not in page
    asked = text_of(officer, f"{task}retract/")
    assert "依据的规定修改或者废止了" in asked
    assert "有效期满" not in asked
    carried_out(officer, f"{task}retract/", ground="basis_changed", reason="规划改了")
    view = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    assert view.status == "closed"
    (notice,) = [one for one in view.notices if one.kind == "retraction"]
    said = "".join(text.zh for text in notice.paragraphs)
    for words in ("您没有过错", "规划改了", "还没有核对到条文", "60 天内", "行政复议"):
        assert words in said
    typed = {"body": "court", "number": "J-7", "outcome": "changed", "reason": "应予恢复"}
    carried_out(officer, f"{task}outside/", **typed)
    view = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    assert view.status == "delivered"
    shown = text_of(applicant(agent), f"/cases/{case_id}/")
    assert "人民法院" in shown
    assert "J-7" in shown
    carried_out(officer, f"{task}take-away/", reason="擅自停用消防设施")
    assert statuses(world, agent, case_id)[FIRE] == "revoked_as_penalty"


def test_another_authority_undoes_and_reviews_nothing(world: World) -> None:
    _, case_id = decided(world)
    task, other = f"/desk/tasks/{case_id}/{FIRE}/", signed_in("officer-police")
    for act in ("revoke", "retract", "cancel", "take-away", "objection", "outside", "reissue/opinion"):
        assert other.get(f"{task}{act}/").status_code == 404, act
