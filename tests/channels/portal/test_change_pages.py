"""An application changed after handing in, through the applicant's, the co-signer's and the officers' pages; all of it real."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from tests.channels.workbench.test_journey import signed_in
from tests.channels.workbench.test_promise_pages import carried_out, refused, text_of
from tests.usecases.conftest import definitions, registers_url, world
from tests.usecases.test_changing import BENEFIT, CERTIFICATE, statuses, typed_for
from tests.usecases.world import World
from yijian.channels.look.fact_controls import html_name
from yijian.usecases import changing

__all__ = ["definitions", "registers_url", "world"]  # fixtures of the use cases' tests

WANTS = f"wants:{BENEFIT}"


@pytest.fixture
def _installed(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    settings.MIDDLEWARE = [
        one for one in settings.MIDDLEWARE if "whitenoise" not in one
    ]  # no static files here


@pytest.fixture
def mother(_installed: None) -> Client:
    return signed_in("married-mother")


def test_what_it_brings_is_shown_before_anything_happens(mother: Client, world: World) -> None:
    actor, case_id = world.dispatched()
    page = f"/cases/{case_id}/change/"
    assert page in text_of(mother, f"/cases/{case_id}/")
    assert f"{page}mother.mobile/" in text_of(mother, page)
    one = f"{page}{WANTS}/"
    assert "改成什么" in text_of(mother, one)
    before = world.journal_of(case_id)
    shown = mother.post(one, {html_name(WANTS): "false"})
    assert shown.status_code == 200
    words = shown.content.decode()
    for told in ("不用再办", "生育医疗待遇支付", "不用再交的材料", "费用清单", "现在还没有改"):
        assert told in words
    assert world.journal_of(case_id) == before
    assert "和原来一样" in refused(mother, one, **{html_name(WANTS): "true"})
    assert "请看过再勾选" in refused(mother, one, value="false")
    assert world.journal_of(case_id) == before
    carried_out(mother, one, value="false", agreed="yes")
    assert statuses(world, actor, case_id)[BENEFIT] == "dropped"
    assert "您改了申请，不用办了" in text_of(mother, f"/cases/{case_id}/")
    wrong = refused(mother, f"{page}mother.mobile/", **{"mother-mobile": "12"})
    assert 'value="12"' in wrong, "what was typed stays"
    assert mother.get(f"{page}child.count/").status_code == 404


def test_fields_and_papers_come_with_it(mother: Client, world: World) -> None:
    actor, case_id = world.submitted(mother__account_on_file="false", **{WANTS: "false"})
    world.dispatch(case_id)
    page = f"/cases/{case_id}/change/{WANTS}/"
    asked = changing.preview(
        actor=actor, ports=world.ports, case_id=case_id, fact=WANTS, typed={WANTS: "true"}
    )
    typed = {html_name(field.fact): typed_for(field.fact) for field in asked.asked}
    assert "请填写" in refused(mother, page, value="true", agreed="yes")
    kept = refused(mother, page, value="true", agreed="yes", **typed)
    assert "请选一个文件或一张照片" in kept
    assert "示例支行" in kept, "what was typed stays"
    files = {
        f"file-{html_name(paper.key)}": SimpleUploadedFile("photo.jpg", b"a photograph", "image/jpeg")
        for paper in asked.to_bring
    }
    carried_out(mother, page, value="true", agreed="yes", **typed, **files)
    assert BENEFIT in statuses(world, actor, case_id)


def test_a_question_that_opens_is_asked_with_it(mother: Client, world: World) -> None:
    """Whoever had not wanted the benefit was never asked about the account: now it is, and its answer may want more."""
    actor, case_id = world.submitted(mother__account_on_file="", **{WANTS: "false"})
    world.dispatch(case_id)
    shown = changing.preview(
        actor=actor, ports=world.ports, case_id=case_id, fact=WANTS, typed={WANTS: "true"}
    )
    assert "mother.account_on_file" in shown.questions
    page = f"/cases/{case_id}/change/{WANTS}/"
    asked = mother.post(page, {html_name(WANTS): "true"}).content.decode()
    assert 'name="mother-account_on_file"' in asked
    more = {"mother-account_on_file": "false"}
    wants_more = refused(mother, page, value="true", agreed="yes", **more)
    told = changing.preview(
        actor=actor,
        ports=world.ports,
        case_id=case_id,
        fact=WANTS,
        typed={WANTS: "true", "mother.account_on_file": "false"},
    )
    assert told.questions == ()
    for paper in told.to_bring:
        assert f"file-{html_name(paper.key)}" in wants_more
    typed = more | {html_name(field.fact): typed_for(field.fact) for field in told.asked}
    files = {
        f"file-{html_name(paper.key)}": SimpleUploadedFile("photo.jpg", b"a photograph", "image/jpeg")
        for paper in told.to_bring
    }
    carried_out(mother, page, value="true", agreed="yes", **typed, **files)
    assert BENEFIT in statuses(world, actor, case_id)


def test_the_other_signs_again_and_the_officers_see_and_answer(mother: Client, world: World) -> None:
    _, case_id = world.dispatched()
    hospital = signed_in("officer-delivery-hospital")
    task = f"/desk/tasks/{case_id}/{CERTIFICATE}/"
    carried_out(hospital, f"{task}accept/")
    page = f"/cases/{case_id}/change/child[1].name/"
    shown = mother.post(page, {"child-1-name": "张安康"}).content.decode()
    assert "要重新签字" in shown
    assert "爸爸" in shown
    carried_out(mother, page, value="张安康", agreed="yes")
    assert "重新签字" in text_of(mother, f"/cases/{case_id}/")
    signing = text_of(mother, f"/cases/{case_id}/signatures/")
    assert "生成链接和验证码" in signing
    assert "回到办件" in signing
    seen = text_of(hospital, task)
    assert "改了这一件用到的信息" in seen
    assert "等爸爸重新签字" in seen
    assert f"{task}approve/" not in seen
    carried_out(mother, f"/cases/{case_id}/signatures/invite/", participant="father")
    assert "只显示这一次" in text_of(mother, f"/cases/{case_id}/signatures/")
    assert "写" in refused(hospital, f"{task}acknowledge/", reason="")
    carried_out(hospital, f"{task}acknowledge/", reason="按新名字出证")
    assert "改了这一件用到的信息" not in text_of(hospital, task).partition("办理经过")[0]
