"""More time for a decision, and a part handed to another authority, through the officers' and the applicant's pages."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.channels.workbench.test_journey import signed_in
from tests.channels.workbench.test_promise_pages import carried_out, refused, text_of
from tests.usecases.conftest import definitions, registers_url, world
from tests.usecases.test_transferring import SIGN, dispatched
from tests.usecases.world import World

__all__ = ["definitions", "registers_url", "world"]  # fixtures of the use cases' tests


@pytest.fixture
def case_id(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    """A restaurant whose sign waits to be accepted."""
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    settings.MIDDLEWARE = [
        one for one in settings.MIDDLEWARE if "whitenoise" not in one
    ]  # no static files here
    return dispatched(world)[1]


@pytest.fixture
def task(case_id: str) -> str:
    return f"/desk/tasks/{case_id}/{SIGN}/"


def side_of(client: Client, page: str) -> str:
    """The page without its notices and history."""
    return text_of(client, page).partition("办理经过")[0]


def test_the_head_gives_more_time_and_everybody_sees_the_day(case_id: str, task: str, world: World) -> None:
    officer, head = signed_in("officer-city-management"), signed_in("head-city-management")
    carried_out(officer, f"{task}accept/")
    assert f"{task}extend-limit/" not in text_of(officer, task), "only the head may"
    assert officer.get(f"{task}extend-limit/").status_code == 403
    assert f"{task}extend-limit/" in text_of(head, task)
    asked = text_of(head, f"{task}extend-limit/")
    assert "最多 10 个" in asked
    assert "没有核对到条文" in asked
    assert "要填整数" in refused(head, f"{task}extend-limit/", days="十", reason="要看现场")
    assert "1 到 10" in refused(head, f"{task}extend-limit/", days="11", reason="要看现场")
    assert "请写明理由" in refused(head, f"{task}extend-limit/", days="5", reason="")
    carried_out(head, f"{task}extend-limit/", days="5", reason="要看现场")
    page = text_of(officer, task)
    assert "延长 5 个工作日" in page
    assert "要看现场" in page
    assert f"{task}extend-limit/" not in text_of(head, task)
    assert head.get(f"{task}extend-limit/").status_code == 303, "once is enough"
    mine = text_of(signed_in("married-mother"), f"/cases/{case_id}/")
    assert "延长 5 个工作日" in mine
    assert "延长办理期限告知书" in mine


def test_handed_on_by_the_page_and_gone_from_there(case_id: str, task: str) -> None:
    officer = signed_in("officer-city-management")
    assert f"{task}transfer/" in text_of(officer, task)
    assert "住房" in text_of(officer, f"{task}transfer/")
    refused(officer, f"{task}transfer/", reason="归住建")
    assert "不办这一项" in refused(officer, f"{task}transfer/", to="police", reason="归住建")
    carried_out(officer, f"{task}transfer/", to="housing", reason="归住建")
    assert officer.get(task).status_code == 404
    other = signed_in("officer-housing")
    page = text_of(other, task)
    assert "城管移送来" in page
    assert f"{task}transfer/" not in page
    mine = text_of(signed_in("married-mother"), f"/cases/{case_id}/")
    assert "城管" in mine
    assert "移送" in mine
    assert "移送告知书" in mine
