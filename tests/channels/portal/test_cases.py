"""A case that runs: its page, a correction, results, withdrawing, rating, checking; and signing in."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client

from tests.channels.portal.conftest import SignedIn
from tests.channels.portal.pages import goes_to, html, words
from tests.usecases.world import World
from yijian.channels.look.dates import local_day
from yijian.storage import messages
from yijian.storage.models import Account, Journal
from yijian.usecases import apply, coordinate, handle
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


def test_a_message_says_in_the_message_centre_nothing_that_only_a_mail_needs(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    world.submitted()
    page = words(signed_in("married-mother").get("/messages/"))
    assert "我们收到您的申请了" in page
    assert world.ports.public_url not in page


def test_who_reads_a_case_often_for_one_purpose_is_told_once_with_each_time(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    _, case_id = world.dispatched()
    task = "health.birth-certificate"
    for _ in range(4):
        handle.task(
            actor=world.officer_of("delivery-hospital"), ports=world.ports, case_id=case_id, task=task
        )
        world.clock.move(timedelta(days=1))  # on one day it is one reading
    mother, at = signed_in("married-mother"), f"/cases/{case_id}"
    page = html(mother.get(f"{at}/readings/")).partition('id="h-fetched"')[0]
    assert page.count("<b>接生医院，经办</b>") == 1
    group = page.partition("<b>接生医院，经办</b>")[0].rpartition("<li>")[2]
    assert "4 次" in group
    each = page.partition("<b>接生医院，经办</b>")[2].partition("</details>")[0]
    assert each.count("<li><time") == 4
    assert "办理自己的事项" in each
    assert "4 次" in html(mother.get(f"{at}/")).partition('id="h-reads"')[2]


def test_what_was_fetched_from_which_register_and_who_agreed_is_there(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    _, case_id = world.submitted()
    page = words(signed_in("married-mother").get(f"/cases/{case_id}/readings/"))
    fetched = page.partition("从哪些库调取过")[2]
    assert "公安人口库 ，查到了" in fetched
    assert "同意的人：妈妈" in fetched


def test_everybody_who_signs_in_lands_on_a_page_of_theirs(visitor: Client, world: World) -> None:
    """Nobody is sent to a page that their role may not see."""
    for account in Account.objects.all():
        account.set_password("right")
        account.save()
        browser = Client(REMOTE_ADDR=f"192.0.2.{account.pk}")
        home = goes_to(browser.post("/sign-in/", {"username": account.username, "password": "right"}))
        assert browser.get(home).status_code == 200, (account.username, home)
        assert browser.get("/account/").status_code == 200


def test_an_auditor_verifies_the_journal_and_sees_who_reads_how_much_and_no_case(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    mother, case_id = world.dispatched()
    for _ in range(2):
        coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    auditor = signed_in("auditor")
    page = words(auditor.get("/audit/"))
    assert re.search(r"卫生健康委员会，牵头 统一预审 \d 次 1 件", page)
    assert case_id not in page
    assert mother.name not in page
    assert "都对得上" in words(auditor.post("/audit/"))
    Journal.objects.filter(case_id=case_id, version=2).update(command="Changed")
    broken = words(auditor.post("/audit/"))
    assert "有对不上的" in broken
    assert f"{case_id}，第 2 条" in broken
    Journal.objects.filter(case_id=case_id, version=2).update(command="RecordAnswers")
    assert signed_in("married-mother").get("/audit/").status_code == 403
    assert Client().get("/audit/").status_code == 302


def test_an_auditor_sees_what_is_stuck_without_the_case(world: World, signed_in: SignedIn) -> None:
    _, case_id = world.submitted()
    auditor = signed_in("auditor")
    world.clock.move(timedelta(seconds=1))
    assert "件在等" in words(auditor.get("/audit/"))
    for _ in range(3):
        (claimed, *_) = messages.claim_deliveries(now=world.clock.now(), cipher=world.ports.cipher)
        messages.postpone_delivery(message=claimed, until=world.clock.now(), problem="MAIL_REFUSED")
    page = words(auditor.get("/audit/"))
    assert re.search(r"要发的邮件： mail MAIL_REFUSED 1 件 3 次", page)
    assert case_id not in page
    world.clock.move(timedelta(minutes=6))
    assert "后台程序没有在工作" in words(auditor.get("/audit/"))


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
