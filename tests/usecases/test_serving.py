"""Notices reach the person: opened, posted or handed over, with day and proof, on every page and in the archive package."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings as DjangoSettings

from tests.channels.workbench.test_journey import signed_in
from tests.channels.workbench.test_promise_pages import carried_out, text_of
from tests.usecases.test_archive import closed, contents
from tests.usecases.world import World
from yijian.core.cases.refusals import DeliveryDayImpossible, NoticeAlreadyDelivered
from yijian.usecases import coordinate, follow, serving
from yijian.usecases.archive import archive_package
from yijian.usecases.issue import DeliveryModeUnknown
from yijian.usecases.permissions import Actor, NotFound, PermissionDenied
from yijian.usecases.views import NoticeView

TASK = "health.birth-certificate"
HOSPITAL = "delivery-hospital"
TODAY = date(2026, 11, 24)


def accepted(world: World) -> tuple[Actor, str]:
    mother, case_id = world.dispatched()
    world.accept(world.officer_of(HOSPITAL), case_id, TASK)
    return mother, case_id


def notices(world: World, mother: Actor, case_id: str) -> dict[str, NoticeView]:
    view = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    return {one.kind: one for one in view.notices}


def serve(world: World, case_id: str, notice: str, **more: Any) -> None:
    given: dict[str, Any] = {
        "actor": world.officer_of(HOSPITAL),
        "ports": world.ports,
        "case_id": case_id,
        "task": TASK,
        "notice": notice,
        "mode": "post",
        "proof": "EMS 1234567890",
        "on": TODAY,
        "key": world.key(),
    }
    serving.serve_notice(**given | more)


def test_opening_a_notice_delivers_it_the_first_time_and_only_to_who_applied(world: World) -> None:
    mother, case_id = accepted(world)
    assert notices(world, mother, case_id)["acceptance"].delivery is None, "the list alone opens nothing"
    number = notices(world, mother, case_id)["acceptance"].number
    for _ in range(2):
        serving.open_notice(actor=mother, ports=world.ports, case_id=case_id, notice=number)
    done = notices(world, mother, case_id)["acceptance"].delivery
    assert done is not None
    assert (done.mode, done.by, done.day, done.proof) == ("electronic", None, TODAY, "")
    assert world.journal_of(case_id).count("ConfirmNoticeDelivery") == 1
    with pytest.raises(NotFound):
        serving.open_notice(actor=mother, ports=world.ports, case_id=case_id, notice="X")
    with pytest.raises(PermissionDenied):
        serving.open_notice(
            actor=world.officer_of(HOSPITAL), ports=world.ports, case_id=case_id, notice=number
        )


def test_an_officer_records_post_with_its_day_and_proof_once(world: World) -> None:
    mother, case_id = accepted(world)
    number = notices(world, mother, case_id)["acceptance"].number
    world.later(timedelta(days=3))
    for wrong in (date(2026, 11, 23), date(2026, 11, 28)):
        with pytest.raises(DeliveryDayImpossible):
            serve(world, case_id, number, on=wrong)
    with pytest.raises(DeliveryModeUnknown):
        serve(world, case_id, number, mode="pigeon")
    serve(world, case_id, number, on=date(2026, 11, 26))
    done = notices(world, mother, case_id)["acceptance"].delivery
    assert done is not None
    assert (done.mode, done.day, done.proof) == ("post", date(2026, 11, 26), "EMS 1234567890")
    assert done.by is not None
    with pytest.raises(NoticeAlreadyDelivered):
        serve(world, case_id, number)
    serving.open_notice(actor=mother, ports=world.ports, case_id=case_id, notice=number)
    assert notices(world, mother, case_id)["acceptance"].delivery == done, "the first time counts"


def test_nobody_records_what_another_authority_issued(world: World) -> None:
    mother, case_id = accepted(world)
    told = notices(world, mother, case_id)
    with pytest.raises(NotFound):
        serve(world, case_id, told["acceptance"].number, actor=world.officer_of("police"))
    with pytest.raises(NotFound):
        serve(world, case_id, told["receipt"].number)
    given: dict[str, Any] = {
        "ports": world.ports,
        "case_id": case_id,
        "mode": "counter",
        "proof": "",
        "on": TODAY,
    }
    with pytest.raises(NotFound):
        serving.serve_notice_of_case(
            actor=world.lead, notice=told["acceptance"].number, key=world.key(), **given
        )
    serving.serve_notice_of_case(actor=world.lead, notice=told["receipt"].number, key=world.key(), **given)
    view = coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    assert [one.delivery is not None for one in view.notices if one.kind == "receipt"] == [True]


def test_every_notice_is_in_the_package_with_its_basis_its_delivery_and_the_proof(world: World) -> None:
    mother, case_id = closed(world)
    for one in follow.case(actor=mother, ports=world.ports, case_id=case_id).notices[:2]:
        serving.open_notice(actor=mother, ports=world.ports, case_id=case_id, notice=one.number)
    files = contents(archive_package(actor=world.lead, ports=world.ports, case_id=case_id).content)
    listed = json.loads(files["notices.json"])
    assert {one["file"] for one in listed} == {name for name in files if name.startswith("notices/")}
    assert [one["delivered"] is not None for one in listed][:3] == [True, True, False]
    assert listed[0]["delivered"]["mode"] == "electronic"
    assert all("basis" in one and one["number"] and one["issued_at"] for one in listed)


def test_pages_show_what_is_served_and_record_it(
    world: World, settings: DjangoSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The officer records post on a page; the applicant reads it, and by opening another notice has it delivered."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "whitenoise" not in one]
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    mother, case_id = accepted(world)
    told = notices(world, mother, case_id)
    number = told["acceptance"].number
    client = signed_in(f"officer-{HOSPITAL}")
    page = f"/desk/tasks/{case_id}/{TASK}/"
    asks = f"{page}notices/{number}/serve/"
    assert "还没送达" in text_of(client, page)
    assert "登记文书送达" in text_of(client, asks)
    day = {"day-year": "2026", "day-month": "11"}
    bad = client.post(asks, {"key": "k1", "mode": "post", **day, "day-day": "31"})
    assert bad.status_code == 422
    early = client.post(asks, {"key": "k2", "mode": "post", **day, "day-day": "1"})
    assert early.status_code == 409
    assert "送达的日子要在" in early.content.decode()
    carried_out(client, asks, mode="post", proof="EMS 1", **day, **{"day-day": "24"})
    words = text_of(client, page)
    assert "已送达" in words
    assert "EMS 1" in words
    applicant = signed_in("married-mother")
    assert "EMS 1" in text_of(applicant, f"/cases/{case_id}/notices/{number}/")
    receipt = f"/cases/{case_id}/notices/{told['receipt'].number}/"
    assert applicant.head(receipt).status_code == 200
    assert notices(world, mother, case_id)["receipt"].delivery is None, "asking for headers opens nothing"
    shown = text_of(applicant, receipt)
    for part in ("送达：", "签章处", "依据：", "救济：", "在办件页上打开"):
        assert part in shown
    assert notices(world, mother, case_id)["receipt"].delivery is not None
