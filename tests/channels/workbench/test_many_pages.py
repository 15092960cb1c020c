"""Many tasks at once through the pages: ticked on the desk, done, and of each said what became of it."""

from __future__ import annotations

import re

import pytest
from pytest_django.fixtures import Settings

from tests.channels.workbench.test_journey import definitions, registers_url, signed_in, world
from tests.usecases.world import World

__all__ = ["definitions", "registers_url", "world"]  # fixtures of the use cases' tests

TICK = r'name="task" value="([^"]+)"'


def test_ticked_on_the_desk_and_done(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "whitenoise" not in one]
    for family in ("married", "twins"):
        _, case_id = world.submitted(family)
        world.dispatch(case_id)
    officer = signed_in("officer-delivery-hospital")

    assert '<input type="checkbox"' not in officer.get("/desk/").content.decode()
    desk = officer.get("/desk/?turn=accept").content.decode()
    tasks = re.findall(TICK, desk)
    assert len(tasks) == 6  # two services for one child, and for two
    assert desk.count(" checked>") == 0
    assert officer.get("/desk/?turn=accept&all=1").content.decode().count(" checked>") == 6

    none = officer.post("/desk/many/accept/", {"key": "none"})
    assert none.status_code == 422
    assert "还没有选" in none.content.decode()

    body = {"key": "all", "task": [*tasks, "430100-20260101-000000/nothing"]}
    done = officer.post("/desk/many/accept/", body)
    page = done.content.decode()
    assert done.status_code == 200
    assert "受理了 6 件" in page
    assert "430100-20260101-000000" in page
    assert officer.post("/desk/many/accept/", body).content.decode().count("受理了 6 件") == page.count(
        "受理了 6 件"
    )

    review = officer.get("/desk/?turn=review").content.decode()
    assert sorted(re.findall(TICK, review)) == sorted(tasks)
    decided = officer.post("/desk/many/approve/", {"key": "approve", "task": tasks[:5]}).content.decode()
    assert "批准了 5 件" in decided
    again = officer.post("/desk/many/approve/", {"key": "again", "task": tasks}).content.decode()
    assert "批准了 1 件" in again
    assert "没有批准的" in again
    assert again.count('class="yj-many__why"') == 5
    assert officer.get("/desk/many/approve/").status_code == 405
