"""An application from elsewhere in its pages: the choice, the window, the deciding place, the applicant's two places."""

from __future__ import annotations

import io

from django.test import Client

from tests.channels.portal.conftest import SignedIn
from tests.usecases.collected_cases import CERTIFICATE, SHANGHAI, begun, decided, hand_over
from tests.usecases.world import World
from yijian.usecases import apply, collect


def shown(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_the_way_of_an_application_through_the_pages(world: World, signed_in: SignedIn) -> None:
    holder, case_id = begun(world)
    person, clerk = signed_in("disability-holder"), signed_in(f"window-{SHANGHAI}")
    lead, officer = signed_in("coordinator-disabled-federation"), signed_in("officer-disabled-federation")
    case, window = f"/cases/{case_id}/", f"/desk/window/{case_id}/"
    handover, task = f"/desk/handover/{case_id}/", f"/desk/tasks/{case_id}/{CERTIFICATE}/"

    assert f"{case}place/" in shown(person, f"{case}review/")
    page = shown(person, f"{case}place/")
    assert "在上海市的跨省通办窗口交" in page
    assert "2 个工作日" in page, "the platform's own standard is said"
    assert person.post(f"{case}place/", {}).status_code == 422
    assert person.post(f"{case}place/", {"place": "999999"}).status_code == 409
    chosen = {"place": SHANGHAI, "returns": "collecting_place"}
    assert person.post(f"{case}place/", chosen).status_code == 303
    assert "人在上海市，从那里交" in shown(person, f"{case}review/")
    apply.submit(actor=holder, ports=world.ports, case_id=case_id, key=world.key())
    assert "请到上海市的窗口来一次" in shown(person, f"{case}receipt/")
    assert "接收以后开始算" in shown(person, case)

    assert window in shown(clerk, "/desk/")
    page = shown(clerk, window)
    assert "移交长沙市" in page
    seen = collect.collected(actor=world.actor(f"window-{SHANGHAI}"), ports=world.ports, case_id=case_id)
    assert seen.applicant in page
    assert seen.id_number not in page, "the number is shown masked"
    assert clerk.get(f"{window}documents/{seen.papers[0].document}/").status_code == 200
    assert clerk.post(window, {}).status_code == 422
    assert clerk.post(window, {"identity": "document"}).status_code == 409, "no paper was looked at"
    assert clerk.post(f"{window}papers/", {"paper": seen.papers[0].key}).status_code == 422
    better = {"paper": seen.papers[0].key, "file": io.BytesIO(b"better")}
    assert clerk.post(f"{window}papers/", better).status_code == 303
    hand_over(world, case_id)
    assert "等接收" in shown(clerk, window)
    assert clerk.get(f"{window}documents/{seen.papers[1].document}/").status_code == 404

    assert handover in shown(lead, "/desk/")
    page = shown(lead, handover)
    assert "上海市窗口移交来的" in page
    assert lead.post(handover, {"act": "send-back"}).status_code == 422
    assert lead.post(handover, {"act": "send-back", "reason": "照片看不清"}).status_code == 303
    assert "照片看不清" in shown(clerk, window)
    assert "照片看不清" in shown(person, case)
    hand_over(world, case_id)
    assert "窗口已经移交" in shown(person, f"{case}receipt/")
    decided(world, case_id)
    assert "上海市窗口代收" in shown(lead, f"/desk/cases/{case_id}/")
    assert lead.get(f"{handover}messages/").headers["Content-Type"] == "application/json"

    assert "发往代收窗口" in shown(officer, task)
    assert "由窗口交给申请人" in shown(officer, f"{task}send/certificate/")
    assert officer.post(f"{task}send/certificate/").status_code == 303
    assert "在上海市窗口，等申请人取" in shown(officer, task)
    assert "等申请人来取" in shown(clerk, window)
    assert clerk.post(f"{window}results/{CERTIFICATE}/certificate/", {"proof": "本人签收"}).status_code == 303
    assert "交给申请人" in shown(clerk, window)
    assert "代收 0 件" in shown(clerk, "/desk/")
    assert "发回上海市的窗口，您去取" in shown(person, case)


def test_what_cannot_be_handed_in_elsewhere_is_named(world: World, signed_in: SignedIn) -> None:
    _, case_id = begun(world, allowance=True)
    page = shown(signed_in("disability-holder"), f"/cases/{case_id}/place/")
    assert "这次只能在长沙市交" in page
    assert "重度残疾人护理补贴" in page


def test_nobody_else_finds_these_pages(world: World, signed_in: SignedIn) -> None:
    _, case_id = begun(world)
    for username in ("officer-police", "auditor", "disability-holder"):
        assert signed_in(username).get(f"/desk/window/{case_id}/").status_code == 403
    assert signed_in("window-350200").get(f"/desk/window/{case_id}/").status_code == 404
    assert signed_in(f"window-{SHANGHAI}").get(f"/desk/handover/{case_id}/").status_code == 403
    assert signed_in("coordinator-health").get(f"/desk/handover/{case_id}/").status_code == 404
