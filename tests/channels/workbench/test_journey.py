"""Through the pages with everything behind them real: pre-check, one notice, dispatch, acceptance, refusal."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.usecases.conftest import definitions, registers_url, world
from tests.usecases.world import World
from yijian.storage.models import Account

__all__ = ["definitions", "registers_url", "world"]  # fixtures of the use cases' tests


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(
        Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def links(client: Client, page: str, kind: str) -> list[str]:
    """The addresses of papers or documents on a page."""
    place = page.partition("papers/")[0]
    found = re.findall(rf'href="({re.escape(place)}{kind}/[^"]+)"', client.get(page).content.decode())
    assert found, kind
    return found


def test_a_case_goes_from_pre_check_to_a_decision(
    world: World,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    settings.MIDDLEWARE = [
        one for one in settings.MIDDLEWARE if "whitenoise" not in one
    ]  # no static files here
    _, case_id = world.submitted("married")
    coordinator = signed_in("coordinator-health")
    case = f"/desk/cases/{case_id}/"
    assert case in coordinator.get("/desk/").content.decode()
    assert coordinator.get(case).status_code == 200

    (hospital,) = {
        one.authority
        for one in world.ports.definitions.package().services.values()
        if one.id == "health.birth-certificate"
    }
    officer = signed_in(f"officer-{hospital}")
    task = f"/desk/tasks/{case_id}/health.birth-certificate/"
    assert "预审" in officer.get(task).content.decode()
    defect = {"subject-1": "fact:child[1].name", "problem-1": "wrong", "text-1": "请核对姓名"}
    assert officer.post(f"{task}defects/", defect | {"key": "d"}).status_code == 303

    paper = links(officer, task, "papers")[0]
    assert "系统识别" in officer.get(paper).content.decode()
    returned = {"key": "p", "why": "blurred", "more": "第 1 页"}
    assert officer.post(paper, returned).headers["Location"] == task
    assert "看不清，请重新拍" in officer.get(task).content.decode()
    about = unquote(paper.rstrip("/").rpartition("/")[2])
    assert officer.post(f"{task}defects/take-back/", {"key": "b", "subject": about}).status_code == 303
    assert "看不清" not in officer.get(task).content.decode().partition("办理经过")[0]

    page = coordinator.get(case).content.decode()
    assert "请核对姓名" in page
    assert "看不清" not in page
    offered = coordinator.post(links(coordinator, case, "papers")[0], returned).headers["Location"]
    assert "看不清，请重新拍" in coordinator.get(offered).content.decode()
    refused = coordinator.post(f"{case}dispatch/", {"key": "too-early"})
    assert refused.status_code == 409
    (about,) = re.findall(r'name="subject" value="([^"]+)"', page)
    (by,) = re.findall(r'name="task" value="([^"]+)"', page)
    left_out = coordinator.post(f"{case}take-back/", {"key": "t", "subject": about, "task": by})
    assert left_out.status_code == 303
    assert coordinator.post(f"{case}dispatch/", {"key": "go"}).status_code == 303

    assert "等您受理" in officer.get("/desk/?turn=accept").content.decode()
    assert officer.post(f"{task}accept/", {"key": "a"}).status_code == 303
    assert officer.post(f"{task}accept/", {"key": "a"}).status_code == 303, "a second click is the same act"
    assert (
        officer.post(f"{task}suspend/", {"key": "s", "kind": "other", "reason": "等更正"}).status_code == 303
    )
    assert "等更正" in officer.get(task).content.decode()
    assert officer.post(f"{task}resume/", {"key": "r"}).status_code == 303
    paper = links(officer, task, "papers")[0]
    papers = links(officer, paper, "documents")
    file = officer.get(papers[0])
    assert file.headers["Content-Security-Policy"] == "sandbox"
    assert file.headers["Content-Type"] == "image/jpeg"
    assert file.content
    typed = {"key": "no", "reason": "材料不真实", "basis": "示例条款"}
    assert officer.post(f"{task}refuse/", typed).status_code == 303
    assert "没有批准" in officer.get(task).content.decode()

    other = signed_in("officer-police")
    assert other.get(task).status_code == 404
    assert other.get(papers[0]).status_code == 404
