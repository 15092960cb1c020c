"""A case that runs: its page, a correction, results, withdrawing, rating, checking; and signing in."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from tests.channels.portal.conftest import SignedIn
from tests.channels.portal.pages import goes_to, html, words
from tests.usecases.world import World
from yijian.channels.look.dates import local_day
from yijian.storage.models import Account
from yijian.usecases import apply, coordinate
from yijian.usecases.handle import Defect


def test_a_correction_is_told_once_and_led_to_its_place(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    _, case_id = world.submitted()
    coordinate.notify_correction(
        actor=world.actor("coordinator-health"),
        ports=world.ports,
        case_id=case_id,
        defects=(Defect(kind="wrong_fact", subject="mother.mobile", text="号码打不通"),),
        due=local_day(world.clock.now()) + timedelta(days=14),
        key=world.key(),
    )
    mother, at = signed_in("married-mother"), f"/cases/{case_id}"
    page = mother.get(f"{at}/")
    assert "号码打不通" in words(page)
    assert f"{at}/field/mother.mobile/" in html(page)
    form = mother.get(f"{at}/field/mother.mobile/", follow=True)
    assert "只改告知书里说到的" in words(form)
    typed = {"change": "mother-mobile", "mother-mobile": "13800000009", "act": "save", "key": "c1"}
    goes_to(mother.post(f"{at}/form/mother/", typed))
    assert "补好了，签名交上去" in words(mother.get(f"{at}/"))
    assert goes_to(mother.get(f"{at}/review/")) == f"{at}/"


def test_results_notices_and_readings_are_there_and_the_whole_can_be_rated(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    actor, case_id = world.dispatched()
    world.work_through(case_id)
    mother, at = signed_in("married-mother"), f"/cases/{case_id}"
    page = mother.get(f"{at}/")
    text = html(page)
    files = {part.split('"')[0] for part in text.split('href="')[1:] if part.split('"')[0].endswith("/file/")}
    assert files
    for file in files:
        answer = mother.get(file)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "卫健，牵头" in words(mother.get(f"{at}/readings/"))
    assert "请选一个" in words(mother.post(f"{at}/rate/", {"comment": "好"}), 422)
    goes_to(mother.post(f"{at}/rate/", {"grade": "5", "comment": "好", "key": "r"}))
    assert "您打了 5 分" in words(mother.get(f"{at}/"))
    code = apply.receipt(actor=actor, ports=world.ports, case_id=case_id).query_code
    found = visitor.post("/query/", {"number": case_id, "code": code})
    assert case_id in words(found)
    assert actor.name not in words(found)
    assert "没有找到" in words(visitor.post("/query/", {"number": case_id, "code": "00000000"}), 422)


def test_withdrawing_says_what_follows_and_then_stops(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    _, case_id = world.submitted()
    mother, at = signed_in("married-mother"), f"/cases/{case_id}"
    assert "照样有效" in words(mother.get(f"{at}/withdraw/"))
    goes_to(mother.post(f"{at}/withdraw/", {"reason": "", "key": "w"}))
    assert "您撤回了" in words(mother.get(f"{at}/"))


def test_messages_are_marked_as_read(visitor: Client, world: World, signed_in: SignedIn) -> None:
    world.submitted()
    mother = signed_in("married-mother")
    page = html(mother.get("/messages/"))
    message = page.split('name="message" value="')[1].split('"')[0]
    goes_to(mother.post("/messages/", {"message": message}))
    assert f'value="{message}"' not in html(mother.get("/messages/"))


def test_a_wrong_code_on_a_document_is_said(visitor: Client) -> None:
    assert "没有这个核对码" in words(visitor.get("/check/nothing/"), 404)


def test_signing_in_leads_on_and_too_many_tries_wait(visitor: Client, world: World) -> None:
    account = Account.objects.get(username="married-mother")
    account.set_password("right")
    account.save()
    form = {"username": "married-mother", "password": "right", "next": "/messages/"}
    assert goes_to(visitor.post("/sign-in/", form)) == "/messages/"
    outside = Client().post("/sign-in/", {**form, "next": "https://example.com/"})
    assert goes_to(outside) == "/"
    attacker = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(5):
        answer = attacker.post("/sign-in/", {**form, "password": "wrong"})
    assert "试错太多次了" in words(answer, 429)
