"""What officers' pages show besides their acts: what is to come, what was judged, how long a clock may stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.channels.workbench import samples
from tests.channels.workbench.conftest import Office
from tests.channels.workbench.pages import body
from yijian.core.errors import Text
from yijian.usecases.views import Light


def test_what_is_to_come_is_in_its_own_tab_and_not_to_do(office: Office) -> None:
    awaited = (Text("出生医学证明", "Birth certificate"),)
    coming = samples.row("waiting", Light.WAITING, due=None, number="N-coming", waits_for=awaited)
    office.desk = replace(samples.desk(samples.row()), coming=(coming,))
    html = body(office.client.get("/desk/"))
    assert "N-coming" not in html
    assert "待办 1 件" in html
    shown = body(office.client.get("/desk/?turn=waiting"))
    assert "N-coming" in shown
    assert "等出生医学证明办好" in shown
    assert "N-coming" in body(office.client.get("/desk/?number=coming"))


def test_what_was_judged_by_hand_stays_to_be_seen(office: Office) -> None:
    judged = replace(samples.criterion("name-allowed", None), judged=True)
    office.task = replace(samples.task_view("approved", "IssueOutput"), criteria=(judged,))
    html = body(office.client.get(office.task_url()))
    assert "人工判断符合" in html
    assert "1 条人工判断" in html
    assert "要人工判断" not in html


def test_facts_of_conditions_are_said_in_the_language_of_the_page(office: Office) -> None:
    html = body(office.client.get(office.task_url() + "?lang=en"))
    assert "Ethnicity: Han" in html


@pytest.mark.parametrize(("told", "limit"), [("", None), ("10", 10), ("366", 366)])
def test_a_stop_may_have_a_longest_time(office: Office, told: str, limit: int | None) -> None:
    typed = {"key": "k", "kind": "other", "reason": "等医院更正", "limit_days": told}
    assert office.client.post(office.task_url("suspend/"), typed).status_code == 303
    assert office.act("suspend")["limit_days"] == limit


@pytest.mark.parametrize("told", ["0", "367", "-1", "3.5", "x", "１０"])
def test_a_longest_time_that_is_none_is_said_at_its_field(office: Office, told: str) -> None:
    office.task = samples.task_view("under_review", "SuspendClock")
    typed = {"key": "k", "kind": "other", "reason": "等医院更正", "limit_days": told}
    response = office.client.post(office.task_url("suspend/"), typed)
    assert response.status_code == 422
    assert 'id="limit_days-error"' in body(response)
    assert not any(name == "suspend" for name, _ in office.asked)
