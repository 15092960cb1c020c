"""Promises and papers owed through the officers' pages, with everything behind them real: check, order, put right, revoke."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.channels.workbench.test_journey import signed_in
from tests.usecases.conftest import definitions, registers_url, world
from tests.usecases.test_commitments import FIRE, decided
from tests.usecases.world import World

__all__ = ["definitions", "registers_url", "world"]  # fixtures of the use cases' tests

DAY = {"due-year": "2026", "due-month": "12", "due-day": "8"}


@pytest.fixture
def task(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a fire opinion that was given on a promise, whose check is due."""
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    settings.MIDDLEWARE = [
        one for one in settings.MIDDLEWARE if "whitenoise" not in one
    ]  # no static files here
    _, case_id = decided(world)
    return f"/desk/tasks/{case_id}/{FIRE}/"


@pytest.fixture
def officer(task: str) -> Client:
    return signed_in("officer-fire")


def text_of(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, page
    return answer.content.decode()


def carried_out(client: Client, page: str, **typed: Any) -> None:
    answer = client.post(page, {"key": page, **typed})
    assert answer.status_code == 303, answer.content.decode()[:2000]


def refused(client: Client, page: str, **typed: Any) -> str:
    answer = client.post(page, {"key": f"{page}-wrong", **typed})
    assert answer.status_code in (409, 422)
    return answer.content.decode()


def test_a_promise_that_holds_is_checked_and_done(officer: Client, task: str) -> None:
    """What was found is always written down, and which way it is is always said."""
    assert "登记承诺核查" in text_of(officer, task)
    assert "承诺属实吗" in text_of(officer, f"{task}check/")
    kept = refused(officer, f"{task}check/", kept="yes", reason=" ")
    assert "看到的情况" in kept
    assert "到店" in refused(officer, f"{task}check/", reason="到店看过，设施都在"), "what was typed stays"
    assert "责令改正" not in text_of(officer, task).partition("办理经过")[0]
    carried_out(officer, f"{task}check/", kept="yes", reason="到店看过，设施都在")
    assert "登记承诺核查" not in text_of(officer, task).partition("办理经过")[0]


def test_a_promise_that_does_not_hold_is_ordered_to_be_put_right_and_is(officer: Client, task: str) -> None:
    carried_out(officer, f"{task}check/", kept="no", reason="疏散门锁着")
    assert "责令改正" in text_of(officer, task)
    no_day = {"due-year": "2026", "due-month": "13", "due-day": "40"}
    assert "打开疏散门" in refused(officer, f"{task}order/", reason="打开疏散门", **no_day)
    assert "打开疏散门" in refused(
        officer, f"{task}order/", reason="打开疏散门", **(DAY | {"due-month": "1"})
    )
    carried_out(officer, f"{task}order/", reason="打开疏散门", **DAY)
    carried_out(officer, f"{task}corrected/", reason="门开了")
    assert "broken_promise" not in text_of(officer, f"{task}revoke/"), "put right is no ground any more"


def test_revoked_only_after_the_day_of_the_order(officer: Client, task: str, world: World) -> None:
    carried_out(officer, f"{task}check/", kept="no", reason="疏散门锁着")
    carried_out(officer, f"{task}order/", reason="打开疏散门", **DAY)
    early = refused(officer, f"{task}revoke/", ground="broken_promise", claw_back="no", reason="没有改")
    assert "没有改" in early
    world.later(timedelta(days=15))
    assert "已经给的要追回吗" in text_of(officer, f"{task}revoke/")
    carried_out(officer, f"{task}revoke/", ground="broken_promise", claw_back="no", reason="没有改")
    assert "撤销" in text_of(officer, task)
    assert officer.get(f"{task}revoke/").status_code == 303, "once is enough"


def test_another_authority_sees_nothing_of_it(task: str) -> None:
    other = signed_in("officer-police")
    for act in ("check", "order", "corrected", "revoke", "take-in", "extend", "end-owing"):
        assert other.get(f"{task}{act}/").status_code == 404, act
        assert other.post(f"{task}{act}/", {"key": act, "reason": "x", "kept": "no"}).status_code in (
            404,
            422,
        )
